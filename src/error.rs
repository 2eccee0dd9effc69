//! What went wrong, and where: one error type for JSV, CSV and query strings. Floor 1.
//!
//! An [`Error`] is one pointer wide. Its path is collected only while it travels up through serde's callers, and
//! its line and column are counted once, at the door, so text that decodes pays for neither.

use alloc::borrow::ToOwned;
use alloc::boxed::Box;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt::{self, Display};

/// The result of reading or writing.
///
/// ```
/// fn total(text: &str) -> jsv::Result<u32> {
///     Ok(jsv::from_str::<Vec<u32>>(text)?.iter().sum())
/// }
///
/// assert_eq!(total("[1,2]").ok(), Some(3));
/// ```
pub type Result<T, E = Error> = core::result::Result<T, E>;

/// Characters of the input that a message quotes at most.
const EXCERPT: usize = 40;

/// A text that could not be read, or a value that could not be written.
///
/// The message names the path, what was expected, what was found, and the place:
///
/// ```
/// let error = jsv::from_str::<Vec<u8>>("[1,2,x]").unwrap_err();
/// assert_eq!(error.to_string(), "[2]: expected an integer, found \"x\" (line 1, column 6)");
/// assert_eq!((error.line(), error.column(), error.offset()), (1, 6, Some(5)));
/// ```
pub struct Error(Box<Inner>);

struct Inner {
    kind: ErrorKind,
    offset: Option<usize>,
    line: usize,
    column: usize,
    record: Option<u64>,
    /// Innermost first: segments are pushed on the way up.
    path: Vec<Segment>,
}

/// One step of the path to the value that failed.
///
/// ```
/// use jsv::Segment;
///
/// let error = jsv::from_str::<Vec<(u8, u8)>>("[[1,x]]").unwrap_err();
/// let path: Vec<_> = error.segments().cloned().collect();
/// assert_eq!(path, [Segment::Index(0), Segment::Index(1)]);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Segment {
    /// A field of a struct, a key of a map, a column of a CSV file.
    Key(String),
    /// A position in a list, counted from 0.
    Index(usize),
}

