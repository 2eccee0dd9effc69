//! One record for serde: a map from the header's names to cells, or a sequence of cells (SPEC §6, §7). Floor 4.

use alloc::format;
use core::iter::Zip;
use core::marker::PhantomData;
use core::slice::Iter;

use serde::de::value::StrDeserializer;
use serde::de::{self, Deserialize, DeserializeSeed, Visitor};

use super::cell::CellDeserializer;
use super::header::Names;
use super::name::NameDeserializer;
use super::row::Row;
use super::scanner::Cell;
use crate::de::{FieldIdentifier, Identified};
use crate::error::{Error, Result};

impl<'r, 'h, 'de> Row<'r, 'h, 'de> {
    #[inline]
    fn read<T>(
        &mut self,
        cell: Cell,
        read: impl FnOnce(CellDeserializer<'_, 'r, 'h, 'de>) -> Result<T>,
    ) -> Result<T> {
        let start = self.start;
        read(CellDeserializer::new(self, cell)).map_err(|error| in_cell(error, cell, start))
    }
}

impl<'de> Row<'_, '_, 'de> {
    /// Gives the visitor the cells by position; `names` are the fields that they are, if the header says so.
    #[inline]
    fn visit_cells<V: Visitor<'de>>(
        &mut self,
        names: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        let length = self.cells.len();
        let mut cells = Cells { row: self, names, index: 0 };
        // Not taken apart: the value of a small type is put together where the caller wants it.
        let mut value = visitor.visit_seq(&mut cells);
        if value.is_ok() && cells.index < length && !cells.row.flexible {
            value = Err(too_many(cells.index, length));
        }
        value
    }
}

/// An error of a cell in a record that starts at `start`.
#[cold]
fn in_cell(error: Error, cell: Cell, start: usize) -> Error {
    error.in_whole("cell").at(cell.start()).after(start)
}

#[cold]
fn too_many(taken: usize, length: usize) -> Error {
    de::Error::invalid_length(length, &&*format!("a record of {taken} cells"))
}

macro_rules! single_cells {
    ($($deserialize:ident($($argument:ident: $type:ty),*),)*) => {$(
        fn $deserialize<V: Visitor<'de>>(self, $($argument: $type,)* visitor: V) -> Result<V::Value> {
            let cell = self.single_cell()?;
            self.read(cell, |value| value.$deserialize($($argument,)* visitor))
        }
    )*};
}

impl Row<'_, '_, '_> {
    /// A row read as a scalar is its only cell.
    fn single_cell(&self) -> Result<Cell> {
        match self.cells {
            [cell] => Ok(*cell),
            cells => Err(de::Error::invalid_length(cells.len(), &"a record of one cell")),
        }
    }
}

impl<'h: 'de, 'de> de::Deserializer<'de> for &mut Row<'_, 'h, 'de> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        if self.header.is_some() { self.deserialize_map(visitor) } else { self.deserialize_seq(visitor) }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        self.visit_cells(&[], visitor)
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match self.header.take() {
            Some(header) => {
                let mut cells = NamedCells { row: self, header: header.columns(), index: 0 };
                let value = visitor.visit_map(&mut cells)?;
                no_more_cells(cells.next().is_some(), cells.row.cells.len())?;
                Ok(value)
            }
            None => Err(Error::invalid_type("a header, to read rows as maps", "a file without one".into())),
        }
    }

    #[inline]
    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        match self.header.take() {
            Some(header) => {
                let length = self.cells.len();
                header.prepare::<V>(fields, self.parser.ignores_underscores())?;
                if length == fields.len() && header.are_in_order() {
                    return self.visit_cells(fields, visitor);
                }
                let columns = header.fields();
                let mut fields = Fields {
                    header: columns.names,
                    known: columns.fields,
                    columns: columns.fields.iter().zip(self.cells),
                    identified: columns.identified,
                    row: self,
                    names: fields,
                    field: 0,
                    cell: Cell::default(),
                };
                // Not taken apart: the value of a small type is put together where the caller wants it.
                let mut value = visitor.visit_map(&mut fields);
                if value.is_ok()
                    && let Err(error) = no_more_cells(fields.next().is_some(), length)
                {
                    value = Err(error);
                }
                value
            }
            // "Without a header, structs are filled by position."
            None => self.deserialize_seq(visitor),
        }
    }

    /// A record of one empty cell is nothing; any other may have cells that are.
    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        let nothing = matches!(*self.cells, [cell] if self.is_nothing(cell));
        if nothing { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        visitor.visit_unit()
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        visitor.visit_unit()
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value> {
        visitor.visit_unit()
    }

    single_cells! {
        deserialize_bool(),
        deserialize_i8(),
        deserialize_i16(),
        deserialize_i32(),
        deserialize_i64(),
        deserialize_i128(),
        deserialize_u8(),
        deserialize_u16(),
        deserialize_u32(),
        deserialize_u64(),
        deserialize_u128(),
        deserialize_f32(),
        deserialize_f64(),
        deserialize_char(),
        deserialize_str(),
        deserialize_string(),
        deserialize_bytes(),
        deserialize_byte_buf(),
        deserialize_identifier(),
        deserialize_enum(name: &'static str, variants: &'static [&'static str]),
    }
}

/// A visitor that stops early leaves no cells unread.
#[inline]
fn no_more_cells(more: bool, length: usize) -> Result<()> {
    if more {
        return Err(de::Error::invalid_length(length, &"as many cells as the type has"));
    }
    Ok(())
}

/// The cells by position.
struct Cells<'p, 'r, 'h, 'de> {
    row: &'p mut Row<'r, 'h, 'de>,
    /// The fields that they are, if the header says so.
    names: &'static [&'static str],
    index: usize,
}

impl Cells<'_, '_, '_, '_> {
    /// The error of the cell read last.
    #[cold]
    fn failed(&self, error: Error, cell: Cell) -> Error {
        let index = self.index - 1;
        let error = in_cell(error, cell, self.row.start);
        let header = self.row.header.as_ref();
        match self.names.get(index).copied().or_else(|| header.and_then(|header| header.columns().get(index)))
        {
            Some(name) => error.under_key(name),
            None => error.under_index(index),
        }
    }
}

impl<'de> de::SeqAccess<'de> for &mut Cells<'_, '_, '_, 'de> {
    type Error = Error;

    #[inline(always)]
    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>> {
        let Some(&cell) = self.row.cells.get(self.index) else { return Ok(None) };
        self.index += 1;
        let value = seed.deserialize(CellDeserializer::new(self.row, cell));
        value.map(Some).map_err(|error| self.failed(error, cell))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.row.cells.len() - self.index)
    }
}

