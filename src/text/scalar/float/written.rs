//! Floats written: the shortest digits that come back, laid out as SPEC §5 has them. Floor 1.

use super::ROUNDS_ONCE;
use crate::text::digits::{self, NINE_DIGITS};
use crate::text::scalar::literal::{Literal, LiteralBuffer, WIDEST, put, put_text, write_at};

impl Literal for f64 {
    #[inline]
    fn write(self, room: &mut [u8; WIDEST]) -> usize {
        match decimal(self.abs()) {
            Some((whole, fraction)) => write_decimal(self < 0.0, whole, fraction, room),
            None => write_f64(self, room),
        }
    }
}

impl Literal for f32 {
    #[inline]
    fn write(self, room: &mut [u8; WIDEST]) -> usize {
        write_f32(self, room)
    }
}

/// Money and measures: the digits before the point and eight behind it, if the value is 0.0001 or more, has up to
/// seven digits before the point and needs no more than the eight.
///
/// An `f64` tells any two decimals of up to 15 digits apart. So if one of them rounds to the value, no other one does: it is
/// the shortest that comes back.
#[inline]
fn decimal(magnitude: f64) -> Option<(u64, u64)> {
    const PLACES: f64 = 1e8;
    /// A sum with 2^52 has no place for a fraction: its lowest bits are an integer.
    const WHOLE: f64 = 4_503_599_627_370_496.0;

    if !ROUNDS_ONCE || !(1e-4..1e7).contains(&magnitude) {
        return None;
    }
    let sum = magnitude * PLACES + WHOLE;
    #[expect(clippy::float_cmp, reason = "these digits are the value's, or they are not")]
    let same = (sum - WHOLE) / PLACES == magnitude;
    let digits = sum.to_bits() - WHOLE.to_bits();
    same.then_some((digits / NINE_DIGITS, digits % NINE_DIGITS))
}

#[inline]
fn write_decimal(negative: bool, whole: u64, fraction: u64, room: &mut [u8; WIDEST]) -> usize {
    room[0] = b'-';
    let point = write_at(room, usize::from(negative), whole);
    if fraction == 0 {
        return point;
    }
    let digits = digits::spread(fraction);
    put(room, point, *b".       ");
    put(room, point + 1, digits::characters(digits));
    point + 9 - digits.leading_zeros() as usize / 8
}

/// SPEC §5: fixed notation while the decimal exponent is -4 to 16, else `d.dddE+XX`.
#[inline(never)]
fn write_f64(value: f64, room: &mut [u8; WIDEST]) -> usize {
    const EVERY_INTEGER_BELOW: f64 = 9_007_199_254_740_992.0;

    let magnitude = value.abs();
    if magnitude < EVERY_INTEGER_BELOW {
        #[expect(clippy::cast_possible_truncation, reason = "compared with the value it came from")]
        let integer = value as i64;
        #[expect(clippy::cast_precision_loss, reason = "below 2^53, which is exact")]
        let same = (integer as f64).to_bits() == value.to_bits();
        if same {
            return integer.write(room);
        }
    }
    if magnitude == 0.0 || !value.is_finite() {
        return put_text(room, without_digits(magnitude, value.is_sign_negative()));
    }
    let mut shortest = zmij::Buffer::new();
    let shortest = shortest.format_finite(value);
    // In this range the digits already stand in fixed notation.
    if (1e-4..1e16).contains(&magnitude) {
        return put_text(room, without_fraction_of_zero(shortest));
    }
    let mut layout = Layout::EMPTY;
    put_text(room, layout.fill(shortest, 16, exponent_letter(magnitude >= f64::MAX)))
}

/// SPEC §5: fixed notation while the decimal exponent is -4 to 8, else `d.dddE+XX`.
#[inline(never)]
fn write_f32(value: f32, room: &mut [u8; WIDEST]) -> usize {
    const EVERY_INTEGER_BELOW: f32 = 16_777_216.0;

    let magnitude = value.abs();
    if magnitude < EVERY_INTEGER_BELOW {
        #[expect(clippy::cast_possible_truncation, reason = "compared with the value it came from")]
        let integer = value as i32;
        #[expect(clippy::cast_precision_loss, reason = "below 2^24, which is exact")]
        let same = (integer as f32).to_bits() == value.to_bits();
        if same {
            return integer.write(room);
        }
    }
    if magnitude == 0.0 || !value.is_finite() {
        return put_text(room, without_digits(magnitude.into(), value.is_sign_negative()));
    }
    let mut shortest = zmij::Buffer::new();
    let shortest = shortest.format_finite(value);
    if (1e-4..1e9).contains(&magnitude) {
        return put_text(room, without_fraction_of_zero(shortest));
    }
    let mut layout = Layout::EMPTY;
    put_text(room, layout.fill(shortest, 8, exponent_letter(magnitude >= f32::MAX)))
}

