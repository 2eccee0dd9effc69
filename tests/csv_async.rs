//! Wherever the text is split, an `AsyncRead` and a `Decoder` give what the text in memory gives.

#![cfg(feature = "tokio")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at what it cannot run")]

#[path = "pieces/arriving.rs"]
mod arriving;

use std::io;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

use arriving::{Split, all};
use bytes::BytesMut;
use jsv::csv::{ReaderBuilder, Record};
use tokio::io::{AsyncRead, ReadBuf};
use tokio_util::codec::Decoder;

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
        let reader = builder.from_async_reader(Split::new(text, at));
        let found: Vec<_> =
            all(reader.into_deserialize::<(u8, String)>()).iter().map(|row| format!("{row:?}")).collect();
        assert_eq!(found, rows, "split at {at}");
        let found: Vec<_> = all(builder.from_async_reader(Split::new(text, at)).into_records())
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

/// Nothing is known of a header where the input failed before it: `None` would say that there is none.
#[test]
fn a_header_that_did_not_arrive_is_an_error_each_time() {
    struct Failing;

    impl AsyncRead for Failing {
        fn poll_read(self: Pin<&mut Self>, _: &mut Context<'_>, _: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
            Poll::Ready(Err(io::ErrorKind::ConnectionReset.into()))
        }
    }

    let mut reader = ReaderBuilder::new().from_async_reader(Failing);
    for _ in 0..3 {
        let mut context = Context::from_waker(Waker::noop());
        let Poll::Ready(headers) = pin!(reader.headers()).poll(&mut context) else { panic!("it waits") };
        assert_eq!(headers.unwrap_err().classify(), jsv::Category::Io);
    }
    assert!(all(reader.into_records()).is_empty());
}

#[test]
fn rows_are_read_by_names_that_are_given() {
    let mut reader = ReaderBuilder::new().from_async_reader(Split::new("1,2\n3,4\n", 5));
    reader.set_headers(["b", "a"]);
    let rows: Vec<_> = all(reader.into_deserialize::<std::collections::BTreeMap<String, u8>>())
        .into_iter()
        .map(jsv::Result::unwrap)
        .collect();
    assert_eq!(rows, [[("a".into(), 2), ("b".into(), 1)].into(), [("a".into(), 4), ("b".into(), 3)].into()]);
}
