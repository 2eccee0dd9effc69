//! What went wrong, and where: one error type for JSV, CSV and query strings. Floor 1.
//!
//! An [`Error`] is one pointer wide. Its path is collected only while it travels up through serde's callers, and its
//! line and column are counted once, before the caller gets it, so text that decodes pays for neither.

mod convert;
#[cfg(feature = "miette")]
mod excerpt;
mod hint;
mod kind;
#[cfg(feature = "miette")]
mod miette;
mod position;

use alloc::borrow::ToOwned;
use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt::{self, Display, Write as _};
use core::ops::RangeInclusive;

#[cfg(feature = "miette")]
pub use self::miette::SourceError;
#[cfg(feature = "miette")]
pub use excerpt::Excerpt;
pub use kind::{Category, ErrorKind, Segment};
pub use position::Position;

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
///
/// How to tell errors apart: [cookbook](crate::guide::cookbook#errors).
pub struct Error(Box<Inner>);

struct Inner {
    kind: ErrorKind,
    offset: Option<usize>,
    line: usize,
    column: usize,
    record: Option<u64>,
    lost: Option<(usize, usize)>,
    hint: Option<&'static str>,
    /// What the text that was read is, where it is a whole part of the input.
    part: Option<&'static str>,
    /// Innermost first: segments are pushed on the way up.
    path: Vec<Segment>,
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

    /// Whether I/O, the grammar, the data or a text cut short is the cause.
    ///
    /// ```
    /// let error = jsv::from_str::<Vec<u8>>("[1,2").unwrap_err();
    /// assert_eq!(error.classify(), jsv::Category::Eof);
    /// ```
    pub fn classify(&self) -> Category {
        match &self.0.kind {
            #[cfg(feature = "std")]
            ErrorKind::Io(_) => Category::Io,
            ErrorKind::EndOfText { .. } | ErrorKind::UnterminatedQuote if self.0.part.is_none() => {
                Category::Eof
            }
            ErrorKind::EndOfText { .. }
            | ErrorKind::UnterminatedQuote
            | ErrorKind::InvalidUtf8
            | ErrorKind::Syntax { .. }
            | ErrorKind::EmptyKey
            | ErrorKind::DepthLimit { .. }
            | ErrorKind::TextAfterQuote { .. }
            | ErrorKind::RecordLimit { .. }
            | ErrorKind::ValueLimit { .. } => Category::Syntax,
            _ => Category::Data,
        }
    }

    /// The place of what failed; `None` where the error has none, such as one of a writer.
    ///
    /// ```
    /// let error = jsv::csv::from_str::<(u8, u8)>("a,b\n1,x\n").unwrap_err();
    /// assert_eq!(error.position(), Some(jsv::Position::new(6, 2, 3)));
    /// ```
    pub fn position(&self) -> Option<Position> {
        Some(Position { offset: self.offset()?, line: self.line(), column: self.column() })
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

    /// The offset in bytes from the start of the input, byte order mark included; `None` where the error has no place.
    ///
    /// ```
    /// let error = jsv::from_str::<Vec<u8>>("[1,x]").unwrap_err();
    /// assert_eq!(error.offset(), Some(3));
    /// ```
    pub fn offset(&self) -> Option<usize> {
        self.0.offset
    }

    /// The number of the CSV record, counted from 1 at the first row after the header; 0 is the header. `None` where the error
    /// is not about a record.
    ///
    /// ```
    /// let error = jsv::csv::from_str::<(u8, u8)>("a,b\n1,2\n3,x\n").unwrap_err();
    /// assert_eq!(error.record(), Some(2));
    /// ```
    pub fn record(&self) -> Option<u64> {
        self.0.record
    }

    /// The lines of a CSV file that are lost to damage: from the first of the damaged record to the last before reading
    /// resumes. `None` where no more is lost than the one record that does not decode.
    ///
    /// ```
    /// let rows = jsv::csv::rows::<(u8, u8)>("a,b\n1,2\n3,\"4\n5,6\n");
    /// let error = rows.filter_map(Result::err).next().unwrap();
    /// assert_eq!(error.lost_lines(), Some(3..=3));
    /// ```
    pub fn lost_lines(&self) -> Option<RangeInclusive<usize>> {
        self.0.lost.map(|(first, last)| first..=last)
    }

    /// What the sender did, where the text shows a known habit of writers other than ServiceStack: an object converted to
    /// text, quotes after backslashes, `[]` for an empty map, a comma that is not quoted, JSON's `null`.
    ///
    /// ```
    /// let error = jsv::from_str::<Vec<std::collections::BTreeMap<String, u8>>>("[{a:1},[object Object]]").unwrap_err();
    /// assert_eq!(error.hint(), Some("the sender converted an object to text"));
    /// assert_eq!(
    ///     error.to_string(),
    ///     "[1]: expected a map, found a list; the sender converted an object to text (line 1, column 8)"
    /// );
    /// ```
    pub fn hint(&self) -> Option<&'static str> {
        self.0.hint
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
            if matches!(segment, Segment::Key(_)) && !text.is_empty() {
                text.push('.');
            }
            // A string takes everything.
            let _ = write!(text, "{segment}");
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
        Error(Box::new(Inner {
            kind,
            offset: None,
            line: 0,
            column: 0,
            record: None,
            lost: None,
            hint: None,
            part: None,
            path: Vec::new(),
        }))
    }

    #[cold]
    pub(crate) fn invalid_type(expected: &str, found: String) -> Self {
        Self::new(ErrorKind::InvalidType { expected: expected.to_owned(), found })
    }

    /// Sets the offset, unless a deeper caller has: an error that serde raised after its value takes the value's start.
    #[cold]
    pub(crate) fn at(mut self, offset: usize) -> Self {
        self.stands_at(offset);
        self
    }

    pub(crate) fn stands_at(&mut self, offset: usize) {
        self.0.offset.get_or_insert(offset);
    }

    /// Counts the offset from a place `bytes` earlier.
    #[cold]
    pub(crate) fn after(mut self, bytes: usize) -> Self {
        self.0.offset = self.0.offset.map(|offset| offset + bytes);
        self
    }

    /// The text that was read is a whole `part` of the input: where it ends too early, more input does not help.
    #[cold]
    pub(crate) fn in_whole(mut self, part: &'static str) -> Self {
        self.0.part = Some(part);
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

    /// Adds the lines that are lost.
    #[cold]
    pub(crate) fn losing(mut self, first: Position, last: Position) -> Self {
        self.0.lost = Some((first.line, last.line));
        self
    }

    /// Adds what the text at the offset shows of its writer.
    #[cold]
    pub(crate) fn hinted(mut self, text: &[u8]) -> Self {
        if let (Some(offset), None) = (self.0.offset, self.0.hint) {
            self.0.hint = hint::of(&self.0.kind, text, offset);
        }
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
            let this = self.hinted(text);
            let passed = known.offset - origin;
            let place = known.advanced(&text[passed..offset.clamp(passed, text.len())]);
            return this.located(place);
        }
        self
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
        match (&self.0.kind, self.0.part) {
            (ErrorKind::EndOfText { expected }, Some(part)) => {
                write!(f, "expected {expected}, found the end of the {part}")?;
            }
            (kind, _) => write!(f, "{kind}")?,
        }
        if let Some(hint) = self.0.hint {
            write!(f, "; {hint}")?;
        }
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
    /// What caused the I/O error: the I/O error's own message is this error's.
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        match &self.0.kind {
            #[cfg(feature = "std")]
            ErrorKind::Io(error) => error.source(),
            _ => None,
        }
    }
}