#[inline]
fn without_fraction_of_zero(text: &str) -> &str {
    text.strip_suffix(".0").unwrap_or(text)
}

/// Negative zero (the other one is an integer) and the values that are not finite; NaN has no sign.
#[cold]
fn without_digits(magnitude: f64, negative: bool) -> &'static str {
    if magnitude.is_nan() {
        "NaN"
    } else if magnitude == 0.0 {
        "-0"
    } else if negative {
        "-Infinity"
    } else {
        "Infinity"
    }
}

/// SPEC §5: "the largest finite value of each sign has a lower-case `e`".
#[inline]
fn exponent_letter(largest: bool) -> u8 {
    if largest { b'e' } else { b'E' }
}

/// Up to 32 ASCII characters; the longest text, `-1.7976931348623157e+308`, has 24.
struct Layout {
    bytes: [u8; 32],
    length: usize,
}

impl Layout {
    const EMPTY: Self = Self { bytes: [0; 32], length: 0 };

    /// Lays out anew what zmij wrote (`1.5e-7`, `0.000015`, `1234567900.0`): in fixed notation for a decimal exponent
    /// of 0 to `fixed`, which only whole numbers come here with, else as `d.dddE+XX`.
    fn fill(&mut self, shortest: &str, fixed: i32, letter: u8) -> &str {
        self.length = 0;
        match shortest
            .bytes()
            .position(|byte| byte == b'e')
            .and_then(|place| shortest.split_at_checked(place))
        {
            Some((mantissa, exponent)) => {
                let exponent = exponent.get(1..).and_then(|digits| digits.parse().ok()).unwrap_or(0);
                if (0..=fixed).contains(&exponent) {
                    self.fill_digits(mantissa, exponent, fixed, letter);
                } else {
                    self.push_all(mantissa.as_bytes());
                    self.push_exponent(exponent, letter);
                }
            }
            None => self.fill_digits(shortest, 0, fixed, letter),
        }
        // Only ASCII was pushed.
        core::str::from_utf8(self.written()).unwrap_or_default()
    }

    /// `mantissa * 10^exponent`, from its significant digits.
    fn fill_digits(&mut self, mantissa: &str, mut exponent: i32, fixed: i32, letter: u8) {
        let unsigned = mantissa.strip_prefix('-').unwrap_or(mantissa);
        let whole = unsigned.find('.').unwrap_or(unsigned.len());
        exponent += i32::try_from(whole).unwrap_or(0) - 1;
        let mut digits = Self::EMPTY;
        for byte in unsigned.bytes().filter(|byte| *byte != b'.') {
            if byte == b'0' && digits.length == 0 {
                exponent -= 1;
            } else {
                digits.push(byte);
            }
        }

        if unsigned.len() < mantissa.len() {
            self.push(b'-');
        }
        if (0..=fixed).contains(&exponent) {
            let padded = digits.significant().iter().copied().chain(core::iter::repeat(b'0'));
            (0..=exponent).zip(padded).for_each(|(_, digit)| self.push(digit));
        } else {
            let (first, rest) = digits.significant().split_at_checked(1).unwrap_or_default();
            self.push_all(first);
            if !rest.is_empty() {
                self.push(b'.');
                self.push_all(rest);
            }
            self.push_exponent(exponent, letter);
        }
    }

    /// `E+XX`: "a sign and at least two exponent digits" (SPEC §5).
    fn push_exponent(&mut self, exponent: i32, letter: u8) {
        self.push(letter);
        self.push(if exponent < 0 { b'-' } else { b'+' });
        let mut text = LiteralBuffer::new();
        let magnitude = text.format(exponent.unsigned_abs());
        if magnitude.len() < 2 {
            self.push(b'0');
        }
        self.push_all(magnitude.as_bytes());
    }

    #[inline]
    fn push_all(&mut self, text: &[u8]) {
        if let Some(place) = self.bytes.get_mut(self.length..self.length + text.len()) {
            place.copy_from_slice(text);
            self.length += text.len();
        }
    }

    #[inline]
    fn push(&mut self, byte: u8) {
        if let Some(place) = self.bytes.get_mut(self.length) {
            *place = byte;
            self.length += 1;
        }
    }

    fn written(&self) -> &[u8] {
        self.bytes.get(..self.length).unwrap_or_default()
    }

    /// What was written, without trailing zeros.
    fn significant(&self) -> &[u8] {
        let mut digits = self.written();
        while let [rest @ .., b'0'] = digits {
            digits = rest;
        }
        digits
    }
}
