//! JSON that means what JSV means: names match in any case, bytes are base64, and the adapters see the digits of numbers.
//! Floor 5.

mod any_case;
mod scalar;

use alloc::string::String;
use std::io;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::ser::Formatter;

use self::any_case::AnyCase;
use crate::text::scalar::encode_base64;

/// Reads JSON; a byte order mark before it is skipped, as before JSV and CSV.
pub(super) fn from_slice<T: DeserializeOwned>(bytes: &[u8]) -> serde_json::Result<T> {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    let value = T::deserialize(AnyCase(&mut deserializer))?;
    deserializer.end()?;
    Ok(value)
}

/// Writes JSON.
pub(super) fn to_writer<T: Serialize + ?Sized>(writer: impl io::Write, value: &T) -> serde_json::Result<()> {
    value.serialize(&mut serde_json::Serializer::with_formatter(writer, Base64))
}

/// Compact, with bytes as ServiceStack writes `byte[]`.
struct Base64;

impl Formatter for Base64 {
    fn write_byte_array<W: ?Sized + io::Write>(&mut self, writer: &mut W, bytes: &[u8]) -> io::Result<()> {
        let mut text = String::new();
        encode_base64(bytes, &mut text).map_err(io::Error::other)?;
        self.begin_string(writer)?;
        self.write_string_fragment(writer, &text)?;
        self.end_string(writer)
    }
}
