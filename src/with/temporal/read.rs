//! The texts that SPEC §11 names, and no other. Floor 5.

use super::{Day, Moment, NANOS_PER_SECOND, SECONDS_PER_DAY};

const MINUTE: i128 = 60 * NANOS_PER_SECOND;
const HOUR: i128 = 60 * MINUTE;
const DAY: i128 = 24 * HOUR;

/// An instant, and its offset in minutes; "no offset means UTC".
///
/// "`yyyy-MM-dd`, then optionally `T` or a space, `hh:mm`, `:ss`, 1–9 fraction digits, `Z` `z` or `±hh:mm`;
/// `/Date(ms±hhmm)/` with or without backslashes."
pub(in crate::with) fn parse_instant(text: &str) -> Option<(Moment, i32)> {
    let (moment, minutes) = parse_moment(text)?;
    Some((moment, minutes.unwrap_or(0)))
}

/// The same, where no offset means that the moment is on clocks that the text does not name.
pub(in crate::with) fn parse_moment(text: &str) -> Option<(Moment, Option<i32>)> {
    if text.starts_with(['/', '\\']) {
        return parse_date_call(text).map(|(moment, minutes)| (moment, Some(minutes)));
    }
    let mut cursor = Cursor(text.as_bytes());
    let date = cursor.date()?;
    if cursor.at_end() {
        return Some((Moment::new(date.seconds(), 0)?, None));
    }
    cursor.any_of(b"T ")?;
    let (mut second, mut nanos) = (cursor.hours_and_minutes()?, 0);
    if cursor.eat(b':') {
        second += i64::from(cursor.below(60)?);
        nanos = cursor.fraction()?;
    }
    let minutes = match cursor.0 {
        [] => None,
        [b'Z' | b'z'] => {
            cursor.0 = &[];
            Some(0)
        }
        _ => {
            let sign = cursor.sign()?;
            Some(sign * i32::try_from(cursor.hours_and_minutes()? / 60).ok()?)
        }
    };
    cursor.end()?;
    let moment = Moment::new(date.seconds() + second, nanos)?;
    Some((moment.plus_minutes(-minutes.unwrap_or(0))?, minutes))
}

/// "An offset in `/Date()/` never moves the instant."
fn parse_date_call(text: &str) -> Option<(Moment, i32)> {
    let inner = (text.strip_prefix("/Date(").and_then(|rest| rest.strip_suffix(")/")))
        .or_else(|| text.strip_prefix("\\/Date(").and_then(|rest| rest.strip_suffix(")\\/")))?;
    let mut cursor = Cursor(inner.as_bytes());
    let negative = cursor.eat(b'-');
    let magnitude = i64::try_from(cursor.number()?).ok()?;
    let milliseconds = if negative { -magnitude } else { magnitude };
    let minutes = if cursor.at_end() {
        0
    } else {
        let sign = cursor.sign()?;
        let hours = cursor.below(24)?;
        sign * (i32::from(hours) * 60 + i32::from(cursor.below(60)?))
    };
    cursor.end()?;
    let nanos = u32::try_from(milliseconds.rem_euclid(1_000)).ok()? * 1_000_000;
    Some((Moment::new(milliseconds.div_euclid(1_000), nanos)?, minutes))
}

/// `yyyy-MM-dd`.
pub(in crate::with) fn parse_date(text: &str) -> Option<Day> {
    let mut cursor = Cursor(text.as_bytes());
    let date = cursor.date()?;
    cursor.end()?;
    Some(date)
}

/// Seconds and nanoseconds since midnight: `PT10H20M30.5S`, "a time also as `hh:mm:ss[.f]`".
pub(in crate::with) fn parse_time(text: &str) -> Option<(u32, u32)> {
    let nanoseconds = if text.starts_with("PT") {
        parse_duration(text)?
    } else {
        let mut cursor = Cursor(text.as_bytes());
        let time = cursor.clock()?;
        cursor.end()?;
        time
    };
    if !(0..DAY).contains(&nanoseconds) {
        return None;
    }
    let second = u32::try_from(nanoseconds / NANOS_PER_SECOND).ok()?;
    Some((second, u32::try_from(nanoseconds % NANOS_PER_SECOND).ok()?))
}

/// Nanoseconds: ISO 8601, "upper case, at least one component, no years, months, weeks", or `[-][d.]hh:mm:ss[.f]`.
pub(in crate::with) fn parse_duration(text: &str) -> Option<i128> {
    let mut cursor = Cursor(text.as_bytes());
    let negative = cursor.eat(b'-');
    let magnitude = if cursor.eat(b'P') { cursor.components()? } else { cursor.days_and_clock()? };
    cursor.end()?;
    Some(if negative { -magnitude } else { magnitude })
}

/// What is left of a text; every step takes what it names, or says that it is not there.
struct Cursor<'a>(&'a [u8]);

