//! How the text fields come apart into terms again.
//!
//! The terms are made by [`crate::key`]; a document carries them as lines of
//! one text. tantivy also takes ready-made tokens, but keeps them in a document
//! as JSON, which more than doubled the time (3.5 against 8.2 MiB/s of text).

use tantivy::{
    Index,
    tokenizer::{Token, TokenStream, Tokenizer},
};

/// The name of [`Lines`] without pairs, for the accented field.
pub(crate) const LINES: &str = "haidang_lines";

/// The name of [`Lines`] with pairs, for the folded field.
pub(crate) const PAIRS: &str = "haidang_pairs";

/// Makes the tokenizers known to an index; needed each time one is opened.
pub(crate) fn register(index: &Index) {
    let tokenizers = index.tokenizers();
    tokenizers.register(LINES, Lines { pairs: false });
    tokenizers.register(PAIRS, Lines { pairs: true });
}

/// Makes a token of every line; with `pairs`, also one of every two lines that
/// follow each other. An empty line stands between blocks: no pair reaches
/// across.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Lines {
    pairs: bool,
}

impl Tokenizer for Lines {
    type TokenStream<'a> = LineStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> LineStream<'a> {
        LineStream {
            lines: text.split('\n'),
            pairs: self.pairs,
            before: "",
            now: "",
            token: Token {
                position: usize::MAX,
                ..Token::default()
            },
        }
    }
}

/// The tokens of one text.
pub(crate) struct LineStream<'a> {
    lines: std::str::Split<'a, char>,
    pairs: bool,
    /// The line before, while its pair with `now` is still to come.
    before: &'a str,
    now: &'a str,
    token: Token,
}

impl TokenStream for LineStream<'_> {
    fn advance(&mut self) -> bool {
        self.token.text.clear();
        if self.pairs && !self.before.is_empty() && !self.now.is_empty() {
            self.token.text.push_str(self.before);
            self.token.text.push(crate::key::PAIR);
            self.token.text.push_str(self.now);
            self.before = "";
        } else {
            loop {
                let Some(line) = self.lines.next() else {
                    return false;
                };
                self.before = std::mem::replace(&mut self.now, line);
                if !line.is_empty() {
                    break;
                }
            }
            self.token.text.push_str(self.now);
        }
        self.token.position = self.token.position.wrapping_add(1);
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str, pairs: bool) -> Vec<String> {
        let mut lines = Lines { pairs };
        let mut stream = lines.token_stream(text);
        let mut found = Vec::new();
        while stream.advance() {
            assert_eq!(stream.token().position, found.len());
            found.push(stream.token().text.clone());
        }
        found
    }

    #[test]
    fn lines_are_terms_and_neighbours_are_pairs() {
        let text = "so\nde\n\nnha\n\ncai\nuy\ntin\n";
        assert_eq!(tokens(text, false), ["so", "de", "nha", "cai", "uy", "tin"]);
        assert_eq!(
            tokens(text, true),
            [
                "so", "de", "so de", "nha", "cai", "uy", "cai uy", "tin", "uy tin"
            ]
        );
        assert_eq!(tokens("", true), Vec::<String>::new());
        assert_eq!(tokens("\n\n", true), Vec::<String>::new());
    }
}
