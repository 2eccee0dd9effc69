//! Rows as they are written: cells under their columns, the header, the end of the line. Floor 4.
//!
//! Rows that give their fields in the header's order, as structs do, are written as they come. A field out of order
//! is written behind the record, its place noted, and moved when the record ends. The maps of a list are all written
//! like that, because their header, the union of their keys, is known at the end only (SPEC §8).

mod gather;
mod named;

use alloc::borrow::Cow;
use alloc::collections::BTreeSet;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::mem;

use super::cell::{CellSerializer, Cells};
use super::columns::Columns;
use super::settings::Settings;
use crate::csv::dialect::Terminator;
use crate::error::{Error, ErrorKind, Result};
use crate::text::staging::Buffer;

/// A CSV file being written.
pub(crate) struct Table {
    pub(super) cells: Cells,
    settings: Settings,
    started: bool,
    /// The file has its first line.
    has_first_line: bool,
    /// All rows come at once, so the keys of maps can be waited for.
    all_at_hand: bool,
    /// The header, once it is known.
    columns: Option<Columns>,
    /// Records written, header aside.
    written: u64,
    /// Rows begun: tells which row wrote a column last.
    row: u64,
    /// Where the record that is open starts in the text.
    start: usize,
    /// Cells of a record by position.
    pub(super) count: usize,
    /// Cells of the first record by position, where no header says how many there are.
    width: Option<usize>,
    /// What the rows turned out to be.
    pub(super) shape: Shape,
    order: Order,
    /// How many fields have come as the header has them; [`OUT_OF_ORDER`] where they do not.
    next: usize,
    /// The static name of the field that stood in each column last: the next row's is the same one, at the same address.
    seen: Vec<&'static str>,
    /// Cells out of order.
    entries: Vec<Entry>,
    /// For each row of a list of maps, the end of its entries.
    gathered: Vec<usize>,
    slots: Vec<Option<(usize, usize)>>,
    pub(super) scratch: String,
    /// Cells on their way to another place.
    moved: Vec<u8>,
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
    /// As the header has them; `next` have come.
    Straight,
    /// Out of order since `written` columns, whose record ends at `end`.
    Scattered { written: usize, end: usize, next: usize },
    /// The rows of a list of maps; the next key is expected in this column.
    Gathered(usize),
}

/// Not the place of any column.
const OUT_OF_ORDER: usize = usize::MAX;

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

/// A name with a capital first letter.
fn capitalized(name: &str) -> Cow<'_, str> {
    let mut letters = name.chars();
    match letters.next() {
        Some(first) if first.is_ascii_lowercase() => {
            let mut capitalized = String::with_capacity(name.len());
            capitalized.push(first.to_ascii_uppercase());
            capitalized.push_str(letters.as_str());
            Cow::Owned(capitalized)
        }
        _ => Cow::Borrowed(name),
    }
}

impl Table {
    pub(crate) fn new(settings: Settings) -> Self {
        let columns = settings.header.as_ref().map(|names| {
            let mut columns = Columns::default();
            for name in names {
                columns.push(name);
            }
            columns
        });
        Table {
            cells: Cells::new(&settings),
            settings,
            started: false,
            has_first_line: false,
            all_at_hand: false,
            columns,
            written: 0,
            row: 0,
            start: 0,
            count: 0,
            width: None,
            shape: Shape::Unknown,
            order: Order::First,
            next: OUT_OF_ORDER,
            seen: Vec::new(),
            entries: Vec::new(),
            gathered: Vec::new(),
            slots: Vec::new(),
            scratch: String::new(),
            moved: Vec::new(),
            key: String::new(),
        }
    }

    /// For rows that come all at once.
    pub(crate) fn of_all(settings: Settings) -> Self {
        Table { all_at_hand: true, ..Self::new(settings) }
    }

    /// Checks the settings, and writes the header where it is given.
    #[inline]
    pub(crate) fn start(&mut self) -> Result<()> {
        if self.started { Ok(()) } else { self.begin_file() }
    }

