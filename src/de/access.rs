//! The members of maps and the items of lists, one at a time as serde asks for them (SPEC §2). Floor 3.
//!
//! Each access closes its bracket itself, and each names itself in an error that passes up through it. The comma behind
//! a value is read with what follows it, so that a member moves the parser twice: over its key, and over its value.

use core::marker::PhantomData;
use core::slice;

use serde::de::value::BorrowedStrDeserializer;
use serde::de::{self, Deserialize, DeserializeSeed, IntoDeserializer, Visitor};

use super::fields::{self, FieldSet};
use super::key::KeyDeserializer;
use super::parser::Parser;
use super::value::ValueDeserializer;
use crate::error::{Error, ErrorKind, Result};
use crate::grammar::{self, Stop, Token};

/// How far a map or list has been read: as a number, what stands before the next key, where something does.
#[derive(Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Progress {
    /// Its bracket is still to be read, and something follows it at once.
    Opening = b'{',
    /// Behind a value.
    Begun = b',',
    /// Behind the value of a key that was searched for. No byte of a text.
    Searched = 0xFD,
    /// Its bracket is open, and something follows. No byte of a text.
    Opened = 0xFE,
    /// Its bracket is closed. No byte of a text.
    Closed = 0xFF,
}

impl Progress {
    pub(super) fn new(more: bool) -> Self {
        if more { Progress::Opened } else { Progress::Closed }
    }

    /// Steps over what separates the values; whether another follows.
    #[inline(always)]
    fn step(&mut self, parser: &mut Parser<'_>, stop: Stop) -> Result<bool> {
        match self {
            Progress::Opened => *self = Progress::Begun,
            Progress::Opening => {
                parser.bump();
                *self = Progress::Begun;
            }
            Progress::Begun | Progress::Searched if parser.peek() == Some(b',') => {
                parser.bump();
                *self = Progress::Begun;
            }
            Progress::Begun | Progress::Searched => {
                parser.close(stop)?;
                *self = Progress::Closed;
                return Ok(false);
            }
            Progress::Closed => return Ok(false),
        }
        Ok(true)
    }
}

/// The items of a list, with brackets (`Stop::List`) or without (`Stop::Comma`).
pub(crate) struct Items<'p, 'de> {
    parser: &'p mut Parser<'de>,
    progress: Progress,
    stop: Stop,
    index: usize,
}

impl<'p, 'de> Items<'p, 'de> {
    pub(super) fn new(parser: &'p mut Parser<'de>, more: bool, stop: Stop) -> Self {
        Items { parser, progress: Progress::new(more), stop, index: 0 }
    }

    /// A visitor that stops early, such as a tuple's, leaves no items unread.
    pub(super) fn end(mut self) -> Result<()> {
        if self.progress.step(self.parser, self.stop)? {
            return Err(too_long(self.index, self.parser.offset()));
        }
        Ok(())
    }
}

#[cold]
fn too_long(length: usize, offset: usize) -> Error {
    let expected = alloc::format!("a list of {length} items");
    Error::new(ErrorKind::InvalidLength { expected, found: length + 1 }).at(offset)
}

impl<'de> de::SeqAccess<'de> for &mut Items<'_, 'de> {
    type Error = Error;

    #[inline]
    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>> {
        if !self.progress.step(self.parser, self.stop)? {
            return Ok(None);
        }
        let left = self.parser.rest.len();
        match seed.deserialize(ValueDeserializer { parser: self.parser, stop: self.stop }) {
            Ok(value) => {
                self.index += 1;
                Ok(Some(value))
            }
            Err(error) => Err(error.at(self.parser.offset_before(left)).under_index(self.index)),
        }
    }
}

/// A list that is no list: inside a map or list, "the value is the one item" (SPEC §4).
pub(super) struct OneItem<'p, 'de> {
    parser: &'p mut Parser<'de>,
    stop: Stop,
    taken: bool,
}

impl<'p, 'de> OneItem<'p, 'de> {
    pub(super) fn new(parser: &'p mut Parser<'de>, stop: Stop) -> Self {
        OneItem { parser, stop, taken: false }
    }

    pub(super) fn end(self) -> Result<()> {
        if self.taken { Ok(()) } else { Err(too_long(0, self.parser.offset())) }
    }
}

impl<'de> de::SeqAccess<'de> for &mut OneItem<'_, 'de> {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>> {
        if core::mem::replace(&mut self.taken, true) {
            return Ok(None);
        }
        let start = self.parser.offset();
        seed.deserialize(ValueDeserializer { parser: self.parser, stop: self.stop })
            .map(Some)
            .map_err(|error| error.at(start).under_index(0))
    }
}

/// The items of nothing at all.
pub(super) struct NoItems;

impl<'de> de::SeqAccess<'de> for NoItems {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, _: T) -> Result<Option<T::Value>> {
        Ok(None)
    }
}

/// The members of a map.
pub(super) struct MapAccess<'p, 'de> {
    parser: &'p mut Parser<'de>,
    progress: Progress,
    key: Token<'de>,
}

impl<'p, 'de> MapAccess<'p, 'de> {
    pub(super) fn new(parser: &'p mut Parser<'de>, more: bool) -> Self {
        MapAccess { parser, progress: Progress::new(more), key: Token::plain("") }
    }

    pub(super) fn end(mut self) -> Result<()> {
        no_member(self.progress.step(self.parser, Stop::Map)?, self.parser)
    }
}

