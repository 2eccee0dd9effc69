use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike as _, Utc};

use crate::vectors::{
    DURATIONS, INSTANTS, NO_DATES, NO_DURATIONS, NO_INSTANTS, NO_TIMES, TIMES, reads, reads_each, refuses,
    scalar, seconds, timespan, writes,
};

fn rfc3339(text: &str) -> Option<DateTime<FixedOffset>> {
    DateTime::parse_from_rfc3339(text).ok()
}

/// "Its fraction's trailing zeros cut."
fn cut(text: &str) -> &str {
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { text }
}

fn utc(instant: &DateTime<Utc>) -> String {
    format!("{}Z", cut(format!("{instant:?}").trim_end_matches('Z')))
}

fn nanoseconds(duration: TimeDelta) -> i128 {
    i128::from(duration.num_seconds()) * 1_000_000_000 + i128::from(duration.subsec_nanos())
}

scalar!(Instant(DateTime<Utc>) with "jsv::with::chrono::instant",
    of |text| Some(rfc3339(text)?.to_utc()),
    shown utc);
scalar!(Offset(DateTime<FixedOffset>) with "jsv::with::chrono::offset",
    of rfc3339,
    shown |instant| utc(&instant.to_utc()));
scalar!(Civil(NaiveDateTime) with "jsv::with::chrono::datetime",
    of |text| text.parse().ok(),
    shown |civil| utc(&civil.and_utc()));
scalar!(Date(NaiveDate) with "jsv::with::chrono::date",
    of |text| text.parse().ok(),
    shown ToString::to_string);
scalar!(Time(NaiveTime) with "jsv::with::chrono::time",
    of |text| text.parse().ok(),
    shown |time| cut(&time.to_string()).to_owned());
scalar!(Duration(TimeDelta) with "jsv::with::chrono::duration",
    of |text| {
        let total = timespan(text);
        TimeDelta::new(i64::try_from(total.div_euclid(1_000_000_000)).ok()?, u32::try_from(total.rem_euclid(1_000_000_000)).ok()?)
    },
    shown |duration| seconds(nanoseconds(*duration)));
scalar!(MaybeInstant(Option<DateTime<Utc>>) with "jsv::with::chrono::instant",
    of |text| Some(Some(rfc3339(text)?.to_utc())),
    shown |instant| instant.as_ref().map_or_else(|| "null".to_owned(), utc));

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

const BEYOND: [&str; 0] = [];

#[test]
fn writing_cuts_at_100_nanoseconds() {
    let instant = |nanos| jsv::to_string(&Instant(DateTime::from_timestamp(0, nanos).unwrap())).unwrap();
    assert_eq!(instant(99), "1970-01-01");
    assert_eq!(instant(100), "1970-01-01T00:00:00.0000001Z");
    assert_eq!(instant(123_456_789), "1970-01-01T00:00:00.1234567Z");
    assert_eq!(instant(999_999_999), "1970-01-01T00:00:00.9999999Z");
    let before = Instant(DateTime::from_timestamp(-1, 999_999_999).unwrap());
    assert_eq!(jsv::to_string(&before).unwrap(), "1969-12-31T23:59:59.9999999Z");
}

#[derive(serde::Serialize)]
struct Seconds(#[serde(with = "jsv::with::chrono::unix_seconds")] DateTime<Utc>);

#[derive(serde::Serialize)]
struct Milliseconds(#[serde(with = "jsv::with::chrono::unix_milliseconds")] DateTime<Utc>);

#[test]
fn what_has_no_text_is_an_error() {
    let error = |result: jsv::Result<String>| result.unwrap_err().to_string();
    let year = |year| NaiveDate::from_ymd_opt(year, 1, 1).unwrap();
    let midnight = |date: NaiveDate| date.and_time(NaiveTime::MIN);
    for beyond in [year(0), year(-1), year(10_000)] {
        assert!(error(jsv::to_string(&Date(beyond))).contains("year"));
        assert!(error(jsv::to_string(&Civil(midnight(beyond)))).contains("year"));
        assert!(error(jsv::to_string(&Instant(midnight(beyond).and_utc()))).contains("year"));
    }
    let leap = (midnight(year(2017)) - TimeDelta::seconds(1)).with_nanosecond(1_500_000_000).unwrap();
    assert!(error(jsv::to_string(&Instant(leap.and_utc()))).contains("leap second"));
    assert!(error(jsv::to_string(&Time(leap.time()))).contains("leap second"));
    assert!(error(jsv::to_string(&Seconds(leap.and_utc()))).contains("leap second"));
    assert!(error(jsv::to_string(&Milliseconds(leap.and_utc()))).contains("leap second"));
    let at = |offset, date| {
        Offset(midnight(date).and_utc().with_timezone(&FixedOffset::east_opt(offset).unwrap()))
    };
    assert!(error(jsv::to_string(&at(3_601, year(2024)))).contains("offset"));
    assert!(error(jsv::to_string(&at(-60, year(1)))).contains("year"), "the local year is 0");
    assert_eq!(jsv::to_string(&Date(year(9_999))).unwrap(), "9999-01-01");
}
