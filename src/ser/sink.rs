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

/// Writes out the text from its byte `sent` on. `sent` is 0 when all is written, for the caller to clear the text; after an
/// error it is where the next attempt goes on.
pub(crate) fn write_out<W: io::Write>(writer: &mut W, text: &[u8], sent: &mut usize) -> Result<()> {
    while *sent < text.len() {
        match writer.write(&text[*sent..]) {
            Ok(0) => return Err(io::Error::from(io::ErrorKind::WriteZero).into()),
            Ok(count) => *sent += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error.into()),
        }
    }
    *sent = 0;
    Ok(())
}
