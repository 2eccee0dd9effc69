//! The settings of a reader, named as in the csv crate. Floor 4.

use alloc::vec::Vec;

use serde::Deserialize;

#[cfg(feature = "std")]
use super::reader::Reader;
use super::rows::{Records, Rows};
use super::settings::Settings;
use crate::error::{Error, Result};
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
#[derive(Debug, Clone, Default)]
pub struct ReaderBuilder {
    settings: Settings,
}

impl ReaderBuilder {
    /// The defaults: commas, `"`, a header, and all records of its length.
    ///
    /// ```
    /// let rows: Vec<(u8, u8)> = jsv::csv::ReaderBuilder::new().from_str("a,b\n1,2\n")?;
    /// assert_eq!(rows, [(1, 2)]);
    /// # Ok::<(), jsv::Error>(())
    /// ```
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The separator of cells; `,` by default. Nested cells are JSV and keep its commas. The first read is an error if it is not
    /// ASCII, is CR or LF, or is the quote.
    ///
    /// ```
    /// let rows: Vec<(u8, Vec<u8>)> = jsv::csv::ReaderBuilder::new().delimiter(b';').from_str("a;b\n1;[2,3]\n")?;
    /// assert_eq!(rows, [(1, vec![2, 3])]);
    /// # Ok::<(), jsv::Error>(())
    /// ```
    pub fn delimiter(&mut self, delimiter: u8) -> &mut Self {
        self.settings.dialect.delimiter = delimiter;
        self
    }

    /// The quote of cells; `"` by default. Nested cells are JSV and keep its quotes. The first read is an error if it is not
    /// ASCII, or is CR, LF, NUL, the delimiter or syntax of JSV (`:` `,` `{` `}` `[` `]`).
    ///
    /// ```
    /// let rows: Vec<(String, u8)> = jsv::csv::ReaderBuilder::new().quote(b'\'').from_str("a,b\n'x,y',2\n")?;
    /// assert_eq!(rows, [("x,y".to_string(), 2)]);
    /// # Ok::<(), jsv::Error>(())
    /// ```
    pub fn quote(&mut self, quote: u8) -> &mut Self {
        self.settings.dialect.quote = quote;
        self
    }

    /// Whether the first record is a header; yes by default. Without one, structs are filled by position.
    ///
    /// ```
    /// #[derive(serde::Deserialize, Debug, PartialEq)]
    /// struct Point { x: u8, y: u8 }
    ///
    /// let rows: Vec<Point> = jsv::csv::ReaderBuilder::new().has_headers(false).from_str("1,2\n")?;
    /// assert_eq!(rows, [Point { x: 1, y: 2 }]);
    /// # Ok::<(), jsv::Error>(())
    /// ```
    pub fn has_headers(&mut self, yes: bool) -> &mut Self {
        self.settings.has_headers = yes;
        self
    }

    /// Whether records may be longer or shorter than the header, or than the first record where there is none; no by
    /// default. Missing fields are absent, extra cells are ignored. Without a header serde takes a struct's last fields for absent
    /// only where they have `#[serde(default)]`, an `Option` too.
    ///
    /// ```
    /// #[derive(serde::Deserialize, Debug, PartialEq)]
    /// struct Row { a: u8, b: Option<u8> }
    ///
    /// let rows: Vec<Row> = jsv::csv::ReaderBuilder::new().flexible(true).from_str("a,b\n1\n2,3,4\n")?;
    /// assert_eq!(rows, [Row { a: 1, b: None }, Row { a: 2, b: Some(3) }]);
    ///
    /// #[derive(serde::Deserialize, Debug, PartialEq)]
    /// struct ByPosition {
    ///     a: u8,
    ///     #[serde(default)]
    ///     b: Option<u8>,
    /// }
    ///
    /// let mut reader = jsv::csv::ReaderBuilder::new();
    /// let rows: Vec<ByPosition> = reader.has_headers(false).flexible(true).from_str("1\n2,3,4\n")?;
    /// assert_eq!(rows, [ByPosition { a: 1, b: None }, ByPosition { a: 2, b: Some(3) }]);
    /// # Ok::<(), jsv::Error>(())
    /// ```
    pub fn flexible(&mut self, yes: bool) -> &mut Self {
        self.settings.flexible = yes;
        self
    }

    /// Whether a quoted empty cell is `Some("")` rather than `None`; no by default (SPEC §7).
    ///
    /// ```
    /// let text = "a,b\n,\"\"\n";
    /// let mut reader = jsv::csv::ReaderBuilder::new();
    /// assert_eq!(reader.from_str::<[Option<&str>; 2]>(text)?, [[None, None]]);
    /// assert_eq!(reader.distinguish_empty(true).from_str::<[Option<&str>; 2]>(text)?, [[None, Some("")]]);
    /// # Ok::<(), jsv::Error>(())
    /// ```
    pub fn distinguish_empty(&mut self, yes: bool) -> &mut Self {
        self.settings.distinguish_empty = yes;
        self
    }

