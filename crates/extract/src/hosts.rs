//! Hosts that the text of a page writes.

use haidang_model::{Host, Page, WrittenHost};

use crate::defect::defect;

/// Hosts of one page that are kept; lists of blocked hosts have thousands.
const HOSTS_MAX: usize = 2_000;

/// Gathers the hosts written in all runs of a page, plain, defanged and spaced
/// out; what is no host by the URL standard (labels of punycode that decode to
/// nothing) is passed over. The rest beyond the ceiling is a defect
/// (`truncated_hosts`).
///
/// A host that is written across two runs (`tai<b>xiu</b>.com`) is not found.
pub(crate) fn gather_hosts(page: &mut Page) {
    let mut hosts = Vec::new();
    let mut is_cut = false;
    'all: for (run, text) in page.runs.iter().enumerate() {
        for written in vitext::hosts(&text.text) {
            if hosts.len() >= HOSTS_MAX {
                is_cut = true;
                break 'all;
            }
            if let Ok(host) = Host::parse(&written.host) {
                hosts.push(WrittenHost {
                    host,
                    run,
                    span: written.span,
                    defanged: written.defanged,
                });
            }
        }
    }
    page.hosts = hosts;
    if is_cut {
        page.defects.push(defect(
            "truncated_hosts",
            format!("written hosts beyond {HOSTS_MAX} were left out"),
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_found_where_they_stand() {
        let mut page = Page::from_text(None, "vào taixiu88.com, nhacai[.]vip hay tên-miền.vn");
        gather_hosts(&mut page);
        let found: Vec<_> = page
            .hosts
            .iter()
            .map(|found| {
                let text = page.runs[found.run].text.get(found.span.clone());
                (found.host.as_str(), text.unwrap(), found.defanged)
            })
            .collect();
        assert_eq!(
            found,
            [
                ("taixiu88.com", "taixiu88.com", false),
                ("nhacai.vip", "nhacai[.]vip", true),
                ("xn--tn-min-iva0322d.vn", "tên-miền.vn", false),
            ]
        );
        assert!(page.defects.is_empty());
    }

    #[test]
    fn more_than_the_ceiling_is_a_defect() {
        let mut page = Page::from_text(None, &"a1.com b2.net ".repeat(HOSTS_MAX / 2));
        gather_hosts(&mut page);
        assert_eq!((page.hosts.len(), page.defects.len()), (HOSTS_MAX, 0));
        let mut page = Page::from_text(None, &"a1.com b2.net ".repeat(HOSTS_MAX));
        gather_hosts(&mut page);
        assert_eq!(page.hosts.len(), HOSTS_MAX);
        assert_eq!(page.defects[0].code, "truncated_hosts");
    }
}
