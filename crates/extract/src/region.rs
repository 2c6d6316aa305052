//! In which part of a page an element stands, by its tag, role, class and id.

use haidang_model::Region;

use crate::dom::Element;

/// Returns the region that an element opens, if it says so. `share` is its
/// share of the page's text: a class name is not believed of an element that
/// holds most of the page (`<div class="page with-sidebar">`).
pub(crate) fn own_region(element: &Element, share: f64) -> Option<Region> {
    let tag: &str = element.tag();
    if matches!(tag, "html" | "body") {
        return None;
    }
    let by_tag = match tag {
        "nav" => Some(Region::Nav),
        "header" => Some(Region::Header),
        "footer" => Some(Region::Footer),
        "aside" => Some(Region::Aside),
        "main" => Some(Region::Main),
        _ => None,
    };
    let by_role = || match element.attribute("role")?.trim() {
        "navigation" | "menu" | "menubar" | "tablist" => Some(Region::Nav),
        "banner" => Some(Region::Header),
        "contentinfo" => Some(Region::Footer),
        "complementary" | "dialog" | "alertdialog" | "search" | "toolbar" | "tooltip" => {
            Some(Region::Aside)
        }
        "main" => Some(Region::Main),
        _ => None,
    };
    if let Some(region) = by_tag.or_else(by_role) {
        return Some(region);
    }
    let region = ["class", "id", "itemprop"]
        .into_iter()
        .filter_map(|name| element.attribute(name))
        .find_map(by_names)?;
    let believed = share <= SHARE_MAX || matches!(region, Region::Comments | Region::Main);
    believed.then_some(region)
}

/// See [`own_region`].
const SHARE_MAX: f64 = 0.4;

/// Bytes of a class or id attribute that are looked at.
const NAMES_BYTES_MAX: usize = 512;

fn by_names(names: &str) -> Option<Region> {
    let names = names.get(..NAMES_BYTES_MAX).unwrap_or(names);
    let mut found = None;
    let mut name = String::new();
    for written in names.split_ascii_whitespace().take(16) {
        name.clear();
        name.extend(written.chars().map(|c| match c {
            '_' => '-',
            _ => c.to_ascii_lowercase(),
        }));
        if let Some(region) = by_name(&name) {
            return Some(region);
        }
        for word in name.split('-') {
            if found.is_none() {
                found = by_word(word);
            }
        }
    }
    found
}

/// Whole names. The Vietnamese ones are what newspapers and portals write.
fn by_name(name: &str) -> Option<Region> {
    Some(match name {
        "binh-luan" | "y-kien" | "phan-hoi" | "fb-comments" | "box-comment" | "list-comment" => {
            Region::Comments
        }
        "the-article-summary"
        | "short-intro"
        | "tom-tat"
        | "mo-dau"
        | "article-lead"
        | "article-excerpt" => Region::Lead,
        "dieu-huong" | "danh-muc" | "thanh-dieu-huong" | "menu-chinh" => Region::Nav,
        "dau-trang" => Region::Header,
        "chan-trang" | "cuoi-trang" => Region::Footer,
        "tin-lien-quan" | "lien-quan" | "tin-khac" | "tin-cung-muc" | "bai-viet-lien-quan"
        | "doc-nhieu" | "xem-nhieu" | "xem-them" | "tin-moi" | "tin-noi-bat" | "quang-cao"
        | "cot-phai" | "cot-trai" | "goi-y" => Region::Aside,
        "widget-area" | "sidebar-widget" | "footer-widget" => Region::Aside,
        "noi-dung-chinh" | "articlebody" => Region::Main,
        _ => return None,
    })
}

/// Single words within a name.
fn by_word(word: &str) -> Option<Region> {
    Some(match word {
        "comment" | "comments" | "commentlist" | "binhluan" | "disqus" | "ykien" | "phanhoi"
        | "replies" => Region::Comments,
        "sapo" | "lead" | "lede" | "chapeau" | "chappeau" | "standfirst" | "dek" => Region::Lead,
        "nav" | "navbar" | "navigation" | "menu" | "submenu" | "mainmenu" | "breadcrumb"
        | "breadcrumbs" | "pagination" | "pager" | "toc" => Region::Nav,
        "masthead" | "header" | "topbar" => Region::Header,
        "footer" | "copyright" | "colophon" => Region::Footer,
        "sidebar" | "aside" | "related" | "relate" | "recommend" | "recommended"
        | "recommendations" | "tinlienquan" | "lienquan" | "quangcao" | "advert"
        | "advertisement" | "ads" | "adsbygoogle" | "sponsor" | "sponsored" | "promo"
        | "popular" | "trending" | "social" | "share" | "newsletter" | "cookie" | "cookies"
        | "consent" | "filter" | "filters" | "facet" | "facets" | "refine" | "refinement"
        | "refinements" | "sort" | "sorting" | "sortby" | "toolbar" | "modal" | "popup"
        | "popover" | "tooltip" | "drawer" | "minicart" | "signature" | "crosssell" | "upsell"
        | "upsells" => Region::Aside,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_the_region() {
        for (names, region) in [
            ("detail-sapo", Some(Region::Lead)),
            ("content_detail_sapo x", Some(Region::Lead)),
            ("box tin-lien-quan", Some(Region::Aside)),
            ("binh-luan", Some(Region::Comments)),
            ("boxBinhLuan comment-list", Some(Region::Comments)),
            ("chan-trang", Some(Region::Footer)),
            ("main-menu", Some(Region::Nav)),
            ("article-body", None),
            ("leader", None),
        ] {
            assert_eq!(by_names(names), region, "{names}");
        }
    }
}
