//! The CSV reader against a slow one written straight from SPEC §6, on random texts of its alphabet.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at what it cannot run")]

mod pieces;

use jsv::csv::{ReaderBuilder, Record};
use jsv::{Error, Options};
use pieces::Pieces;
use proptest::prelude::*;

/// The slow reader: characters, indices and recursion.
struct Model {
    text: Vec<char>,
    separator: char,
    quote: char,
    depth_limit: usize,
}

/// A record's cells, or damage.
type Read = Result<Vec<String>, ()>;

impl Model {
    fn is(&self, at: usize, wanted: char) -> bool {
        self.text.get(at) == Some(&wanted)
    }

    /// `eol = LF / CRLF; a lone CR is data`: what follows it.
    fn line_end(&self, at: usize) -> Option<usize> {
        match (self.text.get(at), self.text.get(at + 1)) {
            (Some('\n'), _) => Some(at + 1),
            (Some('\r'), Some('\n')) => Some(at + 2),
            _ => None,
        }
    }

    /// "A separator or the record's end."
    fn ends_cell(&self, at: usize) -> bool {
        at == self.text.len() || self.is(at, self.separator) || self.line_end(at).is_some()
    }

    fn records(&self) -> Vec<Read> {
        let mut records = Vec::new();
        let mut at = usize::from(self.is(0, '\u{feff}'));
        loop {
            // "Empty lines are skipped."
            while let Some(next) = self.line_end(at) {
                at = next;
            }
            if at == self.text.len() {
                return records;
            }
            match self.record(at) {
                Ok((cells, next)) => {
                    records.push(Ok(cells));
                    at = next;
                }
                Err(cell) => {
                    // "Reading resumes at the first line feed after the start of the cell that failed."
                    records.push(Err(()));
                    let line_feed = self.text[cell..].iter().position(|character| *character == '\n');
                    at = line_feed.map_or(self.text.len(), |index| cell + index + 1);
                }
            }
        }
    }

    /// The cells, and what follows their line end; or the start of the cell that is damaged.
    fn record(&self, start: usize) -> Result<(Vec<String>, usize), usize> {
        let mut cells = Vec::new();
        let mut at = start;
        loop {
            let (cell, end) = self.cell(at).ok_or(at)?;
            cells.push(cell);
            if !self.is(end, self.separator) {
                return Ok((cells, self.line_end(end).unwrap_or(end)));
            }
            at = end + 1;
        }
    }

    /// `cell = quoted / nested / plain`.
    fn cell(&self, start: usize) -> Option<(String, usize)> {
        if self.is(start, self.quote) {
            let (text, end) = self.quoted(start, self.quote)?;
            return self.ends_cell(end).then_some((text, end));
        }
        if self.is(start, '{') || self.is(start, '[') {
            let mut deepest = 0;
            if let Some(end) = self.container(start, 1, &mut deepest)
                && self.ends_cell(end)
            {
                // "A nested cell deeper than the depth limit is an error."
                return (deepest <= self.depth_limit).then(|| (self.text[start..end].iter().collect(), end));
            }
        }
        let mut end = start;
        while !self.ends_cell(end) {
            end += 1;
        }
        Some((self.text[start..end].iter().collect(), end))
    }

    /// `QUOTE *( any but QUOTE / 2QUOTE ) QUOTE`.
    fn quoted(&self, start: usize, quote: char) -> Option<(String, usize)> {
        let mut text = String::new();
        let mut at = start + 1;
        loop {
            let character = *self.text.get(at)?;
            if character != quote {
                text.push(character);
                at += 1;
            } else if self.is(at + 1, quote) {
                text.push(quote);
                at += 2;
            } else {
                return Some((text, at + 1));
            }
        }
    }

    /// White space, without line feeds: there is none outside quotes in a nested cell.
    fn space(&self, mut at: usize) -> usize {
        while self.is(at, ' ') || self.is(at, '\t') || self.is(at, '\r') {
            at += 1;
        }
        at
    }

