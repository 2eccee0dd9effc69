//! The types of `jiff` (feature `jiff`, SPEC §11). Floor 5.
//!
//! ```
//! use jiff::civil::{Date, Time};
//! use jiff::{SignedDuration, Timestamp, ZonedDateTime};
//! use jsv::with;
//!
//! #[derive(serde::Serialize, serde::Deserialize)]
//! struct Shift {
//!     #[serde(with = "with::jiff::date")]
//!     day: Date,
//!     #[serde(with = "with::jiff::time")]
//!     from: Time,
//!     #[serde(with = "with::jiff::duration")]
//!     length: SignedDuration,
//!     #[serde(with = "with::jiff::instant")]
//!     stored: Timestamp,
//!     #[serde(with = "with::jiff::offset")]
//!     signed: ZonedDateTime,
//!     #[serde(default, with = "with::jiff::duration")]
//!     breaks: Vec<SignedDuration>,
//! }
//!
//! let text = "{day:2024-05-01,from:PT8H30M,length:PT7H45M,stored:2024-05-02,\
//!             signed:2024-05-01T17:00:00.0000000+02:00,breaks:[PT15M,PT30M]}";
//! let shift: Shift = jsv::from_str(text)?;
//! assert_eq!(shift.length, SignedDuration::from_mins(465));
//! assert_eq!(jsv::to_string(&shift)?, text);
//! # Ok::<(), jsv::Error>(())
//! ```
//!
//! Parts of 100 nanoseconds are cut off in writing. A year before 1 or after 9999, and an offset with seconds or of a
//! day have no text: they are errors. A [`Timestamp`] ends some hours before the year 9999 does.
//!
//! # What other writers make of dates
//!
//! [`unix_seconds`], [`unix_milliseconds`] and [`rfc1123`] are adapters like the others. [`Formatted`] reads and writes a
//! [`Format`] of your own, [`Assumed`] reads texts that leave their offset out. Both are types, not modules, and are named
//! in `with` by their path and parameter.
//!
//! ```
//! use jsv::with::jiff::{Assumed, Format, Formatted, Minutes};
//! use jiff::Timestamp;
//!
//! enum American {}
//!
//! impl Format for American {
//!     const FORMAT: &'static str = "%m/%d/%Y %H:%M:%S";
//! }
//!
//! #[derive(serde::Serialize, serde::Deserialize)]
//! struct Visit {
//!     #[serde(with = "jsv::with::jiff::unix_seconds")]
//!     booked: Timestamp,
//!     #[serde(with = "Formatted::<American>")]
//!     from: Timestamp,
//!     #[serde(default, with = "Formatted::<American>")]
//!     to: Option<Timestamp>,
//!     #[serde(with = "Assumed::<Minutes<120>>")]
//!     paid: Timestamp,
//! }
//!
//! let text = "{booked:1435162936,from:06/24/2015 16:22:16,paid:2015-06-24T18:22:16}";
//! let visit: Visit = jsv::from_str(text)?;
//! assert!(visit.booked == visit.from && visit.from == visit.paid);
//! // What is written has its offset.
//! assert_eq!(
//!     jsv::to_string(&visit)?,
//!     "{booked:1435162936,from:06/24/2015 16:22:16,paid:2015-06-24T16:22:16Z}"
//! );
//! # Ok::<(), jsv::Error>(())
//! ```

mod custom;

use core::fmt::Display;

use ::jiff::civil::{Date, DateTime, Time};
use ::jiff::tz::{Offset, TimeZone};
use ::jiff::{SignedDuration, Timestamp, ZonedDateTime};

use super::field::{Text, adapter, fields};
use super::temporal::{self, Day, Moment, NANOS_PER_SECOND};

pub use super::temporal::{Assumed, Format, Formatted, Minutes};
pub use custom::{Zone, rfc1123, unix_milliseconds, unix_seconds};

/// An instant: [`Timestamp`].
///
/// Writes `2024-05-01` at midnight, else `2024-05-01T10:20:30Z` or, where the second has a fraction,
/// `2024-05-01T10:20:30.1230000Z`. Reads these, any offset, none (UTC), and `/Date(1714558830000)/`.
pub mod instant {
    super::adapter!(crate::with::temporal::Instant);
}

/// An instant with its offset: [`ZonedDateTime`].
///
/// Writes `2024-05-01T10:20:30.0000000+01:00`, without the name of the time zone. Reads what [`instant`] reads; the
/// time zone is then the offset alone.
pub mod offset {
    super::adapter!(crate::with::temporal::Offset);
}

/// A date and time without an offset: [`civil::DateTime`](DateTime).
///
/// Writes as the reference writes a `DateTime` of kind `Unspecified` on a host in UTC: `2024-05-01` at midnight, else
/// `2024-05-01T10:20:30+00:00`, with a fraction of 7 digits if there is one. Reads what [`instant`] reads, as UTC.
pub mod datetime {
    super::adapter!(crate::with::temporal::DateTime);
}

/// A date, [`civil::Date`](Date): `2024-05-01`.
pub mod date {
    super::adapter!(crate::with::temporal::Date);
}

/// A time of day, [`civil::Time`](Time): `PT10H20M30.5S`; `10:20:30.5` is read too.
pub mod time {
    super::adapter!(crate::with::temporal::Time);
}

