//! Whether a reader sees a block: what is said here beside what a Chromium
//! computes from styles, boxes, colours and what is hit at the place.

// Tests stop at the first surprise, and say loudly what they left out.
#![allow(clippy::unwrap_used, clippy::print_stderr)]

use std::{path::Path, process::Command};

use haidang_extract::{Limits, extract_html};
use haidang_model::Visibility;

/// Where Debian and others put Chromium.
const CHROMIUMS: [&str; 3] = [
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome-stable",
];

const STYLE: &str = "
    .n{display:none} #i{visibility:hidden} .o .c{opacity:0}
    @media screen{.m{display:none}} @media print{.pr{display:none}}
    @supports (display:grid){.su{display:none}}
    @media (min-width:1px){.mw{display:none}} @layer x{.l{display:none}}
    .sp.sp{display:block} .sp{display:none} .im{display:none!important}
    .nth:nth-child(1){display:none} .not:not(.da){display:none}
    [data-x=a]{display:none} .f>b{display:none}
    .w{.in{display:none} &.we{opacity:0} .wx{x:y;opacity:0;z:1}}
    .wm{@media screen{display:none}}
    @media screen{@supports (display:block){@layer y{.deep{display:none}}}}
    @layer z{.z1{display:block} p.z2{display:none} .z3{display:none!important}}
    .z1{display:none} .z2{display:block} p.z3{display:block!important}
    @supports not (display:block){.sn{display:none}}
    @media not all{.na{display:none}} @media not print{.np{display:none}}
    @media (width<600px){.wl{display:none}} @media (width>=600px){.wg{display:none}}
    @media (max-height:100px){.mh{display:none}} .i1{display:none!important} .i2{display:none} .i2.i2{display:block}
    .i3{visibility:hidden} .i3>b{visibility:inherit}";

/// Sheets of their own, with the media they are for.
const SHEETS: &str = "
    <style media=print>.s1{display:none}</style>
    <style media='(max-width:600px)'>.s2{display:none}</style>
    <style media='screen and (min-width:600px)'>.s3{display:none}</style>
    <style type='text/plain'>.s4{display:none}</style>";