    #[cold]
    fn begin_file(&mut self) -> Result<()> {
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
    pub(crate) fn text_mut(&mut self) -> &mut Buffer {
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
        if let Some(seen) = self.seen.get_mut(column) {
            *seen = name;
        } else if self.seen.len() == column {
            // Only fields in order are looked for.
            self.seen.push(name);
        }
    }

    /// Begins with other columns.
    fn renew(&mut self, columns: Option<Columns>) {
        self.columns = columns;
        self.seen.clear();
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

    #[inline]
    fn end_line(&mut self, cells: usize) -> Result<()> {
        if cells == 0 {
            return unsupported("a record without cells");
        }
        // A blank line would be lost on reading (SPEC §9).
        if self.cells.length() == self.start {
            self.cells.quoted_nothing();
        }
        if !self.has_first_line {
            self.cells.keep_byte_order_mark(self.start)?;
            self.has_first_line = true;
        }
        match self.settings.terminator {
            Terminator::CRLF => self.text_mut().push(b"\r\n"),
            Terminator::Any(byte) => self.text_mut().push_byte(byte),
        }
        Ok(())
    }

    /// Writes the header's record.
    fn header(&mut self) -> Result<()> {
        let Some(columns) = &self.columns else { return Ok(()) };
        if self.settings.capitalize_header {
            let names: BTreeSet<&str> = columns.names().collect();
            let twice = |name: &&str| capitalized(name) != **name && names.contains(&*capitalized(name));
            if let Some(name) = columns.names().find(twice) {
                return Err(Error::new(ErrorKind::DuplicateField(name.to_string())));
            }
        }
        self.start = self.cells.length();
        for (index, name) in columns.names().enumerate() {
            if self.settings.capitalize_header {
                self.cells.write_text(index > 0, &capitalized(name));
            } else {
                self.cells.write_text(index > 0, name);
            }
        }
        let cells = columns.len();
        self.end_line(cells)
    }

    /// Takes back what `write` has written if it fails or panics, and says which record failed.
    #[cfg(feature = "std")]
    #[inline]
    pub(super) fn all_or_nothing(&mut self, write: impl FnOnce(&mut Self) -> Result<()>) -> Result<()> {
        self.start()?;
        let attempt = Attempt { length: self.cells.length(), table: self };
        write(attempt.table).map_err(|error| error.in_record(attempt.table.number()))?;
        mem::forget(attempt);
        Ok(())
    }

    #[cfg(feature = "std")]
    #[cold]
    fn roll_back(&mut self, length: usize) {
        self.cells.rollback(length);
        self.entries.clear();
        if self.order == Order::First && self.settings.header.is_none() {
            self.renew(None);
        }
        self.count = 0;
        self.shape = Shape::Unknown;
    }

    /// The number of the record that is being written.
    pub(super) fn number(&self) -> u64 {
        self.written + 1
    }

    /// Begins a cell of a record by position: whether a delimiter is due.
    pub(super) fn next_cell(&mut self) -> Result<bool> {
        let due = self.count > 0;
        if !due {
            self.begin()?;
        }
        self.count += 1;
        Ok(due)
    }

    /// Begins an item that is a cell, not a row.
    pub(super) fn scalar(&mut self) -> Result<CellSerializer<'_>> {
        if self.shape == Shape::Rows {
            return unsupported("a scalar among rows");
        }
        self.shape = Shape::Cells;
        let due = self.next_cell()?;
        Ok(CellSerializer { cells: &mut self.cells, due })
    }

    /// An item that is nothing: a cell, if the others are.
    pub(super) fn nothing(&mut self) -> Result<()> {
        if self.shape == Shape::Rows {
            return unsupported("nothing among rows");
        }
        if self.next_cell()? {
            self.cells.delimiter();
        }
        Ok(())
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

    /// Ends a record by position, as long as the header or the first one unless `flexible`.
    pub(super) fn end_by_position(&mut self) -> Result<()> {
        let count = mem::take(&mut self.count);
        if self.is_gathering() {
            return unsupported("a list among maps");
        }
        let (expected, set_by) = match &self.columns {
            Some(columns) => (columns.len(), "header"),
            None => (self.width.unwrap_or(count), "first record"),
        };
        self.check_length(count, expected, set_by)?;
        self.end(count)?;
        self.width = Some(expected);
        Ok(())
    }

    /// A record of another length is an error unless `flexible`.
    fn check_length(&self, found: usize, expected: usize, set_by: &str) -> Result<()> {
        if found == expected || self.settings.flexible {
            return Ok(());
        }
        let expected = alloc::format!("{expected} cells, as in the {set_by}");
        Err(Error::new(ErrorKind::InvalidLength { expected, found }))
    }

    /// Ends the record that is made of scalars, if there is one.
    #[inline]
    pub(super) fn end_scalars(&mut self) -> Result<()> {
        if self.count > 0 {
            self.end_by_position()?;
        }
        self.shape = Shape::Unknown;
        Ok(())
    }
}

/// A record that is being written: what there is of it is taken back when this is dropped.
#[cfg(feature = "std")]
struct Attempt<'t> {
    table: &'t mut Table,
    length: usize,
}

#[cfg(feature = "std")]
impl Drop for Attempt<'_> {
    fn drop(&mut self) {
        self.table.roll_back(self.length);
    }
}
