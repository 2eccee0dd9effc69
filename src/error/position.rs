//! A place in the input. Floor 1.

/// A place in the input, as errors name it. Places within one input are in the order of their offsets.
///
/// ```
/// let mut reader = jsv::csv::Reader::from_reader("a,b\n1,2\n".as_bytes());
/// assert_eq!(reader.position(), jsv::Position::START);
/// assert_eq!(reader.read_row::<(u8, u8)>()?, Some((1, 2)));
/// assert_eq!((reader.position().offset, reader.position().line), (8, 3));
/// # Ok::<(), jsv::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
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

    /// A place, of a program's own counting: lines and columns count from 1.
    ///
    /// ```
    /// assert_eq!(jsv::Position::new(0, 1, 1), jsv::Position::START);
    /// ```
    #[must_use]
    pub const fn new(offset: usize, line: usize, column: usize) -> Self {
        Position { offset, line, column }
    }

    /// The place after `text`, where `text` starts here.
    #[must_use]
    pub(crate) fn advanced(self, text: &[u8]) -> Self {
        let lines = memchr::memchr_iter(b'\n', text).count();
        let last = match memchr::memrchr(b'\n', text) {
            Some(line_feed) => &text[line_feed + 1..],
            // A byte order mark has no width on any screen; elsewhere it is a character like others.
            None if self.offset == 0 => text.strip_prefix("\u{feff}".as_bytes()).unwrap_or(text),
            None => text,
        };
        let characters = count_characters(last);
        Position {
            offset: self.offset + text.len(),
            line: self.line + lines,
            column: if lines == 0 { self.column + characters } else { 1 + characters },
        }
    }
}

/// The start of an input.
///
/// ```
/// assert_eq!(jsv::Position::default(), jsv::Position::START);
/// ```
impl Default for Position {
    fn default() -> Self {
        Self::START
    }
}

/// Readers of lists without line feeds count all their text here: sums of a byte fill the vector registers.
fn count_characters(text: &[u8]) -> usize {
    let starts = |bytes: &[u8]| bytes.iter().fold(0u8, |sum, &byte| sum + u8::from(byte & 0xC0 != 0x80));
    text.chunks(u8::MAX.into()).map(|bytes| usize::from(starts(bytes))).sum()
}
