//! The header that rows are written under: which column a name is. Floor 4.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

struct Column {
    name: String,
    /// The row, by its number, that wrote this column last out of order.
    row: u64,
}

#[derive(Default)]
pub(super) struct Columns {
    columns: Vec<Column>,
    /// Built when a name is not where it is expected, so that wide rows in any order stay linear.
    index: BTreeMap<String, usize>,
}

impl Columns {
    pub(super) fn len(&self) -> usize {
        self.columns.len()
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().map(|column| column.name.as_str())
    }

    /// Notes that `row` writes `column`: false if it has done so before.
    pub(super) fn mark(&mut self, column: usize, row: u64) -> bool {
        self.columns.get_mut(column).is_some_and(|column| core::mem::replace(&mut column.row, row) != row)
    }

    /// The column of this name, which is expected at `next`.
    pub(super) fn find(&mut self, next: usize, name: &str) -> Option<usize> {
        if self.columns.get(next).is_some_and(|column| column.name == name) {
            return Some(next);
        }
        self.complete_index();
        self.index.get(name).copied()
    }

    pub(super) fn push(&mut self, name: &str) -> usize {
        self.columns.push(Column { name: name.into(), row: 0 });
        self.columns.len() - 1
    }

    /// The first name that stands twice.
    pub(super) fn repeated(&mut self) -> Option<&str> {
        self.complete_index();
        let index = &self.index;
        let column =
            self.columns.iter().enumerate().find(|(place, column)| index.get(&column.name) != Some(place))?;
        Some(&column.1.name)
    }

    fn complete_index(&mut self) {
        for place in self.index.len()..self.columns.len() {
            self.index.entry(self.columns[place].name.clone()).or_insert(place);
        }
    }
}
