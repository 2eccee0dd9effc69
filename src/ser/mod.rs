//! Writing: the bytes ServiceStack writes (SPEC §5). Floor 2.
//!
//! `None` leaves out its field without a second pass: a member's key is kept pending until its value writes
//! something.

mod compound;
mod key;
mod pieces;
mod sink;
mod value;

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use serde::Serialize;

pub(crate) use compound::Compound;
pub(crate) use key::KeySerializer;
#[cfg(feature = "std")]
pub(crate) use sink::Outlet;
pub(crate) use value::{ValueSerializer, Verbatim};

use crate::error::{Error, Result};
use crate::newtype;
use crate::text::quote;
use crate::text::staging::Staging;

/// Writes a value as a JSV document (SPEC §5).
///
/// ```
/// #[derive(serde::Serialize)]
/// struct Account<'a> {
///     id: u32,
///     name: &'a str,
///     blocked: bool,
///     note: Option<&'a str>,
/// }
///
/// let account = Account { id: 7, name: "Smith, John", blocked: false, note: None };
/// assert_eq!(jsv::to_string(&account)?, r#"{id:7,name:"Smith, John",blocked:False}"#);
/// # Ok::<(), jsv::Error>(())
/// ```
///
/// # Errors
/// A map key that is not a scalar, or an error of the value's own `Serialize`.
pub fn to_string<T: Serialize + ?Sized>(value: &T) -> Result<String> {
    let mut text = String::with_capacity(128);
    value.serialize(&mut Serializer::new(&mut text))?;
    Ok(text)
}

/// Writes a value as the bytes of a JSV document.
///
/// ```
/// assert_eq!(jsv::to_vec(&[1, 2, 3])?, b"[1,2,3]");
/// # Ok::<(), jsv::Error>(())
/// ```
///
/// # Errors
/// Those of [`to_string`].
pub fn to_vec<T: Serialize + ?Sized>(value: &T) -> Result<Vec<u8>> {
    to_string(value).map(String::into_bytes)
}

/// Writes a value as a JSV document to a writer, in pieces of about a KiB: a `BufWriter` makes them larger.
///
/// ```
/// let mut bytes = Vec::new();
/// jsv::to_writer(&mut bytes, &[1, 2, 3])?;
/// assert_eq!(bytes, b"[1,2,3]");
/// # Ok::<(), jsv::Error>(())
/// ```
///
/// # Errors
/// Those of [`to_string`], and [`Io`](crate::ErrorKind::Io).
#[cfg(feature = "std")]
pub fn to_writer<W: std::io::Write, T: Serialize + ?Sized>(writer: W, value: &T) -> Result<()> {
    let mut sink = sink::IoSink::new(writer);
    let written = value.serialize(&mut Serializer::new(&mut sink));
    sink.finish(written)
}

/// Bytes put together before they go out.
const STAGED: usize = 1024;

/// Writes JSV for serde to any [`fmt::Write`], such as a `String` that is used again and again.
///
/// A value is written in pieces of about a KiB, which the serializer buffers, and is complete when its `serialize` returns.
/// If that fails, some of the pieces may have been written. One serializer may write many values.
///
/// ```
/// use serde::Serialize;
///
/// let mut text = String::new();
/// for row in [[1, 2], [3, 4]] {
///     text.clear();
///     row.serialize(&mut jsv::Serializer::new(&mut text))?;
/// }
/// assert_eq!(text, "[3,4]");
/// # Ok::<(), jsv::Error>(())
/// ```
pub struct Serializer<W> {
    pub(crate) out: W,
    /// The key of a member whose value has not written anything yet, where it is not staged: with the comma before it where
    /// one is due, and a colon.
    key: String,
    /// Text that has not gone out yet.
    staging: Staging<[u8; STAGED]>,
    /// Maps and lists that are open: what is staged goes out with the last.
    open: usize,
    /// How many are open when the last one has nothing in it yet, so that no comma is due; else [`FILLED`].
    fresh: usize,
}

crate::opaque::opaque!([W] Serializer<W>);

/// The last map or list that is open has something in it.
const FILLED: usize = 0;

impl<W: fmt::Write> Serializer<W> {
    /// Writes to `out`.
    ///
    /// ```
    /// use serde::Serialize;
    ///
    /// let mut text = String::from("list=");
    /// [1, 2].serialize(&mut jsv::Serializer::new(&mut text))?;
    /// assert_eq!(text, "list=[1,2]");
    /// # Ok::<(), jsv::Error>(())
    /// ```
    pub fn new(out: W) -> Self {
        Serializer { out, key: String::new(), staging: Staging::new([0; STAGED]), open: 0, fresh: FILLED }
    }

