//! A type out of a [`Value`]: [`from_value`], and both kinds of tree as serde deserializers. Floor 4.
//!
//! It decides by the type asked for, as SPEC §4 has it for text, with the same scalar readers.

use alloc::borrow::Cow;
use alloc::string::ToString;
use alloc::vec;
use alloc::vec::Vec;
use core::{iter, slice};

use serde::de::{Deserialize, Deserializer, Unexpected, Visitor};

use super::Value;
use super::access::{Items, Members, Variant};
use super::map::{IntoIter, Iter};
use crate::error::{Error, ErrorKind, Result, quoted_excerpt};
use crate::grammar;
use crate::newtype;
use crate::stack::Stack;
use crate::text::scalar::{self, Integer, IntegerError};

/// Reads a type out of a tree: what [`from_str`](crate::from_str) would read out of the tree's own text (SPEC §4).
///
/// A tree does not know whether a text was quoted: a text that a list is asked of is the list's one item, never
/// split at commas. `T::deserialize(&value)` reads without consuming the tree.
///
/// ```
/// #[derive(serde::Deserialize)]
/// struct Account<'a> {
///     id: u32,
///     name: &'a str,
///     note: Option<&'a str>,
/// }
///
/// let value: jsv::Value = jsv::from_str("{ID:7,name:Ann,note:}")?;
/// let account: Account = jsv::from_value(value)?;
/// assert_eq!((account.id, account.name, account.note), (7, "Ann", None));
///
/// let error = jsv::from_value::<Vec<u8>>(jsv::jsv!([1, "x"])).unwrap_err();
/// assert_eq!(error.to_string(), "[1]: expected an integer, found \"x\"");
/// # Ok::<(), jsv::Error>(())
/// ```
///
/// # Errors
/// A value that does not mean what `T` asks for; the error names its path.
pub fn from_value<'de, T: Deserialize<'de>>(value: Value<'de>) -> Result<T> {
    T::deserialize(value)
}

/// Types that hold themselves as a list's one item would descend forever.
const ONE_ITEM_LIMIT: usize = 128;

/// A tree to read from: `Value<'de>` gives its texts away, `&'de Value` lends them.
pub(super) trait Tree<'de>: Sized {
    type Items: Iterator<Item = Self>;
    type Members: Iterator<Item = (Cow<'de, str>, Self)>;

    fn open(self) -> Node<'de, Self>;

    fn as_value(&self) -> &Value<'_>;
}

/// A tree, one level of it open.
pub(super) enum Node<'de, T: Tree<'de>> {
    Null,
    Text(Cow<'de, str>),
    List(T::Items),
    Map(T::Members),
}

impl<'de> Tree<'de> for Value<'de> {
    type Items = vec::IntoIter<Self>;
    type Members = IntoIter<'de>;

    fn open(self) -> Node<'de, Self> {
        match self {
            Value::Null => Node::Null,
            Value::Text(text) => Node::Text(text),
            Value::List(items) => Node::List(items.into_iter()),
            Value::Map(map) => Node::Map(map.into_iter()),
        }
    }

    fn as_value(&self) -> &Value<'_> {
        self
    }
}

type Lend<'de, 'a> = fn((&'de str, &'de Value<'a>)) -> (Cow<'de, str>, &'de Value<'a>);

impl<'de, 'a> Tree<'de> for &'de Value<'a> {
    type Items = slice::Iter<'de, Value<'a>>;
    type Members = iter::Map<Iter<'de, 'a>, Lend<'de, 'a>>;

    fn open(self) -> Node<'de, Self> {
        match self {
            Value::Null => Node::Null,
            Value::Text(text) => Node::Text(Cow::Borrowed(text)),
            Value::List(items) => Node::List(items.iter()),
            Value::Map(map) => {
                let lend: Lend<'de, 'a> = |(key, value)| (Cow::Borrowed(key), value);
                Node::Map(map.iter().map(lend))
            }
        }
    }

    fn as_value(&self) -> &Value<'_> {
        self
    }
}

/// One value for serde.
pub(super) struct Reader<T> {
    tree: T,
    /// Lists that this text is the one item of.
    one_item_of: usize,
    depth: Depth,
}

/// How deep a value stands in its tree.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Depth {
    levels: usize,
    stack: Stack,
}