/// What kind of thing went wrong.
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
    Syntax {
        /// What may stand here.
        expected: &'static str,
        /// What stands here, cut at 40 characters, or `the end of the text`.
        found: String,
    },
    /// A map or list that the text ends within.
    #[error("expected {expected}, found the end of the text")]
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
    /// More open maps and lists than [`Options::depth_limit`](crate::Options::depth_limit) allows.
    #[error("more than {limit} levels of maps and lists")]
    DepthLimit {
        /// The limit in force.
        limit: usize,
    },
    /// A text that does not mean what the type asked for (SPEC §4).
    #[error("expected {expected}, found {found}")]
    InvalidType {
        /// What the type asks for.
        expected: String,
        /// What the text says, cut at 40 characters.
        found: String,
    },
    /// A number that its type cannot hold.
    #[error("{found} is out of range for {expected}")]
    OutOfRange {
        /// The type's name.
        expected: &'static str,
        /// The number, cut at 40 characters.
        found: String,
    },
    /// A name that no variant of the enum has.
    #[error("unknown variant {found}, expected {expected}")]
    UnknownVariant {
        /// The names of the variants.
        expected: String,
        /// The name found.
        found: String,
    },
    /// A key that no field of the struct has, where unknown fields are denied.
    #[error("unknown field {found}, expected {expected}")]
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
    InvalidLength {
        /// What was asked for.
        expected: String,
        /// How many there are.
        found: usize,
    },
    /// Text between a quoted CSV cell and the next separator (SPEC §6).
    #[error("expected a separator or the record's end after the closing quote, found {found}")]
    TextAfterQuote {
        /// The character that stands there.
        found: String,
    },
    /// A CSV record longer than the limit, such as a missing quote makes.
    #[error("record longer than {limit} bytes")]
    RecordLimit {
        /// The limit in force, in bytes.
        limit: usize,
    },
    /// A key that is not a scalar.
    #[error("a map key must be a string, character, boolean, number or unit variant")]
    KeyNotScalar,
    /// A value that the format has no place for.
    #[error("{0}")]
    Unsupported(&'static str),
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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Category {
    /// The reader or the writer failed.
    Io,
    /// The text breaks the grammar.
    Syntax,
    /// The text is well-formed but does not mean what the type asks for.
    Data,
    /// The text ends too early.
    Eof,
}

impl Error {
    /// What went wrong.
    ///
    /// ```
    /// let error = jsv::from_str::<Vec<u8>>("[\"a]").unwrap_err();
    /// assert!(matches!(error.kind(), jsv::ErrorKind::UnterminatedQuote));
    /// ```
    pub fn kind(&self) -> &ErrorKind {
        &self.0.kind
    }

    /// Whether I/O, the grammar, the data or a text cut short is to blame.
    ///
    /// ```
    /// let error = jsv::from_str::<Vec<u8>>("[1,2").unwrap_err();
    /// assert_eq!(error.classify(), jsv::Category::Eof);
    /// ```
    pub fn classify(&self) -> Category {
        match &self.0.kind {
            #[cfg(feature = "std")]
            ErrorKind::Io(_) => Category::Io,
            ErrorKind::EndOfText { .. } | ErrorKind::UnterminatedQuote => Category::Eof,
            ErrorKind::InvalidUtf8
            | ErrorKind::Syntax { .. }
            | ErrorKind::EmptyKey
            | ErrorKind::DepthLimit { .. }
            | ErrorKind::TextAfterQuote { .. }
            | ErrorKind::RecordLimit { .. } => Category::Syntax,
            _ => Category::Data,
        }
    }

    /// The line, counted from 1; 0 where the error has no place, such as one of a writer.
    ///
    /// ```
    /// let error = jsv::csv::from_str::<(u8, u8)>("a,b\n1,x\n").unwrap_err();
    /// assert_eq!((error.line(), error.column()), (2, 3));
    /// ```
    pub fn line(&self) -> usize {
        self.0.line
    }

    /// The column in characters, counted from 1; 0 where the error has no place.
    ///
    /// ```
    /// let error = jsv::from_str::<Vec<char>>("[é,ab]").unwrap_err();
    /// assert_eq!((error.column(), error.offset()), (4, Some(4)));
    /// ```
    pub fn column(&self) -> usize {
        self.0.column
    }

    /// The offset in bytes from the start of the input, byte order mark included.
    ///
    /// ```
    /// let error = jsv::from_str::<Vec<u8>>("[1,x]").unwrap_err();
    /// assert_eq!(error.offset(), Some(3));
    /// ```
    pub fn offset(&self) -> Option<usize> {
        self.0.offset
    }

    /// The number of the CSV record, counted from 1 at the first row after the header; 0 is the header.
    ///
    /// ```
    /// let error = jsv::csv::from_str::<(u8, u8)>("a,b\n1,2\n3,x\n").unwrap_err();
    /// assert_eq!(error.record(), Some(2));
    /// ```
    pub fn record(&self) -> Option<u64> {
        self.0.record
    }

    /// The name of the outermost field: in CSV, the column.
    ///
    /// ```
    /// #[derive(serde::Deserialize, Debug)]
    /// struct Row { id: u8, ages: Vec<u8> }
    ///
    /// let error = jsv::csv::from_str::<Row>("id,ages\n1,[x]\n").unwrap_err();
    /// assert_eq!((error.field(), error.path().as_str()), (Some("ages"), "ages[0]"));
    /// ```
    pub fn field(&self) -> Option<&str> {
        self.0.path.iter().rev().find_map(|segment| match segment {
            Segment::Key(key) => Some(key.as_str()),
            Segment::Index(_) => None,
        })
    }

    /// The path to the value that failed, such as `Accounts[0].Servicefeatures[1].Name`; empty at the top.
    ///
    /// ```
    /// let error = jsv::from_str::<std::collections::BTreeMap<String, Vec<u8>>>("{Ann:[1,x]}").unwrap_err();
    /// assert_eq!(error.path(), "Ann[1]");
    /// ```
    pub fn path(&self) -> String {
        let mut text = String::new();
        for segment in self.segments() {
            match segment {
                Segment::Key(key) => {
                    if !text.is_empty() {
                        text.push('.');
                    }
                    text.push_str(key);
                }
                Segment::Index(index) => {
                    text.push('[');
                    text.push_str(itoa::Buffer::new().format(*index));
                    text.push(']');
                }
            }
        }
        text
    }

    /// The steps of [`path`](Self::path), outermost first.
    ///
    /// ```
    /// let error = jsv::from_str::<Vec<Vec<u8>>>("[[],[1,x]]").unwrap_err();
    /// assert_eq!(error.segments().count(), 2);
    /// ```
    pub fn segments(&self) -> impl Iterator<Item = &Segment> {
        self.0.path.iter().rev()
    }

    #[cold]
    pub(crate) fn new(kind: ErrorKind) -> Self {
        Error(Box::new(Inner { kind, offset: None, line: 0, column: 0, record: None, path: Vec::new() }))
    }

    #[cold]
    pub(crate) fn invalid_type(expected: &str, found: String) -> Self {
        Self::new(ErrorKind::InvalidType { expected: expected.to_owned(), found })
    }

    /// Sets the offset, unless a deeper caller has: an error that serde raised after its value takes the value's start.
    #[cold]
    pub(crate) fn at(mut self, offset: usize) -> Self {
        self.0.offset.get_or_insert(offset);
        self
    }

    /// Counts the offset from a place `bytes` earlier.
    #[cold]
    pub(crate) fn after(mut self, bytes: usize) -> Self {
        self.0.offset = self.0.offset.map(|offset| offset + bytes);
        self
    }

    /// Finds the offset's place in the text that the one at hand was decoded from.
    #[cold]
    #[cfg(feature = "query")]
    pub(crate) fn moved(mut self, place: impl FnOnce(usize) -> usize) -> Self {
        self.0.offset = self.0.offset.map(place);
        self
    }

    /// Adds the key that led to the value that failed.
    #[cold]
    pub(crate) fn under_key(mut self, key: &str) -> Self {
        self.0.path.push(Segment::Key(excerpt(key)));
        self
    }

    /// Adds the position in a list that led to the value that failed.
    #[cold]
    pub(crate) fn under_index(mut self, index: usize) -> Self {
        self.0.path.push(Segment::Index(index));
        self
    }

    /// Adds the number of the CSV record.
    #[cold]
    pub(crate) fn in_record(mut self, record: u64) -> Self {
        self.0.record.get_or_insert(record);
        self
    }

    /// Sets the place of an error that is not where its value starts.
    #[cold]
    pub(crate) fn located(mut self, place: Position) -> Self {
        self.0.offset = Some(place.offset);
        self.0.line = place.line;
        self.0.column = place.column;
        self
    }

    /// Works out line and column from the offset, where `text` is the whole input.
    #[cold]
    pub(crate) fn locate(self, text: &[u8]) -> Self {
        self.locate_from(text, 0, Position::START)
    }

    /// The same where `text`, and so the offset, starts at `origin` in a longer input, and the place of `known`, which
    /// is not behind the error, need not be counted out again.
    #[cold]
    pub(crate) fn locate_from(self, text: &[u8], origin: usize, known: Position) -> Self {
        if let (Some(offset), 0) = (self.0.offset, self.0.line) {
            let passed = known.offset - origin;
            let place = known.advanced(&text[passed..offset.clamp(passed, text.len())]);
            return self.located(place);
        }
        self
    }
}

/// A place in the input, as errors name it.
///
/// ```
/// let mut reader = jsv::csv::Reader::from_reader("a,b\n1,2\n".as_bytes());
/// assert_eq!(reader.position(), jsv::Position::START);
/// assert_eq!(reader.read_row::<(u8, u8)>()?, Some((1, 2)));
/// assert_eq!((reader.position().offset, reader.position().line), (8, 3));
/// # Ok::<(), jsv::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// Bytes from the start of the input, byte order mark included.
    pub offset: usize,
    /// The line, counted from 1.
    pub line: usize,
    /// The column in characters, counted from 1.
    pub column: usize,
}

