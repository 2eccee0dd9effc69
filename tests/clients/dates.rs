//! Dates of other writers, by both libraries: the same table for each.

use jsv::with;
use serde::{Deserialize, Serialize};

macro_rules! dates {
    ($library:ident, $instant:ty, $zoned:ty, $datetime:ty, $date:ty, $zone:path, $beyond:expr, $signed:expr, $oslo:item) => {
        mod $library {
            use super::*;

            use with::$library as adapters;
            use adapters::{Assumed, Format, Formatted, Minutes};

            #[derive(Debug)]
            enum American {}

            impl Format for American {
                const FORMAT: &'static str = "%m/%d/%Y %H:%M:%S";
            }

            #[derive(Debug)]
            enum Day {}

            impl Format for Day {
                const FORMAT: &'static str = "%d.%m.%Y";
            }

            #[derive(Debug)]
            enum WithOffset {}

            impl Format for WithOffset {
                const FORMAT: &'static str = "%Y%m%d %H%M%S %z";
            }

            #[derive(Debug)]
            enum Wrong {}

            impl Format for Wrong {
                const FORMAT: &'static str = "%!";
            }

            /// Central European time, by a rule of its own: two hours in the summer of 2015, else one.
            #[derive(Debug)]
            enum Oslo {}

            impl $zone for Oslo {
                $oslo
            }

            #[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
            #[serde(default)]
            struct Dates {
                #[serde(with = "adapters::instant", skip_serializing_if = "Option::is_none")]
                plain: Option<$instant>,
                #[serde(with = "adapters::unix_seconds", skip_serializing_if = "Option::is_none")]
                seconds: Option<$instant>,
                #[serde(with = "adapters::unix_milliseconds", skip_serializing_if = "Option::is_none")]
                millis: Option<$instant>,
                #[serde(with = "adapters::rfc1123", skip_serializing_if = "Option::is_none")]
                rfc: Option<$instant>,
                #[serde(with = "Formatted::<American>", skip_serializing_if = "Option::is_none")]
                american: Option<$instant>,
                #[serde(with = "Formatted::<American>", skip_serializing_if = "Option::is_none")]
                civil: Option<$datetime>,
                #[serde(with = "Formatted::<Day>", skip_serializing_if = "Option::is_none")]
                day: Option<$date>,
                #[serde(with = "Formatted::<Day>", skip_serializing_if = "Option::is_none")]
                midnight: Option<$instant>,
                #[serde(with = "Formatted::<WithOffset>", skip_serializing_if = "Option::is_none")]
                numeric: Option<$instant>,
                #[serde(with = "Formatted::<Wrong>", skip_serializing_if = "Option::is_none")]
                wrong: Option<$instant>,
                #[serde(with = "Assumed::<Minutes<120>>", skip_serializing_if = "Option::is_none")]
                east: Option<$instant>,
                #[serde(with = "Assumed::<Minutes<{ -330 }>>", skip_serializing_if = "Option::is_none")]
                west: Option<$instant>,
                #[serde(with = "Assumed::<Oslo>", skip_serializing_if = "Option::is_none")]
                oslo: Option<$instant>,
                #[serde(with = "adapters::unix_seconds", skip_serializing_if = "Vec::is_empty")]
                list: Vec<$instant>,
            }

            /// The same instant, with an offset of its own.
            #[derive(Debug, PartialEq, Serialize, Deserialize)]
            struct Zoned {
                #[serde(with = "adapters::offset")]
                plain: $zoned,
                #[serde(with = "adapters::rfc1123")]
                rfc: $zoned,
                #[serde(with = "Formatted::<American>")]
                american: $zoned,
                #[serde(with = "Formatted::<Day>")]
                day: $zoned,
                #[serde(with = "Formatted::<WithOffset>")]
                numeric: $zoned,
            }

            #[derive(Debug, Deserialize)]
            struct Signed {
                #[allow(dead_code, reason = "it is read")]
                #[serde(default, with = "adapters::offset")]
                plain: Option<$zoned>,
                #[allow(dead_code, reason = "it is read")]
                #[serde(default, with = "Assumed::<Minutes<0>>")]
                assumed: Option<$zoned>,
            }

            /// What the adapter of `plain` reads stands for the instant.
            fn at(text: &str) -> Option<$instant> {
                jsv::from_str::<Dates>(&format!("{{plain:{text}}}")).unwrap().plain
            }

            fn read(text: &str) -> Result<Dates, String> {
                jsv::from_str(text).map_err(|error| error.to_string())
            }

            #[test]
            fn texts_mean_instants() {
                let none = Dates::default;
                let noon = || at("2015-06-24T12:22:16Z");
                for (writer, text, expected) in [
                    ("Java", r"{plain:/Date(1435148536000-0000)/}", Dates { plain: noon(), ..none() }),
                    ("Java", r"{plain:\/Date(1435148536000+0200)\/}", Dates { plain: noon(), ..none() }),
                    ("TypeScript", r#"{plain:"2015-06-24T12:22:16.000Z"}"#, Dates { plain: noon(), ..none() }),
                    ("?jsconfig=", "{seconds:1435148536}", Dates { seconds: noon(), ..none() }),
                    ("?jsconfig=", "{seconds: \"1435148536\"}", Dates { seconds: noon(), ..none() }),
                    ("?jsconfig=", "{seconds:-1}", Dates { seconds: at("1969-12-31T23:59:59Z"), ..none() }),
                    ("?jsconfig=", "{millis:1435148536000}", Dates { millis: noon(), ..none() }),
                    ("?jsconfig=", "{millis:-1}", Dates { millis: at("1969-12-31T23:59:59.999Z"), ..none() }),
                    ("RFC 1123", "{rfc:\"Wed, 24 Jun 2015 12:22:16 GMT\"}", Dates { rfc: noon(), ..none() }),
                    ("a format", "{american:06/24/2015 12:22:16}", Dates { american: noon(), ..none() }),
                    ("a format", "{american:\"06/24/2015 12:22:16\"}", Dates { american: noon(), ..none() }),
                    ("a format", "{midnight:24.06.2015}", Dates { midnight: at("2015-06-24"), ..none() }),
                    ("a format", "{numeric:20150624 142216 +0200}", Dates { numeric: noon(), ..none() }),
                    ("TypeScript", r#"{east:"2015-06-24T14:22:16"}"#, Dates { east: noon(), ..none() }),
                    ("TypeScript", "{west:2015-06-24 06:52:16}", Dates { west: noon(), ..none() }),
                    ("TypeScript", "{east:2015-06-24}", Dates { east: at("2015-06-23T22:00:00Z"), ..none() }),
                    ("TypeScript", "{oslo:2015-06-24T14:22:16}", Dates { oslo: noon(), ..none() }),
                    ("TypeScript", "{oslo:2015-12-24T13:22:16}", Dates { oslo: at("2015-12-24T12:22:16Z"), ..none() }),
                    // A text that names its offset keeps it.
                    ("TypeScript", "{east:2015-06-24T12:22:16Z}", Dates { east: noon(), ..none() }),
                    ("TypeScript", "{east:2015-06-24T13:22:16+01:00}", Dates { east: noon(), ..none() }),
                    ("Java", "{east:/Date(1435148536000)/}", Dates { east: noon(), ..none() }),
                    ("?jsconfig=", "{list:[0,1435148536]}", Dates { list: [at("1970-01-01"), noon()].into_iter().flatten().collect(), ..none() }),
                ] {
                    assert_eq!(read(text), Ok(expected), "{writer}: {text}");
                }
                let civil = read("{civil:06/24/2015 12:22:16,day:24.06.2015}").unwrap();
                assert!(format!("{civil:?}").contains("2015-06-24T12:22:16"), "{civil:?}");
            }

            #[test]
            fn what_is_read_is_written() {
                for text in [
                    "{seconds:1435148536}",
                    "{seconds:-62135596800}",
                    "{millis:1435148536123}",
                    "{millis:-1}",
                    "{rfc:\"Wed, 24 Jun 2015 12:22:16 GMT\"}",
                    "{rfc:\"Mon, 01 Jan 0001 00:00:00 GMT\"}",
                    "{rfc:\"Thu, 30 Dec 9999 22:00:00 GMT\"}",
                    "{american:06/24/2015 12:22:16}",
                    "{civil:06/24/2015 12:22:16,day:24.06.2015}",
                    "{midnight:24.06.2015}",
                    "{numeric:20150624 122216 +0000}",
                    "{east:2015-06-24T12:22:16Z,west:2015-06-24T05:30:00Z,list:[0,1]}",
                ] {
                    let dates = read(text).unwrap();
                    assert_eq!(jsv::to_string(&dates).unwrap(), text);
                    let csv = jsv::csv::to_string(&[&dates]).unwrap();
                    assert_eq!(jsv::csv::from_str::<Dates>(&csv).unwrap(), [dates], "{csv}");
                }
                let dates = read("{seconds:1,american:06/24/2015 12:22:16}").unwrap();
                let json = r#"{"seconds":1,"american":"06/24/2015 12:22:16"}"#;
                assert_eq!(serde_json::to_string(&dates).unwrap(), json);
                assert_eq!(serde_json::from_str::<Dates>(json).unwrap(), dates);
            }

            /// A format without an offset is read in UTC, so it is written in UTC.
            #[test]
            fn an_offset_that_is_not_written_does_not_move_the_instant() {
                let written = "{plain:2015-06-24T01:22:16.0000000+02:00,rfc:\"Tue, 23 Jun 2015 23:22:16 GMT\",\
                               american:06/23/2015 23:22:16,day:23.06.2015,numeric:20150624 012216 +0200}";
                let text = "2015-06-24T01:22:16+02:00";
                let plain = || jsv::from_str::<Zoned>(written).unwrap().plain;
                assert_eq!(format!("{:?}", plain()).get(..16), text.get(..16));
                let zoned = Zoned { plain: plain(), rfc: plain(), american: plain(), day: plain(), numeric: plain() };
                assert_eq!(jsv::to_string(&zoned).unwrap(), written);
                let again: Zoned = jsv::from_str(written).unwrap();
                assert_eq!((&again.rfc, &again.american, &again.numeric), (&plain(), &plain(), &plain()));
            }

            #[test]
            fn other_texts_are_errors() {
                for (text, message) in [
                    ("{seconds:1.5}", "seconds: expected seconds since 1970, found \"1.5\" (line 1, column 10)"),
                    ("{seconds:2015-06-24}", "seconds: expected seconds since 1970, found \"2015-06-24\" (line 1, column 10)"),
                    ("{seconds:253402300800}", "seconds: expected seconds since 1970, found \"253402300800\" (line 1, column 10)"),
                    ("{millis:1435148536000000}", "millis: expected milliseconds since 1970, found \"1435148536000000\" (line 1, column 9)"),
                    ("{rfc:\"Thu, 24 Jun 2015 12:22:16 GMT\"}", "rfc: expected a date and time, found \"Thu, 24 Jun 2015 12:22:16 GMT\" (line 1, column 6)"),
                    ("{american:24/06/2015 12:22:16}", "american: expected a date and time, found \"24/06/2015 12:22:16\" (line 1, column 11)"),
                    ("{american:06/24/2015}", "american: expected a date and time, found \"06/24/2015\" (line 1, column 11)"),
                    ("{day:30.02.2015}", "day: expected a date, found \"30.02.2015\" (line 1, column 6)"),
                    ("{wrong:1}", "wrong: expected a date and time, found \"1\" (line 1, column 8)"),
                    // The clocks skip this hour.
                    ("{oslo:2015-03-29T02:30:00}", "oslo: expected a date and time, found \"2015-03-29T02:30:00\" (line 1, column 7)"),
                    ("{east:0001-01-01T01:00:00}", "east: expected a date and time, found \"0001-01-01T01:00:00\" (line 1, column 7)"),
                ] {
                    assert_eq!(read(text), Err(message.to_string()));
                }
                let dates = Dates { wrong: at("2015-06-24"), ..Dates::default() };
                let error = jsv::to_string(&dates).unwrap_err();
                assert_eq!(error.to_string(), "the format does not suit the type");
            }

            /// Without an offset the text has the assumed one; its own stays.
            #[test]
            fn an_offset_is_assumed_or_kept() {
                for (assumed, plain) in [
                    ("2015-06-24T12:22:16", "2015-06-24T12:22:16+00:00"),
                    ("2015-06-24T12:22:16+02:00", "2015-06-24T12:22:16+02:00"),
                ] {
                    let text = format!("{{plain:{plain},assumed:{assumed}}}");
                    let signed: Signed = jsv::from_str(&text).unwrap();
                    assert!(signed.assumed.is_some());
                    assert_eq!(format!("{:?}", signed.assumed), format!("{:?}", signed.plain));
                }
            }

            /// "Years 1 to 9999", in UTC and on the clocks of the offset, whatever the format makes of others.
            #[test]
            fn years_without_a_text_are_errors() {
                for time in $beyond {
                    let dates = Dates { rfc: Some(time), american: Some(time), ..Dates::default() };
                    let error = jsv::to_string(&dates).unwrap_err();
                    assert_eq!(error.to_string(), "the year is not between 1 and 9999");
                }
                for text in [
                    "{rfc:\"Sat, 01 Jan 0000 00:00:00 GMT\"}",
                    "{american:01/01/0000 00:00:00}",
                    "{civil:01/01/0000 00:00:00}",
                    "{day:01.01.0000}",
                    "{numeric:00010101 000000 +0100}",
                ] {
                    assert!(read(text).is_err(), "{text}");
                }
                for (text, instant) in $signed {
                    assert_eq!(at(text), at(instant));
                    let text = format!("{{assumed:{text}}}");
                    assert!(jsv::from_str::<Signed>(&text.replace("assumed", "plain")).is_err(), "{text}");
                    assert!(jsv::from_str::<Signed>(&text).is_err(), "{text}");
                }
            }
        }
    };
}

#[cfg(feature = "chrono")]
dates! {
    chrono, ::chrono::DateTime<::chrono::Utc>, ::chrono::DateTime<::chrono::FixedOffset>, ::chrono::NaiveDateTime, ::chrono::NaiveDate, with::chrono::Zone,
    [::chrono::DateTime::<::chrono::Utc>::MIN_UTC, ::chrono::DateTime::<::chrono::Utc>::MAX_UTC],
    [("/Date(-62135596800000-0100)/", "0001-01-01"), ("/Date(253402300799999+1400)/", "9999-12-31T23:59:59.999Z")],
    fn instant(local: ::chrono::NaiveDateTime) -> Option<::chrono::DateTime<::chrono::FixedOffset>> {
        let day = |month, day, hour| ::chrono::NaiveDate::from_ymd_opt(2015, month, day)?.and_hms_opt(hour, 0, 0);
        let summer = local >= day(3, 29, 3)? && local < day(10, 25, 3)?;
        if !summer && local >= day(3, 29, 2)? && local < day(3, 29, 3)? {
            return None;
        }
        let offset = ::chrono::FixedOffset::east_opt(if summer { 7200 } else { 3600 })?;
        local.and_local_timezone(offset).single()
    }
}

#[cfg(feature = "jiff")]
dates! {
    jiff, ::jiff::Timestamp, ::jiff::ZonedDateTime, ::jiff::civil::DateTime, ::jiff::civil::Date, with::jiff::Zone,
    [::jiff::Timestamp::MIN],
    [("/Date(-62135596800000-0100)/", "0001-01-01")],
    fn instant(local: ::jiff::civil::DateTime) -> Option<::jiff::ZonedDateTime> {
        let zone = ::jiff::tz::TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").ok()?;
        zone.to_ambiguous_zoned_datetime(local).unambiguous().ok()
    }
}
