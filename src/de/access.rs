//! The members of maps and the items of lists, one at a time as serde asks for them (SPEC §2). Floor 3.
//!
//! Each access closes its bracket itself, and each names itself in an error that passes up through it. The comma behind
//! a value is read with what follows it, so that a member moves the parser twice: over its key, and over its value.

use core::marker::PhantomData;

use serde::de::{self, Deserialize, DeserializeSeed, IntoDeserializer, Visitor};

use super::fields::FieldSet;
use super::key::KeyDeserializer;
use super::parser::Parser;
use super::value::ValueDeserializer;
use crate::error::{Error, ErrorKind, Result};
use crate::grammar::{self, Stop, Token};

/// How far a map or list has been read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Progress {
    /// Its bracket is open, and something follows.
    Opened,
    /// Behind a value.
    Begun,
    /// Its bracket is closed.
    Closed,
}

impl Progress {
    fn new(more: bool) -> Self {
        if more { Progress::Opened } else { Progress::Closed }
    }

    /// Steps over what separates the values; whether another follows.
    #[inline(always)]
    fn step(&mut self, parser: &mut Parser<'_>, stop: Stop) -> Result<bool> {
        match self {
            Progress::Opened => *self = Progress::Begun,
            Progress::Begun if parser.peek() == Some(b',') => parser.bump(),
            Progress::Begun => {
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
        let start = self.parser.offset();
        self.key = self.parser.key()?;
        let key = KeyDeserializer { parser: self.parser, token: self.key };
        seed.deserialize(key).map(Some).map_err(|error| error.at(start))
    }

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

/// The members of a struct: like those of a map, but its fields' names are known.
pub(super) struct StructAccess<'p, 'de> {
    parser: &'p mut Parser<'de>,
    progress: Progress,
    fields: FieldSet,
    /// The field that comes next if they come in order.
    next: usize,
    key: Key<'de>,
}

/// The key of the member at hand.
#[derive(Clone, Copy)]
enum Key<'de> {
    Field(&'static str),
    Unknown(Token<'de>),
}

impl<'p, 'de> StructAccess<'p, 'de> {
    pub(super) fn new(parser: &'p mut Parser<'de>, more: bool, fields: FieldSet) -> Self {
        StructAccess { parser, progress: Progress::new(more), fields, next: 0, key: Key::Field("") }
    }

    pub(super) fn end(mut self) -> Result<()> {
        no_member(self.progress.step(self.parser, Stop::Map)?, self.parser)
    }

    /// Reads a key that is not the next field's, exact and unquoted.
    #[inline(never)]
    fn search(&mut self) -> Result<Key<'de>> {
        if self.next + 1 < self.fields.names.len()
            && let Some((index, name, rest)) = self.fields.strip_near(self.next + 1, self.parser.rest)
        {
            self.parser.rest = rest;
            self.next = index + 1;
            return Ok(Key::Field(name));
        }
        let mut token = self.parser.key()?;
        if !token.quoted {
            token.raw = grammar::trim(token.raw);
        }
        Ok(match self.parser.find_field(self.fields, self.next, token) {
            Some(index) => {
                self.next = index + 1;
                Key::Field(self.fields.names[index])
            }
            None => Key::Unknown(token),
        })
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
        // The comma and the next field's name in one step, where the fields come in order.
        let lead = usize::from(self.progress == Progress::Begun);
        if (lead == 0 || self.parser.peek() == Some(b','))
            && self.progress != Progress::Closed
            && let Some((name, rest)) = self.fields.strip_next(self.next, self.parser.rest, lead)
        {
            self.progress = Progress::Begun;
            self.parser.rest = rest;
            self.next += 1;
            self.key = Key::Field(name);
            return seed.deserialize(name.into_deserializer()).map(Some);
        }
        if !self.progress.step(self.parser, Stop::Map)? {
            return Ok(None);
        }
        let start = self.parser.offset();
        self.key = self.search()?;
        match self.key {
            Key::Field(name) => seed.deserialize(name.into_deserializer()),
            Key::Unknown(token) => seed.deserialize(KeyDeserializer { parser: self.parser, token }),
        }
        .map(Some)
        .map_err(|error| error.at(start))
    }

    #[inline]
    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value> {
        let left = self.parser.rest.len();
        let value = seed.deserialize(ValueDeserializer { parser: self.parser, stop: Stop::Map });
        if value.is_err() {
            return value.map_err(|error| {
                error.at(self.parser.offset_before(left)).under_key(match self.key {
                    Key::Field(name) => name,
                    Key::Unknown(token) => self.parser.resolve(token),
                })
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
