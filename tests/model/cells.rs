//! Every door of the library for one CSV text.

use std::fmt::Debug;

use jsv::csv::{ReaderBuilder, Record};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::read::{Shown, agreed, shown};

/// Reads CSV rows through the string, the slice, the borrowing iterator and the reader.
pub(crate) fn rows<T: DeserializeOwned + Debug>(text: &str) -> Result<Shown, String> {
    let streamed: jsv::Result<Vec<T>> =
        jsv::csv::Reader::from_reader(text.as_bytes()).deserialize::<T>().collect();
    agreed(vec![
        ("csv::from_str", shown(jsv::csv::from_str::<T>(text))),
        ("csv::from_slice", shown(jsv::csv::from_slice::<T>(text.as_bytes()))),
        ("csv::rows", shown(jsv::csv::rows::<T>(text).collect::<jsv::Result<Vec<T>>>())),
        ("csv::Reader", shown(streamed)),
    ])
}

/// Reads the fields of every record, unescaped, through the string and the reader.
pub(crate) fn records(text: &str) -> Result<Shown, String> {
    fn fields(record: &Record<'_>) -> Vec<String> {
        record.iter().map(|field| field.to_string()).collect()
    }
    let mut builder = ReaderBuilder::new();
    builder.has_headers(false).flexible(true);
    let borrowed: jsv::Result<Vec<_>> = builder.records(text).map(|record| Ok(fields(&record?))).collect();
    let streamed: jsv::Result<Vec<_>> =
        builder.from_reader(text.as_bytes()).records().map(|record| Ok(fields(&record?))).collect();
    agreed(vec![("records", shown(borrowed)), ("Reader::records", shown(streamed))])
}

/// Writes CSV rows as a string and into a writer.
pub(crate) fn to_text<T: Serialize + ?Sized>(rows: &T) -> Result<Shown, String> {
    let mut written = Vec::new();
    let to_writer = jsv::csv::to_writer(&mut written, rows).map(|()| String::from_utf8(written).unwrap());
    agreed(vec![
        ("csv::to_string", jsv::csv::to_string(rows).map_err(|error| error.to_string())),
        ("csv::to_writer", to_writer.map_err(|error| error.to_string())),
    ])
}
