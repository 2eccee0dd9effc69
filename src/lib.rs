//! ServiceStack's JSV and CSV for Rust and serde: it writes the same bytes, and loses nothing in reading.
//!
//! [ServiceStack](https://servicestack.net) is a .NET framework for web services, and JSV is its text format. JSV has JSON's
//! shapes with CSV's quoting: `{Id:7,Name:"Smith, John",Tags:[new,vip]}`. Numbers, booleans and null have no syntax of their
//! own; the type asked for decides what a text means. ServiceStack's CSV is RFC 4180 whose cells may hold JSV. The rules are
//! in `SPEC.md` of the repository, which the documentation quotes as "SPEC §n".
//!
//! | to | use |
//! |---|---|
//! | read JSV | [`from_str`], [`from_slice`], [`from_reader`] |
//! | write JSV | [`to_string`], [`to_vec`], [`to_writer`] |
//! | write JSV for people | [`to_string_pretty`], [`to_vec_pretty`], [`to_writer_pretty`], [`pretty()`] |
//! | read and write CSV | [`csv`] |
//! | read and write what is larger than memory | [`csv::Reader`], [`csv::Writer`], [`stream`] |
//! | read without a type | [`Value`], [`jsv!`] |
//! | read and write query strings | `query`, with the feature `query` |
//! | read and write dates, GUIDs, decimals, and enums by number | [`with`] |
//! | set limits and leniencies | [`Options`] |
//! | hold a string that borrows when it can | [`Text`] |
//! | keep a value as its text | [`RawValue`], [`OwnedRawValue`], [`to_raw_value`] |
//! | know what went wrong, and where | [`Error`] |
//! | parse JSV within a format of your own | [`grammar`] |
//! | serve or request both over HTTP | `http`, with the feature `axum` or `reqwest` |
//!
//! What they cost:
//!
//! - [`from_str`] fills a struct straight from the text; no tree is built. A `&str` borrows from the text and is an error where
//!   quotes are doubled in it. A [`Text`] copies only such a string, a `String` copies every one.
//! - [`Value`] allocates its lists and maps; its strings borrow as those of [`Text`] do. It is for texts whose shape is not known.
//! - [`RawValue`] checks a value and keeps its text: to pass it on, or to read it when its type is known.
//! - [`from_reader`] reads all of its input into memory first. [`csv::Reader`] and [`StreamDeserializer`] hold one record or value
//!   at a time; of a text in memory, [`csv::rows`] and [`stream::items`] borrow, and are faster.
//!
//! # Terms
//!
//! - A *text* is a string, or the characters that a value is written as; it is *bare* where it has no quotes around it.
//! - *Nothing* is no characters at all, which is JSV's null: `{Note:}`. `""` is an empty text.
//! - A *document* is one value and nothing else. A map has *members*, a list has *items*.
//! - A *record* is the cells of a CSV file up to a line end, a *row* is a record read as a type. A *nested* cell holds a map or a
//!   list, as JSV.
//! - *Damaged* text breaks the grammar, whatever type is asked for; *well-formed* text does not.
//!
//! # Guide
//!
//! - [Tutorial](guide::tutorial): from the sample on a service's page to a typed client.
//! - [Cookbook](guide::cookbook): short answers, from null against empty to files larger than memory.
//! - [Coming from ServiceStack.Text](guide::coming_from_servicestack): what each call and setting is here.
//! - [Coming from csv and serde_json](guide::coming_from_csv_and_serde_json): what those have, and what is different.
//! - [Other clients](guide::other_clients): what Go, PHP, Swift, TypeScript and others send, and how it is read.
//! - [The limits of serde](guide::serde_limits): `flatten`, untagged and tagged enums in a format without types.
//!
//! # JSV
//!
//! Strings borrow from the input: a `&str` where the input holds them as they are, a [`Text`] in any case.
//!
//! ```
//! use serde::{Deserialize, Serialize};
//!
//! #[derive(Serialize, Deserialize)]
//! #[serde(rename_all = "PascalCase")]
//! struct Account<'a> {
//!     id: u32,
//!     name: &'a str,
//!     active: bool,
//!     note: Option<&'a str>,
//! }
//!
//! let text = r#"{Id:7,Name:"Smith, John",Active:True}"#;
//! let account: Account = jsv::from_str(text)?;
//! assert_eq!((account.name, account.note), ("Smith, John", None));
//! assert_eq!(jsv::to_string(&account)?, text);
//! # Ok::<(), jsv::Error>(())
//! ```
//!
//! # CSV
//!
//! A cell that is a list, a map or a struct holds JSV, and is read where it stands.
//!
//! ```
//! use serde::{Deserialize, Serialize};
//!
//! #[derive(Serialize, Deserialize)]
//! #[serde(rename_all = "PascalCase")]
//! struct Row<'a> {
//!     id: u32,
//!     #[serde(borrow)]
//!     tags: Vec<&'a str>,
//! }
//!
//! let text = "Id,Tags\r\n7,\"[new,vip]\"\r\n";
//! let rows: Vec<Row> = jsv::csv::from_str(text)?;
//! assert_eq!(rows[0].tags, ["new", "vip"]);
//! assert_eq!(jsv::csv::to_string(&rows)?, text);
//! # Ok::<(), jsv::Error>(())
//! ```
//!
//! # Trees
//!
//! ```
//! let mut value: jsv::Value = jsv::from_str("{Id:007,Tags:[new,vip]}")?;
//! assert_eq!(value["Tags"][1], "vip");
//! assert_eq!(value["Id"].as_u64(), Some(7));
//! value["Address"]["Town"] = "Oslo".into();
//! assert_eq!(value.to_string(), "{Id:007,Tags:[new,vip],Address:{Town:Oslo}}");
//! # Ok::<(), jsv::Error>(())
//! ```
//!
//! # Options
//!
//! ```
//! let options = jsv::Options::new().depth_limit(16).insignificant_whitespace(true);
//! let tags: Vec<&str> = options.from_str("[\n\tnew,\n\tvip\n]")?;
//! assert_eq!(tags, ["new", "vip"]);
//! # Ok::<(), jsv::Error>(())
//! ```
//!
//! # Errors
//!
//! Damaged text is an error that says where: never a default, a shorter list or a panic.
//!
//! ```
//! let error = jsv::from_str::<Vec<(String, f64)>>("[[Ann,2.5],[Bob,x]]").unwrap_err();
//! assert_eq!(error.to_string(), "[1][1]: expected a number, found \"x\" (line 1, column 17)");
//! ```
//!
//! # Raw values
//!
//! ```
//! let (kind, body): (&str, jsv::RawValue) = jsv::from_str("[Order,{Id:7}]")?;
//! assert_eq!((kind, body.get()), ("Order", "{Id:7}"));
//! # Ok::<(), jsv::Error>(())
//! ```
//!
//! # The grammar
//!
//! ```
//! use jsv::grammar::{Stop, value};
//!
//! assert_eq!(value(Stop::List)("{Id:7},next]"), Ok((",next]", "{Id:7}")));
//! ```
//!
//! # Floors
//!
//! The modules stand on floors, and each uses only its own and those below: 1 texts and errors, 2 the grammar and
//! writing, 3 reading, 4 [`csv`], `query`, [`stream`] and [`value`], 5 [`with`], `http` and the command, 6 the [`guide`].
//! The first line of a module's source says its floor.
//!
//! # Features
//!
//! - `std` (default): readers, writers, and conversions to and from [`std::io::Error`]. Without it the crate is `no_std`
//!   and needs `alloc`.
//! - `simd` (default): sixteen bytes compared at once, in safe code.
//! - `query`: query strings.
//! - `chrono`, `jiff`, `uuid`, `rust_decimal`: adapters for `#[serde(with = …)]` in [`with`].
//! - `json`: JSON where JSV is expected, `with::json_or_jsv` and `query::Options::json_values`.
//! - `tokio`: `csv::AsyncReader`, `csv::RecordDecoder` and `AsyncStreamDeserializer`.
//! - `miette`: `miette::Diagnostic` for [`Error`], and `Error::in_source`.
//! - `cli`: the command `jsv`.
//! - `axum`, `reqwest`: `http`, JSV and CSV in servers and clients.
#![forbid(unsafe_code)]
#![deny(missing_docs)]
#![cfg_attr(not(any(feature = "std", test)), no_std)]
// On docs.rs, whose compiler is a nightly one, each item says which feature it needs.
#![cfg_attr(docsrs, feature(doc_cfg))]