/// Blocks; `MK` is the text that is looked for.
const BLOCKS: &[&str] = &[
    "<p>MK</p>",
    "<p hidden>MK</p>",
    "<p aria-hidden=true>MK</p>",
    "<p style='display:none'>MK</p>",
    "<p style='display:none'><b style='display:block'>MK</b></p>",
    "<p style='visibility:hidden'>MK</p>",
    "<p style='visibility:collapse'>MK</p>",
    "<p style='visibility:hidden'><b style='visibility:visible'>MK</b></p>",
    "<p style='opacity:0'>MK</p>",
    "<p style='opacity:0'><b style='opacity:1'>MK</b></p>",
    "<p style='opacity:.9'>MK</p>",
    "<p style='font-size:0'>MK</p>",
    "<p style='font-size:0'><b style='font-size:14px'>MK</b></p>",
    "<p style='color:#fff;background:#fff'>MK</p>",
    "<p style='color:white;background-color:rgb(255,255,255)'>MK</p>",
    "<p style='color:#fff;background:#000'>MK</p>",
    "<p style='color:transparent'>MK</p>",
    "<p style='color:rgba(0,0,0,0)'>MK</p>",
    "<p style='position:absolute;left:-9999px'>MK</p>",
    "<p style='position:absolute;top:-9999px'>MK</p>",
    "<p style='position:static;left:-9999px'>MK</p>",
    "<p style='position:relative;left:-9999px'>MK</p>",
    "<p style='margin-left:-9999px'>MK</p>",
    "<p style='text-indent:-9999px'>MK</p>",
    "<p style='position:absolute;clip:rect(0,0,0,0)'>MK</p>",
    "<p style='clip-path:inset(100%)'>MK</p>",
    "<p style='clip-path:circle(0)'>MK</p>",
    "<p style='height:0;overflow:hidden'>MK</p>",
    "<p style='max-height:0;overflow:hidden'>MK</p>",
    "<p style='width:0;overflow:hidden'>MK</p>",
    "<p style='height:0'>MK</p>",
    "<p style='width:1px;height:1px;overflow:hidden'>MK</p>",
    "<p style='transform:scale(0)'>MK</p>",
    "<p style='transform:translateX(-9999px)'>MK</p>",
    "<p style='transform-origin:0 0;transform:scale(1.1)'>MK</p>",
    "<p style='scale:0'>MK</p>",
    "<p style='translate:-9999px'>MK</p>",
    "<p style='filter:opacity(0)'>MK</p>",
    "<p style='content-visibility:hidden'>MK</p>",
    "<p style='-webkit-text-fill-color:transparent'>MK</p>",
    "<details><summary>x</summary><p>MK</p></details>",
    "<details><summary>MK</summary></details>",
    "<details open><summary>x</summary><p>MK</p></details>",
    "<dialog>MK</dialog>",
    "<div popover>MK</div>",
    "<p class=n>MK</p>",
    "<p id=i>MK</p>",
    "<div class=o><p class=c>MK</p></div>",
    "<p class=m>MK</p>",
    "<p class=pr>MK</p>",
    "<p class=su>MK</p>",
    "<p class=mw>MK</p>",
    "<p class=l>MK</p>",
    "<p class=sp>MK</p>",
    "<p class=im style='display:block'>MK</p>",
    "<p class=n style='display:block'>MK</p>",
    "<p class='not da'>MK</p>",
    "<p class=not>MK</p>",
    "<p data-x=a>MK</p>",
    "<p class=f><b>MK</b></p>",
    "<p style='position:fixed;left:-200vw'>MK</p>",
    "<p style='display:non'>MK</p>",
    "<math><annotation>MK</annotation></math>",
    "<div class=w><p class=in>MK</p></div>",
    "<p class='w we'>MK</p>",
    "<div class=w>MK<p class=wx>x</p></div>",
    "<div class=w><p class=wx>MK</p></div>",
    "<p class=wm>MK</p>",
    "<p class=deep>MK</p>",
    "<p class=z1>MK</p>",
    "<p class=z2>MK</p>",
    "<p class=z3>MK</p>",
    "<p class=sn>MK</p>",
    "<p class=na>MK</p>",
    "<p class=np>MK</p>",
    "<p class=wl>MK</p>",
    "<p class=wg>MK</p>",
    "<p class=mh>MK</p>",
    "<p class=s1>MK</p>",
    "<p class=s2>MK</p>",
    "<p class=s3>MK</p>",
    "<p class=s4>MK</p>",
    "<p class=i1 style='display:block!important'>MK</p>",
    "<p class=i1 style='display:block'>MK</p>",
    "<p class=i2>MK</p>",
    "<p class=i3><b>MK</b></p>",
    "<p style='display:none!important;display:block'>MK</p>",
    "<p hidden=until-found>MK</p>",
    "<p hidden style='display:block'>MK</p>",
    "<p inert>MK</p>",
    "<dialog open style='position:static'>MK</dialog>",
    "<p style='opacity:.1'><b style='opacity:.1'>MK</b></p>",
    "<p style='position:relative;z-index:-1'>MK</p>",
    "<div style='background:#eee'><p style='position:relative;z-index:-1'>MK</p></div>",
    "<div style='background:#eee;position:relative;z-index:0'><p style='position:relative;z-index:-1'>MK</p></div>",
    "<div style='background:#eee'><p style='z-index:-1'>MK</p></div>",
    "<div style='background:#eee'><div style='opacity:.9'><p style='position:relative;z-index:-1'>MK</p></div></div>",
    "<p style='clip:rect(0,0,0,0)'>MK</p>",
    "<p style='position:relative;clip:rect(0,0,0,0)'>MK</p>",
    "<p style='clip-path:inset(50%)'>MK</p>",
    "<p style='clip-path:inset(0 100% 0 0)'>MK</p>",
    "<p style='clip-path:inset(0 0 1%)'>MK</p>",
    "<p style='clip-path:polygon(0 0,0 0,0 0)'>MK</p>",
    "<p style='clip-path:polygon(0 0,100% 0,100% 100%,0 100%)'>MK</p>",
    "<p style='transform:scale(.001)'>MK</p>",
    "<p style='transform:matrix(0,0,0,0,0,0)'>MK</p>",
    "<p style='transform:rotateX(90deg)'>MK</p>",
    "<p style='text-indent:-9999px'><b>MK</b></p>",
    "<p style='text-indent:100%;white-space:nowrap;overflow:hidden'>MK</p>",
    "<p style='text-indent:2em'>MK</p>",
    "<p style='line-height:0;overflow:hidden'>MK</p>",
    "<p style='line-height:1;overflow:hidden'>MK</p>",
    "<p style='height:1px;overflow:hidden'>MK</p>",
    "<p style='width:1px;overflow:hidden;white-space:nowrap'>MKMKMKMKMKMKMKMK</p>",
    "<p style='max-height:0;height:100px;overflow:hidden'>MK</p>",
    "<p style='height:100px;max-height:0;overflow:hidden'>MK</p>",
    "<p style='max-height:0;max-height:none;overflow:hidden'>MK</p>",
    "<p style='max-width:0;overflow:hidden;white-space:nowrap'>MK</p>",
    "<p style='height:0;overflow:hidden;overflow:visible'>MK</p>",
    "<p style='inline-size:0;overflow:hidden;white-space:nowrap'>MK</p>",
    "<p style='position:absolute;inset:-9999px auto auto -9999px'>MK</p>",
    "<p style='position:absolute;left:9999px'>MK</p>",
    "<p style='position:absolute;right:9999px'>MK</p>",
    "<p style='margin-top:-9999px'>MK</p>",
    "<p style='color:#fff'>MK</p>",
    "<p style='color:#fff;background:none'>MK</p>",
    "<div style='background:#123'><p style='color:#112233;background:none'>MK</p></div>",
    "<div style='color:#123;background:#123'><p style='color:inherit'>MK</p></div>",
    "<div style='background:#000'><p style='color:#fff'>MK</p></div>",
    "<font color=white>MK</font>",
    "<table bgcolor=#000000><tr><td><font color=#000>MK</font></table>",
    "<p style='color:#ffffff00'>MK</p>",
    "<p style='color:red;-webkit-text-fill-color:transparent'><b style='color:blue'>MK</b></p>",
    "<p style='font-size:0%'>MK</p>",
    "<p style='font-size:1px'>MK</p>",
    "<p style='font:0/0 a'>MK</p>",
    "<marquee width=0 height=0>MK</marquee>",
    "<marquee style='width:1px;height:1px;display:block'>MK</marquee>",
    "<p style='visibility:hidden'><b style='visibility:inherit'>MK</b></p>",
    "<p style='visibility:hidden'><b style='visibility:unset'>MK</b></p>",
    "<p style='display:contents'>MK</p>",
    "<svg width=90 height=20 style='display:none'><text y=15>MK</text></svg>",
    "<div style='content-visibility:hidden'><p>MK</p></div>",
    "<ul style='display:none'><li style='display:list-item'>MK</li></ul>",
];

