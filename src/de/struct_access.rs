//! The members of a struct, whose fields' names are known (SPEC §4). Floor 3.
//!
//! Keys are compared where they stand with the name that comes next, and searched for on a miss. What is known of a key is
//! passed on in parts, never stored and read back as a whole: that is waited for.

use core::marker::PhantomData;
use core::slice;

use serde::de::value::BorrowedStrDeserializer;
use serde::de::{self, Deserialize, DeserializeSeed};

use super::access::{Progress, no_member};
use super::fields::{self, FieldSet};
use super::key::KeyDeserializer;
use super::parser::Parser;
use super::value::ValueDeserializer;
use crate::error::{Error, Result};
use crate::grammar::{self, Stop, Token};

/// Fields in a row that are often left out: they are looked past before the key is searched for.
const NEAR: usize = 6;

/// The members of a struct: like those of a map, but its fields' names are known.
pub(super) struct StructAccess<'p, 'de> {
    parser: &'p mut Parser<'de>,
    progress: Progress,
    fields: FieldSet,
    /// The names of the fields that follow if they come in order.
    expected: slice::Iter<'static, &'static str>,
    /// The last key that was searched for, and that is no field's or one of them that are not expected.
    searched: Token<'de>,
    /// Bytes that were left in front of the last key that was searched for.
    left: usize,
}

impl<'p, 'de> StructAccess<'p, 'de> {
    #[inline]
    pub(super) fn new(parser: &'p mut Parser<'de>, progress: Progress, fields: FieldSet) -> Self {
        let expected = fields.expected().iter();
        StructAccess { parser, progress, fields, expected, searched: Token::plain(""), left: 0 }
    }

    #[inline]
    pub(super) fn end(mut self) -> Result<()> {
        if self.progress == Progress::Closed {
            return Ok(());
        }
        no_member(self.progress.step(self.parser, Stop::Map)?, self.parser)
    }

    /// What separates the members, the next field's name and its colon in one step, where the fields come in order.
    #[inline(always)]
    fn expected(&mut self) -> Option<&'static str> {
        let name = *self.expected.as_slice().first()?;
        if self.parser.peek() != Some(self.progress as u8) {
            return None;
        }
        self.parser.rest = fields::strip::<1>(name, self.parser.rest)?;
        self.progress = Progress::Begun;
        self.expected.next();
        Some(name)
    }

    /// Reads a key that is not the next field's, exact and unquoted: the name of the field, or none for the end and for a key
    /// that no field has.
    #[inline(never)]
    fn search(&mut self) -> Result<Option<&'static str>> {
        let left = self.parser.rest.len();
        if matches!(self.progress, Progress::Begun | Progress::Searched)
            && let Some(key) = self.parser.literal_key::<1>()
        {
            self.progress = Progress::Begun;
            self.left = left - 1;
            let key = grammar::trim(key);
            if !self.fields.excludes(key) || self.parser.ignores_underscores() {
                return Ok(self.find_near(key).or_else(|| self.find(Token::plain(key))));
            }
            self.progress = Progress::Searched;
            self.searched = Token::plain(key);
            return Ok(None);
        }
        self.search_any()
    }

    /// The same for the first key, one that is quoted or long, and the end.
    #[inline(never)]
    fn search_any(&mut self) -> Result<Option<&'static str>> {
        if !self.progress.step(self.parser, Stop::Map)? {
            return Ok(None);
        }
        self.left = self.parser.rest.len();
        let mut token = self.parser.key().map_err(|error| error.at(self.parser.offset_before(self.left)))?;
        if !token.quoted {
            token.raw = grammar::trim(token.raw);
        }
        Ok(self.find(token))
    }

    /// The field that a key names exactly, if it is one of those that follow where some were left out.
    #[inline]
    fn find_near(&mut self, key: &str) -> Option<&'static str> {
        let mut expected = self.expected.clone();
        let name = expected.by_ref().take(NEAR).find(|name| **name == key)?;
        self.expected = expected;
        Some(name)
    }

    /// The field that a key means.
    #[inline(never)]
    fn find(&mut self, token: Token<'de>) -> Option<&'static str> {
        let next = self.fields.names.len() - self.expected.len();
        let Some(index) = self.parser.find_field(self.fields, next, token) else {
            self.progress = Progress::Searched;
            self.searched = token;
            return None;
        };
        let name = self.fields.names[index];
        if let Some((_, expected)) = self.fields.expected().split_at_checked(index + 1) {
            self.expected = expected.iter();
        } else {
            self.progress = Progress::Searched;
            self.searched = Token::plain(name);
        }
        Some(name)
    }

    /// The text of the key at hand, for messages.
    #[cold]
    fn key(&mut self) -> &str {
        if self.progress == Progress::Searched {
            return self.parser.resolve(self.searched);
        }
        let next = self.fields.names.len() - self.expected.len();
        self.fields.names.get(next.wrapping_sub(1)).copied().unwrap_or_default()
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
        let name = match self.expected() {
            Some(name) => name,
            None => match self.search()? {
                Some(name) => name,
                None if self.progress == Progress::Closed => return Ok(None),
                None => {
                    let Token { raw, .. } = self.searched;
                    let key = if self.searched.is_literal() {
                        // Not read back as a whole: it was stored in parts.
                        seed.deserialize(KeyDeserializer { parser: self.parser, token: Token::plain(raw) })
                    } else {
                        seed.deserialize(KeyDeserializer { parser: self.parser, token: self.searched })
                    };
                    return key.map(Some).map_err(|error| error.at(self.parser.offset_before(self.left)));
                }
            },
        };
        seed.deserialize(BorrowedStrDeserializer::new(name)).map(Some)
    }

    #[inline]
    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value> {
        let left = self.parser.rest.len();
        let value = seed.deserialize(ValueDeserializer { parser: self.parser, stop: Stop::Map });
        if value.is_err() {
            return value.map_err(|error| {
                let error = error.at(self.parser.offset_before(left));
                error.under_key(self.key())
            });
        }
        value
    }
}
