//! Rows and records from an `AsyncRead`, and a `Decoder` of records: `Reader`, which is asked again when more has
//! arrived. Floor 4.

#![cfg(feature = "tokio")]

use alloc::string::String;
use core::future::poll_fn;
use core::marker::PhantomData;
use core::pin::Pin;
use core::task::{Context, Poll};
use std::io::{self, Read};

use ::tokio::io::AsyncRead;
use bytes::BytesMut;
use futures_core::Stream;
use serde::de::DeserializeOwned;
use tokio_util::codec::Decoder;

use super::builder::ReaderBuilder;
use super::reader::Reader;
use super::record::Record;
use crate::error::{Category, Error, Position, Result};
use crate::text::arrived::{Arrived, Arriving, waits};

/// Reads CSV from any `AsyncRead`, as [`Reader`] does from an `io::Read`.
///
/// ```
/// # use std::{pin::Pin, task::{Context, Poll, Waker}};
/// use futures_core::Stream;
///
/// let reader = jsv::csv::AsyncReader::from_reader("a,b\n1,2\n".as_bytes());
/// let mut rows = reader.into_deserialize::<(u8, u8)>();
/// # let mut context = Context::from_waker(Waker::noop());
/// // `rows.next().await`, with the `StreamExt` of your choice.
/// let Poll::Ready(Some(row)) = Pin::new(&mut rows).poll_next(&mut context) else { unreachable!() };
/// assert_eq!(row?, (1, 2));
/// # Ok::<(), jsv::Error>(())
/// ```
pub struct AsyncReader<R> {
    arriving: Arriving<R, Reader<Arrived>>,
}

crate::opaque::opaque!([R] AsyncReader<R>);

impl<R: AsyncRead + Unpin> AsyncReader<R> {
    /// Reads with the settings of [`ReaderBuilder::new`].
    ///
    /// ```
    /// let _ = jsv::csv::AsyncReader::from_reader("a,b\n1,2\n".as_bytes());
    /// ```
    pub fn from_reader(input: R) -> Self {
        ReaderBuilder::new().from_async_reader(input)
    }

    /// The header's names, as soon as they have arrived; `None` where there is no header.
    ///
    /// ```
    /// # use std::{pin::pin, task::{Context, Poll, Waker}};
    /// let mut reader = jsv::csv::AsyncReader::from_reader("Id, Age\n1,2\n".as_bytes());
    /// # let mut context = Context::from_waker(Waker::noop());
    /// // `reader.headers().await`.
    /// # let headers = {
    /// let mut headers = pin!(reader.headers());
    /// # let Poll::Ready(headers) = headers.as_mut().poll(&mut context) else { unreachable!() };
    /// # headers
    /// # };
    /// assert_eq!(headers?, Some(&["Id".to_string(), "Age".to_string()][..]));
    /// # Ok::<(), jsv::Error>(())
    /// ```
    ///
    /// # Errors
    /// A damaged header, or an I/O error.
    pub async fn headers(&mut self) -> Result<Option<&[String]>> {
        let read = |reader: &mut Reader<Arrived>| Some(reader.headers().map(|_| ()));
        let failed = || Err(io::Error::other("the input has failed before").into());
        poll_fn(|context| self.arriving.poll(context, read, Reader::input_mut))
            .await
            .unwrap_or_else(failed)?;
        // They are there now.
        self.arriving.reader.headers()
    }

    /// Reads rows by these names; the file's first record is then a row, unless it has been read as the header.
    ///
    /// ```
    /// let mut reader = jsv::csv::AsyncReader::from_reader("1,2\n".as_bytes());
    /// reader.set_headers(["a", "b"]);
    /// ```
    pub fn set_headers<N: AsRef<str>>(&mut self, names: impl IntoIterator<Item = N>) {
        self.arriving.reader.set_headers(names);
    }

    /// The rows, as a type; each error is one item. After an error of the input the stream ends.
    ///
    /// ```
    /// let _ = jsv::csv::AsyncReader::from_reader("a,b\n1,2\n".as_bytes()).into_deserialize::<(u8, u8)>();
    /// ```
    pub fn into_deserialize<T: DeserializeOwned>(self) -> AsyncRows<R, T> {
        AsyncRows { arriving: self.arriving, row: PhantomData }
    }

    /// The raw records; each error is one item. After an error of the input the stream ends.
    ///
    /// ```
    /// let _ = jsv::csv::AsyncReader::from_reader("a,b\n1,2\n".as_bytes()).into_records();
    /// ```
    pub fn into_records(self) -> AsyncRecords<R> {
        AsyncRecords { arriving: self.arriving }
    }
}

/// The next record of a reader.
fn record<R: Read>(reader: &mut Reader<R>) -> Option<Result<Record<'static>>> {
    let mut record = Record::new();
    reader.read_record(&mut record).map(|found| found.then_some(record)).transpose()
}

/// The rows of an [`AsyncReader`].
///
/// ```
/// let rows: jsv::csv::AsyncRows<_, [u8; 1]> =
///     jsv::csv::AsyncReader::from_reader("a\n1\n".as_bytes()).into_deserialize();
/// ```
pub struct AsyncRows<R, T> {
    arriving: Arriving<R, Reader<Arrived>>,
    row: PhantomData<fn() -> T>,
}

