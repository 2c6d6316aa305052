//! Where the links of a page lead.

use std::collections::{HashMap, HashSet};

use haidang_model::{Host, Link, Page, Site, Visibility};

/// Links of a page, counted by where they lead.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct LinkCounts {
    /// Different targets that a reader can follow.
    pub(super) all: u32,
    pub(super) outside: u32,
    pub(super) outside_hosts: u32,
    pub(super) outside_sites: u32,
    pub(super) hidden_outside: u32,
    /// Sites that only hidden links lead to.
    pub(super) hidden_sites: u32,
    /// Different targets into the own site, hidden or not.
    pub(super) inside: u32,
    /// Of these, those whose path was made by a program.
    pub(super) inside_machine: u32,
}

/// What is known of a host that links lead to.
struct Seen {
    /// Its number among the outside sites; `None` for the own site.
    site: Option<usize>,
    is_shown: bool,
}

/// Counts the links of a page. Links to nowhere, to mail and telephone do not
/// count; nor do the canonical and alternate addresses of the head, which come
/// first.
pub(super) fn count_links(page: &Page, site: Option<&Site>) -> LinkCounts {
    let mut counts = LinkCounts::default();
    let mut hosts: HashMap<&str, Seen> = HashMap::new();
    let mut sites: HashMap<Site, usize> = HashMap::new();
    // Of each outside site: whether a link that is seen leads there.
    let mut shown_sites: Vec<bool> = Vec::new();
    let mut targets: HashSet<&str> = HashSet::with_capacity(page.links.len());
    for link in page.links.iter().skip_while(|link| is_of_head(link)) {
        // A page links to most of its targets twice, once with a picture.
        let is_new = targets.insert(&link.target);
        let is_shown = !matches!(link.visibility, Visibility::Hidden | Visibility::Suspect);
        let Some(host) = host_of(&link.target) else {
            // A page without an address has relative links.
            if is_new && !link.target.contains(':') {
                counts.all += u32::from(is_shown);
                counts.inside += 1;
                counts.inside_machine +=
                    u32::from(super::doorway::is_machine_path(path_of(&link.target)));
            }
            continue;
        };
        let seen = hosts.entry(host).or_insert_with(|| Seen {
            site: outside_site(host, site).map(|site| {
                let number = sites.len();
                *sites.entry(site).or_insert_with(|| {
                    shown_sites.push(false);
                    number
                })
            }),
            is_shown: false,
        });
        if let Some(number) = seen.site {
            seen.is_shown |= is_shown;
            if let Some(shown) = shown_sites.get_mut(number) {
                *shown |= is_shown;
            }
        }
        if !is_new {
            continue;
        }
        match (seen.site.is_some(), is_shown) {
            (true, true) => counts.outside += 1,
            (true, false) => counts.hidden_outside += 1,
            (false, _) => {
                counts.inside += 1;
                counts.inside_machine +=
                    u32::from(super::doorway::is_machine_path(path_of(&link.target)));
            }
        }
        counts.all += u32::from(is_shown);
    }
    counts.outside_hosts = hosts.values().filter(|seen| seen.is_shown).count() as u32;
    counts.outside_sites = shown_sites.iter().filter(|shown| **shown).count() as u32;
    counts.hidden_sites = shown_sites.iter().filter(|shown| !**shown).count() as u32;
    counts
}

fn is_of_head(link: &Link) -> bool {
    matches!(
        link.rel.as_str(),
        "canonical" | "alternate" | "feed" | "refresh"
    )
}

/// The site of a host if it is another than the page's own.
fn outside_site(host: &str, own: Option<&Site>) -> Option<Site> {
    let own = own?;
    let site = Host::parse(host).ok()?.site();
    (site != *own).then_some(site)
}

/// The host in an address that was resolved: without user, password and port.
/// `None` for every scheme but `http` and `https`.
pub(super) fn host_of(target: &str) -> Option<&str> {
    let rest = target
        .strip_prefix("https://")
        .or_else(|| target.strip_prefix("http://"))?;
    let (authority, _) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    let host = authority.rsplit('@').next()?;
    let host = match host.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => host,
        _ => host,
    };
    (!host.is_empty()).then_some(host)
}

/// The path of an address, with its query.
pub(super) fn path_of(target: &str) -> &str {
    let rest = match target.split_once("://") {
        Some((_, rest)) => rest.split_once('/').map_or("", |(_, path)| path),
        None => target,
    };
    rest.split('#').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_and_paths_of_addresses() {
        for (target, host, path) in [
            ("https://a.example/b/c?d#e", Some("a.example"), "b/c?d"),
            ("http://u:p@a.example:8080", Some("a.example"), ""),
            ("http://[::1]:80/x", Some("[::1]"), "x"),
            ("mailto:a@b.example", None, "mailto:a@b.example"),
            ("tin/1.html", None, "tin/1.html"),
        ] {
            assert_eq!((host_of(target), path_of(target)), (host, path), "{target}");
        }
    }
}