impl Cursor<'_> {
    fn at_end(&self) -> bool {
        self.0.is_empty()
    }

    fn end(&self) -> Option<()> {
        self.at_end().then_some(())
    }

    fn eat(&mut self, byte: u8) -> bool {
        match self.0 {
            [first, rest @ ..] if *first == byte => {
                self.0 = rest;
                true
            }
            _ => false,
        }
    }

    fn expect(&mut self, byte: u8) -> Option<()> {
        self.eat(byte).then_some(())
    }

    fn any_of(&mut self, bytes: &[u8]) -> Option<()> {
        bytes.iter().any(|byte| self.eat(*byte)).then_some(())
    }

    fn sign(&mut self) -> Option<i32> {
        if self.eat(b'+') { Some(1) } else { self.expect(b'-').map(|()| -1) }
    }

    /// The digits that stand here; perhaps none.
    fn digits(&mut self) -> &[u8] {
        let length = self.0.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let (digits, rest) = self.0.split_at(length);
        self.0 = rest;
        digits
    }

    /// One or more digits.
    fn number(&mut self) -> Option<u64> {
        let digits = self.digits();
        if digits.is_empty() {
            return None;
        }
        digits
            .iter()
            .try_fold(0_u64, |number, digit| number.checked_mul(10)?.checked_add(u64::from(digit - b'0')))
    }

    /// Exactly `count` digits.
    fn fixed(&mut self, count: usize) -> Option<u16> {
        let (digits, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        digits.iter().try_fold(0, |number, digit| {
            digit.is_ascii_digit().then(|| number * 10 + u16::from(digit - b'0'))
        })
    }

    /// Two digits, of a number below `limit`.
    fn below(&mut self, limit: u16) -> Option<u8> {
        let number = self.fixed(2)?;
        if number < limit { u8::try_from(number).ok() } else { None }
    }

    /// `yyyy-MM-dd`.
    fn date(&mut self) -> Option<Day> {
        let year = self.fixed(4)?;
        self.expect(b'-')?;
        let month = self.below(13)?;
        self.expect(b'-')?;
        Day::new(year, month, self.below(32)?)
    }

    /// `hh:mm`, in seconds.
    fn hours_and_minutes(&mut self) -> Option<i64> {
        let hours = i64::from(self.below(24)?);
        self.expect(b':')?;
        Some(hours * 3_600 + i64::from(self.below(60)?) * 60)
    }

    /// `[.f]`, 1–9 digits, in nanoseconds.
    fn fraction(&mut self) -> Option<u32> {
        if !self.eat(b'.') {
            return Some(0);
        }
        let digits = self.digits();
        if !(1..=9).contains(&digits.len()) {
            return None;
        }
        let padded = digits.iter().map(|digit| u32::from(digit - b'0')).chain(core::iter::repeat(0));
        Some(padded.take(9).fold(0, |nanos, digit| nanos * 10 + digit))
    }

    /// `hh:mm:ss[.f]`, in nanoseconds.
    fn clock(&mut self) -> Option<i128> {
        let minutes = self.hours_and_minutes()?;
        self.expect(b':')?;
        let second = i128::from(minutes) + i128::from(self.below(60)?);
        Some(second * NANOS_PER_SECOND + i128::from(self.fraction()?))
    }

    /// `[d.]hh:mm:ss[.f]`.
    fn days_and_clock(&mut self) -> Option<i128> {
        let days = if self.0.iter().find(|byte| !byte.is_ascii_digit()) == Some(&b'.') {
            let days = self.number()?;
            self.expect(b'.')?;
            i128::from(days)
        } else {
            0
        };
        Some(days * DAY + self.clock()?)
    }

    /// What follows the `P`: each of `D` `T` `H` `M` `S` once at most, in this order, a fraction of seconds only.
    fn components(&mut self) -> Option<i128> {
        const DATE: &[(u8, i128)] = &[(b'D', DAY)];
        const TIME: &[(u8, i128)] = &[(b'H', HOUR), (b'M', MINUTE), (b'S', NANOS_PER_SECOND)];
        let mut units = DATE;
        let mut in_time = false;
        let mut total = 0_i128;
        // A number must follow the `P`, and the `T`.
        let mut wanted = true;
        loop {
            if !in_time && self.eat(b'T') {
                (units, in_time, wanted) = (TIME, true, true);
            }
            if self.at_end() {
                return (!wanted).then_some(total);
            }
            let number = i128::from(self.number()?);
            let has_fraction = self.0.first() == Some(&b'.');
            let fraction = self.fraction()?;
            let (unit, rest) = self.0.split_first()?;
            let place = units.iter().position(|(name, _)| name == unit)?;
            if has_fraction && *unit != b'S' {
                return None;
            }
            total += number * units[place].1 + i128::from(fraction);
            units = &units[place + 1..];
            self.0 = rest;
            wanted = false;
        }
    }
}

const _: () = assert!(DAY == SECONDS_PER_DAY as i128 * NANOS_PER_SECOND);
