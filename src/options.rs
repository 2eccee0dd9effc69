//! How to read: limits and leniencies, and the entry points that take them. Floor 3.

use serde::Deserialize;

use crate::{Deserializer, Result, grammar};

/// The highest limit that may be set: a derived type of this depth fits a thread's stack of 2 MiB, without optimization too.
pub(crate) const MAX_DEPTH_LIMIT: usize = 256;

/// Settings for reading JSV. [Untrusted input](crate::guide::cookbook#untrusted-input) is safe with the defaults.
///
/// ```
/// #[derive(serde::Deserialize)]
/// struct Point { x: i32, y: i32 }
///
/// let pretty = "{\n\tx: 1,\n\ty: 2\n}";
/// let point: Point = jsv::Options::new().insignificant_whitespace(true).from_str(pretty)?;
/// assert_eq!((point.x, point.y), (1, 2));
/// # Ok::<(), jsv::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[must_use]
#[allow(clippy::struct_excessive_bools, reason = "each is a setting of its own")]
pub struct Options {
    pub(crate) depth_limit: usize,
    pub(crate) insignificant_whitespace: bool,
    pub(crate) infer_scalars: bool,
    pub(crate) empty_list_is_map: bool,
    pub(crate) ignore_underscores: bool,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            depth_limit: grammar::DEPTH_LIMIT,
            insignificant_whitespace: false,
            infer_scalars: false,
            empty_list_is_map: false,
            ignore_underscores: false,
        }
    }
}

impl Options {
    /// The settings of [`from_str`](crate::from_str).
    ///
    /// ```
    /// assert_eq!(jsv::Options::new(), jsv::Options::default());
    /// ```
    pub fn new() -> Self {
        Self::default()
    }

    /// Levels of maps and lists that may be open, in skipped values too; 128 by default, 256 at most (SPEC §2).
    ///
    /// A type may reach its limit earlier: what is nested takes no more than 1 MiB of stack. That is more than 256 levels of
    /// most types even without optimization, but some 40 of a struct of fifty fields that holds itself.
    /// What serde reads out of its own buffer, in untagged and tagged enums, is limited by the levels alone: set fewer where
    /// such a type holds itself and has many fields.
    ///
    /// ```
    /// let options = jsv::Options::new().depth_limit(1);
    /// assert!(options.from_str::<Vec<u8>>("[1]").is_ok());
    /// assert!(options.from_str::<Vec<Vec<u8>>>("[[1]]").is_err());
    /// ```
    pub fn depth_limit(mut self, levels: usize) -> Self {
        self.depth_limit = levels.min(MAX_DEPTH_LIMIT);
        self
    }

    /// Skips white space around every token and trims bare texts and keys, so that pretty-printed JSV reads
    /// (SPEC §3). Off by default: white space belongs to the text it stands in.
    ///
    /// ```
    /// let options = jsv::Options::new().insignificant_whitespace(true);
    /// assert_eq!(options.from_str::<Vec<String>>("[ a, b ]")?, ["a", "b"]);
    /// assert_eq!(jsv::from_str::<Vec<String>>("[ a, b ]")?, [" a", " b "]);
    /// # Ok::<(), jsv::Error>(())
    /// ```
    pub fn insignificant_whitespace(mut self, yes: bool) -> Self {
        self.insignificant_whitespace = yes;
        self
    }

    /// Lets `deserialize_any` see `True`, `False` and canonical numbers in bare texts, for `flatten`, untagged and
    /// internally tagged types (SPEC §4). Off by default, because it guesses: a string `123` arrives as a number.
    ///
    /// ```
    /// #[derive(serde::Deserialize, Debug, PartialEq)]
    /// #[serde(untagged)]
    /// enum Answer {
    ///     Number(i64),
    ///     Text(String),
    /// }
    ///
    /// let options = jsv::Options::new().infer_scalars(true);
    /// let answers: Vec<Answer> = options.from_str("[12,twelve,012]")?;
    /// // `012` is not canonical: written back it would be another text.
    /// assert_eq!(answers, [Answer::Number(12), Answer::Text("twelve".into()), Answer::Text("012".into())]);
    /// # Ok::<(), jsv::Error>(())
    /// ```
    ///
    /// All that it helps with, and what it costs: [the limits of serde](crate::guide::serde_limits).
    pub fn infer_scalars(mut self, yes: bool) -> Self {
        self.infer_scalars = yes;
        self
    }

