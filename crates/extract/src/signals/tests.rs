use std::fmt::Write as _;

use haidang_model::{CanonicalUrl, DoorwayTrait, Page, Signal};
use proptest::prelude::*;

use crate::{Input, Limits, extract, extract_html, extract_text};

fn read_at(address: &str, html: &str) -> Page {
    let url = CanonicalUrl::parse(address).unwrap();
    extract_html(html, Some(&url), &Limits::default())
}

fn read(html: &str) -> Page {
    read_at("https://xa.example/tin/le-hoi.html", html)
}

#[track_caller]
fn check(page: &Page, raised: &[Signal]) {
    assert_eq!(page.signals.raised(), raised, "{:?}", page.signals);
}

const SENTENCES: &str = "<p>Sáng nay, Ủy ban nhân dân xã tổ chức lễ hội xuống đồng. Bà con đến dự \
    rất đông. Trẻ em được nghỉ học một buổi, người già ngồi ở hàng ghế đầu.</p>";

const ENGLISH: &str = "<p>The people of the village have met for the feast that is held in this \
    season. It was a day of work and of rest for all, and the children have not been at school. \
    You are to bring your own cup, as there is not one for each of the guests.</p>";

#[test]
fn glued_words_of_generated_text() {
    check(
        &read("<p>thuê xe máy hà nộigiá vé máy bay đi đà lạtlịch cúp điện hôm naycách nấu phở</p>"),
        &[Signal::GluedWords],
    );
    // Imported text is read as well.
    let text = "thuê xe máy hà nộigiá vé đi đà lạtlịch cúp điện hôm naycách nấu phở bò";
    check(&extract_text(text, None), &[Signal::GluedWords]);
}

#[test]
fn near_misses_of_glued_words() {
    // One slip of typing, and a loan word that comes back.
    let slips = "Bà con đếndự lễ. Hàm lôga, lôga tự nhiên, lôga thập phân, bảng lôga.";
    for page in [
        format!("{SENTENCES}{SENTENCES}<p>{slips}</p>"),
        // Identifiers, addresses and tags of a technical page.
        format!(
            "{SENTENCES}<p>Gọi getDanhSachNhaCungCap() rồi xem https://xa.example/danhsachnhacungcap, \
             thẻ #lễhộixuốngđồng và #trẻemnghỉhọc trong config.danhsachhocsinh.</p>"
        ),
        // Menus: each word stands in an element of its own.
        "<ul>".to_owned()
            + &"<li><a href=/a>Tin tức</a></li><li><a href=/b>Thể thao</a></li>".repeat(40),
    ] {
        let page = read(&page);
        assert!(!page.signals.has(Signal::GluedWords), "{:?}", page.signals);
    }
}

/// Links to as many sites as asked for.
fn links(count: usize, style: &str) -> String {
    (0..count).fold(String::new(), |mut out, i| {
        let _ = write!(
            out,
            "<a {style} href='https://trang-{i}.example/'>Trang số {i}</a> "
        );
        out
    })
}

#[test]
fn link_farms_and_near_misses() {
    let farm = links(80, "");
    check(&read(&farm), &[Signal::LinkFarm]);
    // An article with sources, a page of the own site's links, few sites.
    let article = SENTENCES.repeat(40);
    check(&read(&format!("{article}{farm}")), &[]);
    let own = |i| format!("<a href='/tin/bai-so-{i}.html'>Bài số {i} của xã</a> ");
    check(&read(&((0..300).map(own).collect::<String>() + &farm)), &[]);
    check(&read(&links(40, "")), &[]);
    // Many pages of one site are one site.
    let one_site = |i| format!("<a href='https://m{i}.bao.example/{i}'>Bài {i}</a> ");
    check(&read(&(0..200).map(one_site).collect::<String>()), &[]);
    // A file from nowhere belongs to no site.
    check(&extract_html(&farm, None, &Limits::default()), &[]);
}

