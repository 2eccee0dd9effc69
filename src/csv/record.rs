//! A raw record: its text and where its cells stand in it; a cell is unescaped on request. Floor 4.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use core::iter::FusedIterator;
use core::ops::Range;
use core::slice;

use serde::Deserialize;

use super::dialect::Dialect;
use super::header::Header;
use super::row::{Row, check_length};
use super::scanner::{Cell, Form};
use super::settings::Settings;
use crate::de::{Memory, Parser, Root};
use crate::error::{Position, Result};
use crate::text::quote;

/// The cells of one record as texts, CSV-unquoted and nothing more (SPEC §6, §7).
///
/// ```
/// for record in jsv::csv::records("id,text,tags\r\n1,\"say \"\"hi\"\"\",[a,b]\r\n") {
///     let record = record?;
///     assert_eq!(record.len(), 3);
///     assert_eq!(record.get(1).as_deref(), Some("say \"hi\""));
///     assert_eq!(record.iter().collect::<Vec<_>>(), ["1", "say \"hi\"", "[a,b]"]);
/// }
/// # Ok::<(), jsv::Error>(())
/// ```
#[derive(Clone, Default)]
pub struct Record<'a> {
    pub(super) text: Cow<'a, str>,
    pub(super) cells: Vec<Cell>,
    pub(super) settings: Settings,
    pub(super) number: u64,
}

impl Record<'_> {
    /// An empty record, to read into.
    ///
    /// ```
    /// let mut record = jsv::csv::Record::new();
    /// assert!(jsv::csv::records("a,b\n1,2\n").read_record(&mut record)?);
    /// assert_eq!(record.len(), 2);
    /// # Ok::<(), jsv::Error>(())
    /// ```
    pub fn new() -> Self {
        Self::default()
    }

    /// How many cells there are.
    ///
    /// ```
    /// let record = jsv::csv::records("id,text\n1,\"say \"\"hi\"\"\"\n").next().unwrap()?;
    /// assert_eq!(record.len(), 2);
    /// # Ok::<(), jsv::Error>(())
    /// ```
    #[inline]
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// Whether there are no cells: only a record that was never read into has none.
    ///
    /// ```
    /// assert!(jsv::csv::Record::new().is_empty());
    /// ```
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// The text of the cell at `index`, borrowed unless it has doubled quotes.
    ///
    /// ```
    /// let record = jsv::csv::records("id,text\n1,\"say \"\"hi\"\"\"\n").next().unwrap()?;
    /// assert_eq!(record.get(1).as_deref(), Some("say \"hi\""));
    /// assert_eq!(record.get(2), None);
    /// # Ok::<(), jsv::Error>(())
    /// ```
    pub fn get(&self, index: usize) -> Option<Cow<'_, str>> {
        self.cells.get(index).map(|cell| cell_text(&self.text, *cell, self.settings.dialect))
    }

    /// The texts of the cells.
    ///
    /// ```
    /// let record = jsv::csv::records("id,text\n1,\"say \"\"hi\"\"\"\n").next().unwrap()?;
    /// assert_eq!(record.iter().collect::<Vec<_>>(), ["1", "say \"hi\""]);
    /// # Ok::<(), jsv::Error>(())
    /// ```
    pub fn iter(&self) -> RecordIter<'_> {
        RecordIter { text: &self.text, cells: self.cells.iter(), dialect: self.settings.dialect }
    }

    /// The cell at `index` as it stands in the file, without its outer quotes.
    ///
    /// ```
    /// let record = jsv::csv::records("id,text\n1,\"say \"\"hi\"\"\"\n").next().unwrap()?;
    /// assert_eq!(record.raw(1), Some("say \"\"hi\"\""));
    /// # Ok::<(), jsv::Error>(())
    /// ```
    #[inline]
    pub fn raw(&self, index: usize) -> Option<&str> {
        self.cells.get(index).map(|cell| &self.text[cell.start()..cell.end()])
    }

    /// The bytes of the cell at `index`: those of [`raw`](Self::raw), without a look at where characters start.
    ///
    /// ```
    /// let record = jsv::csv::records("id,text\n1,\"say \"\"hi\"\"\"\n").next().unwrap()?;
    /// assert_eq!(record.raw_bytes(0), Some(&b"1"[..]));
    /// assert_eq!(record.raw_bytes(1), record.raw(1).map(str::as_bytes));
    /// # Ok::<(), jsv::Error>(())
    /// ```
    #[inline]
    pub fn raw_bytes(&self, index: usize) -> Option<&[u8]> {
        self.cells.get(index).map(|cell| &self.text.as_bytes()[cell.start()..cell.end()])
    }

    /// Whether the cell at `index` stands in quotes.
    ///
    /// ```
    /// let record = jsv::csv::records("id,text\n1,\"say \"\"hi\"\"\"\n").next().unwrap()?;
    /// assert_eq!((record.is_quoted(0), record.is_quoted(1)), (false, true));
    /// # Ok::<(), jsv::Error>(())
    /// ```
    #[inline]
    pub fn is_quoted(&self, index: usize) -> bool {
        self.cells.get(index).is_some_and(|cell| cell.form() != Form::Plain)
    }

    /// Where the cell at `index` stands in [`as_str`](Self::as_str), in bytes, without its outer quotes.
    ///
    /// ```
    /// let record = jsv::csv::records("id,text\n1,\"say \"\"hi\"\"\"\n").next().unwrap()?;
    /// assert_eq!(record.range(1).map(|range| &record.as_str()[range]), record.raw(1));
    /// # Ok::<(), jsv::Error>(())
    /// ```
    #[inline]
    pub fn range(&self, index: usize) -> Option<Range<usize>> {
        self.cells.get(index).map(|cell| cell.start()..cell.end())
    }

    /// The record as it stands in the file, line end and all.
    ///
    /// ```
    /// let record = jsv::csv::records("a,b\r\n1,2\r\n").next().unwrap()?;
    /// assert_eq!(record.as_str(), "1,2\r\n");
    /// # Ok::<(), jsv::Error>(())
    /// ```
    #[inline]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The record's number, counted from 1, the header aside.
    ///
    /// ```
    /// let numbers: Vec<u64> = jsv::csv::records("name\na\nb\n").flatten().map(|record| record.number()).collect();
    /// assert_eq!(numbers, [1, 2]);
    /// ```
    #[inline]
    pub fn number(&self) -> u64 {
        self.number
    }

    /// The same record, owning its text.
    ///
    /// ```
    /// let text = String::from("a,b\n1,2\n");
    /// let record: jsv::csv::Record<'static> = jsv::csv::records(&text).next().unwrap()?.into_owned();
    /// drop(text);
    /// assert_eq!(record.get(1).as_deref(), Some("2"));
    /// # Ok::<(), jsv::Error>(())
    /// ```
    pub fn into_owned(self) -> Record<'static> {
        let Record { text, cells, settings, number } = self;
        Record { text: Cow::Owned(text.into_owned()), cells, settings, number }
    }

    /// Reads the record as a row by these names, or by position where there are none, with the settings of the reader that
    /// it came from. It is for rows whose type depends on what is in the record.
    ///
    /// ```
    /// #[derive(serde::Deserialize)]
    /// struct Order<'a> { id: u32, customer: &'a str }
    /// #[derive(serde::Deserialize)]
    /// struct Note<'a> { customer: &'a str }
    ///
    /// let mut records = jsv::csv::ReaderBuilder::new().records("Kind,Id,Customer\norder,1,Ann\nnote,,Bo\n");
    /// let header = records.headers()?.map(<[_]>::to_vec);
    /// let mut customers = String::new();
    /// for record in records {
    ///     let record = record?;
    ///     customers += match record.get(0).as_deref() {
    ///         Some("order") => record.deserialize::<Order>(header.as_deref())?.customer,
    ///         _ => record.deserialize::<Note>(header.as_deref())?.customer,
    ///     };
    /// }
    /// assert_eq!(customers, "AnnBo");
    /// # Ok::<(), jsv::Error>(())
    /// ```
    ///
    /// The columns are matched to the type's fields anew each time: where all rows are of one type, a reader's own rows
    /// are read faster.
    ///
    /// # Errors
    /// A record of another length than the header unless `flexible`, and cells that do not mean what `T` asks for. Their lines
    /// and columns are those of [`as_str`](Self::as_str).
    pub fn deserialize<'de, T: Deserialize<'de>>(&'de self, header: Option<&[String]>) -> Result<T> {
        let text = &*self.text;
        let mut header = header.map(Header::new);
        let expected = header.as_ref().map_or(self.len(), |header| header.names().len());
        let mut parser = Parser::new(text, Root::Cell, self.settings.options, Memory::default());
        let mut row = Row::new(&mut parser, text, 0, &self.cells, header.as_mut(), &self.settings);
        check_length(self.len(), expected, self.settings.flexible)
            .and_then(|()| T::deserialize(&mut row))
            .map_err(|error| {
                error.at(0).in_record(self.number).locate_from(text.as_bytes(), 0, Position::START)
            })
    }
}

