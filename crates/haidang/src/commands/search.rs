//! `search`: find in everything collected.

use haidang_indexer::{FacetField, SearchPage, SearchRequest, SortOrder};
use haidang_query::{Query, Surface};
use serde::Serialize;
use serde_json::json;

use crate::{
    app::{Access, App, Setting},
    cli::{Search, Sort},
    output::UsageError,
};

/// Results that one call lists at most.
const LIMIT_MAX: u32 = 1_000;

#[derive(Serialize)]
struct Row<'a> {
    id: String,
    url: Option<&'a str>,
    title: &'a str,
    score: f32,
    snippet: String,
    /// Where the query was met in `snippet`, as Unicode scalar offsets.
    marks: Vec<(usize, usize)>,
    fetched: String,
    site: &'a str,
}

pub(super) async fn run(setting: Setting, options: &Search) -> anyhow::Result<()> {
    let lang = setting.out.lang;
    let query = Query::parse(&options.query, Surface::Search).map_err(|faults| {
        let lines: Vec<String> = faults
            .iter()
            .map(|fault| {
                let before = options.query.get(..fault.span.start).unwrap_or_default();
                let at = before.chars().count();
                let text = lang.pick(&fault.vi, &fault.en);
                format!("{}\n{}^ {text}", options.query, " ".repeat(at))
            })
            .collect();
        UsageError::anyhow(lines.join("\n"))
    })?;
    let facets = options
        .facet
        .iter()
        .map(|name| match name.as_str() {
            "site" => Ok(FacetField::Site),
            "day" => Ok(FacetField::Day),
            _ => Err(UsageError::anyhow(format!(
                "--facet {name}: {}",
                lang.pick("chỉ có site và day", "only site and day are known")
            ))),
        })
        .collect::<anyhow::Result<Vec<_>>>()?;
    if options.limit > LIMIT_MAX {
        return Err(UsageError::anyhow(format!(
            "--limit: ≤ {LIMIT_MAX}; --offset"
        )));
    }
    let app = App::open(setting, Access::Read).await?;
    let page = app
        .indexer
        .search(&SearchRequest {
            limit: options.limit as usize,
            offset: options.offset as usize,
            sort: match options.sort {
                Sort::Relevance => SortOrder::Relevance,
                Sort::Newest => SortOrder::Newest,
            },
            facets,
            ..SearchRequest::new(query)
        })
        .await?;
    if app.setting.out.json {
        rows(&app, &page)
    } else {
        text(&app, &page)
    }
}

fn rows(app: &App, page: &SearchPage) -> anyhow::Result<()> {
    let facets: serde_json::Map<String, serde_json::Value> = page
        .facets
        .iter()
        .map(|(field, counts)| {
            let name = match field {
                FacetField::Site => "site",
                FacetField::Day => "day",
            };
            (name.to_owned(), json!(counts))
        })
        .collect();
    app.setting.out.row(&json!({
        "total": page.total,
        "total_is_lower_bound": page.total_is_lower_bound,
        "facets": facets,
    }))?;
    for hit in &page.hits {
        let mut at = 0;
        let mut marks = Vec::new();
        for piece in &hit.snippet {
            let end = at + piece.text.chars().count();
            if piece.mark {
                marks.push((at, end));
            }
            at = end;
        }
        app.setting.out.row(&Row {
            id: hit.key.to_string(),
            url: hit.url.as_ref().map(|url| url.as_str()),
            title: &hit.title,
            score: hit.score,
            snippet: hit.snippet_text(),
            marks,
            fetched: hit.fetched.to_string(),
            site: &hit.site,
        })?;
    }
    Ok(())
}

fn text(app: &App, page: &SearchPage) -> anyhow::Result<()> {
    use std::io::{IsTerminal as _, Write as _};
    let mut out = std::io::stdout().lock();
    let (on, off) = if out.is_terminal() {
        ("\u{1b}[1m", "\u{1b}[0m")
    } else {
        ("«", "»")
    };
    let lang = app.setting.out.lang;
    writeln!(
        out,
        "{}{} {}",
        if page.total_is_lower_bound {
            "≥ "
        } else {
            ""
        },
        page.total,
        lang.pick("trang", if page.total == 1 { "page" } else { "pages" })
    )?;
    for hit in &page.hits {
        let snippet: String = hit
            .snippet
            .iter()
            .map(|piece| {
                if piece.mark {
                    format!("{on}{}{off}", piece.text)
                } else {
                    piece.text.clone()
                }
            })
            .collect();
        writeln!(
            out,
            "\n{}\n  {}\n  {}",
            hit.title,
            hit.key,
            snippet.replace('\n', " ")
        )?;
    }
    Ok(())
}
