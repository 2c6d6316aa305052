//! `watchlist import`: files into the store, as drafts.

use std::{
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};

use haidang_alerting::{
    Fault, Watchlist,
    lifecycle::{self, Drafted, Operator, TermReport, TermRow},
    load_file, read_file,
};
use haidang_indexer::{IndexConfig, IndexError, Indexer, SearchRequest};
use haidang_model::{Clock, RuleId, SystemClock, WatchlistId, WatchlistState};
use haidang_query::{Query, Surface};
use serde::Serialize;
use serde_json::{Value, json};

use super::{
    Desk,
    act::open_as,
    look::{self, Names, meta_line, meta_row},
    parse_id,
};
use crate::{
    app::Setting,
    cli::{Lang, ListFormat, WatchlistImport},
    output::UsageError,
    shipped,
};

/// How long the stored pages are asked for terms.
const CORPUS_TIME: Duration = Duration::from_secs(30);

/// Sample pages of one term.
const SAMPLES: usize = 3;

/// The share of stored pages from which a term counts as common, in percent,
/// and the fewest pages that say anything.
const COMMON_PERCENT: u64 = 1;
const COMMON_PAGES_MIN: u64 = 3;

/// Lines of one part of a report that are printed for people; JSON has all.
const LINES_MAX: usize = 20;

pub(super) async fn run(setting: Setting, options: &WatchlistImport) -> anyhow::Result<()> {
    let format_of = |file: &Path| {
        options.format.unwrap_or_else(|| {
            match file.extension().and_then(|extension| extension.to_str()) {
                Some("csv") => ListFormat::Csv,
                Some("txt") => ListFormat::Terms,
                _ => ListFormat::Toml,
            }
        })
    };
    // Every file is read before anything is kept.
    let mut lists = Vec::new();
    let mut rows = Vec::new();
    let mut faults = Vec::new();
    if options.shipped {
        lists = shipped::watchlists().map_err(|faults| setting.faults(&faults))?;
    }
    for file in &options.files {
        let read = match format_of(file) {
            ListFormat::Toml => load_file(file).map(|list| lists.push(list)),
            format => read_rows(file, format).map(|read| rows.push((file.as_path(), read))),
        };
        faults.extend(read.err().unwrap_or_default());
    }
    if !faults.is_empty() {
        return Err(setting.faults(&faults));
    }
    let into = options.into.as_deref().map(parse_id).transpose()?;
    if into.is_none() && !rows.is_empty() {
        return Err(UsageError::anyhow(setting.out.lang.pick(
            "thêm từ thì phải nói thêm vào danh mục nào: --into ID; danh mục mới thì viết tập tin TOML trước",
            "terms need a watchlist to go to: --into ID; for a new watchlist write a TOML file first",
        )));
    }
    let rule = RuleId::parse(&options.rule)
        .map_err(|error| UsageError::anyhow(format!("--rule: {error}")))?;
    let (desk, operator) = open_as(setting, &options.user).await?;
    for list in &lists {
        let drafted = keep(&desk, &operator, list, &options.note).await?;
        // Of the shipped lists only those that say something new are of interest.
        if options.shipped && matches!(drafted, Drafted::Same(_)) {
            continue;
        }
        tell(&desk, &list.file, Some(&drafted), None).await?;
    }
    if let Some(into) = into
        && !rows.is_empty()
    {
        add(&desk, &operator, &into, options, &rule, rows).await?;
    }
    Ok(())
}

fn read_rows(file: &Path, format: ListFormat) -> Result<Vec<TermRow>, Vec<Fault>> {
    let text = read_file(file).map_err(|fault| vec![fault])?;
    let name = file.display().to_string();
    match format {
        ListFormat::Csv => lifecycle::read_csv(&name, &text),
        ListFormat::Terms | ListFormat::Toml => lifecycle::read_terms(&name, &text),
    }
}

async fn keep(
    desk: &Desk,
    operator: &Operator,
    list: &Watchlist,
    note: &str,
) -> anyhow::Result<Drafted> {
    lifecycle::draft(&desk.store, operator, list, note, SystemClock.now())
        .await
        .map_err(|error| desk.setting.refused(error))
}

