//! JSON as a tree of JSV: what other writers send where JSV is expected. Floor 4.
//!
//! Only the syntax is JSON's. What its texts mean for a type is what JSV's mean (SPEC §4): names match in any case, a
//! number reads as a string, a string as a number, and the digits of a number stay as they stand.

use alloc::borrow::Cow;
use alloc::collections::BTreeMap;
use alloc::collections::btree_map::Entry;
use alloc::string::String;
use alloc::vec::Vec;

use serde::de::{Deserializer, IgnoredAny, Visitor};

use crate::error::{Error, ErrorKind, Result};
use crate::newtype;
use crate::value::Value;

/// A text that is JSON, and its tree.
pub(crate) struct Json<'de> {
    text: &'de str,
    tree: Value<'de>,
}

impl<'de> Json<'de> {
    /// `None` if the text is not JSON.
    ///
    /// # Errors
    /// More levels than the limit.
    pub(crate) fn parse(text: &'de str, depth_limit: usize) -> Result<Option<Self>> {
        if serde_json::from_str::<IgnoredAny>(text).is_err() {
            return Ok(None);
        }
        let tree = Reader { rest: text, depth_limit, levels_left: depth_limit }.value()?;
        Ok(tree.map(|tree| Json { text, tree }))
    }
}

/// What is left of a text that is JSON. A step is `None` where an escape means no character: half of a pair.
struct Reader<'de> {
    rest: &'de str,
    depth_limit: usize,
    levels_left: usize,
}

impl<'de> Reader<'de> {
    fn value(&mut self) -> Result<Option<Value<'de>>> {
        self.skip_space();
        match self.rest.as_bytes().first() {
            Some(b'{') => self.nested(Self::map),
            Some(b'[') => self.nested(Self::list),
            Some(b'"') => Ok(self.string().map(Value::Text)),
            _ => {
                let scalar = self.take_until(|byte| b",}] \t\r\n".contains(&byte));
                Ok(Some(if scalar == "null" { Value::Null } else { Value::Text(Cow::Borrowed(scalar)) }))
            }
        }
    }

    fn nested(
        &mut self,
        read: impl FnOnce(&mut Self) -> Result<Option<Value<'de>>>,
    ) -> Result<Option<Value<'de>>> {
        let Some(left) = self.levels_left.checked_sub(1) else {
            return Err(Error::new(ErrorKind::DepthLimit { limit: self.depth_limit }));
        };
        self.levels_left = left;
        self.bump();
        let value = read(self)?;
        self.levels_left += 1;
        Ok(value)
    }

    fn list(&mut self) -> Result<Option<Value<'de>>> {
        let mut items = Vec::new();
        while !self.closes(']') {
            let Some(item) = self.value()? else { return Ok(None) };
            items.push(item);
        }
        Ok(Some(Value::List(items)))
    }

    fn map(&mut self) -> Result<Option<Value<'de>>> {
        let mut members = Vec::new();
        let mut places = BTreeMap::new();
        while !self.closes('}') {
            let Some(key) = self.string() else { return Ok(None) };
            self.skip_space();
            // The colon.
            self.bump();
            let Some(value) = self.value()? else { return Ok(None) };
            // The last wins, as everywhere in JSON. A map's own search for a key would be one for each.
            match places.entry(key) {
                Entry::Occupied(place) => members[*place.get()] = (place.key().clone(), value),
                Entry::Vacant(place) => {
                    members.push((place.key().clone(), value));
                    place.insert(members.len() - 1);
                }
            }
        }
        Ok(Some(Value::Map(members.into_iter().collect())))
    }

    /// Steps over the bracket if the list or map ends here, else over the comma if one does.
    fn closes(&mut self, bracket: char) -> bool {
        self.skip_space();
        if let Some(rest) = self.rest.strip_prefix(bracket) {
            self.rest = rest;
            return true;
        }
        self.rest = self.rest.strip_prefix(',').unwrap_or(self.rest);
        self.skip_space();
        // At the end of the text nothing more can follow.
        self.rest.is_empty()
    }

    fn string(&mut self) -> Option<Cow<'de, str>> {
        let bytes = self.rest.as_bytes();
        let mut end = 1;
        loop {
            end += memchr::memchr2(b'"', b'\\', bytes.get(end..)?)?;
            if bytes[end] == b'"' {
                break;
            }
            end += 2;
        }
        let (quoted, rest) = self.rest.split_at(end + 1);
        self.rest = rest;
        let inner = &quoted[1..end];
        if inner.contains('\\') {
            return serde_json::from_str::<String>(quoted).ok().map(Cow::Owned);
        }
        Some(Cow::Borrowed(inner))
    }

    fn skip_space(&mut self) {
        self.rest = crate::grammar::skip_space(self.rest);
    }

    fn bump(&mut self) {
        self.rest = self.rest.get(1..).unwrap_or_default();
    }

    fn take_until(&mut self, ends: impl Fn(u8) -> bool) -> &'de str {
        let end = self.rest.bytes().position(ends).unwrap_or(self.rest.len());
        let (taken, rest) = self.rest.split_at(end);
        self.rest = rest;
        taken
    }
}

macro_rules! forward {
    ($($deserialize:ident($($argument:ident: $type:ty),*),)*) => {$(
        fn $deserialize<V: Visitor<'de>>(self, $($argument: $type,)* visitor: V) -> Result<V::Value> {
            self.tree.$deserialize($($argument,)* visitor)
        }
    )*};
}

