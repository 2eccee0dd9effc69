//! One list, or lines, to an `io::Write`, a value at a time. Floor 4.

#![cfg(feature = "std")]

use alloc::string::String;
use std::io;

use serde::Serialize;
use serde::de::IgnoredAny;

use crate::error::{Error, ErrorKind, Result};
use crate::ser::{Outlet, Serializer};

/// Bytes of items that are kept back before they are written.
const BUFFER: usize = 32 << 10;

/// Writes values as they come, in memory that does not grow with their number: the items of one list, or a document on each
/// line. What it writes, a [`StreamDeserializer`](crate::StreamDeserializer) reads.
///
/// Values are buffered: [`flush`](Self::flush) writes them out, [`finish`](Self::finish) closes the list as well. Dropping the
/// writer flushes and ignores errors; a list is left without an end then, so that it does not pass for a whole one.
///
/// ```
/// let mut list = jsv::StreamSerializer::items(Vec::new());
/// list.serialize(("Ann", [1, 2]))?;
/// list.serialize(("Smith, John", [3, 4]))?;
/// assert_eq!(list.finish()?, b"[[Ann,[1,2]],[\"Smith, John\",[3,4]]]");
/// # Ok::<(), jsv::Error>(())
/// ```
pub struct StreamSerializer<W: io::Write> {
    outlet: Outlet<W>,
    items: Serializer<String>,
    lines: bool,
    empty: bool,
}

crate::opaque::opaque!([W: io::Write] StreamSerializer<W>);

impl<W: io::Write> StreamSerializer<W> {
    /// Writes the items of one list.
    ///
    /// ```
    /// assert_eq!(jsv::StreamSerializer::items(Vec::new()).finish()?, b"[]");
    /// # Ok::<(), jsv::Error>(())
    /// ```
    pub fn items(writer: W) -> Self {
        Self::starting("[", false, writer)
    }

    /// Writes documents, each on a line of its own.
    ///
    /// ```
    /// let mut lines = jsv::StreamSerializer::lines(Vec::new());
    /// lines.serialize([1, 2])?;
    /// lines.serialize([3])?;
    /// assert_eq!(lines.finish()?, b"[1,2]\n[3]\n");
    /// # Ok::<(), jsv::Error>(())
    /// ```
    pub fn lines(writer: W) -> Self {
        Self::starting("", true, writer)
    }

    fn starting(text: &str, lines: bool, writer: W) -> Self {
        let items = Serializer::new(String::from(text));
        StreamSerializer { outlet: Outlet::new(writer), items, lines, empty: true }
    }

    /// Writes one item, or what a reference to one refers to. One that fails writes nothing, and the writer can go on.
    ///
    /// ```
    /// let mut list = jsv::StreamSerializer::items(Vec::new());
    /// list.serialize("a")?;
    /// assert!(list.serialize(&std::collections::BTreeMap::from([([1], 2)])).is_err());
    /// list.serialize("c,d")?;
    /// assert_eq!(list.finish()?, b"[a,\"c,d\"]");
    /// # Ok::<(), jsv::Error>(())
    /// ```
    ///
    /// # Errors
    /// Those of [`to_string`](crate::to_string); a line that would be empty or, as a [`RawValue`](crate::RawValue) may have line
    /// ends, more than one, because it would not be read; and
    /// [`Io`](crate::ErrorKind::Io). An I/O error comes after the item was taken: it is kept, with all that could not be
    /// written yet.
    #[allow(clippy::needless_pass_by_value, reason = "a reference serializes too")]
    pub fn serialize<T: Serialize>(&mut self, item: T) -> Result<()> {
        let before = self.items.out.len();
        if let Err(error) = self.append(&item) {
            self.items.out.truncate(before);
            return Err(error);
        }
        self.empty = false;
        if self.items.out.len() < BUFFER { Ok(()) } else { self.write_out() }
    }

    fn append<T: Serialize + ?Sized>(&mut self, item: &T) -> Result<()> {
        if self.lines {
            let before = self.items.out.len();
            item.serialize(&mut self.items)?;
            let line = &self.items.out[before..];
            if line.is_empty() {
                return Err(Error::new(ErrorKind::Unsupported("a line that writes nothing")));
            }
            if !is_one_line(line) {
                return Err(Error::new(ErrorKind::Unsupported("a line end outside quotes")));
            }
            self.items.out.push('\n');
            return Ok(());
        }
        if !self.empty {
            self.items.out.push(',');
        }
        item.serialize(self.items.root())?;
        self.items.send()
    }

    /// Writes out the items so far, and flushes the writer.
    ///
    /// ```
    /// let mut file = Vec::new();
    /// let mut list = jsv::StreamSerializer::items(&mut file);
    /// list.serialize("a")?;
    /// list.flush()?;
    /// drop(list);
    /// assert_eq!(file, b"[a");
    /// # Ok::<(), jsv::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Io`](crate::ErrorKind::Io); what the writer has not taken is kept, for the next attempt.
    pub fn flush(&mut self) -> Result<()> {
        self.write_out()?;
        self.outlet.flush()
    }

    /// Closes the list, flushes, and gives back the writer.
    ///
    /// ```
    /// let mut list = jsv::StreamSerializer::items(Vec::new());
    /// list.serialize(1)?;
    /// assert_eq!(list.finish()?, b"[1]");
    /// # Ok::<(), jsv::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Io`](crate::ErrorKind::Io); the writer is dropped then.
    pub fn finish(mut self) -> Result<W> {
        if !self.lines {
            self.items.out.push(']');
        }
        let flushed = self.flush();
        let writer = self.outlet.take();
        flushed.and(writer)
    }

    /// What has been written out so far, to be taken away.
    #[cfg(feature = "axum")]
    pub(crate) fn sink(&mut self) -> Option<&mut W> {
        self.outlet.writer_mut()
    }

    fn write_out(&mut self) -> Result<()> {
        self.outlet.send(self.items.out.as_bytes())?;
        self.items.out.clear();
        Ok(())
    }
}

impl<W: io::Write> Drop for StreamSerializer<W> {
    fn drop(&mut self) {
        if !self.outlet.is_closed() {
            // Nobody is left to tell.
            let _ = self.flush();
        }
    }
}

/// Whether a document is read again as it is from a line of its own.
fn is_one_line(document: &str) -> bool {
    let mut documents = super::lines::<IgnoredAny>(document);
    document.trim_matches(['\r', '\n']).len() == document.len()
        && (!document.contains('\n')
            || (documents.next().is_some_and(|read| read.is_ok()) && documents.next().is_none()))
}