/// Adds the terms of all files to one watchlist and keeps one draft.
async fn add(
    desk: &Desk,
    operator: &Operator,
    into: &WatchlistId,
    options: &WatchlistImport,
    rule: &RuleId,
    files: Vec<(&Path, Vec<TermRow>)>,
) -> anyhow::Result<()> {
    let in_use = lifecycle::in_use(&desk.store)
        .await
        .map_err(|error| desk.setting.refused(error))?;
    let live: Vec<&Watchlist> = in_use.live.iter().map(|(list, _)| list).collect();
    let mut list = base(desk, into, options.from).await?;
    let mut reports = Vec::new();
    for (file, rows) in files {
        let (with, report) = lifecycle::add_terms(&list, rows, rule, &live)
            .map_err(|faults| desk.setting.faults(&faults))?;
        list = with;
        let corpus = corpus(desk, &report).await?;
        reports.push((file.display().to_string(), report, corpus));
    }
    let drafted = if reports.iter().all(|(_, report, _)| report.added.is_empty()) {
        None
    } else {
        Some(keep(desk, operator, &list, &options.note).await?)
    };
    for (file, report, corpus) in &reports {
        tell(desk, file, drafted.as_ref(), Some((report, corpus))).await?;
    }
    Ok(())
}

/// Returns the version that terms are added to.
async fn base(desk: &Desk, id: &WatchlistId, from: Option<u32>) -> anyhow::Result<Watchlist> {
    let metas = desk.store.watchlist_metas(Some(id)).await?;
    let live = metas.iter().find(|meta| meta.state == WatchlistState::Live);
    let newest = live.or(metas.first()).map(|meta| meta.version);
    let Some(version) = from.or(newest) else {
        let error = lifecycle::LifeError::UnknownList { id: id.clone() };
        return Err(desk.setting.refused(error));
    };
    look::read(desk, &look::get(desk, id, version).await?)
}

/// How often terms stand in the stored pages.
#[derive(Debug, Default, Serialize)]
struct Corpus {
    /// Pages searched.
    pages: u64,
    /// Terms looked for; fewer than were added when the time was up.
    terms: usize,
    /// Terms that some page has, most first.
    found: Vec<CorpusTerm>,
}

#[derive(Debug, Serialize)]
struct CorpusTerm {
    line: usize,
    term: String,
    /// Pages that have the term.
    pages: u64,
    /// Whether there are more.
    at_least: bool,
    /// Whether so many have it that it may be an ordinary phrase.
    common: bool,
    /// The first of them: address and title.
    samples: Vec<(String, String)>,
}

/// Looks in the stored pages for each term that was added.
async fn corpus(desk: &Desk, report: &TermReport) -> anyhow::Result<Corpus> {
    let began = Instant::now();
    let mut corpus = Corpus::default();
    // As of its last commit, and beside whoever writes to it.
    let folder = desk.setting.data.join("index");
    let store = Arc::clone(&desk.store);
    let indexer = match Indexer::open_read_only(&folder, store, IndexConfig::default()).await {
        Ok(indexer) => indexer,
        Err(IndexError::Missing { .. }) => return Ok(corpus),
        Err(error) => return Err(error.into()),
    };
    corpus.pages = indexer.document_count();
    for (line, term) in &report.added {
        if began.elapsed() > CORPUS_TIME {
            break;
        }
        corpus.terms += 1;
        let Ok(query) = Query::parse(&format!("\"{}\"", term.replace('"', " ")), Surface::Search)
        else {
            continue;
        };
        let request = SearchRequest {
            limit: SAMPLES,
            ..SearchRequest::new(query)
        };
        let page = indexer.search(&request).await?;
        if page.total == 0 {
            continue;
        }
        corpus.found.push(CorpusTerm {
            line: *line,
            term: term.clone(),
            pages: page.total,
            at_least: page.total_is_lower_bound,
            common: page.total >= COMMON_PAGES_MIN
                && page.total * 100 >= corpus.pages * COMMON_PERCENT,
            samples: page
                .hits
                .into_iter()
                .map(|hit| (hit.key.to_string(), hit.title))
                .collect(),
        });
    }
    corpus
        .found
        .sort_by_key(|term| std::cmp::Reverse(term.pages));
    Ok(corpus)
}

/// Prints what came of one file.
async fn tell(
    desk: &Desk,
    file: &str,
    drafted: Option<&Drafted>,
    terms: Option<(&TermReport, &Corpus)>,
) -> anyhow::Result<()> {
    let names = Names::read(desk).await?;
    let lang = desk.setting.out.lang;
    let (meta, new) = match drafted {
        Some(Drafted::New(meta)) => (Some(meta), true),
        Some(Drafted::Same(meta)) => (Some(meta), false),
        None => (None, false),
    };
    let mut object = json!({
        "file": file, "new": new,
        "version": meta.map_or(Value::Null, |meta| meta_row(meta, &names)),
    });
    if let Some((report, corpus)) = terms {
        object["report"] = serde_json::to_value(report)?;
        object["corpus"] = serde_json::to_value(corpus)?;
    }
    desk.setting.out.row_or(&object, || {
        let mut lines = Vec::new();
        if let Some((report, corpus)) = terms {
            lines.extend(report_lines(file, report, corpus, lang));
        }
        lines.push(match (meta, new) {
            (Some(meta), true) => meta_line(meta, &names, lang),
            (Some(meta), false) => format!(
                "{} ({})",
                meta_line(meta, &names, lang),
                lang.pick("đã có, không có gì mới", "kept already, nothing new")
            ),
            (None, _) => lang
                .pick(
                    "không có từ nào mới, không soạn bản nháp",
                    "no new term, no draft made",
                )
                .to_owned(),
        });
        lines.join("\n")
    })?;
    if let (Some(meta), true) = (meta, new) {
        let (id, version) = (&meta.id, meta.version);
        desk.setting.out.say(
            &format!("Bước tiếp: haidang watchlist trial {id} --version {version} --as USER"),
            &format!("Next: haidang watchlist trial {id} --version {version} --as USER"),
        );
    }
    Ok(())
}

