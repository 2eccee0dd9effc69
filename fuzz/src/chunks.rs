//! An input that yields its bytes in pieces of odd sizes, interrupted now and then.

use std::io::{self, Read};
#[cfg(feature = "tokio")]
use std::{
    pin::Pin,
    task::{Context, Poll, Waker},
};

pub struct Chunks<'a> {
    bytes: &'a [u8],
    sizes: &'a [usize],
    turn: usize,
}

/// The ways to cut an input: byte by byte, pieces that grow out of step with its lines, all at once.
pub const CUTS: &[&[usize]] = &[&[1], &[1, 2, 3, 5, 7, 11], &[13, 1, 64], &[usize::MAX]];

impl<'a> Chunks<'a> {
    pub fn new(bytes: &'a [u8], sizes: &'a [usize]) -> Self {
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

/// Sizes that the input chooses itself, by its last bytes.
pub fn chosen(data: &[u8]) -> Vec<usize> {
    data.iter().rev().take(8).map(|byte| usize::from(byte % 16) + 1).chain([1]).collect()
}

/// The same for those that wait: now and then nothing has arrived yet.
#[cfg(feature = "tokio")]
impl tokio::io::AsyncRead for Chunks<'_> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        buffer: &mut tokio::io::ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if self.turn % 3 == 2 {
            self.turn += 1;
            return Poll::Pending;
        }
        let count = self.read(buffer.initialize_unfilled())?;
        buffer.advance(count);
        Poll::Ready(Ok(()))
    }
}

/// The items of a stream, which is asked again wherever it waits.
#[cfg(feature = "tokio")]
pub fn all<S: futures_core::Stream + Unpin>(mut stream: S) -> Vec<S::Item> {
    let mut context = Context::from_waker(Waker::noop());
    let mut items = Vec::new();
    loop {
        match Pin::new(&mut stream).poll_next(&mut context) {
            Poll::Ready(Some(item)) => items.push(item),
            Poll::Ready(None) => return items,
            Poll::Pending => {}
        }
    }
}
