//! A [`Value`] from any format: texts borrow, scalars become their text (SPEC §5). Floor 4.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

use super::{Map, Value};
use crate::Text;

/// Places reserved for a list on its format's word alone.
const RESERVED: usize = 64;

/// Reads whatever stands there: map, list, text or nothing (SPEC §4). From a format that has numbers, booleans
/// or bytes, these arrive as the text that JSV writes for them.
///
/// ```
/// let value: jsv::Value = serde_json::from_str(r#"{"Id":7,"Tags":["a",null],"Active":true}"#)?;
/// assert_eq!(value.to_string(), "{Id:7,Tags:[a,],Active:True}");
/// # Ok::<(), serde_json::Error>(())
/// ```
impl<'de: 'a, 'a> Deserialize<'de> for Value<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TreeVisitor)
    }
}

struct TreeVisitor;

macro_rules! visit_scalars {
    ($($visit:ident($scalar:ty),)*) => {$(
        fn $visit<E>(self, scalar: $scalar) -> Result<Value<'de>, E> {
            Ok(Value::from(scalar))
        }
    )*};
}

impl<'de> Visitor<'de> for TreeVisitor {
    type Value = Value<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    visit_scalars! {
        visit_bool(bool),
        visit_i64(i64),
        visit_i128(i128),
        visit_u64(u64),
        visit_u128(u128),
        // An f32 has digits of its own: widened, it would not be written as it was.
        visit_f32(f32),
        visit_f64(f64),
        visit_char(char),
        visit_borrowed_str(&'de str),
        visit_string(String),
    }

    fn visit_str<E>(self, text: &str) -> Result<Value<'de>, E> {
        Ok(Value::from(String::from(text)))
    }

    fn visit_bytes<E>(self, bytes: &[u8]) -> Result<Value<'de>, E> {
        Ok(Value::from_bytes(bytes))
    }

    fn visit_none<E>(self) -> Result<Value<'de>, E> {
        Ok(Value::Null)
    }

    fn visit_unit<E>(self) -> Result<Value<'de>, E> {
        Ok(Value::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value<'de>, D::Error> {
        Value::deserialize(deserializer)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value<'de>, D::Error> {
        Value::deserialize(deserializer)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Value<'de>, A::Error> {
        let mut items = Vec::with_capacity(access.size_hint().unwrap_or(0).min(RESERVED));
        while let Some(item) = access.next_element()? {
            items.push(item);
        }
        Ok(Value::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, access: A) -> Result<Value<'de>, A::Error> {
        MembersVisitor.visit_map(access).map(Value::Map)
    }
}

/// Reads the members of a map in the order of the text.
///
/// ```
/// let map: jsv::Map = jsv::from_str("{b:1,a:[x]}")?;
/// assert!(map.keys().eq(["b", "a"]));
/// assert!(jsv::from_str::<jsv::Map>("[a]").is_err());
/// # Ok::<(), jsv::Error>(())
/// ```
impl<'de: 'a, 'a> Deserialize<'de> for Map<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(MembersVisitor)
    }
}

struct MembersVisitor;

impl<'de> Visitor<'de> for MembersVisitor {
    type Value = Map<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Map<'de>, A::Error> {
        let mut map = Map::with_capacity(access.size_hint().unwrap_or(0).min(RESERVED));
        while let Some(key) = access.next_key::<Text<'de>>()? {
            map.push(Cow::from(key), access.next_value()?);
        }
        Ok(map)
    }
}
