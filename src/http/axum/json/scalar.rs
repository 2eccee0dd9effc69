//! Scalars of JSON whose text JSV keeps: bytes, and what the adapters read. Floor 5.

use alloc::borrow::{Cow, ToOwned};
use alloc::format;
use alloc::string::String;
use core::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Error, SeqAccess, Unexpected, Visitor};
use serde_json::value::RawValue;

use crate::text::scalar::decode_base64;

/// The zeros that an exponent may stand for: more than the digits of any decimal.
const ZEROS: usize = 64;

/// Hands over the text of a scalar, without a detour through an `f64`: a string's content or a number's digits.
pub(super) fn visit_text<'de, D: Deserializer<'de>, V: Visitor<'de>>(
    deserializer: D,
    visitor: V,
) -> Result<V::Value, D::Error> {
    let text = <&RawValue>::deserialize(deserializer)?.get();
    match text.as_bytes().first() {
        Some(b'"') => match serde_json::from_str::<String>(text) {
            Ok(content) => visitor.visit_string(content),
            Err(_) => {
                Err(D::Error::invalid_value(Unexpected::Other("a string with a damaged escape"), &visitor))
            }
        },
        Some(b'n') => visitor.visit_unit(),
        Some(b't' | b'f') => visitor.visit_bool(text == "true"),
        Some(b'[') => Err(D::Error::invalid_type(Unexpected::Seq, &visitor)),
        Some(b'{') => Err(D::Error::invalid_type(Unexpected::Map, &visitor)),
        _ => visitor.visit_str(&without_exponent(text).unwrap_or(Cow::Borrowed(text))),
    }
}

/// The number with its point where the exponent says. `None` if that is too far away.
fn without_exponent(number: &str) -> Option<Cow<'_, str>> {
    let Some((coefficient, exponent)) = number.split_once(['e', 'E']) else {
        return Some(Cow::Borrowed(number));
    };
    let unsigned = coefficient.strip_prefix('-').unwrap_or(coefficient);
    let sign = if unsigned.len() < coefficient.len() { "-" } else { "" };
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let exponent: i32 = exponent.parse().ok()?;
    let shift = usize::try_from(exponent.unsigned_abs()).ok().filter(|shift| *shift <= ZEROS)?;
    let zeros = "0".repeat(shift);
    let (whole, fraction) = if exponent < 0 {
        let padded = format!("{zeros}{whole}");
        let (whole, moved) = padded.split_at(whole.len());
        (whole.to_owned(), format!("{moved}{fraction}"))
    } else {
        let (moved, fraction) = fraction.split_at(shift.min(fraction.len()));
        (format!("{whole}{moved}{}", &zeros[moved.len()..]), fraction.to_owned())
    };
    let whole = match whole.trim_start_matches('0') {
        "" => "0",
        whole => whole,
    };
    let point = if fraction.is_empty() { "" } else { "." };
    Some(format!("{sign}{whole}{point}{fraction}").into())
}

/// What visits bytes: base64, as ServiceStack writes `byte[]`, or a list of numbers.
pub(super) struct FromBase64<V>(pub(super) V);

impl<'de, V: Visitor<'de>> Visitor<'de> for FromBase64<V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("base64 or a list of bytes")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<V::Value, E> {
        match decode_base64(text) {
            Some(bytes) => self.0.visit_byte_buf(bytes),
            None => Err(E::invalid_value(Unexpected::Str(text), &self)),
        }
    }

    /// `serde_json` hands the content of a string over without a look at its UTF-8.
    fn visit_bytes<E: Error>(self, content: &[u8]) -> Result<V::Value, E> {
        match core::str::from_utf8(content) {
            Ok(text) => self.visit_str(text),
            Err(_) => Err(E::invalid_value(Unexpected::Bytes(content), &self)),
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, access: A) -> Result<V::Value, A::Error> {
        self.0.visit_seq(access)
    }
}
