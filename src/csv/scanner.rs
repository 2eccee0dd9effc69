//! Splits one record into cells, and takes up where it stopped when more text has come. Floor 4.

use alloc::vec::Vec;

use super::dialect::Dialect;
use super::grammar::{line_end, nested, nested_syntax, plain, quoted};
use super::nested::Attempts;
use crate::error::{Error, ErrorKind, Result, quoted_excerpt};
use crate::grammar::{Quotes, Reason, Stop, Unwatched, behind};

mod blocks;

/// The longest record there can be: a cell's place in it takes 30 bits.
pub(crate) const MAX_RECORD: usize = (1 << 30) - 1;

/// Where a cell's text stands in its record, and how it is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Cell {
    start: u32,
    /// Two bits of [`Form`] below 30 of the end.
    end_and_form: u32,
}

/// How a cell is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// Without quotes.
    Plain,
    /// In quotes, none within.
    Quoted,
    /// In quotes, with doubled quotes within.
    Escaped,
}

impl Cell {
    #[inline]
    #[allow(clippy::cast_possible_truncation)] // Both fit: the scanner gives up a record at `MAX_RECORD`.
    fn new(start: usize, end: usize, form: Form) -> Self {
        Cell { start: start as u32, end_and_form: (end as u32) << 2 | form as u32 }
    }

    #[inline]
    pub(crate) fn start(self) -> usize {
        self.start as usize
    }

    #[inline]
    pub(crate) fn end(self) -> usize {
        (self.end_and_form >> 2) as usize
    }

    #[inline]
    pub(crate) fn form(self) -> Form {
        match self.end_and_form & 3 {
            0 => Form::Plain,
            1 => Form::Quoted,
            _ => Form::Escaped,
        }
    }

    /// How a quote of the grammar is written in this cell.
    #[inline]
    pub(crate) fn quotes(self, dialect: Dialect) -> Quotes {
        match (self.form(), dialect.quote) {
            (Form::Plain | Form::Quoted, _) => Quotes::Single,
            (Form::Escaped, b'"') => Quotes::Doubled,
            (Form::Escaped, quote) => Quotes::Foreign(quote),
        }
    }
}

/// How far a scan came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scan {
    /// A record; the next one starts after so many bytes.
    Record(usize),
    /// The text ends within the record, and more of it may come.
    Incomplete,
}

#[derive(Debug)]
pub(crate) struct Scanner {
    dialect: Dialect,
    depth_limit: usize,
    attempts: Attempts,
    cells: Vec<Cell>,
    /// Where the cell at hand starts in the record.
    cell: usize,
    /// How much of that cell is known to hold no end.
    scanned: usize,
    /// Whether that much has doubled quotes.
    escaped: bool,
    /// Bytes that attempts at reading the cell as a nested one have seen, and how many the last one saw.
    attempted: usize,
    attempt: usize,
    /// How much of the cell is known to hold no line feed behind the last attempt.
    searched: usize,
    /// An attempt waits for more text.
    put_off: bool,
}

impl Scanner {
    pub(crate) fn new(dialect: Dialect, depth_limit: usize) -> Self {
        Scanner {
            dialect,
            depth_limit,
            attempts: Attempts::default(),
            cells: Vec::new(),
            cell: 0,
            scanned: 0,
            escaped: false,
            attempted: 0,
            attempt: 0,
            searched: 0,
            put_off: false,
        }
    }

    /// The cells of the record scanned last.
    #[inline]
    pub(crate) fn cells(&self) -> &[Cell] {
        &self.cells
    }

    /// Swaps them with `room`; copies them where that has no memory.
    #[inline]
    pub(crate) fn give_cells(&mut self, room: &mut Vec<Cell>) {
        if room.capacity() == 0 {
            room.extend_from_slice(&self.cells);
        } else {
            core::mem::swap(&mut self.cells, room);
        }
    }

    /// Starts on the record at `offset` in the file.
    #[inline]
    pub(crate) fn start(&mut self, offset: usize) {
        self.cells.clear();
        self.start_cell(0);
        self.attempts.forget_before(offset);
    }

    #[inline]
    fn start_cell(&mut self, start: usize) {
        self.cell = start;
        self.scanned = 0;
        self.escaped = false;
        self.attempted = 0;
        self.attempt = 0;
        self.searched = 0;
    }

    /// Where in the record the cell at hand starts, when a scan has failed.
    pub(crate) fn failed_cell(&self) -> usize {
        self.cell
    }

