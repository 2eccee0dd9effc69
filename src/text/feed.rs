//! Text from an `io::Read`, as much of it as is needed at once. Floor 1.

#![cfg(feature = "std")]

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec;
use std::io::{ErrorKind as IoErrorKind, Read};

use crate::error::{Error, Position, Result};

/// Bytes read at once.
const CHUNK: usize = 64 << 10;

/// A window on the text of a reader: what has been read of it is dropped when more is needed.
pub(crate) struct Feed<R> {
    input: R,
    bytes: Box<[u8]>,
    /// The bytes that are not text yet: the start of a character, or what follows bytes that are not UTF-8.
    start: usize,
    end: usize,
    /// The bytes at hand go on behind some that are not UTF-8: they come before more is read.
    damaged: bool,
    text: String,
    /// How far the text has been read.
    pub(crate) at: usize,
    /// The offset of the text's start in the input.
    origin: usize,
    /// The place of that, or the last place that was reached: lines before it are not counted again.
    known: Position,
    /// No more text comes.
    whole: bool,
    /// The input has ended.
    ended: bool,
}

/// What a [`Feed`] found when it was asked for more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Filled {
    /// More text, or the end of it.
    Text,
    /// Bytes that are not UTF-8. They stand in the text as so many question marks, the last of it, to be stepped over.
    Invalid(usize),
}

impl<R: Read> Feed<R> {
    pub(crate) fn new(input: R) -> Self {
        Feed {
            input,
            bytes: Box::default(),
            start: 0,
            end: 0,
            damaged: false,
            text: String::new(),
            at: 0,
            origin: 0,
            known: Position::START,
            whole: false,
            ended: false,
        }
    }

    /// Makes more text of the input; drops what has been read of it. Only an I/O error is one.
    pub(crate) fn fill(&mut self) -> Result<Filled> {
        if self.at > 0 {
            self.reach(self.at);
            self.origin += self.at;
            self.text.drain(..self.at);
            self.at = 0;
        }
        if !self.ended && !self.damaged {
            self.read()?;
        }
        Ok(self.decode())
    }

    fn read(&mut self) -> Result<()> {
        if self.bytes.is_empty() {
            self.bytes = vec![0; CHUNK].into();
        }
        // At most the three bytes that a character lacks its end.
        self.bytes.copy_within(self.start..self.end, 0);
        self.end -= self.start;
        self.start = 0;
        let read = loop {
            match self.input.read(&mut self.bytes[self.end..]) {
                Err(error) if error.kind() == IoErrorKind::Interrupted => {}
                read => break read?,
            }
        };
        self.end += read.min(self.bytes.len() - self.end);
        self.ended = read == 0;
        Ok(())
    }

    /// Appends the bytes to the text, as far as they are UTF-8.
    fn decode(&mut self) -> Filled {
        let fresh = self.text.is_empty() && self.origin == 0;
        let bytes = &self.bytes[self.start..self.end];
        let (text, invalid) = match check(bytes, self.damaged) {
            Ok(text) => (text, None),
            Err(error) => {
                let valid = &bytes[..error.valid_up_to()];
                (core::str::from_utf8(valid).unwrap_or_default(), error.error_len())
            }
        };
        self.text.push_str(text);
        let empty = text.is_empty();
        self.start += text.len();
        if fresh && self.text.starts_with('\u{feff}') {
            self.at = '\u{feff}'.len_utf8();
        }
        // The start of a character waits for the rest of it, unless there is none.
        let left = self.end - self.start;
        let invalid = invalid.or((self.ended && left > 0).then_some(left));
        self.damaged = invalid.is_some();
        let filled = match invalid {
            // What stands before them is read first.
            Some(length) if empty => {
                self.text.extend(core::iter::repeat_n('?', length));
                self.start += length;
                self.damaged = self.start < self.end;
                Filled::Invalid(length)
            }
            _ => Filled::Text,
        };
        self.whole = self.ended && self.start == self.end;
        filled
    }

    /// Reads nothing more: what is left is given up.
    pub(crate) fn close(&mut self) {
        self.ended = true;
        self.whole = true;
        self.start = self.end;
        self.at = self.text.len();
    }
}

/// The fast check says nothing of where it failed; behind damage it would read far for a few bytes.
fn check(bytes: &[u8], damaged: bool) -> Result<&str, core::str::Utf8Error> {
    if !damaged && let Ok(text) = simdutf8::basic::from_utf8(bytes) {
        return Ok(text);
    }
    core::str::from_utf8(bytes)
}

impl<R> Feed<R> {
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Whether the text goes to the end of the input.
    pub(crate) fn is_whole(&self) -> bool {
        self.whole
    }

    /// The offset of the text's start in the input.
    pub(crate) fn offset(&self) -> usize {
        self.origin
    }

    /// The place in the input up to which it has been read.
    pub(crate) fn position(&mut self) -> Position {
        self.reach(self.at)
    }

    /// The place of what starts at `offset` in the input, or the last one reached if that is behind it.
    pub(crate) fn position_of(&mut self, offset: usize) -> Position {
        self.reach(offset.saturating_sub(self.origin))
    }

    /// The place of what is not before the last one that was reached.
    pub(crate) fn place(&self, at: usize) -> Position {
        place(&self.text, self.origin, self.known, at)
    }

    /// The same, which is reached then.
    pub(crate) fn reach(&mut self, at: usize) -> Position {
        self.known = self.place(at);
        self.known
    }

    /// The text, to read values that borrow from it, and beside it what gives their errors a place.
    pub(crate) fn text_and_places(&mut self) -> (&str, Places<'_>) {
        (&self.text, Places { text: &self.text, origin: self.origin, known: &mut self.known })
    }

    /// Gives the error of what starts at `start` its line and column.
    #[cold]
    pub(crate) fn locate(&mut self, error: Error, start: usize) -> Error {
        let (_, places) = self.text_and_places();
        places.locate(error, start)
    }

    #[cfg(feature = "tokio")]
    pub(crate) fn input_mut(&mut self) -> &mut R {
        &mut self.input
    }

    pub(crate) fn into_inner(self) -> R {
        self.input
    }
}

/// Lines and columns in the text at hand.
pub(crate) struct Places<'f> {
    text: &'f str,
    origin: usize,
    known: &'f mut Position,
}

impl Places<'_> {
    /// Gives the error of what starts at `start` its line and column.
    #[cold]
    pub(crate) fn locate(self, error: Error, start: usize) -> Error {
        *self.known = place(self.text, self.origin, *self.known, start);
        error.locate_from(self.text.as_bytes(), self.origin, *self.known)
    }
}

/// The place of a byte of the text that starts at `origin`, counted from a place that is not behind it.
fn place(text: &str, origin: usize, known: Position, at: usize) -> Position {
    let passed = known.offset - origin;
    known.advanced(text.as_bytes().get(passed..at).unwrap_or_default())
}
