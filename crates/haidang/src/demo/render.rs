//! Puts a page's text into the frame of its site.

use anyhow::{Context, bail, ensure};
use haidang_model::Host;

use super::DemoSite;

/// Frames a page. `source` begins with lines `key: value`, ends them with an
/// empty line, and goes on as HTML; the layout names the keys as `{{key}}`,
/// the HTML as `{{body}}` and the site as `{{site}}`. A key that a page lacks
/// is empty, and one that no layout can use is refused.
pub(super) fn page(layout: &str, site: &str, source: &str) -> anyhow::Result<String> {
    let (head, body) = source
        .split_once("\n\n")
        .context("no empty line ends the head")?;
    let (mut title, mut description, mut published) = ("", "", "");
    for line in head.lines() {
        let (key, value) = line
            .split_once(": ")
            .with_context(|| format!("`{line}` is not `key: value`"))?;
        match key {
            "title" => title = value,
            "description" => description = value,
            "published" => published = value,
            _ => bail!("unknown key `{key}`"),
        }
    }
    ensure!(!title.is_empty(), "a page has a title");
    let mut html = String::with_capacity(layout.len() + source.len());
    let mut rest = layout;
    while let Some((before, after)) = rest.split_once("{{") {
        let (name, after) = after.split_once("}}").context("`{{` is not closed")?;
        html.push_str(before);
        html.push_str(match name {
            "title" => title,
            "description" => description,
            "published" => published,
            "body" => body,
            "site" => site,
            _ => bail!("the layout names `{name}`"),
        });
        rest = after;
    }
    html.push_str(rest);
    Ok(html)
}

/// Writes the robots.txt of a host.
pub(super) fn robots(host: &Host, disallow: &[String]) -> String {
    let mut text = String::from("User-agent: *\n");
    if disallow.is_empty() {
        text.push_str("Allow: /\n");
    }
    for path in disallow {
        text.push_str(&format!("Disallow: {path}\n"));
    }
    text.push_str(&format!("\nSitemap: http://{host}/sitemap.xml\n"));
    text
}

/// Writes the sitemap of a site: every page that robots.txt leaves open.
pub(super) fn sitemap(site: &DemoSite) -> String {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for page in site.pages.iter().filter(|page| !page.closed) {
        let address = page.url.as_str().replace('&', "&amp;");
        xml.push_str(&format!("  <url><loc>{address}</loc></url>\n"));
    }
    xml.push_str("</urlset>\n");
    xml
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_framed() {
        let layout = "<title>{{title}} - {{site}}</title>{{body}}<i>{{published}}</i>";
        assert_eq!(
            page(layout, "Báo", "title: Tin\n\n<p>Mưa</p>").unwrap(),
            "<title>Tin - Báo</title><p>Mưa</p><i></i>"
        );
        for bad in [
            "title: Tin",
            "tilte: Tin\n\nx",
            "Tin\n\nx",
            "published: 1\n\nx",
        ] {
            assert!(page(layout, "Báo", bad).is_err(), "{bad}");
        }
        assert!(page("{{other}}", "Báo", "title: Tin\n\nx").is_err());
    }

    #[test]
    fn robots_closes_what_the_manifest_closes() {
        let host = Host::parse("xa.example").unwrap();
        assert_eq!(
            robots(&host, &["/noi-bo/".into()]),
            "User-agent: *\nDisallow: /noi-bo/\n\nSitemap: http://xa.example/sitemap.xml\n"
        );
    }
}
