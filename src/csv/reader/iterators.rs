//! The rows and records of a reader as iterators. Floor 4.

use alloc::borrow::Cow;
use alloc::string::String;
use core::marker::PhantomData;
use std::io::Read;

use serde::de::DeserializeOwned;

use super::Reader;
use crate::csv::record::Record;
use crate::error::{Category, Result};

/// The rows of a [`Reader`].
///
/// ```
/// use jsv::csv::{ReaderRows, Reader};
///
/// let mut reader = Reader::from_reader("a\n1\n".as_bytes());
/// let mut rows: ReaderRows<_, [u8; 1]> = reader.deserialize();
/// assert_eq!(rows.next().transpose()?, Some([1]));
/// # Ok::<(), jsv::Error>(())
/// ```
pub struct ReaderRows<R, T> {
    reader: R,
    done: bool,
    rows: PhantomData<fn() -> T>,
}

crate::opaque::opaque!([R, T] ReaderRows<R, T>);

/// The raw records of a [`Reader`].
///
/// ```
/// use jsv::csv::{ReaderRecords, Reader};
///
/// let records: ReaderRecords<_> = Reader::from_reader("a\n1\n".as_bytes()).into_records();
/// assert_eq!(records.count(), 1);
/// ```
pub struct ReaderRecords<R> {
    reader: R,
    done: bool,
}

crate::opaque::opaque!([R] ReaderRecords<R>);

impl<R, T> ReaderRows<R, T> {
    pub(super) fn new(reader: R) -> Self {
        ReaderRows { reader, done: false, rows: PhantomData }
    }

    /// The reader.
    ///
    /// ```
    /// let mut rows = jsv::csv::Reader::from_reader("a\n1\n".as_bytes()).into_deserialize::<[u8; 1]>();
    /// assert_eq!(rows.reader_mut().headers()?, Some(&["a".to_string()][..]));
    /// rows.next().transpose()?;
    /// assert_eq!(rows.reader_mut().record_position().line, 2);
    /// # Ok::<(), jsv::Error>(())
    /// ```
    pub fn reader_mut(&mut self) -> &mut R {
        &mut self.reader
    }

    /// The reader, given back.
    ///
    /// ```
    /// let rows = jsv::csv::Reader::from_reader("a\n1\n".as_bytes()).into_deserialize::<[u8; 1]>();
    /// assert_eq!(rows.into_reader().read_row()?, Some([1]));
    /// # Ok::<(), jsv::Error>(())
    /// ```
    pub fn into_reader(self) -> R {
        self.reader
    }
}

impl<R> ReaderRecords<R> {
    pub(super) fn new(reader: R) -> Self {
        ReaderRecords { reader, done: false }
    }

    /// The reader.
    ///
    /// ```
    /// let mut reader = jsv::csv::Reader::from_reader("a\n1\n".as_bytes());
    /// let mut records = reader.records();
    /// assert!(records.next().is_some());
    /// assert_eq!(records.reader_mut().record_position().line, 2);
    /// ```
    pub fn reader_mut(&mut self) -> &mut R {
        &mut self.reader
    }

    /// The reader, given back.
    ///
    /// ```
    /// let records = jsv::csv::Reader::from_reader("a\n1\n".as_bytes()).into_records();
    /// assert_eq!(records.into_reader().read_row()?, Some([1]));
    /// # Ok::<(), jsv::Error>(())
    /// ```
    pub fn into_reader(self) -> R {
        self.reader
    }
}

macro_rules! iterators {
    ($($reader:ty,)*) => {$(
        impl<R: Read, T: DeserializeOwned> Iterator for ReaderRows<$reader, T> {
            type Item = Result<T>;

            fn next(&mut self) -> Option<Self::Item> {
                if self.done {
                    return None;
                }
                let row = self.reader.read_row().transpose();
                self.done = failed_to_read(row.as_ref());
                row
            }
        }

        impl<R: Read> Iterator for ReaderRecords<$reader> {
            type Item = Result<Record<'static>>;

            fn next(&mut self) -> Option<Self::Item> {
                if self.done {
                    return None;
                }
                let mut record = Record { text: Cow::Owned(String::new()), ..Record::new() };
                let found = self.reader.read_record(&mut record);
                let record = found.map(|found| found.then_some(record)).transpose();
                self.done = failed_to_read(record.as_ref());
                record
            }
        }
    )*};
}

iterators! {
    &mut Reader<R>,
    Reader<R>,
}

fn failed_to_read<T>(item: Option<&Result<T>>) -> bool {
    matches!(item, Some(Err(error)) if error.classify() == Category::Io)
}
