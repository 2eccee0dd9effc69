//! A column's name as a key of a row: a scalar of any type (SPEC §4). Floor 4.

use alloc::borrow::ToOwned;

use serde::de::{Deserialize, Deserializer, Visitor};

use crate::de::UnitVariant;
use crate::error::{Error, Result};
use crate::newtype;
use crate::value::Value;

/// A name that is lent for as long as the text that is read, or else shown: then a key copies it only to keep it.
#[derive(Clone, Copy)]
pub(super) struct NameDeserializer<'n, 'de> {
    pub(super) name: &'n str,
    pub(super) lent: Option<&'de str>,
}

impl<'de> NameDeserializer<'_, 'de> {
    /// The name for types that are seldom keys.
    fn value(self) -> Value<'de> {
        self.lent.map_or_else(|| Value::from(self.name.to_owned()), Value::from)
    }
}

macro_rules! texts {
    ($($deserialize:ident,)*) => {$(
        fn $deserialize<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
            match self.lent {
                Some(name) => visitor.visit_borrowed_str(name),
                None => visitor.visit_str(self.name),
            }
        }
    )*};
}

macro_rules! scalars {
    ($($deserialize:ident $visit:ident,)*) => {$(
        fn $deserialize<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
            visitor.$visit(Deserialize::deserialize(Value::from(self.name))?)
        }
    )*};
}

macro_rules! forward {
    ($($deserialize:ident($($argument:ident: $type:ty),*),)*) => {$(
        fn $deserialize<V: Visitor<'de>>(self, $($argument: $type,)* visitor: V) -> Result<V::Value> {
            self.value().$deserialize($($argument,)* visitor)
        }
    )*};
}

impl<'de> Deserializer<'de> for NameDeserializer<'_, 'de> {
    type Error = Error;

    texts! {
        deserialize_any,
        deserialize_str,
        deserialize_string,
        deserialize_identifier,
    }

    scalars! {
        deserialize_bool visit_bool,
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
        deserialize_f32 visit_f32,
        deserialize_f64 visit_f64,
        deserialize_char visit_char,
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value> {
        if newtype::is_private(name) {
            return self.value().deserialize_newtype_struct(name, visitor);
        }
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        visitor.visit_enum(UnitVariant::find(variants, self.name))
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        visitor.visit_unit()
    }

    forward! {
        deserialize_bytes(),
        deserialize_byte_buf(),
        deserialize_unit(),
        deserialize_unit_struct(name: &'static str),
        deserialize_seq(),
        deserialize_tuple(length: usize),
        deserialize_tuple_struct(name: &'static str, length: usize),
        deserialize_map(),
        deserialize_struct(name: &'static str, fields: &'static [&'static str]),
    }
}
