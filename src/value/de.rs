//! A [`Value`] from any format: texts borrow, scalars become their text (SPEC §5). Floor 4.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

use super::{Map, Value};
use crate::Text;

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
        Tree(&mut Open::default()).deserialize(deserializer)
    }
}

/// What has been read of the lists and maps that are open, each behind the one around it: when one closes, its part
/// moves to a vector of its own, which is as long as it must be.
#[derive(Default)]
struct Open<'de> {
    items: Vec<Value<'de>>,
    members: Vec<(Cow<'de, str>, Value<'de>)>,
}

/// What stands from `start` on, in a vector of its own.
fn part<T>(open: &mut Vec<T>, start: usize) -> Vec<T> {
    if start > 0 {
        return open.split_off(start);
    }
    // From the start on it would hand over all the room.
    let mut part = Vec::with_capacity(open.len());
    part.append(open);
    part
}

struct Tree<'o, 'de>(&'o mut Open<'de>);

impl<'de> DeserializeSeed<'de> for Tree<'_, 'de> {
    type Value = Value<'de>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value<'de>, D::Error> {
        deserializer.deserialize_any(self)
    }
}

macro_rules! visit_scalars {
    ($($visit:ident($scalar:ty),)*) => {$(
        fn $visit<E>(self, scalar: $scalar) -> Result<Value<'de>, E> {
            Ok(Value::from(scalar))
        }
    )*};
}

impl<'de> Visitor<'de> for Tree<'_, 'de> {
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
        self.deserialize(deserializer)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value<'de>, D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Value<'de>, A::Error> {
        let start = self.0.items.len();
        while let Some(item) = access.next_element_seed(Tree(self.0))? {
            self.0.items.push(item);
        }
        Ok(Value::List(part(&mut self.0.items, start)))
    }

    fn visit_map<A: MapAccess<'de>>(self, access: A) -> Result<Value<'de>, A::Error> {
        Members(self.0).visit_map(access).map(Value::Map)
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
        deserializer.deserialize_map(Members(&mut Open::default()))
    }
}

struct Members<'o, 'de>(&'o mut Open<'de>);

impl<'de> Visitor<'de> for Members<'_, 'de> {
    type Value = Map<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Map<'de>, A::Error> {
        let start = self.0.members.len();
        while let Some(key) = access.next_key::<Text<'de>>()? {
            let value = access.next_value_seed(Tree(self.0))?;
            self.0.members.push((Cow::from(key), value));
        }
        Ok(Map::from_members(part(&mut self.0.members, start)))
    }
}