#[test]
fn hidden_outbound_links_and_near_misses() {
    let hidden = |style: &str| {
        let links = links(15, "");
        read(&format!("{SENTENCES}<div style='{style}'>{links}</div>"))
    };
    for style in [
        "display:none",
        "position:absolute;left:-9999px",
        "font-size:0",
    ] {
        check(&hidden(style), &[Signal::HiddenOutbound]);
    }
    check(&hidden(""), &[]);
    // Hidden links into the own site, to mail, and a few to share a page.
    let inside: String = (0..40)
        .map(|i| format!("<a href='/muc-{i}'>Mục {i}</a>"))
        .collect();
    let share = links(5, "");
    let mail = "<a href='mailto:a@b.example'>thư</a>".repeat(40);
    check(
        &read(&format!(
            "{SENTENCES}<div hidden>{inside}{share}{mail}</div>"
        )),
        &[],
    );
    // What is shown elsewhere is not hidden.
    let both = links(15, "");
    check(
        &read(&format!(
            "{}<div hidden>{both}</div>{both}",
            SENTENCES.repeat(9)
        )),
        &[],
    );
    // The other languages of a page, in its head.
    let head: String = (0..30)
        .map(|i| format!("<link rel=alternate hreflang=x-{i} href='https://trang-{i}.example/'>"))
        .collect();
    check(&read(&format!("<head>{head}</head>{SENTENCES}")), &[]);
}

/// A generated page: each of its traits may be left out.
fn doorway(host: &str, path: &str, title: &str, body: &str) -> Page {
    read_at(
        &format!("https://{host}/{path}"),
        &format!("<title>{title}</title><body>{body}"),
    )
}

#[test]
fn doorways_have_several_traits() {
    let machine: String = (10_000..10_020)
        .map(|i| format!("<a href='/view-{i}.html'>giá vé</a> "))
        .collect();
    let phrases = "<p>thuê xe máy hà nộigiá vé máy bay đi đà lạtlịch cúp điện hôm naycách nấu</p>";
    let title = "giá vé máy bay đi đà lạt rẻ nhất";
    let echo = format!(
        "<h1>{title}</h1>{}",
        [
            "giá vé",
            "vé máy bay",
            "máy bay rẻ nhất",
            "đi đà lạt",
            "giá rẻ nhất",
            "vé rẻ"
        ]
        .map(|text| format!("<a href='/{}'>{text}</a> ", text.replace(' ', "-")))
        .concat()
    );
    let away = "<meta http-equiv=refresh content='0;url=https://khac.example/'>";
    let script = "<script>window.location.href = \"https://khac.example/a\";</script>";
    for (host, path, title, body, traits) in [
        (
            "hx3kq9v.xa.example",
            "803112/a",
            "Tin xã",
            SENTENCES.to_owned(),
            vec![DoorwayTrait::RandomHost],
        ),
        (
            "xa.example",
            "news-803112.index.html",
            "Tin xã",
            SENTENCES.to_owned(),
            vec![DoorwayTrait::MachineAddress],
        ),
        (
            "xa.example",
            "tin",
            "Tin xã",
            format!("{SENTENCES}{machine}"),
            vec![DoorwayTrait::MachinePaths],
        ),
        (
            "xa.example",
            "tin",
            title,
            format!("{SENTENCES}{echo}"),
            vec![DoorwayTrait::EchoedTitle],
        ),
        (
            "xa.example",
            "tin",
            "Tin xã",
            phrases.to_owned(),
            vec![DoorwayTrait::SearchPhrases],
        ),
        (
            "xa.example",
            "tin",
            "Tin xã",
            format!("{away}{SENTENCES}"),
            vec![DoorwayTrait::LeavesAtOnce],
        ),
        (
            "xa.example",
            "tin",
            "Tin xã",
            format!("{SENTENCES}{script}"),
            vec![DoorwayTrait::LeavesAtOnce],
        ),
        (
            "xa.example",
            "tin",
            title,
            ENGLISH.repeat(2),
            vec![DoorwayTrait::ForeignTitle],
        ),
        (
            "xa.example",
            "tin",
            "The feast of the village is this day",
            SENTENCES.repeat(4),
            vec![DoorwayTrait::ForeignTitle],
        ),
    ] {
        let page = doorway(host, path, title, &body);
        assert_eq!(page.signals.doorway_traits, traits, "{host}/{path} {title}");
        assert!(!page.signals.has(Signal::Doorway));
    }
    let page = doorway(
        "hx3kq9v.xa.example",
        "news-803112.index.html",
        "Tin xã",
        phrases,
    );
    check(&page, &[Signal::GluedWords, Signal::Doorway]);
    let page = doorway(
        "xa.example",
        "news-803112.html",
        title,
        &format!("{echo}{machine}{SENTENCES}"),
    );
    check(&page, &[Signal::Doorway]);
}

