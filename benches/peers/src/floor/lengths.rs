//! The derived code alone, writing: a serializer that adds up the lengths of keys and texts and writes nothing.

use serde::ser::{self, Impossible, Serialize};

use super::tokens::Unrecorded;

/// The bytes of a value's keys and texts; each number and boolean counts as one.
pub fn length_of<T: Serialize + ?Sized>(value: &T) -> Result<usize, Unrecorded> {
    let mut lengths = Lengths(0);
    value.serialize(&mut lengths)?;
    Ok(lengths.0)
}

struct Lengths(usize);

type Added<T = ()> = Result<T, Unrecorded>;

macro_rules! count_one {
    ($($method:ident $type:ty,)+) => {$(
        #[inline]
        fn $method(self, value: $type) -> Added {
            std::hint::black_box(value);
            self.0 += 1;
            Ok(())
        }
    )+};
}

macro_rules! not_counted {
    ($($method:ident($($argument:ty),*) -> $result:ty;)+) => {$(
        fn $method(self $(, _: $argument)*) -> Added<$result> {
            Err(ser::Error::custom("not a part of the workloads"))
        }
    )+};
}

impl<'l> ser::Serializer for &'l mut Lengths {
    type Ok = ();
    type Error = Unrecorded;
    type SerializeSeq = &'l mut Lengths;
    type SerializeMap = &'l mut Lengths;
    type SerializeStruct = &'l mut Lengths;
    type SerializeTuple = Impossible<(), Unrecorded>;
    type SerializeTupleStruct = Impossible<(), Unrecorded>;
    type SerializeTupleVariant = Impossible<(), Unrecorded>;
    type SerializeStructVariant = Impossible<(), Unrecorded>;

    count_one! {
        serialize_bool bool,
        serialize_i8 i8,
        serialize_i16 i16,
        serialize_i32 i32,
        serialize_i64 i64,
        serialize_u8 u8,
        serialize_u16 u16,
        serialize_u32 u32,
        serialize_u64 u64,
        serialize_f32 f32,
        serialize_f64 f64,
        serialize_char char,
    }

    #[inline]
    fn serialize_str(self, text: &str) -> Added {
        self.0 += std::hint::black_box(text).len();
        Ok(())
    }

    #[inline]
    fn serialize_none(self) -> Added {
        Ok(())
    }

    #[inline]
    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Added {
        value.serialize(self)
    }

    #[inline]
    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Added {
        self.serialize_str(variant)
    }

    #[inline]
    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Added {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Added {
        Err(ser::Error::custom("not a part of the workloads"))
    }

    #[inline]
    fn serialize_seq(self, _: Option<usize>) -> Added<Self> {
        Ok(self)
    }

    #[inline]
    fn serialize_map(self, _: Option<usize>) -> Added<Self> {
        Ok(self)
    }

    #[inline]
    fn serialize_struct(self, _: &'static str, _: usize) -> Added<Self> {
        Ok(self)
    }

    not_counted! {
        serialize_bytes(&[u8]) -> ();
        serialize_unit() -> ();
        serialize_unit_struct(&'static str) -> ();
        serialize_tuple(usize) -> Self::SerializeTuple;
        serialize_tuple_struct(&'static str, usize) -> Self::SerializeTupleStruct;
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> Self::SerializeTupleVariant;
        serialize_struct_variant(&'static str, u32, &'static str, usize) -> Self::SerializeStructVariant;
    }
}

impl ser::SerializeSeq for &mut Lengths {
    type Ok = ();
    type Error = Unrecorded;

    #[inline]
    fn serialize_element<T: Serialize + ?Sized>(&mut self, item: &T) -> Added {
        item.serialize(&mut **self)
    }

    #[inline]
    fn end(self) -> Added {
        Ok(())
    }
}

impl ser::SerializeMap for &mut Lengths {
    type Ok = ();
    type Error = Unrecorded;

    #[inline]
    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Added {
        key.serialize(&mut **self)
    }

    #[inline]
    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Added {
        value.serialize(&mut **self)
    }

    #[inline]
    fn end(self) -> Added {
        Ok(())
    }
}

impl ser::SerializeStruct for &mut Lengths {
    type Ok = ();
    type Error = Unrecorded;

    #[inline]
    fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Added {
        self.0 += name.len();
        value.serialize(&mut **self)
    }

    #[inline]
    fn end(self) -> Added {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::texts::wide;

    #[test]
    fn keys_and_texts_are_added_up() {
        // `key00000` and six digits.
        assert_eq!(length_of(&wide(10)).ok(), Some(10 * (8 + 6)));
        assert_eq!(length_of(&(Some("four"))).ok(), Some(4));
        assert_eq!(length_of(&[1.5, 2.5][..]).ok(), Some(2));
    }
}
