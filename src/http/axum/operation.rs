//! The name of an operation: that of the request's type, as serde knows it. Floor 5.

use alloc::borrow::ToOwned;
use alloc::string::String;
use core::fmt::{self, Display};

use serde::de::{self, DeserializeOwned, Deserializer, Visitor};
use serde::forward_to_deserialize_any;

/// The name of a struct, `None` for what is none.
pub(super) fn operation_of<T: DeserializeOwned>() -> Option<String> {
    match T::deserialize(Probe) {
        Err(Name(name)) => name.map(ToOwned::to_owned),
        Ok(_) => None,
    }
}

/// A deserializer that reads nothing: it only hears the type's name.
struct Probe;

/// How the probe ends.
#[derive(Debug)]
struct Name(Option<&'static str>);

impl Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a probe for a name")
    }
}

impl core::error::Error for Name {}

impl de::Error for Name {
    fn custom<T: Display>(_: T) -> Self {
        Name(None)
    }
}

impl<'de> Deserializer<'de> for Probe {
    type Error = Name;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Name> {
        Err(Name(None))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        _: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, Name> {
        Err(Name(Some(name)))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        _: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, Name> {
        Err(Name(Some(name)))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit
        unit_struct newtype_struct seq tuple tuple_struct map identifier ignored_any
    }
}
