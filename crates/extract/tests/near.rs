//! Fingerprints: what must not move them, what must, and how far. The pages
//! are made here.

use haidang_extract::{Limits, extract_html, text_print};
use haidang_model::{Fingerprint, Page};
use proptest::prelude::*;

/// Unrelated things differ in 32 bits, with a spread of 4.
const FAR: u32 = 16;

/// What a page shows that is another at the next visit.
#[derive(Clone)]
struct Visit {
    clock: &'static str,
    ago: &'static str,
    views: u32,
    session: &'static str,
    number: u32,
}

const MONDAY: Visit = Visit {
    clock: "Thứ Hai, 23/11/2026 08:15",
    ago: "5 phút trước",
    views: 999,
    session: "a8f3e0c1",
    number: 17,
};

const SUNDAY: Visit = Visit {
    clock: "Chủ nhật, 29/11/2026 17:02",
    ago: "3 ngày trước",
    views: 120_481,
    session: "0b77d2",
    number: 20_481,
};

const LIGHTHOUSE: [&str; 6] = [
    "Ngọn hải đăng trên mũi đá đen đã đứng đó hơn một thế kỷ, soi đường cho tàu thuyền ra vào cửa biển, mỗi đêm giông bão lại sáng hơn thường lệ.",
    "Người gác đèn kể rằng có mùa sóng lớn đến nỗi nước tràn qua bậc thềm, phải kê bao cát suốt từ chập tối tới khi gà gáy mới giữ được gian máy khỏi ngập mặn.",
    "Chiếc thấu kính cũ đúc bằng thủy tinh dày, được lau bằng vải mềm và rượu trắng, xoay trên mâm thủy ngân nhẹ đến mức một em bé cũng đẩy được.",
    "Ngư dân trong làng không xem dự báo qua điện thoại, họ nhìn vầng sáng hắt lên mây rồi quyết định có ra khơi hay ở lại vá lưới.",
    "Dự án thay đèn dầu bằng pin mặt trời hoàn tất vào mùa hè, tiết kiệm nhiên liệu nhưng cũng lấy đi tiếng máy nổ quen thuộc của xóm chài.",
    "Khách phương xa leo hết cầu thang xoắn sẽ thấy vịnh nhỏ cong như lưỡi liềm, bên kia là rừng dương và những nóc nhà ngói đỏ.",
];

const RICE: [&str; 6] = [
    "Giống lúa chịu mặn được gieo thử trên cánh đồng ven sông từ đầu vụ, đến nay bông đã trổ đều, hạt chắc và ít sâu bệnh hơn giống cũ.",
    "Kỹ sư nông nghiệp hướng dẫn bà con rút nước giữa vụ để rễ ăn sâu, đất thoáng khí và giảm lượng phân đạm phải bón.",
    "Hợp tác xã ký hợp đồng bao tiêu với nhà máy xay xát, giá thu mua cao hơn thị trường nếu độ ẩm đạt yêu cầu khi giao hàng.",
    "Máy gặt đập liên hợp đi đến đâu rơm cuộn gọn đến đó, trẻ con không còn rơm để chơi trận giả như ngày trước.",
    "Cánh đồng mẫu lớn buộc các hộ phải xuống giống cùng ngày, chuyện tưởng dễ mà họp ba buổi tối mới thống nhất xong.",
    "Gạo mới thổi bằng nồi gang thơm ngậy, ăn với cá rô kho khô thì không cần thêm món nào khác trên mâm.",
];

fn paragraphs(texts: &[&str]) -> String {
    texts
        .iter()
        .map(|text| format!("<p>{text}</p>\n"))
        .collect()
}

