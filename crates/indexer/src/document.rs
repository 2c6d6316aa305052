use std::collections::BTreeSet;

use haidang_model::{CanonicalUrl, Page};
use haidang_query::{PageMeta, PageText};
use haidang_store::StoredPage;
use tantivy::{
    TantivyDocument,
    tokenizer::{PreTokenizedString, Token},
};

use crate::{key, schema::Fields};

/// Makes a stored page ready for the evaluator, and for the index.
pub(crate) fn page_text(stored: &StoredPage) -> PageText {
    let meta = PageMeta {
        url: stored.meta.url.clone(),
        site: stored.meta.site.clone(),
        fetched: Some(stored.meta.fetched),
        lang: stored.meta.lang.clone(),
    };
    PageText::new(&stored.page, meta)
}

/// Builds the document of a page. It holds every token that the evaluator
/// sees, hidden and script text too: the index must propose wherever the
/// evaluator could say yes.
pub(crate) fn document(fields: &Fields, stored: &StoredPage) -> TantivyDocument {
    let text = page_text(stored);
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
    let (accented, folded) = tokens(&text);
    document.add_pre_tokenized_text(fields.accented, accented);
    document.add_pre_tokenized_text(fields.folded, folded);
    document
}

/// Returns the tokens of both text fields.
fn tokens(text: &PageText) -> (PreTokenizedString, PreTokenizedString) {
    let count = text.token_count();
    let mut accented = Vec::with_capacity(count);
    let mut folded: Vec<Token> = Vec::with_capacity(count * 2);
    for block in text.blocks() {
        let words = block.normalised();
        let mut before = None;
        for at in 0..words.len() {
            accented.push(token(accented.len(), key::accented(words, at)));
            let single = key::folded(words, at);
            // A pair is indexed whatever stands between its words: which gaps
            // a phrase may cross is the evaluator's to know.
            if let Some(before) = before {
                folded.push(token(folded.len(), key::pair(before, single)));
            }
            folded.push(token(folded.len(), single.to_owned()));
            before = Some(single);
        }
    }
    let ready = |tokens| PreTokenizedString {
        // The text itself is not kept in the index.
        text: String::new(),
        tokens,
    };
    (ready(accented), ready(folded))
}

fn token(position: usize, text: String) -> Token {
    Token {
        offset_from: 0,
        offset_to: 0,
        position,
        text,
        position_length: 1,
    }
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
