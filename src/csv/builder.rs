//! The settings of a reader, named as in the csv crate. Floor 4.

use alloc::vec::Vec;

use serde::Deserialize;

use super::engine::Settings;
#[cfg(feature = "std")]
use super::reader::Reader;
use super::rows::{Records, Rows};
use crate::error::Result;
use crate::options::Options;

/// Settings for reading CSV, from strings and readers.
///
/// ```
/// #[derive(serde::Deserialize, Debug, PartialEq)]
/// struct Row<'a> { id: u32, name: &'a str }
///
/// let text = "id;name\n1;'it''s'\n2;b\n";
/// let mut rows = jsv::csv::ReaderBuilder::new().delimiter(b';').quote(b'\'').rows::<(u32, String)>(text);
/// assert_eq!(rows.next().unwrap()?, (1, "it's".to_string()));
/// assert_eq!(rows.next().unwrap()?, (2, "b".to_string()));
/// # Ok::<(), jsv::Error>(())
/// ```
#[derive(Debug, Clone, Copy, Default)]
#[must_use]
pub struct ReaderBuilder {
    settings: Settings,
}

impl ReaderBuilder {
    /// Comma, `"`, a header, all records of its length.
    pub fn new() -> Self {
        Self::default()
    }

    /// The separator of cells; `,` by default. Nested cells are JSV and keep its commas.
    pub fn delimiter(mut self, delimiter: u8) -> Self {
        self.settings.dialect.delimiter = delimiter;
        self
    }

    /// The quote of cells; `"` by default. Nested cells are JSV and keep its quotes.
    pub fn quote(mut self, quote: u8) -> Self {
        self.settings.dialect.quote = quote;
        self
    }

    /// Whether the first record is a header; yes by default. Without one, structs are filled by position.
    pub fn has_headers(mut self, yes: bool) -> Self {
        self.settings.has_headers = yes;
        self
    }

    /// Whether records may be longer or shorter than the header, or than the first record where there is none; no by
    /// default. Missing fields are absent, extra cells are ignored.
    pub fn flexible(mut self, yes: bool) -> Self {
        self.settings.flexible = yes;
        self
    }

    /// Whether a quoted empty cell is `Some("")` rather than `None`; no by default (SPEC §7).
    pub fn distinguish_empty(mut self, yes: bool) -> Self {
        self.settings.distinguish_empty = yes;
        self
    }

    /// Bytes that a record from a reader may have; 16 MiB by default. It stops a missing quote from swallowing a file.
    pub fn record_limit(mut self, bytes: usize) -> Self {
        self.settings.record_limit = bytes.min(super::scanner::MAX_RECORD);
        self
    }

    /// Settings for the JSV in the cells.
    pub fn options(mut self, options: Options) -> Self {
        self.settings.options = options;
        self
    }

    /// Reads all rows of a text.
    ///
    /// # Errors
    /// The first row that is damaged or does not decode.
    #[allow(clippy::wrong_self_convention)]
    pub fn from_str<'de, T: Deserialize<'de>>(&self, text: &'de str) -> Result<Vec<T>> {
        self.rows(text).collect()
    }

    /// Reads all rows of bytes, which must be UTF-8.
    ///
    /// # Errors
    /// Those of [`from_str`](Self::from_str), and [`InvalidUtf8`](crate::ErrorKind::InvalidUtf8).
    #[allow(clippy::wrong_self_convention)]
    pub fn from_slice<'de, T: Deserialize<'de>>(&self, bytes: &'de [u8]) -> Result<Vec<T>> {
        self.from_str(crate::text::utf8::check(bytes)?)
    }

    /// The rows of a text, one at a time, borrowing from it.
    pub fn rows<'de, T: Deserialize<'de>>(&self, text: &'de str) -> Rows<'de, T> {
        Rows::new(text, self.settings)
    }

    /// The raw records of a text, one at a time, borrowing from it.
    pub fn records<'a>(&self, text: &'a str) -> Records<'a> {
        Records::new(text, self.settings)
    }

    /// Reads from an [`io::Read`](std::io::Read).
    #[cfg(feature = "std")]
    #[allow(clippy::wrong_self_convention)]
    pub fn from_reader<R: std::io::Read>(&self, input: R) -> Reader<R> {
        Reader::with_settings(input, self.settings)
    }
}