/// A visitor that stops early leaves no members unread.
fn no_member(more: bool, parser: &Parser<'_>) -> Result<()> {
    if more { Err(parser.expected("`}`: the type takes no more members")) } else { Ok(()) }
}

impl<'de> de::MapAccess<'de> for &mut MapAccess<'_, 'de> {
    type Error = Error;

    #[inline]
    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>> {
        if !self.progress.step(self.parser, Stop::Map)? {
            return Ok(None);
        }
        let left = self.parser.rest.len();
        if let Some(key) = self.parser.literal_key::<0>() {
            // Kept, and not read back at once: it is stored in parts.
            self.key = Token::plain(key);
            let key = KeyDeserializer { parser: self.parser, token: Token::plain(key) };
            let key = seed.deserialize(key).map(Some);
            return key.map_err(|error| error.at(self.parser.offset_before(left)));
        }
        let start = self.parser.offset();
        self.key = self.parser.key()?;
        let key = KeyDeserializer { parser: self.parser, token: self.key };
        seed.deserialize(key).map(Some).map_err(|error| error.at(start))
    }

    #[inline]
    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value> {
        let left = self.parser.rest.len();
        // Not taken apart: the value of a large type stays where it is.
        let value = seed.deserialize(ValueDeserializer { parser: self.parser, stop: Stop::Map });
        if value.is_err() {
            return value.map_err(|error| {
                error.at(self.parser.offset_before(left)).under_key(self.parser.resolve(self.key))
            });
        }
        value
    }
}

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

/// `{Variant:value}`: a map of one member.
pub(super) struct EnumAccess<'p, 'de> {
    parser: &'p mut Parser<'de>,
    variants: &'static [&'static str],
}

impl<'p, 'de> EnumAccess<'p, 'de> {
    pub(super) fn new(parser: &'p mut Parser<'de>, variants: &'static [&'static str]) -> Self {
        EnumAccess { parser, variants }
    }
}

impl<'p, 'de> de::EnumAccess<'de> for EnumAccess<'p, 'de> {
    type Error = Error;
    type Variant = Content<'p, 'de>;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self::Variant)> {
        let start = self.parser.offset();
        if !self.parser.open_map()? {
            return Err(Error::invalid_type("a map with one variant", "an empty map".into()).at(start));
        }
        let start = self.parser.offset();
        let key = self.parser.key()?;
        let name = grammar::trim(self.parser.resolve(key));
        let value = seed
            .deserialize(variant(self.variants, name).into_deserializer())
            .map_err(|error: Error| error.at(start))?;
        Ok((value, Content { parser: self.parser, key }))
    }
}

/// The content of an enum's variant.
pub(super) struct Content<'p, 'de> {
    parser: &'p mut Parser<'de>,
    key: Token<'de>,
}

impl<'de> Content<'_, 'de> {
    fn read<T>(self, read: impl FnOnce(ValueDeserializer<'_, 'de>) -> Result<T>) -> Result<T> {
        let start = self.parser.offset();
        let value = read(ValueDeserializer { parser: self.parser, stop: Stop::Map })
            .map_err(|error| error.at(start).under_key(self.parser.resolve(self.key)))?;
        if self.parser.peek() == Some(b',') {
            return Err(self.parser.expected("`}` behind the one variant"));
        }
        self.parser.close(Stop::Map)?;
        Ok(value)
    }
}

impl<'de> de::VariantAccess<'de> for Content<'_, 'de> {
    type Error = Error;

    fn unit_variant(self) -> Result<()> {
        self.read(|content| de::Deserialize::deserialize(content))
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value> {
        self.read(|content| seed.deserialize(content))
    }

    fn tuple_variant<V: Visitor<'de>>(self, length: usize, visitor: V) -> Result<V::Value> {
        self.read(|content| de::Deserializer::deserialize_tuple(content, length, visitor))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        self.read(|content| de::Deserializer::deserialize_struct(content, "", fields, visitor))
    }
}

/// The declared name that `text` means, exact first, then in any case; the text itself where there is none.
fn variant<'a>(variants: &'static [&'static str], text: &'a str) -> &'a str {
    let exact = variants.iter().find(|name| **name == text);
    exact.or_else(|| variants.iter().find(|name| name.eq_ignore_ascii_case(text))).map_or(text, |name| *name)
}

/// A variant without data, by its name alone.
pub(super) struct UnitVariant<'a>(&'a str);

impl<'a> UnitVariant<'a> {
    pub(super) fn find(variants: &'static [&'static str], text: &'a str) -> Self {
        UnitVariant(variant(variants, text))
    }
}

impl<'de> de::EnumAccess<'de> for UnitVariant<'_> {
    type Error = Error;
    type Variant = NoContent;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, NoContent)> {
        let name: de::value::StrDeserializer<'_, Error> = self.0.into_deserializer();
        Ok((seed.deserialize(name)?, NoContent))
    }
}

/// The content of a variant that stands without braces.
pub(super) struct NoContent;

impl NoContent {
    #[cold]
    fn missing() -> Error {
        Error::invalid_type("a map with one variant", "a variant's name without content".into())
    }
}

impl<'de> de::VariantAccess<'de> for NoContent {
    type Error = Error;

    fn unit_variant(self) -> Result<()> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, _: T) -> Result<T::Value> {
        Err(Self::missing())
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, _: V) -> Result<V::Value> {
        Err(Self::missing())
    }

    fn struct_variant<V: Visitor<'de>>(self, _: &'static [&'static str], _: V) -> Result<V::Value> {
        Err(Self::missing())
    }
}
