//! Dates, times of day and durations as numbers, whatever library's types they become (SPEC §11). Floor 5.

mod calendar;
mod custom;
mod read;
#[cfg(test)]
mod tests;
mod write;

pub use custom::{Assumed, Format, Formatted, Minutes};
pub(super) use custom::{from_unix_milliseconds, from_unix_seconds, unix_milliseconds, unix_seconds};
pub(super) use read::{parse_date, parse_duration, parse_instant, parse_moment, parse_time};
pub(super) use write::{
    format_date, format_datetime, format_duration, format_instant, format_offset, format_time,
};

super::field::formats! {
    /// An instant in UTC.
    Instant,
    /// An instant and its offset.
    Offset,
    /// A date and a time of day without an offset.
    DateTime,
    /// A date.
    Date,
    /// A time of day.
    Time,
    /// A duration.
    Duration,
    /// Whole seconds since 1970, a number.
    UnixSeconds,
    /// Whole milliseconds since 1970, a number.
    UnixMilliseconds,
    /// What RFC 1123 makes of the date, as HTTP has it and .NET's format `R`.
    Rfc1123,
}

/// What texts of these types must be, for messages.
pub(super) const DATE_AND_TIME: &str = "a date and time";
pub(super) const DATE: &str = "a date";
pub(super) const TIME: &str = "a time of day";
pub(super) const DURATION: &str = "a duration";
pub(super) const UNIX_SECONDS: &str = "seconds since 1970";
pub(super) const UNIX_MILLISECONDS: &str = "milliseconds since 1970";

pub(super) const NANOS_PER_SECOND: i128 = 1_000_000_000;
const SECONDS_PER_DAY: i64 = 86_400;

/// The years that .NET knows: no text has others.
pub(super) const NO_YEAR: &str = "the year is not between 1 and 9999";
/// The library has failed to write.
pub(super) const NO_FORMAT: &str = "the format does not suit the type";
const NO_OFFSET: &str = "the offset is not in whole minutes within a day";
const NO_TIME: &str = "the time of day is a leap second";

/// A second of the days that have years 1 to 9999, and a part of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Moment {
    /// Seconds since 1970-01-01T00:00:00.
    pub(super) seconds: i64,
    /// Nanoseconds within the second.
    pub(super) nanos: u32,
}

impl Moment {
    const fn is_leap_second(self) -> bool {
        self.nanos as i128 >= NANOS_PER_SECOND
    }
}

#[cfg(feature = "jiff")]
impl Moment {
    pub(super) const fn nanoseconds(self) -> i128 {
        self.seconds as i128 * NANOS_PER_SECOND + self.nanos as i128
    }
}

/// A date of the proleptic Gregorian calendar, valid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(clippy::struct_field_names, reason = "a day has its number in the month")]
pub(super) struct Day {
    pub(super) year: u16,
    pub(super) month: u8,
    pub(super) day: u8,
}
