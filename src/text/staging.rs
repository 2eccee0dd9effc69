//! Text on its way out: put together in bytes that are there already, so that a short text is two stores and no call, and
//! the output sees few and long pieces. Floor 1.

use alloc::vec::Vec;
use core::fmt;

use super::copy::{self, Needles, SHORT};
use super::scalar::{Literal, WIDEST};
use super::utf8;
use crate::error::Result;

/// A character, and a short text or a literal behind it; rounded up.
const CELL: usize = if SHORT < WIDEST { WIDEST } else { SHORT } + 8;

/// A comma, a short name, a colon, and a short text or a literal; rounded up.
pub(crate) const MEMBER: usize = SHORT + CELL;

/// Whole texts, one after another.
pub(crate) struct Staging<B> {
    /// More than is used.
    bytes: B,
    length: usize,
}

impl<B: AsRef<[u8]> + AsMut<[u8]>> Staging<B> {
    pub(crate) const fn new(bytes: B) -> Self {
        Staging { bytes, length: 0 }
    }

    #[inline]
    pub(crate) fn len(&self) -> usize {
        self.length
    }

    #[inline]
    pub(crate) fn clear(&mut self) {
        self.length = 0;
    }

    #[inline]
    pub(crate) fn truncate(&mut self, length: usize) {
        self.length = self.length.min(length);
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.bytes.as_ref()[..self.length]
    }

    /// Whole texts are text: to look is cheaper than to copy each as one.
    pub(crate) fn as_str(&self) -> Result<&str> {
        utf8::check(self.as_bytes())
    }

    #[inline(always)]
    fn room<const N: usize>(&mut self, staged: usize) -> Option<&mut [u8; N]> {
        self.bytes.as_mut().get_mut(self.length + staged..)?.first_chunk_mut()
    }

    /// Takes what is staged and a text that is short and needs no quotes in JSV (SPEC §5), if there is room.
    #[inline(always)]
    pub(crate) fn take_plain(&mut self, staged: usize, text: &str) -> bool {
        let taken = self.room(staged).is_some_and(|room| copy::plain(text.as_bytes(), room));
        if taken {
            self.length += staged + text.len();
        }
        taken
    }

    /// Takes a short text between quotes that has none itself, if there is room.
    #[inline(always)]
    pub(crate) fn take_quoted(&mut self, text: &str) -> bool {
        let Some(room) = self.room::<MEMBER>(0) else { return false };
        let [open, room @ ..] = room;
        *open = b'"';
        let taken = room.first_chunk_mut().is_some_and(|room| copy::unquoted(text.as_bytes(), room));
        if let (true, Some(close)) = (taken, room.get_mut(text.len())) {
            *close = b'"';
            self.length += text.len() + 2;
        }
        taken
    }

    /// Takes a short text that has none of the needles, behind `before` where that is due, if there is room.
    #[inline(always)]
    pub(crate) fn take_without(&mut self, due: bool, before: u8, text: &str, needles: &Needles) -> bool {
        let Some(room) = self.room::<CELL>(0) else { return false };
        room[0] = before;
        let start = usize::from(due);
        let taken =
            room[start..].first_chunk_mut().is_some_and(|room| copy::without(text.as_bytes(), room, needles));
        if taken {
            self.length += start + text.len();
        }
        taken
    }

    /// Writes a short name that is plain, between a comma where one is due and a colon, behind what is taken: how many bytes,
    /// if there is room for them and a short value. They are not taken yet.
    #[inline(always)]
    pub(crate) fn stage_member(&mut self, comma: bool, name: &str) -> Option<usize> {
        let room = self.room::<MEMBER>(0)?;
        room[0] = b',';
        let start = usize::from(comma);
        let end = start + name.len();
        if !copy::plain(name.as_bytes(), room[start..].first_chunk_mut()?) {
            return None;
        }
        *room.get_mut(end)? = b':';
        Some(end + 1)
    }

    /// Takes so many bytes that were staged.
    #[inline(always)]
    pub(crate) fn take_staged(&mut self, staged: usize) {
        self.length += staged;
    }

    /// Takes what is staged and one or two ASCII characters, the second one if it is not zero.
    #[inline(always)]
    pub(crate) fn take_brackets(&mut self, staged: usize, brackets: [u8; 2]) -> bool {
        let Some(room) = self.room(staged) else { return false };
        *room = brackets;
        self.length += staged + 1 + usize::from(brackets[1] != 0);
        true
    }

