//! The maps and lists that are open: their brackets, how deep they may go, and how long they may be (SPEC §2). Floor 3.

use super::parser::{Parser, too_deep};
use crate::error::{Error, Result};
use crate::grammar::{self, Stop};

impl Parser<'_> {
    /// Opens a map or list: one level (SPEC §2).
    #[inline(always)]
    pub(crate) fn descend(&mut self) -> Result<()> {
        if self.levels_left > 0 && self.stack.has_room() {
            self.levels_left -= 1;
            return Ok(());
        }
        Err(self.cannot_descend())
    }

    /// Begins a list without brackets, which is no level. A type that is a list of itself would begin them forever.
    pub(super) fn begin_bare_list(&mut self) -> Result<()> {
        if self.bare_lists < grammar::DEPTH_LIMIT && self.stack.has_room() {
            self.bare_lists += 1;
            return Ok(());
        }
        Err(too_deep(grammar::DEPTH_LIMIT).at(self.offset()))
    }

    /// Ends the list without brackets that is open.
    pub(super) fn end_bare_list(&mut self) {
        self.bare_lists -= 1;
    }

    #[cold]
    #[inline(never)]
    fn cannot_descend(&self) -> Error {
        // At the limit, or where the stack ends before it.
        too_deep(self.options.depth_limit - self.levels_left).at(self.offset())
    }

    /// How many items the list that is open will have, as far as others tell.
    #[inline]
    pub(super) fn expected_items(&self) -> Option<usize> {
        self.memory.lists.expected(self.level().wrapping_sub(1))
    }

    /// The list that was just closed had so many items.
    #[inline]
    pub(super) fn saw_items(&mut self, items: usize) {
        let level = self.level();
        self.memory.lists.saw(level, items);
    }

    /// How many maps and lists are open.
    #[inline]
    fn level(&self) -> usize {
        self.options.depth_limit - self.levels_left
    }

    #[inline]
    pub(super) fn ascend(&mut self) {
        self.levels_left += 1;
    }

    /// Opens a map: `{`, and whether it has members.
    #[inline]
    pub(super) fn open_map(&mut self) -> Result<bool> {
        self.descend()?;
        self.bump();
        if let Some(rest) = grammar::skip_space(self.rest).strip_prefix('}') {
            self.rest = rest;
            self.closed();
            return Ok(false);
        }
        Ok(true)
    }

    /// Whether something follows the opening bracket at once: the bracket may be left to be read with it.
    #[inline]
    pub(super) fn opens_at_once(&self, close: u8) -> bool {
        matches!(self.rest.as_bytes(), [_, first, ..] if *first > b' ' && *first != close)
    }

    /// Opens a list: `[`, and whether it has items. `[ ]` has one, a space, unless white space is insignificant.
    #[inline]
    pub(super) fn open_list(&mut self) -> Result<bool> {
        self.descend()?;
        self.bump();
        self.skip_insignificant_space();
        if self.peek() == Some(b']') {
            self.bump();
            self.closed();
            return Ok(false);
        }
        Ok(true)
    }

    /// Closes the map that is read, if its end stands here and no white space behind it.
    #[inline(always)]
    pub(super) fn take_map_end(&mut self) -> bool {
        match self.rest.strip_prefix('}') {
            Some(rest) if rest.as_bytes().first().is_none_or(|next| *next > b' ') => {
                self.rest = rest;
                self.ascend();
                true
            }
            _ => false,
        }
    }

    /// Closes the map or list that is read: nothing but its end may follow its last value.
    #[inline(always)]
    pub(super) fn close(&mut self, stop: Stop) -> Result<()> {
        match self.peek() {
            Some(byte) if byte == stop.close() => self.bump(),
            None if stop == Stop::Comma => {
                self.end_bare_list();
                return Ok(());
            }
            _ => return Err(self.expected(stop.expected())),
        }
        self.closed();
        Ok(())
    }

    #[inline]
    fn closed(&mut self) {
        self.ascend();
        self.skip_space();
    }
}
