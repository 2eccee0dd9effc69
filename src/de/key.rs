//! Map keys: scalars of any type (SPEC §4). Floor 3.

use serde::de::Visitor;
use serde::forward_to_deserialize_any;

use super::access::UnitVariant;
use super::parser::Parser;
use crate::error::{Error, ErrorKind, Result, quoted_excerpt};
use crate::grammar::{self, Token};
use crate::text::scalar::{self, IntegerError};

/// A key, read already: as a string it is what it is, as any other scalar it is trimmed.
pub(crate) struct KeyDeserializer<'p, 'de> {
    pub(crate) parser: &'p mut Parser<'de>,
    pub(crate) token: Token<'de>,
}

impl KeyDeserializer<'_, '_> {
    fn parse<T>(&mut self, expected: &str, parse: impl FnOnce(&str) -> Option<T>) -> Result<T> {
        let text = grammar::trim(self.parser.resolve(self.token));
        parse(text).ok_or_else(|| Error::invalid_type(expected, quoted_excerpt(text)))
    }
}

macro_rules! integers {
    ($($deserialize:ident $visit:ident,)*) => {$(
        fn $deserialize<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
            let text = grammar::trim(self.parser.resolve(self.token));
            match scalar::parse_integer(text) {
                Ok(number) => visitor.$visit(number),
                Err(IntegerError::NotAnInteger) => Err(Error::invalid_type("an integer", quoted_excerpt(text))),
                Err(IntegerError::OutOfRange) => Err(Error::new(ErrorKind::OutOfRange {
                    expected: stringify!($visit).trim_start_matches("visit_"),
                    found: quoted_excerpt(text),
                })),
            }
        }
    )*};
}

impl<'de> serde::Deserializer<'de> for KeyDeserializer<'_, 'de> {
    type Error = Error;

    #[inline]
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        if self.token.is_verbatim() {
            visitor.visit_borrowed_str(self.token.raw)
        } else {
            visitor.visit_str(self.parser.unescaped(self.token))
        }
    }

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

    fn deserialize_bool<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value> {
        visitor.visit_bool(self.parse("a boolean", scalar::parse_bool)?)
    }

    fn deserialize_f32<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value> {
        visitor.visit_f32(self.parse("a number", scalar::parse_f32)?)
    }

    fn deserialize_f64<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value> {
        visitor.visit_f64(self.parse("a number", scalar::parse_f64)?)
    }

    fn deserialize_char<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        // Not trimmed: a space is a character.
        let text = self.parser.resolve(self.token);
        match scalar::parse_char(text) {
            Some(character) => visitor.visit_char(character),
            None => Err(Error::invalid_type("one character", quoted_excerpt(text))),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        visitor.visit_enum(UnitVariant::find(variants, self.parser.resolve(self.token)))
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        str string bytes byte_buf unit unit_struct seq tuple tuple_struct map struct identifier
    }
}