    /// Takes what is staged and a literal, if there is room.
    #[inline(always)]
    pub(crate) fn take_literal(&mut self, staged: usize, literal: impl Literal) -> bool {
        let Some(room) = self.room(staged) else { return false };
        self.length += staged + literal.write(room);
        true
    }

    /// Takes a literal, behind `before` where that is due, if there is room.
    #[inline(always)]
    fn take_literal_behind(&mut self, due: bool, before: u8, literal: impl Literal) -> bool {
        let Some(room) = self.room::<CELL>(0) else { return false };
        room[0] = before;
        let start = usize::from(due);
        let Some(room) = room[start..].first_chunk_mut() else { return false };
        self.length += start + literal.write(room);
        true
    }

    /// Takes a text of any kind, if there is room.
    #[inline]
    pub(crate) fn take(&mut self, text: &[u8]) -> bool {
        if self.room(0).is_some_and(|room| copy::any(text, room)) {
            self.length += text.len();
            return true;
        }
        self.take_long(text)
    }

    fn take_long(&mut self, text: &[u8]) -> bool {
        let room = self.bytes.as_mut()[self.length..].get_mut(..text.len());
        let taken = room.is_some();
        if let Some(room) = room {
            room.copy_from_slice(text);
            self.length += text.len();
        }
        taken
    }
}

/// Staging that grows.
pub(crate) type Buffer = Staging<Vec<u8>>;

impl Buffer {
    /// Takes a whole text.
    #[inline]
    pub(crate) fn push(&mut self, text: &[u8]) {
        if !self.take(text) {
            self.reserve(text.len());
            self.take_long(text);
        }
    }

    /// Takes a literal, behind `before` where that is due.
    #[inline]
    pub(crate) fn push_literal(&mut self, due: bool, before: u8, literal: impl Literal) {
        if !self.take_literal_behind(due, before, literal) {
            self.reserve(0);
            self.take_literal_behind(due, before, literal);
        }
    }

    /// Takes an ASCII character.
    #[inline]
    pub(crate) fn push_byte(&mut self, byte: u8) {
        match self.bytes.get_mut(self.length) {
            Some(place) => {
                *place = byte;
                self.length += 1;
            }
            None => self.push(&[byte]),
        }
    }

    /// Takes an ASCII character in front of the byte `at`.
    pub(crate) fn insert(&mut self, at: usize, byte: u8) {
        self.push_byte(byte);
        self.bytes[at..self.length].rotate_right(1);
    }

    /// Room for so many bytes and a short text.
    #[cold]
    pub(crate) fn reserve(&mut self, bytes: usize) {
        let needed = self.length + bytes + CELL;
        if self.bytes.len() < needed {
            self.bytes.resize(needed.max(2 * self.bytes.len()), 0);
        }
    }
}

impl Default for Buffer {
    fn default() -> Self {
        Staging::new(Vec::new())
    }
}

impl fmt::Write for Buffer {
    #[inline]
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.push(text.as_bytes());
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_fit_is_not_taken() {
        let mut staging = Staging::new([0; 64]);
        for length in 0..=64 {
            staging.length = length;
            for text in ["a", "abcdefgh", "an email@example.org", "a text of more than thirty-two bytes"] {
                let fits = length + text.len() <= 64;
                assert_eq!(staging.take(text.as_bytes()), fits, "{length} {text}");
                assert_eq!(staging.len(), if fits { length + text.len() } else { length });
                assert!(!fits || staging.as_bytes().ends_with(text.as_bytes()));
                staging.truncate(length);
            }
        }
    }

    #[test]
    fn a_buffer_takes_everything() {
        let mut buffer = Buffer::default();
        let mut expected = String::new();
        for length in 0..300 {
            let text = "é".repeat(length % 7) + &"x".repeat(length);
            buffer.push(text.as_bytes());
            buffer.push_byte(b',');
            expected = expected + &text + ",";
            assert_eq!(buffer.as_str().unwrap(), expected);
        }
        buffer.insert(3, b'\'');
        expected.insert(3, '\'');
        assert_eq!(buffer.as_str().unwrap(), expected);
    }
}
