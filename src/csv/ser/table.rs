//! Table as they grow: cells under their columns, the header, the end of the line. Floor 4.
//!
//! Rows that give their fields in the header's order, as structs do, are written as they come. A field out of order
//! is written behind the record, its place noted, and moved when the record ends. The maps of a list are all written
//! like that, because their header, the union of their keys, is known at the end only (SPEC §8).

use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::mem;

use serde::Serialize;

use super::cell::{CellSerializer, Cells};
use super::columns::Columns;
use crate::csv::dialect::Terminator;
use crate::csv::writer::WriterBuilder;
use crate::error::{Error, ErrorKind, Result, quoted_excerpt};

/// A CSV file being written.
pub(crate) struct Table {
    pub(super) cells: Cells,
    settings: WriterBuilder,
    started: bool,
    /// All rows come at once, so the keys of maps can be waited for.
    all_at_hand: bool,
    /// The header, once it is known.
    columns: Option<Columns>,
    /// Table written, header aside.
    written: u64,
    /// Rows begun: tells which row wrote a column last.
    row: u64,
    /// Where the record that is open starts in the text.
    start: usize,
    /// Cells of a record by position.
    pub(super) count: usize,
    /// What the rows turned out to be.
    pub(super) shape: Shape,
    order: Order,
    /// Cells out of order.
    entries: Vec<Entry>,
    /// For each row of a list of maps, the end of its entries.
    gathered: Vec<usize>,
    slots: Vec<Option<(usize, usize)>>,
    pub(super) scratch: String,
    pub(super) key: String,
}

/// What the items of a list are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// Nothing but nothings so far.
    Unknown,
    /// Structs, maps, lists: a record each.
    Rows,
    /// Scalars: a cell each, of one record.
    Cells,
}

/// How the fields of a row find their columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    /// The first row makes the header.
    First,
    /// As the header has them; so many have come.
    Straight(usize),
    /// Out of order since `written` columns, whose record ends at `end`.
    Scattered { written: usize, end: usize, next: usize },
    /// The rows of a list of maps; the next key is expected in this column.
    Gathered(usize),
}

/// A cell that waits for its place.
struct Entry {
    column: usize,
    start: usize,
    end: usize,
}

#[cold]
pub(super) fn unsupported<T>(message: &'static str) -> Result<T> {
    Err(Error::new(ErrorKind::Unsupported(message)))
}

impl Table {
    pub(crate) fn new(settings: WriterBuilder) -> Self {
        let columns = settings.header.as_ref().map(|names| {
            let mut columns = Columns::default();
            for name in names {
                columns.push(name);
            }
            columns
        });
        Table {
            cells: Cells::new(settings.dialect, settings.terminator, settings.distinguish_empty),
            settings,
            started: false,
            all_at_hand: false,
            columns,
            written: 0,
            row: 0,
            start: 0,
            count: 0,
            shape: Shape::Unknown,
            order: Order::First,
            entries: Vec::new(),
            gathered: Vec::new(),
            slots: Vec::new(),
            scratch: String::new(),
            key: String::new(),
        }
    }

    /// For rows that come all at once.
    pub(crate) fn of_all(settings: WriterBuilder) -> Self {
        Table { all_at_hand: true, ..Self::new(settings) }
    }

    /// Checks the settings, and writes the header where it is given.
    pub(crate) fn start(&mut self) -> Result<()> {
        if self.started {
            return Ok(());
        }
        self.settings.terminator.check(self.settings.dialect.check()?)?;
        if let Some(columns) = &mut self.columns {
            if let Some(name) = columns.repeated() {
                return Err(Error::new(ErrorKind::DuplicateField(name.to_string())));
            }
            if self.settings.has_headers {
                self.header()?;
            }
        }
        self.started = true;
        Ok(())
    }

    /// The text of all records so far, to be written out and cleared between records.
    pub(crate) fn text_mut(&mut self) -> &mut String {
        self.cells.text_mut()
    }

    fn is_gathering(&self) -> bool {
        matches!(self.order, Order::Gathered(_))
    }

    /// The text is whole records, so it may go.
    pub(super) fn is_whole(&self) -> bool {
        self.shape == Shape::Rows && !self.is_gathering()
    }

    /// Remembers that the static name `name` is that of `column`.
    pub(super) fn saw(&mut self, column: usize, name: &'static str) {
        if let Some(columns) = &mut self.columns {
            columns.saw(column, name);
        }
    }

    fn begin(&mut self) -> Result<()> {
        self.start()?;
        self.start = self.cells.length();
        self.row += 1;
        self.count = 0;
        Ok(())
    }

    /// Ends the record that has `cells` cells.
    fn end(&mut self, cells: usize) -> Result<()> {
        self.end_line(cells)?;
        self.written += 1;
        Ok(())
    }

