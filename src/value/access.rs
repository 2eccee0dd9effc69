//! The items, members and variants of a tree, one at a time as serde asks for them. Floor 4.

use alloc::borrow::Cow;

use serde::de::value::BorrowedStrDeserializer;
use serde::de::{self, DeserializeSeed, Deserializer, IntoDeserializer, Visitor};

use super::Value;
use super::read::{Depth, Reader, Tree};
use crate::de::trim_name;
use crate::error::{Error, ErrorKind, Result};
use crate::grammar;

/// The items of a list.
pub(super) struct Items<I> {
    items: I,
    index: usize,
}

impl<I: Iterator> Items<I> {
    pub(super) fn new(items: I) -> Self {
        Items { items, index: 0 }
    }

    /// A visitor that stops early, such as a tuple's, leaves no items unread.
    pub(super) fn end(mut self) -> Result<()> {
        if self.items.next().is_none() {
            return Ok(());
        }
        let expected = alloc::format!("a list of {} items", self.index);
        Err(ErrorKind::InvalidLength { expected, found: self.index + 1 }.into())
    }
}

impl<'de, T: Tree<'de>, I: Iterator<Item = Reader<T>>> de::SeqAccess<'de> for &mut Items<I> {
    type Error = Error;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>> {
        let Some(item) = self.items.next() else { return Ok(None) };
        let value = seed.deserialize(item).map_err(|error| error.under_index(self.index))?;
        self.index += 1;
        Ok(Some(value))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.items.size_hint().0)
    }
}

/// The members of a map, or of a struct, whose keys match its fields in any case.
pub(super) struct Members<'de, T, I> {
    rest: I,
    depth: Depth,
    fields: Option<&'static [&'static str]>,
    member: Option<(Cow<'de, str>, T)>,
}

impl<'de, T, I: Iterator<Item = (Cow<'de, str>, T)>> Members<'de, T, I> {
    pub(super) fn new(members: I, depth: Depth, fields: Option<&'static [&'static str]>) -> Self {
        Members { rest: members, depth, fields, member: None }
    }

    /// A visitor that stops early leaves no members unread.
    pub(super) fn end(mut self) -> Result<()> {
        match self.rest.next() {
            None => Ok(()),
            Some((key, _)) => Err(Error::invalid_type("no more members", crate::error::quoted_excerpt(&key))),
        }
    }
}

impl<'de, T: Tree<'de>, I: Iterator<Item = (Cow<'de, str>, T)>> de::MapAccess<'de>
    for &mut Members<'de, T, I>
{
    type Error = Error;

    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>> {
        self.member = self.rest.next();
        let Some((key, _)) = &mut self.member else { return Ok(None) };
        if let Some(fields) = self.fields
            && let Some(field) = declared(fields, key)
        {
            *key = Cow::Borrowed(field);
            return seed.deserialize(BorrowedStrDeserializer::new(field)).map(Some);
        }
        // Only a lent key can be lent on; one that is owned is still needed to name itself in an error.
        seed.deserialize(Reader::new(Value::Text(key.clone()))).map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value> {
        match self.member.take() {
            Some((key, value)) => {
                let read = seed.deserialize(Reader::at(self.depth, value));
                read.map_err(|error| error.under_key(&key))
            }
            None => Err(ErrorKind::Unsupported("a member's value was asked for before its key").into()),
        }
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.rest.size_hint().0)
    }
}

/// The name that `text` means, exact first, then in any ASCII case (SPEC §4).
fn declared(names: &'static [&'static str], text: &str) -> Option<&'static str> {
    let text = trim_name(names, text);
    let exact = names.iter().find(|name| **name == text);
    exact.or_else(|| names.iter().find(|name| name.eq_ignore_ascii_case(text))).copied()
}

/// An enum: the name of a variant, or `{Variant:value}`.
pub(super) struct Variant<'de, T> {
    variants: &'static [&'static str],
    name: Cow<'de, str>,
    depth: Depth,
    content: Option<T>,
}

impl<'de, T> Variant<'de, T> {
    pub(super) fn new(
        variants: &'static [&'static str],
        name: Cow<'de, str>,
        depth: Depth,
        content: Option<T>,
    ) -> Self {
        Variant { variants, name, depth, content }
    }
}

impl<'de, T: Tree<'de>> de::EnumAccess<'de> for Variant<'de, T> {
    type Error = Error;
    type Variant = Content<'de, T>;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Content<'de, T>)> {
        let name = declared(self.variants, &self.name).unwrap_or_else(|| grammar::trim(&self.name));
        let value = seed.deserialize(IntoDeserializer::<Error>::into_deserializer(name))?;
        Ok((value, Content { name: self.name, depth: self.depth, value: self.content }))
    }
}

/// The content of an enum's variant, where it has one.
pub(super) struct Content<'de, T> {
    name: Cow<'de, str>,
    depth: Depth,
    value: Option<T>,
}

impl<'de, T: Tree<'de>> Content<'de, T> {
    fn read<V>(self, read: impl FnOnce(Reader<T>) -> Result<V>) -> Result<V> {
        let Some(value) = self.value else {
            let found = "a variant's name without content".into();
            return Err(Error::invalid_type("a map with one variant", found));
        };
        read(Reader::at(self.depth, value)).map_err(|error| error.under_key(&self.name))
    }
}

impl<'de, T: Tree<'de>> de::VariantAccess<'de> for Content<'de, T> {
    type Error = Error;

    fn unit_variant(self) -> Result<()> {
        if self.value.is_none() { Ok(()) } else { self.read(de::Deserialize::deserialize) }
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value> {
        self.read(|content| seed.deserialize(content))
    }

    fn tuple_variant<V: Visitor<'de>>(self, length: usize, visitor: V) -> Result<V::Value> {
        self.read(|content| content.deserialize_tuple(length, visitor))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        self.read(|content| content.deserialize_struct("", fields, visitor))
    }
}
