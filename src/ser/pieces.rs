//! What a document is put together from: names, texts, literals, brackets. Floor 2.
//!
//! What is short and plain is taken by the staging in one step, without a call; anything else, or what finds no room, is one
//! call away.

use core::fmt;

use super::value::KEPT;
use super::{FILLED, STAGED, Serializer};
use crate::error::Result;
use crate::text::scalar::Literal;
use crate::text::staging::MEMBER;
use crate::text::{quote, scan};

impl<W: fmt::Write> Serializer<W> {
    /// Sends what is staged.
    #[inline(never)]
    pub(crate) fn send(&mut self) -> Result<()> {
        if self.staging.len() == 0 {
            return Ok(());
        }
        let sent = self.out.write_str(self.staging.as_str()?);
        self.staging.clear();
        Ok(sent?)
    }

    /// Writes a text as it stands.
    #[inline]
    pub(super) fn verbatim(&mut self, text: &str) -> Result<()> {
        if self.staging.take(text.as_bytes()) { Ok(()) } else { self.verbatim_long(text) }
    }

    #[inline(never)]
    fn verbatim_long(&mut self, text: &str) -> Result<()> {
        self.send()?;
        if self.staging.take(text.as_bytes()) { Ok(()) } else { Ok(self.out.write_str(text)?) }
    }

    /// Sends what is staged if there is little room behind it: then there is room for whatever is short.
    #[inline]
    fn make_room(&mut self) -> Result<()> {
        if self.staging.len() > STAGED - MEMBER { self.send() } else { Ok(()) }
    }

    /// Stages a field's name, with the comma before it where one is due, and a colon: how many bytes of it wait for the
    /// value to write something.
    #[inline(always)]
    pub(super) fn lead(&mut self, comma: bool, name: &str) -> Result<usize> {
        match self.staging.stage_member(comma, name) {
            Some(lead) => Ok(lead),
            None => self.any_lead(comma, name),
        }
    }

    #[inline(never)]
    fn any_lead(&mut self, comma: bool, name: &str) -> Result<usize> {
        self.make_room()?;
        if let Some(lead) = self.staging.stage_member(comma, name) {
            return Ok(lead);
        }
        self.keep_comma(comma);
        write_text(name, &mut self.key)?;
        self.key.push(':');
        Ok(KEPT)
    }

    /// Begins a key that is kept.
    pub(super) fn keep_comma(&mut self, comma: bool) {
        self.key.clear();
        if comma {
            self.key.push(',');
        }
    }

    /// Writes the pending key: something follows.
    #[inline]
    pub(super) fn open_member(&mut self, lead: usize) -> Result<()> {
        self.fresh = FILLED;
        if lead == KEPT {
            return self.write_key();
        }
        self.staging.take_staged(lead);
        Ok(())
    }

    #[inline(never)]
    fn write_key(&mut self) -> Result<()> {
        let key = core::mem::take(&mut self.key);
        let written = self.verbatim(&key);
        self.key = key;
        written
    }

    /// Writes what opens or closes a map or list, behind the pending key.
    #[inline]
    pub(super) fn brackets(&mut self, lead: usize, brackets: [u8; 2]) -> Result<()> {
        self.fresh = FILLED;
        if self.staging.take_brackets(lead, brackets) { Ok(()) } else { self.brackets_anew(lead, brackets) }
    }

    #[inline(never)]
    fn brackets_anew(&mut self, lead: usize, brackets: [u8; 2]) -> Result<()> {
        self.open_member(lead)?;
        self.make_room()?;
        self.staging.take_brackets(0, brackets);
        Ok(())
    }

    /// Writes a number or a boolean, behind the pending key.
    #[inline]
    pub(super) fn literal(&mut self, lead: usize, literal: impl Literal) -> Result<()> {
        self.fresh = FILLED;
        if self.staging.take_literal(lead, literal) { Ok(()) } else { self.literal_anew(lead, literal) }
    }

    #[inline(never)]
    fn literal_anew(&mut self, lead: usize, literal: impl Literal) -> Result<()> {
        self.open_member(lead)?;
        self.make_room()?;
        self.staging.take_literal(0, literal);
        Ok(())
    }

    /// Writes a text behind the pending key: `""` if empty, quoted if it has a character that the grammar knows, else bare
    /// (SPEC §5).
    #[inline]
    pub(super) fn text(&mut self, lead: usize, text: &str) -> Result<()> {
        self.fresh = FILLED;
        if self.staging.take_plain(lead, text) { Ok(()) } else { self.any_text(lead, text) }
    }

    #[inline(never)]
    fn any_text(&mut self, lead: usize, text: &str) -> Result<()> {
        self.open_member(lead)?;
        self.make_room()?;
        // Where there is room, a short text that is not plain has quotes.
        if self.staging.take_plain(0, text) || self.staging.take_quoted(text) {
            return Ok(());
        }
        Ok(write_text(text, &mut Staged(self))?)
    }
}

/// For what writes itself.
pub(super) struct Staged<'s, W>(pub(super) &'s mut Serializer<W>);

impl<W: fmt::Write> fmt::Write for Staged<'_, W> {
    #[inline]
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.verbatim(text).map_err(|_| fmt::Error)
    }
}

/// `""` if empty; quoted if it has a character that the grammar knows; else bare (SPEC §5).
#[inline]
pub(super) fn write_text<W: fmt::Write>(text: &str, out: &mut W) -> fmt::Result {
    if text.is_empty() {
        out.write_str("\"\"")
    } else if scan::has_special(text) {
        quote::write_quoted(text, out)
    } else {
        out.write_str(text)
    }
}
