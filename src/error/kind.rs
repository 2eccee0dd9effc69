//! What kind of thing went wrong, and on which path. Floor 1.

use alloc::string::String;
use core::fmt::{self, Display};

/// One step of the path to the value that failed.
///
/// ```
/// use jsv::Segment;
///
/// let error = jsv::from_str::<Vec<(u8, u8)>>("[[1,x]]").unwrap_err();
/// let path: Vec<_> = error.segments().cloned().collect();
/// assert_eq!(path, [Segment::Index(0), Segment::Index(1)]);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Segment {
    /// A field of a struct, a key of a map, a column of a CSV file.
    Key(String),
    /// A position in a list, counted from 0.
    Index(usize),
}

/// As it stands in [`Error::path`](crate::Error::path), without the dot before a key.
///
/// ```
/// use jsv::Segment;
///
/// assert_eq!(Segment::Key("Tags".into()).to_string(), "Tags");
/// assert_eq!(Segment::Index(1).to_string(), "[1]");
/// ```
impl Display for Segment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Segment::Key(key) => f.write_str(key),
            Segment::Index(index) => write!(f, "[{index}]"),
        }
    }
}

/// What kind of thing went wrong. The texts in it are for people, and may change in any version.
///
/// ```
/// let error = jsv::from_str::<u8>("256").unwrap_err();
/// assert!(matches!(error.kind(), jsv::ErrorKind::OutOfRange { expected: "u8", .. }));
/// ```
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The reader or the writer failed.
    #[cfg(feature = "std")]
    #[error("{0}")]
    Io(std::io::Error),
    /// The bytes are not UTF-8.
    #[error("invalid UTF-8")]
    InvalidUtf8,
    /// The grammar wants something else here (SPEC §2, §6).
    #[error("expected {expected}, found {found}")]
    #[non_exhaustive]
    Syntax {
        /// What may stand here.
        expected: &'static str,
        /// What stands here, cut at 40 characters, or `the end of the text`.
        found: String,
    },
    /// A map or list that the text, CSV cell, line or value of a query string ends within.
    #[error("expected {expected}, found the end of the text")]
    #[non_exhaustive]
    EndOfText {
        /// What may stand here.
        expected: &'static str,
    },
    /// A quoted text without its closing quote; the place is that of the opening one.
    #[error("unterminated quote")]
    UnterminatedQuote,
    /// A bare key without a character.
    #[error("empty key")]
    EmptyKey,
    /// More open maps and lists than [`Options::depth_limit`](crate::Options::depth_limit) allows, or than the type has stack
    /// for.
    #[error("more than {limit} levels of maps and lists")]
    #[non_exhaustive]
    DepthLimit {
        /// The limit in force.
        limit: usize,
    },
    /// A text that does not mean what the type asked for (SPEC §4).
    #[error("expected {expected}, found {found}")]
    #[non_exhaustive]
    InvalidType {
        /// What the type asks for.
        expected: String,
        /// What the text says, cut at 40 characters.
        found: String,
    },
    /// A number that its type cannot hold.
    #[error("{found} is out of range for {expected}")]
    #[non_exhaustive]
    OutOfRange {
        /// The type's name.
        expected: &'static str,
        /// The number, cut at 40 characters.
        found: String,
    },
    /// A name that no variant of the enum has.
    #[error("unknown variant {found}, expected {expected}")]
    #[non_exhaustive]
    UnknownVariant {
        /// The names of the variants.
        expected: String,
        /// The name found.
        found: String,
    },
    /// A key that no field of the struct has, where unknown fields are denied.
    #[error("unknown field {found}, expected {expected}")]
    #[non_exhaustive]
    UnknownField {
        /// The names of the fields.
        expected: String,
        /// The name found.
        found: String,
    },
    /// A field that the text lacks.
    #[error("missing field `{0}`")]
    MissingField(&'static str),
    /// A field, or a column, that stands twice.
    #[error("duplicate field `{0}`")]
    DuplicateField(String),
    /// A list, tuple or record of another length than its type or header asks for.
    #[error("expected {expected}, found {found}")]
    #[non_exhaustive]
    InvalidLength {
        /// What was asked for.
        expected: String,
        /// How many there are.
        found: usize,
    },
    /// Text between a quoted CSV cell and the next separator (SPEC §6).
    #[error("expected a separator or the record's end after the closing quote, found {found}")]
    #[non_exhaustive]
    TextAfterQuote {
        /// The character that stands there.
        found: String,
    },
    /// A CSV record longer than the limit, such as a missing quote makes.
    #[error("record longer than {limit} bytes")]
    #[non_exhaustive]
    RecordLimit {
        /// The limit in force, in bytes.
        limit: usize,
    },
    /// A value longer than the limit of a [`StreamDeserializer`](crate::StreamDeserializer), such as a missing quote
    /// makes; the place is that of the quote, where one is open.
    #[error("value longer than {limit} bytes")]
    #[non_exhaustive]
    ValueLimit {
        /// The limit in force, in bytes.
        limit: usize,
    },
    /// A key that is not a scalar.
    #[error("a map key must be a string, character, boolean, number or unit variant")]
    KeyNotScalar,
    /// A value that the format has no place for, or a type that cannot be used here.
    #[error("{0}")]
    Unsupported(&'static str),
    /// Delimiter, quote and terminator that make no CSV file that can be read.
    #[error("{0}")]
    InvalidDialect(&'static str),
    /// A message from a type's own `Serialize` or `Deserialize`.
    #[error("{0}")]
    Custom(String),
}

/// The four ways to fail, as `serde_json` sorts them.
///
/// ```
/// let category = |text| jsv::from_str::<Vec<u8>>(text).map_err(|error| error.classify());
/// assert_eq!(category("[1,2"), Err(jsv::Category::Eof));
/// assert_eq!(category("[1]2"), Err(jsv::Category::Syntax));
/// assert_eq!(category("[one]"), Err(jsv::Category::Data));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Category {
    /// The reader or the writer failed.
    Io,
    /// The text breaks the grammar.
    Syntax,
    /// The text is well-formed but does not mean what the type asks for; or a value, a type or a dialect cannot be.
    Data,
    /// The text ends too early: more of it may mend that. A cell of a whole CSV record, a value of a query string that others
    /// follow, or a line of [`stream::lines`](crate::stream::lines) that does, is damaged instead ([`Syntax`](Self::Syntax)).
    Eof,
}
