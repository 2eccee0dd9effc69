//! Dates, durations, GUIDs and decimals (SPEC §11): every line of theirs in the scalar vectors, in each position, by each
//! library; the texts that §11 refuses; and what the adapters are to `Option`, `Vec`, map-like types and other formats.

#![cfg(any(feature = "chrono", feature = "jiff", feature = "uuid", feature = "rust_decimal"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at what it cannot run")]

#[path = "adapters/vectors.rs"]
mod vectors;

#[cfg(feature = "chrono")]
#[path = "adapters/chrono.rs"]
mod chrono_types;
#[cfg(feature = "jiff")]
#[path = "adapters/jiff.rs"]
mod jiff_types;

#[path = "adapters/fields.rs"]
mod fields;
#[cfg(all(feature = "uuid", feature = "rust_decimal"))]
#[path = "adapters/numbers.rs"]
mod numbers;