impl Depth {
    /// The depth of what stands in a list or map, if the type that is read leaves room for it.
    fn descend(mut self) -> Result<Self> {
        if !self.stack.has_room() {
            return Err(Error::new(ErrorKind::DepthLimit { limit: self.levels }));
        }
        self.levels += 1;
        Ok(self)
    }
}

impl<'de, T: Tree<'de>> Reader<T> {
    pub(super) fn new(tree: T) -> Self {
        Self::at(Depth::default(), tree)
    }

    pub(super) fn at(depth: Depth, tree: T) -> Self {
        Reader { tree, one_item_of: 0, depth }
    }

    #[cold]
    fn unexpected(&self, expected: &str) -> Error {
        let found = match self.tree.as_value() {
            Value::Null => Unexpected::Unit,
            Value::Text(text) => Unexpected::Str(text),
            Value::List(_) => Unexpected::Seq,
            Value::Map(_) => Unexpected::Map,
        };
        <Error as serde::de::Error>::invalid_type(found, &expected)
    }

    /// A scalar's text, trimmed (SPEC §3).
    fn scalar(&self, expected: &str) -> Result<&str> {
        match self.tree.as_value() {
            Value::Text(text) => Ok(grammar::trim(text)),
            _ => Err(self.unexpected(expected)),
        }
    }

    fn option_of<S>(&self, expected: &str, parse: impl FnOnce(&str) -> Option<S>) -> Result<S> {
        let text = self.scalar(expected)?;
        parse(text).ok_or_else(|| Error::invalid_type(expected, quoted_excerpt(text)))
    }

    fn integer<I: Integer>(&self) -> Result<I> {
        let text = self.scalar("an integer")?;
        scalar::parse_integer(text).map_err(|error| match error {
            IntegerError::NotAnInteger => Error::invalid_type("an integer", quoted_excerpt(text)),
            IntegerError::OutOfRange => {
                Error::new(ErrorKind::OutOfRange { expected: I::NAME, found: quoted_excerpt(text) })
            }
        })
    }

    fn map<V: Visitor<'de>>(self, fields: Option<&'static [&'static str]>, visitor: V) -> Result<V::Value> {
        if !self.tree.as_value().is_map() {
            return Err(self.unexpected("a map"));
        }
        let depth = self.depth.descend()?;
        match self.tree.open() {
            Node::Map(members) => Self::visit_members(members, depth, fields, visitor),
            _ => Self::visit_no_members(visitor),
        }
    }

    fn visit_members<V: Visitor<'de>>(
        members: T::Members,
        depth: Depth,
        fields: Option<&'static [&'static str]>,
        visitor: V,
    ) -> Result<V::Value> {
        let mut members = Members::new(members, depth, fields);
        let value = visitor.visit_map(&mut members)?;
        members.end()?;
        Ok(value)
    }

    fn visit_no_members<V: Visitor<'de>>(visitor: V) -> Result<V::Value> {
        visitor.visit_map(&mut Members::new(iter::empty::<(_, T)>(), Depth::default(), None))
    }
}

fn visit_text<'de, V: Visitor<'de>>(text: Cow<'de, str>, visitor: V) -> Result<V::Value> {
    match text {
        Cow::Borrowed(text) => visitor.visit_borrowed_str(text),
        Cow::Owned(text) => visitor.visit_string(text),
    }
}

fn visit_list<'de, T: Tree<'de>, V: Visitor<'de>>(
    items: T::Items,
    depth: Depth,
    visitor: V,
) -> Result<V::Value> {
    visit_items(items.map(|item| Reader::at(depth, item)), visitor)
}

fn visit_items<'de, T: Tree<'de>, V: Visitor<'de>>(
    items: impl Iterator<Item = Reader<T>>,
    visitor: V,
) -> Result<V::Value> {
    let mut items = Items::new(items);
    let value = visitor.visit_seq(&mut items)?;
    items.end()?;
    Ok(value)
}

macro_rules! integers {
    ($($deserialize:ident $visit:ident,)*) => {$(
        fn $deserialize<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
            visitor.$visit(self.integer()?)
        }
    )*};
}