    /// Where in the record the cell starts that the byte at `place` stands in.
    #[cfg(feature = "std")]
    pub(crate) fn cell_at(&self, place: usize) -> usize {
        if self.cell <= place {
            return self.cell;
        }
        let after = self.cells.partition_point(|cell| cell.start() <= place);
        let cell = after.checked_sub(1).and_then(|index| self.cells.get(index));
        cell.map_or(0, |cell| if cell.form() == Form::Plain { cell.start() } else { cell.start() - 1 })
    }

    /// Scans the record that `text` starts with, `base` bytes into the file; `whole` says that no more text comes.
    ///
    /// An error's offset counts from the start of `text`.
    #[inline]
    pub(crate) fn scan(&mut self, text: &str, base: usize, whole: bool) -> Result<Scan> {
        if self.scanned == 0
            && let Some(end) = self.cells_in_blocks(text.as_bytes(), base)
        {
            return Ok(Scan::Record(end));
        }
        self.cells_one_by_one(text, base, whole)
    }

    /// The same where the cell at hand is not for blocks.
    fn cells_one_by_one(&mut self, text: &str, base: usize, whole: bool) -> Result<Scan> {
        loop {
            let input = &text[self.cell..];
            let (rest, cell) = match input.as_bytes().first() {
                Some(&quote) if quote == self.dialect.quote => {
                    match self.quoted(input, base + self.cell, whole)? {
                        Some(found) => found,
                        None => return Ok(Scan::Incomplete),
                    }
                }
                // A delimiter opens no cell.
                Some(&open @ (b'{' | b'[')) if open != self.dialect.delimiter => {
                    match self.nested_or_plain(input, base + self.cell, whole)? {
                        Some(found) => found,
                        None => return Ok(Scan::Incomplete),
                    }
                }
                _ => self.plain(input, base + self.cell),
            };
            if rest.is_empty() && !whole {
                self.scanned = cell.end() - cell.start();
                return Ok(Scan::Incomplete);
            }
            let end = text.len() - rest.len();
            if end > MAX_RECORD {
                return Err(Error::new(ErrorKind::RecordLimit { limit: MAX_RECORD }).at(self.cell));
            }
            self.cells.push(cell);
            if rest.as_bytes().first() != Some(&self.dialect.delimiter) {
                return Ok(Scan::Record(line_end(rest).map_or(text.len(), |next| text.len() - next.len())));
            }
            self.start_cell(end + 1);
            // Not where one nested cell follows another.
            if !matches!(text.as_bytes().get(self.cell), Some(b'{' | b'['))
                && let Some(end) = self.cells_in_blocks(text.as_bytes(), base)
            {
                return Ok(Scan::Record(end));
            }
        }
    }