    fn end_line(&mut self, cells: usize) -> Result<()> {
        if cells == 0 {
            return unsupported("a record without cells");
        }
        // A blank line would be lost on reading (SPEC §9).
        if self.cells.length() == self.start {
            self.cells.quoted_nothing();
        }
        match self.settings.terminator {
            Terminator::CRLF => self.text_mut().push_str("\r\n"),
            Terminator::Any(byte) => self.text_mut().push(byte.into()),
        }
        Ok(())
    }

    /// Writes the header's record.
    fn header(&mut self) -> Result<()> {
        let Some(columns) = &self.columns else { return Ok(()) };
        self.start = self.cells.length();
        for (index, name) in columns.names().enumerate() {
            if index > 0 {
                self.cells.delimiter();
            }
            self.cells.write_text(name);
        }
        let cells = columns.len();
        self.end_line(cells)
    }

    /// Takes back what `write` has written if it fails, and says which record that was.
    #[inline]
    pub(super) fn all_or_nothing(&mut self, write: impl FnOnce(&mut Self) -> Result<()>) -> Result<()> {
        self.start()?;
        let length = self.cells.length();
        write(self).map_err(|error| {
            self.roll_back(length);
            error.in_record(self.number())
        })
    }

    #[cold]
    fn roll_back(&mut self, length: usize) {
        self.cells.rollback(length);
        self.entries.clear();
        if self.order == Order::First && self.settings.header.is_none() {
            self.columns = None;
        }
        self.count = 0;
        self.shape = Shape::Unknown;
    }

    /// The number of the record that is being written.
    pub(super) fn number(&self) -> u64 {
        self.written + 1
    }

    /// Begins a cell of a record by position.
    pub(super) fn next_cell(&mut self) -> Result<()> {
        if self.count == 0 {
            self.begin()?;
        } else {
            self.cells.delimiter();
        }
        self.count += 1;
        Ok(())
    }

