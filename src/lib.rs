//! ServiceStack's JSV and CSV for Rust.
#![forbid(unsafe_code)]
#![deny(missing_docs)]
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

pub mod csv;
pub mod grammar;
pub mod value;

mod borrowed;
mod de;
mod error;
mod options;
mod pretty;
mod raw;
mod ser;
mod text;

pub use borrowed::Text;
#[cfg(feature = "std")]
pub use de::from_reader;
pub use de::{Deserializer, from_slice, from_str};
pub use error::{Category, Error, ErrorKind, Position, Result, Segment};
pub use options::Options;
pub use pretty::{pretty, to_string_pretty};
pub use raw::RawValue;
#[cfg(feature = "std")]
pub use ser::to_writer;
pub use ser::{Serializer, to_string, to_vec};
pub use value::{Map, Value, from_value, to_value};
