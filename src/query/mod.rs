//! Query strings with JSV in their values: `Id=7&Tags=a,b&Where={City:Paris}` (SPEC §10). Floor 4.
//!
//! The fields of a struct, the entries of a map, or the first of each pair in a list of pairs are the names; each value is
//! the JSV of the field, percent-encoded. A list stands without its brackets, a string without quotes.
//!
//! ```
//! #[derive(serde::Serialize, serde::Deserialize, Debug, PartialEq)]
//! struct Search {
//!     text: String,
//!     tags: Vec<String>,
//!     page: Option<u32>,
//! }
//!
//! let search = Search { text: "fish & chips".into(), tags: vec!["a".into(), "b,c".into()], page: None };
//! let query = jsv::query::to_string(&search)?;
//! assert_eq!(query, "text=fish+%26+chips&tags=a,%22b,c%22");
//! assert_eq!(jsv::query::from_str::<Search>(&query)?, search);
//!
//! // As other clients write it: another case, all of it encoded, brackets, a leading `?`.
//! let query = "?Text=fish%20%26%20chips&TAGS=%5Ba%2C%22b%2Cc%22%5D";
//! assert_eq!(jsv::query::from_str::<Search>(query)?, search);
//! # Ok::<(), jsv::Error>(())
//! ```
//!
//! An error names the field and the place in the query string:
//!
//! ```
//! #[derive(serde::Deserialize, Debug)]
//! struct Search {
//!     pages: Vec<u32>,
//! }
//!
//! let error = jsv::query::from_str::<Search>("?q=%20&pages=1,%22x%22").unwrap_err();
//! assert_eq!(error.to_string(), r#"pages[1]: expected an integer, found "x" (line 1, column 16)"#);
//! assert_eq!(error.offset(), Some(15));
//! ```

mod de;
mod decode;
mod encode;
mod pairs;
mod ser;

use alloc::string::String;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

pub use decode::Query;

use crate::de::{Memory, Parser, Root};
use crate::error::Result;

/// Writes a struct, a map or a list of pairs as a query string, without a leading `?` (SPEC §10).
///
/// `None` and units leave out their field. Names are encoded as texts are. Pairs, in a list or a tuple, are written in their
/// order, each as a map's member of that name; a name may repeat, which [`from_str`] refuses.
///
/// ```
/// let query = jsv::query::to_string(&[("a b", 1)].into_iter().collect::<std::collections::BTreeMap<_, _>>())?;
/// assert_eq!(query, "a+b=1");
///
/// assert_eq!(jsv::query::to_string(&(("skip", 20), ("tags", ["a", "b,c"])))?, "skip=20&tags=a,%22b,c%22");
/// # Ok::<(), jsv::Error>(())
/// ```
///
/// # Errors
/// [`Unsupported`](crate::ErrorKind::Unsupported) for a value that has no names, a map key that is not a scalar, or an
/// error of the value's own `Serialize`.
pub fn to_string<T: Serialize + ?Sized>(value: &T) -> Result<String> {
    value.serialize(ser::QuerySerializer::default())
}

/// Reads a struct or a map from a query string, with or without a leading `?` (SPEC §10).
///
/// Every value is decoded first, so nothing borrows from the string: types that borrow read from a [`Query`]. `Name=` is
/// an empty string, and a name without `=` is `None`: [`Options::empty_is_none`] makes them the same.
///
/// ```
/// #[derive(serde::Deserialize)]
/// struct Search {
///     text: Option<String>,
///     page: Option<u32>,
/// }
///
/// let search: Search = jsv::query::from_str("text=&page")?;
/// assert_eq!(search.text.as_deref(), Some(""));
/// assert_eq!(search.page, None);
/// # Ok::<(), jsv::Error>(())
/// ```
///
/// # Errors
/// A `%` without two hexadecimal digits, invalid UTF-8, a repeated field, or a value that does not mean what its type
/// asks for.
pub fn from_str<T: DeserializeOwned>(query: &str) -> Result<T> {
    Options::new().from_str(query)
}

/// Settings for reading query strings.
///
/// ```
/// #[derive(serde::Deserialize)]
/// struct Search {
///     text: Option<String>,
///     page: Option<u32>,
/// }
///
/// // A form sends all of its fields, the empty ones too.
/// let search: Search = jsv::query::Options::new().empty_is_none(true).from_str("text=&page=")?;
/// assert_eq!((search.text, search.page), (None, None));
/// # Ok::<(), jsv::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[must_use]
pub struct Options {
    empty_is_none: bool,
    #[cfg(feature = "json")]
    json_values: bool,
    values: crate::Options,
}

impl Options {
    /// The settings of [`from_str`].
    ///
    /// ```
    /// assert_eq!(jsv::query::Options::new(), jsv::query::Options::default());
    /// ```
    pub fn new() -> Self {
        Self::default()
    }

