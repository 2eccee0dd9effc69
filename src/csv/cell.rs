//! One cell for serde. Texts, numbers and booleans that stand as they are are read at once; all others by the
//! deserializer of JSV documents, where they stand. Floor 4.

use serde::de::{Deserializer, Visitor};

use super::row::Row;
use super::scanner::{Cell, Form};
use crate::de::ValueDeserializer;
use crate::error::{Error, Result};
use crate::grammar::Stop;
use crate::newtype;
use crate::text::scalar;

pub(super) struct CellDeserializer<'c, 'r, 'h, 'de> {
    row: &'c mut Row<'r, 'h, 'de>,
    cell: Cell,
}

impl<'c, 'r, 'h, 'de> CellDeserializer<'c, 'r, 'h, 'de> {
    #[inline]
    pub(super) fn new(row: &'c mut Row<'r, 'h, 'de>, cell: Cell) -> Self {
        CellDeserializer { row, cell }
    }

    /// The text of a cell that stands for itself.
    #[inline]
    fn verbatim(&self) -> Option<&'de str> {
        if self.cell.form() == Form::Escaped {
            return None;
        }
        self.row.text.get(self.cell.start()..self.cell.end())
    }

    /// The value that `prefix` finds at the start of the cell and what follows it, if it takes the whole cell.
    #[inline]
    fn whole<T>(&self, prefix: impl FnOnce(&[u8]) -> Option<(T, usize)>) -> Option<T> {
        let (value, length) = prefix(self.row.text.as_bytes().get(self.cell.start()..)?)?;
        (length == self.cell.end() - self.cell.start()).then_some(value)
    }

    /// Reads the cell as a JSV document.
    #[inline(never)]
    fn read<T>(self, read: impl FnOnce(ValueDeserializer<'_, 'de>) -> Result<T>) -> Result<T> {
        let cell = self.cell;
        let Row { parser, text, dialect, distinguish_empty, .. } = self.row;
        let nothing_is_empty = *distinguish_empty && cell.form() != Form::Plain;
        parser.turn_to(&text[..cell.end()], cell.start(), cell.quotes(*dialect), nothing_is_empty);
        let value = read(ValueDeserializer { parser, stop: Stop::End })?;
        parser.end().map(|()| value)
    }
}

macro_rules! integers {
    ($($deserialize:ident $visit:ident,)*) => {$(
        #[inline]
        fn $deserialize<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
            match self.whole(scalar::integer_prefix).map(TryInto::try_into) {
                Some(Ok(value)) => visitor.$visit(value),
                _ => self.read(|value| value.$deserialize(visitor)),
            }
        }
    )*};
}

macro_rules! texts {
    ($($deserialize:ident,)*) => {$(
        #[inline]
        fn $deserialize<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
            match self.verbatim() {
                Some(text) => visitor.visit_borrowed_str(text),
                None => self.read(|value| value.$deserialize(visitor)),
            }
        }
    )*};
}

macro_rules! forward {
    ($($deserialize:ident($($argument:ident: $type:ty),*),)*) => {$(
        fn $deserialize<V: Visitor<'de>>(self, $($argument: $type,)* visitor: V) -> Result<V::Value> {
            self.read(|value| value.$deserialize($($argument,)* visitor))
        }
    )*};
}

impl<'de> Deserializer<'de> for CellDeserializer<'_, '_, '_, 'de> {
    type Error = Error;

    integers! {
        deserialize_i8 visit_i8,
        deserialize_i16 visit_i16,
        deserialize_i32 visit_i32,
        deserialize_i64 visit_i64,
        deserialize_u8 visit_u8,
        deserialize_u16 visit_u16,
        deserialize_u32 visit_u32,
        deserialize_u64 visit_u64,
    }

    texts! {
        deserialize_str,
        deserialize_string,
    }

    #[inline]
    fn deserialize_newtype_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value> {
        if newtype::is_private(name) {
            return self.read(|value| value.deserialize_newtype_struct(name, visitor));
        }
        visitor.visit_newtype_struct(self)
    }

    #[inline]
    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match self.whole(scalar::f64_prefix) {
            Some(value) => visitor.visit_f64(value),
            None => self.read(|value| value.deserialize_f64(visitor)),
        }
    }

    #[inline]
    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match self.whole(scalar::bool_prefix) {
            Some(value) => visitor.visit_bool(value),
            None => self.read(|value| value.deserialize_bool(visitor)),
        }
    }

    #[inline]
    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match self.verbatim() {
            Some("") if self.row.empty_is_nothing(self.cell) => visitor.visit_none(),
            Some(_) => visitor.visit_some(self),
            None => self.read(|value| value.deserialize_option(visitor)),
        }
    }

    forward! {
        deserialize_any(),
        deserialize_i128(),
        deserialize_u128(),
        deserialize_f32(),
        deserialize_char(),
        deserialize_bytes(),
        deserialize_byte_buf(),
        deserialize_unit(),
        deserialize_unit_struct(name: &'static str),
        deserialize_seq(),
        deserialize_tuple(length: usize),
        deserialize_tuple_struct(name: &'static str, length: usize),
        deserialize_map(),
        deserialize_struct(name: &'static str, fields: &'static [&'static str]),
        deserialize_enum(name: &'static str, variants: &'static [&'static str]),
        deserialize_identifier(),
        deserialize_ignored_any(),
    }
}
