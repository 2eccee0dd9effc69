//! Records and rows from an `io::Read`, one at a time, in the memory that one record needs. Floor 4.

#![cfg(feature = "std")]

mod iterators;

use alloc::string::String;
use std::io::Read;

use serde::de::{Deserialize, DeserializeOwned};

pub use self::iterators::{ReaderRecords, ReaderRows};
use super::engine::{Engine, Failure, Next};
use super::header::Header;
use super::last::LastRecord;
use super::record::Record;
use super::settings::Settings;
use crate::de::{Memory, Parser, Root};
use crate::error::{Category, Error, ErrorKind, Position, Result};
use crate::text::feed::{Feed, Filled};

/// Reads CSV from any [`io::Read`](std::io::Read), a record at a time (SPEC §6, §7). It buffers, and needs no `BufReader`.
///
/// ```
/// #[derive(serde::Deserialize, Debug, PartialEq)]
/// struct Row { id: u32, tags: Vec<String> }
///
/// let file = "id,tags\r\n1,\"[a,\"\"b,c\"\"]\"\r\n".as_bytes();
/// let mut reader = jsv::csv::Reader::from_reader(file);
/// for row in reader.deserialize() {
///     let row: Row = row?;
///     assert_eq!(row, Row { id: 1, tags: vec!["a".into(), "b,c".into()] });
/// }
/// # Ok::<(), jsv::Error>(())
/// ```
///
/// [`read_row`](Self::read_row) reads rows that borrow from the reader, which an iterator cannot hand out.
///
/// After an error the iterators go on: a row that does not decode is lost alone; after damage they resume at the first
/// line feed after the start of the cell that failed (after bytes that are not UTF-8, at the first one that follows them).
/// An I/O error ends an iterator; asked again, the reader takes up where it was.
pub struct Reader<R> {
    feed: Feed<R>,
    engine: Engine<'static>,
    memory: Memory,
    /// The line at hand is being skipped.
    skipping: bool,
    /// Bytes that are not UTF-8, at the end of the text; what stands before them is read first.
    invalid: Option<usize>,
    last: LastRecord,
}

crate::opaque::opaque!([R] Reader<R>);

impl<R: Read> Reader<R> {
    /// Reads with the settings of [`ReaderBuilder::new`](super::ReaderBuilder::new).
    ///
    /// ```
    /// let mut reader = jsv::csv::Reader::from_reader("a,b\n1,2\n".as_bytes());
    /// assert_eq!(reader.read_row::<(u8, u8)>()?, Some((1, 2)));
    /// # Ok::<(), jsv::Error>(())
    /// ```
    pub fn from_reader(input: R) -> Self {
        Self::with_settings(input, Settings::default())
    }

    pub(super) fn with_settings(input: R, settings: Settings) -> Self {
        Reader {
            feed: Feed::new(input),
            engine: Engine::new(settings),
            memory: Memory::default(),
            skipping: false,
            invalid: None,
            last: LastRecord::default(),
        }
    }

    /// The rows, as a type; each error is one item.
    ///
    /// ```
    /// let mut reader = jsv::csv::Reader::from_reader("a\n1\nx\n3\n".as_bytes());
    /// let rows: Vec<Option<[u8; 1]>> = reader.deserialize().map(Result::ok).collect();
    /// assert_eq!(rows, [Some([1]), None, Some([3])]);
    /// ```
    pub fn deserialize<T: DeserializeOwned>(&mut self) -> ReaderRows<&mut Self, T> {
        ReaderRows::new(self)
    }

    /// The rows, as a type, in an iterator that owns the reader.
    ///
    /// ```
    /// fn numbers(file: impl std::io::Read) -> impl Iterator<Item = jsv::Result<[u8; 1]>> {
    ///     jsv::csv::Reader::from_reader(file).into_deserialize()
    /// }
    ///
    /// assert_eq!(numbers("a\n1\n2\n".as_bytes()).flatten().count(), 2);
    /// ```
    pub fn into_deserialize<T: DeserializeOwned>(self) -> ReaderRows<Self, T> {
        ReaderRows::new(self)
    }

    /// The raw records; each error is one item.
    ///
    /// ```
    /// let mut reader = jsv::csv::Reader::from_reader("a,b\n1,\"x,y\"\n".as_bytes());
    /// for record in reader.records() {
    ///     assert_eq!(record?.iter().collect::<Vec<_>>(), ["1", "x,y"]);
    /// }
    /// # Ok::<(), jsv::Error>(())
    /// ```
    pub fn records(&mut self) -> ReaderRecords<&mut Self> {
        ReaderRecords::new(self)
    }

    /// The raw records, in an iterator that owns the reader.
    ///
    /// ```
    /// let records = jsv::csv::Reader::from_reader("a\n1\n2\n".as_bytes()).into_records();
    /// assert_eq!(records.flatten().count(), 2);
    /// ```
    pub fn into_records(self) -> ReaderRecords<Self> {
        ReaderRecords::new(self)
    }

