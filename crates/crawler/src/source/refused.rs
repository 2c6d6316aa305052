use haidang_model::CanonicalUrl;

/// Which addresses of a host belong to one person or one account.
enum Shape {
    /// Every one: the service holds nothing but accounts and their posts.
    All,
    /// Those whose first path segment begins with one of these.
    Begins(&'static [&'static str]),
}

/// Hosts (and all below them) that serve personal profiles and social
/// accounts. The program watches pages and sites, not people (DESIGN §1), so
/// no source may begin there. From the help pages of the services, November
/// 2026; a new service is one line.
const ACCOUNTS: &[(&str, Shape)] = &[
    ("facebook.com", Shape::All),
    ("fb.com", Shape::All),
    ("fb.me", Shape::All),
    ("fb.watch", Shape::All),
    ("m.me", Shape::All),
    ("messenger.com", Shape::All),
    ("instagram.com", Shape::All),
    ("threads.net", Shape::All),
    ("threads.com", Shape::All),
    ("zalo.me", Shape::All),
    ("zaloapp.com", Shape::All),
    ("t.me", Shape::All),
    ("telegram.me", Shape::All),
    ("telegram.dog", Shape::All),
    ("tiktok.com", Shape::All),
    ("douyin.com", Shape::All),
    ("x.com", Shape::All),
    ("twitter.com", Shape::All),
    ("vk.com", Shape::All),
    ("wa.me", Shape::All),
    ("whatsapp.com", Shape::All),
    ("viber.com", Shape::All),
    ("line.me", Shape::All),
    ("discord.gg", Shape::All),
    ("discord.com", Shape::All),
    ("snapchat.com", Shape::All),
    ("pinterest.com", Shape::All),
    ("onlyfans.com", Shape::All),
    ("locket.cam", Shape::All),
    ("ngl.link", Shape::All),
    ("gapo.vn", Shape::All),
    ("lotus.vn", Shape::All),
    ("youtu.be", Shape::All),
    ("bsky.app", Shape::Begins(&["profile"])),
    ("linkedin.com", Shape::Begins(&["in", "pub"])),
    (
        "youtube.com",
        Shape::Begins(&["@", "channel", "user", "c", "shorts", "watch"]),
    ),
    ("reddit.com", Shape::Begins(&["u", "user"])),
    ("spiderum.com", Shape::Begins(&["nguoi-dung"])),
    ("medium.com", Shape::Begins(&["@"])),
];

/// Path beginnings that mean a person's page on most forum and blog programs
/// (XenForo, vBulletin, phpBB, Mastodon), whatever the host.
const PROFILE_PATHS: &[&str] = &[
    "@",
    "~",
    "members",
    "profile",
    "u",
    "user",
    "users",
    "thanh-vien",
];

/// Tells why an address may not be a seed: the name of the service, or of the
/// kind of path.
pub(super) fn personal(url: &CanonicalUrl) -> Option<String> {
    let parsed = url.to_url();
    let mut segments = parsed
        .path_segments()
        .into_iter()
        .flatten()
        .filter(|segment| !segment.is_empty());
    let first = segments.next().unwrap_or("").to_lowercase();
    let second = segments.next();
    for (host, shape) in ACCOUNTS {
        let meets = match shape {
            Shape::All => true,
            Shape::Begins(list) => list.iter().any(|begin| first_is(&first, begin)),
        };
        if meets && url.host().is_within(host) {
            return Some((*host).to_owned());
        }
    }
    // `/u/lan` is a person, `/users` may be a list or a guide.
    let named = second.is_some() || first.starts_with(['@', '~']);
    (named && PROFILE_PATHS.iter().any(|begin| first_is(&first, begin)))
        .then(|| format!("/{first}/"))
}

/// Tells whether a path segment is `begin`; signs also begin a longer one.
fn first_is(segment: &str, begin: &str) -> bool {
    match begin {
        "@" | "~" => segment.len() > 1 && segment.starts_with(begin),
        _ => segment == begin,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_no_sources_and_pages_are() {
        for (address, refused) in [
            ("https://www.facebook.com/nguyen.van.a", true),
            ("https://m.facebook.com/groups/1", true),
            ("https://zalo.me/0900000000", true),
            ("https://t.me/s/kenh", true),
            ("https://www.tiktok.com/@ai-do", true),
            ("https://www.youtube.com/@kenh", true),
            ("https://youtube.com/channel/UC1", true),
            ("https://www.youtube.com/about/", false),
            ("https://x.com/ai", true),
            ("https://ax.com/ai", false),
            ("https://dien-dan.example/members/lan.12/", true),
            ("https://dien-dan.example/u/lan", true),
            ("https://dien-dan.example/~lan", true),
            ("https://dien-dan.example/threads/1", false),
            ("https://dien-dan.example/users", false),
            ("https://bao.example/", false),
            ("https://facebook.com.bao.example/", false),
        ] {
            let url = CanonicalUrl::parse(address).unwrap();
            assert_eq!(personal(&url).is_some(), refused, "{address}");
        }
    }
}
