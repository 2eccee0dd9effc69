//! `Rows`: an answer of rows that are written as they come, in memory that does not grow with their number. Floor 5.

use alloc::boxed::Box;
use alloc::vec::Vec;
use core::convert::Infallible;
use core::pin::Pin;
use core::task::{Context, Poll};

use axum::BoxError;
use axum::body::{Body, Bytes};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use futures_core::Stream;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::json;
use super::negotiated::csv_writer;
use super::reply::Reply;
use crate::csv;
use crate::http::Format;
use crate::stream::StreamSerializer;

/// Bytes of JSON that are kept back; the other writers know for themselves.
const BUFFER: usize = 32 << 10;

/// An answer of rows that are written as they come: a CSV file, or a list in JSON or JSV, of unknown length.
///
/// What has been written is sent whenever the stream has to wait. A stream's error, or a row that cannot be written, ends the
/// connection before the answer's end, so that it is not taken for a whole one. In CSV the first row decides the columns, and a
/// row with another key cannot be written; [`Negotiated`](super::Negotiated) writes the columns of all rows.
///
/// ```
/// use axum::{Router, routing::get};
/// use jsv::http::{Format, Reply, Rows};
///
/// #[derive(serde::Serialize, serde::Deserialize)]
/// struct Square {
///     of: u64,
///     is: u64,
/// }
///
/// // A file without an end.
/// async fn squares() -> impl axum::response::IntoResponse {
///     Rows::csv((0u64..).map(|of| Square { of, is: of.wrapping_mul(of) }))
/// }
///
/// // In the format asked for; with a header even without rows.
/// async fn few(reply: Reply) -> Result<impl axum::response::IntoResponse, String> {
///     let rows = (0u64..3).map(|of| Square { of, is: of * of });
///     reply.rows(rows).header_of::<Square>().map_err(|error| error.to_string())
/// }
///
/// let app: Router = Router::new().route("/squares", get(squares)).route("/few", get(few));
/// ```
#[must_use]
pub struct Rows<S> {
    source: S,
    reply: Reply,
    header: Vec<&'static str>,
}

crate::opaque::opaque!([S] Rows<S>);

impl<I: Iterator> Rows<RowStream<I>> {
    /// Rows from an iterator, as CSV. [`Reply::rows`] writes them in the format asked for.
    pub fn csv(rows: impl IntoIterator<IntoIter = I>) -> Self {
        Rows::new(Reply::new(Format::Csv), RowStream(rows.into_iter()))
    }
}

impl<S> Rows<S> {
    /// Rows from a stream. [`Reply::stream`] does the same.
    pub fn new(reply: Reply, rows: S) -> Self {
        Rows { source: rows, reply, header: Vec::new() }
    }

    /// Gives a CSV answer the header of a row's type, so that it has one even without rows.
    ///
    /// # Errors
    /// Those of [`csv::header_of`].
    pub fn header_of<R: DeserializeOwned>(mut self) -> crate::Result<Self> {
        self.header = csv::header_of::<R>()?;
        Ok(self)
    }
}

impl<S, T, E> IntoResponse for Rows<S>
where
    S: Stream<Item = Result<T, E>> + Send + 'static,
    T: Serialize,
    E: Into<BoxError>,
{
    fn into_response(self) -> Response {
        let headers = self.reply.headers(StatusCode::OK);
        let writer = Some(RowWriter::new(self.reply.format(), &self.header));
        (headers, Body::from_stream(Chunks { rows: Box::pin(self.source), writer })).into_response()
    }
}

/// The rows of an iterator as a stream that never waits: what [`Rows::csv`] and [`Reply::rows`] send.
///
/// ```
/// use jsv::http::{RowStream, Rows};
///
/// fn numbers() -> Rows<RowStream<std::vec::IntoIter<[u8; 2]>>> {
///     Rows::csv(vec![[1, 2], [3, 4]])
/// }
/// ```
pub struct RowStream<I>(pub(super) I);

crate::opaque::opaque!([I] RowStream<I>);

impl<I: Iterator + Unpin> Stream for RowStream<I> {
    type Item = Result<I::Item, Infallible>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.next().map(Ok))
    }
}

/// Writes rows one after another.
enum RowWriter {
    Csv(Box<csv::Writer<Vec<u8>>>),
    Jsv(Box<StreamSerializer<Vec<u8>>>),
    /// The text so far, and what stands before the next item.
    Json(Vec<u8>, u8),
}

impl RowWriter {
    fn new(format: Format, header: &[&'static str]) -> Self {
        match format {
            Format::Csv => RowWriter::Csv(Box::new(csv_writer(header).from_writer(Vec::new()))),
            Format::Jsv => RowWriter::Jsv(Box::new(StreamSerializer::items(Vec::new()))),
            Format::Json => RowWriter::Json(Vec::new(), b'['),
        }
    }

    fn write<T: Serialize>(&mut self, row: &T) -> Result<(), BoxError> {
        match self {
            RowWriter::Csv(writer) => writer.serialize(row)?,
            RowWriter::Jsv(writer) => writer.serialize(row)?,
            RowWriter::Json(text, before) => {
                text.push(core::mem::replace(before, b','));
                json::to_writer(text, row)?;
            }
        }
        Ok(())
    }

    /// What is ready to be sent; all of it with `flush`.
    fn take(&mut self, flush: bool) -> Result<Vec<u8>, BoxError> {
        let text = match self {
            RowWriter::Csv(writer) => {
                if flush {
                    writer.flush()?;
                }
                writer.sink()
            }
            RowWriter::Jsv(writer) => {
                if flush {
                    writer.flush()?;
                }
                writer.sink()
            }
            RowWriter::Json(text, _) => (flush || text.len() >= BUFFER).then_some(text),
        };
        Ok(text.map(core::mem::take).unwrap_or_default())
    }

    fn finish(self) -> Result<Vec<u8>, BoxError> {
        match self {
            RowWriter::Csv(writer) => Ok(writer.into_inner()?),
            RowWriter::Jsv(writer) => Ok(writer.finish()?),
            RowWriter::Json(mut text, before) => {
                text.extend_from_slice(if before == b'[' { b"[]" } else { b"]" });
                Ok(text)
            }
        }
    }
}

/// The body: the text of the rows in pieces.
struct Chunks<S> {
    rows: Pin<Box<S>>,
    /// `None` after the end.
    writer: Option<RowWriter>,
}

impl<S, T, E> Stream for Chunks<S>
where
    S: Stream<Item = Result<T, E>>,
    T: Serialize,
    E: Into<BoxError>,
{
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let chunks = &mut *self;
        loop {
            let Some(writer) = &mut chunks.writer else { return Poll::Ready(None) };
            let row = chunks.rows.as_mut().poll_next(context);
            let waits = row.is_pending();
            let text = match row {
                Poll::Ready(Some(Ok(row))) => writer.write(&row).and_then(|()| writer.take(false)),
                Poll::Ready(Some(Err(error))) => Err(error.into()),
                Poll::Ready(None) => {
                    let Some(writer) = chunks.writer.take() else { return Poll::Ready(None) };
                    writer.finish()
                }
                Poll::Pending => writer.take(true),
            };
            match text {
                Ok(text) if text.is_empty() && waits => return Poll::Pending,
                Ok(text) if text.is_empty() => {}
                Ok(text) => return Poll::Ready(Some(Ok(text.into()))),
                Err(error) => {
                    chunks.writer = None;
                    return Poll::Ready(Some(Err(error)));
                }
            }
        }
    }
}
