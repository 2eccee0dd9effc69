//! What the reference writes, to 100 nanoseconds; the rest is cut off (SPEC §11). Floor 5.

use alloc::format;
use alloc::string::String;

use super::{Day, Moment, NANOS_PER_SECOND, NO_OFFSET, NO_TIME, NO_YEAR, SECONDS_PER_DAY};

const TICKS_PER_SECOND: u128 = 10_000_000;
const NANOS_PER_TICK: u32 = 100;

/// "`2024-05-01` at midnight, else `2024-05-01T10:20:30Z`, else 7 fraction digits."
pub(in crate::with) fn format_instant(moment: Option<Moment>) -> Result<String, &'static str> {
    format_shortest(moment, "Z")
}

/// As the reference writes a `DateTime` whose kind is `Unspecified`, on a host whose clock is UTC.
pub(in crate::with) fn format_datetime(moment: Option<Moment>) -> Result<String, &'static str> {
    format_shortest(moment, "+00:00")
}

fn format_shortest(moment: Option<Moment>, offset: &str) -> Result<String, &'static str> {
    let moment = moment.ok_or(NO_YEAR)?;
    let date = format_date(moment.day());
    let ticks = ticks(moment)?;
    Ok(match (moment.second_of_day(), ticks) {
        (0, 0) => date,
        (second, 0) => format!("{date}T{}{offset}", clock(second)),
        (second, ticks) => format!("{date}T{}.{ticks:07}{offset}", clock(second)),
    })
}

/// `2024-05-01T10:20:30.0000000+01:00`: the moment on the clocks of the offset, in seconds.
pub(in crate::with) fn format_offset(moment: Option<Moment>, offset: i32) -> Result<String, &'static str> {
    let minutes = offset / 60;
    if offset % 60 != 0 || i64::from(offset).abs() >= SECONDS_PER_DAY {
        return Err(NO_OFFSET);
    }
    let local = moment.and_then(|moment| moment.plus_minutes(minutes)).ok_or(NO_YEAR)?;
    let (date, clock, ticks) = (format_date(local.day()), clock(local.second_of_day()), ticks(local)?);
    let sign = if minutes < 0 { '-' } else { '+' };
    let minutes = minutes.unsigned_abs();
    Ok(format!("{date}T{clock}.{ticks:07}{sign}{:02}:{:02}", minutes / 60, minutes % 60))
}

pub(in crate::with) fn format_date(day: Day) -> String {
    format!("{:04}-{:02}-{:02}", day.year, day.month, day.day)
}

/// `PT10H20M30.5S`, from seconds and nanoseconds since midnight.
pub(in crate::with) fn format_time(second: u32, nanos: u32) -> Result<String, &'static str> {
    if i128::from(nanos) >= NANOS_PER_SECOND {
        return Err(NO_TIME);
    }
    Ok(format_duration(i128::from(second) * NANOS_PER_SECOND + i128::from(nanos)))
}

/// ISO 8601, "largest unit days".
pub(in crate::with) fn format_duration(nanoseconds: i128) -> String {
    let ticks = nanoseconds.unsigned_abs() / u128::from(NANOS_PER_TICK);
    if ticks == 0 {
        return String::from("PT0S");
    }
    let mut text = String::from(if nanoseconds < 0 { "-P" } else { "P" });
    let (seconds, ticks) = (ticks / TICKS_PER_SECOND, ticks % TICKS_PER_SECOND);
    let (minutes, second) = (seconds / 60, seconds % 60);
    let (hours, minute) = (minutes / 60, minutes % 60);
    let (days, hour) = (hours / 24, hours % 24);
    push(&mut text, days, "D");
    if (hour, minute, second, ticks) == (0, 0, 0, 0) {
        return text;
    }
    text.push('T');
    push(&mut text, hour, "H");
    push(&mut text, minute, "M");
    if ticks == 0 {
        push(&mut text, second, "S");
    } else {
        let fraction = format!("{ticks:07}");
        text.extend([&format!("{second}."), fraction.trim_end_matches('0'), "S"]);
    }
    text
}

fn push(text: &mut String, number: u128, unit: &str) {
    if number > 0 {
        text.extend([&format!("{number}"), unit]);
    }
}

/// `10:20:30`.
fn clock(second: i64) -> String {
    format!("{:02}:{:02}:{:02}", second / 3_600, second / 60 % 60, second % 60)
}

/// The fraction of the second in units of 100 nanoseconds.
fn ticks(moment: Moment) -> Result<u32, &'static str> {
    if moment.is_leap_second() {
        return Err(NO_TIME);
    }
    Ok(moment.nanos / NANOS_PER_TICK)
}
