//! The members of a struct, whose fields' names are known (SPEC §4). Floor 3.
//!
//! A key is compared in place with the name expected next, and searched for only if that fails. It stays in registers, because
//! storing it and loading it again as a whole stalls; a message reads it again. The derived code jumps by the field's number, which
//! the processor seldom predicts, so the number is made known early.

use core::marker::PhantomData;

use serde::de::{self, Deserialize, DeserializeSeed};

use super::access::{Access, Progress};
use super::fields::{self, FieldSet, trim_name};
use super::identifier::{By, FieldIdentifier, Identified};
use super::key::KeyDeserializer;
use super::parser::Parser;
use super::value::ValueDeserializer;
use crate::error::{Error, Result};
use crate::grammar::{Stop, Token};
use crate::text::scan;

/// Fields in a row that are often left out: they are looked past before the key is searched for.
const NEAR: usize = 6;

/// The members of a struct: like those of a map, but its fields' names are known.
pub(super) struct StructAccess<'p, 'de> {
    parser: &'p mut Parser<'de>,
    progress: Progress,
    fields: FieldSet,
    /// The number of the field that follows if they come in order.
    next: usize,
    /// Bytes that were left in front of the last value; if its key was searched for and is no field that is expected in its
    /// turn, in front of the key, and one more, of what separates it.
    left: usize,
}

/// A key that was searched for.
enum Key<'de> {
    Field(usize),
    /// No field's.
    Other(Token<'de>),
}

impl<'p, 'de> StructAccess<'p, 'de> {
    #[inline]
    pub(super) fn new(parser: &'p mut Parser<'de>, progress: Progress, mut fields: FieldSet) -> Self {
        if parser.ignores_underscores() {
            fields.exclude_nothing();
        }
        StructAccess { parser, progress, fields, next: 0, left: 0 }
    }

    #[inline]
    pub(super) fn is_closed(&self) -> bool {
        self.progress.is_closed()
    }

    /// What separates the members, the next field's name and its colon in one step, where the fields come in order.
    #[inline(always)]
    fn expected(&mut self) -> Option<usize> {
        let field = self.next;
        let name = self.fields.expected.get(field)?;
        self.parser.rest = fields::strip(self.progress as u8, name, self.parser.rest)?;
        self.progress = Progress::Begun;
        self.next = field + 1;
        self.left = self.parser.rest.len();
        Some(field)
    }

    /// A bare and short key that is not the next field's, or the end: no key then. Whether it is a field's at all is told by
    /// the progress: it was searched for if it is none. Where white space is to be trimmed or skipped, nothing is decided.
    ///
    /// Members of no field are stepped over if they are bare and short, and the type of the keys, which is given these numbers,
    /// takes no notice of them.
    #[inline(never)]
    fn bare_key(&mut self, by: By) -> Option<&'de str> {
        if !matches!(self.progress, Progress::Begun | Progress::Searched) {
            return None;
        }
        let ignores_others = self.fields.identified.ignores_others(by);
        loop {
            let start = self.parser.rest;
            let member = start.strip_prefix(',');
            let Some((key, seen)) = member.and_then(|member| self.parser.verbatim_key(member)) else {
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
            let is_other = self.fields.excludes(key);
            self.parser.seen = seen;
            if is_other && ignores_others && self.parser.seen_verbatim().is_some() {
                continue;
            }
            self.left = start.len();
            self.progress = if is_other { Progress::Searched } else { Progress::Begun };
            return Some(key);
        }
    }

