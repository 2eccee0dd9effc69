//! Conversions into a [`Value`], and comparisons with texts. Floor 4.

use alloc::borrow::Cow;
use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

use super::{Map, OwnedValue, Value};
use crate::Text;
use crate::text::scalar::{self, LiteralBuffer};

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Value::Text(Cow::Borrowed(text))
    }
}

impl<'a> From<&'a String> for Value<'a> {
    fn from(text: &'a String) -> Self {
        Value::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Value<'_> {
    fn from(text: String) -> Self {
        Value::Text(Cow::Owned(text))
    }
}

impl<'a> From<Cow<'a, str>> for Value<'a> {
    fn from(text: Cow<'a, str>) -> Self {
        Value::Text(text)
    }
}

impl<'a> From<Text<'a>> for Value<'a> {
    fn from(text: Text<'a>) -> Self {
        Value::Text(text.into())
    }
}

impl<'a> From<&'a Cow<'_, str>> for Value<'a> {
    fn from(text: &'a Cow<'_, str>) -> Self {
        Value::Text(Cow::Borrowed(text))
    }
}

impl<'a> From<&'a Text<'_>> for Value<'a> {
    fn from(text: &'a Text<'_>) -> Self {
        Value::Text(Cow::Borrowed(text))
    }
}

/// The same tree, its texts borrowed: a list or map is built anew, a text is not copied. To own them too, clone it.
///
/// ```
/// let tags = jsv::jsv!([String::from("new"), String::from("vip")]);
/// let (one, two) = (jsv::jsv!({ Id: 1, Tags: &tags }), jsv::jsv!({ Id: 2, Tags: &tags }));
/// assert_eq!(one["Tags"], two["Tags"]);
/// ```
impl<'a> From<&'a Value<'_>> for Value<'a> {
    fn from(value: &'a Value<'_>) -> Self {
        match value {
            Value::Null => Value::Null,
            Value::Text(text) => text.into(),
            Value::List(items) => items.iter().collect(),
            Value::Map(map) => map.into(),
        }
    }
}

/// As of the [`Value`] within.
impl<'a> From<&'a OwnedValue> for Value<'a> {
    fn from(value: &'a OwnedValue) -> Self {
        Value::from(&**value)
    }
}

/// The same map, its texts borrowed.
///
/// ```
/// let map = jsv::Map::from([("Town", "Oslo")]);
/// assert_eq!(jsv::jsv!({ Address: &map }).to_string(), "{Address:{Town:Oslo}}");
/// assert_eq!(map.len(), 1);
/// ```
impl<'a> From<&'a Map<'_>> for Value<'a> {
    fn from(map: &'a Map<'_>) -> Self {
        map.iter().collect()
    }
}

/// A character is a text of one.
impl From<char> for Value<'_> {
    fn from(character: char) -> Self {
        Value::Text(Cow::Owned(String::from(character)))
    }
}

/// SPEC §5: `True`, `False`.
impl From<bool> for Value<'_> {
    fn from(boolean: bool) -> Self {
        Value::Text(Cow::Borrowed(if boolean { "True" } else { "False" }))
    }
}

impl Value<'_> {
    /// SPEC §5: base64; no bytes are nothing.
    pub(super) fn from_bytes(bytes: &[u8]) -> Self {
        let mut text = String::new();
        // A string takes all that is written to it.
        let written = scalar::encode_base64(bytes, &mut text);
        debug_assert!(written.is_ok());
        if text.is_empty() { Value::Null } else { Value::from(text) }
    }
}

/// SPEC §5: nothing.
impl From<()> for Value<'_> {
    fn from((): ()) -> Self {
        Value::Null
    }
}

macro_rules! from_integers {
    ($($integer:ty)+) => {$(
        /// SPEC §5: digits.
        impl From<$integer> for Value<'_> {
            fn from(integer: $integer) -> Self {
                Value::Text(Cow::Owned(String::from(LiteralBuffer::new().format(integer))))
            }
        }
    )+};
}

from_integers!(i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize);

macro_rules! from_floats {
    ($($float:ty)+) => {$(
        /// SPEC §5: the shortest digits that read back as the same number.
        impl From<$float> for Value<'_> {
            fn from(float: $float) -> Self {
                Value::Text(Cow::Owned(String::from(LiteralBuffer::new().format(float))))
            }
        }
    )+};
}

