//! A record that is being read as a row. Floor 4.

use super::header::Header;
use super::scanner::{Cell, Form};
use crate::csv::dialect::Dialect;
use crate::de::Parser;
use crate::grammar;

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
    /// Nothing is trimmed.
    pub(super) verbatim: bool,
}

impl Row<'_, '_, '_> {
    /// Whether this cell, if it is empty, is nothing: not where it is quoted, if that makes a difference.
    #[inline]
    pub(super) fn empty_is_nothing(&self, cell: Cell) -> bool {
        cell.form() == Form::Plain || !self.distinguish_empty
    }

    /// Whether `None` is what this cell means.
    pub(super) fn is_nothing(&self, cell: Cell) -> bool {
        let text = &self.text[cell.start()..cell.end()];
        let text = if self.verbatim { text } else { grammar::trim(text) };
        text.is_empty() && self.empty_is_nothing(cell)
    }

    pub(super) fn missing(&self, index: usize) -> bool {
        index >= self.cells.len()
    }
}
