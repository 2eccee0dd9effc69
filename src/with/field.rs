//! A value that is one text, alone, optional or in a list: what the adapters of SPEC §11 share. Floor 5.

use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt::{self, Display};
use core::marker::PhantomData;

use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Unexpected, Visitor};
use serde::ser::{Error as _, Serialize, SerializeSeq, Serializer};

use crate::grammar;
use crate::newtype;
use crate::text::scalar::{LiteralBuffer, parse_integer};

/// A type that an adapter writes by the rules of `F`: `Option` and `Vec` of such a type too.
#[diagnostic::on_unimplemented(message = "this adapter does not write `{Self}`")]
pub trait Field<F>: Sized {
    /// Writes the value.
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error>;

    /// Reads a value.
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error>;
}

/// A type's text by the rules of `F`, and back.
pub(super) trait Text<F>: Sized {
    /// What a text must be, for messages.
    const EXPECTED: &'static str;

    /// Whether the text may look like a number, and then be one in other formats, or where `infer_scalars` guesses.
    const MAY_BE_NUMBER: bool = false;

    /// The text, or what keeps the value from having one.
    fn text(&self) -> Result<impl Display, &'static str>;

    /// The value that a text without white space about it means.
    fn parse(text: &str) -> Option<Self>;
}

/// A type's number by the rules of `F`, and back: digits in JSV, a number in formats that have them.
pub(super) trait Number<F>: Sized {
    /// What a number must be, for messages.
    const EXPECTED: &'static str;

    /// The number, or what keeps the value from having one.
    fn number(&self) -> Result<i64, &'static str>;

    /// The value that a number means.
    fn from_number(number: i64) -> Option<Self>;
}

/// Implements [`Field`] by [`Text`].
macro_rules! fields {
    (for [$parameter:ident: $bound:path] $($type:ty: $format:ty,)*) => {$(
        $crate::with::field::fields!(@ [$parameter: $bound] $type, $format, write, read);
    )*};
    (@ [$($parameter:ident: $bound:path)?] $type:ty, $format:ty, $write:ident, $read:ident) => {
        impl$(<$parameter: $bound>)? $crate::with::field::Field<$format> for $type {
            fn write<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $crate::with::field::$write::<$format, Self, S>(self, serializer)
            }

            fn read<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::with::field::$read::<$format, Self, D>(deserializer)
            }
        }
    };
    ($($type:ty: $format:ty,)*) => {$(
        $crate::with::field::fields!(@ [] $type, $format, write, read);
    )*};
}
pub(super) use fields;

/// Implements [`Field`] by [`Number`].
macro_rules! numbers {
    ($($type:ty: $format:ty,)*) => {$(
        $crate::with::field::fields!(@ [] $type, $format, write_number, read_number);
    )*};
}
pub(super) use numbers;

/// The two functions that `#[serde(with = …)]` calls.
macro_rules! adapter {
    ($format:ty) => {
        /// Writes a value, or an `Option` or `Vec` of values.
        ///
        /// # Errors
        /// A value that the text has no room for, and those of the serializer.
        pub fn serialize<T: $crate::with::field::Field<$format>, S: serde::Serializer>(
            value: &T,
            serializer: S,
        ) -> Result<S::Ok, S::Error> {
            value.write(serializer)
        }

        /// Reads a value, or an `Option` or `Vec` of values.
        ///
        /// # Errors
        /// Any text that the adapter does not name, and those of the deserializer.
        pub fn deserialize<'de, T: $crate::with::field::Field<$format>, D: serde::Deserializer<'de>>(
            deserializer: D,
        ) -> Result<T, D::Error> {
            T::read(deserializer)
        }
    };
}
pub(super) use adapter;

/// Names an adapter in the bounds of its two functions; it has no values.
macro_rules! formats {
    ($($(#[$attribute:meta])* $format:ident,)*) => {$(
        $(#[$attribute])*
        #[derive(Debug)]
        pub enum $format {}
    )*};
}
pub(super) use formats;

formats! {
    /// `with::enum_number`.
    ByNumber,
    /// `with::flags`.
    Bits,
    /// `with::uuid`.
    #[cfg(feature = "uuid")]
    Guid,
    /// `with::rust_decimal`.
    #[cfg(feature = "rust_decimal")]
    DecimalText,
}

/// Bare in JSV, although dates hold colons (SPEC §5), unless something else in it would end it early; a string in other
/// formats.
pub(super) fn write<F, T: Text<F>, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    let text = value.text().map_err(S::Error::custom)?.to_string();
    if text.contains([',', '"', '{', '}', '[', ']', '\r', '\n']) {
        return serializer.serialize_str(&text);
    }
    serializer.serialize_newtype_struct(newtype::BARE, &text)
}

pub(super) fn write_number<F, T: Number<F>, S: Serializer>(
    value: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.serialize_i64(value.number().map_err(S::Error::custom)?)
}

pub(super) fn read_number<'de, F, T: Number<F>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    read::<F, Digits<T>, D>(deserializer).map(|digits| digits.0)
}

