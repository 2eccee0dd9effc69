//! An input that remembers what went by last, so that errors can show their lines without reading anything again. Floor 5.

use std::cell::{Cell, RefCell};
use std::io::{self, Cursor, Read};
use std::mem;
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
    /// Where the line starts that they begin in, and its characters before them.
    line_start: usize,
    characters: usize,
    /// The place asked for last: errors come in order.
    known: Cell<Option<Position>>,
    /// An offset whose place is kept, and the place once its bytes are gone.
    mark: usize,
    marked: Option<Position>,
}

impl Recent {
    fn push(&mut self, bytes: &[u8]) {
        if self.bytes.len() > 2 * KEPT {
            let dropped = self.bytes.len() - KEPT;
            let origin = self.origin + dropped;
            if self.marked.is_none() && self.mark < origin {
                self.marked = self.place(self.mark);
            }
            if let Some(place) = self.place(origin) {
                (self.lines, self.characters) = (place.line - 1, place.column - 1);
            }
            let line_feed = memchr::memrchr(b'\n', &self.bytes[..dropped]);
            self.line_start = line_feed.map_or(self.line_start(), |index| self.origin + index + 1);
            self.origin = origin;
            self.bytes.drain(..dropped);
        }
        self.bytes.extend_from_slice(bytes);
    }

    /// Keeps the place of this offset, which is still remembered, until there is another mark.
    pub(crate) fn mark(&mut self, offset: usize) {
        (self.mark, self.marked) = (offset, None);
    }

    /// Where the line starts that the bytes begin in. A byte order mark is none of its columns.
    fn line_start(&self) -> usize {
        if self.origin == 0 && self.bytes.starts_with("\u{feff}".as_bytes()) { 3 } else { self.line_start }
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The line and column of an offset, if it is remembered or marked.
    pub(crate) fn place(&self, offset: usize) -> Option<Position> {
        let Some(length) = offset.checked_sub(self.origin) else {
            return self.marked.filter(|place| place.offset == offset);
        };
        let before = self.bytes.get(..length)?;
        let known = self.known.get().filter(|known| (self.origin..=offset).contains(&known.offset));
        let start = || Position::new(self.origin, self.lines + 1, self.characters + 1);
        let known = known.unwrap_or_else(start);
        let since = &before[known.offset - self.origin..];
        let (mut characters, mut line) = (known.column - 1, since);
        if let Some(index) = memchr::memrchr(b'\n', since) {
            (characters, line) = (0, &since[index + 1..]);
        } else if known.offset == 0 {
            // A byte order mark is none of the columns.
            line = line.strip_prefix("\u{feff}".as_bytes()).unwrap_or(line);
        }
        characters += line.iter().filter(|&&byte| byte & 0xC0 != 0x80).count();
        let place = Position::new(offset, known.line + line_feeds(since), characters + 1);
        self.known.set(Some(place));
        Some(place)
    }

    /// The offset of the byte that `serde_json` calls so, if it is remembered.
    pub(crate) fn offset(&self, line: usize, column: usize) -> Option<usize> {
        let start = match line.checked_sub(self.lines + 1)? {
            0 => self.line_start(),
            lines => {
                let mut feeds = memchr::memchr_iter(b'\n', &self.bytes);
                self.origin + feeds.nth(lines - 1)? + 1
            }
        };
        let offset = (start + column.saturating_sub(1)).min(self.origin + self.bytes.len());
        (offset >= self.origin).then_some(offset)
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

    /// The first bytes, which are read again: four, or as many as tell that the text is none of UTF-16 or UTF-32.
    pub(crate) fn start(&mut self) -> io::Result<Vec<u8>> {
        let mut start = Vec::new();
        let mut byte = [0];
        // No line of a pipe waits for the next one.
        while start.len() < 2 || start.len() < 4 && start.iter().any(|byte| matches!(byte, 0 | 0xFE | 0xFF)) {
            match self.input.read(&mut byte) {
                Ok(0) => break,
                Ok(_) => start.push(byte[0]),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        let rest = mem::replace(&mut self.input, Box::new(io::empty()));
        self.input = Box::new(Cursor::new(start.clone()).chain(rest));
        Ok(start)
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
    fn a_line_longer_than_what_is_remembered_has_columns() {
        let text = format!("\u{feff}[{}x]\n[", "é,".repeat(400_000));
        let mut recent = Recent::default();
        for chunk in text.as_bytes().chunks(40_000) {
            recent.push(chunk);
        }
        assert!(recent.origin > KEPT);
        let offset = text.find('x').expect("the letter");
        assert_eq!(recent.place(offset).map(|place| (place.line, place.column)), Some((1, 800_002)));
        // Without the byte order mark, as `serde_json` counts.
        assert_eq!(recent.offset(1, offset - 3 + 1), Some(offset));
        assert_eq!(recent.offset(2, 1), Some(text.len() - 1));
        assert_eq!(recent.offset(1, 5), None);
    }

    /// Columns counted from the line's start for each of many errors would take minutes.
    #[test]
    fn many_places_in_one_line_are_found_soon() {
        let mut recent = Recent::default();
        recent.push(&vec![b'x'; KEPT]);
        for offset in 0..KEPT {
            assert_eq!(recent.place(offset).map(|place| place.column), Some(offset + 1));
        }
    }

    #[test]
    fn a_marked_place_is_kept() {
        let mut recent = Recent::default();
        recent.push("\u{feff}é\nab\nc".as_bytes());
        for (mark, place) in [(3, (1, 1)), (5, (1, 2)), (7, (2, 2)), (9, (3, 1))] {
            recent.mark(mark);
            let before = recent.place(mark).expect("a place");
            assert_eq!((before.line, before.column), place);
        }
        for _ in 0..4 {
            recent.push(&vec![b'\n'; KEPT]);
        }
        assert!(recent.origin > 10);
        assert_eq!(recent.place(9).map(|place| (place.line, place.column)), Some((3, 1)));
        assert!(recent.place(7).is_none());
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
