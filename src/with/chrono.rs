//! The types of `chrono` (feature `chrono`, SPEC §11). Floor 5.
//!
//! ```
//! use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime, TimeDelta, Utc};
//! use jsv::with;
//!
//! #[derive(serde::Serialize, serde::Deserialize)]
//! struct Shift {
//!     #[serde(with = "with::chrono::date")]
//!     day: NaiveDate,
//!     #[serde(with = "with::chrono::time")]
//!     from: NaiveTime,
//!     #[serde(with = "with::chrono::duration")]
//!     length: TimeDelta,
//!     #[serde(with = "with::chrono::instant")]
//!     stored: DateTime<Utc>,
//!     #[serde(with = "with::chrono::offset")]
//!     signed: DateTime<FixedOffset>,
//!     #[serde(default, with = "with::chrono::duration")]
//!     breaks: Vec<TimeDelta>,
//! }
//!
//! let text = "{day:2024-05-01,from:PT8H30M,length:PT7H45M,stored:2024-05-02,\
//!             signed:2024-05-01T17:00:00.0000000+02:00,breaks:[PT15M,PT30M]}";
//! let shift: Shift = jsv::from_str(text)?;
//! assert_eq!(shift.length, TimeDelta::minutes(465));
//! assert_eq!(jsv::to_string(&shift)?, text);
//! # Ok::<(), jsv::Error>(())
//! ```
//!
//! Parts of 100 nanoseconds are cut off in writing. A leap second, a year before 1 or after 9999, and an offset with
//! seconds have no text: they are errors.
//!
//! # What other writers make of dates
//!
//! [`unix_seconds`], [`unix_milliseconds`] and [`rfc1123`] are adapters like the others. [`Formatted`] reads and writes a
//! [`Format`] of your own, [`Assumed`] reads texts that leave their offset out. Both are types, not modules, and are named
//! in `with` by their path and parameter.
//!
//! ```
//! use jsv::with::chrono::{Assumed, Format, Formatted, Minutes};
//! use chrono::{DateTime, Utc};
//!
//! enum American {}
//!
//! impl Format for American {
//!     const FORMAT: &'static str = "%m/%d/%Y %H:%M:%S";
//! }
//!
//! #[derive(serde::Serialize, serde::Deserialize)]
//! struct Visit {
//!     #[serde(with = "jsv::with::chrono::unix_seconds")]
//!     booked: DateTime<Utc>,
//!     #[serde(with = "Formatted::<American>")]
//!     from: DateTime<Utc>,
//!     #[serde(default, with = "Formatted::<American>")]
//!     to: Option<DateTime<Utc>>,
//!     #[serde(with = "Assumed::<Minutes<120>>")]
//!     paid: DateTime<Utc>,
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

use ::chrono::{DateTime, Datelike as _, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime};
use ::chrono::{TimeDelta, TimeZone as _, Timelike as _, Utc};

use super::field::{Text, adapter, fields};
use super::temporal::{self, Day, Moment, NANOS_PER_SECOND};

pub use super::temporal::{Assumed, Format, Formatted, Minutes};
pub use custom::{Zone, rfc1123, unix_milliseconds, unix_seconds};

/// An instant: [`DateTime<Utc>`].
///
/// Writes `2024-05-01` at midnight, else `2024-05-01T10:20:30Z` or, where the second has a fraction,
/// `2024-05-01T10:20:30.1230000Z`. Reads these, any offset, none (UTC), and `/Date(1714558830000)/`.
pub mod instant {
    super::adapter!(crate::with::temporal::Instant);
}

/// An instant with its offset: [`DateTime<FixedOffset>`].
///
/// Writes `2024-05-01T10:20:30.0000000+01:00`. Reads what [`instant`] reads, and keeps the offset.
pub mod offset {
    super::adapter!(crate::with::temporal::Offset);
}

/// A date and time without an offset: [`NaiveDateTime`].
///
/// Writes as the reference writes a `DateTime` of kind `Unspecified` on a host in UTC: `2024-05-01` at midnight, else
/// `2024-05-01T10:20:30+00:00`, with a fraction of 7 digits if there is one. Reads what [`instant`] reads, as UTC.
pub mod datetime {
    super::adapter!(crate::with::temporal::DateTime);
}

/// A date, [`NaiveDate`]: `2024-05-01`.
pub mod date {
    super::adapter!(crate::with::temporal::Date);
}

/// A time of day, [`NaiveTime`]: `PT10H20M30.5S`; `10:20:30.5` is read too.
pub mod time {
    super::adapter!(crate::with::temporal::Time);
}

