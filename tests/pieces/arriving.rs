//! Inputs that arrive in two pieces, and streams read to their end.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use futures_core::Stream;
use tokio::io::{AsyncRead, ReadBuf};

/// Two pieces, and before each of them and the end it makes its caller wait.
pub(crate) struct Split<'a> {
    /// The last comes first.
    pieces: Vec<&'a [u8]>,
    waited: bool,
}

impl<'a> Split<'a> {
    pub(crate) fn new(text: &'a str, at: usize) -> Self {
        let (first, second) = text.as_bytes().split_at(at);
        let pieces = [second, first].into_iter().filter(|piece| !piece.is_empty()).collect();
        Split { pieces, waited: true }
    }
}

impl AsyncRead for Split<'_> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        out: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        self.waited = !self.waited;
        if !self.waited {
            return Poll::Pending;
        }
        if let Some(piece) = self.pieces.pop() {
            out.put_slice(piece);
        }
        Poll::Ready(Ok(()))
    }
}

/// The items of the stream.
pub(crate) fn all<S: Stream + Unpin>(mut stream: S) -> Vec<S::Item> {
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
