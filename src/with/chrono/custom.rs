//! Dates as numbers, in formats of your own, and without an offset: what `?jsconfig=` and other writers make of them.
//! Floor 5.

use alloc::string::String;
use core::fmt::{Display, Write as _};

use ::chrono::format::{DelayedFormat, Parsed, StrftimeItems, parse};
use ::chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeZone as _, Utc};

use super::{day, has_text, instant_of, moment as moment_of};
use crate::with::field::{Number, Text, fields, numbers};
use crate::with::temporal::{self, Assumed, Format, Formatted, Minutes, UnixMilliseconds, UnixSeconds};

/// Whole seconds since 1970, of a [`DateTime<Utc>`]: `1435162936`; a fraction is cut off.
pub mod unix_seconds {
    crate::with::field::adapter!(crate::with::temporal::UnixSeconds);
}

/// Whole milliseconds since 1970, of a [`DateTime<Utc>`]: `1435162936000`.
pub mod unix_milliseconds {
    crate::with::field::adapter!(crate::with::temporal::UnixMilliseconds);
}

/// A date and time by RFC 1123, .NET's format `R`: `"Wed, 24 Jun 2015 16:22:16 GMT"`, quoted for its comma.
pub mod rfc1123 {
    crate::with::field::adapter!(crate::with::temporal::Formatted<crate::with::temporal::Rfc1123>);
}

/// What the clocks of a place say, for [`Assumed`].
pub trait Zone {
    /// The instant at which the clocks say so; `None`, an error, where they skip it, or, if you do not care to choose,
    /// say it twice.
    fn instant(local: NaiveDateTime) -> Option<DateTime<FixedOffset>>;
}

impl<const EAST: i32> Zone for Minutes<EAST> {
    fn instant(local: NaiveDateTime) -> Option<DateTime<FixedOffset>> {
        FixedOffset::east_opt(EAST.checked_mul(60)?)?.from_local_datetime(&local).single()
    }
}

numbers! {
    DateTime<Utc>: UnixSeconds,
    DateTime<Utc>: UnixMilliseconds,
}

impl Number<UnixSeconds> for DateTime<Utc> {
    const EXPECTED: &'static str = temporal::UNIX_SECONDS;

    fn number(&self) -> Result<i64, &'static str> {
        temporal::unix_seconds(moment_of(self))
    }

    fn from_number(number: i64) -> Option<Self> {
        instant_of(temporal::from_unix_seconds(number)?)
    }
}

impl Number<UnixMilliseconds> for DateTime<Utc> {
    const EXPECTED: &'static str = temporal::UNIX_MILLISECONDS;

    fn number(&self) -> Result<i64, &'static str> {
        temporal::unix_milliseconds(moment_of(self))
    }

    fn from_number(number: i64) -> Option<Self> {
        instant_of(temporal::from_unix_milliseconds(number)?)
    }
}

fields! {
    for [Z: Zone]
    DateTime<Utc>: Assumed<Z>,
    DateTime<FixedOffset>: Assumed<Z>,
}

/// The instant that a text means, on the clocks that it names or those of `Z`.
fn assumed<Z: Zone>(text: &str) -> Option<DateTime<FixedOffset>> {
    let (moment, minutes) = temporal::parse_moment(text)?;
    let instant = instant_of(moment)?.naive_utc();
    let assumed = match minutes {
        Some(minutes) => FixedOffset::east_opt(minutes * 60)?.from_utc_datetime(&instant),
        None => Z::instant(instant)?,
    };
    // On clocks in the east the first year starts before it does in UTC.
    moment_of(&assumed).map(|_| assumed)
}

impl<Z: Zone> Text<Assumed<Z>> for DateTime<Utc> {
    const EXPECTED: &'static str = temporal::DATE_AND_TIME;

    fn text(&self) -> Result<impl Display, &'static str> {
        <Self as Text<temporal::Instant>>::text(self)
    }

    fn parse(text: &str) -> Option<Self> {
        Some(assumed::<Z>(text)?.to_utc())
    }
}

