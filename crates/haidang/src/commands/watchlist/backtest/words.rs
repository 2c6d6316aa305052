//! The report of a rehearsal for people.

use std::io::{self, IsTerminal as _, Write};

use haidang_alerting::{BacktestReport, Sample};
use haidang_model::WatchlistState;

use super::Tried;
use crate::cli::Lang;

/// Lines of a table at most; the rest is one number. `--json` has them all.
const LINES_MAX: usize = 15;

/// Hits shown of a sample.
const HITS_MAX: usize = 3;

/// Prints a report on standard output.
pub(super) fn print(tried: &Tried, report: &BacktestReport, lang: Lang) -> io::Result<()> {
    let mut out = io::stdout().lock();
    let marks = if out.is_terminal() {
        ("\u{1b}[1m", "\u{1b}[0m")
    } else {
        ("«", "»")
    };
    write(&mut out, marks, tried, report, lang)
}

fn write(
    out: &mut impl Write,
    marks: (&str, &str),
    tried: &Tried,
    report: &BacktestReport,
    lang: Lang,
) -> io::Result<()> {
    writeln!(out, "{}", title(tried, lang))?;
    if !report.complete {
        writeln!(
            out,
            "{}",
            lang.pick(
                "CHƯA XONG: đã dừng giữa chừng, các số dưới đây chỉ là của những trang đã đọc.",
                "INCOMPLETE: it was stopped, what follows is of the pages read so far."
            )
        )?;
    }
    let count = |vi: &str, en: &str, number: u64| format!("{}: {number}", lang.pick(vi, en));
    let mut lines = vec![
        count("số trang đã đọc", "pages read", report.pages),
        count("sẽ cảnh báo", "would be raised", report.raised),
        count(
            "  thêm so với bản có hiệu lực",
            "  more than the live version",
            report.gained,
        ),
        count(
            "  mất so với bản có hiệu lực",
            "  fewer than the live version",
            report.lost,
        ),
        count("chỉ ghi nhận", "recorded only", report.recorded),
        count("số vụ việc", "cases", report.cases),
        lang_line(
            lang,
            &format!(
                "công xét: khoảng {:.1} phút mỗi ngày ({} ngày)",
                report.minutes_a_day, report.days
            ),
            &format!(
                "review: about {:.1} minutes a day ({} days)",
                report.minutes_a_day, report.days
            ),
        ),
        expected(report, lang),
    ];
    if report.broken > 0 {
        let vi = "số trang không đọc được (xem nhật ký)";
        lines.push(count(
            vi,
            "pages that could not be read (see the log)",
            report.broken,
        ));
    }
    for line in lines {
        writeln!(out, "{line}")?;
    }
    let rules: Vec<(&str, u64)> = report
        .by_rule
        .iter()
        .map(|count| (count.rule.as_str(), count.pages))
        .collect();
    table(out, lang.pick("Theo luật", "By rule"), &rules, lang)?;
    let sites = pairs(&report.by_site);
    table(out, lang.pick("Theo trang mạng", "By site"), &sites, lang)?;
    let days = pairs(&report.by_day);
    // The newest days tell most of what is to come.
    let recent = days.get(days.len().saturating_sub(LINES_MAX)..);
    table(
        out,
        lang.pick("Theo ngày tải về", "By day of fetching"),
        recent.unwrap_or_default(),
        lang,
    )?;
    let gained = lang.pick("Ví dụ thêm", "Samples gained");
    samples(out, marks, gained, &report.samples_gained, report.gained)?;
    let lost = lang.pick("Ví dụ mất", "Samples lost");
    samples(out, marks, lost, &report.samples_lost, report.lost)
}

fn title(tried: &Tried, lang: Lang) -> String {
    let what = match (&tried.file, tried.version) {
        (Some(file), _) => format!("{} ({file})", tried.id),
        (None, version) => format!(
            "{} {} {} ({})",
            tried.id,
            lang.pick("bản", "version"),
            version.unwrap_or_default(),
            state(tried.state, lang)
        ),
    };
    let rule = tried.rule.as_ref().map_or_else(String::new, |rule| {
        format!(", {} {rule}", lang.pick("luật", "rule"))
    });
    let against = match tried.live {
        Some(live) => format!("{} {live}", lang.pick("so với bản", "against version")),
        None => lang
            .pick("chưa có bản nào có hiệu lực", "no version is live")
            .to_owned(),
    };
    format!("{what}{rule}, {against}")
}

fn state(state: Option<WatchlistState>, lang: Lang) -> &'static str {
    state.map_or("?", |state| super::look::state(state, lang))
}

fn lang_line(lang: Lang, vi: &str, en: &str) -> String {
    lang.pick(vi, en).to_owned()
}

fn expected(report: &BacktestReport, lang: Lang) -> String {
    let expected = &report.expected;
    let (Some(share), Some((low, high))) = (expected.precision, expected.interval) else {
        return lang_line(
            lang,
            &format!(
                "độ chính xác dự kiến: chưa biết, chưa ai quyết định trang nào trong đó ({} trang có ý kiến trái nhau)",
                expected.disputed
            ),
            &format!(
                "expected precision: unknown, nobody decided on any of them ({} disputed)",
                expected.disputed
            ),
        );
    };
    let decided = expected.confirmed + expected.not_harmful;
    let percent = |share: f64| share * 100.0;
    let (share, low, high) = (percent(share), percent(low), percent(high));
    lang_line(
        lang,
        &format!(
            "độ chính xác dự kiến: {share:.0} % (khoảng tin cậy 95 %: {low:.0}–{high:.0} %), theo {decided} trang đã có quyết định: {} xác nhận, {} không độc hại; {} trang có ý kiến trái nhau",
            expected.confirmed, expected.not_harmful, expected.disputed
        ),
        &format!(
            "expected precision: {share:.0} % (95 % interval: {low:.0}–{high:.0} %), by {decided} pages decided on: {} confirmed, {} not harmful; {} disputed",
            expected.confirmed, expected.not_harmful, expected.disputed
        ),
    )
}