impl Position {
    /// The start of an input.
    pub const START: Position = Position { offset: 0, line: 1, column: 1 };

    /// The place after `text`, where `text` starts here.
    #[must_use]
    pub(crate) fn advanced(self, text: &[u8]) -> Self {
        let lines = memchr::memchr_iter(b'\n', text).count();
        let last = memchr::memrchr(b'\n', text).map_or(text, |line_feed| &text[line_feed + 1..]);
        // The file's byte order mark stands before its first column; another one is a character like any.
        let marked = self.offset == 0 && lines == 0;
        let last = last.strip_prefix("\u{feff}".as_bytes()).filter(|_| marked).unwrap_or(last);
        let characters = last.iter().filter(|&&byte| byte & 0xC0 != 0x80).count();
        Position {
            offset: self.offset + text.len(),
            line: self.line + lines,
            column: if lines == 0 { self.column + characters } else { 1 + characters },
        }
    }
}

/// `text` in quotes, cut at 40 characters.
#[cold]
pub(crate) fn quoted_excerpt(text: &str) -> String {
    alloc::format!("\"{}\"", excerpt(text))
}

fn excerpt(text: &str) -> String {
    match text.char_indices().nth(EXCERPT) {
        Some((end, _)) => alloc::format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

impl Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.0.path.is_empty() {
            write!(f, "{}: ", self.path())?;
        }
        write!(f, "{}", self.0.kind)?;
        match (self.0.record, self.0.line) {
            (None, 0) => Ok(()),
            (Some(record), 0) => write!(f, " (record {record})"),
            (None, line) => write!(f, " (line {line}, column {})", self.0.column),
            (Some(record), line) => write!(f, " (record {record}, line {line}, column {})", self.0.column),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error")
            .field("kind", &self.0.kind)
            .field("path", &self.path())
            .field("record", &self.0.record)
            .field("line", &self.0.line)
            .field("column", &self.0.column)
            .field("offset", &self.0.offset)
            .finish()
    }
}

impl core::error::Error for Error {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        match &self.0.kind {
            #[cfg(feature = "std")]
            ErrorKind::Io(error) => Some(error),
            _ => None,
        }
    }
}

