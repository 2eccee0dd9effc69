//! How far a JSON array has been read: where an item starts, and whether it is too long. Floor 5.

use std::cell::{Cell, RefCell};
use std::io::{self, Read};
use std::rc::Rc;

use crate::tap::Recent;

/// How far the items of an array have been read.
pub(super) struct Progress {
    passed: Cell<usize>,
    /// Where the item starts, or the last one ended.
    start: Cell<usize>,
    /// No item has started since the last one.
    between: Cell<bool>,
    /// Bytes that one may have.
    pub(super) limit: usize,
    recent: Rc<RefCell<Recent>>,
}

impl Progress {
    /// At the start of an array; its bracket ends at `opened`.
    pub(super) fn new(passed: usize, opened: usize, limit: usize, recent: Rc<RefCell<Recent>>) -> Self {
        recent.borrow_mut().mark(opened);
        Progress {
            passed: Cell::new(passed),
            start: Cell::new(opened),
            between: Cell::new(true),
            limit,
            recent,
        }
    }

    pub(super) fn start(&self) -> usize {
        self.start.get()
    }

    /// The end of an item.
    pub(super) fn end_item(&self) -> usize {
        self.start_at(self.passed.get());
        self.between.set(true);
        self.passed.get()
    }

    pub(super) fn is_beyond_limit(&self) -> bool {
        self.passed.get().saturating_sub(self.start.get()) > self.limit
    }

    fn pass(&self, bytes: &[u8]) {
        let passed = self.passed.get();
        if self.between.get() {
            let behind = self.start.get().saturating_sub(passed);
            let mut bytes = bytes.iter().enumerate().skip(behind);
            if let Some((index, _)) = bytes.find(|(_, byte)| !b" \t\r\n,".contains(byte)) {
                self.start_at(passed + index);
                self.between.set(false);
            }
        }
        self.passed.set(passed + bytes.len());
    }

    fn start_at(&self, offset: usize) {
        self.start.set(offset);
        self.recent.borrow_mut().mark(offset);
    }
}

/// Counts the bytes that are read, and ends where an item is too long.
pub(super) struct Counted<R> {
    pub(super) input: R,
    pub(super) progress: Rc<Progress>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.progress.is_beyond_limit() {
            return Err(io::Error::other("an item that is too long"));
        }
        let length = self.input.read(buffer)?;
        self.progress.pass(&buffer[..length]);
        Ok(length)
    }
}
