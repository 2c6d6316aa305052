//! Parts Vietnamese text into words: a sentence a line from standard input, to
//! standard output with the syllables of one word joined by `_`.

use std::io::{self, BufRead, Write};

fn main() -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    for line in io::stdin().lock().lines() {
        let line = line?;
        let text = vitext::normalise(&line);
        let mut written = 0;
        for word in vitext::words(&line, &text) {
            let (first, last) = (text.raw(word.start).start, text.raw(word.end - 1).end);
            let between = line.get(written..first).unwrap_or_default();
            let joined = line.get(first..last).unwrap_or_default().replace(' ', "_");
            write!(out, "{between}{joined}")?;
            written = last;
        }
        writeln!(out, "{}", line.get(written..).unwrap_or_default())?;
    }
    out.flush()
}
