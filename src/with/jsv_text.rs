//! A string that holds JSV: the complex columns of `OrmLite`, or a property of another format. Floor 5.
//!
//! The value is written as its JSV, and that as one string; nothing at all (`None`, SPEC §5) is written as null.
//!
//! ```
//! use serde::{Deserialize, Serialize};
//!
//! #[derive(Debug, PartialEq, Serialize, Deserialize)]
//! struct Address { street: String, number: u32 }
//!
//! #[derive(Debug, PartialEq, Serialize, Deserialize)]
//! struct Row {
//!     id: u32,
//!     #[serde(with = "jsv::with::jsv_text")]
//!     address: Address,
//!     #[serde(with = "jsv::with::jsv_text")]
//!     tags: Option<Vec<String>>,
//! }
//!
//! // As a database driver or another service hands the row over.
//! let json = r#"{"id":7,"address":"{street:Main St,number:5}","tags":null}"#;
//! let row: Row = serde_json::from_str(json)?;
//! assert_eq!(row.address, Address { street: "Main St".into(), number: 5 });
//! assert_eq!(serde_json::to_string(&row)?, json);
//!
//! let damaged = r#"{"id":7,"address":"{street:Main St,number:x}","tags":null}"#;
//! let error = serde_json::from_str::<Row>(damaged).unwrap_err();
//! assert!(error.to_string().starts_with(
//!     "JSV text: number: expected an integer, found \"x\" (line 1, column 24)"
//! ));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use alloc::format;
use alloc::string::String;
use core::fmt;

use serde::de::{self, DeserializeOwned, Deserializer, Visitor};
use serde::ser::{self, Serialize, Serializer};

use crate::stack;

/// Writes the value's JSV as a string, and nothing as null.
///
/// # Errors
/// Those of [`to_string`](crate::to_string).
pub fn serialize<T: Serialize + ?Sized, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    let text = crate::to_string(value).map_err(<S::Error as ser::Error>::custom)?;
    if text.is_empty() { serializer.serialize_none() } else { serializer.serialize_some(&text) }
}

/// Reads a string, and what it holds as a JSV document, with the default settings; null reads as an empty document.
///
/// # Errors
/// Those of [`from_str`](crate::from_str); the message names the place within the string. Strings within strings share half a
/// MiB of stack, where there is `std`.
pub fn deserialize<'de, T: DeserializeOwned, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    read_held(deserializer, "a string that holds JSV", |text| {
        crate::from_str(text).map_err(|error| format!("JSV text: {error}"))
    })
}

/// Reads a string, and with `read` what it holds; null holds an empty text.
pub(super) fn read_held<'de, T, D: Deserializer<'de>>(
    deserializer: D,
    expected: &'static str,
    read: fn(&str) -> Result<T, String>,
) -> Result<T, D::Error> {
    deserializer.deserialize_option(HeldVisitor { expected, read })
}

struct HeldVisitor<T> {
    expected: &'static str,
    read: fn(&str) -> Result<T, String>,
}

impl<'de, T> Visitor<'de> for HeldVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.expected)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<T, E> {
        stack::within(|| (self.read)(text)).map_err(E::custom)
    }

    fn visit_none<E: de::Error>(self) -> Result<T, E> {
        self.visit_str("")
    }

    fn visit_unit<E: de::Error>(self) -> Result<T, E> {
        self.visit_str("")
    }

    fn visit_some<D: Deserializer<'de>>(self, inner: D) -> Result<T, D::Error> {
        inner.deserialize_str(self)
    }
}
