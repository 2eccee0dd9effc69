//! The header of a file, and which fields of a struct its names mean: worked out once (SPEC §6). Floor 4.

use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;

use serde::de::Visitor;

use crate::de::{FieldSets, Identified, VisitorType, is_derived};
use crate::error::{Error, ErrorKind, Position, Result};

/// The names of a file's columns.
#[derive(Debug, Default)]
pub(crate) struct Header<'h> {
    names: Names<'h>,
    /// The struct that `columns` was worked out for, and its visitor: another struct may have the same fields.
    fields: &'static [&'static str],
    visitor: VisitorType,
    columns: Vec<Option<usize>>,
    /// A column of a field that has one already: no row can be read then.
    twice: Option<(usize, &'static str)>,
    /// What the fields are identified by.
    identified: Identified,
    /// The visitor may be given the cells without them.
    in_order: bool,
}

/// The names of columns, and where they stand.
#[derive(Debug, Default)]
pub(super) struct Names<'h> {
    texts: Vec<String>,
    /// Those that stand in a text in memory as they are.
    lent: Vec<Option<&'h str>>,
    /// Nothing where the names are not the file's.
    places: Vec<Position>,
}

impl<'h> Names<'h> {
    #[inline]
    pub(super) fn get(&self, column: usize) -> Option<&str> {
        self.texts.get(column).map(String::as_str)
    }

    /// The name, for as long as the text that it stands in.
    pub(super) fn lent(&self, column: usize) -> Option<&'h str> {
        self.lent.get(column).copied().flatten()
    }

    /// An error about the name of a column.
    #[cold]
    pub(super) fn error_at(&self, column: usize, error: Error) -> Error {
        let error = error.in_record(0);
        match self.places.get(column) {
            Some(&place) => error.located(place),
            None => error,
        }
    }
}

/// What the columns mean for a struct.
pub(super) struct Columns<'h> {
    pub(super) names: &'h Names<'h>,
    /// The field of each column by its number; none for an unknown column.
    pub(super) fields: &'h [Option<usize>],
    pub(super) identified: &'h mut Identified,
}

impl<'h> Header<'h> {
    /// A header of these names, "trimmed".
    pub(crate) fn new(names: impl IntoIterator<Item = impl AsRef<str>>) -> Self {
        let texts = names.into_iter().map(|name| crate::grammar::trim(name.as_ref()).to_owned()).collect();
        Header { names: Names { texts, ..Names::default() }, ..Header::default() }
    }

    /// The same where the names stand in the file.
    pub(crate) fn at(mut self, places: Vec<Position>) -> Self {
        self.names.places = places;
        self
    }

    /// The same where a text in memory holds these of the names.
    pub(crate) fn lent(mut self, names: impl IntoIterator<Item = Option<&'h str>>) -> Self {
        self.names.lent = names.into_iter().map(|name| name.map(crate::grammar::trim)).collect();
        self
    }

    pub(crate) fn names(&self) -> &[String] {
        &self.names.texts
    }

    #[inline]
    pub(super) fn columns(&self) -> &Names<'h> {
        &self.names
    }

    /// Works out the field that each column means, "matched exactly, then in any ASCII case", unless that is known.
    #[inline]
    pub(super) fn prepare<'de, V: Visitor<'de>>(
        &mut self,
        fields: &'static [&'static str],
        ignore_underscores: bool,
    ) -> Result<()> {
        if !core::ptr::eq(self.fields, fields)
            || self.visitor != VisitorType::of::<V>()
            || self.columns.len() != self.names.texts.len()
        {
            self.match_fields(fields, ignore_underscores);
            self.visitor = VisitorType::of::<V>();
            self.in_order = is_derived::<V>() && self.columns.iter().copied().eq((0..fields.len()).map(Some));
        }
        match self.twice {
            None => Ok(()),
            // "Two columns for one field are an error."
            Some((column, field)) => {
                Err(self.names.error_at(column, Error::new(ErrorKind::DuplicateField(field.to_owned()))))
            }
        }
    }

    /// Whether the struct prepared for takes the cells of all columns as they stand, without their fields' names.
    #[inline]
    pub(super) fn are_in_order(&self) -> bool {
        self.in_order && self.identified.is_number()
    }

    /// What the columns mean for the struct prepared for.
    #[inline]
    pub(super) fn fields(&mut self) -> Columns<'_> {
        Columns { names: &self.names, fields: &self.columns, identified: &mut self.identified }
    }

    #[cold]
    fn match_fields(&mut self, fields: &'static [&'static str], ignore_underscores: bool) {
        let mut sets = FieldSets::default();
        let set = sets.get(fields);
        let mut taken = alloc::vec![false; fields.len()];
        let mut next = 0;
        self.columns.clear();
        self.twice = None;
        for (column, name) in self.names.texts.iter().enumerate() {
            let found = if ignore_underscores {
                sets.find_loose(set, next, name)
            } else {
                sets.find(set, next, name)
            };
            if let Some(field) = found {
                next = field + 1;
                if core::mem::replace(&mut taken[field], true) {
                    self.twice = self.twice.or(Some((column, fields[field])));
                }
            }
            self.columns.push(found);
        }
        (self.fields, self.identified) = (fields, Identified::UNKNOWN);
    }
}
