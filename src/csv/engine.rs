//! Reads records off a text and rows off records, whoever owns the text: strings and readers share it. Floor 4.

use alloc::borrow::Cow;
use alloc::vec::Vec;

use serde::Deserialize;

use super::header::Header;
use super::record::cell_text;
use super::row::{Row, check_length};
use super::scanner::{Cell, Scan, Scanner, empty_lines};
use super::settings::Settings;
use crate::de::Parser;
#[cfg(feature = "std")]
use crate::error::ErrorKind;
use crate::error::{Error, Position, Result};

/// What the text holds next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Next {
    /// A record: where it starts, and where the next one does.
    Record { start: usize, end: usize },
    /// The text ends within a record, or may go on: nothing before `start` is needed any more.
    Incomplete { start: usize },
    /// The file ends.
    End,
}

/// A structural error, and where reading resumes: "at the first line feed after the start of the cell that failed".
pub(crate) struct Failure {
    pub(crate) error: Error,
    /// Where the record starts.
    pub(crate) start: usize,
    /// Where the cell that failed starts.
    pub(crate) cell: usize,
}

pub(crate) struct Engine<'h> {
    settings: Settings,
    scanner: Scanner,
    header: Option<Header<'h>>,
    /// Cells of the first record, where there is no header.
    width: Option<usize>,
    /// Whether the record at hand has been started on.
    started: bool,
    /// The settings cannot be read with.
    refused: bool,
    /// Records read, the header aside.
    record: u64,
}

impl<'h> Engine<'h> {
    pub(crate) fn new(settings: Settings) -> Self {
        Engine {
            settings,
            scanner: Scanner::new(settings.dialect, settings.options.depth_limit),
            header: None,
            width: None,
            started: false,
            refused: settings.dialect.check().is_err(),
            record: 0,
        }
    }

    /// Settings that cannot be read with are one error, and then the end.
    #[cold]
    fn refuse(&mut self, at: usize) -> Result<Next, Failure> {
        if core::mem::replace(&mut self.started, true) {
            return Ok(Next::End);
        }
        match self.settings.dialect.check() {
            Ok(_) => Ok(Next::End),
            Err(error) => Err(Failure { error, start: at, cell: at }),
        }
    }

    pub(crate) fn settings(&self) -> &Settings {
        &self.settings
    }