    /// The header's names, which are read now if nothing has been read yet. `None` where there is no header.
    ///
    /// ```
    /// let mut reader = jsv::csv::Reader::from_reader("Id, Name\n1,Ann\n".as_bytes());
    /// assert_eq!(reader.headers()?, Some(&["Id".to_string(), "Name".to_string()][..]));
    /// # Ok::<(), jsv::Error>(())
    /// ```
    ///
    /// # Errors
    /// A damaged header, or an I/O error.
    pub fn headers(&mut self) -> Result<Option<&[String]>> {
        self.read_header()?;
        Ok(self.engine.header().map(Header::names))
    }

    /// Reads rows by these names; the file's first record is then a row, unless it has been read as the header.
    ///
    /// ```
    /// #[derive(serde::Deserialize, Debug, PartialEq)]
    /// struct Row { id: u8, name: String }
    ///
    /// let mut reader = jsv::csv::Reader::from_reader("Ann,1\n".as_bytes());
    /// reader.set_headers(["name", "id"]);
    /// assert_eq!(reader.read_row()?, Some(Row { id: 1, name: "Ann".into() }));
    /// # Ok::<(), jsv::Error>(())
    /// ```
    pub fn set_headers<N: AsRef<str>>(&mut self, names: impl IntoIterator<Item = N>) {
        self.engine.set_header(Header::new(names));
    }

    /// The place in the file up to which it has been read.
    ///
    /// ```
    /// let mut reader = jsv::csv::Reader::from_reader("a\n1\n2\n".as_bytes());
    /// reader.read_row::<[u8; 1]>()?;
    /// assert_eq!((reader.position().line, reader.position().offset), (3, 4));
    /// # Ok::<(), jsv::Error>(())
    /// ```
    pub fn position(&mut self) -> Position {
        // Lines are counted on from there, so that the record's own place can still be asked for.
        self.record_position();
        self.feed.place(self.feed.at)
    }

    /// Where the record read last starts in the file, for a program's own messages about a row; if it was damaged, too.
    ///
    /// Lines are counted when this is called, each once.
    ///
    /// ```
    /// let mut reader = jsv::csv::Reader::from_reader("price\n5\n\n-1\n".as_bytes());
    /// let mut lines = Vec::new();
    /// while let Some([price]) = reader.read_row::<[i32; 1]>()? {
    ///     if price < 0 {
    ///         lines.push(reader.record_position().line);
    ///     }
    /// }
    /// assert_eq!(lines, [4]);
    /// # Ok::<(), jsv::Error>(())
    /// ```
    pub fn record_position(&mut self) -> Position {
        self.last.place(|offset| self.feed.position_of(offset))
    }

    /// The input. What the reader has buffered is lost.
    ///
    /// ```
    /// let reader = jsv::csv::Reader::from_reader(std::io::empty());
    /// let _: std::io::Empty = reader.into_inner();
    /// ```
    pub fn into_inner(self) -> R {
        self.feed.into_inner()
    }

    #[cfg(feature = "tokio")]
    pub(super) fn input_mut(&mut self) -> &mut R {
        self.feed.input_mut()
    }

    /// Reads the next record into `record`, whose memory is reused; `false` at the end.
    ///
    /// ```
    /// let mut reader = jsv::csv::Reader::from_reader("a\n1\n2\n".as_bytes());
    /// let mut record = jsv::csv::Record::new();
    /// let mut texts = String::new();
    /// while reader.read_record(&mut record)? {
    ///     texts.push_str(&record.get(0).unwrap());
    /// }
    /// assert_eq!(texts, "12");
    /// # Ok::<(), jsv::Error>(())
    /// ```
    ///
    /// # Errors
    /// Damaged text, a record of another length than the header unless `flexible`, or an I/O error.
    pub fn read_record(&mut self, record: &mut Record<'static>) -> Result<bool> {
        let Some((start, end)) = self.advance()? else { return Ok(false) };
        let length = self.engine.check_length(start);
        length.map_err(|error| self.feed.locate(error, start))?;
        let text = record.text.to_mut();
        text.clear();
        text.push_str(&self.feed.text()[start..end]);
        self.engine.give_cells(&mut record.cells);
        record.settings = *self.engine.settings();
        record.number = self.engine.record();
        Ok(true)
    }

