//! CSV to an `io::Write`, whole records at a time. Floor 4.

use std::io;

use serde::Serialize;

use super::{BUFFER, WriterBuilder};
use crate::csv::ser::Table;
use crate::error::Result;
use crate::ser::Outlet;

/// Writes rows as CSV to a writer, as [`to_string`](super::to_string) does to a string. It needs no `BufWriter`.
///
/// Records are written as they are made, except for maps: their header, the sorted union of all keys, is known only at the
/// end. With a [`Writer`], or with [`WriterBuilder::header`], they need not wait.
///
/// ```
/// let mut bytes = Vec::new();
/// jsv::csv::to_writer(&mut bytes, &[["a", "b"], ["c,d", "e"]])?;
/// assert_eq!(bytes, b"a,b\r\n\"c,d\",e\r\n");
/// # Ok::<(), jsv::Error>(())
/// ```
///
/// # Errors
/// Those of [`to_string`](super::to_string), and [`Io`](crate::ErrorKind::Io); records before the one that failed may have been
/// written.
pub fn to_writer<W: io::Write, T: Serialize + ?Sized>(writer: W, rows: &T) -> Result<()> {
    WriterBuilder::new().to_writer(writer, rows)
}

impl WriterBuilder {
    /// Writes all rows, as [`to_writer`] does, with these settings.
    ///
    /// ```
    /// let mut file = Vec::new();
    /// jsv::csv::WriterBuilder::new().to_writer(&mut file, &[(1, 'a')])?;
    /// assert_eq!(file, b"1,a\r\n");
    /// # Ok::<(), jsv::Error>(())
    /// ```
    ///
    /// # Errors
    /// Those of [`to_writer`].
    pub fn to_writer<W: io::Write, T: Serialize + ?Sized>(&self, mut writer: W, rows: &T) -> Result<()> {
        let mut table = Table::of_all(self.settings.clone());
        table.write_all(rows, &mut |text| {
            if text.len() >= BUFFER {
                writer.write_all(text.as_bytes())?;
                text.clear();
            }
            Ok(())
        })?;
        writer.write_all(table.text_mut().as_bytes())?;
        Ok(writer.flush()?)
    }

    /// A writer of one row after another, with these settings.
    ///
    /// ```
    /// let mut writer = jsv::csv::WriterBuilder::new().delimiter(b';').from_writer(Vec::new());
    /// writer.serialize(("a", 1))?;
    /// assert_eq!(writer.into_inner()?, b"a;1\r\n");
    /// # Ok::<(), jsv::Error>(())
    /// ```
    #[allow(clippy::wrong_self_convention)]
    pub fn from_writer<W: io::Write>(&self, writer: W) -> Writer<W> {
        Writer { outlet: Outlet::new(writer), table: Table::new(self.settings.clone()) }
    }
}

/// Writes one row after another to an `io::Write`, in memory that does not grow with their number.
///
/// The header is the one that [`WriterBuilder::header`] gave, or the names of the first row, if that row is the first
/// record and has names: the fields of a struct, the keys of a map. Later rows go under it by name, in any order; what
/// they leave out is an empty cell, a name that is not in it an error. A row that fails writes nothing, and the writer
/// can go on.
///
/// Records are buffered. Call [`flush`](Self::flush) or [`into_inner`](Self::into_inner) to see the errors of the last
/// write; dropping the writer flushes and ignores them.
///
/// ```
/// #[derive(serde::Serialize)]
/// struct Row<'a> {
///     id: u32,
///     #[serde(skip_serializing_if = "Option::is_none")]
///     note: Option<&'a str>,
/// }
///
/// let mut writer = jsv::csv::Writer::from_writer(Vec::new());
/// writer.serialize(Row { id: 1, note: None })?;
/// writer.serialize(Row { id: 2, note: Some("[a") })?;
/// assert_eq!(writer.into_inner()?, b"id,note\r\n1,\r\n2,\"[a\"\r\n");
/// # Ok::<(), jsv::Error>(())
/// ```
pub struct Writer<W: io::Write> {
    outlet: Outlet<W>,
    table: Table,
}

crate::opaque::opaque!([W: io::Write] Writer<W>);