/// The texts of a record's cells: what [`Record::iter`] gives.
///
/// ```
/// let record = jsv::csv::records("a,b\n1,2\n").next().unwrap()?;
/// let mut writer = jsv::csv::Writer::from_writer(Vec::new());
/// writer.write_record(&record)?;
/// assert_eq!(writer.into_inner()?, b"1,2\r\n");
/// # Ok::<(), jsv::Error>(())
/// ```
#[derive(Clone)]
pub struct RecordIter<'r> {
    text: &'r str,
    cells: slice::Iter<'r, Cell>,
    dialect: Dialect,
}

crate::opaque::opaque!(['r] RecordIter<'r>);

impl<'r> Iterator for RecordIter<'r> {
    type Item = Cow<'r, str>;

    fn next(&mut self) -> Option<Self::Item> {
        self.cells.next().map(|cell| cell_text(self.text, *cell, self.dialect))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.cells.size_hint()
    }
}

impl DoubleEndedIterator for RecordIter<'_> {
    fn next_back(&mut self) -> Option<Self::Item> {
        self.cells.next_back().map(|cell| cell_text(self.text, *cell, self.dialect))
    }
}

impl ExactSizeIterator for RecordIter<'_> {}

impl FusedIterator for RecordIter<'_> {}

impl<'r> IntoIterator for &'r Record<'_> {
    type Item = Cow<'r, str>;
    type IntoIter = RecordIter<'r>;

    fn into_iter(self) -> RecordIter<'r> {
        self.iter()
    }
}

impl fmt::Debug for Record<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

impl<'b> PartialEq<Record<'b>> for Record<'_> {
    fn eq(&self, other: &Record<'b>) -> bool {
        self.len() == other.len() && self.iter().eq(other.iter())
    }
}

/// "The cell's text as it stands (after CSV unquoting, and nothing more)."
pub(super) fn cell_text(record: &str, cell: Cell, dialect: Dialect) -> Cow<'_, str> {
    let raw = &record[cell.start()..cell.end()];
    if cell.form() != Form::Escaped {
        return Cow::Borrowed(raw);
    }
    let mut text = String::new();
    quote::unescape(raw, dialect.quote, 2, &mut text);
    Cow::Owned(text)
}
