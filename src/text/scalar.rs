//! What one text means as one value, and how that value is written (SPEC §4, §5). Floor 1; no serde, no nom.
//!
//! Each scalar has one reader and one writer. A reader takes the text already unquoted and, where §3 says so, already
//! trimmed: nothing here skips white space.

mod float;
mod integer;
mod literal;
#[cfg(test)]
mod tests;

use alloc::vec::Vec;
use core::fmt;

use base64::{Engine as _, display::Base64Display, engine::general_purpose::STANDARD};

pub(crate) use float::{f64_prefix, parse_f32, parse_f64};
pub(crate) use integer::{Integer, IntegerError, integer_prefix, parse_integer, short_prefix};
pub(crate) use literal::{Literal, LiteralBuffer, WIDEST};

/// SPEC §4: "any case of `true false t f y n`, and `1 0 on off` exactly".
pub(crate) fn parse_bool(text: &str) -> Option<bool> {
    match text.as_bytes() {
        [b't' | b'T' | b'y' | b'Y' | b'1'] | b"True" | b"true" | b"on" => Some(true),
        [b'f' | b'F' | b'n' | b'N' | b'0'] | b"False" | b"false" | b"off" => Some(false),
        other if other.eq_ignore_ascii_case(b"true") => Some(true),
        other if other.eq_ignore_ascii_case(b"false") => Some(false),
        _ => None,
    }
}

/// `true` or `false` in any case at the start of the text, and its length. Which of the two is not branched on: nobody can
/// guess it.
#[inline(always)]
pub(crate) fn bool_prefix(bytes: &[u8]) -> Option<(bool, usize)> {
    let [word @ .., last] = bytes.first_chunk::<5>()?;
    let word = u32::from_le_bytes(*word) | u32::from_le_bytes([0x20; 4]);
    let is_true = usize::from(word == u32::from_le_bytes(*b"true"));
    let is_false = usize::from(word == u32::from_le_bytes(*b"fals")) & usize::from(last | 0x20 == b'e');
    let length = 4 * is_true + 5 * is_false;
    if length == 0 { None } else { Some((is_true == 1, length)) }
}

/// SPEC §4: "exactly one character".
pub(crate) fn parse_char(text: &str) -> Option<char> {
    let mut characters = text.chars();
    match (characters.next(), characters.next()) {
        (Some(character), None) => Some(character),
        _ => None,
    }
}

/// Writes bytes as base64: standard alphabet, padded; no bytes write nothing (SPEC §5).
pub(crate) fn encode_base64(bytes: &[u8], out: &mut impl fmt::Write) -> fmt::Result {
    write!(out, "{}", Base64Display::new(bytes, &STANDARD))
}

/// SPEC §4: "base64 (standard alphabet, padded; nothing is no bytes)".
pub(crate) fn decode_base64(text: &str) -> Option<Vec<u8>> {
    STANDARD.decode(text).ok()
}

/// A number whose own text is the text it was read from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Number {
    I64(i64),
    U64(u64),
    I128(i128),
    U128(u128),
    F64(f64),
}

/// The number that writes back as exactly this text (SPEC §4: "*canonical* numbers"), in the narrowest integer type
/// that holds it.
pub(crate) fn canonical_number(text: &str) -> Option<Number> {
    /// `-170141183460469231731687303715884105728`; the longest text of an `f64` has 24 characters.
    const LONGEST: usize = 40;

    let digits = text.strip_prefix('-').unwrap_or(text);
    if text.len() > LONGEST || !matches!(digits.as_bytes(), [b'0'..=b'9' | b'N' | b'I', ..]) {
        return None;
    }
    // `01` writes back as `1`, and `-0` is no integer: it is the float that keeps its sign.
    let may_be_integer = !digits.starts_with('0') || text == "0";
    if may_be_integer && let Some(number) = any_integer(text) {
        return Some(number);
    }
    let number = parse_f64(text)?;
    (LiteralBuffer::new().format(number) == text).then_some(Number::F64(number))
}

fn any_integer(text: &str) -> Option<Number> {
    match parse_integer(text) {
        Ok(number) => Some(Number::I64(number)),
        Err(IntegerError::NotAnInteger) => None,
        Err(IntegerError::OutOfRange) => (parse_integer(text).map(Number::U64))
            .or_else(|_| parse_integer(text).map(Number::I128))
            .or_else(|_| parse_integer(text).map(Number::U128))
            .ok(),
    }
}
