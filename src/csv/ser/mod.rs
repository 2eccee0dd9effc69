//! serde into CSV records (SPEC §8). Floor 4.
//!
//! [`RowSerializer`] decides what a value is: the list of all rows, one row, or a scalar that is a cell.

mod cell;
mod columns;
mod needles;
mod settings;
mod table;

use core::fmt::Display;

use serde::{Serialize, ser};

pub(crate) use settings::Settings;
pub(crate) use table::Table;

use crate::error::{Error, Result};
use crate::newtype;
use crate::ser::{Compound, KeySerializer};
use crate::text::quote;
use crate::text::staging::Buffer;
use cell::Doubling;
use table::Shape;

/// Takes the text of whole records, between rows.
pub(crate) type Drain<'d> = &'d mut dyn FnMut(&mut Buffer) -> Result<()>;

/// Writes a value as rows or as one row.
pub(crate) struct RowSerializer<'r> {
    table: &'r mut Table,
    /// A list is the rows themselves, and this takes their text; where there is none, a list is one row.
    drain: Option<Drain<'r>>,
}

impl<'r> RowSerializer<'r> {
    /// For one row.
    fn row(table: &'r mut Table) -> Self {
        RowSerializer { table, drain: None }
    }

    fn list(self) -> Result<List<'r>> {
        if self.drain.is_none() {
            self.table.row()?;
        }
        Ok(List { table: self.table, drain: self.drain })
    }

    fn named(self, is_map: bool) -> Result<Named<'r>> {
        self.table.begin_named(is_map)?;
        Ok(Named { table: self.table })
    }
}

impl Table {
    /// Writes all rows; `drain` is called between records.
    pub(crate) fn write_all<T: Serialize + ?Sized>(&mut self, rows: &T, drain: Drain<'_>) -> Result<()> {
        self.start()?;
        rows.serialize(RowSerializer { table: self, drain: Some(&mut *drain) })?;
        self.cells.close();
        self.finish(drain)
    }

    /// Writes one row, or nothing if it fails.
    #[cfg(feature = "std")]
    pub(crate) fn write_row<T: Serialize + ?Sized>(&mut self, row: &T) -> Result<()> {
        self.all_or_nothing(|table| {
            row.serialize(RowSerializer::row(table))?;
            table.cells.close();
            table.end_scalars()
        })
    }

    /// Writes one record of texts, or nothing if it fails.
    #[cfg(feature = "std")]
    pub(crate) fn write_texts<I>(&mut self, texts: I) -> Result<()>
    where
        I: IntoIterator,
        I::Item: AsRef<str>,
    {
        self.all_or_nothing(|table| {
            table.row()?;
            for text in texts {
                let due = table.next_cell()?;
                table.cells.write_text(due, text.as_ref());
            }
            table.end_by_position()?;
            table.end_scalars()
        })
    }
}

/// Scalars, and what is written as a cell of its own: enum variants with data.
macro_rules! scalars {
    ($($serialize:ident($($argument:ident: $type:ty),*) -> $ok:ty,)*) => {$(
        fn $serialize(self, $($argument: $type),*) -> Result<$ok> {
            self.table.scalar()?.$serialize($($argument),*)
        }
    )*};
}

impl<'r> serde::Serializer for RowSerializer<'r> {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = List<'r>;
    type SerializeTuple = List<'r>;
    type SerializeTupleStruct = List<'r>;
    type SerializeTupleVariant = Compound<'r, Doubling>;
    type SerializeMap = Named<'r>;
    type SerializeStruct = Named<'r>;
    type SerializeStructVariant = Compound<'r, Doubling>;

    scalars! {
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
        serialize_char(value: char) -> (),
        serialize_str(value: &str) -> (),
        serialize_bytes(value: &[u8]) -> (),
        serialize_unit_variant(name: &'static str, index: u32, variant: &'static str) -> (),
        serialize_tuple_variant(
            name: &'static str, index: u32, variant: &'static str, length: usize
        ) -> Self::SerializeTupleVariant,
        serialize_struct_variant(
            name: &'static str, index: u32, variant: &'static str, length: usize
        ) -> Self::SerializeStructVariant,
    }