/// Blocks that Chromium hides and that are taken for visible here, with why:
/// their text is matched all the same, only its zone is another.
const KNOWN: &[(&str, &str)] = &[
    (
        "<p class=nth>MK</p>",
        "`:nth-…` is not evaluated: each would look along all siblings",
    ),
    (
        "<p style='position:absolute;left:calc(-1 * 9999px)'>MK</p>",
        "`calc()` is not computed",
    ),
    (
        "<p style='--d:none;display:var(--d)'>MK</p>",
        "variables are not followed",
    ),
    (
        "<div style='position:relative'><p>MK</p><div style='position:absolute;inset:0;background:red'></div></div>",
        "boxes that lie over others are not laid out",
    ),
    (
        "<p style='transform:rotateY(180deg);backface-visibility:hidden'>MK</p>",
        "backs of turned boxes are not told from fronts",
    ),
    // The other way round: seen, and taken for hidden.
    (
        "<span style='height:0;overflow:hidden'>MK</span>",
        "inline boxes have no height, but whether a box is inline hangs on the one around",
    ),
    (
        "<p style='color:#fff;background:#fff'><a href=x>MK</a></p>",
        "links have a colour of their own, which most sheets take away",
    ),
];

/// Writes behind each block whether it is seen.
const SCRIPT: &str = r"
function seen(block) {
  const nodes = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  let text;
  while ((text = nodes.nextNode()) && !text.data.includes('MK')) {}
  const own = text.parentElement;
  const style = getComputedStyle(own);
  // What has no box of its own is seen in that around it.
  const target = style.display === 'contents' ? own.parentElement : own;
  if (!target.checkVisibility({opacityProperty: true, visibilityProperty: true})) return false;
  block.scrollIntoView();
  const range = document.createRange();
  range.selectNodeContents(text);
  const box = range.getBoundingClientRect();
  if (box.width < 1 || box.height < 1) return false;
  const clear = colour => /^rgba\(.*, 0\)$/.test(colour);
  // What lies on top covers it only if it is painted.
  for (const inert of block.querySelectorAll('[inert]')) inert.inert = false;
  const place = [box.x + box.width / 2, box.y + box.height / 2];
  const isOwn = hit => hit && (hit === target || own.contains(hit));
  if (!isOwn(document.elementFromPoint(...place))) {
    const hits = document.elementsFromPoint(...place);
    const at = hits.findIndex(isOwn);
    const covers = hit => !clear(getComputedStyle(hit).backgroundColor);
    if (at < 0 || hits.slice(0, at).some(covers)) return false;
  }
  let opacity = 1;
  for (let outer = own; outer; outer = outer.parentElement) {
    opacity *= getComputedStyle(outer).opacity;
  }
  if (opacity <= 0.02) return false;
  if (clear(style.webkitTextFillColor)) return false;
  for (let outer = own; outer; outer = outer.parentElement) {
    if (/opacity\(0\)/.test(getComputedStyle(outer).filter)) return false;
  }
  for (let outer = own; outer; outer = outer.parentElement) {
    const behind = getComputedStyle(outer).backgroundColor;
    if (!clear(behind)) return behind !== style.color;
  }
  return style.color !== 'rgb(255, 255, 255)';
}
const said = [...document.querySelectorAll('.block')].map(block => seen(block) ? 1 : 0);
document.body.dataset.said = 'said:' + said.join('') + ':';
";

