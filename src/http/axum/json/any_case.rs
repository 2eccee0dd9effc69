//! Names of JSON that match as JSV's do: exactly, else in any case. `serde_json` would skip a field that a client writes in
//! another case, and so lose it. Floor 5.

use core::fmt;

use serde::de::value::StrDeserializer;
use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, IntoDeserializer, MapAccess, SeqAccess, VariantAccess,
    Visitor,
};

use super::scalar::{FromBase64, visit_text};
use crate::newtype;

type Names = &'static [&'static str];

/// A deserializer, and all that it leads to, with names in any case.
pub(super) struct AnyCase<D>(pub(super) D);

macro_rules! forward {
    ($($deserialize:ident($($argument:ident: $type:ty),*),)*) => {$(
        fn $deserialize<V: Visitor<'de>>(self, $($argument: $type,)* visitor: V) -> Result<V::Value, D::Error> {
            self.0.$deserialize($($argument,)* Cased { visitor, names: None })
        }
    )*};
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for AnyCase<D> {
    type Error = D::Error;

    forward! {
        deserialize_any(), deserialize_bool(), deserialize_i8(), deserialize_i16(), deserialize_i32(),
        deserialize_i64(), deserialize_i128(), deserialize_u8(), deserialize_u16(), deserialize_u32(),
        deserialize_u64(), deserialize_u128(), deserialize_f32(), deserialize_f64(), deserialize_char(),
        deserialize_str(), deserialize_string(), deserialize_option(), deserialize_unit(),
        deserialize_unit_struct(name: &'static str), deserialize_seq(), deserialize_tuple(length: usize),
        deserialize_tuple_struct(name: &'static str, length: usize), deserialize_map(), deserialize_identifier(),
        deserialize_ignored_any(),
    }

    fn deserialize_bytes<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_bytes(FromBase64(visitor))
    }

    fn deserialize_byte_buf<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_byte_buf(FromBase64(visitor))
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        if name == newtype::BARE {
            return visit_text(self.0, visitor);
        }
        self.0.deserialize_newtype_struct(name, Cased { visitor, names: None })
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: Names,
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.0.deserialize_struct(name, fields, Cased { visitor, names: Some(fields) })
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: Names,
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.0.deserialize_enum(name, variants, Cased { visitor, names: Some(variants) })
    }

    fn is_human_readable(&self) -> bool {
        self.0.is_human_readable()
    }
}

/// What visits a value, or takes its parts, where `names` are the declared ones.
struct Cased<V> {
    visitor: V,
    names: Option<Names>,
}

macro_rules! visit {
    ($($visit:ident($type:ty),)*) => {$(
        fn $visit<E: Error>(self, value: $type) -> Result<V::Value, E> {
            self.visitor.$visit(value)
        }
    )*};
}

impl<'de, V: Visitor<'de>> Visitor<'de> for Cased<V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.visitor.expecting(f)
    }

    visit! {
        visit_bool(bool), visit_i64(i64), visit_i128(i128), visit_u64(u64), visit_u128(u128), visit_f64(f64),
        visit_str(&str), visit_borrowed_str(&'de str), visit_string(alloc::string::String), visit_bytes(&[u8]),
        visit_borrowed_bytes(&'de [u8]), visit_byte_buf(alloc::vec::Vec<u8>),
    }

    fn visit_none<E: Error>(self) -> Result<V::Value, E> {
        self.visitor.visit_none()
    }

    fn visit_unit<E: Error>(self) -> Result<V::Value, E> {
        self.visitor.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, inner: D) -> Result<V::Value, D::Error> {
        self.visitor.visit_some(AnyCase(inner))
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, inner: D) -> Result<V::Value, D::Error> {
        self.visitor.visit_newtype_struct(AnyCase(inner))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, access: A) -> Result<V::Value, A::Error> {
        self.visitor.visit_seq(Cased { visitor: access, names: None })
    }

    fn visit_map<A: MapAccess<'de>>(self, access: A) -> Result<V::Value, A::Error> {
        self.visitor.visit_map(Cased { visitor: access, names: self.names })
    }

    fn visit_enum<A: EnumAccess<'de>>(self, access: A) -> Result<V::Value, A::Error> {
        self.visitor.visit_enum(Cased { visitor: access, names: self.names })
    }
}

impl<'de, A: SeqAccess<'de>> SeqAccess<'de> for Cased<A> {
    type Error = A::Error;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, A::Error> {
        self.visitor.next_element_seed(AnyCase(seed))
    }

    fn size_hint(&self) -> Option<usize> {
        self.visitor.size_hint()
    }
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Cased<A> {
    type Error = A::Error;

    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, A::Error> {
        match self.names {
            Some(names) => self.visitor.next_key_seed(Name { seed, names }),
            // The keys of a map may be variants.
            None => self.visitor.next_key_seed(AnyCase(seed)),
        }
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, A::Error> {
        self.visitor.next_value_seed(AnyCase(seed))
    }
}

impl<'de, A: EnumAccess<'de>> EnumAccess<'de> for Cased<A> {
    type Error = A::Error;
    type Variant = AnyCase<A::Variant>;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Self::Variant), A::Error> {
        let names = self.names.unwrap_or_default();
        let (variant, content) = self.visitor.variant_seed(Name { seed, names })?;
        Ok((variant, AnyCase(content)))
    }
}

