//! `Name=value&…` from a struct or a map; `pairs` has the lists of pairs (SPEC §10). Floor 4.

use alloc::string::String;

use serde::ser::{Impossible, Serialize, SerializeMap, SerializeStruct};

use super::encode;
use crate::error::{Error, ErrorKind, Result};
use crate::newtype;
use crate::ser::{KeySerializer, Serializer};
use crate::text::quote;

/// The query string being written.
#[derive(Default)]
pub(super) struct QuerySerializer {
    out: String,
}

impl QuerySerializer {
    fn fields(self) -> Fields {
        Fields { out: self.out, ..Fields::default() }
    }

    #[allow(clippy::unused_self, reason = "as the serializer of a pair says it, which knows its place")]
    fn no_names<T>(&self) -> Result<T> {
        no_names()
    }
}

const ONLY_NAMES: &str = "a query string is written from a struct, a map or a list of pairs";

/// What is none of them.
#[cold]
pub(super) fn no_names<T>() -> Result<T> {
    Err(Error::new(ErrorKind::Unsupported(ONLY_NAMES)))
}

/// Methods that end in `self.no_names()`: these, and all for scalars and for what has a name of its own.
macro_rules! unsupported {
    ($($serialize:ident($($argument:ty),*) -> $ok:ty,)*) => {
        unsupported! {
            @methods
            $($serialize($($argument),*) -> $ok,)*
            serialize_bool(bool) -> Self::Ok,
            serialize_i8(i8) -> Self::Ok,
            serialize_i16(i16) -> Self::Ok,
            serialize_i32(i32) -> Self::Ok,
            serialize_i64(i64) -> Self::Ok,
            serialize_i128(i128) -> Self::Ok,
            serialize_u8(u8) -> Self::Ok,
            serialize_u16(u16) -> Self::Ok,
            serialize_u32(u32) -> Self::Ok,
            serialize_u64(u64) -> Self::Ok,
            serialize_u128(u128) -> Self::Ok,
            serialize_f32(f32) -> Self::Ok,
            serialize_f64(f64) -> Self::Ok,
            serialize_char(char) -> Self::Ok,
            serialize_str(&str) -> Self::Ok,
            serialize_bytes(&[u8]) -> Self::Ok,
            serialize_unit_variant(&'static str, u32, &'static str) -> Self::Ok,
            serialize_tuple_struct(&'static str, usize) -> Self::SerializeTupleStruct,
            serialize_tuple_variant(&'static str, u32, &'static str, usize) -> Self::SerializeTupleVariant,
            serialize_struct_variant(&'static str, u32, &'static str, usize) -> Self::SerializeStructVariant,
        }

        fn serialize_newtype_variant<T: Serialize + ?Sized>(
            self,
            _: &'static str,
            _: u32,
            _: &'static str,
            _: &T,
        ) -> Result<Self::Ok> {
            self.no_names()
        }
    };
    (@methods $($serialize:ident($($argument:ty),*) -> $ok:ty,)*) => {$(
        fn $serialize(self, $(_: $argument),*) -> Result<$ok> {
            self.no_names()
        }
    )*};
}
pub(super) use unsupported;

impl serde::Serializer for QuerySerializer {
    type Ok = String;
    type Error = Error;
    type SerializeSeq = Fields;
    type SerializeTuple = Fields;
    type SerializeTupleStruct = Impossible<String, Error>;
    type SerializeTupleVariant = Impossible<String, Error>;
    type SerializeMap = Fields;
    type SerializeStruct = Fields;
    type SerializeStructVariant = Impossible<String, Error>;

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Fields> {
        Ok(self.fields())
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Fields> {
        Ok(self.fields())
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Fields> {
        Ok(self.fields())
    }

    fn serialize_tuple(self, _: usize) -> Result<Fields> {
        Ok(self.fields())
    }

    fn serialize_none(self) -> Result<String> {
        Ok(self.out)
    }

    fn serialize_unit(self) -> Result<String> {
        Ok(self.out)
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<String> {
        Ok(self.out)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<String> {
        value.serialize(self)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Result<String> {
        value.serialize(self)
    }

    unsupported! {}
}

/// The fields written so far.
pub(super) struct Fields {
    pub(super) out: String,
    /// Pairs of a list that have been begun.
    pub(super) pairs: usize,
    /// A map's key that waits for its value.
    key: String,
    /// The JSV of the value at hand.
    jsv: Serializer<String>,
}

impl Default for Fields {
    fn default() -> Self {
        Fields { out: String::new(), pairs: 0, key: String::new(), jsv: Serializer::new(String::new()) }
    }
}

/// What a value has written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Written {
    /// "Empty options left out."
    Nothing,
    /// A name without `=`: a null that a tree has.
    Null,
    /// A text as it stands, encoded already.
    Text,
    /// JSV, to be encoded.
    Jsv,
}

impl Fields {
    fn field<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) -> Result<()> {
        let Fields { out, jsv, .. } = self;
        let start = out.len();
        if start > 0 {
            out.push('&');
        }
        encode::push_text(name, out);
        let end = out.len();
        out.push('=');
        jsv.out.clear();
        let mut written = Written::Jsv;
        value
            .serialize(FieldSerializer { jsv, out, written: &mut written })
            .map_err(|error| error.under_key(name))?;
        match written {
            Written::Nothing => out.truncate(start),
            // Written, it would be no parameter at all.
            Written::Null if name.is_empty() => {
                return Err(Error::new(ErrorKind::Unsupported("nothing under an empty name")));
            }
            Written::Null => out.truncate(end),
            Written::Text => {}
            Written::Jsv => encode::push_value(&jsv.out, out),
        }
        Ok(())
    }
}

impl SerializeStruct for Fields {
    type Ok = String;
    type Error = Error;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<()> {
        self.field(name, value)
    }

    fn end(self) -> Result<String> {
        Ok(self.out)
    }
}

impl SerializeMap for Fields {
    type Ok = String;
    type Error = Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<()> {
        self.key.clear();
        key.serialize(KeySerializer { key: &mut self.key })?;
        // A name is its text, without the quotes of JSV.
        if let Some(quoted) = self.key.strip_prefix('"').and_then(|text| text.strip_suffix('"')) {
            let mut name = String::new();
            quote::unescape(quoted, b'"', 2, &mut name);
            self.key = name;
        }
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
        let key = core::mem::take(&mut self.key);
        self.field(&key, value)?;
        self.key = key;
        Ok(())
    }

    fn end(self) -> Result<String> {
        Ok(self.out)
    }
}

/// The value of a field: a string is only encoded, everything else is JSV first.
struct FieldSerializer<'s> {
    jsv: &'s mut Serializer<String>,
    out: &'s mut String,
    written: &'s mut Written,
}

impl FieldSerializer<'_> {
    fn nothing(self) {
        *self.written = Written::Nothing;
    }
}

type Compound<'s> = <&'s mut Serializer<String> as serde::Serializer>::SerializeSeq;

macro_rules! as_jsv {
    ($($serialize:ident($($argument:ident: $type:ty),*) -> $ok:ty,)*) => {$(
        fn $serialize(self, $($argument: $type),*) -> Result<$ok> {
            self.jsv.$serialize($($argument),*)
        }
    )*};
}

impl<'s> serde::Serializer for FieldSerializer<'s> {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Compound<'s>;
    type SerializeTuple = Compound<'s>;
    type SerializeTupleStruct = Compound<'s>;
    type SerializeTupleVariant = Compound<'s>;
    type SerializeMap = Compound<'s>;
    type SerializeStruct = Compound<'s>;
    type SerializeStructVariant = Compound<'s>;

    fn serialize_str(self, text: &str) -> Result<()> {
        *self.written = Written::Text;
        encode::push_text(text, self.out);
        Ok(())
    }

    fn serialize_char(self, character: char) -> Result<()> {
        self.serialize_str(character.encode_utf8(&mut [0; 4]))
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<()> {
        self.serialize_str(variant)
    }

    fn serialize_none(self) -> Result<()> {
        self.nothing();
        Ok(())
    }

    fn serialize_unit(self) -> Result<()> {
        self.nothing();
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<()> {
        self.nothing();
        Ok(())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<()> {
        value.serialize(self)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, name: &'static str, value: &T) -> Result<()> {
        match name {
            newtype::NOTHING => {
                *self.written = Written::Null;
                Ok(())
            }
            // It is no document, at whose start a byte order mark would be quoted.
            newtype::RAW | newtype::BARE => {
                self.jsv.root().serialize_newtype_struct(name, value)?;
                self.jsv.send()
            }
            _ => value.serialize(self),
        }
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        index: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<()> {
        self.jsv.serialize_newtype_variant(name, index, variant, value)
    }

    as_jsv! {
        serialize_bool(value: bool) -> (),
        serialize_i8(value: i8) -> (),
        serialize_i16(value: i16) -> (),
        serialize_i32(value: i32) -> (),
        serialize_i64(value: i64) -> (),
        serialize_i128(value: i128) -> (),
        serialize_u8(value: u8) -> (),
        serialize_u16(value: u16) -> (),
        serialize_u32(value: u32) -> (),
        serialize_u64(value: u64) -> (),
        serialize_u128(value: u128) -> (),
        serialize_f32(value: f32) -> (),
        serialize_f64(value: f64) -> (),
        serialize_bytes(value: &[u8]) -> (),
        serialize_seq(length: Option<usize>) -> Compound<'s>,
        serialize_tuple(length: usize) -> Compound<'s>,
        serialize_tuple_struct(name: &'static str, length: usize) -> Compound<'s>,
        serialize_tuple_variant(
            name: &'static str, index: u32, variant: &'static str, length: usize
        ) -> Compound<'s>,
        serialize_map(length: Option<usize>) -> Compound<'s>,
        serialize_struct(name: &'static str, length: usize) -> Compound<'s>,
        serialize_struct_variant(
            name: &'static str, index: u32, variant: &'static str, length: usize
        ) -> Compound<'s>,
    }
}
