//! Values to text and back, through every shape the crate has.

use arbitrary::{Arbitrary, Unstructured};
use jsv::csv::{Reader, ReaderBuilder, WriterBuilder};
use jsv::{ErrorKind, Value};

use super::chunks::{CUTS, Chunks};
use super::jsv_struct::comes_back;
use super::rich::Rich;
use serde::de::IgnoredAny;

/// What is written reads back equal: JSV, a tree, CSV rows in memory and from a reader, a cell, a query string.
pub fn roundtrip(data: &[u8]) {
    let Ok(value) = Rich::arbitrary_take_rest(Unstructured::new(data)) else { return };
    let value = value.writable();
    // A value may be deeper than a text may be.
    let deepest = jsv::to_string(&[&value]).unwrap();
    if jsv::from_str::<IgnoredAny>(&deepest)
        .is_err_and(|error| matches!(error.kind(), ErrorKind::DepthLimit { .. }))
    {
        return;
    }
    comes_back(&value);

    let shown = format!("{value:?}");
    let written = jsv::to_string(&value).unwrap();
    let tree = jsv::to_value(&value).unwrap();
    assert_eq!(tree, jsv::from_str::<Value<'_>>(&written).unwrap(), "written as {written:?}");
    assert_eq!(format!("{:?}", jsv::from_value::<Rich>(tree).unwrap()), shown, "through a tree");

    let rows = [&value, &value];
    let written = WriterBuilder::new().distinguish_empty(true).to_string(&rows[..]).unwrap();
    let mut builder = ReaderBuilder::new();
    builder.distinguish_empty(true);
    let shown_rows = format!("{rows:?}");
    assert_eq!(format!("{:?}", builder.from_str::<Rich>(&written).unwrap()), shown_rows, "from {written:?}");
    let input = Chunks::new(written.as_bytes(), CUTS[data.len() % CUTS.len()]);
    let read: Vec<Rich> = builder.from_reader(input).into_deserialize().map(Result::unwrap).collect();
    assert_eq!(format!("{read:?}"), shown_rows, "a reader of {written:?}");

    let cells = [(1, vec![&value])];
    let written = jsv::csv::to_string(&cells[..]).unwrap();
    let mut reader = ReaderBuilder::new();
    let read: Vec<(i32, Vec<Rich>)> = reader.has_headers(false).from_str(&written).unwrap();
    assert_eq!(format!("{read:?}"), format!("{cells:?}"), "from {written:?}");
    let records = Reader::from_reader(written.as_bytes()).into_records().filter(Result::is_ok).count();
    assert_eq!(records, 0, "the only record is the header");

    #[cfg(feature = "query")]
    {
        let written = jsv::query::to_string(&value).unwrap();
        match jsv::query::from_str::<Rich>(&written) {
            Ok(read) => assert_eq!(format!("{read:?}"), shown, "from {written:?}"),
            Err(error) => panic!("{error}: {shown} was written as {written:?}"),
        }
    }
}
