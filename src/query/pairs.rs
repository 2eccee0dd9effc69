//! `Name=value&…` from a list of pairs: each is written as a map's member is (SPEC §10). Floor 4.

use alloc::string::String;

use serde::ser::{Impossible, Serialize, SerializeMap, SerializeSeq, SerializeTuple};

use super::ser::{Fields, no_names, unsupported};
use crate::error::{Error, Result};

impl SerializeSeq for Fields {
    type Ok = String;
    type Error = Error;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, pair: &T) -> Result<()> {
        let index = self.pairs;
        self.pairs += 1;
        pair.serialize(PairSerializer { fields: self, index })
    }

    fn end(self) -> Result<String> {
        Ok(self.out)
    }
}

impl SerializeTuple for Fields {
    type Ok = String;
    type Error = Error;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, pair: &T) -> Result<()> {
        SerializeSeq::serialize_element(self, pair)
    }

    fn end(self) -> Result<String> {
        SerializeSeq::end(self)
    }
}

/// One item of the list: a tuple of two.
struct PairSerializer<'f> {
    fields: &'f mut Fields,
    index: usize,
}

impl PairSerializer<'_> {
    fn no_names<T>(&self) -> Result<T> {
        self.placed(no_names())
    }

    fn placed<T>(&self, result: Result<T>) -> Result<T> {
        result.map_err(|error| error.under_index(self.index))
    }
}

impl<'f> serde::Serializer for PairSerializer<'f> {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Impossible<(), Error>;
    type SerializeTuple = Pair<'f>;
    type SerializeTupleStruct = Impossible<(), Error>;
    type SerializeTupleVariant = Impossible<(), Error>;
    type SerializeMap = Impossible<(), Error>;
    type SerializeStruct = Impossible<(), Error>;
    type SerializeStructVariant = Impossible<(), Error>;

    fn serialize_tuple(self, length: usize) -> Result<Pair<'f>> {
        if length == 2 { Ok(Pair { list: self, parts: 0 }) } else { self.no_names() }
    }

    fn serialize_some<T: Serialize + ?Sized>(self, pair: &T) -> Result<()> {
        pair.serialize(self)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, pair: &T) -> Result<()> {
        pair.serialize(self)
    }

    unsupported! {
        serialize_none() -> (),
        serialize_unit() -> (),
        serialize_unit_struct(&'static str) -> (),
        serialize_seq(Option<usize>) -> Self::SerializeSeq,
        serialize_map(Option<usize>) -> Self::SerializeMap,
        serialize_struct(&'static str, usize) -> Self::SerializeStruct,
    }
}

/// A name, then its value.
struct Pair<'f> {
    list: PairSerializer<'f>,
    parts: usize,
}

impl SerializeTuple for Pair<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, part: &T) -> Result<()> {
        self.parts += 1;
        match self.parts {
            1 => {
                let name = self.list.fields.serialize_key(part);
                self.list.placed(name)
            }
            2 => self.list.fields.serialize_value(part),
            _ => self.list.no_names(),
        }
    }

    fn end(self) -> Result<()> {
        if self.parts == 2 { Ok(()) } else { self.list.no_names() }
    }
}
