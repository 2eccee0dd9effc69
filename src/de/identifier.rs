//! A struct's fields for the code that serde derives: by number or by their order where that is known to be right, or by
//! name. Floor 3.
//!
//! Derived code compares a name with those of its fields, but takes a field's number as it is, and takes values in the order of
//! the fields without any key. A field's number is not the place of its name where a field has an alias, and code written by hand
//! may know neither numbers nor order. So nothing is taken for granted: each number is first read beside its name, and numbers are
//! used only if all of them mean the same as the names. A name of no field is hidden only from types that ignore it.

use core::any::type_name;
use core::mem::{Discriminant, discriminant};

use serde::de::value::BorrowedStrDeserializer;
use serde::de::{self, Deserialize, Visitor};
use serde::forward_to_deserialize_any;

use crate::error::{Error, Result};

/// By what the fields of a struct are identified.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Identified {
    by: By,
    /// Names of no field are ignored, and their values.
    ignores_others: bool,
}

/// Not known yet (0), by name (1), or by number: then it is the address of [`agrees`] for the key type, which tells the type.
/// Two types share it only if their code is the same, and then so is the answer.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct By(usize);

impl By {
    const UNKNOWN: By = By(0);
    pub(super) const NAME: By = By(1);

    #[inline(always)]
    pub(super) fn number<'de, K: Deserialize<'de>>() -> Self {
        let agrees: fn(&'static [&'static str]) -> bool = agrees::<K>;
        By((agrees as *const ()).addr())
    }
}

impl Identified {
    /// No type has been asked yet.
    pub(crate) const UNKNOWN: Identified = Identified { by: By::UNKNOWN, ignores_others: false };
    pub(crate) const BY_NAME: Identified = Identified { by: By::NAME, ignores_others: false };

    /// Whether keys of this type are given numbers.
    #[inline(always)]
    pub(crate) fn is_by_number<'de, K: Deserialize<'de>>(self) -> bool {
        self.by == By::number::<K>()
    }

    /// Whether keys of some type are given numbers.
    #[inline]
    pub(crate) fn is_number(self) -> bool {
        self.by != By::UNKNOWN && self.by != By::NAME
    }

    #[inline]
    pub(crate) fn is_unknown(self) -> bool {
        self.by == By::UNKNOWN
    }

    /// Whether the type of keys that is given these numbers need not be told the names of no field.
    #[inline(always)]
    pub(super) fn ignores_others(self, by: By) -> bool {
        self.ignores_others && self.by == by
    }

    /// Asks the type.
    #[cold]
    #[inline(never)]
    pub(crate) fn ask<'de, K: Deserialize<'de>>(names: &'static [&'static str]) -> Self {
        if agrees::<K>(names) {
            Identified { by: By::number::<K>(), ignores_others: ignores_others::<K>(names) }
        } else {
            Self::BY_NAME
        }
    }
}

/// Whether this is a key type that serde derived, with variants that hold nothing, for which each number means the same variant
/// as the name at that place.
#[inline(never)]
fn agrees<'de, K: Deserialize<'de>>(names: &'static [&'static str]) -> bool {
    type_name::<K>().ends_with("::__Field")
        && size_of::<K>() <= size_of::<u16>()
        && (0..names.len()).all(|field| {
            let by_name = variant::<K>(names, field, false);
            by_name.is_some() && by_name == variant::<K>(names, field, true)
        })
}

/// Whether such a type has a variant for the names of no field: derived code ignores their values.
fn ignores_others<'de, K: Deserialize<'de>>(names: &'static [&'static str]) -> bool {
    const OTHERS: &[&str] = &["", "?"];
    let other = OTHERS.iter().position(|other| !names.contains(other));
    other
        .and_then(|other| variant::<K>(OTHERS, other, false))
        .is_some_and(|other| (0..names.len()).all(|field| variant::<K>(names, field, true) != Some(other)))
}

/// The variant that a name means, or its number.
fn variant<'de, K: Deserialize<'de>>(
    names: &'static [&'static str],
    field: usize,
    by_number: bool,
) -> Option<Discriminant<K>> {
    let key = K::deserialize(FieldIdentifier { names, field, by_number });
    key.as_ref().map(discriminant).ok()
}

/// The type of a visitor, as the address of its [`is_derived`], which its name makes its own.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct VisitorType(usize);

impl VisitorType {
    #[inline(always)]
    pub(crate) fn of<'de, V: Visitor<'de>>() -> Self {
        let is_derived: fn() -> bool = is_derived::<V>;
        VisitorType((is_derived as *const ()).addr())
    }
}

/// Whether serde derived this visitor for a struct. Such a visitor also takes values without keys, in the order of the names, if
/// each field has one name and all values are there: serde reads formats without keys so.
///
/// It is recognized by the name of its type, which a type around such a visitor does not have. The names of types are not
/// guaranteed: a derived visitor that is not recognized is given names, and one written by hand is taken for a derived one only
/// if it is named like those.
#[inline(never)]
pub(crate) fn is_derived<'de, V: Visitor<'de>>() -> bool {
    type_name::<V>().rsplit_once("::__Visitor").is_some_and(|(path, arguments)| {
        path.matches('<').count() == path.matches('>').count()
            && (arguments.is_empty() || (arguments.starts_with('<') && arguments.ends_with('>')))
    })
}

