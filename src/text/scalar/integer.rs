//! Integers: `-?[0-9]+`, ASCII digits only, leading zeros allowed (SPEC §4). Floor 1.

#[cfg(test)]
mod tests;

use crate::text::digits;

/// An integer type, by the name an error message calls it.
pub(crate) trait Integer: Copy + TryFrom<i64> + TryFrom<i128> + TryFrom<u128> {
    const NAME: &'static str;
}

macro_rules! integers {
    ($($integer:ident)*) => {$(
        impl Integer for $integer {
            const NAME: &'static str = stringify!($integer);
        }
    )*};
}

integers!(i8 i16 i32 i64 i128 u8 u16 u32 u64 u128);

/// Why a text is not an integer of the type asked for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum IntegerError {
    NotAnInteger,
    OutOfRange,
}

/// The most digits that can never overflow an `i64`.
const SAFE_DIGITS: usize = 18;

/// Reads a whole text as an integer.
#[inline]
pub(crate) fn parse_integer<T: Integer>(text: &str) -> Result<T, IntegerError> {
    match integer_prefix(text.as_bytes()) {
        Some((value, length)) if length == text.len() => {
            T::try_from(value).map_err(|_| IntegerError::OutOfRange)
        }
        _ => parse_long(text),
    }
}

/// Reads `-?[0-9]{1,18}` at the start of `bytes`: the value and the number of bytes it takes. `None` if there is no
/// digit, or a 19th. The caller checks that a delimiter follows.
#[inline]
pub(crate) fn integer_prefix(bytes: &[u8]) -> Option<(i64, usize)> {
    short_prefix(bytes).or_else(|| long_prefix(bytes))
}

/// The same for up to seven digits that something follows.
#[inline(always)]
pub(crate) fn short_prefix(bytes: &[u8]) -> Option<(i64, usize)> {
    let (value, length) = digits::leading(*bytes.first_chunk()?)?;
    Some((value.into(), length))
}

/// Negative, long, or near the end of the text.
#[inline(never)]
fn long_prefix(bytes: &[u8]) -> Option<(i64, usize)> {
    let (negative, digits) = match bytes {
        [b'-', digits @ ..] => (true, digits),
        digits => (false, digits),
    };
    let mut magnitude = 0;
    let mut length = 0;
    for byte in digits {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            break;
        }
        if length == SAFE_DIGITS {
            return None;
        }
        magnitude = magnitude * 10 + i64::from(digit);
        length += 1;
    }
    if length == 0 {
        return None;
    }
    Some((if negative { -magnitude } else { magnitude }, length + usize::from(negative)))
}

/// What [`integer_prefix`] leaves: texts that are no integers, and those of more than 18 digits.
#[cold]
fn parse_long<T: Integer>(text: &str) -> Result<T, IntegerError> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text),
    };
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(IntegerError::NotAnInteger);
    }
    // Stops at the first digit that overflows, so the time is linear however long the text.
    let magnitude = digits
        .bytes()
        .try_fold(0_u128, |value, byte| value.checked_mul(10)?.checked_add(u128::from(byte - b'0')))
        .ok_or(IntegerError::OutOfRange)?;
    let value = if negative {
        0_i128.checked_sub_unsigned(magnitude).and_then(|value| T::try_from(value).ok())
    } else {
        T::try_from(magnitude).ok()
    };
    value.ok_or(IntegerError::OutOfRange)
}
