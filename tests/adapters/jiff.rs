use jiff::civil::{self, DateTime};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ZonedDateTime};

use crate::vectors::{
    DURATIONS, INSTANTS, NO_DATES, NO_DURATIONS, NO_INSTANTS, NO_TIMES, TIMES, reads, reads_each, refuses,
    scalar, seconds, timespan, writes,
};

scalar!(Instant(Timestamp) with "jsv::with::jiff::instant",
    of |text| text.parse().ok(),
    shown ToString::to_string);
scalar!(Offset(ZonedDateTime) with "jsv::with::jiff::offset",
    of |text| {
        let (_, offset) = text.split_at(text.len() - "+01:00".len());
        let hours: i8 = offset[..3].parse().ok()?;
        Some(text.parse::<Timestamp>().ok()?.to_zoned_datetime(TimeZone::fixed(jiff::tz::offset(hours))))
    },
    shown |zoned| zoned.timestamp().to_string());
scalar!(Civil(DateTime) with "jsv::with::jiff::datetime",
    of |text| text.parse().ok(),
    shown |civil| format!("{civil}Z"));
scalar!(Date(civil::Date) with "jsv::with::jiff::date",
    of |text| text.parse().ok(),
    shown ToString::to_string);
scalar!(Time(civil::Time) with "jsv::with::jiff::time",
    of |text| text.parse().ok(),
    shown ToString::to_string);
scalar!(Duration(SignedDuration) with "jsv::with::jiff::duration",
    of |text| {
        let total = timespan(text);
        let part = i32::try_from(total % 1_000_000_000).ok()?;
        Some(SignedDuration::new(i64::try_from(total / 1_000_000_000).ok()?, part))
    },
    shown |duration| seconds(duration.as_nanos()));
scalar!(MaybeInstant(Option<Timestamp>) with "jsv::with::jiff::instant",
    of |text| text.parse().ok().map(Some),
    shown |instant| instant.as_ref().map_or_else(|| "null".to_owned(), ToString::to_string));

/// "The largest `TimeSpan` loses the last digits; here it is exact" (SPEC §9).
const EXACT_HERE: [(usize, &str); 2] = [(170, "the largest"), (171, "the smallest")];

#[test]
fn vectors_of_dates_and_durations() {
    writes::<Instant>("datetime utc", 12, &[], &BEYOND);
    writes::<Civil>("datetime unspecified", 12, &[], &[]);
    writes::<Civil>("datetime local", 12, &[], &[]);
    writes::<Offset>("datetimeoffset", 4, &[], &[]);
    writes::<Date>("dateonly", 1, &[], &[]);
    writes::<Time>("timeonly", 2, &[], &[]);
    writes::<Duration>("timespan", 15, &EXACT_HERE, &[]);
    reads::<Instant>("datetime", 32, &BEYOND);
    reads::<Offset>("datetime", 32, &BEYOND);
    reads::<Civil>("datetime", 32, &[]);
    reads::<MaybeInstant>("datetime?", 3, &[]);
    reads::<Offset>("datetimeoffset", 7, &[]);
    reads::<Duration>("timespan", 25, &[]);
}

#[test]
fn texts_of_section_11() {
    reads_each::<Instant>(&INSTANTS);
    reads_each::<Offset>(&INSTANTS);
    reads_each::<Civil>(&INSTANTS);
    reads_each::<Duration>(&DURATIONS);
    reads_each::<Time>(&TIMES);
    reads_each::<Date>(&[
        ("2024-02-29", "2024-02-29"),
        ("0001-01-01", "0001-01-01"),
        ("9999-12-31", "9999-12-31"),
    ]);
}

#[test]
fn everything_else_is_an_error() {
    refuses::<Instant>("a date and time", &NO_INSTANTS);
    refuses::<Offset>("a date and time", &NO_INSTANTS);
    refuses::<Civil>("a date and time", &NO_INSTANTS);
    refuses::<Duration>("a duration", &NO_DURATIONS);
    refuses::<Time>("a time of day", &NO_TIMES);
    refuses::<Date>("a date", &NO_DATES);
}

#[test]
fn an_offset_is_kept() {
    for (text, expected) in [
        ("2024-05-01T10:20:30+01:00", "2024-05-01T10:20:30.0000000+01:00"),
        ("2024-05-01T00:00:00-09:30", "2024-05-01T00:00:00.0000000-09:30"),
        ("2024-05-01", "2024-05-01T00:00:00.0000000+00:00"),
        ("/Date(1714558830123+0100)/", "2024-05-01T11:20:30.1230000+01:00"),
        ("\\/Date(0-0030)\\/", "1969-12-31T23:30:00.0000000-00:30"),
    ] {
        let read: Offset = jsv::from_str(text).unwrap();
        assert_eq!(jsv::to_string(&read).unwrap(), expected);
        assert_eq!(jsv::from_str::<Offset>(expected).unwrap().0.offset(), read.0.offset());
    }
}

/// A [`Timestamp`] ends 26 hours before the year 9999 does.
const BEYOND: [&str; 1] = ["9999-12-31T23:59:59.9999999Z"];

#[test]
fn writing_cuts_at_100_nanoseconds() {
    let instant = |nanos| jsv::to_string(&Instant(Timestamp::from_nanosecond(nanos).unwrap())).unwrap();
    assert_eq!(instant(99), "1970-01-01");
    assert_eq!(instant(100), "1970-01-01T00:00:00.0000001Z");
    assert_eq!(instant(123_456_789), "1970-01-01T00:00:00.1234567Z");
    assert_eq!(instant(-1), "1969-12-31T23:59:59.9999999Z");
}

#[test]
fn what_has_no_text_is_an_error() {
    let error = |result: jsv::Result<String>| result.unwrap_err().to_string();
    for year in [0, -1] {
        let beyond = civil::date(year, 1, 1);
        assert!(error(jsv::to_string(&Date(beyond))).contains("year"));
        assert!(error(jsv::to_string(&Civil(beyond.at(0, 0, 0, 0)))).contains("year"));
        let instant = jiff::tz::Offset::UTC.to_timestamp(beyond.at(0, 0, 0, 0)).unwrap();
        assert!(error(jsv::to_string(&Instant(instant))).contains("year"));
    }
    for offset in [3_601, 86_400] {
        let offset = TimeZone::fixed(jiff::tz::Offset::from_seconds(offset).unwrap());
        let zoned = Timestamp::UNIX_EPOCH.to_zoned_datetime(offset);
        assert!(error(jsv::to_string(&Offset(zoned))).contains("offset"));
    }
    assert_eq!(jsv::to_string(&Date(civil::date(1, 1, 1))).unwrap(), "0001-01-01");
}
