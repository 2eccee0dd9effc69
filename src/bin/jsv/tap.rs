//! An input that remembers what went by last, so that errors can show their lines without reading anything again. Floor 5.

use std::cell::{Cell, RefCell};
use std::io::{self, Read};
use std::rc::Rc;

use indicatif::ProgressBar;
use jsv::Position;

/// Bytes that are remembered at least, where there are so many.
const KEPT: usize = 256 << 10;

/// The end of what has been read.
#[derive(Default)]
pub(crate) struct Recent {
    bytes: Vec<u8>,
    /// The offset of the bytes in the input.
    pub(crate) origin: usize,
    /// Line feeds before them.
    lines: usize,
    /// The offset asked for last, and the line feeds before it: errors come in order.
    known: Cell<(usize, usize)>,
}

impl Recent {
    fn push(&mut self, bytes: &[u8]) {
        if self.bytes.len() > 2 * KEPT {
            let dropped = self.bytes.len() - KEPT;
            self.lines += line_feeds(&self.bytes[..dropped]);
            self.origin += dropped;
            self.bytes.drain(..dropped);
        }
        self.bytes.extend_from_slice(bytes);
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The line and column of an offset, if it is remembered.
    pub(crate) fn place(&self, offset: usize) -> Option<Position> {
        let before = self.bytes.get(..offset.checked_sub(self.origin)?)?;
        let start = memchr::memrchr(b'\n', before).map_or(0, |index| index + 1);
        let text = String::from_utf8_lossy(&before[start..]);
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        let (known, lines) = self.known.get();
        let lines = match known.checked_sub(self.origin).and_then(|passed| before.get(passed..)) {
            Some(since) => lines + line_feeds(since),
            None => self.lines + line_feeds(before),
        };
        self.known.set((offset, lines));
        Some(Position { offset, line: lines + 1, column: text.chars().count() + 1 })
    }

    /// The offset of the byte that `serde_json` calls so, if it is remembered.
    pub(crate) fn offset(&self, line: usize, column: usize) -> Option<usize> {
        let mut start = if self.lines == 0 { Some(0) } else { None };
        let bom = if self.origin == 0 && self.bytes.starts_with("\u{feff}".as_bytes()) { 3 } else { 0 };
        if line > self.lines + 1 {
            let mut feeds = memchr::memchr_iter(b'\n', &self.bytes);
            start = feeds.nth(line - self.lines - 2).map(|index| index + 1);
        }
        let start = self.origin + start? + if line == 1 { bom } else { 0 };
        Some((start + column.saturating_sub(1)).min(self.origin + self.bytes.len()))
    }
}

fn line_feeds(bytes: &[u8]) -> usize {
    memchr::memchr_iter(b'\n', bytes).count()
}

/// Reads on behalf of a [`Recent`] and a progress bar.
pub(crate) struct Tap {
    input: Box<dyn Read>,
    recent: Rc<RefCell<Recent>>,
    progress: ProgressBar,
}

impl Tap {
    pub(crate) fn new(input: Box<dyn Read>, recent: Rc<RefCell<Recent>>, progress: ProgressBar) -> Self {
        Tap { input, recent, progress }
    }
}

impl Read for Tap {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.input.read(buffer)?;
        self.recent.borrow_mut().push(&buffer[..length]);
        self.progress.inc(length as u64);
        Ok(length)
    }
}

#[cfg(test)]
mod tests {
    use super::{KEPT, Recent};

    #[test]
    fn places_and_offsets_agree_with_the_whole_text() {
        let lines: Vec<String> = (0..400_000).map(|line| format!("é{line}")).collect();
        let text = lines.join("\n");
        let mut recent = Recent::default();
        for chunk in text.as_bytes().chunks(40_000) {
            recent.push(chunk);
        }
        assert!(recent.bytes().len() < 3 * KEPT && recent.origin > KEPT);
        let offset = text.find("é399000").expect("the line") + 4;
        let place = recent.place(offset).expect("a place");
        assert_eq!((place.line, place.column), (399_001, 4));
        assert_eq!(recent.offset(399_001, 5), Some(offset));
        assert_eq!(recent.offset(1, 1), None);
        assert!(recent.place(5).is_none());
    }

    #[test]
    fn places_are_the_same_in_any_order() {
        let text = "a\nbc\n\n".repeat(100_000);
        let mut recent = Recent::default();
        for chunk in text.as_bytes().chunks(50_001) {
            recent.push(chunk);
            let end = recent.origin + recent.bytes().len();
            for offset in [end, end - 6, end - 7, end, end - 40_000, end - 8] {
                let line = offset / 6 * 3 + [1, 1, 2, 2, 2, 3][offset % 6];
                assert_eq!(recent.place(offset).map(|place| place.line), Some(line), "{offset}");
            }
        }
        assert!(recent.origin > KEPT);
    }

    #[test]
    fn a_byte_order_mark_is_no_column() {
        let mut recent = Recent::default();
        recent.push("\u{feff}[x".as_bytes());
        assert_eq!(recent.offset(1, 2), Some(4));
        assert_eq!(recent.place(4).map(|place| place.column), Some(2));
    }
}
