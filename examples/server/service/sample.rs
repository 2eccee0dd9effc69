//! A sample of any type, and the names of its fields: a deserializer that reads no text, but gives each type what it asks
//! for, `String`, `0`, `False`, the first variant, one item. So the metadata page cannot say what the types do not.

use std::cell::RefCell;
use std::fmt::{self, Display};
use std::rc::Rc;

use serde::de::value::StrDeserializer;
use serde::de::{self, DeserializeOwned, DeserializeSeed, Deserializer, IntoDeserializer, Visitor};

/// Levels of structs within structs that are filled; what is deeper is empty, because a struct may hold itself.
const DEPTH: usize = 4;

/// What is known of a named type.
#[derive(Debug, Clone)]
pub(crate) enum Shape {
    /// Names and types of the fields.
    Struct(Vec<(&'static str, String)>),
    /// Names of the variants.
    Enum(&'static [&'static str]),
}

/// The named types that were met, the outermost first.
pub(crate) type Types = Vec<(&'static str, Shape)>;

/// A sample of the type, and the named types in it.
pub(crate) fn sample<T: DeserializeOwned>() -> Result<(T, Types), NoSample> {
    let types: Rc<RefCell<Types>> = Rc::default();
    let value = T::deserialize(Sampler { types: Rc::clone(&types), name: Rc::default(), depth: 0 })?;
    let types = types.borrow().clone();
    Ok((value, types))
}

/// A type that none of the samples suits.
#[derive(Debug)]
pub(crate) struct NoSample(String);

impl Display for NoSample {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no sample: {}", self.0)
    }
}

impl std::error::Error for NoSample {}

impl de::Error for NoSample {
    fn custom<T: Display>(message: T) -> Self {
        NoSample(message.to_string())
    }
}

struct Sampler {
    types: Rc<RefCell<Types>>,
    /// Where the name of this value's type goes.
    name: Rc<RefCell<String>>,
    depth: usize,
}

impl Sampler {
    fn is(self, name: &str) {
        name.clone_into(&mut self.name.borrow_mut());
    }

    /// Notes a named type, where it was met first.
    fn learn(&self, name: &'static str, shape: Shape) {
        let mut types = self.types.borrow_mut();
        match types.iter_mut().find(|(known, _)| *known == name) {
            Some((_, known)) => *known = shape,
            None => types.push((name, shape)),
        }
    }

    /// A sampler of a part, and where the part's type will stand.
    fn part(&self) -> (Sampler, Rc<RefCell<String>>) {
        let name: Rc<RefCell<String>> = Rc::default();
        let types = Rc::clone(&self.types);
        (Sampler { types, name: Rc::clone(&name), depth: self.depth }, name)
    }
}

macro_rules! samples {
    ($($deserialize:ident $visit:ident $sample:expr, $name:literal;)*) => {$(
        fn $deserialize<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NoSample> {
            self.is($name);
            visitor.$visit($sample)
        }
    )*};
}

impl<'de> Deserializer<'de> for Sampler {
    type Error = NoSample;

    samples! {
        deserialize_bool visit_bool false, "bool";
        deserialize_i8 visit_i8 0, "sbyte";
        deserialize_i16 visit_i16 0, "short";
        deserialize_i32 visit_i32 0, "int";
        deserialize_i64 visit_i64 0, "long";
        deserialize_u8 visit_u8 0, "byte";
        deserialize_u16 visit_u16 0, "ushort";
        deserialize_u32 visit_u32 0, "uint";
        deserialize_u64 visit_u64 0, "ulong";
        deserialize_f32 visit_f32 0.0, "float";
        deserialize_f64 visit_f64 0.0, "double";
        deserialize_char visit_char 'c', "char";
        deserialize_byte_buf visit_byte_buf vec![0], "byte[]";
        deserialize_bytes visit_byte_buf vec![0], "byte[]";
    }

