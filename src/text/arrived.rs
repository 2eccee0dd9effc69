//! What has arrived of an `AsyncRead`: a reader that would block is asked again when more has. Floor 1.

#![cfg(feature = "tokio")]

use core::pin::Pin;
use core::task::{Context, Poll, ready};
use std::io::{self, Read};

use ::tokio::io::{AsyncRead, ReadBuf};
use bytes::{Buf, BytesMut};

use crate::error::{Error, ErrorKind, Result};

/// Bytes asked for at once.
const CHUNK: usize = 8 << 10;

/// What has arrived and has not been read: where there is nothing, a reader would block.
#[derive(Default)]
pub(crate) struct Arrived {
    pub(crate) bytes: BytesMut,
    pub(crate) ended: bool,
}

impl Read for Arrived {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.bytes.is_empty() && !self.ended {
            return Err(io::ErrorKind::WouldBlock.into());
        }
        let count = self.bytes.len().min(buffer.len());
        self.bytes.copy_to_slice(&mut buffer[..count]);
        Ok(count)
    }
}

impl Arrived {
    /// Waits for more of the input, or for its end.
    fn poll_more<R: AsyncRead + Unpin>(
        &mut self,
        input: &mut R,
        context: &mut Context<'_>,
    ) -> Poll<io::Result<()>> {
        let mut chunk = [0; CHUNK];
        loop {
            let mut chunk = ReadBuf::new(&mut chunk);
            match ready!(Pin::new(&mut *input).poll_read(context, &mut chunk)) {
                Ok(()) => {
                    self.ended = chunk.filled().is_empty();
                    self.bytes.extend_from_slice(chunk.filled());
                    return Poll::Ready(Ok(()));
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Poll::Ready(Err(error)),
            }
        }
    }
}

/// Whether the reader only waits for more: it takes up where it was.
pub(crate) fn waits(error: &Error) -> bool {
    matches!(error.kind(), ErrorKind::Io(error) if error.kind() == io::ErrorKind::WouldBlock)
}

/// An `AsyncRead`, and the reader of what has arrived of it.
pub(crate) struct Arriving<I, R> {
    pub(crate) input: I,
    pub(crate) reader: R,
    /// The input has failed: nothing more is read.
    failed: bool,
}

impl<I: AsyncRead + Unpin, R> Arriving<I, R> {
    pub(crate) fn new(input: I, reader: R) -> Self {
        Arriving { input, reader, failed: false }
    }

    /// What `read` reads next, as soon as enough has arrived where `arrived` says. An error of the input is the last item.
    pub(crate) fn poll<O>(
        &mut self,
        context: &mut Context<'_>,
        read: impl Fn(&mut R) -> Option<Result<O>>,
        arrived: impl Fn(&mut R) -> &mut Arrived,
    ) -> Poll<Option<Result<O>>> {
        while !self.failed {
            match read(&mut self.reader) {
                Some(Err(error)) if waits(&error) => {}
                item => return Poll::Ready(item),
            }
            let more = arrived(&mut self.reader).poll_more(&mut self.input, context);
            if let Err(error) = ready!(more) {
                self.failed = true;
                return Poll::Ready(Some(Err(error.into())));
            }
        }
        Poll::Ready(None)
    }
}
