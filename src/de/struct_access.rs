//! The members of a struct, whose fields' names are known (SPEC §4). Floor 3.
//!
//! Keys are compared where they stand with the name that comes next, and searched for on a miss. A key is handed on in
//! registers, never stored and read back as a whole: that is waited for. A message reads it again.

use core::marker::PhantomData;

use serde::de::value::BorrowedStrDeserializer;
use serde::de::{self, Deserialize, DeserializeSeed};

use super::access::Progress;
use super::fields::{self, FieldSet};
use super::key::KeyDeserializer;
use super::parser::Parser;
use super::value::ValueDeserializer;
use crate::error::{Error, Result};
use crate::grammar::{self, Stop, Token};
use crate::text::scan;

/// Fields in a row that are often left out: they are looked past before the key is searched for.
const NEAR: usize = 6;

/// The members of a struct: like those of a map, but its fields' names are known.
pub(super) struct StructAccess<'p, 'de> {
    parser: &'p mut Parser<'de>,
    progress: Progress,
    fields: FieldSet,
    /// The names of the fields that follow if they come in order.
    expected: &'static [&'static str],
    /// Bytes that were left in front of the last key that was searched for, and one more, of what separates it.
    left: usize,
}

/// A key that was searched for.
enum Key<'de> {
    Field(&'static str),
    /// No field's.
    Other(Token<'de>),
}

impl<'p, 'de> StructAccess<'p, 'de> {
    #[inline]
    pub(super) fn new(parser: &'p mut Parser<'de>, progress: Progress, mut fields: FieldSet) -> Self {
        let expected = fields.expected;
        if parser.ignores_underscores() {
            fields.exclude_nothing();
        }
        StructAccess { parser, progress, fields, expected, left: 0 }
    }

    #[inline]
    pub(super) fn is_closed(&self) -> bool {
        self.progress.is_closed()
    }

    pub(super) fn end(&mut self) -> Result<()> {
        self.progress.end_members(self.parser)
    }

    /// What separates the members, the next field's name and its colon in one step, where the fields come in order.
    #[inline(always)]
    fn expected(&mut self) -> Option<&'static str> {
        let (&name, others) = self.expected.split_first()?;
        self.parser.rest = fields::strip(self.progress as u8, name, self.parser.rest)?;
        self.progress = Progress::Begun;
        self.expected = others;
        Some(name)
    }

    /// A bare and short key that is not the next field's, or the end: no key then. Whether it is a field's at all is told by
    /// the progress: it was searched for if it is none. Where white space is to be trimmed or skipped, nothing is decided.
    #[inline(never)]
    fn bare_key(&mut self) -> Option<&'de str> {
        if !matches!(self.progress, Progress::Begun | Progress::Searched) {
            return None;
        }
        let start = self.parser.rest;
        let Some((key, seen)) = self.parser.literal_key::<1>() else {
            if self.parser.take_map_end() {
                self.progress = Progress::Closed;
            }
            return None;
        };
        let bytes = key.as_bytes();
        if bytes.first() <= Some(&b' ') || bytes.last() <= Some(&b' ') {
            self.parser.rest = start;
            return None;
        }
        (self.left, self.parser.seen) = (start.len(), seen);
        self.progress = if self.fields.excludes(key) { Progress::Searched } else { Progress::Begun };
        Some(key)
    }

    /// The field of a bare key.
    #[inline(never)]
    fn find_bare(&mut self, key: &'de str) -> Option<&'static str> {
        self.find_near(key).or_else(|| self.find(Token::plain(key)))
    }

    /// A key that is the first, quoted, long or to be trimmed, and the end.
    #[inline(never)]
    fn search(&mut self) -> Result<Option<Key<'de>>> {
        if !self.progress.step(self.parser, Stop::Map)? {
            return Ok(None);
        }
        self.left = self.parser.rest.len() + 1;
        let mut token =
            self.parser.key().map_err(|error| error.at(self.parser.offset_before(self.left - 1)))?;
        if !token.quoted {
            token.raw = grammar::trim(token.raw);
        }
        Ok(Some(self.find(token).map_or(Key::Other(token), Key::Field)))
    }

    /// The field that a key names exactly, if it is one of those that follow where some were left out.
    #[inline]
    fn find_near(&mut self, key: &str) -> Option<&'static str> {
        let same = |name: &&str| scan::is_same_name(name.as_bytes(), key.as_bytes());
        let near = self.expected.iter().take(NEAR).position(same)?;
        let (_, expected) = self.expected.split_at(near);
        let (name, others) = expected.split_first()?;
        self.expected = others;
        Some(name)
    }

    /// The field that a key means.
    fn find(&mut self, token: Token<'de>) -> Option<&'static str> {
        self.progress = Progress::Searched;
        let next = self.fields.names.len() - self.expected.len();
        let index = self.parser.find_field(self.fields, next, token)?;
        if let Some((_, expected)) = self.fields.expected.split_at_checked(index + 1) {
            self.expected = expected;
            self.progress = Progress::Begun;
        }
        Some(self.fields.names[index])
    }

    /// An error in the value of the key at hand, in front of which so many bytes were left.
    #[cold]
    fn in_member(&mut self, left: usize, error: Error) -> Error {
        let error = error.at(self.parser.offset_before(left));
        let next = self.fields.names.len() - self.expected.len();
        if self.progress != Progress::Searched {
            return error.under_key(self.fields.names.get(next.wrapping_sub(1)).copied().unwrap_or_default());
        }
        let Some((mut token, _)) = self.parser.key_again(self.left - 1) else { return error };
        if !token.quoted {
            token.raw = grammar::trim(token.raw);
        }
        match self.parser.find_field(self.fields, next, token) {
            Some(index) => error.under_key(self.fields.names[index]),
            None => error.under_key(self.parser.resolve(token)),
        }
    }
}

impl<'de> de::MapAccess<'de> for &mut StructAccess<'_, 'de> {
    type Error = Error;

    /// The one loop that asks is the derived code's: nothing is saved or restored between its keys. Without optimization
    /// it would only make a frame of each level larger.
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn next_key<K: Deserialize<'de>>(&mut self) -> Result<Option<K>> {
        self.next_key_seed(PhantomData)
    }

    #[cfg_attr(not(debug_assertions), inline(always))]
    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>> {
        let name = if let Some(name) = self.expected() {
            name
        } else {
            let key = match self.bare_key() {
                Some(key) if self.progress == Progress::Searched => Key::Other(Token::plain(key)),
                Some(key) => self.find_bare(key).map_or(Key::Other(Token::plain(key)), Key::Field),
                None if self.progress == Progress::Closed => return Ok(None),
                None => match self.search()? {
                    Some(key) => key,
                    None => return Ok(None),
                },
            };
            match key {
                Key::Field(name) => name,
                Key::Other(token) => {
                    let key = seed.deserialize(KeyDeserializer { parser: self.parser, token });
                    return key.map(Some).map_err(|error| error.at(self.parser.offset_before(self.left - 1)));
                }
            }
        };
        seed.deserialize(BorrowedStrDeserializer::new(name)).map(Some)
    }

    #[inline]
    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value> {
        let left = self.parser.rest.len();
        let value = seed.deserialize(ValueDeserializer { parser: self.parser, stop: Stop::Map });
        if value.is_err() {
            return value.map_err(|error| self.in_member(left, error));
        }
        value
    }
}
