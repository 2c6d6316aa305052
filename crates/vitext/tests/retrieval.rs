//! Ranking, measured on XQuAD-vi (240 paragraphs, 1,190 questions; Artetxe et
//! al., ACL 2020) by tantivy's BM25: which place the paragraph of a question
//! takes when its words are typed with marks, without, and with some.
//!
//! Two fields of equal weight, as the crate advises, beside one field of plain
//! syllables.
#![allow(clippy::unwrap_used, reason = "a panic of a test is its report")]

use tantivy::{
    Index, IndexReader, TantivyDocument,
    collector::TopDocs,
    query::{BooleanQuery, Occur, Query, TermQuery},
    schema::{
        Field, IndexRecordOption, STORED, Schema, TextFieldIndexing, TextOptions, Value as _,
    },
    tokenizer::TextAnalyzer,
};
use vitext::{AccentedSyllables, FoldedSyllables, fold};

const XQUAD: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../../shared/data/xquad/xquad.vi.json"
);

/// Where the generator of [`half_stripped`] starts.
const SEED: u64 = 2_026;

#[test]
fn questions_find_their_paragraph() {
    let Ok(text) = std::fs::read_to_string(XQUAD) else {
        report("skipped: no XQuAD-vi beside the project");
        return;
    };
    let xquad: serde_json::Value = serde_json::from_str(&text).unwrap();
    let (mut paragraphs, mut questions) = (Vec::new(), Vec::new());
    for article in xquad["data"].as_array().unwrap() {
        for paragraph in article["paragraphs"].as_array().unwrap() {
            for question in paragraph["qas"].as_array().unwrap() {
                let question = question["question"].as_str().unwrap();
                questions.push((paragraphs.len() as u64, question.to_owned()));
            }
            paragraphs.push(paragraph["context"].as_str().unwrap().to_owned());
        }
    }
    assert_eq!((paragraphs.len(), questions.len()), (240, 1_190));
    let two_fields = Engine::new(
        &paragraphs,
        [
            TextAnalyzer::from(AccentedSyllables::new()),
            TextAnalyzer::from(FoldedSyllables::with_bigrams()),
        ],
    );
    let plain = Engine::new(&paragraphs, [TextAnalyzer::from(AccentedSyllables::new())]);
    let mut random = Random(SEED);
    let mut half = Vec::new();
    for (row, question) in &questions {
        half.push((*row, half_stripped(question, &mut random)));
    }
    let stripped: Vec<(u64, String)> = questions
        .iter()
        .map(|(row, question)| (*row, fold(question)))
        .collect();
    for (name, typed, least) in [
        ("accented", &questions, 0.950),
        ("stripped", &stripped, 0.945),
        ("half-stripped", &half, 0.945),
    ] {
        let (ours, baseline) = (two_fields.mrr(typed), plain.mrr(typed));
        report(&format!(
            "MRR@10 {name}: two fields {ours:.4}, plain syllables {baseline:.4}"
        ));
        assert!(ours >= least, "{name}: {ours}");
    }
}

/// An index in memory with a field for each analysis, all of equal weight.
struct Engine {
    reader: IndexReader,
    row: Field,
    fields: Vec<(Field, TextAnalyzer)>,
}

impl Engine {
    fn new(paragraphs: &[String], analyses: impl IntoIterator<Item = TextAnalyzer>) -> Engine {
        let mut schema = Schema::builder();
        let row = schema.add_u64_field("row", STORED);
        let mut fields = Vec::new();
        for (number, analysis) in analyses.into_iter().enumerate() {
            let name = format!("text{number}");
            let indexing = TextFieldIndexing::default()
                .set_tokenizer(&name)
                .set_index_option(IndexRecordOption::WithFreqs);
            let options = TextOptions::default().set_indexing_options(indexing);
            fields.push((schema.add_text_field(&name, options), name, analysis));
        }
        let index = Index::create_in_ram(schema.build());
        for (_, name, analysis) in &fields {
            index.tokenizers().register(name, analysis.clone());
        }
        let mut writer = index.writer_with_num_threads(1, 32 << 20).unwrap();
        for (number, paragraph) in paragraphs.iter().enumerate() {
            let mut document = TantivyDocument::default();
            document.add_u64(row, number as u64);
            for (field, ..) in &fields {
                document.add_text(*field, paragraph);
            }
            writer.add_document(document).unwrap();
        }
        writer.commit().unwrap();
        let fields = fields
            .into_iter()
            .map(|(field, _, analysis)| (field, analysis))
            .collect();
        Engine {
            reader: index.reader().unwrap(),
            row,
            fields,
        }
    }

    fn query(&self, typed: &str) -> BooleanQuery {
        let mut terms: Vec<(Occur, Box<dyn Query>)> = Vec::new();
        for (field, analysis) in &self.fields {
            analysis.clone().token_stream(typed).process(&mut |token| {
                let term = tantivy::Term::from_field_text(*field, &token.text);
                let query = TermQuery::new(term, IndexRecordOption::WithFreqs);
                terms.push((Occur::Should, Box::new(query)));
            });
        }
        BooleanQuery::new(terms)
    }

    fn mrr(&self, questions: &[(u64, String)]) -> f64 {
        let searcher = self.reader.searcher();
        let mut sum = 0.0;
        for (wanted, question) in questions {
            let top = TopDocs::with_limit(10).order_by_score();
            let found = searcher.search(&self.query(question), &top).unwrap();
            let place = found.into_iter().position(|(_, address)| {
                let document: TantivyDocument = searcher.doc(address).unwrap();
                document.get_first(self.row).and_then(|row| row.as_u64()) == Some(*wanted)
            });
            sum += place.map_or(0.0, |place| 1.0 / (place + 1) as f64);
        }
        sum / questions.len() as f64
    }
}

/// Takes the marks off each syllable by the toss of a coin.
fn half_stripped(question: &str, random: &mut Random) -> String {
    let syllables = question.split(' ').map(|syllable| match random.coin() {
        true => fold(syllable),
        false => syllable.to_owned(),
    });
    syllables.collect::<Vec<String>>().join(" ")
}

/// SplitMix64, public domain (Vigna): the same tosses everywhere.
struct Random(u64);

impl Random {
    fn coin(&mut self) -> bool {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) >> 63 == 1
    }
}

#[expect(
    clippy::print_stderr,
    reason = "a test says what it measured or left out"
)]
fn report(line: &str) {
    eprintln!("{line}");
}