fn page_of(blocks: &[&str], script: &str) -> String {
    let blocks: String = blocks
        .iter()
        .map(|block| {
            format!("<div class=block style='height:60px;display:flow-root'>{block}</div>\n")
        })
        .collect();
    format!(
        "<!DOCTYPE html><meta charset=utf-8><style>{STYLE}</style>{SHEETS}<body>{blocks}{script}</body>"
    )
}

#[test]
fn a_reader_sees_what_chromium_shows() {
    let Some(chromium) = CHROMIUMS.into_iter().find(|path| Path::new(path).exists()) else {
        let required = std::env::var("HAIDANG_REQUIRE")
            .is_ok_and(|names| names.split(',').any(|name| name.trim() == "chromium"));
        assert!(!required, "chromium is required by HAIDANG_REQUIRE");
        eprintln!("SKIPPED: chromium: not found; install Debian's `chromium`");
        return;
    };
    let known = |block: &str| KNOWN.iter().any(|(known, _)| *known == block);
    let blocks: Vec<&str> = BLOCKS
        .iter()
        .copied()
        .chain(KNOWN.iter().map(|(block, _)| *block))
        .collect();
    let folder = std::env::temp_dir().join(format!("haidang-extract-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("blocks.html");
    std::fs::write(
        &file,
        page_of(&blocks, &format!("<script>{SCRIPT}</script>")),
    )
    .unwrap();
    let output = Command::new(chromium)
        .args([
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--no-first-run",
        ])
        .arg("--window-size=1280,900")
        .arg(format!(
            "--user-data-dir={}",
            folder.join("profile").display()
        ))
        .arg("--dump-dom")
        .arg(format!("file://{}", file.display()))
        .output()
        .unwrap();
    std::fs::remove_dir_all(&folder).ok();
    let shown = String::from_utf8_lossy(&output.stdout).into_owned();
    let said: Vec<bool> = shown
        .split("data-said=\"said:")
        .nth(1)
        .and_then(|rest| rest.split(':').next())
        .unwrap_or_else(|| panic!("Chromium said nothing: {output:?}"))
        .chars()
        .map(|digit| digit == '1')
        .collect();
    assert_eq!(said.len(), blocks.len());

    let mut differences = Vec::new();
    for (block, chromium) in blocks.iter().zip(said) {
        let page = extract_html(&page_of(&[block], ""), None, &Limits::default());
        let run = page
            .runs
            .iter()
            .find(|run| run.text.contains("MK"))
            .unwrap();
        let seen = matches!(run.visibility, Visibility::Visible | Visibility::Suspect);
        // What is known must still differ, or leave the list.
        if (seen != chromium) != known(block) {
            differences.push(format!(
                "{block}: Chromium {chromium}, here {}",
                run.visibility
            ));
        }
    }
    assert!(differences.is_empty(), "{differences:#?}");
}