    pub(crate) fn header(&self) -> Option<&Header<'h>> {
        self.header.as_ref()
    }

    pub(crate) fn set_header(&mut self, header: Header<'h>) {
        self.header = Some(header);
        self.settings.has_headers = false;
    }

    /// Whether the next record is the header.
    pub(crate) fn wants_header(&self) -> bool {
        self.settings.has_headers && self.header.is_none()
    }

    /// Swaps the cells of the record read last with `room`, in whose memory the next one's are read; copies them where `room`
    /// has none.
    #[inline]
    pub(crate) fn give_cells(&mut self, room: &mut Vec<Cell>) {
        self.scanner.give_cells(room);
    }

    /// Bytes looked at.
    #[cfg(all(test, feature = "std"))]
    pub(crate) fn scanned(&self) -> usize {
        self.scanner.visits().iter().map(ExactSizeIterator::len).sum()
    }

    pub(crate) fn record(&self) -> u64 {
        self.record
    }

    /// Scans the record at `text[at..]`, where `text` is `base` bytes into the file and `whole` says no more comes.
    #[inline]
    pub(crate) fn scan(&mut self, text: &str, at: usize, base: usize, whole: bool) -> Result<Next, Failure> {
        let mut start = at;
        if self.refused {
            return self.refuse(at);
        }
        if !self.started {
            let rest = &text.as_bytes()[at..];
            start += empty_lines(rest);
            if start == text.len() || (!whole && rest[start - at..] == *b"\r") {
                return Ok(if whole { Next::End } else { Next::Incomplete { start } });
            }
            self.scanner.start(base + start);
            self.started = true;
        }
        match self.scanner.scan(&text[start..], base + start, whole) {
            Ok(Scan::Record(length)) => {
                self.give_up();
                Ok(Next::Record { start, end: start + length })
            }
            Ok(Scan::Incomplete) => Ok(Next::Incomplete { start }),
            Err(error) => Err(self.fail(error.after(start), start)),
        }
    }

    /// Makes the next scan read what it has put off; `false` where it has put off nothing.
    #[cfg(feature = "std")]
    pub(crate) fn insist(&mut self) -> bool {
        self.scanner.insist()
    }

    /// Gives up the record at hand as too long; to blame is the cell that the limit falls in.
    #[cfg(feature = "std")]
    pub(crate) fn fail_limit(&mut self, start: usize) -> Failure {
        let limit = self.settings.record_limit;
        let cell = start + self.scanner.cell_at(limit);
        let error = Error::new(ErrorKind::RecordLimit { limit }).at(cell);
        self.give_up();
        Failure { error: error.in_record(self.record), start, cell }
    }

    #[cold]
    fn fail(&mut self, error: Error, start: usize) -> Failure {
        let cell = self.scanner.cells().len();
        let error = match self.header.as_ref().and_then(|header| header.columns().get(cell)) {
            Some(name) => error.under_key(name),
            // The header's cells have no names yet, nor have those of a file without one.
            None => error.under_index(cell),
        };
        self.give_up();
        Failure { error: error.in_record(self.record), start, cell: start + self.scanner.failed_cell() }
    }

    /// Leaves the record at hand, which counts all the same.
    pub(crate) fn give_up(&mut self) {
        if core::mem::take(&mut self.started) && !self.wants_header() {
            self.record += 1;
        }
    }

    /// Leaves the record that the text at hand stands in, begun or not.
    #[cfg(feature = "std")]
    pub(crate) fn lose(&mut self) {
        self.started = true;
        self.give_up();
    }

    /// Takes the record scanned last, which starts at `start` in the file, for the header.
    #[cfg(feature = "std")]
    pub(crate) fn take_header(&mut self, record: &str, start: Position) {
        self.header = Some(self.read_header(record, start));
    }

    /// The same where the record stays in memory: its names are lent.
    pub(crate) fn borrow_header(&mut self, record: &'h str, start: Position) {
        let dialect = self.settings.dialect;
        let names = self.scanner.cells().iter().map(|cell| match cell_text(record, *cell, dialect) {
            Cow::Borrowed(name) => Some(name),
            Cow::Owned(_) => None,
        });
        self.header = Some(self.read_header(record, start).lent(names));
    }

    fn read_header(&self, record: &str, start: Position) -> Header<'h> {
        let dialect = self.settings.dialect;
        let names = self.scanner.cells().iter().map(|cell| cell_text(record, *cell, dialect));
        let mut place = start;
        let places = self.scanner.cells().iter().map(|cell| {
            let passed = place.offset - start.offset;
            place = place.advanced(&record.as_bytes()[passed..cell.start()]);
            place
        });
        Header::new(names).at(places.collect())
    }

    /// "A record longer or shorter than the header is an error unless `flexible`."
    #[inline]
    pub(crate) fn check_length(&mut self, start: usize) -> Result<()> {
        let found = self.scanner.cells().len();
        let expected = match &self.header {
            Some(header) => header.names().len(),
            None => *self.width.get_or_insert(found),
        };
        check_length(found, expected, self.settings.flexible)
            .map_err(|error| error.at(start).in_record(self.record))
    }

    /// Reads the record scanned last, which starts at `start`, as a row.
    #[inline]
    pub(crate) fn row<'de, T: Deserialize<'de>>(
        &mut self,
        parser: &mut Parser<'de>,
        text: &'de str,
        start: usize,
    ) -> Result<T>
    where
        'h: 'de,
    {
        self.check_length(start)?;
        let (cells, header) = (self.scanner.cells(), self.header.as_mut());
        let mut row = Row::new(parser, &text[start..], start, cells, header, &self.settings);
        T::deserialize(&mut row).map_err(|error| error.at(start).in_record(self.record))
    }
}