    /// Begins an item that is a cell, not a row.
    pub(super) fn scalar(&mut self) -> Result<CellSerializer<'_>> {
        if self.shape == Shape::Rows {
            return unsupported("a scalar among rows");
        }
        self.shape = Shape::Cells;
        self.next_cell()?;
        Ok(CellSerializer { cells: &mut self.cells })
    }

    /// An item that is nothing: a cell, if the others are.
    pub(super) fn nothing(&mut self) -> Result<()> {
        if self.shape == Shape::Rows {
            return unsupported("nothing among rows");
        }
        self.next_cell()
    }

    /// Begins an item that is a row.
    pub(super) fn row(&mut self) -> Result<()> {
        match self.shape {
            Shape::Unknown if self.count > 0 => unsupported("nothing among rows"),
            Shape::Cells => unsupported("a row among scalars"),
            Shape::Unknown | Shape::Rows => {
                self.shape = Shape::Rows;
                self.begin()
            }
        }
    }

    /// Ends a record by position, whose length must be the header's where there is one.
    pub(super) fn end_by_position(&mut self) -> Result<()> {
        let count = mem::take(&mut self.count);
        if self.is_gathering() {
            return unsupported("a list among maps");
        }
        if let Some(columns) = &self.columns
            && columns.len() != count
        {
            let expected = alloc::format!("{} cells, as in the header", columns.len());
            return Err(Error::new(ErrorKind::InvalidLength { expected, found: count }));
        }
        self.end(count)
    }

    /// Ends the record that is made of scalars, if there is one.
    pub(super) fn end_scalars(&mut self) -> Result<()> {
        if self.count > 0 {
            self.end_by_position()?;
        }
        self.shape = Shape::Unknown;
        Ok(())
    }

    /// Begins a row of named fields.
    pub(super) fn begin_named(&mut self, is_map: bool) -> Result<()> {
        self.row()?;
        self.order = match (self.order, &self.columns) {
            (Order::Gathered(_), _) => Order::Gathered(0),
            (_, Some(_)) => Order::Straight(0),
            (_, None) if self.all_at_hand && self.written > 0 => {
                return unsupported("named fields among rows without names");
            }
            (_, None) if self.all_at_hand && is_map => {
                self.columns = Some(Columns::default());
                Order::Gathered(0)
            }
            (_, None) => {
                self.columns = Some(Columns::default());
                Order::First
            }
        };
        Ok(())
    }

    /// Begins the next cell if it is the field `name`'s, as it is in almost every row.
    #[inline]
    pub(super) fn next_in_order(&mut self, name: &'static str) -> bool {
        let Order::Straight(next) = &mut self.order else { return false };
        let Some(columns) = &self.columns else { return false };
        if !columns.is_seen(*next, name) {
            return false;
        }
        if *next > 0 {
            self.cells.delimiter();
        }
        *next += 1;
        true
    }

    /// Writes a field wherever its column is.
    pub(super) fn place<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) -> Result<usize> {
        let column = self.begin_field(name)?;
        self.cells.write(value)?;
        if matches!(self.order, Order::Scattered { .. } | Order::Gathered(_))
            && let Some(entry) = self.entries.last_mut()
        {
            entry.end = self.cells.length();
        }
        Ok(column)
    }

    fn begin_field(&mut self, name: &str) -> Result<usize> {
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
            Order::Straight(next) | Order::Scattered { next, .. } => {
                let Some(column) = columns.find(next, name) else {
                    let expected = "a column of the header".to_string();
                    return Err(ErrorKind::UnknownField { expected, found: quoted_excerpt(name) }.into());
                };
                column
            }
        };
        match &mut self.order {
            Order::First => {
                if column > 0 {
                    self.cells.delimiter();
                }
                return Ok(column);
            }
            Order::Straight(next) if *next == column => {
                *next += 1;
                if column > 0 {
                    self.cells.delimiter();
                }
                return Ok(column);
            }
            Order::Straight(written) => {
                let end = self.cells.length();
                self.order = Order::Scattered { written: *written, end, next: column + 1 };
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
        Ok(column)
    }

    /// Ends a row of named fields; those that did not come are empty cells.
    pub(super) fn end_named(&mut self) -> Result<()> {
        let columns = self.columns.as_ref().map_or(0, Columns::len);
        match self.order {
            Order::First => {
                self.end(columns)?;
                if self.settings.has_headers && self.written == 1 {
                    // The one time that a record waits for its header.
                    let start = self.start;
                    let record = self.text_mut().split_off(start);
                    self.header()?;
                    self.text_mut().push_str(&record);
                }
                self.order = Order::Straight(0);
                return Ok(());
            }
            Order::Gathered(_) => {
                self.gathered.push(self.entries.len());
                self.written += 1;
                return Ok(());
            }
            Order::Straight(next) => {
                for _ in next.max(1)..columns {
                    self.cells.delimiter();
                }
            }
            Order::Scattered { written, end, .. } => {
                let mut rest = mem::take(&mut self.scratch);
                rest.clear();
                rest.push_str(&self.cells.text()[end..]);
                self.cells.rollback(end);
                let entries = mem::take(&mut self.entries);
                self.arrange(&rest, end, &entries, written, |_| None);
                self.entries = entries;
                self.entries.clear();
                self.scratch = rest;
            }
        }
        self.end(columns)
    }

    /// Appends the cells of `entries` from column `from` on, in the order of their ranks; `text` starts at `base`.
    fn arrange(
        &mut self,
        text: &str,
        base: usize,
        entries: &[Entry],
        from: usize,
        rank: impl Fn(usize) -> Option<usize>,
    ) {
        let columns = self.columns.as_ref().map_or(0, Columns::len);
        self.slots.clear();
        self.slots.resize(columns, None);
        for entry in entries {
            let column = rank(entry.column).unwrap_or(entry.column);
            self.slots[column] = Some((entry.start - base, entry.end - base));
        }
        for column in from..columns {
            if column > 0 {
                self.cells.delimiter();
            }
            if let Some((start, end)) = self.slots[column] {
                self.cells.text_mut().push_str(&text[start..end]);
            }
        }
    }

    /// Ends the file: what waited for the end of the rows is written; `drain` is called between records.
    pub(super) fn finish(&mut self, mut drain: impl FnMut(&mut String) -> Result<()>) -> Result<()> {
        self.start()?;
        self.end_scalars()?;
        if !self.is_gathering() {
            return drain(self.text_mut());
        }
        let text = mem::take(self.text_mut());
        let entries = mem::take(&mut self.entries);
        let rows = mem::take(&mut self.gathered);
        // "The sorted union (by bytes) of all keys."
        let gathered = self.columns.take().unwrap_or_default();
        let names: Vec<&str> = gathered.names().collect();
        let mut sorted: Vec<usize> = (0..names.len()).collect();
        sorted.sort_unstable_by_key(|&column| names[column]);
        let mut ranks = alloc::vec![0; names.len()];
        let mut columns = Columns::default();
        for (rank, &column) in sorted.iter().enumerate() {
            ranks[column] = rank;
            columns.push(names[column]);
        }
        self.columns = Some(columns);
        self.order = Order::Straight(0);
        self.text_mut().reserve(text.len());
        if self.settings.has_headers {
            self.header()?;
        }
        let mut first = 0;
        for last in rows {
            self.start = self.cells.length();
            self.arrange(&text, 0, &entries[first..last], 0, |column| ranks.get(column).copied());
            self.end_line(ranks.len())?;
            drain(self.text_mut())?;
            first = last;
        }
        drain(self.text_mut())
    }
}