    /// The field of a bare key.
    #[inline(never)]
    fn find_bare(&mut self, key: &'de str) -> Option<usize> {
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
            token.raw = trim_name(self.fields.names, token.raw);
        }
        Ok(Some(self.find(token).map_or(Key::Other(token), Key::Field)))
    }

    /// The field that a key names exactly, if it is one of those that follow where some were left out.
    #[inline]
    fn find_near(&mut self, key: &str) -> Option<usize> {
        let same = |name: &&str| scan::is_same_name(name.as_bytes(), key.as_bytes());
        let field = self.next + self.fields.expected.get(self.next..)?.iter().take(NEAR).position(same)?;
        self.next = field + 1;
        self.left = self.parser.rest.len();
        Some(field)
    }

    /// The field that a key means.
    fn find(&mut self, token: Token<'de>) -> Option<usize> {
        self.progress = Progress::Searched;
        let field = self.parser.find_field(self.fields, self.next, token)?;
        if !self.fields.expected.is_empty() {
            self.next = field + 1;
            self.left = self.parser.rest.len();
            self.progress = Progress::Begun;
        }
        Some(field)
    }

    /// The next key, by its field's number if that will do.
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn key<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
        by: By,
        is_by_number: impl FnOnce(&mut Self) -> bool,
    ) -> Result<Option<K::Value>> {
        let field = if let Some(field) = self.expected() {
            field
        } else {
            let key = match self.bare_key(by) {
                Some(key) if self.progress == Progress::Searched => Key::Other(Token::plain(key)),
                Some(key) => self.find_bare(key).map_or(Key::Other(Token::plain(key)), Key::Field),
                None if self.progress == Progress::Closed => return Ok(None),
                None => match self.search()? {
                    Some(key) => key,
                    None => return Ok(None),
                },
            };
            match key {
                Key::Field(field) => field,
                Key::Other(token) => {
                    let key = seed.deserialize(KeyDeserializer { parser: self.parser, token });
                    return key.map(Some).map_err(|error| error.at(self.parser.offset_before(self.left - 1)));
                }
            }
        };
        let by_number = is_by_number(self);
        seed.deserialize(FieldIdentifier { names: self.fields.names, field, by_number }).map(Some)
    }

    /// Whether fields can be identified by number for a key of this type.
    #[cold]
    #[inline(never)]
    fn ask<K: Deserialize<'de>>(&mut self) -> bool {
        self.fields.identified = Identified::ask::<K>(self.fields.names);
        self.parser.memory.fields.identify(self.fields.names, self.fields.identified);
        self.fields.identified.is_by_number::<K>()
    }

    /// The offset of the field's name in front of the value at hand, or of the value where it is spelled in another way.
    #[cold]
    fn field_before_value(&self) -> usize {
        let value = self.parser.offset_before(self.left);
        let name = self.fields.names.get(self.next.wrapping_sub(1)).copied().unwrap_or_default();
        let start = value.checked_sub(name.len() + 1);
        let found = start.and_then(|start| self.parser.text().get(start..value - 1));
        let is_bare = found.is_some_and(|found| found.eq_ignore_ascii_case(name));
        start.filter(|_| is_bare).unwrap_or(value)
    }

    /// An error in the value of the key at hand.
    #[cold]
    fn in_member(&mut self, error: Error) -> Error {
        if self.progress != Progress::Searched {
            let field = self.fields.names.get(self.next.wrapping_sub(1));
            return error
                .at(self.parser.value_before(self.left))
                .under_key(field.copied().unwrap_or_default());
        }
        let Some((mut token, offset)) = self.parser.key_again(self.left - 1) else { return error };
        let error = error.at(offset);
        if !token.quoted {
            token.raw = trim_name(self.fields.names, token.raw);
        }
        match self.parser.find_field(self.fields, self.next, token) {
            Some(field) => error.under_key(self.fields.names[field]),
            None => error.under_key(self.parser.resolve(token)),
        }
    }
}

impl Access for StructAccess<'_, '_> {
    fn end(&mut self) -> Result<()> {
        self.progress.end_members(self.parser)
    }

    fn give_up(&mut self, error: &mut Error) {
        match self.progress {
            Progress::Opening | Progress::Opened => {}
            Progress::Searched => error.stands_at(self.parser.offset_before(self.left - 1)),
            Progress::Begun | Progress::Closed => error.stands_at(self.field_before_value()),
        }
        self.parser.give_up();
    }
}

impl<'de> de::MapAccess<'de> for &mut StructAccess<'_, 'de> {
    type Error = Error;

    /// The one loop that asks is the derived code's: nothing is saved or restored between its keys. Without optimization
    /// it would only make a frame of each level larger.
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn next_key<K: Deserialize<'de>>(&mut self) -> Result<Option<K>> {
        self.key(PhantomData, By::number::<K>(), |access| {
            let identified = access.fields.identified;
            identified.is_by_number::<K>() || (identified.is_unknown() && access.ask::<K>())
        })
    }

    #[cfg_attr(not(debug_assertions), inline(always))]
    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>> {
        self.key(seed, By::NAME, |_| false)
    }

    #[inline]
    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value> {
        let value = seed.deserialize(ValueDeserializer { parser: self.parser, stop: Stop::Map });
        if value.is_err() {
            return value.map_err(|error| self.in_member(error));
        }
        value
    }
}
