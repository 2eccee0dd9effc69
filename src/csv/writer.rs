//! Writing CSV: all rows at once, or one at a time to a writer. Floor 4.

use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::dialect::Terminator;
use super::field_names::header_of;
use super::ser::{Settings, Table};
use crate::error::Result;

#[cfg(feature = "std")]
mod stream;

#[cfg(feature = "std")]
pub use stream::{Writer, to_writer};

/// Bytes of records that are kept back before they go out.
const BUFFER: usize = 32 * 1024;

/// Writes rows as CSV with a header, as ServiceStack does (SPEC §8).
///
/// - A list of structs: a header of their field names, also of fields that serde skips, and a record each. One struct is
///   one row.
/// - A list of maps: the header is the sorted union of their keys; a missing entry is an empty cell. A struct with
///   `#[serde(flatten)]` is a map to serde.
/// - A list of lists or tuples: a record each, without a header, all of one length unless
///   [`flexible`](WriterBuilder::flexible).
/// - A list of scalars, enum variants with data among them: one record, without a header.
///
/// Strings, characters and enum names are written as they stand, anything else as its JSV text; `None` is an empty
/// cell.
///
/// ```
/// #[derive(serde::Serialize)]
/// struct Row<'a> {
///     id: u32,
///     name: &'a str,
///     tags: Vec<&'a str>,
///     rank: Option<u8>,
/// }
///
/// let rows = [
///     Row { id: 1, name: "Smith, John", tags: vec!["a", "b"], rank: None },
///     Row { id: 2, name: "Jones", tags: vec![], rank: Some(3) },
/// ];
/// assert_eq!(
///     jsv::csv::to_string(&rows)?,
///     "id,name,tags,rank\r\n1,\"Smith, John\",\"[a,b]\",\r\n2,Jones,\"[]\",3\r\n",
/// );
/// # Ok::<(), jsv::Error>(())
/// ```
///
/// # Errors
/// Rows that do not fit one header, a record without cells, a map key that is not a scalar, or an error of the rows'
/// own `Serialize`.
pub fn to_string<T: Serialize + ?Sized>(rows: &T) -> Result<String> {
    WriterBuilder::new().to_string(rows)
}

/// Writes rows as bytes of a CSV file: [`to_string`] with another result.
///
/// ```
/// assert_eq!(jsv::csv::to_vec(&[(1, "é")])?, "1,é\r\n".as_bytes());
/// # Ok::<(), jsv::Error>(())
/// ```
///
/// # Errors
/// Those of [`to_string`].
pub fn to_vec<T: Serialize + ?Sized>(rows: &T) -> Result<Vec<u8>> {
    to_string(rows).map(String::into_bytes)
}

/// Settings for writing CSV, named as in the `csv` crate.
///
/// ```
/// use jsv::csv::{Terminator, WriterBuilder};
///
/// let text = WriterBuilder::new()
///     .delimiter(b';')
///     .quote(b'\'')
///     .terminator(Terminator::Any(b'\n'))
///     .header(["Id", "Name"])
///     .to_string(&[(1, "a;b"), (2, "it's")])?;
/// assert_eq!(text, "Id;Name\n1;'a;b'\n2;'it''s'\n");
/// # Ok::<(), jsv::Error>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct WriterBuilder {
    settings: Settings,
}

impl WriterBuilder {
    /// The settings of [`to_string`].
    ///
    /// ```
    /// assert_eq!(jsv::csv::WriterBuilder::new().to_string(&[(1, 'a')])?, "1,a\r\n");
    /// # Ok::<(), jsv::Error>(())
    /// ```
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The character between cells, `,` by default. The first write is an error if it is not ASCII, is CR or LF, or is the
    /// quote.
    ///
    /// ```
    /// let text = jsv::csv::WriterBuilder::new().delimiter(b'\t').to_string(&[["a,b", "c\td"]])?;
    /// assert_eq!(text, "a,b\t\"c\td\"\r\n");
    /// # Ok::<(), jsv::Error>(())
    /// ```
    pub fn delimiter(&mut self, delimiter: u8) -> &mut Self {
        self.settings.dialect.delimiter = delimiter;
        self
    }

