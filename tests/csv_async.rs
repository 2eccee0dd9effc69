//! Wherever the text is split, an `AsyncRead` and a `Decoder` give what the text in memory gives.

#![cfg(feature = "tokio")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at what it cannot run")]

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use bytes::BytesMut;
use futures_core::Stream;
use jsv::csv::{ReaderBuilder, Record};
use tokio::io::{AsyncRead, ReadBuf};
use tokio_util::codec::Decoder;

/// Two pieces, and before each of them and the end it makes its caller wait.
struct Split<'a>(Vec<&'a [u8]>, bool);

impl AsyncRead for Split<'_> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        out: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        self.1 = !self.1;
        if self.1 {
            return Poll::Pending;
        }
        if let Some(piece) = self.0.pop() {
            out.put_slice(piece);
        }
        Poll::Ready(Ok(()))
    }
}

fn all<S: Stream + Unpin>(mut stream: S) -> Vec<S::Item> {
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

fn shown(record: jsv::Result<Record<'_>>) -> String {
    format!("{:?}", record.map(|record| record.iter().map(String::from).collect::<Vec<_>>()))
}

#[test]
fn split_at_every_byte_the_results_are_equal() {
    let text = "a,b\r\n1,\"x,\"\"é\r\n\"\r\n\r\n2,[c,{d:\"e\n\"}]\n3,\"f\"g\n4,h\nx,i\n5\n6,\"j";
    let builder = ReaderBuilder::new();
    let rows: Vec<_> = builder.rows::<(u8, String)>(text).map(|row| format!("{row:?}")).collect();
    let records: Vec<_> = builder.records(text).map(shown).collect();
    assert_eq!((rows.len(), records.len()), (7, 7));
    for at in 0..=text.len() {
        let (first, second) = text.as_bytes().split_at(at);
        let pieces: Vec<&[u8]> = [second, first].into_iter().filter(|piece| !piece.is_empty()).collect();
        let reader = builder.from_async_reader(Split(pieces.clone(), false));
        let found: Vec<_> =
            all(reader.into_deserialize::<(u8, String)>()).iter().map(|row| format!("{row:?}")).collect();
        assert_eq!(found, rows, "split at {at}");
        let found: Vec<_> = all(builder.from_async_reader(Split(pieces, false)).into_records())
            .into_iter()
            .map(shown)
            .collect();
        assert_eq!(found, records, "split at {at}");

        let mut decoder = builder.decoder();
        let mut found = Vec::new();
        let mut bytes = BytesMut::new();
        for piece in [first, second] {
            bytes.extend_from_slice(piece);
            while let Some(record) = decoder.decode(&mut bytes).unwrap() {
                found.push(shown(record));
            }
        }
        while let Some(record) = decoder.decode_eof(&mut bytes).unwrap() {
            found.push(shown(record));
        }
        assert_eq!(found, records, "split at {at}");
    }
}
