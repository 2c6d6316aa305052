//! A stored page: its text with zones, its versions, its flags.

use askama::Template;
use axum::{
    Form,
    extract::{Path, Query, State},
    http::StatusCode,
    response::Response,
};
use haidang_alerting::review::{self, ReviewError};
use haidang_model::{PageId, PageVersionId, Role, mask};
use haidang_store::FlagFilter;
use serde::Deserialize;

use super::case::failed;
use crate::{
    ConsoleError,
    context::{Context, Who},
    need::{Need, Reader, Reviewer},
    piece::{Masking, Piece, plain},
    router::App,
    shell::{Shell, html},
    text_block::TextBlocks,
    when::Moment,
};

/// Flags of a page that are listed.
const FLAGS_MAX: u32 = 50;

/// Links of a page that are listed.
const LINKS_MAX: usize = 200;

/// Versions of a page that are listed.
const VERSIONS_MAX: usize = 50;

/// A version of the page.
#[derive(Clone, Debug)]
pub(crate) struct VersionRow {
    pub(crate) id: i64,
    pub(crate) fetched: Moment,
    pub(crate) current: bool,
}

/// A flag on the page.
#[derive(Clone, Debug)]
pub(crate) struct PageFlag {
    pub(crate) case: i64,
    pub(crate) category: haidang_model::Category,
    pub(crate) raised: Moment,
}

/// A link of the page; shown as text.
#[derive(Clone, Debug)]
pub(crate) struct LinkRow {
    pub(crate) target: Vec<Piece>,
    pub(crate) text: Vec<Piece>,
    pub(crate) hidden: bool,
}

/// The page of a stored page.
#[derive(Debug, Template)]
#[template(path = "page.html")]
pub(crate) struct StoredPagePage {
    pub(crate) shell: Shell,
    pub(crate) id: i64,
    pub(crate) version: i64,
    pub(crate) title: Vec<Piece>,
    pub(crate) address: Vec<Piece>,
    pub(crate) site: String,
    pub(crate) source: Option<String>,
    pub(crate) lang: String,
    pub(crate) encoding: String,
    pub(crate) published: Option<String>,
    pub(crate) fetched: Moment,
    pub(crate) content_hash: String,
    pub(crate) blocks: TextBlocks,
    pub(crate) links: Vec<LinkRow>,
    pub(crate) link_count: usize,
    pub(crate) defects: Vec<(String, Vec<Piece>)>,
    pub(crate) versions: Vec<VersionRow>,
    pub(crate) flags: Vec<PageFlag>,
    /// Whether cases may be opened from here, and personal data asked for.
    pub(crate) is_reviewer: bool,
    pub(crate) unmasked: bool,
    /// The key of what is wrong with the reason sent, if something is.
    pub(crate) fault: Option<&'static str>,
}

#[derive(Debug, Default, Deserialize)]
pub(crate) struct PageQuery {
    version: Option<i64>,
}

pub(crate) async fn show(
    State(app): State<App>,
    need: Need<Reader>,
    Path(id): Path<i64>,
    Query(query): Query<PageQuery>,
) -> Result<Response, ConsoleError> {
    let asked = Asked {
        id: PageId(id),
        version: query.version.map(PageVersionId),
        masking: Masking::Masked,
    };
    let page = load(&app, &need.context, &need.who, &asked).await?;
    Ok(html(StatusCode::OK, &page))
}

#[derive(Deserialize)]
pub(crate) struct UnmaskForm {
    reason: String,
    version: Option<i64>,
}

