//! Dates as numbers, in formats of your own, and without an offset: what `?jsconfig=` and other writers make of them.
//! Floor 5.

use alloc::string::String;
use core::fmt::Display;

use ::jiff::civil::{Date, DateTime, Time};
use ::jiff::fmt::strtime::{self, BrokenDownTime};
use ::jiff::tz::{Offset, TimeZone};
use ::jiff::{Timestamp, ZonedDateTime};

use super::{day, has_text, moment, timestamp, zoned};
use crate::with::field::{Number, Text, fields, numbers};
use crate::with::temporal::{self, Assumed, Format, Formatted, Minutes, UnixMilliseconds, UnixSeconds};

/// Whole seconds since 1970, of a [`Timestamp`]: `1435162936`; a fraction is cut off.
pub mod unix_seconds {
    crate::with::field::adapter!(crate::with::temporal::UnixSeconds);
}

/// Whole milliseconds since 1970, of a [`Timestamp`]: `1435162936000`.
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
    fn instant(local: DateTime) -> Option<ZonedDateTime>;
}

impl<const EAST: i32> Zone for Minutes<EAST> {
    fn instant(local: DateTime) -> Option<ZonedDateTime> {
        let offset = Offset::from_seconds(EAST.checked_mul(60)?).ok()?;
        local.to_zoned_datetime(TimeZone::fixed(offset)).ok()
    }
}

numbers! {
    Timestamp: UnixSeconds,
    Timestamp: UnixMilliseconds,
}

impl Number<UnixSeconds> for Timestamp {
    const EXPECTED: &'static str = temporal::UNIX_SECONDS;

    fn number(&self) -> Result<i64, &'static str> {
        temporal::unix_seconds(moment(*self))
    }

    fn from_number(number: i64) -> Option<Self> {
        timestamp(temporal::from_unix_seconds(number)?)
    }
}

impl Number<UnixMilliseconds> for Timestamp {
    const EXPECTED: &'static str = temporal::UNIX_MILLISECONDS;

    fn number(&self) -> Result<i64, &'static str> {
        temporal::unix_milliseconds(moment(*self))
    }

    fn from_number(number: i64) -> Option<Self> {
        timestamp(temporal::from_unix_milliseconds(number)?)
    }
}

fields! {
    for [Z: Zone]
    Timestamp: Assumed<Z>,
    ZonedDateTime: Assumed<Z>,
}

/// The instant that a text means, on the clocks that it names or those of `Z`.
fn assumed<Z: Zone>(text: &str) -> Option<ZonedDateTime> {
    let (instant, minutes) = temporal::parse_moment(text)?;
    let assumed = match minutes {
        Some(minutes) => zoned(instant, minutes)?,
        None => Z::instant(<DateTime as Text<temporal::DateTime>>::parse(text)?)?,
    };
    // On clocks in the east the first year starts before it does in UTC.
    moment(assumed.timestamp()).map(|_| assumed)
}

impl<Z: Zone> Text<Assumed<Z>> for Timestamp {
    const EXPECTED: &'static str = temporal::DATE_AND_TIME;

    fn text(&self) -> Result<impl Display, &'static str> {
        <Self as Text<temporal::Instant>>::text(self)
    }

    fn parse(text: &str) -> Option<Self> {
        Some(assumed::<Z>(text)?.timestamp())
    }
}

impl<Z: Zone> Text<Assumed<Z>> for ZonedDateTime {
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
    Timestamp: Formatted<F>,
    ZonedDateTime: Formatted<F>,
    DateTime: Formatted<F>,
    Date: Formatted<F>,
    Time: Formatted<F>,
}

fn written<F: Format>(time: impl Into<BrokenDownTime>) -> Result<String, &'static str> {
    strtime::format(F::FORMAT, time).map_err(|_| temporal::NO_FORMAT)
}

/// The date and time without regard to an offset; midnight where the format has no time of day.
fn local(parsed: &BrokenDownTime) -> Option<DateTime> {
    if parsed.hour().is_none() {
        return Some(parsed.to_date().ok()?.to_datetime(Time::midnight()));
    }
    parsed.to_datetime().ok()
}

/// "No offset means UTC", here too.
fn instant(parsed: &BrokenDownTime) -> Option<ZonedDateTime> {
    let offset = parsed.offset().unwrap_or(Offset::UTC);
    match parsed.timestamp() {
        Some(timestamp) => Some(timestamp.to_zoned_datetime(TimeZone::fixed(offset))),
        None => local(parsed)?.to_zoned_datetime(TimeZone::fixed(offset)).ok(),
    }
}

/// In UTC, unless the format has an offset to be read again.
fn with_offset<F: Format>(time: &ZonedDateTime) -> Result<String, &'static str> {
    let local = written::<F>(time)?;
    match strtime::parse(F::FORMAT, &local).ok().and_then(|parsed| parsed.offset()) {
        Some(_) => Ok(local),
        None => written::<F>(&time.with_time_zone(TimeZone::UTC)),
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
                let parse: fn(&BrokenDownTime) -> Option<Self> = $parse;
                parse(&strtime::parse(F::FORMAT, text).ok()?).filter($has_text)
            }
        }
    )*};
}

formatted! {
    Timestamp: temporal::DATE_AND_TIME,
        |time| moment(*time).is_some(),
        |parsed| Some(instant(parsed)?.timestamp()),
        |time| written::<F>(*time);
    ZonedDateTime: temporal::DATE_AND_TIME, has_text, instant, with_offset::<F>;
    DateTime: temporal::DATE_AND_TIME,
        |time| day(time.date()).is_some(),
        local,
        |time| written::<F>(*time);
    Date: temporal::DATE,
        |date| day(*date).is_some(),
        |parsed| parsed.to_date().ok(),
        |date| written::<F>(*date);
    Time: temporal::TIME, |_| true, |parsed| parsed.to_time().ok(), |time| written::<F>(*time);
}
