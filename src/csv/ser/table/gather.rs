//! Cells that wait for their place: of a row out of order, or of maps whose header is not known yet. Floor 4.

use alloc::vec::Vec;
use core::mem;

use super::{Columns, Entry, Order, Table};
use crate::error::Result;
use crate::text::staging::Buffer;

impl Table {
    /// Appends the cells of `entries` from column `from` on, in the order of their ranks; `text` starts at `base`.
    pub(super) fn arrange(
        &mut self,
        text: &[u8],
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
                self.cells.text_mut().push(&text[start..end]);
            }
        }
    }

    /// Ends the file: what waited for the end of the rows is written; `drain` is called between records.
    pub(in crate::csv::ser) fn finish(
        &mut self,
        mut drain: impl FnMut(&mut Buffer) -> Result<()>,
    ) -> Result<()> {
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
        self.renew(Some(columns));
        self.order = Order::Straight;
        self.text_mut().reserve(text.len());
        if self.settings.has_headers {
            self.header()?;
        }
        let mut first = 0;
        for last in rows {
            self.start = self.cells.length();
            self.arrange(text.as_bytes(), 0, &entries[first..last], 0, |column| ranks.get(column).copied());
            self.end_line(ranks.len())?;
            drain(self.text_mut())?;
            first = last;
        }
        drain(self.text_mut())
    }
}