    #[inline]
    fn plain<'a>(&mut self, input: &'a str, base: usize) -> (&'a str, Cell) {
        match plain(self.dialect, self.scanned)(input) {
            Ok((rest, text)) => {
                self.visited(base + self.scanned, text.len().saturating_sub(self.scanned));
                (rest, Cell::new(self.cell, self.cell + text.len(), Form::Plain))
            }
            // `plain` takes any text.
            Err(_) => ("", Cell::new(self.cell, self.cell + input.len(), Form::Plain)),
        }
    }

    /// "A cell that opens with `{` or `[` but is not a `nested` is `plain`."
    fn nested_or_plain<'a>(
        &mut self,
        input: &'a str,
        base: usize,
        whole: bool,
    ) -> Result<Option<(&'a str, Cell)>> {
        self.put_off = !whole && !self.worth_an_attempt(input, base);
        if self.put_off {
            return Ok(None);
        }
        let found = nested(self.dialect, base, whole, &mut self.attempts)(input);
        match found {
            Ok((rest, found)) => {
                if found.depth.is_none_or(|depth| depth > self.depth_limit) {
                    self.check_depth(found.raw, base)?;
                }
                Ok(Some((rest, Cell::new(self.cell, self.cell + found.raw.len(), Form::Plain))))
            }
            Err(nom::Err::Incomplete(_)) => {
                self.attempted += input.len();
                self.attempt = input.len();
                Ok(None)
            }
            Err(_) => Ok(Some(self.plain(input, base))),
        }
    }

    /// "A nested cell deeper than the depth limit is an error." It is well-formed, so nothing else can be.
    #[cold]
    fn check_depth(&mut self, cell: &str, base: usize) -> Result<()> {
        let checked = behind(cell, Stop::End, nested_syntax(self.depth_limit), &mut Unwatched);
        let length = match &checked {
            Err(nom::Err::Error(error)) => cell.len() - error.rest.len(),
            _ => cell.len(),
        };
        self.visited(base, length);
        match checked {
            Ok(_) => Ok(()),
            Err(_) => {
                Err(Error::new(ErrorKind::DepthLimit { limit: self.depth_limit }).at(self.cell + length))
            }
        }
    }

    /// Counts bytes looked at.
    #[cfg(test)]
    fn visited(&mut self, from: usize, length: usize) {
        self.attempts.visits.push(from..from + length);
    }

    #[cfg(not(test))]
    #[inline(always)]
    #[allow(clippy::unused_self)]
    fn visited(&mut self, _: usize, _: usize) {}

    /// What has been looked at, in offsets in the file.
    #[cfg(test)]
    pub(crate) fn visits(&self) -> &[core::ops::Range<usize>] {
        &self.attempts.visits
    }

    /// An attempt starts over, so where text trickles in it waits for a line feed, or for much more text: all
    /// attempts at a cell see less than twice its bytes.
    fn worth_an_attempt(&mut self, input: &str, base: usize) -> bool {
        if input.len() >= 4 * self.attempt {
            return true;
        }
        if self.attempted > input.len() / 2 {
            return false;
        }
        let from = self.attempt.max(self.searched);
        let found = memchr::memchr(b'\n', &input.as_bytes()[from..]);
        self.searched = found.map_or(input.len(), |at| from + at);
        self.visited(base + from, self.searched - from);
        found.is_some()
    }

    /// Makes the next scan attempt what has been put off; `false` where nothing has.
    #[cfg(feature = "std")]
    pub(crate) fn insist(&mut self) -> bool {
        self.attempted = 0;
        self.attempt = 0;
        core::mem::take(&mut self.put_off)
    }

    #[inline]
    fn quoted<'a>(&mut self, input: &'a str, base: usize, whole: bool) -> Result<Option<(&'a str, Cell)>> {
        let found = quoted(self.dialect, self.scanned, self.escaped)(input);
        let rest = match &found {
            Ok((rest, _)) => rest,
            Err(nom::Err::Error(error)) if error.reason != Reason::UnterminatedQuote => error.rest,
            Err(_) => "",
        };
        self.visited(base + self.scanned, (input.len() - rest.len()).saturating_sub(self.scanned));
        match found {
            // One byte more may show that the quote was not the closing one, or that a CR is an LF's.
            Ok((rest, cell)) if !whole && (rest.is_empty() || rest == "\r") => {
                self.scanned_to(cell.raw.len() + 1, input);
                Ok(None)
            }
            Ok((rest, cell)) => {
                let start = self.cell + 1;
                let form = if cell.escaped { Form::Escaped } else { Form::Quoted };
                Ok(Some((rest, Cell::new(start, start + cell.raw.len(), form))))
            }
            Err(nom::Err::Error(error)) => self.not_quoted(input, error, whole).map(|()| None),
            Err(_) => Ok(None),
        }
    }

    /// What is wrong with a quoted cell, unless more text may mend it.
    #[cold]
    fn not_quoted(&mut self, input: &str, error: crate::grammar::Error<'_>, whole: bool) -> Result<()> {
        if error.reason == Reason::UnterminatedQuote {
            if whole {
                return Err(Error::new(ErrorKind::UnterminatedQuote).at(self.cell));
            }
            self.scanned_to(input.len(), input);
            return Ok(());
        }
        if !whole && error.rest == "\r" {
            return Ok(());
        }
        // The first character only: how much more there is to quote would depend on the reader's chunks.
        let length = error.rest.chars().next().map_or(0, char::len_utf8);
        let found = quoted_excerpt(&error.rest[..length]);
        Err(Error::new(ErrorKind::TextAfterQuote { found }).at(self.cell + input.len() - error.rest.len()))
    }

    /// Remembers that the first `length` bytes of the quoted cell hold no closing quote.
    fn scanned_to(&mut self, length: usize, input: &str) {
        let new = &input.as_bytes()[self.scanned.max(1)..length];
        self.escaped |= memchr::memchr(self.dialect.quote, new).is_some();
        self.scanned = length;
    }
}

/// The bytes of empty lines that the text starts with: "empty lines are skipped".
#[inline]
pub(crate) fn empty_lines(text: &[u8]) -> usize {
    let mut rest = text;
    while let [b'\n', next @ ..] | [b'\r', b'\n', next @ ..] = rest {
        rest = next;
    }
    text.len() - rest.len()
}

#[cfg(test)]
mod tests;