/// Shows the page once with its personal data, after the reason is written
/// into the audit chain.
pub(crate) async fn unmask(
    State(app): State<App>,
    need: Need<Reviewer>,
    Path(id): Path<i64>,
    Form(form): Form<UnmaskForm>,
) -> Result<Response, ConsoleError> {
    let mut asked = Asked {
        id: PageId(id),
        version: form.version.map(PageVersionId),
        masking: Masking::Masked,
    };
    let reviewer = review::Reviewer::of(&need.who.user).map_err(failed)?;
    let now = app.state.clock.now();
    let fault =
        match review::unmask_page(&app.state.store, &reviewer, asked.id, &form.reason, now).await {
            Ok(Some(_)) => None,
            Ok(None) => return Err(ConsoleError::NotFound),
            Err(ReviewError::ReasonTooShort) => Some("unmask-reason-short"),
            Err(ReviewError::ReasonTooLong) => Some("unmask-reason-long"),
            Err(error) => return Err(failed(error)),
        };
    if fault.is_some() {
        let masked = load(&app, &need.context, &need.who, &asked).await?;
        let page = StoredPagePage { fault, ..masked };
        return Ok(html(StatusCode::UNPROCESSABLE_ENTITY, &page));
    }
    asked.masking = Masking::Unmasked;
    let page = load(&app, &need.context, &need.who, &asked).await?;
    Ok(html(StatusCode::OK, &page))
}

struct Asked {
    id: PageId,
    version: Option<PageVersionId>,
    masking: Masking,
}

async fn load(
    app: &App,
    context: &Context,
    who: &Who,
    asked: &Asked,
) -> Result<StoredPagePage, ConsoleError> {
    let store = &app.state.store;
    let now = app.state.clock.now();
    let words = context.words;
    let masking = asked.masking;
    let stored = match asked.version {
        Some(version) => store.page_version(version).await?,
        None => store.page_get(asked.id).await?,
    };
    let stored = stored
        .filter(|page| page.meta.id == asked.id)
        .ok_or(ConsoleError::NotFound)?;
    let filter = FlagFilter {
        page: Some(asked.id),
        ..FlagFilter::default()
    };
    let flags = store.flags(&filter, FLAGS_MAX).await?;
    let hits: Vec<_> = flags
        .iter()
        .filter(|row| row.page_version == stored.meta.version)
        .flat_map(|row| row.flag.hits.iter().cloned())
        .collect();
    let versions = store.page_versions(asked.id).await?;
    let (meta, page) = (&stored.meta, &stored.page);
    let address = meta
        .url
        .as_ref()
        .map_or_else(|| meta.key.to_string(), |url| url.to_string());
    let title = if meta.title.trim().is_empty() {
        words.t("page-untitled")
    } else {
        mask(&meta.title)
    };
    let mut shell = Shell::new(app, context, title, "/search");
    if shell.back == "/" {
        shell.back = format!("/pages/{}", asked.id);
    }
    Ok(StoredPagePage {
        shell,
        id: asked.id.0,
        version: meta.version.0,
        title: plain(&meta.title, masking),
        address: plain(&address, masking),
        site: meta.site.clone(),
        source: meta.source.as_ref().map(|source| source.to_string()),
        lang: meta.lang.clone(),
        encoding: page.encoding.clone(),
        published: page.published.clone(),
        fetched: Moment::new(words, meta.fetched, now),
        content_hash: meta.content_hash.to_string(),
        blocks: TextBlocks::new(page, &hits, masking),
        link_count: page.links.len(),
        links: page
            .links
            .iter()
            .take(LINKS_MAX)
            .map(|link| LinkRow {
                target: plain(&link.target, masking),
                text: plain(&link.text, masking),
                hidden: link.visibility == haidang_model::Visibility::Hidden,
            })
            .collect(),
        defects: page
            .defects
            .iter()
            .map(|defect| (defect.code.clone(), plain(&defect.detail, masking)))
            .collect(),
        versions: versions
            .iter()
            .take(VERSIONS_MAX)
            .map(|version| VersionRow {
                id: version.version.0,
                fetched: Moment::new(words, version.fetched, now),
                current: version.version == meta.version,
            })
            .collect(),
        flags: flags
            .iter()
            .map(|row| PageFlag {
                case: row.flag.case.0,
                category: row.flag.category,
                raised: Moment::new(words, row.flag.raised, now),
            })
            .collect(),
        is_reviewer: who.has_any(&[Role::Reviewer]),
        unmasked: masking == Masking::Unmasked,
        fault: None,
    })
}
