//! Wherever the text is split, an `AsyncRead` gives the values that the text in memory gives.

#![cfg(feature = "tokio")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at what it cannot run")]

#[path = "pieces/arriving.rs"]
mod arriving;

use std::fmt::Debug;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use arriving::{Split, all};
use jsv::stream::{documents, items, lines};
use jsv::{AsyncStreamDeserializer, ErrorKind, Options, OwnedValue};
use serde::de::DeserializeOwned;
use tokio::io::{AsyncRead, ReadBuf};

type Open<'a, T> = fn(Split<'a>) -> AsyncStreamDeserializer<Split<'a>, T>;

fn shown<T: Debug>(values: impl IntoIterator<Item = jsv::Result<T>>) -> Vec<String> {
    values.into_iter().map(|value| format!("{value:?}")).collect()
}

/// Checks that the `count` values are the same however the text is split, so many of them errors.
fn agree<'a, T>(
    text: &'a str,
    whole: impl IntoIterator<Item = jsv::Result<T>>,
    open: Open<'a, T>,
    (count, failed): (usize, usize),
) where
    T: DeserializeOwned + Debug,
{
    let whole = shown(whole);
    assert_eq!(whole.len(), count, "{text:?}: {whole:?}");
    assert_eq!(whole.iter().filter(|value| value.starts_with("Err")).count(), failed, "{text:?}");
    for at in 0..=text.len() {
        assert_eq!(shown(all(open(Split::new(text, at)))), whole, "{text:?} split at {at}");
    }
}

#[test]
fn split_at_every_byte_the_results_are_equal() {
    let list = "\u{feff} [1,\"2\",x,{a:[\"é,\"\"\",b]},[],300,\"\",7] \n";
    agree(list, items::<u8>(list), AsyncStreamDeserializer::items, (8, 5));
    agree(list, items::<OwnedValue>(list), AsyncStreamDeserializer::items, (8, 0));
    let bare = "a,\"b,c\",é,[d],";
    agree(bare, items::<String>(bare), AsyncStreamDeserializer::items, (5, 0));
    let damaged = "[a,{b:c},{d,e]";
    agree(damaged, items::<OwnedValue>(damaged), AsyncStreamDeserializer::items, (3, 1));
    let log = "[1,2]\r\n\r\n[3,\n[x,4]\n{a:\"\n\"}\n[\"5\",6]";
    agree(log, lines::<[u8; 2]>(log), AsyncStreamDeserializer::lines, (5, 3));
    let heap = "[1,2][3,\"é\"] \n{a:[4]}\"5\"[6,x";
    agree(heap, documents::<OwnedValue>(heap), AsyncStreamDeserializer::documents, (5, 1));
}

#[test]
fn options_and_limits_are_those_of_the_reader() {
    let text = "[ 1, 2 , 345678 ]";
    let open = |input| {
        let options = Options::new().insignificant_whitespace(true);
        AsyncStreamDeserializer::<_, String>::items(input).options(options).value_limit(4)
    };
    for at in 0..=text.len() {
        let found = all(open(Split::new(text, at)));
        let (error, values) = found.split_last().unwrap();
        assert_eq!(values.iter().flatten().collect::<Vec<_>>(), ["1", "2"], "split at {at}");
        assert!(
            matches!(error.as_ref().unwrap_err().kind(), ErrorKind::ValueLimit { limit: 4, .. }),
            "{error:?}"
        );
    }
}

/// Some text, and then it fails.
struct Cut<'a>(&'a [u8]);

impl AsyncRead for Cut<'_> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        out: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if self.0.is_empty() {
            return Poll::Ready(Err(io::Error::other("the line is down")));
        }
        out.put_slice(std::mem::take(&mut self.0));
        Poll::Ready(Ok(()))
    }
}

#[test]
fn after_an_error_of_the_input_the_stream_ends() {
    let found = shown(all(AsyncStreamDeserializer::<_, u8>::items(Cut(b"[1,2,3"))));
    assert_eq!(found.len(), 3);
    assert!(found[..2] == ["Ok(1)", "Ok(2)"] && found[2].contains("the line is down"), "{found:?}");
}
