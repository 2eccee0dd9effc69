//! The members of maps and the items of lists, one at a time as serde asks for them (SPEC §2). Floor 3.
//!
//! Each access closes its bracket itself, and each names itself in an error that passes up through it. The comma behind
//! a value is read with what follows it, so that a member moves the parser twice: over its key, and over its value. The
//! members of structs have a file of their own.

use serde::de::{self, DeserializeSeed, IntoDeserializer, Visitor};

use super::fields::trim_name;
use super::key::KeyDeserializer;
use super::parser::Parser;
use super::value::ValueDeserializer;
use super::verbatim::Seen;
use crate::error::{Error, ErrorKind, Result};
use crate::grammar::{Stop, Token};
use crate::text::scan;

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
    #[inline(always)]
    pub(super) fn open_map(parser: &mut Parser<'_>) -> Result<Self> {
        Self::open(parser, b'}', Parser::open_map)
    }

    #[inline(always)]
    pub(super) fn open_list(parser: &mut Parser<'_>) -> Result<Self> {
        Self::open(parser, b']', Parser::open_list)
    }

    #[inline(always)]
    fn open<'de>(
        parser: &mut Parser<'de>,
        close: u8,
        open: impl FnOnce(&mut Parser<'de>) -> Result<bool>,
    ) -> Result<Self> {
        if parser.opens_at_once(close) {
            parser.descend()?;
            return Ok(Progress::Opening);
        }
        Ok(if open(parser)? { Progress::Opened } else { Progress::Closed })
    }

    #[inline]
    pub(super) fn is_closed(self) -> bool {
        self == Progress::Closed
    }

    /// A visitor that stops early leaves no members of a map unread.
    #[inline(never)]
    pub(super) fn end_members(&mut self, parser: &mut Parser<'_>) -> Result<()> {
        let more = self.step(parser, Stop::Map)?;
        if more { Err(parser.expected("`}`: the type takes no more members")) } else { Ok(()) }
    }

    /// Steps over what separates the values; whether another follows.
    #[inline(always)]
    pub(super) fn step(&mut self, parser: &mut Parser<'_>, stop: Stop) -> Result<bool> {
        match self {
            Progress::Opened => *self = Progress::Begun,
            Progress::Opening => {
                parser.bump();
                *self = Progress::Begun;
            }
            Progress::Begun | Progress::Searched if parser.take(',') => *self = Progress::Begun,
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

/// A map or list that a visitor has left open.
pub(super) trait Access {
    /// A visitor that stops early, such as a tuple's, leaves nothing unread.
    fn end(&mut self) -> Result<()>;

    /// The visitor has failed: where its error has no place, it is that of the key that it was given last.
    fn give_up(&mut self, error: &mut Error);
}

/// The items of a list, with brackets (`Stop::List`) or without (`Stop::Comma`).
pub(crate) struct Items<'p, 'de> {
    parser: &'p mut Parser<'de>,
    progress: Progress,
    stop: Stop,
    index: usize,
}

impl<'p, 'de> Items<'p, 'de> {
    pub(super) fn new(parser: &'p mut Parser<'de>, progress: Progress, stop: Stop) -> Self {
        Items { parser, progress, stop, index: 0 }
    }

    #[inline]
    pub(super) fn is_closed(&self) -> bool {
        self.progress.is_closed()
    }
}

impl Access for Items<'_, '_> {
    #[inline(never)]
    fn end(&mut self) -> Result<()> {
        if self.progress.step(self.parser, self.stop)? {
            return Err(too_long(self.index, self.parser.offset()));
        }
        Ok(())
    }

    fn give_up(&mut self, _: &mut Error) {
        self.parser.give_up();
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
            self.parser.saw_items(self.index);
            return Ok(None);
        }
        let left = self.parser.rest.len();
        match seed.deserialize(ValueDeserializer { parser: self.parser, stop: self.stop }) {
            Ok(value) => {
                self.index += 1;
                Ok(Some(value))
            }
            Err(error) => Err(error.at(self.parser.value_before(left)).under_index(self.index)),
        }
    }

    #[inline]
    fn size_hint(&self) -> Option<usize> {
        if self.is_closed() { Some(0) } else { self.parser.expected_items() }
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
}

impl Access for OneItem<'_, '_> {
    fn end(&mut self) -> Result<()> {
        if self.taken { Ok(()) } else { Err(too_long(0, self.parser.offset())) }
    }

    /// It has no brackets: what failed within it is given up already.
    fn give_up(&mut self, _: &mut Error) {}
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
    /// Bytes that were left in front of the last key.
    left: usize,
}

impl<'p, 'de> MapAccess<'p, 'de> {
    pub(super) fn new(parser: &'p mut Parser<'de>, progress: Progress) -> Self {
        MapAccess { parser, progress, left: 0 }
    }

    #[inline]
    pub(super) fn is_closed(&self) -> bool {
        self.progress.is_closed()
    }
}

impl Access for MapAccess<'_, '_> {
    fn end(&mut self) -> Result<()> {
        self.progress.end_members(self.parser)
    }

    fn give_up(&mut self, error: &mut Error) {
        if self.left > 0 {
            error.stands_at(self.parser.offset_before(self.left));
        }
        self.parser.give_up();
    }
}

impl<'de> MapAccess<'_, 'de> {
    /// A bare and short key and what stands before it.
    #[inline(always)]
    fn bare_key(&mut self) -> Option<&'de str> {
        let member = match self.progress {
            Progress::Begun => self.parser.rest.strip_prefix(',')?,
            Progress::Opening => self.parser.rest.strip_prefix('{')?,
            _ => return None,
        };
        let (key, seen) = self.parser.verbatim_key(member)?;
        (self.left, self.progress, self.parser.seen) = (member.len(), Progress::Begun, seen);
        Some(key)
    }

    /// An error in the value of the last key.
    #[cold]
    fn in_member(&mut self, error: Error) -> Error {
        match self.parser.key_again(self.left) {
            Some((key, offset)) => error.at(offset).under_key(self.parser.resolve(key)),
            None => error,
        }
    }

    /// A key that is quoted or long, and the end.
    #[inline(never)]
    fn any_key(&mut self) -> Result<Option<Token<'de>>> {
        if !self.progress.step(self.parser, Stop::Map)? {
            return Ok(None);
        }
        self.left = self.parser.rest.len();
        self.parser.seen = Seen::default();
        self.parser.key().map(Some)
    }
}

