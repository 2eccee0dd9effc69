//! A field that serde reads through its buffer, settled by the field's own type (SPEC §4). Floor 5.
//!
//! For `flatten`, untagged and internally tagged types serde first keeps every value in a buffer, which has no types:
//! there a number of JSV is a text, and an `i32` does not read a text. This adapter takes what the buffer has, a text,
//! boolean, number or nothing, and reads it as the field's type reads JSV: any case of `True`, numbers out of texts,
//! strings out of numbers, 128-bit integers too. It writes the field as the field's type does.
//!
//! The field may be of any scalar type, an `Option` of one, or a newtype around one. In lists and as keys of maps, use
//! a newtype whose own field has the adapter.
//!
//! ```
//! use serde::{Deserialize, Serialize};
//!
//! #[derive(Debug, PartialEq, Serialize, Deserialize)]
//! #[serde(tag = "__type")]
//! enum Event {
//!     Deposit {
//!         #[serde(with = "jsv::with::scalar")]
//!         amount: i64,
//!         #[serde(with = "jsv::with::scalar", default)]
//!         checked: Option<bool>,
//!     },
//! }
//!
//! let text = "{__type:Deposit,amount:5,checked:True}";
//! let event: Event = jsv::from_str(text)?;
//! assert_eq!(event, Event::Deposit { amount: 5, checked: Some(true) });
//! assert_eq!(jsv::to_string(&event)?, text);
//!
//! // The same type on the side of JSON, where numbers and booleans have a syntax.
//! let json = r#"{"__type":"Deposit","amount":5,"checked":true}"#;
//! assert_eq!(serde_json::from_str::<Event>(json)?, event);
//! assert_eq!(serde_json::to_string(&event)?, json);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use alloc::borrow::{Cow, ToOwned};
use alloc::string::{String, ToString};
use core::fmt;
use core::marker::PhantomData;

use serde::de::{self, Deserialize, Deserializer, MapAccess, Unexpected, Visitor};
use serde::ser::{Serialize, Serializer};

use crate::error::{Error, ErrorKind};
use crate::text::scalar::LiteralBuffer;
use crate::value::Value;

/// Writes the value as its own type does.
///
/// # Errors
/// Those of the value's own `Serialize`.
pub fn serialize<T: Serialize + ?Sized, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    value.serialize(serializer)
}

/// Reads a text, boolean, number or nothing as `T` reads JSV.
///
/// # Errors
/// A text that does not mean what `T` asks for, or a map or list.
pub fn deserialize<'de, T: Deserialize<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_any(ScalarVisitor(PhantomData))
}

struct ScalarVisitor<T>(PhantomData<T>);

/// Reads the text by the rules of the tree, and keeps the kind of the commonest error.
fn settle<'de, T: Deserialize<'de>, E: de::Error>(value: Value<'de>) -> Result<T, E> {
    T::deserialize(value).map_err(|error: Error| match error.kind() {
        ErrorKind::InvalidType { expected, found } if error.path().is_empty() => {
            E::invalid_type(Unexpected::Other(found), &expected.as_str())
        }
        _ => E::custom(error),
    })
}

fn settle_text<'de, T: Deserialize<'de>, E: de::Error>(text: String) -> Result<T, E> {
    settle(Value::Text(Cow::Owned(text)))
}

macro_rules! integers {
    ($($visit:ident($integer:ty),)*) => {$(
        fn $visit<E: de::Error>(self, number: $integer) -> Result<T, E> {
            settle_text(LiteralBuffer::new().format(number).to_owned())
        }
    )*};
}

impl<'de, T: Deserialize<'de>> Visitor<'de> for ScalarVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text, a boolean, a number or nothing")
    }

    fn visit_borrowed_str<E: de::Error>(self, text: &'de str) -> Result<T, E> {
        settle(Value::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<T, E> {
        settle_text(text.to_owned())
    }

    fn visit_string<E: de::Error>(self, text: String) -> Result<T, E> {
        settle_text(text)
    }

    fn visit_char<E: de::Error>(self, character: char) -> Result<T, E> {
        settle_text(character.to_string())
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<T, E> {
        settle(Value::Text(Cow::Borrowed(if value { "True" } else { "False" })))
    }

    // The small ones come here through serde's defaults.
    integers! {
        visit_i64(i64),
        visit_i128(i128),
        visit_u64(u64),
        visit_u128(u128),
    }

    fn visit_f32<E: de::Error>(self, number: f32) -> Result<T, E> {
        settle_text(LiteralBuffer::new().format(number).to_owned())
    }

    fn visit_f64<E: de::Error>(self, number: f64) -> Result<T, E> {
        settle_text(LiteralBuffer::new().format(number).to_owned())
    }

    fn visit_none<E: de::Error>(self) -> Result<T, E> {
        settle(Value::Null)
    }

    fn visit_unit<E: de::Error>(self) -> Result<T, E> {
        settle(Value::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, inner: D) -> Result<T, D::Error> {
        inner.deserialize_any(self)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, inner: D) -> Result<T, D::Error> {
        inner.deserialize_any(self)
    }

    /// With its feature `arbitrary_precision`, `serde_json` passes numbers that no primitive holds as such a map.
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<T, A::Error> {
        match map.next_key::<String>()? {
            Some(key) if key == "$serde_json::private::Number" => settle_text(map.next_value()?),
            _ => Err(de::Error::invalid_type(Unexpected::Map, &self)),
        }
    }
}
