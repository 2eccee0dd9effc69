//! `Rows`: pieces leave as they are made, and a file that breaks off does not look whole.

use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll};

use axum::body::Bytes;
use axum::response::IntoResponse;
use futures_core::Stream;
use jsv::http::{Format, Reply, Rows};
use serde::{Deserialize, Serialize};
use tokio::sync::mpsc::{Receiver, channel};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Row {
    row_id: u64,
    note: String,
}

fn row(row_id: u64) -> Row {
    Row { row_id, note: "a,b".to_owned() }
}

/// Rows that come when a test sends them.
struct Sent(Receiver<Result<Row, &'static str>>);

impl Stream for Sent {
    type Item = Result<Row, &'static str>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.poll_recv(context)
    }
}

/// The body, piece by piece.
fn pieces(answer: impl IntoResponse) -> impl AsyncFnMut() -> Option<Result<Bytes, axum::Error>> {
    let mut body = answer.into_response().into_body().into_data_stream();
    async move || poll_fn(|context| Pin::new(&mut body).poll_next(context)).await
}

async fn whole(answer: impl IntoResponse) -> String {
    let body = answer.into_response().into_body();
    String::from_utf8(axum::body::to_bytes(body, usize::MAX).await.unwrap().to_vec()).unwrap()
}

#[tokio::test]
async fn every_format() {
    for (format, none, two) in [
        (Format::Csv, "", "RowId,Note\r\n1,\"a,b\"\r\n2,\"a,b\"\r\n"),
        (Format::Jsv, "[]", "[{rowId:1,note:\"a,b\"},{rowId:2,note:\"a,b\"}]"),
        (Format::Json, "[]", "[{\"rowId\":1,\"note\":\"a,b\"},{\"rowId\":2,\"note\":\"a,b\"}]"),
    ] {
        let reply = || Reply::new(format);
        assert_eq!(whole(reply().rows((1..1).map(row))).await, none);
        assert_eq!(whole(reply().rows((1..3).map(row))).await, two);
        assert_eq!(whole(reply().rows((1..3).map(row)).header_of::<Row>().unwrap()).await, two);
        let many = whole(reply().rows((0..10_000).map(row))).await;
        let rows: Vec<Row> = match format {
            Format::Csv => jsv::csv::from_str(&many).unwrap(),
            Format::Jsv => jsv::from_str(&many).unwrap(),
            Format::Json => serde_json::from_str(&many).unwrap(),
            other => panic!("{other} is not in the table"),
        };
        assert_eq!(rows, (0..10_000).map(row).collect::<Vec<_>>());
    }
    let none = Rows::csv((1..1).map(row)).header_of::<Row>().unwrap();
    assert_eq!(whole(none).await, "RowId,Note\r\n");
}

/// Rows without an end are made no faster than they are read.
#[tokio::test]
async fn endless() {
    let made = Arc::new(AtomicU64::new(0));
    for &format in Format::ALL {
        made.store(0, Ordering::Relaxed);
        let counter = Arc::clone(&made);
        let rows = (0..).map(row).inspect(move |_| {
            counter.fetch_add(1, Ordering::Relaxed);
        });
        let mut next = pieces(Reply::new(format).rows(rows));
        let mut length = 0;
        for _ in 0..10 {
            length += next().await.unwrap().unwrap().len();
        }
        let made = made.load(Ordering::Relaxed);
        assert!(
            length >= 10 * (32 << 10) && made < 20 * (32 << 10) / 8,
            "{format:?}: {length} bytes of {made} rows"
        );
    }
}

/// A row is sent before the next one is there.
#[tokio::test]
async fn slow_rows() {
    for (format, expected) in [
        (Format::Csv, ["RowId,Note\r\n1,\"a,b\"\r\n", "2,\"a,b\"\r\n", ""]),
        (Format::Jsv, ["[{rowId:1,note:\"a,b\"}", ",{rowId:2,note:\"a,b\"}", "]"]),
        (Format::Json, ["[{\"rowId\":1,\"note\":\"a,b\"}", ",{\"rowId\":2,\"note\":\"a,b\"}", "]"]),
    ] {
        let (sender, receiver) = channel(1);
        let mut next = pieces(Reply::new(format).stream(Sent(receiver)));
        for (id, expected) in [(1, expected[0]), (2, expected[1])] {
            sender.send(Ok(row(id))).await.unwrap();
            let mut text = Vec::new();
            while text.len() < expected.len() {
                text.extend_from_slice(&next().await.unwrap().unwrap());
            }
            assert_eq!(String::from_utf8(text).unwrap(), expected);
        }
        drop(sender);
        let end = next().await.map(Result::unwrap).unwrap_or_default();
        assert_eq!(end, expected[2]);
        assert!(next().await.is_none());
    }
}

/// What breaks off ends with an error, after which there is nothing, not even an end.
#[tokio::test]
async fn broken_streams() {
    for &format in Format::ALL {
        let (sender, receiver) = channel(2);
        let mut next = pieces(Reply::new(format).stream(Sent(receiver)));
        sender.send(Ok(row(1))).await.unwrap();
        sender.send(Err("the source is gone")).await.unwrap();
        let mut last = next().await.unwrap();
        if last.is_ok() {
            last = next().await.unwrap();
        }
        assert_eq!(last.unwrap_err().to_string(), "the source is gone");
        assert!(next().await.is_none());
    }
    // A row that has no place under the header.
    let rows = [vec![1], vec![1, 2]];
    let mut next = pieces(Rows::csv(rows).header_of::<Row>().unwrap());
    assert!(next().await.unwrap().is_err());
    assert!(next().await.is_none());
}
