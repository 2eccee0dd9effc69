//! The whole of serde's data model, both ways (SPEC §4, §5).
#![allow(clippy::unwrap_used, clippy::panic, clippy::float_cmp, reason = "tests")]
#![allow(clippy::items_after_statements, reason = "a type stands with what is asserted of it")]
#![allow(clippy::needless_pass_by_value, reason = "tables")]

mod attributes;
mod borrowed;
mod buffered;
mod columns;
mod enums;
mod fields;
mod jsv_text;
mod keys;
mod meanings;
mod raw;
mod round_trip;
mod scalar_adapter;
mod visitors;

use std::fmt::Debug;

use serde::{Deserialize, Serialize};

/// `value` is written as `text`, and `text` reads as `value`: from a string, bytes and a deserializer.
#[track_caller]
fn both_ways<'de, T: Serialize + Deserialize<'de> + PartialEq + Debug>(value: &T, text: &'de str) {
    assert_eq!(jsv::to_string(value).unwrap(), text, "written: {value:?}");
    assert_eq!(jsv::to_vec(value).unwrap(), text.as_bytes());
    assert_eq!(&read::<T>(text), value, "read: {text}");
    assert_eq!(&jsv::from_slice::<T>(text.as_bytes()).unwrap(), value);
    let mut deserializer = jsv::Deserializer::from_str(text);
    assert_eq!(&T::deserialize(&mut deserializer).unwrap(), value);
    deserializer.end().unwrap();
}

#[track_caller]
fn read<'de, T: Deserialize<'de>>(text: &'de str) -> T {
    jsv::from_str(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// The message of the error that reading `text` gives.
#[track_caller]
fn refused<'de, T: Deserialize<'de> + Debug>(text: &'de str) -> String {
    match jsv::from_str::<T>(text) {
        Ok(value) => panic!("{text} was read as {value:?}"),
        Err(error) => error.to_string(),
    }
}
