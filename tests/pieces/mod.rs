//! Readers that give their text in pieces, and fail.

#![allow(dead_code, reason = "each test uses its part")]

use std::io::{self, Read};

/// Gives out pieces of the given sizes, over and over; where a size is 0, it is interrupted.
pub(crate) struct Pieces<'a> {
    text: &'a [u8],
    sizes: Vec<usize>,
    reads: usize,
}

impl<'a> Pieces<'a> {
    pub(crate) fn new(text: &'a [u8], sizes: &[usize]) -> Self {
        Pieces { text, sizes: sizes.to_vec(), reads: 0 }
    }
}

impl Read for Pieces<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let size = self.sizes[self.reads % self.sizes.len()];
        self.reads += 1;
        if size == 0 {
            return Err(io::ErrorKind::Interrupted.into());
        }
        let size = size.min(buffer.len()).min(self.text.len());
        let (piece, rest) = self.text.split_at(size);
        buffer[..size].copy_from_slice(piece);
        self.text = rest;
        Ok(size)
    }
}

/// Gives one byte at each third read; the other two are interrupted, and fail.
pub(crate) struct Failing<'a> {
    text: &'a [u8],
    reads: usize,
}

impl<'a> Failing<'a> {
    pub(crate) fn new(text: &'a [u8]) -> Self {
        Failing { text, reads: 0 }
    }
}

impl Read for Failing<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.reads += 1;
        match (self.reads % 3, self.text.split_first()) {
            (0, Some((first, rest))) => {
                buffer[0] = *first;
                self.text = rest;
                Ok(1)
            }
            (0, None) => Ok(0),
            (1, _) => Err(io::ErrorKind::Interrupted.into()),
            _ => Err(io::Error::other("the line is down")),
        }
    }
}
