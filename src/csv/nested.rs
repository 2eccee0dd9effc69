//! Remembers the brackets of attempts at nested cells that failed, so that `[,[,[,…` stays linear. Floor 4.
//!
//! A cell that opens with a bracket is read as JSV first, perhaps far past its end. If that fails, the cells that
//! follow open where the attempt saw brackets open already: what became of those is looked up, not tried again. A
//! bracket that the attempt saw as quoted text is not known; but the attempt that starts there reads as quoted what
//! the first read as structure, so no byte is structure in a third one.

use alloc::collections::BTreeMap;
use alloc::vec::Vec;

use crate::grammar::{Reason, Watch};

/// A bracket that an attempt saw open.
#[derive(Debug, Clone, Copy)]
struct Opener {
    /// Offset in the file.
    offset: usize,
    /// Bytes to the end of its map or list; 0 where that has none.
    length: usize,
    /// Levels that it and those within it open.
    height: usize,
}

#[derive(Debug, Default)]
pub(crate) struct Openers {
    /// Those of the attempt at hand, in the order of their offsets.
    seen: Vec<Opener>,
    /// Indices into `seen` of those that are open.
    open: Vec<usize>,
    /// Those of failed attempts, in the order of their offsets.
    known: Vec<Opener>,
    /// Those of attempts within what `known` spans.
    between: BTreeMap<usize, Opener>,
}

impl Openers {
    /// Starts an attempt at `base` in the file, with `length` bytes left.
    pub(super) fn attempt(&mut self, length: usize, base: usize) -> Attempt<'_> {
        self.seen.clear();
        self.open.clear();
        Attempt { openers: self, length, base, end: 0, depth: 0 }
    }

    pub(super) fn forget_attempt(&mut self) {
        self.seen.clear();
    }

    pub(super) fn keep_attempt(&mut self) {
        let Some(first) = self.seen.first() else { return };
        if self.known.last().is_none_or(|last| last.offset < first.offset) {
            self.known.append(&mut self.seen);
        } else {
            self.between.extend(self.seen.drain(..).map(|opener| (opener.offset, opener)));
        }
    }

    /// Forgets what lies before `offset`: no cell starts there any more.
    #[inline]
    pub(super) fn forget_before(&mut self, offset: usize) {
        if self.known.last().is_some_and(|last| last.offset < offset) {
            self.known.clear();
        }
        if !self.between.is_empty() {
            self.between = self.between.split_off(&offset);
        }
    }

    fn look_up(&self, offset: usize) -> Option<Opener> {
        if let Ok(index) = self.known.binary_search_by_key(&offset, |opener| opener.offset) {
            return self.known.get(index).copied();
        }
        self.between.get(&offset).copied()
    }
}

/// One reading of a cell as JSV.
pub(super) struct Attempt<'o> {
    openers: &'o mut Openers,
    length: usize,
    base: usize,
    end: usize,
    depth: usize,
}

impl Attempt<'_> {
    /// Where the outermost map or list ends, and how deep it goes.
    pub(super) fn outermost(&self) -> (usize, usize) {
        (self.end, self.depth)
    }

    fn place(&self, rest: &str) -> usize {
        self.length - rest.len()
    }

    /// The levels of what just closed count for what is open around it.
    fn raise(&mut self, height: usize) {
        match self.openers.open.last() {
            Some(&outer) => {
                let outer = &mut self.openers.seen[outer];
                outer.height = outer.height.max(height + 1);
            }
            None => self.depth = height,
        }
    }
}

impl<'a> Watch<'a> for Attempt<'_> {
    const ONE_LINE: bool = true;

    fn open(&mut self, rest: &'a str) -> Result<Option<&'a str>, Reason> {
        let place = self.place(rest);
        let offset = self.base + place;
        match self.openers.look_up(offset) {
            None => {
                self.openers.open.push(self.openers.seen.len());
                self.openers.seen.push(Opener { offset, length: 0, height: 1 });
                Ok(None)
            }
            Some(Opener { length: 0, .. }) => Err(Reason::Expected("a map or list that ends")),
            Some(Opener { length, height, .. }) => {
                self.raise(height);
                if self.openers.open.is_empty() {
                    self.end = place + length;
                }
                Ok(Some(&rest[length..]))
            }
        }
    }

    fn close(&mut self, rest: &'a str) {
        let end = self.place(rest);
        let Some(index) = self.openers.open.pop() else { return };
        let opener = &mut self.openers.seen[index];
        opener.length = self.base + end - opener.offset;
        let height = opener.height;
        self.raise(height);
        if self.openers.open.is_empty() {
            self.end = end;
        }
    }
}