    /// A text, or, for the adapters of dates and times, which ask for nothing else, one of theirs.
    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NoSample> {
        let expected = (&visitor as &dyn de::Expected).to_string();
        let (text, name) = match expected.as_str() {
            "a date and time" => ("2024-05-01T10:20:30", "DateTime"),
            "a date" => ("2024-05-01", "Date"),
            "a time of day" => ("PT10H20M30S", "TimeOfDay"),
            "a duration" => ("PT1H", "TimeSpan"),
            _ => ("String", "string"),
        };
        self.is(name);
        visitor.visit_str(text)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NoSample> {
        self.deserialize_str(visitor)
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NoSample> {
        self.deserialize_str(visitor)
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NoSample> {
        self.deserialize_str(visitor)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NoSample> {
        visitor.visit_unit()
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NoSample> {
        visitor.visit_unit()
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, NoSample> {
        visitor.visit_unit()
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, NoSample> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NoSample> {
        if self.depth > DEPTH {
            return visitor.visit_none();
        }
        let (part, name) = self.part();
        let value = visitor.visit_some(part)?;
        self.is(&format!("{}?", name.borrow()));
        Ok(value)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NoSample> {
        let (part, name) = self.part();
        let one = usize::from(self.depth <= DEPTH);
        let value = visitor.visit_seq(Items { part, left: one })?;
        self.is(&format!("List<{}>", name.borrow()));
        Ok(value)
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, length: usize, visitor: V) -> Result<V::Value, NoSample> {
        let (part, _) = self.part();
        self.is("tuple");
        visitor.visit_seq(Items { part, left: length })
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        length: usize,
        visitor: V,
    ) -> Result<V::Value, NoSample> {
        self.deserialize_tuple(length, visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NoSample> {
        let (key, key_name) = self.part();
        let (part, name) = self.part();
        let value = visitor.visit_map(Entry { key: Some(key), value: Some(part) })?;
        self.is(&format!("Map<{},{}>", key_name.borrow(), name.borrow()));
        Ok(value)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, NoSample> {
        self.learn(name, Shape::Struct(Vec::new()));
        let mut seen = Vec::new();
        let access = Fields { sampler: &self, names: fields.iter(), field: "", seen: &mut seen };
        let value = visitor.visit_map(access)?;
        self.learn(name, Shape::Struct(seen));
        self.is(name);
        Ok(value)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, NoSample> {
        self.learn(name, Shape::Enum(variants));
        self.is(name);
        let first: StrDeserializer<'_, NoSample> =
            variants.first().copied().unwrap_or_default().into_deserializer();
        visitor.visit_enum(first)
    }

    serde::forward_to_deserialize_any! { i128 u128 }
}

struct Items {
    part: Sampler,
    left: usize,
}

impl<'de> de::SeqAccess<'de> for Items {
    type Error = NoSample;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, NoSample> {
        if self.left == 0 {
            return Ok(None);
        }
        self.left -= 1;
        let Sampler { types, name, depth } = &self.part;
        seed.deserialize(Sampler { types: Rc::clone(types), name: Rc::clone(name), depth: *depth }).map(Some)
    }
}

/// The one entry of a map.
struct Entry {
    key: Option<Sampler>,
    value: Option<Sampler>,
}

impl<'de> de::MapAccess<'de> for Entry {
    type Error = NoSample;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, NoSample> {
        self.key.take().map(|key| seed.deserialize(key)).transpose()
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, NoSample> {
        match self.value.take() {
            Some(value) => seed.deserialize(value),
            None => Err(de::Error::custom("a value without a key")),
        }
    }
}

struct Fields<'s> {
    sampler: &'s Sampler,
    names: std::slice::Iter<'static, &'static str>,
    field: &'static str,
    seen: &'s mut Vec<(&'static str, String)>,
}

impl<'de> de::MapAccess<'de> for Fields<'_> {
    type Error = NoSample;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, NoSample> {
        let Some(field) = self.names.next() else { return Ok(None) };
        self.field = field;
        let name: StrDeserializer<'_, NoSample> = field.into_deserializer();
        seed.deserialize(name).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, NoSample> {
        let (mut part, name) = self.sampler.part();
        part.depth += 1;
        let value = seed.deserialize(part)?;
        self.seen.push((self.field, name.borrow().clone()));
        Ok(value)
    }
}
