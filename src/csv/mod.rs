//! CSV whose cells may hold JSV (SPEC §6–§8), in functions named as those of the crate's root. Floor 4.
//!
//! | to | use |
//! |---|---|
//! | read a text or bytes at once | [`from_str`], [`from_slice`] |
//! | read a text row by row, borrowing from it | [`rows`] |
//! | read a file row by row | [`Reader`]; with the feature `tokio` `AsyncReader` |
//! | read cells without a type | [`records`], [`Reader::records`] |
//! | read another dialect, no header, or records of different lengths | [`ReaderBuilder`] |
//! | find all damage in a text | [`validate`] |
//! | write rows at once | [`to_string`], [`to_vec`], [`to_writer`] |
//! | write row by row | [`Writer`] |
//! | write another dialect, no header, or other columns | [`WriterBuilder`] |
//!
//! The [cookbook](crate::guide::cookbook#csv) has answers for other dialects, Excel, huge and damaged files.

mod builder;
mod cell;
mod de;
mod dialect;
mod engine;
mod field_names;
mod grammar;
mod header;
mod last;
mod name;
mod nested;
mod reader;
mod record;
mod row;
mod rows;
mod scanner;
mod ser;
mod settings;
mod tokio;
mod writer;

use alloc::vec::Vec;

use serde::Deserialize;

#[cfg(feature = "tokio")]
pub use self::tokio::{AsyncReader, AsyncRecords, AsyncRows, RecordDecoder};
pub use builder::ReaderBuilder;
pub use dialect::Terminator;
pub use field_names::header_of;
#[cfg(feature = "std")]
pub use reader::{Reader, ReaderRecords, ReaderRows};
pub use record::{Record, RecordIter};
pub use rows::{Records, Rows};
#[cfg(feature = "std")]
pub use writer::{Writer, to_writer};
pub use writer::{WriterBuilder, to_string, to_vec};

use crate::error::{Error, Result};

/// Reads all rows of a text, which starts with a header (SPEC §6, §7).
///
/// ```
/// #[derive(serde::Deserialize, Debug, PartialEq)]
/// struct Account<'a> {
///     name: &'a str,
///     tags: Vec<&'a str>,
/// }
///
/// let text = "Name,Tags\r\nAnn,\"[a,\"\"b,c\"\"]\"\r\n";
/// let accounts: Vec<Account> = jsv::csv::from_str(text)?;
/// assert_eq!(accounts, [Account { name: "Ann", tags: vec!["a", "b,c"] }]);
/// # Ok::<(), jsv::Error>(())
/// ```
///
/// # Errors
/// The first row that is damaged or does not decode, with record, column and place.
pub fn from_str<'de, T: Deserialize<'de>>(text: &'de str) -> Result<Vec<T>> {
    ReaderBuilder::new().from_str(text)
}

/// Reads all rows of bytes, which must be UTF-8.
///
/// ```
/// let rows: Vec<(u32, char)> = jsv::csv::from_slice(b"id,grade\n1,A\n2,B\n")?;
/// assert_eq!(rows, [(1, 'A'), (2, 'B')]);
/// # Ok::<(), jsv::Error>(())
/// ```
///
/// # Errors
/// Those of [`from_str`], and [`InvalidUtf8`](crate::ErrorKind::InvalidUtf8) with its offset.
pub fn from_slice<'de, T: Deserialize<'de>>(bytes: &'de [u8]) -> Result<Vec<T>> {
    ReaderBuilder::new().from_slice(bytes)
}

/// The rows of a text, one at a time, borrowing from it; nothing is allocated for a row that holds no collections.
///
/// A row read as a map borrows the header's names: `HashMap<&str, &str>`. Only a name with doubled quotes is copied.
///
/// ```
/// #[derive(serde::Deserialize)]
/// struct Row<'a> { id: u32, name: &'a str }
///
/// let text = "id,name\n1,a\n2,b\n";
/// let mut names = String::new();
/// for row in jsv::csv::rows::<Row>(text) {
///     names.push_str(row?.name);
/// }
/// assert_eq!(names, "ab");
/// # Ok::<(), jsv::Error>(())
/// ```
pub fn rows<'de, T: Deserialize<'de>>(text: &'de str) -> Rows<'de, T> {
    ReaderBuilder::new().rows(text)
}

/// The raw records of a text behind its header, borrowing from it.
///
/// ```
/// let mut records = jsv::csv::records("id,text\n7,\"b,c\"\n");
/// let record = records.next().unwrap()?;
/// assert_eq!(record.get(1).as_deref(), Some("b,c"));
/// # Ok::<(), jsv::Error>(())
/// ```
///
/// Where there is no header, or records differ in length, a [`ReaderBuilder`] says so:
///
/// ```
/// let records = jsv::csv::ReaderBuilder::new().has_headers(false).flexible(true).records("1,2\n3\n");
/// assert_eq!(records.flatten().map(|record| record.len()).collect::<Vec<_>>(), [2, 1]);
/// ```
pub fn records(text: &str) -> Records<'_> {
    ReaderBuilder::new().records(text)
}

/// Every structural error of a text that starts with a header, up to `limit` of them: stray and missing quotes, records
/// of another length than the header, nested cells without quotes that are too deep. Where there is none,
/// [`ReaderBuilder::validate`] can be told so.
///
/// What is left of a damaged record may be an error of its own. Whether cells mean what a type asks for is for
/// [`rows`] to say, which goes on after errors too.
///
/// ```
/// let errors = jsv::csv::validate("a,b\n1,\"2\"3\n4,5\n6\n7,8\n", 10);
/// let places: Vec<_> = errors.iter().map(|error| (error.line(), error.column())).collect();
/// assert_eq!(places, [(2, 6), (4, 1)]);
/// assert_eq!(jsv::csv::validate("a,b\n1,2\n", 10).len(), 0);
/// ```
pub fn validate(text: &str, limit: usize) -> Vec<Error> {
    ReaderBuilder::new().validate(text, limit)
}