    /// The writer.
    ///
    /// ```
    /// use serde::Serialize;
    ///
    /// let mut serializer = jsv::Serializer::new(String::new());
    /// [1, 2].serialize(&mut serializer)?;
    /// assert_eq!(serializer.into_inner(), "[1,2]");
    /// # Ok::<(), jsv::Error>(())
    /// ```
    pub fn into_inner(self) -> W {
        self.out
    }

    #[inline]
    pub(crate) fn value(&mut self) -> ValueSerializer<'_, W> {
        ValueSerializer { serializer: self, lead: 0 }
    }

    /// A value of its own: what one that failed has left behind is gone.
    #[inline]
    pub(crate) fn root(&mut self) -> ValueSerializer<'_, W> {
        self.staging.clear();
        self.open = 0;
        self.fresh = FILLED;
        self.value()
    }
}

macro_rules! forward {
    ($($serialize:ident($($argument:ident: $type:ty),*) -> $ok:ty,)*) => {$(
        #[inline]
        fn $serialize(self, $($argument: $type),*) -> Result<$ok> {
            self.root().$serialize($($argument),*)
        }
    )*};
}

/// What opens nothing is all there at once.
macro_rules! forward_scalars {
    ($($serialize:ident($($argument:ident: $type:ty),*),)*) => {$(
        #[inline]
        fn $serialize(self, $($argument: $type),*) -> Result<()> {
            self.root().$serialize($($argument),*)?;
            self.send()
        }
    )*};
}

impl<'s, W: fmt::Write> serde::Serializer for &'s mut Serializer<W> {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = compound::Compound<'s, W>;
    type SerializeTuple = compound::Compound<'s, W>;
    type SerializeTupleStruct = compound::Compound<'s, W>;
    type SerializeTupleVariant = compound::Compound<'s, W>;
    type SerializeMap = compound::Compound<'s, W>;
    type SerializeStruct = compound::Compound<'s, W>;
    type SerializeStructVariant = compound::Compound<'s, W>;

    forward_scalars! {
        serialize_bool(value: bool),
        serialize_i8(value: i8),
        serialize_i16(value: i16),
        serialize_i32(value: i32),
        serialize_i64(value: i64),
        serialize_i128(value: i128),
        serialize_u8(value: u8),
        serialize_u16(value: u16),
        serialize_u32(value: u32),
        serialize_u64(value: u64),
        serialize_u128(value: u128),
        serialize_f32(value: f32),
        serialize_f64(value: f64),
        serialize_bytes(value: &[u8]),
        serialize_none(),
        serialize_unit(),
        serialize_unit_struct(name: &'static str),
    }

    forward! {
        serialize_seq(length: Option<usize>) -> Self::SerializeSeq,
        serialize_tuple(length: usize) -> Self::SerializeTuple,
        serialize_tuple_struct(name: &'static str, length: usize) -> Self::SerializeTupleStruct,
        serialize_tuple_variant(
            name: &'static str, index: u32, variant: &'static str, length: usize
        ) -> Self::SerializeTupleVariant,
        serialize_map(length: Option<usize>) -> Self::SerializeMap,
        serialize_struct(name: &'static str, length: usize) -> Self::SerializeStruct,
        serialize_struct_variant(
            name: &'static str, index: u32, variant: &'static str, length: usize
        ) -> Self::SerializeStructVariant,
    }

    #[inline]
    fn serialize_char(self, value: char) -> Result<()> {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }

    #[inline]
    fn serialize_str(self, value: &str) -> Result<()> {
        // A document that starts with a byte order mark would lose it when it is read (SPEC §1).
        if value.starts_with('\u{feff}') {
            return Ok(quote::write_quoted(value, &mut self.out)?);
        }
        self.root().serialize_str(value)?;
        self.send()
    }

    #[inline]
    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<()> {
        self.serialize_str(variant)
    }

    #[inline]
    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<()> {
        value.serialize(self)
    }

    #[inline]
    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, name: &'static str, value: &T) -> Result<()> {
        if newtype::is_private(name) {
            // As a string, then: in quotes.
            if Verbatim(value).has_byte_order_mark() {
                return value.serialize(self);
            }
            self.root().serialize_newtype_struct(name, value)?;
            return self.send();
        }
        value.serialize(self)
    }

    #[inline]
    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        index: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<()> {
        self.root().serialize_newtype_variant(name, index, variant, value)
    }
}
