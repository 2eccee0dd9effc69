//! Floats: read correctly rounded, written with the shortest digits that come back (SPEC §4, §5). Floor 1.

#[cfg(test)]
mod tests;
mod written;

use core::str::FromStr;

use crate::text::digits;

/// The powers of ten that an `f64` holds exactly.
const F64_POWERS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
    1e19, 1e20, 1e21, 1e22,
];
/// The powers of ten that an `f32` holds exactly.
const F32_POWERS: [f32; 11] = [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10];

/// The x87 unit rounds twice, so there the short cut below is not exact.
const ROUNDS_ONCE: bool = cfg!(not(all(target_arch = "x86", not(target_feature = "sse2"))));

/// SPEC §4: "`-?` digits with optional `.` and exponent, `.5` and `5.` too; any case of `NaN Infinity -Infinity`; too
/// large is infinity".
#[inline]
pub(crate) fn parse_f64(text: &str) -> Option<f64> {
    /// A longer text mostly has more digits than the short cut takes: `0.1234567890123456`.
    const SHORT: usize = 18;

    if ROUNDS_ONCE
        && text.len() <= SHORT
        && let Some(decimal) = Decimal::scan(text.as_bytes())
        && decimal.mantissa <= 1 << f64::MANTISSA_DIGITS
        && let Some(power) = F64_POWERS.get(decimal.exponent.unsigned_abs() as usize)
    {
        #[expect(clippy::cast_precision_loss, reason = "at most 2^53, which is exact")]
        let mantissa = decimal.mantissa as f64;
        let value = if decimal.exponent < 0 { mantissa / power } else { mantissa * power };
        return Some(if decimal.negative { -value } else { value });
    }
    parse_any(text)
}

/// Reads `-?[0-9]{1,7}(\.[0-9]{1,7})?` at the start of `bytes`: the value and the number of bytes it takes. `None` decides
/// nothing. The caller checks that a delimiter follows: more digits or an exponent are none.
#[inline]
pub(crate) fn f64_prefix(bytes: &[u8]) -> Option<(f64, usize)> {
    if !ROUNDS_ONCE {
        return None;
    }
    let (negative, digits) = match bytes {
        [b'-', digits @ ..] => (true, digits),
        digits => (false, digits),
    };
    let (integer, mut length) = digits::leading(*digits.first_chunk()?)?;
    let (mut mantissa, mut power) = (u64::from(integer), 1.0);
    if digits.get(length) == Some(&b'.') {
        let (fraction, count) = digits::leading(*digits[length + 1..].first_chunk()?)?;
        mantissa = mantissa * INTEGER_POWERS[count] + u64::from(fraction);
        power = F64_POWERS[count];
        length += 1 + count;
    }
    #[expect(clippy::cast_precision_loss, reason = "at most 14 digits, which is exact")]
    let value = mantissa as f64 / power;
    Some((if negative { -value } else { value }, length + usize::from(negative)))
}

/// Powers of ten, to move digits in front of up to seven others.
const INTEGER_POWERS: [u64; 8] = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000];

/// As [`parse_f64`], rounded once to an `f32`.
#[inline]
pub(crate) fn parse_f32(text: &str) -> Option<f32> {
    const SHORT: usize = 12;

    if ROUNDS_ONCE
        && text.len() <= SHORT
        && let Some(decimal) = Decimal::scan(text.as_bytes())
        && decimal.mantissa <= 1 << f32::MANTISSA_DIGITS
        && let Some(power) = F32_POWERS.get(decimal.exponent.unsigned_abs() as usize)
    {
        #[expect(clippy::cast_precision_loss, reason = "at most 2^24, which is exact")]
        let mantissa = decimal.mantissa as f32;
        let value = if decimal.exponent < 0 { mantissa / power } else { mantissa * power };
        return Some(if decimal.negative { -value } else { value });
    }
    parse_any(text)
}

/// The whole grammar. Where a text begins as a number, [`str::parse`] takes exactly the numbers of SPEC §4; a plus sign in
/// front and its own names of the values without digits (`inf`, `-nan`) are kept away from it.
fn parse_any<F: FromStr + From<f32>>(text: &str) -> Option<F> {
    match text.strip_prefix('-').unwrap_or(text).as_bytes() {
        [b'0'..=b'9' | b'.', ..] => text.parse().ok(),
        _ if text.eq_ignore_ascii_case("NaN") => Some(F::from(f32::NAN)),
        _ if text.eq_ignore_ascii_case("Infinity") => Some(F::from(f32::INFINITY)),
        _ if text.eq_ignore_ascii_case("-Infinity") => Some(F::from(f32::NEG_INFINITY)),
        _ => None,
    }
}

/// A short text read as `mantissa * 10^exponent`.
struct Decimal {
    negative: bool,
    mantissa: u64,
    exponent: i32,
}

impl Decimal {
    /// `-? ( [0-9]+ ( "." [0-9]* )? / "." [0-9]+ ) ( [eE] [+-]? [0-9]{1,2} )?`, the whole of `text`. The caller has seen
    /// that it is short, so neither number overflows.
    #[inline]
    fn scan(text: &[u8]) -> Option<Self> {
        let (negative, text) = match text {
            [b'-', rest @ ..] => (true, rest),
            rest => (false, rest),
        };
        let (mut mantissa, mut rest) = digits(text, 0);
        let mut count = text.len() - rest.len();
        let mut exponent = 0;
        if let [b'.', fraction @ ..] = rest {
            (mantissa, rest) = digits(fraction, mantissa);
            let length = fraction.len() - rest.len();
            count += length;
            exponent = -i32::try_from(length).ok()?;
        }
        if count == 0 {
            return None;
        }
        if let [b'e' | b'E', rest @ ..] = rest {
            exponent += scan_exponent(rest)?;
        } else if !rest.is_empty() {
            return None;
        }
        Some(Self { negative, mantissa, exponent })
    }
}

/// Appends the digits that `text` starts with to `mantissa`; returns it with what follows them.
#[inline]
fn digits(mut text: &[u8], mut mantissa: u64) -> (u64, &[u8]) {
    while let [byte @ b'0'..=b'9', rest @ ..] = text {
        mantissa = mantissa.wrapping_mul(10).wrapping_add(u64::from(byte - b'0'));
        text = rest;
    }
    (mantissa, text)
}

/// `[+-]? [0-9]{1,2}`, the whole of `text`.
fn scan_exponent(text: &[u8]) -> Option<i32> {
    let (negative, digits) = match text {
        [b'-', digits @ ..] => (true, digits),
        [b'+', digits @ ..] | digits => (false, digits),
    };
    let magnitude = match *digits {
        [ones @ b'0'..=b'9'] => i32::from(ones - b'0'),
        [tens @ b'0'..=b'9', ones @ b'0'..=b'9'] => i32::from(tens - b'0') * 10 + i32::from(ones - b'0'),
        _ => return None,
    };
    Some(if negative { -magnitude } else { magnitude })
}