impl<'de> de::MapAccess<'de> for &mut MapAccess<'_, 'de> {
    type Error = Error;

    #[inline]
    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>> {
        let key = match self.bare_key() {
            Some(key) => seed.deserialize(KeyDeserializer { parser: self.parser, token: Token::plain(key) }),
            None if self.progress == Progress::Begun && self.parser.take_map_end() => {
                self.progress = Progress::Closed;
                return Ok(None);
            }
            None => {
                let Some(token) = self.any_key()? else { return Ok(None) };
                seed.deserialize(KeyDeserializer { parser: self.parser, token })
            }
        };
        key.map(Some).map_err(|error| error.at(self.parser.offset_before(self.left)))
    }

    #[inline]
    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value> {
        // Not taken apart: the value of a large type stays where it is.
        let value = seed.deserialize(ValueDeserializer { parser: self.parser, stop: Stop::Map });
        if value.is_err() {
            return value.map_err(|error| self.in_member(error));
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
        let name = self.parser.resolve(key);
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
    let text = trim_name(variants, text);
    let exact = variants.iter().find(|name| scan::is_same_name(name.as_bytes(), text.as_bytes()));
    exact.or_else(|| variants.iter().find(|name| name.eq_ignore_ascii_case(text))).map_or(text, |name| *name)
}

/// A variant without data, by its name alone.
pub(crate) struct UnitVariant<'a>(&'a str);

impl<'a> UnitVariant<'a> {
    pub(crate) fn find(variants: &'static [&'static str], text: &'a str) -> Self {
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
pub(crate) struct NoContent;

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