    /// Reads `Name=` as `None` for every `Option`. Off by default: it is `Some("")` for a string and an error for a
    /// number.
    ///
    /// ```
    /// let options = jsv::query::Options::new().empty_is_none(true);
    /// let read: std::collections::BTreeMap<String, Option<u8>> = options.from_str("page=")?;
    /// assert_eq!(read["page"], None);
    /// # Ok::<(), jsv::Error>(())
    /// ```
    pub fn empty_is_none(mut self, yes: bool) -> Self {
        self.empty_is_none = yes;
        self
    }

    /// Takes a value that parses as JSON for JSON, any other for JSV (feature `json`): what clients in other languages
    /// send, in query strings and forms. Off by default.
    ///
    /// A value that is valid JSON and valid JSV means the same in both, with these exceptions: `Name="a"` has quotes in JSV
    /// and none in JSON; escapes such as `\n` are two characters in JSV; `null` is a text in JSV and nothing in JSON. A JSON
    /// list or map that is read as a string is the value as it stands. Types with `flatten` take texts from JSON's numbers: see
    /// [`with::scalar`](crate::with::scalar).
    ///
    /// ```
    /// #[derive(serde::Deserialize)]
    /// struct Search {
    ///     text: Option<String>,
    ///     place: Place,
    ///     tags: Vec<String>,
    /// }
    ///
    /// #[derive(serde::Deserialize)]
    /// struct Place { city: String, zip: String }
    ///
    /// let options = jsv::query::Options::new().json_values(true);
    /// let query = r#"text=null&place={"city":"Q\"x\"","zip":75001}&tags=a,"b,c""#;
    /// let search: Search = options.from_str(query)?;
    /// assert_eq!((search.text, search.place.city.as_str()), (None, "Q\"x\""));
    /// assert_eq!((search.place.zip.as_str(), search.tags), ("75001", vec!["a".to_string(), "b,c".into()]));
    /// # Ok::<(), jsv::Error>(())
    /// ```
    #[cfg(feature = "json")]
    pub fn json_values(mut self, yes: bool) -> Self {
        self.json_values = yes;
        self
    }

    /// Settings for the JSV in the values, such as [`infer_scalars`](crate::Options::infer_scalars) for types with
    /// `flatten`. The depth counts from 0 in each value.
    ///
    /// ```
    /// #[derive(serde::Deserialize)]
    /// struct Search {
    ///     text: String,
    ///     #[serde(flatten)]
    ///     page: Page,
    /// }
    ///
    /// #[derive(serde::Deserialize)]
    /// struct Page {
    ///     skip: u32,
    /// }
    ///
    /// let options = jsv::query::Options::new().options(jsv::Options::new().infer_scalars(true));
    /// let search: Search = options.from_str("text=a&skip=20")?;
    /// assert_eq!((search.text.as_str(), search.page.skip), ("a", 20));
    /// # Ok::<(), jsv::Error>(())
    /// ```
    pub fn options(mut self, options: crate::Options) -> Self {
        self.values = options;
        self
    }

    /// Reads a query string with these settings.
    ///
    /// ```
    /// let options = jsv::query::Options::new().empty_is_none(true);
    /// let read: std::collections::BTreeMap<String, Option<u8>> = options.from_str("?a=&b=1")?;
    /// assert_eq!((read["a"], read["b"]), (None, Some(1)));
    /// # Ok::<(), jsv::Error>(())
    /// ```
    ///
    /// # Errors
    /// Those of [`from_str`].
    #[allow(clippy::should_implement_trait, clippy::wrong_self_convention)]
    pub fn from_str<T: DeserializeOwned>(self, query: &str) -> Result<T> {
        self.from_query(&Query::parse(query)?)
    }

    /// Reads a query string that is decoded already, and borrows from it.
    ///
    /// ```
    /// let query = jsv::query::Query::parse("?q=fish+%26+chips")?;
    /// let (name, value) = jsv::query::Options::new()
    ///     .from_query::<std::collections::BTreeMap<&str, &str>>(&query)?
    ///     .pop_first()
    ///     .unwrap();
    /// assert_eq!((name, value), ("q", "fish & chips"));
    /// # Ok::<(), jsv::Error>(())
    /// ```
    ///
    /// # Errors
    /// Those of [`from_str`].
    #[allow(clippy::wrong_self_convention)]
    pub fn from_query<'de, T: Deserialize<'de>>(self, query: &'de Query<'_>) -> Result<T> {
        let mut parser = Parser::new(&query.text, Root::Cell, self.values, Memory::default());
        let parser = &mut parser;
        T::deserialize(de::QueryDeserializer { query, parser, options: self })
            .map_err(|error| error.at(0).locate(query.encoded.as_bytes()))
    }
}