#[test]
fn innocent_pages_have_few_traits() {
    // A news page: a number in its path, its title as heading, the same site's
    // refresh, a script that leads to its own door.
    let page = read_at(
        "https://bao-tinh.example/xa-hoi/le-hoi-xuong-dong-4801260.html",
        &format!(
            "<title>Lễ hội xuống đồng ở xã vùng cao</title>\
             <meta http-equiv=refresh content='900;url=https://bao-tinh.example/'>\
             <h1>Lễ hội xuống đồng ở xã vùng cao</h1>{SENTENCES}\
             <script>if (x) location.href = 'https://m.bao-tinh.example/';</script>{}",
            (0..30)
                .map(|i| format!("<a href='/xa-hoi/bai-viet-so-48012{i}.html'>Bài viết {i}</a>"))
                .collect::<String>()
        ),
    );
    assert!(page.signals.doorway_traits.is_empty(), "{:?}", page.signals);
    // A forum: numbers behind words.
    let threads: String = (0..40)
        .map(|i| format!("<a href='/threads/{}/'>Chủ đề {i}</a>", 90_000 + i))
        .collect();
    let page = read_at(
        "https://dien-dan.example/threads/91234/",
        &format!("{SENTENCES}{threads}"),
    );
    assert!(page.signals.doorway_traits.is_empty(), "{:?}", page.signals);
}

#[test]
fn language_shifts_and_near_misses() {
    let block = SENTENCES.repeat(3);
    let bare = "<p>thue xe may di choi ha noi gia re nhat, ban ve xem phim, cach nau pho bo ngon, \
        lich cup dien hom nay, gia vang tang giam, tin moi nhat trong ngay</p>";
    let english = ENGLISH.repeat(3);
    for html in [
        format!("{english}<div style='display:none'>{block}</div>"),
        format!("<main>{english}</main><footer>{block}</footer>"),
        format!("<main>{english}</main><footer>{bare}</footer>"),
        format!("<main>{}</main><aside>{bare}</aside>", SENTENCES.repeat(4)),
        format!(
            "<main>{english}</main><div hidden>彩票平台开户送彩金{}</div>",
            "最新网址导航大全".repeat(9)
        ),
    ] {
        check(&read(&html), &[Signal::LanguageShift]);
    }
    for html in [
        // One language; a foot that nobody translated; the switch of languages.
        format!(
            "<main>{}</main><footer>{block}</footer>",
            SENTENCES.repeat(4)
        ),
        format!(
            "<main>{}</main><footer>{ENGLISH}</footer><div hidden>{ENGLISH}</div>",
            SENTENCES.repeat(4)
        ),
        format!(
            "<main>{english}</main><footer><a href=/vi>Tiếng Việt</a> <a href=/zh>中文</a> \
            <a href=/ja>日本語</a> <a href=/en>English</a></footer>"
        ),
        // A quotation in the main text.
        format!("<main>{english}<blockquote>{SENTENCES}</blockquote></main>"),
    ] {
        let page = read(&html);
        assert!(
            !page.signals.has(Signal::LanguageShift),
            "{html} {:?}",
            page.signals
        );
    }
}