impl<W: io::Write> Writer<W> {
    /// A writer with the settings of [`to_writer`].
    ///
    /// ```
    /// let writer = jsv::csv::Writer::from_writer(Vec::new());
    /// assert_eq!(writer.into_inner()?, b"");
    /// # Ok::<(), jsv::Error>(())
    /// ```
    pub fn from_writer(writer: W) -> Self {
        WriterBuilder::new().from_writer(writer)
    }

    /// Writes one row, or what a reference to one refers to: a struct or a map under the header, a list or tuple by
    /// position, a scalar as a record of one cell.
    ///
    /// ```
    /// let mut writer = jsv::csv::Writer::from_writer(Vec::new());
    /// writer.serialize((1, 'a'))?;
    /// writer.serialize(&(2, 'b'))?;
    /// assert_eq!(writer.into_inner()?, b"1,a\r\n2,b\r\n");
    /// # Ok::<(), jsv::Error>(())
    /// ```
    ///
    /// # Errors
    /// Those of [`to_string`](super::to_string), with the record's number, and [`Io`](crate::ErrorKind::Io). An I/O error
    /// comes after the row was taken: it is kept, with all that could not be written yet.
    #[allow(clippy::needless_pass_by_value, reason = "as the csv crate has it; a reference serializes too")]
    pub fn serialize<T: Serialize>(&mut self, row: T) -> Result<()> {
        self.table.write_row(&row)?;
        self.send(BUFFER)
    }

    /// Writes one record of texts as they stand, quoted as needed. Its length must be the header's, where there is
    /// one, or that of the first record.
    ///
    /// A header that is written like this is a record like any other: the fields of structs after it are written in
    /// their own order. [`WriterBuilder::header`] puts them under its names.
    ///
    /// ```
    /// let mut writer = jsv::csv::Writer::from_writer(Vec::new());
    /// writer.write_record(["Id", "Name"])?;
    /// writer.write_record(["1", "{a}"])?;
    /// assert_eq!(writer.into_inner()?, b"Id,Name\r\n1,\"{a}\"\r\n");
    /// # Ok::<(), jsv::Error>(())
    /// ```
    ///
    /// # Errors
    /// A record without cells or of another length than the header; [`Io`](crate::ErrorKind::Io).
    pub fn write_record<I>(&mut self, record: I) -> Result<()>
    where
        I: IntoIterator,
        I::Item: AsRef<str>,
    {
        self.table.write_texts(record)?;
        self.send(BUFFER)
    }

    /// Writes out all records, and the header if there are none, and flushes the writer.
    ///
    /// ```
    /// let mut file = Vec::new();
    /// let mut writer = jsv::csv::Writer::from_writer(&mut file);
    /// writer.serialize((1, 'a'))?;
    /// writer.flush()?;
    /// drop(writer);
    /// assert_eq!(file, b"1,a\r\n");
    /// # Ok::<(), jsv::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Io`](crate::ErrorKind::Io); what the writer has not taken is kept, for the next attempt.
    pub fn flush(&mut self) -> Result<()> {
        self.table.start()?;
        self.send(0)?;
        self.outlet.flush()
    }

    /// Flushes, and gives back the writer.
    ///
    /// ```
    /// let mut writer = jsv::csv::Writer::from_writer(Vec::new());
    /// writer.serialize((1, 'a'))?;
    /// assert_eq!(writer.into_inner()?, b"1,a\r\n");
    /// # Ok::<(), jsv::Error>(())
    /// ```
    ///
    /// # Errors
    /// Those of [`flush`](Self::flush); the writer is dropped then.
    pub fn into_inner(mut self) -> Result<W> {
        let flushed = self.flush();
        let writer = self.outlet.take();
        flushed.and(writer)
    }

    /// What has been written out so far, to be taken away.
    #[cfg(feature = "axum")]
    pub(crate) fn sink(&mut self) -> Option<&mut W> {
        self.outlet.writer_mut()
    }

    /// Writes out the text if it has at least so many bytes.
    fn send(&mut self, threshold: usize) -> Result<()> {
        let text = self.table.text_mut();
        if text.len() < threshold {
            return Ok(());
        }
        self.outlet.send(text.as_bytes())?;
        text.clear();
        Ok(())
    }
}

impl<W: io::Write> Drop for Writer<W> {
    fn drop(&mut self) {
        if !self.outlet.is_closed() {
            // Nobody is left to tell.
            let _ = self.flush();
        }
    }
}