from_floats!(f32 f64);

impl<'a> From<Map<'a>> for Value<'a> {
    fn from(map: Map<'a>) -> Self {
        Value::Map(map)
    }
}

/// `None` is [`Value::Null`].
impl<'a, T: Into<Value<'a>>> From<Option<T>> for Value<'a> {
    fn from(option: Option<T>) -> Self {
        option.map_or(Value::Null, Into::into)
    }
}

impl<'a, T: Into<Value<'a>>> From<Vec<T>> for Value<'a> {
    fn from(items: Vec<T>) -> Self {
        items.into_iter().collect()
    }
}

impl<'a, T: Into<Value<'a>>, const N: usize> From<[T; N]> for Value<'a> {
    fn from(items: [T; N]) -> Self {
        items.into_iter().collect()
    }
}

impl<'a, T: Clone + Into<Value<'a>>> From<&[T]> for Value<'a> {
    fn from(items: &[T]) -> Self {
        items.iter().cloned().collect()
    }
}

/// A clone of each item.
///
/// ```
/// let tags = vec!["new", "vip"];
/// assert_eq!(jsv::jsv!({ Count: tags.len(), Tags: &tags }).to_string(), "{Count:2,Tags:[new,vip]}");
/// ```
impl<'a, T: Clone + Into<Value<'a>>> From<&Vec<T>> for Value<'a> {
    fn from(items: &Vec<T>) -> Self {
        items.as_slice().into()
    }
}

/// A clone of each item.
impl<'a, T: Clone + Into<Value<'a>>, const N: usize> From<&[T; N]> for Value<'a> {
    fn from(items: &[T; N]) -> Self {
        items.as_slice().into()
    }
}

/// The members in the order of their keys.
///
/// A `HashMap` has no order, and two trees are equal only if their members come in the same one: put its members in
/// order, or collect them as they come.
///
/// ```
/// use std::collections::{BTreeMap, HashMap};
///
/// let limits = HashMap::from([("b", 2), ("a", 1)]);
/// let sorted: BTreeMap<_, _> = limits.into_iter().collect();
/// assert_eq!(jsv::jsv!({ Limits: sorted }).to_string(), "{Limits:{a:1,b:2}}");
/// ```
impl<'a, K: Into<Cow<'a, str>>, V: Into<Value<'a>>> From<BTreeMap<K, V>> for Value<'a> {
    fn from(members: BTreeMap<K, V>) -> Self {
        members.into_iter().collect()
    }
}

/// The members in the order of their keys.
///
/// ```
/// let map = jsv::Map::from(std::collections::BTreeMap::from([("b", 2), ("a", 1)]));
/// assert!(map.keys().eq(["a", "b"]));
/// ```
impl<'a, K: Into<Cow<'a, str>>, V: Into<Value<'a>>> From<BTreeMap<K, V>> for Map<'a> {
    fn from(members: BTreeMap<K, V>) -> Self {
        members.into_iter().collect()
    }
}

/// Items become a list.
///
/// ```
/// let value: jsv::Value = (1..=3).collect();
/// assert_eq!(value.to_string(), "[1,2,3]");
/// ```
impl<'a, T: Into<Value<'a>>> FromIterator<T> for Value<'a> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        Value::List(items.into_iter().map(Into::into).collect())
    }
}

/// Pairs of key and value become a map.
///
/// ```
/// let value: jsv::Value = [("a", 1), ("b", 2)].into_iter().collect();
/// assert_eq!(value.to_string(), "{a:1,b:2}");
/// ```
impl<'a, K: Into<Cow<'a, str>>, V: Into<Value<'a>>> FromIterator<(K, V)> for Value<'a> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(members: I) -> Self {
        Value::Map(members.into_iter().collect())
    }
}

macro_rules! compare_with_texts {
    ($($value:ty: $($text:ty),+;)+) => {$($(
        /// Equal if the value is a text, and this one.
        impl PartialEq<$text> for $value {
            fn eq(&self, text: &$text) -> bool {
                let text: &str = text.as_ref();
                self.as_str() == Some(text)
            }
        }

        /// Equal if the value is a text, and this one.
        impl PartialEq<$value> for $text {
            fn eq(&self, value: &$value) -> bool {
                value == self
            }
        }
    )+)+};
}

compare_with_texts! {
    Value<'_>: str, &str, String;
    OwnedValue: str, &str, String;
}