impl<Z: Zone> Text<Assumed<Z>> for DateTime<FixedOffset> {
    const EXPECTED: &'static str = temporal::DATE_AND_TIME;

    fn text(&self) -> Result<impl Display, &'static str> {
        <Self as Text<temporal::Offset>>::text(self)
    }

    fn parse(text: &str) -> Option<Self> {
        assumed::<Z>(text).filter(has_text)
    }
}

fields! {
    for [F: Format]
    DateTime<Utc>: Formatted<F>,
    DateTime<FixedOffset>: Formatted<F>,
    NaiveDateTime: Formatted<F>,
    NaiveDate: Formatted<F>,
    NaiveTime: Formatted<F>,
}

/// The library's `Display` fails where the format is not one, or asks for what the type has not.
fn written(text: &DelayedFormat<StrftimeItems<'_>>) -> Result<String, &'static str> {
    let mut written = String::new();
    write!(written, "{text}").map_err(|_| temporal::NO_FORMAT)?;
    Ok(written)
}

fn parsed<F: Format>(text: &str) -> Option<Parsed> {
    let mut parsed = Parsed::new();
    parse(&mut parsed, text, StrftimeItems::new(F::FORMAT)).ok()?;
    Some(parsed)
}

/// The date and time without regard to an offset; midnight where the format has no time of day.
fn local(parsed: &Parsed) -> Option<NaiveDateTime> {
    if parsed.hour_mod_12().is_none() && parsed.timestamp().is_none() {
        return Some(parsed.to_naive_date().ok()?.and_time(NaiveTime::MIN));
    }
    parsed.to_naive_datetime_with_offset(0).ok()
}

/// "No offset means UTC", here too.
fn instant(parsed: &Parsed) -> Option<DateTime<FixedOffset>> {
    match parsed.offset() {
        Some(_) => parsed.to_datetime().ok(),
        None => Some(local(parsed)?.and_utc().fixed_offset()),
    }
}

/// In UTC, unless the format has an offset to be read again.
fn with_offset<F: Format>(time: &DateTime<FixedOffset>) -> Result<String, &'static str> {
    let local = written(&time.format(F::FORMAT))?;
    match parsed::<F>(&local).and_then(|parsed| parsed.offset()) {
        Some(_) => Ok(local),
        None => written(&time.to_utc().format(F::FORMAT)),
    }
}

macro_rules! formatted {
    ($($type:ty: $expected:path, $has_text:expr, $parse:expr, $write:expr;)*) => {$(
        impl<F: Format> Text<Formatted<F>> for $type {
            const EXPECTED: &'static str = $expected;

            fn text(&self) -> Result<impl Display, &'static str> {
                let write: fn(&Self) -> Result<String, &'static str> = $write;
                let has_text: fn(&Self) -> bool = $has_text;
                if has_text(self) { write(self) } else { Err(temporal::NO_YEAR) }
            }

            fn parse(text: &str) -> Option<Self> {
                let parse: fn(&Parsed) -> Option<Self> = $parse;
                parse(&parsed::<F>(text)?).filter($has_text)
            }
        }
    )*};
}

formatted! {
    DateTime<Utc>: temporal::DATE_AND_TIME,
        |time| moment_of(time).is_some(),
        |parsed| Some(instant(parsed)?.to_utc()),
        |time| written(&time.format(F::FORMAT));
    DateTime<FixedOffset>: temporal::DATE_AND_TIME, has_text, instant, with_offset::<F>;
    NaiveDateTime: temporal::DATE_AND_TIME,
        |time| day(time.date()).is_some(),
        local,
        |time| written(&time.format(F::FORMAT));
    NaiveDate: temporal::DATE,
        |date| day(*date).is_some(),
        |parsed| parsed.to_naive_date().ok(),
        |date| written(&date.format(F::FORMAT));
    NaiveTime: temporal::TIME,
        |_| true,
        |parsed| parsed.to_naive_time().ok(),
        |time| written(&time.format(F::FORMAT));
}
