//! The header of a type that has no rows to show it: a deserializer that only asks for names. Floor 4.
//!
//! serde's derived code hands over its field names before it reads anything, aliases among them. Which name is the
//! field's own it tells when a field comes twice: the error names the field.

use alloc::collections::BTreeSet;
use alloc::vec::Vec;
use core::fmt::{self, Display};

use serde::de::value::StrDeserializer;
use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, EnumAccess, IntoDeserializer, MapAccess, SeqAccess,
    VariantAccess, Visitor,
};

use crate::error::{Error, ErrorKind, Result};

/// The column names that a struct's rows have, in order.
///
/// They are the names that the type *reads* its fields under. Newtypes and `Option` are seen through. An alias is left
/// out, unless its field is of a type that cannot be made from nothing, no text, zero or an empty list.
///
/// ```
/// #[derive(serde::Deserialize)]
/// #[serde(rename_all = "PascalCase")]
/// struct Row {
///     id: u32,
///     #[serde(alias = "Comment")]
///     note: Option<String>,
/// }
///
/// assert_eq!(jsv::csv::header_of::<Row>()?, ["Id", "Note"]);
/// # Ok::<(), jsv::Error>(())
/// ```
///
/// # Errors
/// [`Unsupported`](ErrorKind::Unsupported) if the type is not a struct, or is one with `#[serde(flatten)]`, whose names serde
/// does not tell.
pub fn header_of<'de, T: Deserialize<'de>>() -> Result<Vec<&'static str>> {
    let Err(Answer::Fields(fields)) = T::deserialize(Probe { field: None }) else {
        return Err(Error::new(ErrorKind::Unsupported("this type does not tell the names of its fields")));
    };
    let mut names = Vec::with_capacity(fields.len());
    let mut seen = BTreeSet::new();
    for field in fields {
        let name = match T::deserialize(Probe { field: Some(field) }) {
            Err(Answer::Repeated(name)) => name,
            _ => field,
        };
        if seen.insert(name) {
            names.push(name);
        }
    }
    Ok(names)
}

/// How a probe ends: always as an error.
#[derive(Debug)]
enum Answer {
    Fields(&'static [&'static str]),
    Repeated(&'static str),
    /// Anything else that went wrong.
    Nothing,
}

impl Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a probe for field names")
    }
}

impl core::error::Error for Answer {}

impl serde::de::Error for Answer {
    fn custom<T: Display>(_: T) -> Self {
        Answer::Nothing
    }

    fn duplicate_field(field: &'static str) -> Self {
        Answer::Repeated(field)
    }
}

/// Stands for a row. Without a field it answers with the names; with one it hands that field over twice.
struct Probe {
    field: Option<&'static str>,
}

macro_rules! nothing {
    ($($deserialize:ident($($argument:ident: $type:ty),*),)*) => {$(
        fn $deserialize<V: Visitor<'de>>(self, $($argument: $type,)* _: V) -> Result<V::Value, Answer> {
            $(let _ = $argument;)*
            Err(Answer::Nothing)
        }
    )*};
}

