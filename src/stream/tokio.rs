//! Values from an `AsyncRead`: `StreamDeserializer`, which is asked again when more has arrived. Floor 4.

#![cfg(feature = "tokio")]

use core::pin::Pin;
use core::task::{Context, Poll};

use ::tokio::io::AsyncRead;
use futures_core::Stream;
use serde::de::DeserializeOwned;

use super::reader::StreamDeserializer;
use crate::error::Result;
use crate::options::Options;
use crate::text::arrived::{Arrived, Arriving};

/// Reads the values of any `AsyncRead` one at a time, as [`StreamDeserializer`] does from an `io::Read`: a `Stream`.
///
/// A value that does not mean what `T` asks for is an error, and reading goes on after it. Damage ends a list or
/// documents; in lines, reading goes on at the next one. After an error of the input the stream ends.
///
/// ```
/// # use std::{pin::Pin, task::{Context, Poll, Waker}};
/// use futures_core::Stream;
///
/// let mut numbers = jsv::AsyncStreamDeserializer::<_, u8>::items("[1,2]".as_bytes());
/// # let mut context = Context::from_waker(Waker::noop());
/// // `numbers.next().await`, with the `StreamExt` of your choice.
/// let Poll::Ready(Some(number)) = Pin::new(&mut numbers).poll_next(&mut context) else { unreachable!() };
/// assert_eq!(number?, 1);
/// # Ok::<(), jsv::Error>(())
/// ```
pub struct AsyncStreamDeserializer<R, T> {
    arriving: Arriving<R, StreamDeserializer<Arrived, T>>,
}

crate::opaque::opaque!([R, T] AsyncStreamDeserializer<R, T>);

impl<R: AsyncRead + Unpin, T: DeserializeOwned> AsyncStreamDeserializer<R, T> {
    /// The items of one list, with brackets or without (SPEC §4).
    ///
    /// ```
    /// let _ = jsv::AsyncStreamDeserializer::<_, u8>::items("[1,2]".as_bytes());
    /// ```
    pub fn items(input: R) -> Self {
        Self::new(input, StreamDeserializer::items(Arrived::default()))
    }

    /// Documents, one on each line; empty lines are skipped. A line feed within a document stands in quotes.
    ///
    /// ```
    /// let _ = jsv::AsyncStreamDeserializer::<_, [u8; 2]>::lines("[1,2]\n[3,4]\n".as_bytes());
    /// ```
    pub fn lines(input: R) -> Self {
        Self::new(input, StreamDeserializer::lines(Arrived::default()))
    }

    /// Documents one after another, each in brackets or quotes, with or without white space between them.
    ///
    /// ```
    /// let _ = jsv::AsyncStreamDeserializer::<_, [u8; 2]>::documents("[1,2][3,4]".as_bytes());
    /// ```
    pub fn documents(input: R) -> Self {
        Self::new(input, StreamDeserializer::documents(Arrived::default()))
    }

    fn new(input: R, reader: StreamDeserializer<Arrived, T>) -> Self {
        AsyncStreamDeserializer { arriving: Arriving::new(input, reader) }
    }

    fn with(
        self,
        set: impl FnOnce(StreamDeserializer<Arrived, T>) -> StreamDeserializer<Arrived, T>,
    ) -> Self {
        let Arriving { input, reader, .. } = self.arriving;
        Self::new(input, set(reader))
    }

    /// Bytes that one value may have; 16 MiB by default: [`StreamDeserializer::value_limit`].
    ///
    /// ```
    /// let _ = jsv::AsyncStreamDeserializer::<_, u8>::items("[1,2]".as_bytes()).value_limit(1 << 10);
    /// ```
    #[must_use]
    pub fn value_limit(self, bytes: usize) -> Self {
        self.with(|reader| reader.value_limit(bytes))
    }

    /// Reads with these settings.
    ///
    /// ```
    /// let options = jsv::Options::new().insignificant_whitespace(true);
    /// let _ = jsv::AsyncStreamDeserializer::<_, u8>::items("[ 1, 2 ]".as_bytes()).options(options);
    /// ```
    #[must_use]
    pub fn options(self, options: Options) -> Self {
        self.with(|reader| reader.options(options))
    }
}

impl<R: AsyncRead + Unpin, T: DeserializeOwned> Stream for AsyncStreamDeserializer<R, T> {
    type Item = Result<T>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let arriving = &mut self.get_mut().arriving;
        arriving.poll(context, |reader| reader.read_value().transpose(), StreamDeserializer::input_mut)
    }
}