/// As the tree, but a list or a map that is read as a string is the text as it stands.
impl<'de> Deserializer<'de> for Json<'de> {
    type Error = Error;

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match self.tree {
            Value::List(_) | Value::Map(_) => visitor.visit_borrowed_str(self.text),
            Value::Null | Value::Text(_) => self.tree.deserialize_str(visitor),
        }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        if self.tree.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value> {
        if newtype::is_private(name) {
            return self.tree.deserialize_newtype_struct(name, visitor);
        }
        visitor.visit_newtype_struct(self)
    }

    forward! {
        deserialize_any(),
        deserialize_bool(),
        deserialize_i8(),
        deserialize_i16(),
        deserialize_i32(),
        deserialize_i64(),
        deserialize_i128(),
        deserialize_u8(),
        deserialize_u16(),
        deserialize_u32(),
        deserialize_u64(),
        deserialize_u128(),
        deserialize_f32(),
        deserialize_f64(),
        deserialize_char(),
        deserialize_bytes(),
        deserialize_byte_buf(),
        deserialize_unit(),
        deserialize_unit_struct(name: &'static str),
        deserialize_seq(),
        deserialize_tuple(length: usize),
        deserialize_tuple_struct(name: &'static str, length: usize),
        deserialize_map(),
        deserialize_struct(name: &'static str, fields: &'static [&'static str]),
        deserialize_enum(name: &'static str, variants: &'static [&'static str]),
        deserialize_identifier(),
        deserialize_ignored_any(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_tree_is_that_of_the_json() {
        for (json, jsv) in [
            ("7", "7"),
            (" 1.50 ", "1.50"),
            ("12345678901234567890123", "12345678901234567890123"),
            ("null", ""),
            (r#""a \"b\" \u00e9\n""#, "\"a \"\"b\"\" é\n\""),
            ("[]", "[]"),
            ("[ ]", "[]"),
            ("[null, 1 ,\t[true,[]]]", "[,1,[true,[]]]"),
            (r#"{"a" : {"b":"x,y"} , "c":[ ],"":"" }"#, r#"{a:{b:"x,y"},c:[],"":""}"#),
            (r#"{"a":1,"a":2}"#, "{a:2}"),
        ] {
            let parsed = Json::parse(json, 8).unwrap().unwrap();
            assert_eq!(crate::to_string(&parsed.tree).unwrap(), jsv, "{json}");
        }
        for text in ["", "a", "{a:1}", "007", "[1,]", "\"a\"\"b\"", "1 2", r#""\ud800""#] {
            assert!(Json::parse(text, 8).unwrap().is_none(), "{text}");
        }
    }

    /// A search for each key among those before it would take minutes.
    #[test]
    fn many_keys_are_read_soon() {
        const KEYS: usize = 300_000;
        let members = (0..KEYS).map(|key| alloc::format!("\"k{key}\":{key}")).collect::<Vec<_>>().join(",");
        let json = alloc::format!("{{{members},\"k0\":\"last\"}}");
        let Value::Map(map) = Json::parse(&json, 8).unwrap().unwrap().tree else { unreachable!() };
        assert_eq!(map.len(), KEYS);
        assert_eq!(map.iter().next(), Some(("k0", &Value::from("last"))));
        assert_eq!(map.iter().next_back(), Some(("k299999", &Value::from(299_999))));
    }

    #[test]
    fn the_depth_is_limited() {
        let nested = |levels: usize| alloc::format!("{}{}", "[".repeat(levels), "]".repeat(levels));
        assert!(Json::parse(&nested(8), 8).unwrap().is_some());
        for levels in [9, 1_000_000] {
            let error = Json::parse(&nested(levels), 8).err().unwrap();
            assert!(matches!(error.kind(), ErrorKind::DepthLimit { limit: 8 }));
        }
    }

    fn json() -> impl Strategy<Value = serde_json::Value> {
        let scalar = prop_oneof![
            Just(serde_json::Value::Null),
            any::<i64>().prop_map(Into::into),
            "[a\"\\\\/,:{}\\[\\]\n\t\u{0}é😀 ]{0,6}".prop_map(Into::into),
        ];
        scalar.prop_recursive(4, 24, 4, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Into::into),
                prop::collection::vec(("[a\"\\\\:é]{0,3}", inner), 0..4)
                    .prop_map(|members| serde_json::Value::Object(members.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        /// As serde hands the same JSON over.
        #[test]
        fn any_json_is_its_tree(json in json()) {
            for text in [serde_json::to_string(&json).unwrap(), serde_json::to_string_pretty(&json).unwrap()] {
                let expected: Value<'_> = serde_json::from_str(&text).unwrap();
                let parsed = Json::parse(&text, 128).unwrap().unwrap();
                prop_assert_eq!(&parsed.tree, &expected, "{}", text);
            }
        }

        #[test]
        fn what_is_json_is_not_ours_to_say(text in "[\\[\\]{}:,\"\\\\ua0-9 \n.eE+-]{0,12}|[\\[{]{0,3}\"\\PC{0,9}\"[\\]}]{0,3}") {
            let ours = Json::parse(&text, 128).unwrap().is_some();
            prop_assert_eq!(ours, serde_json::from_str::<serde_json::Value>(&text).is_ok(), "{}", text);
        }
    }
}