impl From<ErrorKind> for Error {
    #[cold]
    fn from(kind: ErrorKind) -> Self {
        Error::new(kind)
    }
}

#[cfg(feature = "std")]
impl From<std::io::Error> for Error {
    #[cold]
    fn from(error: std::io::Error) -> Self {
        Error::new(ErrorKind::Io(error))
    }
}

#[cfg(feature = "std")]
impl From<Error> for std::io::Error {
    fn from(error: Error) -> Self {
        let kind = match error.classify() {
            Category::Io => match error.0.kind {
                ErrorKind::Io(error) => return error,
                _ => std::io::ErrorKind::Other,
            },
            Category::Syntax | Category::Data => std::io::ErrorKind::InvalidData,
            Category::Eof => std::io::ErrorKind::UnexpectedEof,
        };
        std::io::Error::new(kind, error)
    }
}

/// Only a failed write ends up here: the sinks of the serializers are `fmt::Write`.
impl From<fmt::Error> for Error {
    #[cold]
    fn from(_: fmt::Error) -> Self {
        Error::new(ErrorKind::Custom("the writer failed".to_owned()))
    }
}

impl serde::ser::Error for Error {
    #[cold]
    fn custom<T: Display>(message: T) -> Self {
        Error::new(ErrorKind::Custom(message.to_string()))
    }
}

impl serde::de::Error for Error {
    #[cold]
    fn custom<T: Display>(message: T) -> Self {
        Error::new(ErrorKind::Custom(message.to_string()))
    }

    #[cold]
    fn invalid_type(found: serde::de::Unexpected<'_>, expected: &dyn serde::de::Expected) -> Self {
        let found = match found {
            serde::de::Unexpected::Str(text) => quoted_excerpt(text),
            serde::de::Unexpected::Map => "a map".to_owned(),
            serde::de::Unexpected::Seq => "a list".to_owned(),
            serde::de::Unexpected::Unit | serde::de::Unexpected::Option => "nothing".to_owned(),
            other => other.to_string(),
        };
        Error::new(ErrorKind::InvalidType { expected: expected.to_string(), found })
    }

    #[cold]
    fn invalid_value(found: serde::de::Unexpected<'_>, expected: &dyn serde::de::Expected) -> Self {
        <Self as serde::de::Error>::invalid_type(found, expected)
    }

    #[cold]
    fn invalid_length(found: usize, expected: &dyn serde::de::Expected) -> Self {
        Error::new(ErrorKind::InvalidLength { expected: expected.to_string(), found })
    }

    #[cold]
    fn unknown_variant(found: &str, expected: &'static [&'static str]) -> Self {
        Error::new(ErrorKind::UnknownVariant { expected: one_of(expected), found: quoted_excerpt(found) })
    }

    #[cold]
    fn unknown_field(found: &str, expected: &'static [&'static str]) -> Self {
        Error::new(ErrorKind::UnknownField { expected: one_of(expected), found: quoted_excerpt(found) })
    }

    #[cold]
    fn missing_field(field: &'static str) -> Self {
        Error::new(ErrorKind::MissingField(field))
    }

    #[cold]
    fn duplicate_field(field: &'static str) -> Self {
        Error::new(ErrorKind::DuplicateField(field.to_owned()))
    }
}

fn one_of(names: &[&str]) -> String {
    match names {
        [] => "none: there are none".to_owned(),
        [name] => alloc::format!("`{name}`"),
        _ => alloc::format!("one of `{}`", names.join("`, `")),
    }
}