impl<'de> Deserializer<'de> for Probe {
    type Error = Answer;

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Answer> {
        match self.field {
            None => Err(Answer::Fields(fields)),
            Some(field) => visitor.visit_map(Twice { field, left: 2 }),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Answer> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Answer> {
        visitor.visit_some(self)
    }

    nothing! {
        deserialize_any(),
        deserialize_bool(),
        deserialize_i8(),
        deserialize_i16(),
        deserialize_i32(),
        deserialize_i64(),
        deserialize_u8(),
        deserialize_u16(),
        deserialize_u32(),
        deserialize_u64(),
        deserialize_f32(),
        deserialize_f64(),
        deserialize_char(),
        deserialize_str(),
        deserialize_string(),
        deserialize_bytes(),
        deserialize_byte_buf(),
        deserialize_unit(),
        deserialize_unit_struct(name: &'static str),
        deserialize_seq(),
        deserialize_tuple(length: usize),
        deserialize_tuple_struct(name: &'static str, length: usize),
        deserialize_map(),
        deserialize_enum(name: &'static str, variants: &'static [&'static str]),
        deserialize_identifier(),
        deserialize_ignored_any(),
    }
}

/// A map with one key, twice.
struct Twice {
    field: &'static str,
    left: u8,
}

impl<'de> MapAccess<'de> for Twice {
    type Error = Answer;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Answer> {
        let Some(left) = self.left.checked_sub(1) else { return Ok(None) };
        self.left = left;
        seed.deserialize(name(self.field)).map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Answer> {
        seed.deserialize(Blank { levels: LEVELS })
    }
}

fn name(text: &'static str) -> StrDeserializer<'static, Answer> {
    text.into_deserializer()
}

/// Levels of structs and enums that are made up: a type may hold itself.
const LEVELS: usize = 16;

/// A value of whatever type is asked for: nothing, zero, no text, an empty list, the first variant.
#[derive(Clone, Copy)]
struct Blank {
    levels: usize,
}

impl Blank {
    fn inner(self) -> Result<Blank, Answer> {
        self.levels.checked_sub(1).map(|levels| Blank { levels }).ok_or(Answer::Nothing)
    }
}

macro_rules! blanks {
    ($($deserialize:ident: $visit:ident($($value:expr)?),)*) => {$(
        fn $deserialize<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Answer> {
            visitor.$visit($($value)?)
        }
    )*};
}

impl<'de> Deserializer<'de> for Blank {
    type Error = Answer;

    blanks! {
        deserialize_any: visit_unit(),
        deserialize_ignored_any: visit_unit(),
        deserialize_unit: visit_unit(),
        deserialize_option: visit_none(),
        deserialize_bool: visit_bool(false),
        deserialize_i8: visit_i8(0),
        deserialize_i16: visit_i16(0),
        deserialize_i32: visit_i32(0),
        deserialize_i64: visit_i64(0),
        deserialize_i128: visit_i128(0),
        deserialize_u8: visit_u8(0),
        deserialize_u16: visit_u16(0),
        deserialize_u32: visit_u32(0),
        deserialize_u64: visit_u64(0),
        deserialize_u128: visit_u128(0),
        deserialize_f32: visit_f32(0.0),
        deserialize_f64: visit_f64(0.0),
        deserialize_char: visit_char('0'),
        deserialize_str: visit_borrowed_str(""),
        deserialize_string: visit_borrowed_str(""),
        deserialize_identifier: visit_borrowed_str(""),
        deserialize_bytes: visit_borrowed_bytes(b""),
        deserialize_byte_buf: visit_borrowed_bytes(b""),
        deserialize_map: visit_map(Twice { field: "", left: 0 }),
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Answer> {
        visitor.visit_seq(Blanks { left: 0, blank: self })
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Answer> {
        visitor.visit_unit()
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Answer> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, length: usize, visitor: V) -> Result<V::Value, Answer> {
        visitor.visit_seq(Blanks { left: length, blank: self.inner()? })
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        length: usize,
        visitor: V,
    ) -> Result<V::Value, Answer> {
        self.deserialize_tuple(length, visitor)
    }

    /// By position: names may be aliases of one field.
    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Answer> {
        self.deserialize_tuple(fields.len(), visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Answer> {
        let variant = variants.first().ok_or(Answer::Nothing)?;
        visitor.visit_enum(FirstVariant { variant, content: self.inner()? })
    }
}

/// So many blank values.
struct Blanks {
    left: usize,
    blank: Blank,
}

impl<'de> SeqAccess<'de> for Blanks {
    type Error = Answer;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Answer> {
        let Some(left) = self.left.checked_sub(1) else { return Ok(None) };
        self.left = left;
        seed.deserialize(self.blank).map(Some)
    }
}

struct FirstVariant {
    variant: &'static str,
    content: Blank,
}

impl<'de> EnumAccess<'de> for FirstVariant {
    type Error = Answer;
    type Variant = Self;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Self), Answer> {
        Ok((seed.deserialize(name(self.variant))?, self))
    }
}

impl<'de> VariantAccess<'de> for FirstVariant {
    type Error = Answer;

    fn unit_variant(self) -> Result<(), Answer> {
        Ok(())
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, Answer> {
        seed.deserialize(self.content)
    }

    fn tuple_variant<V: Visitor<'de>>(self, length: usize, visitor: V) -> Result<V::Value, Answer> {
        visitor.visit_seq(Blanks { left: length, blank: self.content })
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Answer> {
        visitor.visit_seq(Blanks { left: fields.len(), blank: self.content })
    }
}