impl<'de, T: Tree<'de>> Deserializer<'de> for Reader<T> {
    type Error = Error;

    integers! {
        deserialize_i8 visit_i8,
        deserialize_i16 visit_i16,
        deserialize_i32 visit_i32,
        deserialize_i64 visit_i64,
        deserialize_i128 visit_i128,
        deserialize_u8 visit_u8,
        deserialize_u16 visit_u16,
        deserialize_u32 visit_u32,
        deserialize_u64 visit_u64,
        deserialize_u128 visit_u128,
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        let depth = self.depth;
        match self.tree.open() {
            Node::Null => visitor.visit_unit(),
            Node::Text(text) => visit_text(text, visitor),
            Node::List(items) => visit_list::<T, V>(items, depth.descend()?, visitor),
            Node::Map(members) => Self::visit_members(members, depth.descend()?, None, visitor),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        visitor.visit_bool(self.option_of("a boolean", scalar::parse_bool)?)
    }

    fn deserialize_f32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        visitor.visit_f32(self.option_of("a number", scalar::parse_f32)?)
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        visitor.visit_f64(self.option_of("a number", scalar::parse_f64)?)
    }

    fn deserialize_char<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match self.tree.as_value().as_char() {
            Some(character) => visitor.visit_char(character),
            None => Err(self.unexpected("one character")),
        }
    }

    /// "A map or list inside a map or list: its raw text" (SPEC §4); nothing is the empty string.
    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match self.tree.as_value() {
            Value::List(_) | Value::Map(_) => visitor.visit_string(self.tree.as_value().to_string()),
            Value::Null | Value::Text(_) => match self.tree.open() {
                Node::Text(text) => visit_text(text, visitor),
                _ => visitor.visit_borrowed_str(""),
            },
        }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        self.deserialize_str(visitor)
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        self.deserialize_str(visitor)
    }

    fn deserialize_bytes<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        self.deserialize_byte_buf(visitor)
    }

    fn deserialize_byte_buf<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        visitor.visit_byte_buf(match self.tree.as_value() {
            Value::Null => Vec::new(),
            Value::List(_) => Vec::deserialize(self)?,
            _ => self.option_of("base64 or a list of bytes", scalar::decode_base64)?,
        })
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        if self.tree.as_value().is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match self.tree.as_value() {
            Value::Null => visitor.visit_unit(),
            Value::Text(text) if text.is_empty() => visitor.visit_unit(),
            _ => Err(self.unexpected("nothing")),
        }
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value> {
        if name == newtype::RAW {
            return newtype::hand_over(self.tree.as_value().to_string().into(), visitor);
        }
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        // "Inside a map or list the value is the one item": a map too.
        if matches!(self.tree.as_value(), Value::Text(_) | Value::Map(_)) {
            let one_item_of = self.one_item_of + 1;
            if one_item_of > ONE_ITEM_LIMIT {
                return Err(Error::new(ErrorKind::DepthLimit { limit: ONE_ITEM_LIMIT }));
            }
            let depth = self.depth.descend()?;
            return visit_items(iter::once(Reader { one_item_of, depth, ..self }), visitor);
        }
        let depth = self.depth.descend()?;
        match self.tree.open() {
            Node::List(items) => visit_list::<T, V>(items, depth, visitor),
            // "Nothing: an empty list."
            _ => visit_items(iter::empty::<Self>(), visitor),
        }
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(self, _: &'static str, _: usize, v: V) -> Result<V::Value> {
        self.deserialize_seq(v)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        // "Nothing: an empty map."
        if self.tree.as_value().is_null() {
            return Self::visit_no_members(visitor);
        }
        self.map(None, visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        self.map(Some(fields), visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        match self.tree.as_value() {
            Value::Null | Value::List(_) => return Err(self.unexpected("a variant's name")),
            Value::Map(map) if map.len() != 1 => {
                let found = alloc::format!("a map of {} members", map.len());
                return Err(Error::invalid_type("a map with one variant", found));
            }
            Value::Map(_) | Value::Text(_) => {}
        }
        let depth = self.depth.descend()?;
        let (name, content) = match self.tree.open() {
            Node::Text(name) => (name, None),
            Node::Map(mut members) => match members.next() {
                Some((name, content)) => (name, Some(content)),
                None => (Cow::Borrowed(""), None),
            },
            Node::Null | Node::List(_) => (Cow::Borrowed(""), None),
        };
        visitor.visit_enum(Variant::new(variants, name, depth, content))
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        visitor.visit_unit()
    }
}