fn pairs(counts: &[(String, u64)]) -> Vec<(&str, u64)> {
    counts
        .iter()
        .map(|(name, pages)| (name.as_str(), *pages))
        .collect()
}

fn table(out: &mut impl Write, head: &str, rows: &[(&str, u64)], lang: Lang) -> io::Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{head}:")?;
    for (name, pages) in rows.iter().take(LINES_MAX) {
        writeln!(out, "  {pages}\t{name}")?;
    }
    if let Some(more) = rows.len().checked_sub(LINES_MAX + 1) {
        let pages: u64 = rows.iter().skip(LINES_MAX).map(|(_, pages)| pages).sum();
        let words = lang.pick("mục khác", "others");
        writeln!(out, "  {pages}\t({} {words})", more + 1)?;
    }
    Ok(())
}

fn samples(
    out: &mut impl Write,
    (on, off): (&str, &str),
    head: &str,
    samples: &[Sample],
    of: u64,
) -> io::Result<()> {
    if samples.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{head} ({}/{of}):", samples.len())?;
    for sample in samples {
        let title = match sample.title.as_str() {
            "" => String::new(),
            title => format!("  {title}"),
        };
        writeln!(out, "  {:.2}  {}{title}", sample.score, sample.key)?;
        for hit in sample.hits.iter().take(HITS_MAX) {
            writeln!(
                out,
                "    {} [{}, {}]: {}{on}{}{off}{}",
                hit.rule, hit.zone, hit.rung, hit.before, hit.quote, hit.after
            )?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use haidang_alerting::{Expected, RuleCount, SampleHit};
    use haidang_model::{PageId, PageKey, RuleId, Rung, WatchlistId, Zone};

    use super::*;

    fn report() -> BacktestReport {
        let id = WatchlistId::parse("co-bac").unwrap();
        let rule = RuleId::parse("tro-choi").unwrap();
        BacktestReport {
            pages: 100,
            broken: 1,
            complete: false,
            raised: 20,
            recorded: 3,
            gained: 7,
            lost: 2,
            cases: 5,
            by_rule: vec![RuleCount {
                watchlist: id,
                rule: rule.clone(),
                pages: 20,
            }],
            by_site: (0..20).map(|at| (format!("xa-{at}.example"), 1)).collect(),
            by_day: vec![("2026-11-25".into(), 20)],
            expected: Expected {
                confirmed: 8,
                not_harmful: 2,
                disputed: 1,
                precision: Some(0.8),
                interval: Some((0.49, 0.943)),
            },
            days: 2,
            minutes_a_day: 5.0,
            samples_gained: vec![Sample {
                page: PageId(1),
                key: PageKey::import("tin", "1"),
                url: None,
                title: "Tin".into(),
                score: 0.9,
                hits: vec![SampleHit {
                    rule,
                    term: "tài xỉu".into(),
                    rung: Rung::Exact,
                    confidence: 1.0,
                    zone: Zone::Main,
                    before: "Chơi ".into(),
                    quote: "tài xỉu".into(),
                    after: " nhé".into(),
                }],
            }],
            samples_lost: Vec::new(),
        }
    }

    fn written(report: &BacktestReport, lang: Lang) -> String {
        let tried = Tried {
            id: WatchlistId::parse("co-bac").unwrap(),
            version: Some(2),
            state: Some(WatchlistState::Draft),
            file: None,
            rule: None,
            live: Some(1),
        };
        let mut out = Vec::new();
        write(&mut out, ("«", "»"), &tried, report, lang).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn everything_of_a_report_is_told() {
        let text = written(&report(), Lang::Vi);
        for part in [
            "co-bac bản 2 (bản nháp), so với bản 1",
            "CHƯA XONG",
            "số trang đã đọc: 100",
            "sẽ cảnh báo: 20",
            "thêm so với bản có hiệu lực: 7",
            "mất so với bản có hiệu lực: 2",
            "chỉ ghi nhận: 3",
            "số vụ việc: 5",
            "5.0 phút mỗi ngày (2 ngày)",
            "80 % (khoảng tin cậy 95 %: 49–94 %), theo 10 trang",
            "không đọc được (xem nhật ký): 1",
            "  20\ttro-choi",
            "  1\txa-14.example\n  5\t(5 mục khác)",
            "2026-11-25",
            "Ví dụ thêm (1/7)",
            "tro-choi [main, exact]: Chơi «tài xỉu» nhé",
        ] {
            assert!(text.contains(part), "{part}\n{text}");
        }
    }

    #[test]
    fn what_nobody_decided_on_is_said_to_be_unknown() {
        let nothing = BacktestReport {
            expected: Expected::default(),
            complete: true,
            ..report()
        };
        let text = written(&nothing, Lang::En);
        assert!(text.contains("expected precision: unknown"), "{text}");
        assert!(!text.contains("INCOMPLETE"), "{text}");
    }
}
