use std::collections::BTreeSet;

use haidang_model::{CanonicalUrl, Category, Page};
use haidang_query::{PageMeta, PageText};
use haidang_store::StoredPage;
use tantivy::TantivyDocument;

use crate::{key, schema::Fields};

/// Makes a stored page ready for the evaluator, and for the index, which knows
/// nothing of its flags' categories.
pub(crate) fn page_text(stored: &StoredPage, categories: Vec<Category>) -> PageText {
    let meta = PageMeta {
        url: stored.meta.url.clone(),
        site: stored.meta.site.clone(),
        fetched: Some(stored.meta.fetched),
        lang: stored.meta.lang.clone(),
        categories,
    };
    PageText::new(&stored.page, meta)
}

/// Builds the document of a page. It holds every token that the evaluator
/// sees, hidden and script text too: the index must propose wherever the
/// evaluator could say yes.
pub(crate) fn document(fields: &Fields, stored: &StoredPage) -> TantivyDocument {
    let text = page_text(stored, Vec::new());
    let mut document = TantivyDocument::default();
    document.add_i64(fields.page, stored.meta.id.0);
    document.add_i64(fields.fetched, stored.meta.fetched.0);
    document.add_text(fields.site, &stored.meta.site);
    document.add_text(fields.lang, stored.meta.lang.to_ascii_lowercase());
    if let Some(host) = text.host() {
        for name in key::host_and_above(host) {
            document.add_text(fields.host, name);
        }
    }
    for name in link_hosts(&stored.page) {
        document.add_text(fields.link, name);
    }
    let (accented, folded) = lines(&text);
    document.add_text(fields.accented, accented);
    document.add_text(fields.folded, folded);
    document
}

/// Returns the terms of both text fields, one a line, with an empty line after
/// each block, as [`crate::token`] reads them. A pair is made of neighbours
/// whatever stands between them: which gaps a phrase may cross is the
/// evaluator's to know.
fn lines(text: &PageText) -> (String, String) {
    let (mut accented, mut folded) = (String::new(), String::new());
    for block in text.blocks() {
        let words = block.normalised();
        for at in 0..words.len() {
            key::push_accented(&mut accented, words, at);
            accented.push('\n');
            folded.push_str(key::folded(words, at));
            folded.push('\n');
        }
        folded.push('\n');
    }
    (accented, folded)
}

/// Returns the hosts that a page links to, with every domain above them. The
/// text of a link and the list of links may name the same one.
fn link_hosts(page: &Page) -> BTreeSet<String> {
    let of_runs = page.runs.iter().filter_map(|run| run.href.as_deref());
    let of_links = page.links.iter().map(|link| link.target.as_str());
    let targets: BTreeSet<&str> = of_runs.chain(of_links).collect();
    let mut names = BTreeSet::new();
    for target in targets {
        if let Ok(url) = CanonicalUrl::parse(target) {
            names.extend(
                key::host_and_above(url.host())
                    .into_iter()
                    .map(str::to_owned),
            );
        }
    }
    names
}