    /// The character that cells are quoted with, `"` by default. The JSV inside a nested cell keeps its own quotes. The first
    /// write is an error if it is not ASCII, or is CR, LF, NUL, the delimiter or syntax of JSV (`:` `,` `{` `}` `[` `]`).
    ///
    /// ```
    /// let text = jsv::csv::WriterBuilder::new().quote(b'\'').to_string(&[("a,b", ["it's", "c,d"])])?;
    /// assert_eq!(text, "'a,b','[it''s,\"c,d\"]'\r\n");
    /// # Ok::<(), jsv::Error>(())
    /// ```
    pub fn quote(&mut self, quote: u8) -> &mut Self {
        self.settings.dialect.quote = quote;
        self
    }

    /// What ends a record, CR and LF by default. A cell with the terminator in it is quoted.
    ///
    /// ```
    /// use jsv::csv::{Terminator, WriterBuilder};
    ///
    /// assert_eq!(WriterBuilder::new().terminator(Terminator::Any(b'\n')).to_string(&[[1], [2]])?, "1\n2\n");
    /// # Ok::<(), jsv::Error>(())
    /// ```
    pub fn terminator(&mut self, terminator: Terminator) -> &mut Self {
        self.settings.terminator = terminator;
        self
    }

    /// Whether the header is written, true by default. The columns are the same either way.
    ///
    /// ```
    /// #[derive(serde::Serialize)]
    /// struct Row { id: u32, name: char }
    ///
    /// let text = jsv::csv::WriterBuilder::new().has_headers(false).to_string(&[Row { id: 1, name: 'a' }])?;
    /// assert_eq!(text, "1,a\r\n");
    /// # Ok::<(), jsv::Error>(())
    /// ```
    pub fn has_headers(&mut self, yes: bool) -> &mut Self {
        self.settings.has_headers = yes;
        self
    }

    /// Takes lists and tuples of any length, whatever the header or the first of them has; off by default. Records of
    /// different lengths are read with [`ReaderBuilder::flexible`](super::ReaderBuilder::flexible).
    ///
    /// ```
    /// let rows = [vec![1], vec![2, 3]];
    /// assert!(jsv::csv::to_string(&rows).is_err());
    /// assert_eq!(jsv::csv::WriterBuilder::new().flexible(true).to_string(&rows)?, "1\r\n2,3\r\n");
    /// # Ok::<(), jsv::Error>(())
    /// ```
    pub fn flexible(&mut self, yes: bool) -> &mut Self {
        self.settings.flexible = yes;
        self
    }

    /// The header: written even if there are no rows. Fields of structs and keys of maps go to the column of their
    /// name, and one that has no column is an error; a list must be as long as the header unless [`flexible`](Self::flexible).
    ///
    /// ```
    /// use std::collections::BTreeMap;
    ///
    /// let row = BTreeMap::from([("name", "a"), ("id", "1")]);
    /// let text = jsv::csv::WriterBuilder::new().header(["name", "note", "id"]).to_string(&[row])?;
    /// assert_eq!(text, "name,note,id\r\na,,1\r\n");
    /// # Ok::<(), jsv::Error>(())
    /// ```
    pub fn header<I>(&mut self, names: I) -> &mut Self
    where
        I: IntoIterator,
        I::Item: AsRef<str>,
    {
        self.settings.header = Some(names.into_iter().map(|name| name.as_ref().to_owned()).collect());
        self
    }

    /// The header of a type, by [`header_of`](super::header_of()), which is written even if there are no rows.
    ///
    /// ```
    /// #[derive(serde::Serialize, serde::Deserialize)]
    /// struct Row { id: u32, name: String }
    ///
    /// let none: [Row; 0] = [];
    /// assert_eq!(jsv::csv::to_string(&none)?, "");
    /// assert_eq!(jsv::csv::WriterBuilder::new().header_of::<Row>()?.to_string(&none)?, "id,name\r\n");
    /// # Ok::<(), jsv::Error>(())
    /// ```
    ///
    /// # Errors
    /// Those of [`header_of`](super::header_of()).
    pub fn header_of<'de, T: Deserialize<'de>>(&mut self) -> Result<&mut Self> {
        Ok(self.header(header_of::<T>()?))
    }