/// The cells by the header's names.
struct NamedCells<'p, 'r, 'h, 'de> {
    row: &'p mut Row<'r, 'h, 'de>,
    header: &'r Names<'de>,
    index: usize,
}

impl NamedCells<'_, '_, '_, '_> {
    fn next(&self) -> Option<&str> {
        if self.row.missing(self.index) { None } else { self.header.get(self.index) }
    }
}

impl<'de> de::MapAccess<'de> for NamedCells<'_, '_, '_, 'de> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>> {
        let lent = self.header.lent(self.index);
        let key = self.next().map(|name| seed.deserialize(NameDeserializer { name, lent }));
        key.transpose().map_err(|error| self.header.error_at(self.index, error))
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value> {
        let cell = self.row.cells[self.index];
        let name = self.header.get(self.index).unwrap_or_default();
        self.index += 1;
        self.row.read(cell, |value| seed.deserialize(value)).map_err(|error| error.under_key(name))
    }
}

/// The cells by the fields that the header's names mean.
struct Fields<'p, 'r, 'h, 'de> {
    row: &'p mut Row<'r, 'h, 'de>,
    names: &'static [&'static str],
    header: &'r Names<'r>,
    /// The field of each column that the header has.
    known: &'r [Option<usize>],
    identified: &'r mut Identified,
    /// The field of each column that the record has, and its cell; `None` is skipped and never parsed.
    columns: Zip<Iter<'r, Option<usize>>, Iter<'r, Cell>>,
    /// The field given last, and its cell.
    field: usize,
    cell: Cell,
}

impl Fields<'_, '_, '_, '_> {
    #[inline]
    fn next(&mut self) -> Option<usize> {
        loop {
            let (column, cell) = self.columns.next()?;
            if let Some(field) = *column {
                (self.field, self.cell) = (field, *cell);
                return Some(field);
            }
        }
    }

    /// Asks the type of the keys, and whether it takes columns that it has no field for.
    #[cold]
    #[inline(never)]
    fn ask<'de, K: Deserialize<'de>>(&mut self) -> Result<()> {
        for (column, field) in self.known.iter().enumerate() {
            if field.is_none() {
                let name = self.header.get(column).unwrap_or_default();
                K::deserialize(StrDeserializer::new(name))
                    .map_err(|error| self.header.error_at(column, error))?;
            }
        }
        *self.identified = Identified::ask::<K>(self.names);
        Ok(())
    }

    #[inline]
    fn key<'de, K: DeserializeSeed<'de>>(&mut self, seed: K, by_number: bool) -> Result<Option<K::Value>> {
        let Some(field) = self.next() else { return Ok(None) };
        seed.deserialize(FieldIdentifier { names: self.names, field, by_number }).map(Some)
    }
}

impl<'de> de::MapAccess<'de> for Fields<'_, '_, '_, 'de> {
    type Error = Error;

    #[inline]
    fn next_key<K: Deserialize<'de>>(&mut self) -> Result<Option<K>> {
        if self.identified.is_unknown() {
            self.ask::<K>()?;
        }
        self.key(PhantomData, self.identified.is_by_number::<K>())
    }

    #[inline]
    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>> {
        self.key(seed, false)
    }

    #[inline]
    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value> {
        let name = self.names[self.field];
        self.row.read(self.cell, |value| seed.deserialize(value)).map_err(|error| error.under_key(name))
    }
}
