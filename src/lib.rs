//! ServiceStack's JSV and CSV for Rust.
#![forbid(unsafe_code)]
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

mod error;
mod text;

pub use error::{Category, Error, ErrorKind, Position, Result, Segment};
