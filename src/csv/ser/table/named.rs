//! Rows of named fields, each under its column. Floor 4.

use alloc::string::ToString;
use core::mem;

use serde::Serialize;

use super::{Columns, Entry, OUT_OF_ORDER, Order, Table, unsupported};
use crate::error::{Error, ErrorKind, Result, quoted_excerpt};

impl Table {
    /// Begins a row of named fields.
    pub(in crate::csv::ser) fn begin_named(&mut self, is_map: bool) -> Result<()> {
        self.row()?;
        self.next = OUT_OF_ORDER;
        self.order = match (self.order, &self.columns) {
            (Order::Gathered(_), _) => Order::Gathered(0),
            (_, Some(_)) => {
                self.next = 0;
                Order::Straight
            }
            (_, None) if self.all_at_hand && self.written > 0 => {
                return unsupported("named fields among rows without names");
            }
            (_, None) if self.all_at_hand && is_map => {
                self.renew(Some(Columns::default()));
                Order::Gathered(0)
            }
            (_, None) => {
                self.renew(Some(Columns::default()));
                Order::First
            }
        };
        Ok(())
    }

    /// Begins the next cell if it is the field `name`'s, as it is in almost every row: whether a delimiter is due.
    #[inline(always)]
    pub(in crate::csv::ser) fn next_in_order(&mut self, name: &'static str) -> Option<bool> {
        let next = self.next;
        if !core::ptr::eq(*self.seen.get(next)?, name) {
            return None;
        }
        self.next = next + 1;
        Some(next > 0)
    }

    /// Writes a field wherever its column is.
    pub(in crate::csv::ser) fn place<T: Serialize + ?Sized>(
        &mut self,
        name: &str,
        value: &T,
    ) -> Result<usize> {
        let (column, due) = self.begin_field(name)?;
        self.cells.write(due, value)?;
        if matches!(self.order, Order::Scattered { .. } | Order::Gathered(_))
            && let Some(entry) = self.entries.last_mut()
        {
            entry.end = self.cells.length();
        }
        Ok(column)
    }

    /// Its column, and whether a delimiter is due.
    fn begin_field(&mut self, name: &str) -> Result<(usize, bool)> {
        let Some(columns) = &mut self.columns else { return unsupported("a field outside a row") };
        let duplicate = || Err(Error::new(ErrorKind::DuplicateField(name.to_string())));
        let column = match self.order {
            Order::First => {
                // Nothing is expected behind the last column, so this searches.
                if columns.find(columns.len(), name).is_some() {
                    return duplicate();
                }
                columns.push(name)
            }
            Order::Gathered(next) => {
                let column = columns.find(next, name).unwrap_or_else(|| columns.push(name));
                self.order = Order::Gathered(column + 1);
                column
            }
            Order::Straight | Order::Scattered { .. } => {
                let next = if let Order::Scattered { next, .. } = self.order { next } else { self.next };
                let Some(column) = columns.find(next, name) else {
                    let expected = "a column of the header".to_string();
                    return Err(ErrorKind::UnknownField { expected, found: quoted_excerpt(name) }.into());
                };
                column
            }
        };
        match &mut self.order {
            Order::First => return Ok((column, column > 0)),
            Order::Straight if self.next == column => {
                self.next += 1;
                return Ok((column, column > 0));
            }
            Order::Straight => {
                let end = self.cells.length();
                let written = core::mem::replace(&mut self.next, OUT_OF_ORDER);
                self.order = Order::Scattered { written, end, next: column + 1 };
            }
            Order::Scattered { next, .. } => *next = column + 1,
            Order::Gathered(_) => {}
        }
        let written = if let Order::Scattered { written, .. } = self.order { written } else { 0 };
        if column < written || !columns.mark(column, self.row) {
            return duplicate();
        }
        let start = self.cells.length();
        self.entries.push(Entry { column, start, end: start });
        Ok((column, false))
    }

    /// Ends a row of named fields; those that did not come are empty cells.
    pub(in crate::csv::ser) fn end_named(&mut self) -> Result<()> {
        let columns = self.columns.as_ref().map_or(0, Columns::len);
        match self.order {
            Order::First => return self.end_first(columns),
            Order::Gathered(_) => {
                self.gathered.push(self.entries.len());
                self.written += 1;
                return Ok(());
            }
            Order::Straight if self.next < columns => self.leave_empty(columns),
            Order::Straight => {}
            Order::Scattered { written, end, .. } => self.put_in_order(written, end),
        }
        self.end(columns)
    }

    /// Ends the row that made the header, which goes before it, unless there are records already.
    #[inline(never)]
    fn end_first(&mut self, columns: usize) -> Result<()> {
        if let Some(width) = self.width {
            self.check_length(columns, width, "first record")?;
        }
        if self.settings.has_headers && self.written == 0 {
            // The one time that a record waits for its header.
            let record = self.cells.text()[self.start..].to_vec();
            self.cells.rollback(self.start);
            self.header()?;
            self.start = self.cells.length();
            self.text_mut().push(&record);
        }
        self.end(columns)?;
        self.order = Order::Straight;
        Ok(())
    }

    #[inline(never)]
    fn leave_empty(&mut self, columns: usize) {
        for _ in self.next.max(1)..columns {
            self.cells.delimiter();
        }
    }

    /// Puts the cells behind `end` under their columns; as many as are `written` are there.
    #[inline(never)]
    fn put_in_order(&mut self, written: usize, end: usize) {
        let mut rest = mem::take(&mut self.moved);
        rest.clear();
        rest.extend_from_slice(&self.cells.text()[end..]);
        self.cells.rollback(end);
        let entries = mem::take(&mut self.entries);
        self.arrange(&rest, end, &entries, written, |_| None);
        self.entries = entries;
        self.entries.clear();
        self.moved = rest;
    }
}