/// A number's text is its digits.
struct Digits<T>(T);

impl<F, T: Number<F>> Text<F> for Digits<T> {
    const EXPECTED: &'static str = T::EXPECTED;
    const MAY_BE_NUMBER: bool = true;

    fn text(&self) -> Result<impl Display, &'static str> {
        self.0.number()
    }

    fn parse(text: &str) -> Option<Self> {
        T::from_number(parse_integer(text).ok()?).map(Digits)
    }
}

pub(super) fn read<'de, F, T: Text<F>, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_newtype_struct(newtype::BARE, TextVisitor(PhantomData::<(F, T)>))
}

const JSON_NUMBER: &str = "$serde_json::private::Number";

struct TextVisitor<F, T>(PhantomData<(F, T)>);

macro_rules! visit_integers {
    ($($visit:ident($integer:ty),)*) => {$(
        fn $visit<E: serde::de::Error>(self, integer: $integer) -> Result<T, E> {
            self.visit_str(LiteralBuffer::new().format(integer))
        }
    )*};
}

impl<'de, F, T: Text<F>> Visitor<'de> for TextVisitor<F, T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(T::EXPECTED)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, inner: D) -> Result<T, D::Error> {
        if T::MAY_BE_NUMBER && inner.is_human_readable() {
            inner.deserialize_any(self)
        } else {
            inner.deserialize_str(self)
        }
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<T, E> {
        T::parse(grammar::trim(text)).ok_or_else(|| E::invalid_value(Unexpected::Str(text), &self))
    }

    visit_integers! {
        visit_i64(i64),
        visit_u64(u64),
        visit_i128(i128),
        visit_u128(u128),
    }

    fn visit_f64<E: serde::de::Error>(self, number: f64) -> Result<T, E> {
        // Without an exponent, which decimals are not read with.
        self.visit_str(&alloc::string::ToString::to_string(&number))
    }

    /// A number of `serde_json`'s that keeps its digits (its feature `arbitrary_precision`) is a map of one entry.
    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<T, A::Error> {
        let found = |visitor: &Self| Err(A::Error::invalid_type(Unexpected::Map, visitor));
        match access.next_entry::<String, String>()? {
            Some((key, digits)) if T::MAY_BE_NUMBER && key == JSON_NUMBER => {
                match access.next_key::<String>()? {
                    None => self.visit_str(&digits),
                    Some(_) => found(&self),
                }
            }
            _ => found(&self),
        }
    }
}

/// A field to serde, for what stands within an `Option` or a `Vec`.
struct Within<'a, F, T>(&'a T, PhantomData<F>);

impl<F, T: Field<F>> Serialize for Within<'_, F, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.write(serializer)
    }
}

struct Seed<F, T>(PhantomData<(F, T)>);

impl<'de, F, T: Field<F>> DeserializeSeed<'de> for Seed<F, T> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        T::read(deserializer)
    }
}

impl<F, T: Field<F>> Field<F> for Option<T> {
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            None => serializer.serialize_none(),
            Some(value) => serializer.serialize_some(&Within(value, PhantomData)),
        }
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct OptionVisitor<F, T>(PhantomData<(F, T)>);

        impl<'de, F, T: Field<F>> Visitor<'de> for OptionVisitor<F, T> {
            type Value = Option<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an optional value")
            }

            fn visit_none<E>(self) -> Result<Option<T>, E> {
                Ok(None)
            }

            fn visit_unit<E>(self) -> Result<Option<T>, E> {
                Ok(None)
            }

            fn visit_some<D: Deserializer<'de>>(self, inner: D) -> Result<Option<T>, D::Error> {
                T::read(inner).map(Some)
            }
        }

        deserializer.deserialize_option(OptionVisitor(PhantomData::<(F, T)>))
    }
}

impl<F, T: Field<F>> Field<F> for Vec<T> {
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut items = serializer.serialize_seq(Some(self.len()))?;
        for item in self {
            items.serialize_element(&Within(item, PhantomData))?;
        }
        items.end()
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ItemsVisitor<F, T>(PhantomData<(F, T)>);

        impl<'de, F, T: Field<F>> Visitor<'de> for ItemsVisitor<F, T> {
            type Value = Vec<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Vec<T>, A::Error> {
                let mut items = Vec::new();
                while let Some(item) = access.next_element_seed(Seed(PhantomData::<(F, T)>))? {
                    items.push(item);
                }
                Ok(items)
            }
        }

        deserializer.deserialize_seq(ItemsVisitor(PhantomData::<(F, T)>))
    }
}