    /// Takes `[]` for an empty map where a map or a struct is asked for: PHP has one type for both, and writes its
    /// empty ones so. Off by default: it is an error (SPEC §4).
    ///
    /// ```
    /// use std::collections::BTreeMap;
    ///
    /// let options = jsv::Options::new().empty_list_is_map(true);
    /// assert!(options.from_str::<BTreeMap<String, u8>>("[]")?.is_empty());
    /// assert!(options.from_str::<BTreeMap<String, u8>>("[a]").is_err());
    /// assert!(jsv::from_str::<BTreeMap<String, u8>>("[]").is_err());
    /// # Ok::<(), jsv::Error>(())
    /// ```
    pub fn empty_list_is_map(mut self, yes: bool) -> Self {
        self.empty_list_is_map = yes;
        self
    }

    /// Ignores underscores, as well as case, where names are matched to the fields of a struct: `first_name` is then
    /// `FirstName`. ServiceStack writes such names where it is told to (`?jsconfig=`). Exact names come first, then those in
    /// another case; a name that matches two fields only without its underscores is unknown. Off by default. It holds for JSV,
    /// the headers of CSV, and query strings.
    ///
    /// ```
    /// #[derive(serde::Deserialize, Debug, PartialEq)]
    /// #[serde(rename_all = "PascalCase")]
    /// struct Person { first_name: String, age: Option<u8> }
    ///
    /// let options = jsv::Options::new().ignore_underscores(true);
    /// let person: Person = options.from_str("{first_name:Ann,age:41}")?;
    /// assert_eq!(person, Person { first_name: "Ann".into(), age: Some(41) });
    /// assert!(jsv::from_str::<Person>("{first_name:Ann,age:41}").is_err());
    /// # Ok::<(), jsv::Error>(())
    /// ```
    pub fn ignore_underscores(mut self, yes: bool) -> Self {
        self.ignore_underscores = yes;
        self
    }

    /// Reads a document from a string, with these settings.
    ///
    /// ```
    /// let numbers: Vec<u8> = jsv::Options::new().from_str("[1,2]")?;
    /// assert_eq!(numbers, [1, 2]);
    /// # Ok::<(), jsv::Error>(())
    /// ```
    ///
    /// # Errors
    /// Those of [`from_str`](crate::from_str).
    #[allow(clippy::should_implement_trait, clippy::wrong_self_convention)]
    pub fn from_str<'de, T: Deserialize<'de>>(self, text: &'de str) -> Result<T> {
        let mut deserializer = Deserializer::with_options(text, self);
        deserializer.document()
    }

    /// Reads a document from bytes, which must be UTF-8, with these settings.
    ///
    /// ```
    /// let numbers: Vec<u8> = jsv::Options::new().from_slice(b"[1,2]")?;
    /// assert_eq!(numbers, [1, 2]);
    /// # Ok::<(), jsv::Error>(())
    /// ```
    ///
    /// # Errors
    /// Those of [`from_slice`](crate::from_slice).
    #[allow(clippy::wrong_self_convention)]
    pub fn from_slice<'de, T: Deserialize<'de>>(self, bytes: &'de [u8]) -> Result<T> {
        self.from_str(crate::text::utf8::check(bytes)?)
    }

    /// Reads a document from a reader, to its end, with these settings.
    ///
    /// ```
    /// let numbers: Vec<u8> = jsv::Options::new().from_reader(&b"[1,2]"[..])?;
    /// assert_eq!(numbers, [1, 2]);
    /// # Ok::<(), jsv::Error>(())
    /// ```
    ///
    /// # Errors
    /// Those of [`from_reader`](crate::from_reader).
    #[cfg(feature = "std")]
    #[allow(clippy::wrong_self_convention)]
    pub fn from_reader<R: std::io::Read, T: serde::de::DeserializeOwned>(self, mut reader: R) -> Result<T> {
        let mut bytes = alloc::vec::Vec::new();
        reader.read_to_end(&mut bytes)?;
        self.from_slice(&bytes)
    }
}
