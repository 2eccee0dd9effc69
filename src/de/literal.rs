//! What most keys and values are: bare, short, and borrowed as they stand. Decided at once; `None` decides nothing, and
//! the steps of the grammar follow. Floor 3.

use super::parser::Parser;
use crate::grammar::{Quotes, Stop};
use crate::text::scan;

impl<'de> Parser<'de> {
    /// `bare(S)`, where that is certain from the next bytes.
    #[inline(always)]
    pub(super) fn literal(&mut self, stop: Stop) -> Option<&'de str> {
        if !self.literal {
            return None;
        }
        if stop == Stop::End {
            let whole = self.is_whole_cell(stop) && self.quotes == Quotes::Single;
            return if whole { Some(core::mem::take(&mut self.rest)) } else { None };
        }
        let bytes = self.rest.as_bytes();
        if !scan::starts_literal(*bytes.first()?) {
            return None;
        }
        let end = scan::find_near_end(bytes)?;
        self.take_literal(stop, end)
    }

    /// The same for the last bytes of the text.
    #[inline(never)]
    pub(super) fn last_literal(&mut self, stop: Stop) -> Option<&'de str> {
        let bytes = self.rest.as_bytes();
        if !self.literal || stop == Stop::End || !scan::starts_literal(*bytes.first()?) {
            return None;
        }
        let end = scan::find_last_end(self.text().as_bytes(), bytes.len())?;
        self.take_literal(stop, end)
    }

    /// Takes the text before one of `, } ] "`, if it ends a bare value here.
    #[inline(always)]
    fn take_literal(&mut self, stop: Stop, end: usize) -> Option<&'de str> {
        // One of them for each branch, so that the compiler knows the byte for a character.
        let ends = match self.rest.as_bytes()[end] {
            b',' => true,
            b'}' => stop == Stop::Map,
            b']' => stop == Stop::List,
            _ => false,
        };
        if !ends {
            return None;
        }
        let (text, rest) = self.rest.split_at(end);
        self.rest = rest;
        Some(text)
    }

    /// `quoted`, where the text ends within the next bytes and has no quote in it; a quote stands here.
    #[inline(always)]
    pub(super) fn literal_quoted(&mut self) -> Option<&'de str> {
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

    /// `key ":"` where the key is bare.
    #[inline(always)]
    pub(super) fn literal_key(&mut self) -> Option<&'de str> {
        let bytes = self.rest.as_bytes();
        if !self.literal || !scan::starts_literal(*bytes.first()?) {
            return None;
        }
        let end = scan::find_near_key_end(bytes)?;
        if end == 0 || bytes[end] != b':' {
            return None;
        }
        let (key, rest) = self.rest.split_at(end);
        self.rest = rest.split_at(1).1;
        Some(key)
    }
}
