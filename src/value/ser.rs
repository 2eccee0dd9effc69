//! A [`Value`] to any format, and any type to a [`Value`]: [`to_value`]. Floor 4.

use alloc::borrow::Cow;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use serde::ser::{self, Serialize};

use super::{Map, Value};
use crate::error::{Error, Result};
use crate::newtype;
use crate::options::Options;
use crate::ser::{KeySerializer, Verbatim};
use crate::text::quote;

/// A map, a list, a string, or a unit. JSV keeps the member of a unit here (`{Note:}`), because a tree has it.
///
/// ```
/// let value: jsv::Value = jsv::from_str("{Id:007,Tags:[a,]}")?;
/// assert_eq!(serde_json::to_string(&value).unwrap(), r#"{"Id":"007","Tags":["a",null]}"#);
/// # Ok::<(), jsv::Error>(())
/// ```
impl Serialize for Value<'_> {
    fn serialize<S: ser::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Value::Null => serializer.serialize_newtype_struct(newtype::NOTHING, &()),
            Value::Text(text) => serializer.serialize_str(text),
            Value::List(items) => serializer.collect_seq(items),
            Value::Map(map) => map.serialize(serializer),
        }
    }
}

/// All members in order, repeated keys included.
impl Serialize for Map<'_> {
    fn serialize<S: ser::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self)
    }
}

/// Turns a value into a tree: the one that its text (SPEC §5) would be read as, without the text.
///
/// It takes a value or a reference to one.
///
/// Members that `None` and units would be are left out, as in the text. Only a list whose one item writes
/// nothing differs: it keeps the item here, and is written as an empty list.
///
/// ```
/// #[derive(serde::Serialize)]
/// struct Account<'a> {
///     id: u32,
///     blocked: bool,
///     tags: Vec<&'a str>,
///     note: Option<&'a str>,
/// }
///
/// let account = Account { id: 7, blocked: false, tags: vec!["a,b"], note: None };
/// let value = jsv::to_value(&account)?;
/// assert_eq!(value, jsv::jsv!({ id: "7", blocked: "False", tags: ["a,b"] }));
/// assert_eq!(value, jsv::from_str::<jsv::Value>(&jsv::to_string(&account)?)?);
/// assert_eq!(jsv::to_value(account)?, value);
/// # Ok::<(), jsv::Error>(())
/// ```
///
/// # Errors
/// A map key that is not a scalar, or an error of the value's own `Serialize`.
#[allow(clippy::needless_pass_by_value, reason = "as serde_json has it; a reference serializes too")]
pub fn to_value<T: Serialize>(value: T) -> Result<Value<'static>> {
    tree(&value).map(Option::unwrap_or_default)
}

/// The tree, or `None` of what leaves out its member. No bytes are nothing, but keep theirs.
fn tree<T: Serialize + ?Sized>(value: &T) -> Result<Option<Value<'static>>> {
    value.serialize(TreeSerializer)
}

/// The key that the text writer would write, without its quotes.
fn key_text<T: Serialize + ?Sized>(key: &T) -> Result<String> {
    let mut written = String::new();
    key.serialize(KeySerializer { key: &mut written })?;
    let Some(quoted) = written.strip_prefix('"').and_then(|text| text.strip_suffix('"')) else {
        return Ok(written);
    };
    let mut text = String::new();
    quote::unescape(quoted, b'"', 2, &mut text);
    Ok(text)
}

/// Builds one value.
struct TreeSerializer;

type Tree = Option<Value<'static>>;

macro_rules! scalars {
    ($($serialize:ident($scalar:ty),)*) => {$(
        fn $serialize(self, scalar: $scalar) -> Result<Tree> {
            Ok(Some(Value::from(scalar)))
        }
    )*};
}

impl ser::Serializer for TreeSerializer {
    type Ok = Tree;
    type Error = Error;
    type SerializeSeq = ListBuilder;
    type SerializeTuple = ListBuilder;
    type SerializeTupleStruct = ListBuilder;
    type SerializeTupleVariant = ListBuilder;
    type SerializeMap = MapBuilder;
    type SerializeStruct = MapBuilder;
    type SerializeStructVariant = MapBuilder;

    scalars! {
        serialize_bool(bool),
        serialize_i8(i8),
        serialize_i16(i16),
        serialize_i32(i32),
        serialize_i64(i64),
        serialize_i128(i128),
        serialize_u8(u8),
        serialize_u16(u16),
        serialize_u32(u32),
        serialize_u64(u64),
        serialize_u128(u128),
        serialize_f32(f32),
        serialize_f64(f64),
        serialize_char(char),
    }

