//! What most keys and values are: bare, short, and borrowed as they stand. Decided at once; `None` decides nothing, and
//! the steps of the grammar follow. Floor 3.

use super::parser::Parser;
use crate::grammar::{Quotes, Stop};
use crate::text::scan;

/// What was seen of the value behind a key when the key was read: its place, by the bytes that are left there, and how many
/// bytes stand before the next of `" , { } [ ]`.
#[derive(Clone, Copy, Default)]
pub(super) struct Seen {
    left: usize,
    length: usize,
}

impl<'de> Parser<'de> {
    /// `bare(S)`, where that is certain from the next bytes.
    #[inline(always)]
    pub(super) fn verbatim(&mut self, stop: Stop) -> Option<&'de str> {
        self.near::<false>(stop)
    }

    /// The text of a string, bare or quoted, where that is certain from the next bytes.
    #[inline(always)]
    pub(super) fn verbatim_string(&mut self, stop: Stop) -> Option<&'de str> {
        self.near::<true>(stop)
    }

    #[inline(always)]
    fn near<const QUOTED: bool>(&mut self, stop: Stop) -> Option<&'de str> {
        match stop {
            Stop::Map => self.near_before::<b'}', QUOTED>(),
            Stop::List => self.near_before::<b']', QUOTED>(),
            Stop::Comma => self.near_before::<b',', QUOTED>(),
            Stop::End => {
                let whole = self.verbatim && self.is_whole_cell(stop) && self.quotes == Quotes::Single;
                if whole { Some(core::mem::take(&mut self.rest)) } else { None }
            }
        }
    }

    /// A function of its own, however small: a struct has many texts, and the code that reads them all must stay near.
    #[inline(never)]
    fn near_before<const CLOSE: u8, const QUOTED: bool>(&mut self) -> Option<&'de str> {
        if !self.verbatim {
            return None;
        }
        let end = scan::find_near_end(self.rest.as_bytes())?;
        match self.take_verbatim::<CLOSE>(end) {
            None if QUOTED && end == 0 => self.near_quoted(),
            text => text,
        }
    }

    /// Called last, so that the way to a bare text saves no registers.
    #[inline(never)]
    fn near_quoted(&mut self) -> Option<&'de str> {
        if self.peek() == Some(b'"') { self.verbatim_quoted() } else { None }
    }

    /// The same for the last bytes of the text.
    #[inline(never)]
    pub(super) fn last_verbatim(&mut self, stop: Stop) -> Option<&'de str> {
        if !self.verbatim || stop == Stop::End {
            return None;
        }
        let end = scan::find_last_end(self.text().as_bytes(), self.rest.len())?;
        match stop {
            Stop::Map => self.take_verbatim::<b'}'>(end),
            Stop::List => self.take_verbatim::<b']'>(end),
            Stop::Comma | Stop::End => self.take_verbatim::<b','>(end),
        }
    }

    /// Takes the text before the first of `" , { } [ ]`, if it ends a bare value here.
    #[inline(always)]
    fn take_verbatim<const CLOSE: u8>(&mut self, end: usize) -> Option<&'de str> {
        let byte = *self.rest.as_bytes().get(end)?;
        if byte != b',' && byte != CLOSE {
            return None;
        }
        let (text, rest) = self.rest.split_at(end);
        self.rest = rest;
        Some(text)
    }

    /// `quoted`, where the text ends within the next bytes and has no quote in it; a quote stands here.
    #[inline(always)]
    pub(super) fn verbatim_quoted(&mut self) -> Option<&'de str> {
        let width = match self.quotes {
            Quotes::Single => 1,
            Quotes::Doubled => 2,
            Quotes::Foreign(_) => return None,
        };
        let text = self.rest.get(width..)?;
        let end = scan::find_near_quote(text.as_bytes())?;
        let (text, rest) = text.split_at(end);
        let rest = rest.get(width..)?;
        if rest.starts_with('"') {
            return None;
        }
        self.rest = rest;
        self.skip_space();
        Some(text)
    }

    /// `key ":"` where the key is bare; `member` starts with it, behind what separates it here.
    #[inline(always)]
    pub(super) fn verbatim_key(&mut self, member: &'de str) -> Option<(&'de str, Seen)> {
        if !self.verbatim {
            return None;
        }
        let (colon, end) = scan::find_near_member(member.as_bytes())?;
        let (key, rest) = member.split_at_checked(colon)?;
        self.rest = rest.strip_prefix(':')?;
        Some((key, Seen { left: self.rest.len(), length: end - colon - 1 }))
    }

    /// The value of a map's member, if it is bare and its end was seen.
    #[inline(always)]
    pub(super) fn seen_verbatim(&mut self) -> Option<&'de str> {
        let Seen { left, length } = self.seen;
        if left == self.rest.len() { self.take_verbatim::<b'}'>(length) } else { None }
    }
}