    /// The most bytes that a record from a reader may have; 16 MiB by default, and no more than 1 GiB less a byte, which is the
    /// limit of records in memory. It stops a missing quote from swallowing a file.
    ///
    /// ```
    /// let mut reader = jsv::csv::ReaderBuilder::new().record_limit(8).from_reader("a,b\n1,\"2\n3,4\n5,6\n".as_bytes());
    /// let error = reader.read_row::<(u8, u8)>().unwrap_err();
    /// assert!(matches!(error.kind(), jsv::ErrorKind::RecordLimit { limit: 8, .. }));
    /// assert_eq!(error.line(), 2);
    /// ```
    pub fn record_limit(&mut self, bytes: usize) -> &mut Self {
        self.settings.record_limit = bytes.min(super::scanner::MAX_RECORD);
        self
    }

    /// Settings for the JSV in the cells. A string is the cell's text as it stands, with its white space, whatever they are
    /// (SPEC §7).
    ///
    /// ```
    /// let options = jsv::Options::new().insignificant_whitespace(true);
    /// let rows: Vec<(Vec<u8>,)> = jsv::csv::ReaderBuilder::new().options(options).from_str("a\n\"[ 1, 2 ]\"\n")?;
    /// assert_eq!(rows, [(vec![1, 2],)]);
    /// # Ok::<(), jsv::Error>(())
    /// ```
    pub fn options(&mut self, options: Options) -> &mut Self {
        self.settings.options = options;
        self
    }

    /// Reads all rows of a text.
    ///
    /// ```
    /// let rows: Vec<[u8; 1]> = jsv::csv::ReaderBuilder::new().from_str("a\n1\n2\n")?;
    /// assert_eq!(rows, [[1], [2]]);
    /// # Ok::<(), jsv::Error>(())
    /// ```
    ///
    /// # Errors
    /// The first row that is damaged or does not decode.
    #[allow(clippy::wrong_self_convention)]
    pub fn from_str<'de, T: Deserialize<'de>>(&self, text: &'de str) -> Result<Vec<T>> {
        self.rows(text).collect()
    }

    /// Reads all rows of bytes, which must be UTF-8.
    ///
    /// ```
    /// let rows: Vec<[u8; 1]> = jsv::csv::ReaderBuilder::new().from_slice(b"a\n1\n2\n")?;
    /// assert_eq!(rows, [[1], [2]]);
    /// # Ok::<(), jsv::Error>(())
    /// ```
    ///
    /// # Errors
    /// Those of [`from_str`](Self::from_str), and [`InvalidUtf8`](crate::ErrorKind::InvalidUtf8).
    #[allow(clippy::wrong_self_convention)]
    pub fn from_slice<'de, T: Deserialize<'de>>(&self, bytes: &'de [u8]) -> Result<Vec<T>> {
        self.from_str(crate::text::utf8::check(bytes)?)
    }

    /// The rows of a text, one at a time, borrowing from it.
    ///
    /// ```
    /// let rows = jsv::csv::ReaderBuilder::new().rows::<[&str; 2]>("a,b\n1,x\n2,y\n");
    /// let seconds: Result<Vec<_>, _> = rows.map(|row| row.map(|[_, second]| second)).collect();
    /// assert_eq!(seconds?, ["x", "y"]);
    /// # Ok::<(), jsv::Error>(())
    /// ```
    pub fn rows<'de, T: Deserialize<'de>>(&self, text: &'de str) -> Rows<'de, T> {
        Rows::new(text, self.settings)
    }

    /// The raw records of a text, one at a time, borrowing from it.
    ///
    /// ```
    /// for record in jsv::csv::ReaderBuilder::new().records("a,b\n1,2\n") {
    ///     assert_eq!(record?.get(1).as_deref(), Some("2"));
    /// }
    /// # Ok::<(), jsv::Error>(())
    /// ```
    pub fn records<'a>(&self, text: &'a str) -> Records<'a> {
        Records::new(text, self.settings)
    }

    /// Every structural error of a text, up to `limit` of them: [`csv::validate`](super::validate) with these settings.
    ///
    /// ```
    /// let errors = jsv::csv::ReaderBuilder::new().flexible(true).validate("a,b\n1\n2,\"3\"4\n", 10);
    /// assert_eq!(errors.iter().map(jsv::Error::line).collect::<Vec<_>>(), [3]);
    /// ```
    pub fn validate(&self, text: &str, limit: usize) -> Vec<Error> {
        self.records(text).filter_map(Result::err).take(limit).collect()
    }

    /// Reads from an [`io::Read`](std::io::Read).
    ///
    /// ```
    /// let mut reader = jsv::csv::ReaderBuilder::new().delimiter(b'\t').from_reader("a\tb\n1\t2\n".as_bytes());
    /// assert_eq!(reader.read_row::<(u8, u8)>()?, Some((1, 2)));
    /// # Ok::<(), jsv::Error>(())
    /// ```
    #[cfg(feature = "std")]
    #[allow(clippy::wrong_self_convention)]
    pub fn from_reader<R: std::io::Read>(&self, input: R) -> Reader<R> {
        Reader::with_settings(input, self.settings)
    }
}
