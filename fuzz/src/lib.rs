//! The bodies of the fuzz targets, one function each: bytes in, a panic where the crate breaks a promise. They know
//! nothing of a fuzzer, so that `tests/fuzz_corpus.rs` of the crate replays the corpora through the same code.

#![allow(missing_docs, unreachable_pub, clippy::unwrap_used, clippy::panic, reason = "a finding is a panic")]

mod chunks;
mod csv_records;
mod csv_rows;
mod jsv_struct;
mod jsv_value;
mod model;
#[cfg(feature = "query")]
mod query;
mod rich;
mod roundtrip;
mod stream;
mod typed_tree;
mod whitespace;

pub use csv_records::csv_records;
pub use csv_rows::csv_rows;
pub use jsv_struct::jsv_struct;
pub use jsv_value::jsv_value;
#[cfg(feature = "query")]
pub use query::query;
pub use roundtrip::roundtrip;
pub use stream::stream;
pub use typed_tree::typed_tree;
pub use whitespace::whitespace;

/// A target's body.
pub type Target = fn(&[u8]);

/// The targets by the names of their corpora.
pub const TARGETS: &[(&str, Target)] = &[
    ("jsv_value", jsv_value),
    ("jsv_struct", jsv_struct),
    ("csv_records", csv_records),
    ("csv_rows", csv_rows),
    ("stream", stream),
    #[cfg(feature = "query")]
    ("query", query),
    ("whitespace", whitespace),
    ("typed_tree", typed_tree),
    ("roundtrip", roundtrip),
];