impl<'de, A: VariantAccess<'de>> VariantAccess<'de> for AnyCase<A> {
    type Error = A::Error;

    fn unit_variant(self) -> Result<(), A::Error> {
        self.0.unit_variant()
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, A::Error> {
        self.0.newtype_variant_seed(AnyCase(seed))
    }

    fn tuple_variant<V: Visitor<'de>>(self, length: usize, visitor: V) -> Result<V::Value, A::Error> {
        self.0.tuple_variant(length, Cased { visitor, names: None })
    }

    fn struct_variant<V: Visitor<'de>>(self, fields: Names, visitor: V) -> Result<V::Value, A::Error> {
        self.0.struct_variant(fields, Cased { visitor, names: Some(fields) })
    }
}

/// A part that is read with names in any case.
impl<'de, S: DeserializeSeed<'de>> DeserializeSeed<'de> for AnyCase<S> {
    type Value = S::Value;

    fn deserialize<D: Deserializer<'de>>(self, inner: D) -> Result<S::Value, D::Error> {
        self.0.deserialize(AnyCase(inner))
    }
}

/// A name that is one of `names`, exactly or in any case, or one that stands as it is.
struct Name<S> {
    seed: S,
    names: Names,
}

impl<'de, S: DeserializeSeed<'de>> DeserializeSeed<'de> for Name<S> {
    type Value = S::Value;

    fn deserialize<D: Deserializer<'de>>(self, inner: D) -> Result<S::Value, D::Error> {
        inner.deserialize_identifier(self)
    }
}

impl<'de, S: DeserializeSeed<'de>> Visitor<'de> for Name<S> {
    type Value = S::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_str<E: Error>(self, found: &str) -> Result<S::Value, E> {
        let mut names = self.names.iter();
        let name = if self.names.contains(&found) {
            found
        } else {
            names.find(|name| name.eq_ignore_ascii_case(found)).copied().unwrap_or(found)
        };
        let name: StrDeserializer<'_, E> = name.into_deserializer();
        self.seed.deserialize(name)
    }
}

#[cfg(test)]
mod tests {
    use alloc::boxed::Box;
    use alloc::collections::BTreeMap;
    use alloc::string::String;
    use alloc::vec::Vec;

    use serde::Deserialize;

    use super::super::from_slice;

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(rename_all = "camelCase")]
    #[allow(clippy::struct_field_names, reason = "the field of the test")]
    struct Order {
        order_id: Option<u32>,
        #[serde(default)]
        lines: Vec<Line>,
        #[serde(default)]
        by_name: BTreeMap<String, Line>,
        #[serde(default)]
        kinds: Vec<Kind>,
        pair: Option<(Line, u8)>,
    }

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(rename_all = "PascalCase")]
    struct Line {
        sku: String,
        #[serde(default)]
        #[serde(rename = "SKU")]
        other: Option<f64>,
    }

    #[derive(Debug, PartialEq, Deserialize)]
    enum Kind {
        Plain,
        One(Line),
        Two(Line, u8),
        #[serde(rename_all = "PascalCase")]
        Named {
            line: Line,
        },
    }

    fn line(sku: &str) -> Line {
        Line { sku: sku.into(), other: None }
    }

    #[test]
    fn names_in_any_case() {
        let text = br#"{"ORDERID":7,"Lines":[{"Sku":"a"},{"sKu":"b","More":[{"x":null}]}],"ByName":{"Key":{"sku":"c"}},
            "Kinds":["plain",{"ONE":{"sku":"d"}},{"Two":[{"sku":"e"},1]},{"named":{"line":{"sku":"f"}}}],
            "Pair":[{"sku":"g"},2]}"#;
        let expected = Order {
            order_id: Some(7),
            lines: [line("a"), line("b")].into(),
            by_name: BTreeMap::from([("Key".into(), line("c"))]),
            kinds: [
                Kind::Plain,
                Kind::One(line("d")),
                Kind::Two(line("e"), 1),
                Kind::Named { line: line("f") },
            ]
            .into(),
            pair: Some((line("g"), 2)),
        };
        assert_eq!(from_slice::<Order>(text).unwrap(), expected);
    }

    #[test]
    fn exact_names_first() {
        let found: Line = from_slice(br#"{"SKU":1.5,"Sku":"a"}"#).unwrap();
        assert_eq!(found, Line { sku: "a".into(), other: Some(1.5) });
    }

    #[test]
    fn errors() {
        for (text, expected) in [
            (r#"{"orderId":1,"OrderId":2}"#, "duplicate field `orderId` at line 1 column 22"),
            (r#"{"orderId":1} x"#, "trailing characters at line 1 column 15"),
            (r#"{"orderId":"x"}"#, "invalid type: string \"x\", expected u32 at line 1 column 14"),
            (
                r#"{"kinds":["other"]}"#,
                "unknown variant `other`, expected one of `Plain`, `One`, `Two`, `Named` at line 1 column 17",
            ),
        ] {
            assert_eq!(from_slice::<Order>(text.as_bytes()).unwrap_err().to_string(), expected, "{text}");
        }
    }

    /// What has no names reads as `serde_json` reads it, its own types too.
    #[test]
    fn trees() {
        let text = r#"{"A":[1,2.50,"x",null,true,{"b":12345678901234567890123}]}"#;
        let tree: serde_json::Value = from_slice(text.as_bytes()).unwrap();
        assert_eq!(tree, text.parse::<serde_json::Value>().unwrap());
        let raw: Box<serde_json::value::RawValue> = from_slice(text.as_bytes()).unwrap();
        assert_eq!(raw.get(), text);
    }
}
