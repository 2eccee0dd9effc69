//! Text into an `io::Write`. Floor 2.

#![cfg(feature = "std")]

use core::fmt;
use std::io;

use crate::error::{Error, Result};

/// The serializers write text to a `fmt::Write`, whose error says nothing: this one keeps the writer's.
pub(crate) struct IoSink<W> {
    writer: W,
    error: Option<io::Error>,
}

impl<W: io::Write> IoSink<W> {
    pub(crate) fn new(writer: W) -> Self {
        IoSink { writer, error: None }
    }

    pub(crate) fn finish(self, written: Result<()>) -> Result<()> {
        match self.error {
            Some(error) => Err(Error::from(error)),
            None => written,
        }
    }
}

impl<W: io::Write> fmt::Write for IoSink<W> {
    #[inline]
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.writer.write_all(text.as_bytes()).map_err(|error| {
            self.error = Some(error);
            fmt::Error
        })
    }
}

/// A writer that text is sent to piece by piece. After an error it goes on where it stopped; one that panicked is not called
/// again.
pub(crate) struct Outlet<W> {
    /// `None` once it is taken out.
    writer: Option<W>,
    /// Bytes of the text at hand that the writer has taken.
    sent: usize,
    panicked: bool,
}

impl<W: io::Write> Outlet<W> {
    pub(crate) fn new(writer: W) -> Self {
        Outlet { writer: Some(writer), sent: 0, panicked: false }
    }

    /// Writes out the text, which is then the caller's to clear; after an error it must be the same again, or longer.
    pub(crate) fn send(&mut self, text: &[u8]) -> Result<()> {
        while self.sent < text.len() {
            let rest = &text[self.sent..];
            match self.call(|writer| writer.write(rest)) {
                Ok(0) => return Err(io::Error::from(io::ErrorKind::WriteZero).into()),
                Ok(count) => self.sent += count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error.into()),
            }
        }
        self.sent = 0;
        Ok(())
    }

    pub(crate) fn flush(&mut self) -> Result<()> {
        Ok(self.call(W::flush)?)
    }

    fn call<T>(&mut self, write: impl FnOnce(&mut W) -> io::Result<T>) -> io::Result<T> {
        let writer = self.writer.as_mut().ok_or_else(gone)?;
        self.panicked = true;
        let result = write(writer);
        self.panicked = false;
        result
    }

    /// Whether nothing can be sent any more.
    pub(crate) fn is_closed(&self) -> bool {
        self.panicked || self.writer.is_none()
    }

    pub(crate) fn take(&mut self) -> Result<W> {
        Ok(self.writer.take().ok_or_else(gone)?)
    }

    /// The writer, for what has been sent to be taken away.
    #[cfg(feature = "axum")]
    pub(crate) fn writer_mut(&mut self) -> Option<&mut W> {
        self.writer.as_mut()
    }
}

#[cold]
fn gone() -> io::Error {
    io::Error::other("the writer is gone")
}