/// A duration, [`SignedDuration`]: `P1DT2H3M4.005S`, `-PT1.5S`; `-1.02:03:04.5` is read too.
pub mod duration {
    super::adapter!(crate::with::temporal::Duration);
}

fields! {
    Timestamp: temporal::Instant,
    ZonedDateTime: temporal::Offset,
    DateTime: temporal::DateTime,
    Date: temporal::Date,
    Time: temporal::Time,
    SignedDuration: temporal::Duration,
}

fn moment(timestamp: Timestamp) -> Option<Moment> {
    let nanoseconds = timestamp.as_nanosecond();
    let seconds = i64::try_from(nanoseconds.div_euclid(NANOS_PER_SECOND)).ok()?;
    Moment::new(seconds, u32::try_from(nanoseconds.rem_euclid(NANOS_PER_SECOND)).ok()?)
}

fn timestamp(moment: Moment) -> Option<Timestamp> {
    Timestamp::from_nanosecond(moment.nanoseconds()).ok()
}

fn zoned(moment: Moment, minutes: i32) -> Option<ZonedDateTime> {
    let offset = Offset::from_seconds(minutes * 60).ok()?;
    Some(timestamp(moment)?.to_zoned_datetime(TimeZone::fixed(offset)))
}

/// Whether the year has a text both in UTC and on the clocks of the time zone.
fn has_text(time: &ZonedDateTime) -> bool {
    moment(time.timestamp()).is_some() && day(time.date()).is_some()
}

fn date(day: Day) -> Option<Date> {
    let Day { year, month, day } = day;
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

fn day(date: Date) -> Option<Day> {
    Day::new(
        u16::try_from(date.year()).ok()?,
        u8::try_from(date.month()).ok()?,
        u8::try_from(date.day()).ok()?,
    )
}

fn time(second: u32, nanos: u32) -> Option<Time> {
    let part = |number: u32| i8::try_from(number).ok();
    let nanos = i32::try_from(nanos).ok()?;
    Time::new(part(second / 3_600)?, part(second / 60 % 60)?, part(second % 60)?, nanos).ok()
}

/// Seconds and nanoseconds since midnight.
fn since_midnight(time: Time) -> (u32, u32) {
    let part = |number: i8| u32::from(number.unsigned_abs());
    let second = part(time.hour()) * 3_600 + part(time.minute()) * 60 + part(time.second());
    (second, time.subsec_nanosecond().unsigned_abs())
}

impl Text<temporal::Instant> for Timestamp {
    const EXPECTED: &'static str = temporal::DATE_AND_TIME;

    fn text(&self) -> Result<impl Display, &'static str> {
        temporal::format_instant(moment(*self))
    }

    fn parse(text: &str) -> Option<Self> {
        timestamp(temporal::parse_instant(text)?.0)
    }
}

impl Text<temporal::Offset> for ZonedDateTime {
    const EXPECTED: &'static str = temporal::DATE_AND_TIME;

    fn text(&self) -> Result<impl Display, &'static str> {
        temporal::format_offset(moment(self.timestamp()), self.offset().seconds())
    }

    fn parse(text: &str) -> Option<Self> {
        let (moment, minutes) = temporal::parse_instant(text)?;
        zoned(moment, minutes).filter(has_text)
    }
}

impl Text<temporal::DateTime> for DateTime {
    const EXPECTED: &'static str = temporal::DATE_AND_TIME;

    fn text(&self) -> Result<impl Display, &'static str> {
        let (second, nanos) = since_midnight(self.time());
        let start = day(self.date()).map(Day::seconds);
        temporal::format_datetime(start.and_then(|start| Moment::new(start + i64::from(second), nanos)))
    }

    fn parse(text: &str) -> Option<Self> {
        let (moment, _) = temporal::parse_instant(text)?;
        let second = u32::try_from(moment.second_of_day()).ok()?;
        Some(DateTime::from_parts(date(moment.day())?, time(second, moment.nanos)?))
    }
}

impl Text<temporal::Date> for Date {
    const EXPECTED: &'static str = temporal::DATE;

    fn text(&self) -> Result<impl Display, &'static str> {
        day(*self).map(temporal::format_date).ok_or(temporal::NO_YEAR)
    }

    fn parse(text: &str) -> Option<Self> {
        date(temporal::parse_date(text)?)
    }
}

impl Text<temporal::Time> for Time {
    const EXPECTED: &'static str = temporal::TIME;

    fn text(&self) -> Result<impl Display, &'static str> {
        let (second, nanos) = since_midnight(*self);
        temporal::format_time(second, nanos)
    }

    fn parse(text: &str) -> Option<Self> {
        let (second, nanos) = temporal::parse_time(text)?;
        time(second, nanos)
    }
}

impl Text<temporal::Duration> for SignedDuration {
    const EXPECTED: &'static str = temporal::DURATION;

    fn text(&self) -> Result<impl Display, &'static str> {
        Ok(temporal::format_duration(self.as_nanos()))
    }

    fn parse(text: &str) -> Option<Self> {
        let nanoseconds = temporal::parse_duration(text)?;
        let seconds = i64::try_from(nanoseconds / NANOS_PER_SECOND).ok()?;
        Some(SignedDuration::new(seconds, i32::try_from(nanoseconds % NANOS_PER_SECOND).ok()?))
    }
}
