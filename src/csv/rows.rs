//! The rows and records of a text in memory, one at a time, borrowing from it. Floor 4.

use alloc::borrow::Cow;
use alloc::string::String;
use core::marker::PhantomData;

use serde::Deserialize;

use super::engine::{Engine, Failure, Next};
use super::header::Header;
use super::last::LastRecord;
use super::record::Record;
use super::settings::Settings;
use crate::de::{Memory, Parser, Root};
use crate::error::{Error, Position, Result};

/// The rows of a CSV text: what [`csv::rows`](super::rows) gives.
///
/// After a row that failed the iterator goes on: a row that does not decode is lost alone; after damage it resumes at
/// the first line feed after the start of the cell that failed.
///
/// ```
/// let rows: jsv::csv::Rows<[u8; 1]> = jsv::csv::rows("a\n1\nx\n3\n");
/// assert_eq!(rows.map(Result::ok).collect::<Vec<_>>(), [Some([1]), None, Some([3])]);
/// ```
pub struct Rows<'de, T> {
    source: Source<'de>,
    parser: Parser<'de>,
    row: PhantomData<fn() -> T>,
}

crate::opaque::opaque!(['de, T] Rows<'de, T>);

impl<'de, T: Deserialize<'de>> Rows<'de, T> {
    pub(super) fn new(text: &'de str, settings: Settings) -> Self {
        Rows {
            source: Source::new(text, settings),
            parser: Parser::new(text, Root::Cell, settings.options, Memory::default()),
            row: PhantomData,
        }
    }

    /// The header's names, which are read now if nothing has been read yet. `None` where there is no header.
    ///
    /// ```
    /// let mut rows = jsv::csv::rows::<[u8; 2]>("Id, Age\n1,2\n");
    /// assert_eq!(rows.headers()?, Some(&["Id".to_string(), "Age".to_string()][..]));
    /// # Ok::<(), jsv::Error>(())
    /// ```
    ///
    /// # Errors
    /// A damaged header.
    pub fn headers(&mut self) -> Result<Option<&[String]>> {
        self.source.headers()
    }

    /// Reads rows by these names; the text's first record is then a row, unless it has been read as the header.
    ///
    /// ```
    /// #[derive(serde::Deserialize, Debug, PartialEq)]
    /// struct Row<'a> { id: u8, name: &'a str }
    ///
    /// let mut rows = jsv::csv::rows::<Row>("No,Full name\n1,Ann\n");
    /// rows.headers()?;
    /// rows.set_headers(["id", "name"]);
    /// assert_eq!(rows.next().transpose()?, Some(Row { id: 1, name: "Ann" }));
    /// # Ok::<(), jsv::Error>(())
    /// ```
    pub fn set_headers<N: AsRef<str>>(&mut self, names: impl IntoIterator<Item = N>) {
        self.source.engine.set_header(Header::new(names));
    }

    /// Where the record read last starts in the text. Lines are counted when this is called, each once.
    ///
    /// ```
    /// let mut rows = jsv::csv::rows::<[i32; 1]>("price\n5\n\n-1\n");
    /// let negative = rows.find(|row| matches!(row, Ok([..0])));
    /// assert!(negative.is_some());
    /// assert_eq!(rows.record_position().line, 4);
    /// ```
    pub fn record_position(&mut self) -> Position {
        self.source.record_position()
    }
}

impl<'de, T: Deserialize<'de>> Iterator for Rows<'de, T> {
    type Item = Result<T>;

    fn next(&mut self) -> Option<Self::Item> {
        let start = match self.source.advance()? {
            Ok(start) => start,
            Err(error) => return Some(Err(error)),
        };
        let text = self.source.text;
        let row = self.source.engine.row(&mut self.parser, text, start);
        Some(row.map_err(|error| self.source.locate(error, start)))
    }
}

/// The raw records of a CSV text: what [`csv::records`](super::records) gives.
///
/// ```
/// let records: jsv::csv::Records = jsv::csv::records("a,b\n1,2\n3,4\n");
/// assert_eq!(records.flatten().map(|record| record.len()).sum::<usize>(), 4);
/// ```
pub struct Records<'a> {
    source: Source<'a>,
}

