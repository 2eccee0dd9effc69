//! Maps and lists being written. Floor 2.

use core::fmt;

use serde::{Serialize, ser};

use super::Serializer;
use super::key::KeySerializer;
use super::value::{Pending, ValueSerializer};
use crate::error::{Error, Result};

/// A map, struct, list or tuple that is open.
pub struct Compound<'s, W> {
    pub(super) serializer: &'s mut Serializer<W>,
    pub(super) first: bool,
    /// The closing bracket; two behind a variant's content.
    pub(super) close: [u8; 2],
    /// Maps and lists that were open around it.
    pub(super) around: usize,
}

impl<W: fmt::Write> Compound<'_, W> {
    #[inline]
    fn item<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
        if !core::mem::take(&mut self.first) {
            self.serializer.verbatim(",")?;
        }
        value.serialize(self.serializer.value())
    }

    #[inline]
    fn member<T: Serialize + ?Sized>(&mut self, field: Option<&'static str>, value: &T) -> Result<()> {
        let pending = Some(Pending { first: &mut self.first, field });
        value.serialize(ValueSerializer { serializer: self.serializer, pending })
    }

    #[inline]
    pub(super) fn close(self) -> Result<()> {
        self.serializer.brackets(self.close)?;
        // Not one less: something within may have failed, and somebody gone on.
        self.serializer.open = self.around;
        if self.around == 0 { self.serializer.send() } else { Ok(()) }
    }
}

macro_rules! lists {
    ($($trait:ident $item:ident,)*) => {$(
        impl<W: fmt::Write> ser::$trait for Compound<'_, W> {
            type Ok = ();
            type Error = Error;

            #[inline]
            fn $item<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
                self.item(value)
            }

            #[inline]
            fn end(self) -> Result<()> {
                self.close()
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

macro_rules! structs {
    ($($trait:ident,)*) => {$(
        impl<W: fmt::Write> ser::$trait for Compound<'_, W> {
            type Ok = ();
            type Error = Error;

            #[inline]
            fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<()> {
                self.member(Some(name), value)
            }

            #[inline]
            fn end(self) -> Result<()> {
                self.close()
            }
        }
    )*};
}

structs! {
    SerializeStruct,
    SerializeStructVariant,
}

impl<W: fmt::Write> ser::SerializeMap for Compound<'_, W> {
    type Ok = ();
    type Error = Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<()> {
        self.serializer.key.clear();
        key.serialize(KeySerializer { key: &mut self.serializer.key })
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
        self.member(None, value)
    }

    fn end(self) -> Result<()> {
        self.close()
    }
}