    /// `map / list` of SPEC §2: what follows its closing bracket.
    fn container(&self, start: usize, depth: usize, deepest: &mut usize) -> Option<usize> {
        *deepest = depth.max(*deepest);
        let map = self.is(start, '{');
        let close = if map { '}' } else { ']' };
        let mut at = start + 1;
        let first = if map { self.space(at) } else { at };
        if self.is(first, close) {
            return Some(first + 1);
        }
        loop {
            if map {
                at = self.key(at)?;
                if !self.is(at, ':') {
                    return None;
                }
                at += 1;
            }
            at = self.value(at, close, depth, deepest)?;
            if self.is(at, close) {
                return Some(at + 1);
            }
            if !self.is(at, ',') {
                return None;
            }
            at += 1;
        }
    }

    /// `key = quoted / 1*( any but : , { } [ ] DQUOTE )`, "white space before an opening … and after a closing one".
    fn key(&self, start: usize) -> Option<usize> {
        let quote = self.space(start);
        if self.is(quote, '"') {
            return self.quoted(quote, '"').map(|(_, end)| self.space(end));
        }
        let mut at = start;
        while !matches!(self.text.get(at)?, ':' | ',' | '{' | '}' | '[' | ']' | '"' | '\n') {
            at += 1;
        }
        (at > start).then_some(at)
    }

    /// `value(S) = map / list / quoted / bare(S)`.
    fn value(&self, start: usize, close: char, depth: usize, deepest: &mut usize) -> Option<usize> {
        let first = self.space(start);
        match self.text.get(first)? {
            '{' | '[' => self.container(first, depth + 1, deepest).map(|end| self.space(end)),
            '"' => self.quoted(first, '"').map(|(_, end)| self.space(end)),
            _ => {
                let mut at = start;
                while !self.is(at, ',') && !self.is(at, close) {
                    if self.is(at, '\n') || at >= self.text.len() {
                        return None;
                    }
                    at += 1;
                }
                Some(at)
            }
        }
    }
}

fn cells(record: Result<Record<'_>, Error>) -> Read {
    match record {
        Ok(record) => Ok(record.iter().map(Into::into).collect()),
        Err(_) => Err(()),
    }
}

fn texts() -> impl Strategy<Value = String> {
    let tokens = vec![
        ",",
        ",",
        ";",
        "\t",
        "|",
        "\"",
        "\"",
        "\"\"",
        "'",
        "''",
        "{",
        "}",
        "[",
        "]",
        ":",
        "\n",
        "\n",
        "\r\n",
        "\r",
        " ",
        "a",
        "é",
        "\u{feff}",
        "[a,b]",
        "{a:\"b\"}",
        "\"x\"",
        ",[",
        "],",
        "\n[",
    ];
    prop::collection::vec(prop::sample::select(tokens), 0..40).prop_map(|tokens| tokens.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]

    #[test]
    fn reads_what_the_specification_says(
        text in texts(),
        separator in prop::sample::select(vec![',', ';', '\t', '|', ':', ' ']),
        quote in prop::sample::select(vec!['"', '"', '\'']),
        depth_limit in prop::sample::select(vec![0, 1, 2, 128]),
        sizes in prop::collection::vec(0usize..5, 0..4),
    ) {
        let expected = Model { text: text.chars().collect(), separator, quote, depth_limit }.records();
        let mut builder = ReaderBuilder::new();
        builder.delimiter(u8::try_from(separator).unwrap()).quote(u8::try_from(quote).unwrap());
        builder.has_headers(false).flexible(true).options(Options::new().depth_limit(depth_limit));

        let found: Vec<Read> = builder.records(&text).map(cells).collect();
        prop_assert_eq!(&found, &expected, "in memory: {:?}", text);

        // Any pieces give the same records and the same rows, and the errors are the same in all they say.
        let sizes: Vec<usize> = sizes.into_iter().chain([1]).collect();
        let read: Vec<Read> = builder.from_reader(Pieces::new(text.as_bytes(), &sizes)).into_records().map(cells).collect();
        prop_assert_eq!(&read, &expected, "in pieces of {:?}: {:?}", sizes, text);
        let rows: Vec<_> = builder.rows::<Vec<String>>(&text).map(|row| format!("{row:?}")).collect();
        let reader = builder.from_reader(Pieces::new(text.as_bytes(), &sizes));
        let read: Vec<_> = reader.into_deserialize::<Vec<String>>().map(|row| format!("{row:?}")).collect();
        prop_assert_eq!(read.len(), expected.len());
        prop_assert_eq!(read, rows, "in pieces of {:?}: {:?}", sizes, text);
    }
}
