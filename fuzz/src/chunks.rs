//! A reader that yields its bytes in pieces of odd sizes, interrupted now and then.

use std::io::{self, Read};

pub struct Chunks<'a> {
    bytes: &'a [u8],
    sizes: &'static [usize],
    turn: usize,
}

/// The ways to cut an input: byte by byte, pieces that grow out of step with its lines, all at once.
pub const CUTS: &[&[usize]] = &[&[1], &[1, 2, 3, 5, 7, 11], &[13, 1, 64], &[usize::MAX]];

impl<'a> Chunks<'a> {
    pub fn new(bytes: &'a [u8], sizes: &'static [usize]) -> Self {
        Chunks { bytes, sizes, turn: 0 }
    }
}

impl Read for Chunks<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.turn += 1;
        if self.turn.is_multiple_of(5) {
            return Err(io::ErrorKind::Interrupted.into());
        }
        let size = self.sizes[self.turn % self.sizes.len()].min(self.bytes.len()).min(buffer.len());
        let (piece, rest) = self.bytes.split_at(size);
        buffer[..size].copy_from_slice(piece);
        self.bytes = rest;
        Ok(size)
    }
}
