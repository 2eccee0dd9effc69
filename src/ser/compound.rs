//! Maps and lists being written. Floor 2.

use core::fmt;

use serde::{Serialize, ser};

use super::key::KeySerializer;
use super::value::{KEPT, ValueSerializer};
use super::{FILLED, Serializer};
use crate::error::{Error, Result};

/// A map, struct, list or tuple that is open.
pub struct Compound<'s, W> {
    pub(super) serializer: &'s mut Serializer<W>,
    /// The closing bracket; two behind a variant's content.
    close: [u8; 2],
    /// Maps and lists that are open, itself among them.
    depth: usize,
}

crate::opaque::opaque!(['s, W] Compound<'s, W>);

impl<'s, W: fmt::Write> Compound<'s, W> {
    /// What has just been opened.
    #[inline]
    pub(super) fn new(serializer: &'s mut Serializer<W>, close: [u8; 2]) -> Self {
        serializer.open += 1;
        serializer.fresh = serializer.open;
        Compound { depth: serializer.open, serializer, close }
    }

    /// Whether a comma is due.
    #[inline(always)]
    fn has_more(&self) -> bool {
        self.serializer.fresh != self.depth
    }

    #[inline]
    fn item<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
        if self.has_more() {
            self.serializer.verbatim(",")?;
        }
        self.serializer.fresh = FILLED;
        value.serialize(self.serializer.value())
    }

    /// Not a call, so that what is known of a name when the code is built, its length and that it is plain, is not looked
    /// at again.
    #[inline(always)]
    fn member<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<()> {
        let lead = self.serializer.lead(self.has_more(), name)?;
        value.serialize(ValueSerializer { serializer: self.serializer, lead })
    }

    #[inline]
    pub(super) fn close(self) -> Result<()> {
        self.serializer.brackets(0, self.close)?;
        // Not one less: something within may have failed, and somebody gone on.
        self.serializer.open = self.depth - 1;
        if self.depth == 1 { self.serializer.send() } else { Ok(()) }
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

            #[inline(always)]
            fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<()> {
                self.member(name, value)
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
        self.serializer.keep_comma(self.has_more());
        key.serialize(KeySerializer { key: &mut self.serializer.key })?;
        self.serializer.key.push(':');
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
        value.serialize(ValueSerializer { serializer: self.serializer, lead: KEPT })
    }

    fn end(self) -> Result<()> {
        self.close()
    }
}