#[test]
fn what_a_page_says_of_its_site() {
    let html = r#"<script type="application/ld+json">{"@type":"WebSite","name":"Tên ba"}</script>
        <meta name=application-name content="Tên hai"><meta property=og:url content="/goc.html">"#;
    let page = read(html);
    assert_eq!(page.site_name, "Tên hai");
    assert_eq!(
        page.canonical.as_deref(),
        Some("https://xa.example/goc.html")
    );
    let page = read(&format!(
        "{html}<meta property=og:site_name content=' Tên  một '><link rel=canonical href='/chuan'>"
    ));
    assert_eq!(page.site_name, "Tên một");
    assert_eq!(page.canonical.as_deref(), Some("https://xa.example/chuan"));
    let page = read("<p>Tin</p><a rel=nofollow href=/x>x</a>");
    assert_eq!((page.site_name.as_str(), page.canonical), ("", None));
}

#[test]
fn written_hosts_of_all_runs() {
    let page = read(
        "<p>vào taixiu88.com</p><p hidden>hay nhacai[.]vip</p><!-- nohu chấm net -->\
         <img alt='bongda.shop'>",
    );
    let found: Vec<_> = page
        .hosts
        .iter()
        .map(|found| {
            let run = &page.runs[found.run];
            assert!(run.text.get(found.span.clone()).is_some());
            (found.host.as_str(), found.defanged)
        })
        .collect();
    assert_eq!(
        found,
        [
            ("taixiu88.com", false),
            ("nhacai.vip", true),
            ("nohu.net", true),
            ("bongda.shop", false)
        ]
    );
}

/// A link whose attributes stand in the order given.
fn link(order: &[usize], attributes: &[String]) -> String {
    let attributes: Vec<_> = order
        .iter()
        .filter_map(|&i| attributes.get(i))
        .cloned()
        .collect();
    format!("<a {}>giá vé</a>", attributes.join(" "))
}

proptest! {
    #[test]
    fn the_order_of_attributes_does_not_matter(
        order in Just(vec![0_usize, 1, 2, 3, 4]).prop_shuffle(),
        number in 0..60_usize,
    ) {
        let page = |order: &[usize]| {
            let links: String = (0..number)
                .map(|i| {
                    let attributes = [
                        format!("href='https://trang-{i}.example/'"),
                        "style='display:none'".to_owned(),
                        "rel='nofollow sponsored'".to_owned(),
                        "class='a b'".to_owned(),
                        "title='thuê xe hà nộigiá vé'".to_owned(),
                    ];
                    link(order, &attributes)
                })
                .collect();
            read(&format!("{SENTENCES}{links}"))
        };
        prop_assert_eq!(page(&order).signals, page(&[0, 1, 2, 3, 4]).signals);
    }

    #[test]
    fn any_bytes_are_measured(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let page = extract(&Input { bytes: &bytes, url: None, content_type: None }, &Limits::default());
        prop_assert!(page.signals.glued_kinds <= page.signals.glued_words);
        prop_assert!(page.signals.glued_words <= page.signals.words);
        prop_assert!(page.signals.link_chars <= page.signals.text_chars);
        prop_assert!(page.signals.outside_sites <= page.signals.outside_links);
        for found in &page.hosts {
            prop_assert!(page.runs[found.run].text.get(found.span.clone()).is_some());
        }
    }
}

#[test]
fn hostile_text_and_links_are_measured_in_time() {
    let started = std::time::Instant::now();
    let word = "xosomienbac".repeat(200_000);
    let marked = "xổsốmiềnbắc".repeat(100_000);
    let many: String = "đứcnha ".repeat(200_000);
    let links: String = (0..50_000)
        .map(|i| format!("<a href='//t{i}.example'>x</a>"))
        .collect();
    for html in [word, marked, many, links] {
        assert!(read(&html).signals.words > 0);
    }
    // Each takes well under a second; the bound is for builds without
    // optimisation on a loaded machine.
    assert!(started.elapsed().as_secs() < 60);
}
