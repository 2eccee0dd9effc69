//! A raw record: its text and where its cells stand in it; a cell is unescaped on request. Floor 4.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use core::ops::Range;

use super::dialect::Dialect;
use super::scanner::{Cell, Form};
use crate::text::quote;

/// The cells of one record as texts, CSV-unquoted and nothing more (SPEC §6).
///
/// ```
/// for record in jsv::csv::records("1,\"say \"\"hi\"\"\",[a,b]\r\n") {
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
    pub(super) dialect: Dialect,
    pub(super) number: u64,
}

impl Record<'_> {
    /// An empty record, to read into.
    ///
    /// ```
    /// let mut record = jsv::csv::Record::new();
    /// assert!(jsv::csv::records("1,2\n").read_into(&mut record)?);
    /// assert_eq!(record.len(), 2);
    /// # Ok::<(), jsv::Error>(())
    /// ```
    pub fn new() -> Self {
        Self::default()
    }

    /// How many cells there are.
    ///
    /// ```
    /// let record = jsv::csv::records("1,\"say \"\"hi\"\"\"\n").next().unwrap()?;
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
    /// let record = jsv::csv::records("1,\"say \"\"hi\"\"\"\n").next().unwrap()?;
    /// assert_eq!(record.get(1).as_deref(), Some("say \"hi\""));
    /// assert_eq!(record.get(2), None);
    /// # Ok::<(), jsv::Error>(())
    /// ```
    pub fn get(&self, index: usize) -> Option<Cow<'_, str>> {
        self.cells.get(index).map(|cell| cell_text(&self.text, *cell, self.dialect))
    }

    /// The texts of the cells.
    ///
    /// ```
    /// let record = jsv::csv::records("1,\"say \"\"hi\"\"\"\n").next().unwrap()?;
    /// assert_eq!(record.iter().collect::<Vec<_>>(), ["1", "say \"hi\""]);
    /// # Ok::<(), jsv::Error>(())
    /// ```
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Cow<'_, str>> + DoubleEndedIterator {
        self.cells.iter().map(|cell| cell_text(&self.text, *cell, self.dialect))
    }

    /// The cell at `index` as it stands in the file, without its outer quotes.
    ///
    /// ```
    /// let record = jsv::csv::records("1,\"say \"\"hi\"\"\"\n").next().unwrap()?;
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
    /// let record = jsv::csv::records("1,\"say \"\"hi\"\"\"\n").next().unwrap()?;
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
    /// let record = jsv::csv::records("1,\"say \"\"hi\"\"\"\n").next().unwrap()?;
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
    /// let record = jsv::csv::records("1,\"say \"\"hi\"\"\"\n").next().unwrap()?;
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
    /// let record = jsv::csv::records("1,2\r\n").next().unwrap()?;
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
    /// let numbers: Vec<u64> = jsv::csv::records("a\nb\n").flatten().map(|record| record.number()).collect();
    /// assert_eq!(numbers, [1, 2]);
    /// ```
    #[inline]
    pub fn number(&self) -> u64 {
        self.number
    }

    /// The same record, owning its text.
    ///
    /// ```
    /// let text = String::from("1,2\n");
    /// let record: jsv::csv::Record<'static> = jsv::csv::records(&text).next().unwrap()?.into_owned();
    /// drop(text);
    /// assert_eq!(record.get(1).as_deref(), Some("2"));
    /// # Ok::<(), jsv::Error>(())
    /// ```
    pub fn into_owned(self) -> Record<'static> {
        let Record { text, cells, dialect, number } = self;
        Record { text: Cow::Owned(text.into_owned()), cells, dialect, number }
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
