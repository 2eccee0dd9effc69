//! The cells of records of short cells, found by the masks of whole blocks. Floor 4.

use super::{Cell, Form, MAX_RECORD, Scanner};
use crate::csv::dialect::Dialect;
use crate::text::scan::{self, BLOCK};

impl Scanner {
    /// Takes cells, a block of text at a time, as far as they are plain, or quoted and shorter than a block; the end of the
    /// record, if that is found. A block starts anew at a quoted cell.
    ///
    /// They are what [`plain`](super::plain) and [`quoted`](super::quoted) would take: these are their loops turned inside
    /// out, because most cells are shorter than a block.
    pub(super) fn cells_in_blocks(&mut self, bytes: &[u8], base: usize) -> Option<usize> {
        let Dialect { delimiter, quote } = self.dialect;
        let opens = |start: usize| bytes.get(start).is_some_and(|byte| [quote, b'{', b'['].contains(byte));
        let mut start = self.cell;
        let mut at = start;
        'blocks: while at <= MAX_RECORD - BLOCK
            && let Some((block, _)) = bytes[at..].split_first_chunk()
        {
            let mut ends = scan::either(block, delimiter, b'\n');
            if start == at && opens(start) {
                let Some(end) = self.quoted_in_block(block, start) else { break };
                if block[end] == b'\n' {
                    self.visited(base + self.cell, start + end - self.cell);
                    return Some(start + end + 1);
                }
                ends &= u64::MAX << end << 1;
                start += end + 1;
                if opens(start) {
                    at = start;
                    continue;
                }
            }
            while ends != 0 {
                let index = ends.trailing_zeros() as usize;
                let end = at + index;
                ends &= ends - 1;
                let line_feed = block[index % BLOCK] == b'\n';
                // The CR of a CRLF is the line end's; a lone CR is data.
                let text_end =
                    if line_feed && end > start && bytes[end - 1] == b'\r' { end - 1 } else { end };
                self.cells.push(Cell::new(start, text_end, Form::Plain));
                if line_feed {
                    self.visited(base + self.cell, end - self.cell);
                    return Some(end + 1);
                }
                start = end + 1;
                if opens(start) {
                    at = start;
                    continue 'blocks;
                }
            }
            at += BLOCK;
        }
        let scanned = at.max(start);
        if scanned > self.cell {
            self.visited(base + self.cell, scanned - self.cell);
            self.start_cell(start);
            self.scanned = scanned - start;
        }
        None
    }

    /// Takes the cell at `start`, if that is quoted and the block, which starts there, shows where it ends: at the byte whose
    /// place is given.
    #[inline(never)]
    fn quoted_in_block(&mut self, block: &[u8; BLOCK], start: usize) -> Option<usize> {
        let Dialect { delimiter, quote } = self.dialect;
        if block[0] != quote {
            return None;
        }
        let mut quotes = scan::marks(block, quote) & !1;
        let mut form = Form::Quoted;
        let close = loop {
            let index = quotes.trailing_zeros() as usize;
            if *block.get(index + 1)? != quote {
                break index;
            }
            form = Form::Escaped;
            quotes &= !(3 << index);
        };
        let end = match block[close + 1..] {
            [b'\n', ..] => close + 1,
            [b'\r', b'\n', ..] => close + 2,
            [byte, ..] if byte == delimiter => close + 1,
            _ => return None,
        };
        self.cells.push(Cell::new(start + 1, start + close, form));
        Some(end)
    }
}
