//! A string that holds JSON or JSV (feature `json`): `OrmLite` columns, which newer configurations and PostgreSQL keep in
//! JSON, and what writers in other languages put into a property. Floor 5.
//!
//! A text that parses as JSON is JSON, any other is JSV. Only the syntax differs: what a name, a number or a text of JSON
//! means for the type is what it means in JSV (SPEC §4), so names match in any case and strings read as numbers. JSON's
//! `null` is nothing. The value is written as JSV, like [`jsv_text`](super::jsv_text) writes it.
//!
//! ```
//! use serde::{Deserialize, Serialize};
//!
//! #[derive(Debug, PartialEq, Serialize, Deserialize)]
//! #[serde(rename_all = "PascalCase")]
//! struct Address { street: String, number: Option<u32> }
//!
//! #[derive(Debug, PartialEq, Serialize, Deserialize)]
//! struct Row {
//!     #[serde(with = "jsv::with::json_or_jsv")]
//!     address: Address,
//! }
//!
//! // As a database driver hands the column over, before and after the table was moved to JSON.
//! let old: Row = serde_json::from_str(r#"{"address":"{Street:Main \"\"St\"\",Number:5}"}"#)?;
//! let new: Row = serde_json::from_str(r#"{"address":"{\"street\":\"Main \\\"St\\\"\",\"number\":null}"}"#)?;
//! assert_eq!((old.address.street.as_str(), old.address.number), ("Main \"\"St\"\"", Some(5)));
//! assert_eq!((new.address.street.as_str(), new.address.number), ("Main \"St\"", None));
//! assert_eq!(serde_json::to_string(&old)?, r#"{"address":"{Street:\"Main \"\"\"\"St\"\"\"\"\",Number:5}"}"#);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Texts that are both are read as JSON. They are the same in both, but for these: `"a\nb"` in quotes has a line break in JSON
//! and a backslash in JSV, `null` is nothing in JSON and a text of four letters in JSV, and white space outside quotes is
//! nothing in JSON and text in JSV: `[1, 2]`, as the texts `1` and ` 2` are written, reads as `1` and `2`.

use alloc::format;

use serde::de::{DeserializeOwned, Deserializer};

use super::jsv_text::read_held;
pub use super::jsv_text::serialize;
use crate::grammar::DEPTH_LIMIT;
use crate::json::Json;

/// Reads a string, and what it holds as JSON or as a JSV document, with the default settings; null reads as an empty document.
///
/// # Errors
/// A value that does not mean what the type asks for, or a text that is neither; the message names the place within the
/// string, or, in JSON, the path.
pub fn deserialize<'de, T: DeserializeOwned, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    read_held(deserializer, "a string that holds JSON or JSV", |text| {
        let json = |error| format!("JSON text: {error}");
        match Json::parse(text, DEPTH_LIMIT).map_err(json)? {
            Some(tree) => T::deserialize(tree).map_err(json),
            None => crate::from_str(text).map_err(|error| format!("JSON or JSV text: {error}")),
        }
    })
}
