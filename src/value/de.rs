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
        deserializer.deserialize_any(Outermost)
    }
}

/// What both visitors make of a value that has no others within.
macro_rules! visit_scalars {
    () => {
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

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("any value")
        }

        fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
            Ok(Self::put(self, Value::from(String::from(text))))
        }

        fn visit_bytes<E>(self, bytes: &[u8]) -> Result<Self::Value, E> {
            Ok(Self::put(self, Value::from_bytes(bytes)))
        }

        fn visit_none<E>(self) -> Result<Self::Value, E> {
            Ok(Self::put(self, Value::Null))
        }

        fn visit_unit<E>(self) -> Result<Self::Value, E> {
            Ok(Self::put(self, Value::Null))
        }

        fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
            deserializer.deserialize_any(self)
        }

        fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
            deserializer.deserialize_any(self)
        }
    };
    ($($visit:ident($scalar:ty),)*) => {$(
        #[inline]
        fn $visit<E>(self, scalar: $scalar) -> Result<Self::Value, E> {
            Ok(Self::put(self, Value::from(scalar)))
        }
    )*};
}

/// Reads the outermost value: only a list or a map needs to know what is open.
struct Outermost;

impl Outermost {
    fn put(_: Self, value: Value<'_>) -> Value<'_> {
        value
    }
}

impl<'de> Visitor<'de> for Outermost {
    type Value = Value<'de>;

    visit_scalars!();

    fn visit_seq<A: SeqAccess<'de>>(self, access: A) -> Result<Value<'de>, A::Error> {
        Open::default().list(access).map(Value::List)
    }

    fn visit_map<A: MapAccess<'de>>(self, access: A) -> Result<Value<'de>, A::Error> {
        Open::default().map(access).map(Value::Map)
    }
}

/// What has been read of the lists and maps that are open, each behind the one around it: when one closes, its part
/// moves to a vector of its own, which is as long as it must be.
#[derive(Default)]
struct Open<'de> {
    items: Vec<Value<'de>>,
    members: Vec<(Cow<'de, str>, Value<'de>)>,
}

impl<'de> Open<'de> {
    /// Inlined, as [`Open::map`] is, so that a level of the tree is one call: two of them lose more the deeper the tree is.
    #[inline(always)]
    fn list<A: SeqAccess<'de>>(&mut self, mut access: A) -> Result<Vec<Value<'de>>, A::Error> {
        let start = self.items.len();
        while access.next_element_seed(Tree { open: self, key: None })?.is_some() {}
        Ok(part(&mut self.items, start))
    }

    #[inline(always)]
    fn map<A: MapAccess<'de>>(&mut self, mut access: A) -> Result<Map<'de>, A::Error> {
        let start = self.members.len();
        while let Some(key) = access.next_key::<Text<'de>>()? {
            access.next_value_seed(Tree { open: self, key: Some(key.into()) })?;
        }
        Ok(Map::from_members(part(&mut self.members, start)))
    }
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

/// Reads one value straight to where it belongs: after the members if it has a key, else after the items. Returning it would
/// build it in one place and move it to another, which stalls.
struct Tree<'o, 'de> {
    open: &'o mut Open<'de>,
    key: Option<Cow<'de, str>>,
}

impl<'de> Tree<'_, 'de> {
    #[inline]
    fn put(self, value: Value<'de>) {
        match self.key {
            Some(key) => push(&mut self.open.members, (key, value)),
            None => push(&mut self.open.items, value),
        }
    }
}

/// As [`Vec::push`], which would build the value on the stack first, in case there is no room for it.
#[inline]
fn push<T>(open: &mut Vec<T>, value: T) {
    while open.len() == open.capacity() {
        grow(open);
    }
    open.push(value);
}

/// Room for so many at once: what is read passes through here only, and GNU's allocator is slower to enlarge a small vector
/// than to make one of that size.
const ROOM: usize = 16;

/// A function of this ABI cannot unwind, so the value to be pushed need not be kept where it could be dropped. More than
/// `isize::MAX` bytes would abort.
#[cold]
#[inline(never)]
extern "C" fn grow<T>(open: &mut Vec<T>) {
    open.reserve(ROOM);
}

impl<'de> DeserializeSeed<'de> for Tree<'_, 'de> {
    type Value = ();

    #[inline(always)]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Tree<'_, 'de> {
    type Value = ();

    visit_scalars!();

    #[inline(always)]
    fn visit_seq<A: SeqAccess<'de>>(self, access: A) -> Result<(), A::Error> {
        let list = self.open.list(access)?;
        self.put(Value::List(list));
        Ok(())
    }

    #[inline(always)]
    fn visit_map<A: MapAccess<'de>>(self, access: A) -> Result<(), A::Error> {
        let map = self.open.map(access)?;
        self.put(Value::Map(map));
        Ok(())
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
        deserializer.deserialize_map(Members)
    }
}

struct Members;

impl<'de> Visitor<'de> for Members {
    type Value = Map<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map")
    }

    fn visit_map<A: MapAccess<'de>>(self, access: A) -> Result<Map<'de>, A::Error> {
        Open::default().map(access)
    }
}