/// A duration, [`TimeDelta`]: `P1DT2H3M4.005S`, `-PT1.5S`; `-1.02:03:04.5` is read too.
pub mod duration {
    super::adapter!(crate::with::temporal::Duration);
}

fields! {
    DateTime<Utc>: temporal::Instant,
    DateTime<FixedOffset>: temporal::Offset,
    NaiveDateTime: temporal::DateTime,
    NaiveDate: temporal::Date,
    NaiveTime: temporal::Time,
    TimeDelta: temporal::Duration,
}

fn moment<Tz: ::chrono::TimeZone>(instant: &DateTime<Tz>) -> Option<Moment> {
    Moment::new(instant.timestamp(), instant.timestamp_subsec_nanos())
}

fn instant_of(moment: Moment) -> Option<DateTime<Utc>> {
    DateTime::from_timestamp(moment.seconds, moment.nanos)
}

fn day(date: NaiveDate) -> Option<Day> {
    Day::new(
        u16::try_from(date.year()).ok()?,
        u8::try_from(date.month()).ok()?,
        u8::try_from(date.day()).ok()?,
    )
}

/// Whether the year has a text both in UTC and on the clocks of the offset.
fn has_text(time: &DateTime<FixedOffset>) -> bool {
    moment(time).is_some() && day(time.date_naive()).is_some()
}

impl Text<temporal::Instant> for DateTime<Utc> {
    const EXPECTED: &'static str = temporal::DATE_AND_TIME;

    fn text(&self) -> Result<impl Display, &'static str> {
        temporal::format_instant(moment(self))
    }

    fn parse(text: &str) -> Option<Self> {
        instant_of(temporal::parse_instant(text)?.0)
    }
}

impl Text<temporal::Offset> for DateTime<FixedOffset> {
    const EXPECTED: &'static str = temporal::DATE_AND_TIME;

    fn text(&self) -> Result<impl Display, &'static str> {
        temporal::format_offset(moment(self), self.offset().local_minus_utc())
    }

    fn parse(text: &str) -> Option<Self> {
        let (moment, minutes) = temporal::parse_instant(text)?;
        let time = FixedOffset::east_opt(minutes * 60)?.from_utc_datetime(&instant_of(moment)?.naive_utc());
        Some(time).filter(has_text)
    }
}

impl Text<temporal::DateTime> for NaiveDateTime {
    const EXPECTED: &'static str = temporal::DATE_AND_TIME;

    fn text(&self) -> Result<impl Display, &'static str> {
        temporal::format_datetime(moment(&self.and_utc()))
    }

    fn parse(text: &str) -> Option<Self> {
        Some(instant_of(temporal::parse_instant(text)?.0)?.naive_utc())
    }
}

impl Text<temporal::Date> for NaiveDate {
    const EXPECTED: &'static str = temporal::DATE;

    fn text(&self) -> Result<impl Display, &'static str> {
        day(*self).map(temporal::format_date).ok_or(temporal::NO_YEAR)
    }

    fn parse(text: &str) -> Option<Self> {
        let Day { year, month, day } = temporal::parse_date(text)?;
        NaiveDate::from_ymd_opt(year.into(), month.into(), day.into())
    }
}

impl Text<temporal::Time> for NaiveTime {
    const EXPECTED: &'static str = temporal::TIME;

    fn text(&self) -> Result<impl Display, &'static str> {
        temporal::format_time(self.num_seconds_from_midnight(), self.nanosecond())
    }

    fn parse(text: &str) -> Option<Self> {
        let (second, nanos) = temporal::parse_time(text)?;
        NaiveTime::from_num_seconds_from_midnight_opt(second, nanos)
    }
}

impl Text<temporal::Duration> for TimeDelta {
    const EXPECTED: &'static str = temporal::DURATION;

    fn text(&self) -> Result<impl Display, &'static str> {
        let nanoseconds = i128::from(self.num_seconds()) * NANOS_PER_SECOND + i128::from(self.subsec_nanos());
        Ok(temporal::format_duration(nanoseconds))
    }

    fn parse(text: &str) -> Option<Self> {
        let nanoseconds = temporal::parse_duration(text)?;
        let seconds = i64::try_from(nanoseconds.div_euclid(NANOS_PER_SECOND)).ok()?;
        TimeDelta::new(seconds, u32::try_from(nanoseconds.rem_euclid(NANOS_PER_SECOND)).ok()?)
    }
}
