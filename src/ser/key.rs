//! Map keys: scalars of any type, written as texts are (SPEC §5). Floor 2.

use alloc::string::{String, ToString};
use core::fmt::Display;

use serde::Serialize;
use serde::ser::Impossible;

use super::pieces::write_text;
use super::value::Verbatim;
use crate::error::{Error, ErrorKind, Result};
use crate::newtype;
use crate::text::scalar::LiteralBuffer;

/// Writes a key, quotes and all, to where it waits for its value.
pub(crate) struct KeySerializer<'k> {
    pub(crate) key: &'k mut String,
}

fn not_scalar<T>() -> Result<T> {
    Err(Error::new(ErrorKind::KeyNotScalar))
}

macro_rules! integers {
    ($($serialize:ident($type:ty),)*) => {$(
        fn $serialize(self, value: $type) -> Result<()> {
            self.key.push_str(LiteralBuffer::new().format(value));
            Ok(())
        }
    )*};
}

impl serde::Serializer for KeySerializer<'_> {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Impossible<(), Error>;
    type SerializeTuple = Impossible<(), Error>;
    type SerializeTupleStruct = Impossible<(), Error>;
    type SerializeTupleVariant = Impossible<(), Error>;
    type SerializeMap = Impossible<(), Error>;
    type SerializeStruct = Impossible<(), Error>;
    type SerializeStructVariant = Impossible<(), Error>;

    fn serialize_bool(self, value: bool) -> Result<()> {
        self.key.push_str(if value { "True" } else { "False" });
        Ok(())
    }

    integers! {
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
    }

    fn serialize_f32(self, value: f32) -> Result<()> {
        self.key.push_str(LiteralBuffer::new().format(value));
        Ok(())
    }

    fn serialize_f64(self, value: f64) -> Result<()> {
        self.key.push_str(LiteralBuffer::new().format(value));
        Ok(())
    }

    fn serialize_char(self, value: char) -> Result<()> {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, value: &str) -> Result<()> {
        Ok(write_text(value, self.key)?)
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<()> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, name: &'static str, value: &T) -> Result<()> {
        // "quoted only as map keys": a date's colon would end the key.
        if name == newtype::BARE {
            return self.serialize_str(&Verbatim(value).to_string());
        }
        if name == newtype::RAW {
            return not_scalar();
        }
        value.serialize(self)
    }

    fn collect_str<T: Display + ?Sized>(self, value: &T) -> Result<()> {
        self.serialize_str(&value.to_string())
    }

    fn serialize_bytes(self, _: &[u8]) -> Result<()> {
        not_scalar()
    }

    fn serialize_none(self) -> Result<()> {
        not_scalar()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, _: &T) -> Result<()> {
        not_scalar()
    }

    fn serialize_unit(self) -> Result<()> {
        not_scalar()
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<()> {
        not_scalar()
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<()> {
        not_scalar()
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Self::SerializeSeq> {
        not_scalar()
    }

    fn serialize_tuple(self, _: usize) -> Result<Self::SerializeTuple> {
        not_scalar()
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Self::SerializeTupleStruct> {
        not_scalar()
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant> {
        not_scalar()
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self::SerializeMap> {
        not_scalar()
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self::SerializeStruct> {
        not_scalar()
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant> {
        not_scalar()
    }
}