crate::opaque::opaque!(['a] Records<'a>);

impl<'a> Records<'a> {
    pub(super) fn new(text: &'a str, settings: Settings) -> Self {
        Records { source: Source::new(text, settings) }
    }

    /// The header's names, as [`Rows::headers`] has them.
    ///
    /// ```
    /// let mut records = jsv::csv::records("Id, Age\n1,2\n");
    /// assert_eq!(records.headers()?, Some(&["Id".to_string(), "Age".to_string()][..]));
    /// assert_eq!(records.count(), 1);
    /// # Ok::<(), jsv::Error>(())
    /// ```
    ///
    /// # Errors
    /// A damaged header.
    pub fn headers(&mut self) -> Result<Option<&[String]>> {
        self.source.headers()
    }

    /// Where the record read last starts in the text. Lines are counted when this is called, each once.
    ///
    /// ```
    /// let mut records = jsv::csv::records("Name\n\"a\n\"\nb\n");
    /// records.by_ref().for_each(drop);
    /// assert_eq!(records.record_position().line, 4);
    /// ```
    pub fn record_position(&mut self) -> Position {
        self.source.record_position()
    }

    /// Reads the next record into `record`, whose memory is reused; `false` at the end.
    ///
    /// ```
    /// let mut records = jsv::csv::records("a,b\n1,2\n3,4\n");
    /// let mut record = jsv::csv::Record::new();
    /// while records.read_record(&mut record)? {
    ///     assert_eq!(record.len(), 2);
    /// }
    /// # Ok::<(), jsv::Error>(())
    /// ```
    ///
    /// # Errors
    /// Damaged text, or a record of another length than the header unless `flexible`.
    pub fn read_record(&mut self, record: &mut Record<'a>) -> Result<bool> {
        let Some(found) = self.source.advance() else { return Ok(false) };
        let start = found?;
        let text = self.source.text;
        let length = self.source.engine.check_length(start);
        length.map_err(|error| self.source.locate(error, start))?;
        record.text = Cow::Borrowed(&text[start..self.source.at]);
        self.source.engine.give_cells(&mut record.cells);
        record.settings = *self.source.engine.settings();
        record.number = self.source.engine.record();
        Ok(true)
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = Result<Record<'a>>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut record = Record::new();
        match self.read_record(&mut record) {
            Ok(true) => Some(Ok(record)),
            Ok(false) => None,
            Err(error) => Some(Err(error)),
        }
    }
}

/// A text, and how far it has been read.
struct Source<'a> {
    text: &'a str,
    at: usize,
    engine: Engine<'a>,
    last: LastRecord,
    /// The last place that was reached: lines before it are not counted again.
    known: Position,
}

impl<'a> Source<'a> {
    fn new(text: &'a str, settings: Settings) -> Self {
        let at = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        let mut last = LastRecord::default();
        last.read(at);
        Source { text, at, engine: Engine::new(settings), last, known: Position::START }
    }

    /// The start of the next record, which ends at `at`.
    #[inline]
    fn advance(&mut self) -> Option<Result<usize>> {
        if self.engine.wants_header()
            && let Err(error) = self.read_header()
        {
            return Some(Err(error));
        }
        self.scan().transpose()
    }

    fn headers(&mut self) -> Result<Option<&[String]>> {
        self.read_header()?;
        Ok(self.engine.header().map(Header::names))
    }

    fn record_position(&mut self) -> Position {
        self.last.place(|offset| reach(self.text, &mut self.known, offset))
    }

    fn read_header(&mut self) -> Result<()> {
        if self.engine.wants_header() {
            match self.scan() {
                Ok(Some(start)) => {
                    let place = Position::START.advanced(&self.text.as_bytes()[..start]);
                    self.engine.borrow_header(&self.text[start..self.at], place);
                }
                Ok(None) => {}
                Err(error) => {
                    // Without its header nothing of the file can be read.
                    self.at = self.text.len();
                    return Err(error);
                }
            }
        }
        Ok(())
    }

    fn scan(&mut self) -> Result<Option<usize>> {
        match self.engine.scan(self.text, self.at, 0, true) {
            Ok(Next::Record { start, end }) => {
                self.at = end;
                self.last.read(start);
                Ok(Some(start))
            }
            Ok(Next::Incomplete { .. } | Next::End) => Ok(None),
            Err(failure) => Err(self.resume(failure)),
        }
    }

    #[cold]
    fn resume(&mut self, failure: Failure) -> Error {
        let rest = &self.text.as_bytes()[failure.cell..];
        self.at = memchr::memchr(b'\n', rest).map_or(self.text.len(), |index| failure.cell + index + 1);
        let first = reach(self.text, &mut self.known, failure.start);
        self.last.lost(first);
        let error = self.locate(failure.error, failure.cell);
        error.losing(first, self.known)
    }

    /// Gives the error of what starts at `start` its line and column.
    #[cold]
    fn locate(&mut self, error: Error, start: usize) -> Error {
        let known = reach(self.text, &mut self.known, start);
        error.locate_from(self.text.as_bytes(), 0, known)
    }
}

/// The place of `at`, or the last one reached if that is behind it.
fn reach(text: &str, known: &mut Position, at: usize) -> Position {
    let passed = text.as_bytes().get(known.offset..at);
    *known = known.advanced(passed.unwrap_or_default());
    *known
}