    /// Writes an empty text as `""`, so that `Some("")` differs from `None`; off by default, as in ServiceStack. A
    /// record whose only cell is empty is `""` in any case, and is then read back as an empty text: a blank line is no record.
    ///
    /// ```
    /// let rows = [[Some(""), None, Some("a")]];
    /// assert_eq!(jsv::csv::to_string(&rows)?, ",,a\r\n");
    /// assert_eq!(jsv::csv::WriterBuilder::new().distinguish_empty(true).to_string(&rows)?, "\"\",,a\r\n");
    /// # Ok::<(), jsv::Error>(())
    /// ```
    pub fn distinguish_empty(&mut self, yes: bool) -> &mut Self {
        self.settings.distinguish_empty = yes;
        self
    }

    /// Puts a `'` before texts that start with `=`, `+`, `-` or `@`, which spreadsheets take for formulas and run; off by
    /// default, because it changes the data: the `'` is read back.
    ///
    /// It applies to strings, characters, names of enum variants, raw values and the names of the header, whether the
    /// cell is quoted or not. Numbers, bytes, and the dates, durations and decimals of the crate's adapters stay as they
    /// are; a nested cell starts with a bracket, which opens no formula.
    ///
    /// ```
    /// let rows = [("=HYPERLINK(\"http://example.org\")", -1)];
    /// let text = jsv::csv::WriterBuilder::new().escape_formulas(true).to_string(&rows)?;
    /// assert_eq!(text, "\"'=HYPERLINK(\"\"http://example.org\"\")\",-1\r\n");
    /// # Ok::<(), jsv::Error>(())
    /// ```
    pub fn escape_formulas(&mut self, yes: bool) -> &mut Self {
        self.settings.escape_formulas = yes;
        self
    }

    /// Writes the names of the header with a capital first letter, off by default. A ServiceStack host writes its JSV
    /// with names in camelCase and its CSV headers in PascalCase; this makes both from one type. Letters outside ASCII stay
    /// as they are; two names that would become one are an error.
    ///
    /// ```
    /// #[derive(serde::Serialize)]
    /// #[serde(rename_all = "camelCase")]
    /// struct Row { user_id: u32, ship_to: Address }
    ///
    /// #[derive(serde::Serialize)]
    /// #[serde(rename_all = "camelCase")]
    /// struct Address { zip_code: u32 }
    ///
    /// let row = Row { user_id: 1, ship_to: Address { zip_code: 8000 } };
    /// let text = jsv::csv::WriterBuilder::new().capitalize_header(true).to_string(&row)?;
    /// assert_eq!(text, "UserId,ShipTo\r\n1,\"{zipCode:8000}\"\r\n");
    /// # Ok::<(), jsv::Error>(())
    /// ```
    pub fn capitalize_header(&mut self, yes: bool) -> &mut Self {
        self.settings.capitalize_header = yes;
        self
    }

    /// Writes all rows, as [`to_string`] does, with these settings.
    ///
    /// ```
    /// assert_eq!(jsv::csv::WriterBuilder::new().delimiter(b';').to_string(&[(1, 'a')])?, "1;a\r\n");
    /// # Ok::<(), jsv::Error>(())
    /// ```
    ///
    /// # Errors
    /// Those of [`to_string`], and [`InvalidDialect`](crate::ErrorKind::InvalidDialect) for characters that no dialect can
    /// have.
    pub fn to_string<T: Serialize + ?Sized>(&self, rows: &T) -> Result<String> {
        let mut table = Table::of_all(self.settings.clone());
        let mut text = String::new();
        table.write_all(rows, &mut |records| {
            if records.len() >= BUFFER {
                text.push_str(records.as_str()?);
                records.clear();
            }
            Ok(())
        })?;
        text.push_str(table.text_mut().as_str()?);
        Ok(text)
    }
}