    fn serialize_str(self, text: &str) -> Result<Tree> {
        Ok(Some(Value::from(String::from(text))))
    }

    fn serialize_bytes(self, bytes: &[u8]) -> Result<Tree> {
        Ok(Some(Value::from_bytes(bytes)))
    }

    fn serialize_none(self) -> Result<Tree> {
        Ok(None)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Tree> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<Tree> {
        Ok(None)
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<Tree> {
        Ok(None)
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<Tree> {
        Ok(Some(Value::from(variant)))
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, name: &'static str, value: &T) -> Result<Tree> {
        if name == newtype::RAW {
            let text = Verbatim(value).to_string();
            let part = crate::Deserializer::of_part(&text, Options::new()).document::<Value<'_>>();
            return part.map(|value| Some(value.into_owned()));
        }
        if name == newtype::NOTHING {
            return Ok(Some(Value::Null));
        }
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<Tree> {
        under_variant(Some(variant), tree(value)?.unwrap_or_default())
    }

    fn serialize_seq(self, length: Option<usize>) -> Result<ListBuilder> {
        // What a `Serialize` claims is not believed beyond a page.
        Ok(ListBuilder { variant: None, items: Vec::with_capacity(length.unwrap_or(0).min(128)) })
    }

    fn serialize_tuple(self, length: usize) -> Result<ListBuilder> {
        self.serialize_seq(Some(length))
    }

    fn serialize_tuple_struct(self, _: &'static str, length: usize) -> Result<ListBuilder> {
        self.serialize_seq(Some(length))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<ListBuilder> {
        Ok(ListBuilder { variant: Some(variant), items: Vec::new() })
    }

    fn serialize_map(self, _: Option<usize>) -> Result<MapBuilder> {
        Ok(MapBuilder { variant: None, key: None, map: Map::new() })
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<MapBuilder> {
        self.serialize_map(None)
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<MapBuilder> {
        Ok(MapBuilder { variant: Some(variant), key: None, map: Map::new() })
    }
}

/// `{Variant:value}` (SPEC §5).
#[allow(clippy::unnecessary_wraps, reason = "what the builders end with")]
fn under_variant(variant: Option<&'static str>, content: Value<'static>) -> Result<Tree> {
    Ok(Some(match variant {
        Some(variant) => Value::Map(Map::from([(variant, content)])),
        None => content,
    }))
}

/// The items of a list, and the variant that holds it.
struct ListBuilder {
    variant: Option<&'static str>,
    items: Vec<Value<'static>>,
}

macro_rules! lists {
    ($($trait:ident $item:ident,)*) => {$(
        impl ser::$trait for ListBuilder {
            type Ok = Tree;
            type Error = Error;

            fn $item<T: Serialize + ?Sized>(&mut self, item: &T) -> Result<()> {
                self.items.push(tree(item)?.unwrap_or_default());
                Ok(())
            }

            fn end(self) -> Result<Tree> {
                under_variant(self.variant, Value::List(self.items))
            }
        }
    )*};
}

lists! {
    SerializeSeq serialize_element,
    SerializeTuple serialize_element,
    SerializeTupleStruct serialize_field,
    SerializeTupleVariant serialize_field,
}

/// The members of a map, and the variant that holds it.
struct MapBuilder {
    variant: Option<&'static str>,
    key: Option<String>,
    map: Map<'static>,
}

impl MapBuilder {
    fn member<T: Serialize + ?Sized>(&mut self, key: Cow<'static, str>, value: &T) -> Result<()> {
        if let Some(value) = tree(value)? {
            self.map.push(key, value);
        }
        Ok(())
    }
}

macro_rules! structs {
    ($($trait:ident,)*) => {$(
        impl ser::$trait for MapBuilder {
            type Ok = Tree;
            type Error = Error;

            fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<()> {
                self.member(Cow::Borrowed(name), value)
            }

            fn end(self) -> Result<Tree> {
                under_variant(self.variant, Value::Map(self.map))
            }
        }
    )*};
}

structs! {
    SerializeStruct,
    SerializeStructVariant,
}

impl ser::SerializeMap for MapBuilder {
    type Ok = Tree;
    type Error = Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<()> {
        self.key = Some(key_text(key)?);
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
        let key = self.key.take().unwrap_or_default();
        self.member(Cow::Owned(key), value)
    }

    fn end(self) -> Result<Tree> {
        under_variant(self.variant, Value::Map(self.map))
    }
}