    /// Reads the next row, which may borrow its texts from the reader; `None` at the end.
    ///
    /// What is borrowed are the cells. A row read as a map has keys of its own: `HashMap<String, &str>`.
    ///
    /// ```
    /// #[derive(serde::Deserialize)]
    /// struct Row<'a> { id: u32, name: &'a str }
    ///
    /// let mut reader = jsv::csv::Reader::from_reader("Id,Name\n1,Ann\n2,Bo\n".as_bytes());
    /// let mut names = String::new();
    /// while let Some(Row { id: 1.., name }) = reader.read_row()? {
    ///     names.push_str(name);
    /// }
    /// assert_eq!(names, "AnnBo");
    /// # Ok::<(), jsv::Error>(())
    /// ```
    ///
    /// # Errors
    /// Those of [`read_record`](Self::read_record), and cells that do not mean what `T` asks for.
    pub fn read_row<'r, T: Deserialize<'r>>(&'r mut self) -> Result<Option<T>> {
        let Some((start, _)) = self.advance()? else { return Ok(None) };
        let memory = core::mem::take(&mut self.memory);
        let (text, places) = self.feed.text_and_places();
        let mut parser = Parser::new(text, Root::Cell, self.engine.settings().options, memory);
        let row = self.engine.row(&mut parser, text, start);
        self.memory = parser.into_memory();
        row.map(Some).map_err(|error| places.locate(error, start))
    }

    /// The start and end in the text of the next record.
    fn advance(&mut self) -> Result<Option<(usize, usize)>> {
        self.read_header()?;
        self.scan()
    }

    fn read_header(&mut self) -> Result<()> {
        if self.engine.wants_header() {
            match self.scan() {
                Ok(Some((start, end))) => {
                    let place = self.feed.reach(start);
                    self.engine.take_header(&self.feed.text()[start..end], place);
                }
                Ok(None) => {}
                Err(error) => {
                    if error.classify() != Category::Io {
                        // Without its header nothing of the file can be read.
                        self.feed.close();
                    }
                    return Err(error);
                }
            }
        }
        Ok(())
    }

    fn scan(&mut self) -> Result<Option<(usize, usize)>> {
        loop {
            if self.skipping {
                self.skip_line()?;
            }
            let limit = self.engine.settings().record_limit;
            let text = self.feed.text();
            let text = &text[..text.len() - self.invalid.unwrap_or(0)];
            let whole = self.feed.is_whole() && self.invalid.is_none();
            match self.engine.scan(text, self.feed.at, self.feed.offset(), whole) {
                Ok(Next::Record { start, end }) if end - start <= limit => {
                    self.feed.at = end;
                    self.last.read(self.feed.offset() + start);
                    return Ok(Some((start, end)));
                }
                Ok(Next::Incomplete { start }) if text.len() - start <= limit => {
                    self.feed.at = start;
                    match self.invalid.take() {
                        // A record that was put off may end before the damage.
                        Some(length) if self.engine.insist() => self.invalid = Some(length),
                        Some(length) => return Err(self.fail_invalid(length)),
                        None => {
                            // What is dropped is counted: the record's place is before it.
                            self.record_position();
                            if let Filled::Invalid(length) = self.feed.fill()? {
                                self.invalid = Some(length);
                            }
                        }
                    }
                }
                // A cell that was put off may end the record within the limit.
                Ok(Next::Incomplete { start }) if self.engine.insist() => self.feed.at = start,
                Ok(Next::Record { start, .. } | Next::Incomplete { start }) => {
                    let failure = self.engine.fail_limit(start);
                    return Err(self.resume(failure));
                }
                Ok(Next::End) => return Ok(None),
                Err(failure) => return Err(self.resume(failure)),
            }
        }
    }

    #[cold]
    fn resume(&mut self, failure: Failure) -> Error {
        self.feed.at = failure.cell;
        self.skipping = true;
        let first = self.feed.reach(failure.start);
        self.last.lost(first);
        let error = self.feed.locate(failure.error, failure.cell);
        error.losing(first, self.feed.reach(failure.cell))
    }

    /// Skips what is left of a line.
    #[cold]
    fn skip_line(&mut self) -> Result<()> {
        loop {
            let text = self.feed.text();
            let line_feed = memchr::memchr(b'\n', &text.as_bytes()[self.feed.at..]);
            self.feed.at = line_feed.map_or(text.len(), |index| self.feed.at + index + 1);
            if line_feed.is_none() {
                self.invalid = None;
            }
            if line_feed.is_some() || self.feed.is_whole() {
                self.skipping = false;
                return Ok(());
            }
            // Bytes that are not UTF-8 are part of what is skipped.
            self.feed.fill()?;
        }
    }

    /// Bytes that are not UTF-8 end the text: they are skipped, and their line.
    #[cold]
    fn fail_invalid(&mut self, length: usize) -> Error {
        self.engine.lose();
        let first = self.feed.position();
        self.last.lost(first);
        self.feed.at = self.feed.text().len() - length;
        self.skipping = true;
        let error = Error::new(ErrorKind::InvalidUtf8).at(self.feed.at).in_record(self.engine.record());
        self.feed.locate(error, self.feed.at).losing(first, self.feed.position())
    }
}

#[cfg(test)]
mod tests;
