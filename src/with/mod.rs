//! Adapters for `#[serde(with = "jsv::with::…")]`, for fields that a type alone does not read or write right. Floor 5.
//!
//! [`scalar`] is for numbers and booleans in `flatten`, untagged and internally tagged types, [`jsv_text`] for a string that
//! holds JSV, [`enum_number`] and [`flags`] for enums by number. Dates, durations, GUIDs and decimals (SPEC §11) each come with
//! the feature named as the crate whose types they are:
//!
//! | feature | adapters |
//! |---|---|
//! | `chrono` | `chrono::instant`, `offset`, `datetime`, `date`, `time`, `duration`, `unix_seconds`, `unix_milliseconds`, `rfc1123`, `Formatted`, `Assumed` |
//! | `jiff` | `jiff::` the same |
//! | `json` | `json_or_jsv`: a string that holds JSON or JSV |
//! | `uuid` | `uuid` |
//! | `rust_decimal` | `rust_decimal` |
//!
//! The [cookbook](crate::guide::cookbook#from-c-types) has a table of C# types and what reads them.
//!
//! All of them take `Option` and `Vec` of their types as well. JSV leaves out `None`, and serde wants a `default` for
//! a field that has an adapter and may be missing. Other formats see strings.
//!
#![cfg_attr(feature = "chrono", doc = "```")]
#![cfg_attr(not(feature = "chrono"), doc = "```ignore")]
//! use chrono::{DateTime, Utc};
//!
//! #[derive(serde::Serialize, serde::Deserialize)]
//! struct Order {
//!     #[serde(with = "jsv::with::chrono::instant")]
//!     placed: DateTime<Utc>,
//!     #[serde(default, with = "jsv::with::chrono::instant")]
//!     paid: Option<DateTime<Utc>>,
//! }
//!
//! let order: Order = jsv::from_str("{placed:2024-05-01T10:20:30Z}")?;
//! assert_eq!(order.paid, None);
//! assert_eq!(jsv::to_string(&order)?, "{placed:2024-05-01T10:20:30Z}");
//! # Ok::<(), jsv::Error>(())
//! ```

#[cfg(feature = "chrono")]
pub mod chrono;
pub mod enum_number;
pub mod flags;
#[cfg(feature = "jiff")]
pub mod jiff;
#[cfg(feature = "json")]
pub mod json_or_jsv;
pub mod jsv_text;
#[cfg(feature = "rust_decimal")]
pub mod rust_decimal;
pub mod scalar;
#[cfg(feature = "uuid")]
pub mod uuid;

#[cfg_attr(
    not(any(feature = "chrono", feature = "jiff")),
    allow(dead_code, unused_macros, unused_imports, reason = "only dates need all of it")
)]
mod field;
mod numbered;
#[cfg(any(feature = "chrono", feature = "jiff"))]
mod temporal;

pub use numbered::Numbered;