crate::opaque::opaque!([R, T] AsyncRows<R, T>);

impl<R, T> AsyncRows<R, T> {
    /// Where the record read last starts in the input, for a program's own messages about a row.
    ///
    /// ```
    /// # use std::{pin::Pin, task::{Context, Poll, Waker}};
    /// # use futures_core::Stream;
    /// # let mut context = Context::from_waker(Waker::noop());
    /// let reader = jsv::csv::AsyncReader::from_reader("price\n\n-1\n".as_bytes());
    /// let mut rows = reader.into_deserialize::<[i32; 1]>();
    /// // `rows.next().await`, with the `StreamExt` of your choice.
    /// let Poll::Ready(Some(row)) = Pin::new(&mut rows).poll_next(&mut context) else { unreachable!() };
    /// assert_eq!((row?, rows.record_position().line), ([-1], 3));
    /// # Ok::<(), jsv::Error>(())
    /// ```
    pub fn record_position(&mut self) -> Position {
        self.arriving.reader.record_position()
    }
}

impl<R: AsyncRead + Unpin, T: DeserializeOwned> Stream for AsyncRows<R, T> {
    type Item = Result<T>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let arriving = &mut self.get_mut().arriving;
        arriving.poll(context, |reader| reader.read_row().transpose(), Reader::input_mut)
    }
}

/// The raw records of an [`AsyncReader`].
///
/// ```
/// let records: jsv::csv::AsyncRecords<_> =
///     jsv::csv::AsyncReader::from_reader("a\n1\n".as_bytes()).into_records();
/// ```
pub struct AsyncRecords<R> {
    arriving: Arriving<R, Reader<Arrived>>,
}

crate::opaque::opaque!([R] AsyncRecords<R>);

impl<R> AsyncRecords<R> {
    /// Where the record read last starts in the input.
    ///
    /// ```
    /// # use std::{pin::Pin, task::{Context, Poll, Waker}};
    /// # use futures_core::Stream;
    /// # let mut context = Context::from_waker(Waker::noop());
    /// let mut records = jsv::csv::AsyncReader::from_reader("a\n\n1\n".as_bytes()).into_records();
    /// // `records.next().await`, with the `StreamExt` of your choice.
    /// let next = Pin::new(&mut records).poll_next(&mut context);
    /// assert!(matches!(next, Poll::Ready(Some(Ok(_)))));
    /// assert_eq!(records.record_position().line, 3);
    /// ```
    pub fn record_position(&mut self) -> Position {
        self.arriving.reader.record_position()
    }
}

impl<R: AsyncRead + Unpin> Stream for AsyncRecords<R> {
    type Item = Result<Record<'static>>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().arriving.poll(context, record, Reader::input_mut)
    }
}

/// Decodes records for `tokio_util::codec::FramedRead`. A damaged record is an error item, and decoding goes on.
///
/// It takes all the bytes that it is given, those behind the next record too: what follows the CSV cannot be handed to another
/// decoder.
///
/// ```
/// use tokio_util::codec::Decoder;
///
/// let mut decoder = jsv::csv::ReaderBuilder::new().has_headers(false).decoder();
/// let mut bytes = bytes::BytesMut::from("a,\"b");
/// assert!(decoder.decode(&mut bytes)?.is_none());
/// bytes.extend_from_slice(b",c\"\n");
/// let record = decoder.decode(&mut bytes)?.unwrap()?;
/// assert_eq!(record.iter().collect::<Vec<_>>(), ["a", "b,c"]);
/// # Ok::<(), jsv::Error>(())
/// ```
pub struct RecordDecoder {
    reader: Reader<Arrived>,
}

crate::opaque::opaque!([] RecordDecoder);

impl RecordDecoder {
    fn next(&mut self, source: &mut BytesMut) -> Result<Option<Result<Record<'static>>>> {
        self.reader.input_mut().bytes.unsplit(source.split());
        match record(&mut self.reader) {
            Some(Err(error)) if waits(&error) => Ok(None),
            Some(Err(error)) if error.classify() == Category::Io => Err(error),
            record => Ok(record),
        }
    }
}

impl Decoder for RecordDecoder {
    type Item = Result<Record<'static>>;
    type Error = Error;

    fn decode(&mut self, source: &mut BytesMut) -> Result<Option<Self::Item>> {
        self.next(source)
    }

    fn decode_eof(&mut self, source: &mut BytesMut) -> Result<Option<Self::Item>> {
        self.reader.input_mut().ended = true;
        self.next(source)
    }
}

impl ReaderBuilder {
    /// Reads from an `AsyncRead`.
    ///
    /// ```
    /// let _ = jsv::csv::ReaderBuilder::new().delimiter(b';').from_async_reader("a;b\n1;2\n".as_bytes());
    /// ```
    #[allow(clippy::wrong_self_convention)]
    pub fn from_async_reader<R: AsyncRead + Unpin>(&self, input: R) -> AsyncReader<R> {
        AsyncReader { arriving: Arriving::new(input, self.from_reader(Arrived::default())) }
    }

    /// A decoder of records.
    ///
    /// ```
    /// let _ = jsv::csv::ReaderBuilder::new().delimiter(b';').decoder();
    /// ```
    pub fn decoder(&self) -> RecordDecoder {
        RecordDecoder { reader: self.from_reader(Arrived::default()) }
    }
}