extern crate alloc;

pub mod csv;
pub mod grammar;
pub mod guide;
#[cfg(any(feature = "axum", feature = "reqwest"))]
pub mod http;
#[cfg(feature = "query")]
pub mod query;
pub mod stream;
pub mod value;
pub mod with;

mod borrowed;
mod de;
mod error;
#[cfg(feature = "json")]
mod json;
mod newtype;
mod opaque;
mod options;
mod pretty;
mod raw;
mod ser;
mod stack;
mod text;

pub use borrowed::Text;
#[cfg(feature = "std")]
pub use de::from_reader;
pub use de::{Deserializer, from_slice, from_str};
pub use error::{Category, Error, ErrorKind, Position, Result, Segment};
#[cfg(feature = "miette")]
pub use error::{Excerpt, SourceError};
pub use options::Options;
#[cfg(feature = "std")]
pub use pretty::to_writer_pretty;
pub use pretty::{pretty, to_string_pretty, to_vec_pretty};
pub use raw::{OwnedRawValue, RawValue, to_raw_value};
#[cfg(feature = "std")]
pub use ser::to_writer;
pub use ser::{Serializer, to_string, to_vec};
#[cfg(feature = "tokio")]
pub use stream::AsyncStreamDeserializer;
#[cfg(feature = "std")]
pub use stream::{StreamDeserializer, StreamSerializer};
pub use value::{Map, OwnedValue, Value, from_value, to_value};

/// The examples of the README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