/// A page in the manner of a newspaper.
fn newspaper(title: &str, texts: &[&str], visit: &Visit, related: usize) -> Page {
    let related: String = (0..related)
        .map(|i| format!(r#"<li class="item item-{i}"><a class="item__link" href="/tin-{i}.html"><span class="item__name">Tin {i}</span></a></li>"#))
        .collect();
    let Visit {
        clock,
        ago,
        views,
        session,
        number,
    } = visit;
    let body = paragraphs(texts);
    page(&format!(
        r#"<!DOCTYPE html><html lang="vi"><head><title>{title}</title></head>
<body class="page single postid-{number}" data-session="{session}">
<div class="top-bar"><span class="top-bar__clock">{clock}</span><span class="online">{views} người đang xem</span></div>
<header class="site-header"><a class="logo" href="/"><img class="logo__img" src="l.png"></a>
<form class="search" action="/tim"><input class="search__box" name="q"></form>
<nav class="main-menu"><ul class="menu"><li class="menu__item"><a href="/thoi-su">Thời sự</a></li><li class="menu__item"><a href="/doi-song">Đời sống</a></li></ul></nav></header>
<div class="container"><div class="col-left"><div class="breadcrumb"><a href="/">Trang chủ</a></div>
<article class="detail"><h1 class="detail__title">{title}</h1><div class="detail__content">
<p>{clock} · {ago} · {views} lượt xem</p>
{body}</div></article>
<div class="related-box"><h3 class="related-box__title">Tin liên quan</h3><ul class="related-box__list">{related}</ul></div></div>
<div class="col-right"><div class="banner" id="banner-{number}"></div><div class="most-read"><h3>Đọc nhiều</h3></div></div></div>
<footer class="site-footer"><p class="license">Giấy phép số {number}</p><div class="counter">Lượt truy cập: {views}</div></footer></body></html>"#
    ))
}

/// A page in the manner of a blog.
fn blog(title: &str, texts: &[&str], visit: &Visit) -> Page {
    let Visit {
        clock, ago, views, ..
    } = visit;
    let body = paragraphs(texts);
    page(&format!(
        r#"<!DOCTYPE html><html><head><title>{title}</title></head><body class="wp-theme">
<div id="wrap"><div id="masthead" class="branding"><h2 class="blog-name"><a href="/">Góc biển</a></h2><p class="tagline">Chuyện nhỏ</p></div>
<section class="layout"><div class="entry hentry"><h1 class="entry-title">{title}</h1>
<div class="entry-content"><p>{clock} · {ago} · {views} lượt xem</p>{body}</div>
<div class="entry-meta"><i class="icon icon-tag"></i><a class="tag" rel="tag" href="/t">biển</a></div></div>
<aside class="widgets"><section class="widget archive"><h4 class="widget-title">Kho</h4><select><option>10</option></select></section>
<section class="widget cloud"><a class="cloud-tag" href="/c">chuyện</a></section></aside></section>
<div id="colophon"><small class="copy">Viết bởi Góc biển</small></div></div></body></html>"#
    ))
}

fn page(html: &str) -> Page {
    extract_html(html, None, &Limits::default())
}

fn text(page: &Page) -> Fingerprint {
    page.text_print.expect("text enough")
}

fn template(page: &Page) -> Fingerprint {
    page.template_print.expect("template enough")
}

#[test]
fn clocks_and_counters_change_nothing() {
    let monday = newspaper("Ngọn đèn", &LIGHTHOUSE, &MONDAY, 5);
    let sunday = newspaper("Ngọn đèn", &LIGHTHOUSE, &SUNDAY, 5);
    assert_ne!(
        monday.main, sunday.main,
        "the clock stands in the main text"
    );
    assert_eq!(text(&monday).distance(text(&sunday)), 0);
    assert_eq!(template(&monday).distance(template(&sunday)), 0);
}

#[test]
fn another_article_has_the_same_template_and_a_far_text() {
    let one = newspaper("Ngọn đèn", &LIGHTHOUSE, &MONDAY, 5);
    let other = newspaper("Giống lúa mới", &RICE, &SUNDAY, 5);
    assert_eq!(template(&one), template(&other));
    let distance = text(&one).distance(text(&other));
    assert!(distance >= FAR, "{distance}");
}

#[test]
fn the_same_article_elsewhere_has_a_near_text_and_a_far_template() {
    let one = newspaper("Ngọn đèn", &LIGHTHOUSE, &MONDAY, 5);
    let other = blog("Ngọn đèn", &LIGHTHOUSE, &SUNDAY);
    assert!(text(&one).is_near(text(&other)));
    let distance = template(&one).distance(template(&other));
    assert!(distance >= FAR, "{distance}");
}

#[test]
fn long_and_short_lists_are_one_template() {
    let short = newspaper("Ngọn đèn", &LIGHTHOUSE, &MONDAY, 10);
    let long = newspaper("Ngọn đèn", &LIGHTHOUSE, &MONDAY, 20);
    assert_eq!(template(&short), template(&long));
    assert!(text(&short).is_near(text(&long)));
}

#[test]
fn a_small_edit_stays_near_and_another_half_does_not() {
    let text = |texts: &[&str]| text_print(&texts.join("\n")).expect("text enough");
    let original = text(&LIGHTHOUSE);
    let edited = LIGHTHOUSE.join("\n").replace("lưỡi liềm", "vành trăng");
    assert!(original.is_near(text_print(&edited).expect("text enough")));
    let mut half = LIGHTHOUSE;
    half[..3].copy_from_slice(&RICE[..3]);
    assert!(!original.is_near(text(&half)));
}

#[test]
fn marks_taken_off_change_nothing() {
    let text = LIGHTHOUSE.join(" ");
    assert_eq!(text_print(&text), text_print(&vitext::fold(&text)));
}

#[test]
fn too_little_has_no_fingerprint() {
    let bare = page("<p>Trang đang được nâng cấp, xin quay lại sau.</p>");
    assert_eq!((bare.text_print, bare.template_print), (None, None));
    // Much text and no template.
    let plain = page(&paragraphs(&RICE));
    assert!(plain.text_print.is_some());
    assert_eq!(plain.template_print, None);
}

#[test]
fn imported_text_has_the_fingerprint_of_its_page() {
    let text = RICE.join("\n");
    let page = haidang_extract::extract(
        &haidang_extract::Input {
            bytes: text.as_bytes(),
            url: None,
            content_type: Some("text/plain; charset=utf-8"),
        },
        &Limits::default(),
    );
    assert_eq!(page.text_print, text_print(&text));
    assert!(page.text_print.is_some());
}

#[test]
fn pages_stored_before_there_were_fingerprints_are_read() {
    let page = newspaper("Ngọn đèn", &LIGHTHOUSE, &MONDAY, 5);
    let mut stored = serde_json::to_value(&page).unwrap();
    assert_eq!(
        serde_json::from_value::<Page>(stored.clone()).unwrap(),
        page
    );
    let fields = stored.as_object_mut().unwrap();
    assert!(
        fields
            .remove("text_print")
            .is_some_and(|print| print.is_string())
    );
    assert!(fields.remove("template_print").is_some());
    let old: Page = serde_json::from_value(stored).unwrap();
    assert_eq!((old.text_print, old.template_print), (None, None));
    assert_eq!(old.main, page.main);
}

/// Stored fingerprints are compared with new ones: when one of these values
/// changes, all pages have to be read again, and the change belongs into the
/// log of changes.
#[test]
fn fingerprints_are_the_same_in_every_version() {
    let page = newspaper("Ngọn đèn", &LIGHTHOUSE, &MONDAY, 5);
    assert_eq!(text(&page).to_string(), "bdfba8e801a61462");
    assert_eq!(template(&page).to_string(), "2a1004cfbf7fdec6");
}

/// Sentences of words drawn from both articles, in any order.
fn drawn_text() -> impl Strategy<Value = String> {
    let words: Vec<&str> = LIGHTHOUSE
        .iter()
        .chain(&RICE)
        .flat_map(|text| text.split(' '))
        .collect();
    prop::collection::vec(prop::sample::select(words), 60..200).prop_map(|words| words.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn texts_drawn_apart_are_far(one in drawn_text(), other in drawn_text()) {
        let (Some(one), Some(other)) = (text_print(&one), text_print(&other)) else {
            return Ok(());
        };
        // Of 2 in a million pairs fewer bits differ than 13.
        prop_assert!(one.distance(other) >= 13, "{}", one.distance(other));
    }

    #[test]
    fn noise_of_markup_changes_nothing(
        space in "[ \t\n]{1,4}",
        comment in "[a-z ]{0,12}",
        quote in prop::sample::select(vec!['"', '\'']),
        upper: bool,
        swapped: bool,
    ) {
        let plain = newspaper_html("class=\"box\" id=\"side\"", "div", " ", "");
        let attributes = if swapped {
            format!("id={quote}side{quote}{space}class={quote}box{quote}")
        } else {
            format!("class={quote}{space}box{space}{quote} id={quote}side{quote}")
        };
        let tag = if upper { "DIV" } else { "div" };
        let noisy = newspaper_html(&attributes, tag, &space, &format!("<!-- {comment} -->"));
        let (plain, noisy) = (page(&plain), page(&noisy));
        prop_assert_eq!(text(&plain), text(&noisy));
        prop_assert_eq!(template(&plain), template(&noisy));
    }
}

/// A page whose markup can be written in several ways that mean the same.
fn newspaper_html(attributes: &str, tag: &str, space: &str, comment: &str) -> String {
    let body = paragraphs(&RICE).replace(' ', space);
    let rooms: String = ["a", "b", "c", "d", "e", "f", "g", "h"]
        .map(|room| format!("<{tag}{space}class=\"room {room}\">{comment}{space}<span class={room}-name></span></{tag}>{space}"))
        .concat();
    // `<p>` and its like come apart when spaces are put for blanks: none has any.
    format!(
        "<body>{comment}<{tag} {attributes}>{space}{rooms}</{tag}>{comment}<article{space}class=story>{body}</article>{space}</body>"
    )
}
