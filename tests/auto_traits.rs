//! The public types can be sent to other threads and shared with them, whatever they read or write: what the compiler works
//! out by itself, a private field could take away unseen.

use jsv::{csv, grammar, stream, value};

fn travels<T: Send + Sync + Unpin>() {}

/// Neither `Send` nor `Sync`; a reader of such values holds none.
type Local = *const u8;

#[test]
fn values_travel() {
    travels::<jsv::Value<'_>>();
    travels::<jsv::OwnedValue>();
    travels::<jsv::Map<'_>>();
    travels::<value::Entry<'_, '_>>();
    travels::<jsv::Text<'_>>();
    travels::<jsv::RawValue<'_>>();
    travels::<jsv::OwnedRawValue>();
}

#[test]
fn errors_travel() {
    travels::<jsv::Error>();
    travels::<jsv::ErrorKind>();
    travels::<jsv::Category>();
    travels::<jsv::Position>();
    travels::<jsv::Segment>();
    travels::<grammar::Error<'_>>();
}

#[test]
fn readers_and_writers_travel() {
    travels::<jsv::Options>();
    travels::<jsv::Deserializer<'_>>();
    travels::<jsv::Serializer<String>>();
    travels::<stream::Values<'_, Local>>();
    travels::<jsv::StreamDeserializer<&[u8], Local>>();
    travels::<jsv::StreamSerializer<Vec<u8>>>();
    travels::<csv::ReaderBuilder>();
    travels::<csv::Reader<&[u8]>>();
    travels::<csv::ReaderRows<csv::Reader<&[u8]>, Local>>();
    travels::<csv::ReaderRecords<csv::Reader<&[u8]>>>();
    travels::<csv::Rows<'_, Local>>();
    travels::<csv::Records<'_>>();
    travels::<csv::Record<'_>>();
    travels::<csv::RecordIter<'_>>();
    travels::<csv::WriterBuilder>();
    travels::<csv::Writer<Vec<u8>>>();
}

#[cfg(feature = "query")]
#[test]
fn query_strings_travel() {
    travels::<jsv::query::Options>();
    travels::<jsv::query::Query>();
}

#[cfg(feature = "tokio")]
#[test]
fn asynchronous_readers_travel() {
    travels::<jsv::AsyncStreamDeserializer<&[u8], Local>>();
    travels::<csv::AsyncReader<&[u8]>>();
    travels::<csv::AsyncRows<&[u8], Local>>();
    travels::<csv::AsyncRecords<&[u8]>>();
    travels::<csv::RecordDecoder>();
}

#[cfg(feature = "miette")]
#[test]
fn reports_travel() {
    travels::<jsv::SourceError>();
    travels::<jsv::Excerpt>();
}
