//! Counts what a value holds, by letting it serialize itself into counters.
//!
//! A serializer is handed every text where it lies in memory, so the census also tells which texts were copied.

use std::ops::Range;

use jsv::{Error, Result};
use serde::ser::{self, Serialize, Serializer};

/// What a value holds, and how much of its text lies in the input.
#[derive(Debug, Default)]
pub(crate) struct Census {
    input: Range<usize>,
    pub(crate) fields: usize,
    pub(crate) texts: usize,
    pub(crate) numbers: usize,
    pub(crate) booleans: usize,
    pub(crate) enums: usize,
    pub(crate) borrowed: usize,
    pub(crate) borrowed_bytes: usize,
    pub(crate) copied: usize,
    pub(crate) copied_bytes: usize,
}

impl Census {
    pub(crate) fn of<T: Serialize + ?Sized>(value: &T, input: &str) -> Result<Self> {
        let Range { start, end } = input.as_bytes().as_ptr_range();
        let mut census = Census { input: start.addr()..end.addr(), ..Census::default() };
        value.serialize(&mut census)?;
        Ok(census)
    }
}

macro_rules! count_numbers {
    ($($serialize:ident: $type:ty,)*) => {$(
        fn $serialize(self, _: $type) -> Result<()> {
            self.numbers += 1;
            Ok(())
        }
    )*};
}

impl Serializer for &mut Census {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Self;
    type SerializeTuple = Self;
    type SerializeTupleStruct = Self;
    type SerializeTupleVariant = Self;
    type SerializeMap = Self;
    type SerializeStruct = Self;
    type SerializeStructVariant = Self;

    count_numbers! {
        serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64,
        serialize_u8: u8, serialize_u16: u16, serialize_u32: u32, serialize_u64: u64,
        serialize_f32: f32, serialize_f64: f64,
    }

    fn serialize_bool(self, _: bool) -> Result<()> {
        self.booleans += 1;
        Ok(())
    }

    fn serialize_str(self, text: &str) -> Result<()> {
        self.texts += 1;
        if self.input.contains(&text.as_ptr().addr()) {
            self.borrowed += 1;
            self.borrowed_bytes += text.len();
        } else if !text.is_empty() {
            self.copied += 1;
            self.copied_bytes += text.len();
        }
        Ok(())
    }

    fn serialize_char(self, character: char) -> Result<()> {
        self.serialize_str(character.encode_utf8(&mut [0; 4]))
    }

    fn serialize_bytes(self, _: &[u8]) -> Result<()> {
        Ok(())
    }

    fn serialize_none(self) -> Result<()> {
        Ok(())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<()> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<()> {
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<()> {
        Ok(())
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, _: &'static str) -> Result<()> {
        self.enums += 1;
        Ok(())
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Result<()> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        value: &T,
    ) -> Result<()> {
        self.enums += 1;
        value.serialize(self)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Self> {
        Ok(self)
    }

    fn serialize_tuple(self, _: usize) -> Result<Self> {
        Ok(self)
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Self> {
        Ok(self)
    }

    fn serialize_tuple_variant(self, _: &'static str, _: u32, _: &'static str, _: usize) -> Result<Self> {
        self.enums += 1;
        Ok(self)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self> {
        Ok(self)
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self> {
        Ok(self)
    }

    fn serialize_struct_variant(self, _: &'static str, _: u32, _: &'static str, _: usize) -> Result<Self> {
        self.enums += 1;
        Ok(self)
    }
}

macro_rules! visit {
    ($($trait:ident::$visit:ident($($name:ty)?) + $fields:literal,)*) => {$(
        impl ser::$trait for &mut Census {
            type Ok = ();
            type Error = Error;

            fn $visit<T: Serialize + ?Sized>(&mut self, $(_: $name,)? value: &T) -> Result<()> {
                self.fields += $fields;
                value.serialize(&mut **self)
            }

            fn end(self) -> Result<()> {
                Ok(())
            }
        }
    )*};
}

visit! {
    SerializeSeq::serialize_element() + 0,
    SerializeTuple::serialize_element() + 0,
    SerializeTupleStruct::serialize_field() + 0,
    SerializeTupleVariant::serialize_field() + 0,
    SerializeStruct::serialize_field(&'static str) + 1,
    SerializeStructVariant::serialize_field(&'static str) + 1,
}

impl ser::SerializeMap for &mut Census {
    type Ok = ();
    type Error = Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<()> {
        key.serialize(&mut **self)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
        value.serialize(&mut **self)
    }

    fn end(self) -> Result<()> {
        Ok(())
    }
}
