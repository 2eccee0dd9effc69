//! A query string for serde: a map from names to values (SPEC §10). Floor 4.

use alloc::borrow::ToOwned;
use alloc::collections::BTreeSet;

use serde::de::{self, DeserializeSeed, IntoDeserializer, Visitor};
use serde::forward_to_deserialize_any;

use super::Options;
use super::decode::{Part, Query};
use crate::de::{FieldSet, KeyDeserializer, Parser, ValueDeserializer, trim_name};
use crate::error::{Error, ErrorKind, Result};
use crate::grammar::{Quotes, Stop, Token};
#[cfg(feature = "json")]
use crate::json::Json;

/// A query string, and the parser for the JSV in its values.
pub(super) struct QueryDeserializer<'p, 'de> {
    pub(super) query: &'de Query<'de>,
    pub(super) parser: &'p mut Parser<'de>,
    pub(super) options: Options,
}

impl<'de> QueryDeserializer<'_, 'de> {
    fn visit_fields<V: Visitor<'de>>(self, declared: Option<FieldSet>, visitor: V) -> Result<V::Value> {
        visitor.visit_map(Fields {
            query: self,
            declared,
            next: 0,
            index: 0,
            seen: BTreeSet::new(),
            field: None,
        })
    }
}

impl<'de> de::Deserializer<'de> for QueryDeserializer<'_, 'de> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        self.visit_fields(None, visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        self.visit_fields(Some(FieldSet::new(fields)), visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        if self.query.fields.is_empty() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        if self.query.fields.is_empty() { visitor.visit_unit() } else { self.deserialize_any(visitor) }
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf
        seq tuple tuple_struct map enum identifier
    }
}

struct Fields<'p, 'de> {
    query: QueryDeserializer<'p, 'de>,
    /// The names of a struct; a map takes any.
    declared: Option<FieldSet>,
    /// The declared field that comes next if they come in order.
    next: usize,
    index: usize,
    seen: BTreeSet<&'de str>,
    /// The declared name of the field at hand, if it has one.
    field: Option<&'static str>,
}

impl<'de> Fields<'_, 'de> {
    /// "A repeated field is an error."
    fn see(&mut self, name: &'de str) -> Result<()> {
        if self.seen.insert(name) {
            Ok(())
        } else {
            Err(Error::new(ErrorKind::DuplicateField(name.to_owned())))
        }
    }

    fn key<K: DeserializeSeed<'de>>(&mut self, name: &'de str, seed: K) -> Result<K::Value> {
        let mut name = name;
        if let Some(declared) = self.declared {
            name = trim_name(declared.names, name);
            if let Some(index) = self.query.parser.find_name(declared, self.next, name) {
                let field = declared.names[index];
                self.next = index + 1;
                self.field = Some(field);
                self.see(field)?;
                return seed.deserialize(field.into_deserializer());
            }
        } else {
            self.see(name)?;
        }
        self.field = None;
        seed.deserialize(KeyDeserializer { parser: self.query.parser, token: Token::plain(name) })
    }

    fn value<V: DeserializeSeed<'de>>(&mut self, part: &Part, seed: V) -> Result<V::Value> {
        let query = self.query.query;
        // The last value may go on where the query string was cut.
        let is_whole = self.index < query.fields.len();
        self.read(part, seed)
            .map_err(|error| if is_whole { error.in_whole("value") } else { error })
            .map_err(|error| error.at(part.decoded.start).hinted(query.text.as_bytes()))
            .map_err(|error| error.moved(|offset| query.encoded_offset(part, offset)))
    }

    fn read<V: DeserializeSeed<'de>>(&mut self, part: &Part, seed: V) -> Result<V::Value> {
        let QueryDeserializer { query, ref mut parser, options } = self.query;
        #[cfg(feature = "json")]
        if options.json_values
            && let Some(json) = Json::parse(query.decoded(part), options.values.depth_limit)?
        {
            return seed.deserialize(json);
        }
        let Part { decoded, .. } = part;
        parser.turn_to(&query.text[..decoded.end], decoded.start, Quotes::Single, !options.empty_is_none);
        let value = seed.deserialize(ValueDeserializer { parser, stop: Stop::End })?;
        parser.end()?;
        Ok(value)
    }
}

impl<'de> de::MapAccess<'de> for Fields<'_, 'de> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>> {
        let query = self.query.query;
        let Some(field) = query.fields.get(self.index) else { return Ok(None) };
        let place = query.encoded_offset(&field.name, field.name.decoded.start);
        self.key(query.decoded(&field.name), seed).map(Some).map_err(|error| error.at(place))
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value> {
        let query = self.query.query;
        let Some(field) = query.fields.get(self.index) else {
            return Err(Error::new(ErrorKind::EndOfText { expected: "a field" }));
        };
        self.index += 1;
        let read = if let Some(part) = &field.value {
            self.value(part, seed)
        } else {
            let place = query.encoded_offset(&field.name, field.name.decoded.start);
            seed.deserialize(Null).map_err(|error| error.at(place))
        };
        read.map_err(|error| error.under_key(self.field.unwrap_or_else(|| query.decoded(&field.name))))
    }
}

/// A name without `=`: "null: `None`, unlike `name=`". Types that have no null refuse it.
struct Null;

impl<'de> de::Deserializer<'de> for Null {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        visitor.visit_unit()
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        visitor.visit_none()
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value> {
        visitor.visit_newtype_struct(self)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct
        seq tuple tuple_struct map struct enum identifier ignored_any
    }
}
