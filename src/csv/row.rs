//! A record that is being read as a row. Floor 4.

use alloc::format;

use super::header::Header;
use super::scanner::{Cell, Form};
use super::settings::Settings;
use crate::csv::dialect::Dialect;
use crate::de::Parser;
use crate::error::{Error, ErrorKind, Result};

/// A record and the text it stands in.
pub(super) struct Row<'r, 'h, 'de> {
    pub(super) parser: &'r mut Parser<'de>,
    /// The text from the record on.
    pub(super) text: &'de str,
    /// Where the record starts, for messages.
    pub(super) start: usize,
    pub(super) cells: &'r [Cell],
    pub(super) header: Option<&'r mut Header<'h>>,
    pub(super) dialect: Dialect,
    pub(super) distinguish_empty: bool,
    /// Cells that the type does not take are ignored.
    pub(super) flexible: bool,
}

impl<'r, 'h, 'de> Row<'r, 'h, 'de> {
    #[inline(always)]
    pub(super) fn new(
        parser: &'r mut Parser<'de>,
        text: &'de str,
        start: usize,
        cells: &'r [Cell],
        header: Option<&'r mut Header<'h>>,
        settings: &Settings,
    ) -> Self {
        Row {
            parser,
            text,
            start,
            cells,
            header,
            dialect: settings.dialect,
            distinguish_empty: settings.distinguish_empty,
            flexible: settings.flexible,
        }
    }

    /// Whether this cell, if it is empty, is nothing: not where it is quoted, if that makes a difference.
    #[inline]
    pub(super) fn empty_is_nothing(&self, cell: Cell) -> bool {
        cell.form() == Form::Plain || !self.distinguish_empty
    }

    /// Whether `None` is what this cell means.
    pub(super) fn is_nothing(&self, cell: Cell) -> bool {
        cell.start() == cell.end() && self.empty_is_nothing(cell)
    }

    pub(super) fn missing(&self, index: usize) -> bool {
        index >= self.cells.len()
    }
}

/// "A record longer or shorter than the header is an error unless `flexible`."
#[inline]
pub(super) fn check_length(found: usize, expected: usize, flexible: bool) -> Result<()> {
    if found == expected || flexible {
        return Ok(());
    }
    let expected = format!("a record of {expected} cells");
    Err(Error::new(ErrorKind::InvalidLength { expected, found }))
}