fn report_lines(file: &str, report: &TermReport, corpus: &Corpus, lang: Lang) -> Vec<String> {
    let mut lines = vec![format!(
        "{file}: {} {}, {} {}, {} {}",
        report.rows,
        lang.pick("dòng", "rows"),
        report.added.len(),
        lang.pick("từ được thêm", "terms added"),
        report.refused.len(),
        lang.pick("bị từ chối", "refused"),
    )];
    let refused = report.refused.iter().map(|term| {
        format!(
            "{}: “{}”: {}",
            term.line,
            term.term,
            lang.pick(&term.vi, &term.en)
        )
    });
    part(
        &mut lines,
        lang.pick("Bị từ chối", "Refused"),
        refused,
        lang,
    );
    let duplicates = report.duplicates.iter().map(|duplicate| {
        let place = match &duplicate.of {
            lifecycle::DuplicateOf::Line(line) => format!("{} {line}", lang.pick("dòng", "line")),
            lifecycle::DuplicateOf::Rule { watchlist, rule } => format!("{watchlist}/{rule}"),
        };
        let done = if duplicate.left_out {
            lang.pick("bỏ qua", "left out")
        } else {
            lang.pick("vẫn thêm", "added all the same")
        };
        format!(
            "{}: “{}” = “{}” ({place}), {done}",
            duplicate.line, duplicate.term, duplicate.other
        )
    });
    part(
        &mut lines,
        lang.pick("Trùng (kể cả khi bỏ dấu)", "Duplicates (marks left aside)"),
        duplicates,
        lang,
    );
    let short = report.short.iter().map(|term| {
        format!(
            "{}: “{}”: {}",
            term.line,
            term.term,
            lang.pick(&term.vi, &term.en)
        )
    });
    part(
        &mut lines,
        lang.pick("Ngắn và dễ gặp nhầm", "Short and easily met by mistake"),
        short,
        lang,
    );
    let found = corpus.found.iter().map(|term| {
        let mark = if term.common { "! " } else { "" };
        let at_least = if term.at_least { "≥ " } else { "" };
        let samples: Vec<&str> = term.samples.iter().map(|(key, _)| key.as_str()).collect();
        format!(
            "{mark}{}: “{}”: {at_least}{} {} – {}",
            term.line,
            term.term,
            term.pages,
            lang.pick("trang", "pages"),
            samples.join(", ")
        )
    });
    let heading = format!(
        "{} ({} {}; ! = {} {COMMON_PERCENT} %)",
        lang.pick("Đã có trong trang đã lưu", "Met in stored pages"),
        corpus.pages,
        lang.pick("trang", "pages"),
        lang.pick("từ", "at least"),
    );
    part(&mut lines, &heading, found, lang);
    if corpus.pages > 0 && corpus.terms < report.added.len() {
        lines.push(format!(
            "{} {}/{}",
            lang.pick(
                "Hết giờ đối chiếu với trang đã lưu, mới xem được",
                "Time was up for the stored pages; terms looked for:"
            ),
            corpus.terms,
            report.added.len()
        ));
    }
    lines
}

/// Adds one part of a report, if there is anything in it.
fn part(lines: &mut Vec<String>, heading: &str, items: impl Iterator<Item = String>, lang: Lang) {
    let items: Vec<String> = items.collect();
    if items.is_empty() {
        return;
    }
    lines.push(format!("{heading}: {}", items.len()));
    let more = items.len().saturating_sub(LINES_MAX);
    lines.extend(
        items
            .into_iter()
            .take(LINES_MAX)
            .map(|item| format!("  {item}")),
    );
    if more > 0 {
        let words = lang.pick("dòng nữa, xem bằng --json", "more, see with --json");
        lines.push(format!("  … {more} {words}"));
    }
}