    fn collect_str<T: Display + ?Sized>(self, value: &T) -> Result<()> {
        self.table.scalar()?.collect_str(value)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        index: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<()> {
        self.table.scalar()?.serialize_newtype_variant(name, index, variant, value)
    }

    fn serialize_none(self) -> Result<()> {
        // No list of rows is no rows; no item of one is an empty cell.
        if self.drain.is_some() { Ok(()) } else { self.table.nothing() }
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<()> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<()> {
        self.serialize_none()
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<()> {
        self.serialize_none()
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, name: &'static str, value: &T) -> Result<()> {
        if name == newtype::RAW || name == newtype::BARE {
            return self.table.scalar()?.serialize_newtype_struct(name, value);
        }
        value.serialize(self)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<List<'r>> {
        self.list()
    }

    fn serialize_tuple(self, _: usize) -> Result<List<'r>> {
        self.list()
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<List<'r>> {
        self.list()
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Named<'r>> {
        self.named(true)
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Named<'r>> {
        self.named(false)
    }
}

/// The list of all rows, or one row by position.
pub(crate) struct List<'r> {
    table: &'r mut Table,
    drain: Option<Drain<'r>>,
}

impl List<'_> {
    #[inline]
    fn item<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
        match &mut self.drain {
            Some(drain) if self.table.shape != Shape::Cells => {
                let table = &mut *self.table;
                if let Err(error) = value.serialize(RowSerializer::row(table)) {
                    return Err(error.in_record(table.number()));
                }
                table.cells.close();
                if table.is_whole() { drain(table.text_mut()) } else { Ok(()) }
            }
            _ => {
                let due = self.table.next_cell()?;
                let index = self.table.count - 1;
                self.table.cells.write(due, value).map_err(|error| error.under_index(index))
            }
        }
    }

    fn finish(self) -> Result<()> {
        // `Table::finish` ends a list of scalars.
        if self.drain.is_some() { Ok(()) } else { self.table.end_by_position() }
    }
}

macro_rules! lists {
    ($($trait:ident $item:ident,)*) => {$(
        impl ser::$trait for List<'_> {
            type Ok = ();
            type Error = Error;

            #[inline]
            fn $item<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
                self.item(value)
            }

            fn end(self) -> Result<()> {
                self.finish()
            }
        }
    )*};
}

lists! {
    SerializeSeq serialize_element,
    SerializeTuple serialize_element,
    SerializeTupleStruct serialize_field,
}

/// One row of named fields.
pub(crate) struct Named<'r> {
    table: &'r mut Table,
}

impl Named<'_> {
    /// A field that is not where the last row had it.
    #[inline(never)]
    fn place<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<()> {
        match self.table.place(name, value) {
            Ok(column) => {
                self.table.saw(column, name);
                Ok(())
            }
            Err(error) => Err(error.under_key(name)),
        }
    }
}

impl ser::SerializeStruct for Named<'_> {
    type Ok = ();
    type Error = Error;

    /// In the derived code, which has the name at hand.
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<()> {
        if let Some(due) = self.table.next_in_order(name) {
            self.table.cells.write(due, value).map_err(|error| error.under_key(name))
        } else {
            self.place(name, value)
        }
    }

    /// The column is there, whether the field is or not.
    fn skip_field(&mut self, name: &'static str) -> Result<()> {
        self.serialize_field(name, &())
    }

    fn end(self) -> Result<()> {
        self.table.end_named()
    }
}

impl ser::SerializeMap for Named<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<()> {
        let Table { key: text, scratch, .. } = &mut *self.table;
        text.clear();
        key.serialize(KeySerializer { key: text })?;
        // A header has the text itself, and quotes of its own.
        if let Some(quoted) = text.strip_prefix('"').and_then(|text| text.strip_suffix('"')) {
            scratch.clear();
            quote::unescape(quoted, b'"', 2, scratch);
            core::mem::swap(text, scratch);
        }
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
        let name = core::mem::take(&mut self.table.key);
        let placed = self.table.place(&name, value);
        let result = placed.map(|_| ()).map_err(|error| error.under_key(&name));
        self.table.key = name;
        result
    }

    fn end(self) -> Result<()> {
        self.table.end_named()
    }
}