/// The key of a field.
pub(crate) struct FieldIdentifier {
    pub(crate) names: &'static [&'static str],
    pub(crate) field: usize,
    pub(crate) by_number: bool,
}

impl FieldIdentifier {
    #[inline(always)]
    fn name<'de>(&self) -> BorrowedStrDeserializer<'de, Error> {
        BorrowedStrDeserializer::new(self.names[self.field])
    }
}

impl<'de> de::Deserializer<'de> for FieldIdentifier {
    type Error = Error;

    #[inline(always)]
    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        if self.by_number { visitor.visit_u64(self.field as u64) } else { self.deserialize_any(visitor) }
    }

    #[inline]
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        self.name().deserialize_any(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        self.name().deserialize_enum(name, variants, visitor)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map struct ignored_any
    }
}

#[cfg(test)]
mod tests {
    use serde::de::{DeserializeSeed, Error as _, MapAccess};

    use super::*;

    /// Tells by an error what a struct's visitor and keys are.
    struct Question;

    impl<'de> de::Deserializer<'de> for Question {
        type Error = Error;

        fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value> {
            Err(Error::custom("no struct"))
        }

        fn deserialize_struct<V: Visitor<'de>>(
            self,
            _: &'static str,
            names: &'static [&'static str],
            visitor: V,
        ) -> Result<V::Value> {
            visitor.visit_map(Keys { names, visitor: if is_derived::<V>() { "derived" } else { "by hand" } })
        }

        forward_to_deserialize_any! {
            bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
            newtype_struct seq tuple tuple_struct map enum identifier ignored_any
        }
    }

    struct Keys {
        names: &'static [&'static str],
        visitor: &'static str,
    }

    impl<'de> MapAccess<'de> for Keys {
        type Error = Error;

        fn next_key<K: Deserialize<'de>>(&mut self) -> Result<Option<K>> {
            let identified = Identified::ask::<K>(self.names);
            assert_eq!(identified.is_by_number::<K>(), identified.is_number());
            let keys = if identified.is_number() { "numbers" } else { "names" };
            let others =
                if identified.ignores_others(By::number::<K>()) { "others ignored" } else { "others told" };
            Err(Error::custom(alloc::format!("{}, {keys}, {others}", self.visitor)))
        }

        fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, _: K) -> Result<Option<K::Value>> {
            Err(Error::custom("a seed"))
        }

        fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, _: V) -> Result<V::Value> {
            Err(Error::custom("a value"))
        }
    }

    fn answer<T: Deserialize<'static>>() -> alloc::string::String {
        alloc::string::ToString::to_string(&T::deserialize(Question).err().unwrap())
    }

    #[derive(serde::Deserialize)]
    #[allow(dead_code, reason = "they are asked and never read")]
    struct Plain {
        one: u8,
        #[serde(skip)]
        none: u8,
        two: u8,
    }

    #[derive(serde::Deserialize)]
    #[allow(dead_code, reason = "they are asked and never read")]
    struct Aliased<T> {
        #[serde(alias = "uno")]
        one: T,
        two: u8,
    }

    /// The question through a deserializer that wraps another, with a visitor that wraps the visitor.
    struct Around<T>(T);

    impl<'de, D: de::Deserializer<'de>> de::Deserializer<'de> for Around<D> {
        type Error = D::Error;

        fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
            self.0.deserialize_any(visitor)
        }

        fn deserialize_struct<V: Visitor<'de>>(
            self,
            name: &'static str,
            names: &'static [&'static str],
            visitor: V,
        ) -> Result<V::Value, D::Error> {
            self.0.deserialize_struct(name, names, Around(visitor))
        }

        forward_to_deserialize_any! {
            bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
            newtype_struct seq tuple tuple_struct map enum identifier ignored_any
        }
    }

    impl<'de, V: Visitor<'de>> Visitor<'de> for Around<V> {
        type Value = V::Value;

        fn expecting(&self, formatter: &mut core::fmt::Formatter) -> core::fmt::Result {
            self.0.expecting(formatter)
        }

        fn visit_map<A: MapAccess<'de>>(self, access: A) -> Result<V::Value, A::Error> {
            self.0.visit_map(access)
        }
    }

    #[derive(serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    #[allow(dead_code, reason = "they are asked and never read")]
    struct Strict {
        #[serde(rename = "")]
        one: u8,
        two: u8,
    }

    #[test]
    fn derived_types_are_given_numbers_unless_aliases_move_them() {
        assert_eq!(answer::<Plain>(), "derived, numbers, others ignored");
        assert_eq!(answer::<Strict>(), "derived, numbers, others told");
        assert_eq!(answer::<Aliased<u8>>(), "derived, names, others told");
    }

    #[test]
    fn a_visitor_around_a_derived_one_is_not_derived() {
        let error = Plain::deserialize(Around(Question)).err().unwrap();
        assert_eq!(alloc::string::ToString::to_string(&error), "by hand, numbers, others ignored");
        let error = Aliased::<u8>::deserialize(Around(Question)).err().unwrap();
        assert_eq!(alloc::string::ToString::to_string(&error), "by hand, names, others told");
    }
}
