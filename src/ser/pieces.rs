//! What a document is put together from: names, texts, literals, brackets. Floor 2.
//!
//! What is short and plain is taken by the staging in one step, without a call; anything else, or what finds no room, is one
//! call away.

use core::fmt;

use super::{STAGED, Serializer};
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

    /// Writes what opens or closes a map or list.
    #[inline]
    pub(super) fn brackets(&mut self, brackets: [u8; 2]) -> Result<()> {
        if self.staging.take_brackets(brackets) { Ok(()) } else { self.brackets_in_new_room(brackets) }
    }

    #[inline(never)]
    fn brackets_in_new_room(&mut self, brackets: [u8; 2]) -> Result<()> {
        self.make_room()?;
        self.staging.take_brackets(brackets);
        Ok(())
    }

    /// Writes a number or a boolean.
    #[inline]
    pub(super) fn literal(&mut self, literal: impl Literal) -> Result<()> {
        if self.staging.take_literal(false, b' ', literal) {
            Ok(())
        } else {
            self.literal_in_new_room(literal)
        }
    }

    #[inline(never)]
    fn literal_in_new_room(&mut self, literal: impl Literal) -> Result<()> {
        self.make_room()?;
        self.staging.take_literal(false, b' ', literal);
        Ok(())
    }

    /// Writes a text: `""` if empty, quoted if it has a character that the grammar knows, else bare (SPEC §5).
    #[inline]
    pub(super) fn text(&mut self, text: &str) -> Result<()> {
        if self.staging.take_plain(text) { Ok(()) } else { self.any_text(text) }
    }

    #[inline(never)]
    fn any_text(&mut self, text: &str) -> Result<()> {
        self.make_room()?;
        // Where there is room, a short text that is not plain has quotes.
        if self.staging.take_plain(text) || self.staging.take_quoted(text) {
            return Ok(());
        }
        Ok(write_text(text, &mut Staged(self))?)
    }

    /// Writes a field's name, with the comma before it where one is due, and a colon.
    #[inline]
    pub(super) fn member(&mut self, comma: bool, name: &str) -> Result<()> {
        if self.staging.take_member(comma, name) { Ok(()) } else { self.any_member(comma, name) }
    }

    #[inline(never)]
    fn any_member(&mut self, comma: bool, name: &str) -> Result<()> {
        self.make_room()?;
        if self.staging.take_member(comma, name) {
            return Ok(());
        }
        if comma {
            self.verbatim(",")?;
        }
        self.any_text(name)?;
        self.verbatim(":")
    }

    /// The same with its value, a text.
    #[inline]
    pub(super) fn member_text(&mut self, comma: bool, name: &str, text: &str) -> Result<()> {
        if self.staging.take_member_plain(comma, name, text) {
            Ok(())
        } else {
            self.any_member_text(comma, name, text)
        }
    }

    #[inline(never)]
    fn any_member_text(&mut self, comma: bool, name: &str, text: &str) -> Result<()> {
        self.any_member(comma, name)?;
        self.any_text(text)
    }

    /// The same with its value, a literal.
    #[inline]
    pub(super) fn member_literal(&mut self, comma: bool, name: &str, literal: impl Literal) -> Result<()> {
        if self.staging.take_member_literal(comma, name, literal) {
            Ok(())
        } else {
            self.any_member_literal(comma, name, literal)
        }
    }

    #[inline(never)]
    fn any_member_literal(&mut self, comma: bool, name: &str, literal: impl Literal) -> Result<()> {
        self.any_member(comma, name)?;
        self.literal(literal)
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
