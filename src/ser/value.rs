//! One value, and the key that may have to be written before it (SPEC §5). Floor 2.

use core::fmt::{self, Display, Write as _};

use serde::Serialize;

use super::Serializer;
use super::compound::Compound;
use super::pieces::Staged;
use crate::error::{Error, Result};
use crate::newtype;
use crate::text::scalar::{self, Literal};

/// Writes one value, and the key that may wait for it.
pub(crate) struct ValueSerializer<'s, W> {
    pub(super) serializer: &'s mut Serializer<W>,
    /// Bytes of a member's key that are staged already and count when the value writes something; [`KEPT`] if the key is
    /// kept elsewhere.
    pub(super) lead: usize,
}

/// The serializer keeps the key, which is not staged. No staging has room for so many bytes.
pub(super) const KEPT: usize = usize::MAX / 2;

impl<'s, W: fmt::Write> ValueSerializer<'s, W> {
    /// Writes the pending key: something follows.
    #[inline]
    fn open(self) -> Result<&'s mut Serializer<W>> {
        self.serializer.open_member(self.lead)?;
        Ok(self.serializer)
    }

    #[inline]
    fn literal(self, literal: impl Literal) -> Result<()> {
        self.serializer.literal(self.lead, literal)
    }

    fn compound(self, [open, close]: [u8; 2]) -> Result<Compound<'s, W>> {
        self.serializer.brackets(self.lead, [open, 0])?;
        Ok(Compound::new(self.serializer, [close, 0]))
    }

    /// `{Variant:`, and what opens the content.
    fn variant(self, variant: &str, open: &str, close: [u8; 2]) -> Result<Compound<'s, W>> {
        let serializer = self.open()?;
        serializer.verbatim("{")?;
        serializer.text(0, variant)?;
        serializer.verbatim(open)?;
        Ok(Compound::new(serializer, close))
    }
}

macro_rules! integers {
    ($($serialize:ident($type:ty),)*) => {$(
        #[inline]
        fn $serialize(self, value: $type) -> Result<()> {
            self.literal(value)
        }
    )*};
}

impl<'s, W: fmt::Write> serde::Serializer for ValueSerializer<'s, W> {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Compound<'s, W>;
    type SerializeTuple = Compound<'s, W>;
    type SerializeTupleStruct = Compound<'s, W>;
    type SerializeTupleVariant = Compound<'s, W>;
    type SerializeMap = Compound<'s, W>;
    type SerializeStruct = Compound<'s, W>;
    type SerializeStructVariant = Compound<'s, W>;

    #[inline]
    fn serialize_bool(self, value: bool) -> Result<()> {
        self.literal(value)
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

    #[inline]
    fn serialize_f32(self, value: f32) -> Result<()> {
        self.literal(value)
    }

    #[inline]
    fn serialize_f64(self, value: f64) -> Result<()> {
        self.literal(value)
    }

    #[inline]
    fn serialize_char(self, value: char) -> Result<()> {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }

    #[inline]
    fn serialize_str(self, value: &str) -> Result<()> {
        self.serializer.text(self.lead, value)
    }

    fn serialize_bytes(self, value: &[u8]) -> Result<()> {
        // No bytes write nothing but keep their field.
        Ok(scalar::encode_base64(value, &mut Staged(self.open()?))?)
    }

    #[inline]
    fn serialize_none(self) -> Result<()> {
        Ok(())
    }

    #[inline]
    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<()> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<()> {
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<()> {
        Ok(())
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<()> {
        self.serialize_str(variant)
    }

    #[inline]
    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, name: &'static str, value: &T) -> Result<()> {
        if name == newtype::RAW || name == newtype::BARE {
            return Ok(write!(Staged(self.open()?), "{}", Verbatim(value))?);
        }
        if name == newtype::NOTHING {
            return self.open().map(|_| ());
        }
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<()> {
        let content = self.variant(variant, ":", *b"}\0")?;
        value.serialize(content.serializer.value())?;
        content.close()
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Self::SerializeSeq> {
        self.compound(*b"[]")
    }

    fn serialize_tuple(self, _: usize) -> Result<Self::SerializeTuple> {
        self.compound(*b"[]")
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Self::SerializeTupleStruct> {
        self.compound(*b"[]")
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant> {
        self.variant(variant, ":[", *b"]}")
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self::SerializeMap> {
        self.compound(*b"{}")
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self::SerializeStruct> {
        self.compound(*b"{}")
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant> {
        self.variant(variant, ":{", *b"}}")
    }
}

/// The text of a value that serializes as a string: serde's own serializer for formatters shows it.
pub(crate) struct Verbatim<'a, T: ?Sized>(pub(crate) &'a T);

impl<T: Serialize + ?Sized> Verbatim<'_, T> {
    /// Whether the text starts with a byte order mark: only its first piece is looked at.
    pub(super) fn has_byte_order_mark(&self) -> bool {
        struct Start(bool);

        impl fmt::Write for Start {
            fn write_str(&mut self, piece: &str) -> fmt::Result {
                self.0 = piece.starts_with('\u{feff}');
                Err(fmt::Error)
            }
        }

        let mut start = Start(false);
        // The error ends it.
        let _ = write!(start, "{self}");
        start.0
    }
}

impl<T: Serialize + ?Sized> Display for Verbatim<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.serialize(f)
    }
}
