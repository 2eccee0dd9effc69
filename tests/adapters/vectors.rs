//! The lines of one type of the scalar vectors, as a document, a property and a CSV cell.

use std::fmt::Debug;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// A type behind an adapter.
pub(crate) trait Scalar: Serialize + DeserializeOwned + Debug {
    /// The value that `scalar-write.jsonl` names, if the type can hold it.
    fn of(value: &str) -> Option<Self>;

    /// The value as `scalar-read.jsonl` shows it.
    fn shown(&self) -> String;
}

/// A transparent type around a field with an adapter.
macro_rules! scalar {
    ($name:ident($type:ty) with $adapter:literal, of $of:expr, shown $shown:expr) => {
        #[derive(Debug, PartialEq, serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        pub(crate) struct $name(#[serde(with = $adapter)] pub(crate) $type);

        impl $crate::vectors::Scalar for $name {
            fn of(value: &str) -> Option<Self> {
                let of: fn(&str) -> Option<$type> = $of;
                of(value).map($name)
            }

            fn shown(&self) -> String {
                let shown: fn(&$type) -> String = $shown;
                shown(&self.0)
            }
        }
    };
}
pub(crate) use scalar;

#[derive(Serialize, Deserialize)]
#[serde(bound(deserialize = "T: Deserialize<'de>"))]
struct Property<T> {
    #[serde(rename = "V")]
    value: T,
}

#[derive(Serialize, Deserialize)]
#[serde(bound(deserialize = "T: Deserialize<'de>"))]
struct Row<T> {
    #[serde(rename = "K")]
    key: String,
    #[serde(rename = "V")]
    value: T,
}

pub(crate) const POSITIONS: [&str; 3] = ["document", "property", "cell"];

pub(crate) fn read<T: DeserializeOwned>(position: &str, text: &str) -> jsv::Result<T> {
    match position {
        "document" => jsv::from_str(text),
        "property" => jsv::from_str(text).map(|property: Property<T>| property.value),
        _ => jsv::csv::from_str(text).map(|mut rows: Vec<Row<T>>| {
            assert_eq!(rows.len(), 1, "{text}");
            rows.remove(0).value
        }),
    }
}

/// The text in its position.
pub(crate) fn place(position: &str, text: &str) -> String {
    match position {
        "document" => text.to_owned(),
        "property" => format!("{{V:{text}}}"),
        _ => format!("K,V\r\nx,{text}\r\n"),
    }
}

pub(crate) fn write<T: Serialize>(position: &str, value: T) -> jsv::Result<String> {
    match position {
        "document" => jsv::to_string(&value),
        "property" => jsv::to_string(&Property { value }),
        _ => jsv::csv::to_string(&[Row { key: "x".to_owned(), value }]),
    }
}

fn shown<T: Scalar>(read: jsv::Result<T>) -> Result<String, String> {
    read.map(|value| value.shown()).map_err(|error| error.to_string())
}

#[derive(Deserialize)]
struct Written {
    r#type: String,
    value: String,
    jsv: String,
    csv: String,
}

#[derive(Deserialize)]
struct Read {
    r#type: String,
    jsv: String,
    expect: Option<Positions>,
}

#[derive(Deserialize)]
struct Positions {
    document: Expect,
    property: Expect,
    csv_cell: Expect,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Expect {
    Value(Option<String>),
    Error(String),
}

fn lines<T: DeserializeOwned>(file: &str, name: &str) -> Vec<(usize, T)> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors").join(file);
    let text = std::fs::read_to_string(path).unwrap();
    let named = format!("{{\"type\": \"{name}\",");
    let lines = text.lines().enumerate().filter(|(_, line)| line.starts_with(&named));
    lines.map(|(index, line)| (index + 1, serde_json::from_str(line).unwrap())).collect()
}

/// Checks the lines of `scalar-write.jsonl` that have this type; those that differ must be the ones of `different`, and
/// `out_of_range` the values that the type cannot hold.
pub(crate) fn writes<T: Scalar>(
    name: &str,
    expected: usize,
    different: &[(usize, &str)],
    out_of_range: &[&str],
) {
    let lines = lines::<Written>("scalar-write.jsonl", name);
    assert_eq!(lines.len(), expected, "scalar-write.jsonl: lines of {name}");
    let mut beyond = Vec::new();
    let mut failures = Vec::new();
    let mut differ = Vec::new();
    for (line, Written { r#type, value, jsv, csv }) in lines {
        assert_eq!(r#type, name);
        let Some(value) = T::of(&value) else {
            beyond.push(value);
            continue;
        };
        for position in POSITIONS {
            let text = place(position, if position == "cell" { &csv } else { &jsv });
            let written = write(position, &value).unwrap();
            let reads = shown(read::<T>(position, &text));
            let own = shown(read::<T>(position, &written));
            if own != Ok(value.shown()) {
                failures
                    .push(format!("scalar-write.jsonl:{line} own-{position}: {written:?} reads as {own:?}"));
            }
            if written != text || reads != Ok(value.shown()) {
                differ.push(line);
                if !different.iter().any(|(known, _)| *known == line) {
                    failures.push(format!(
                        "scalar-write.jsonl:{line} {position}: {text:?} is written {written:?} and reads as {reads:?}"
                    ));
                }
            }
        }
    }
    assert_eq!(beyond, out_of_range, "values that the type cannot hold");
    for (line, reason) in different {
        let count = differ.iter().filter(|differ| *differ == line).count();
        if count != POSITIONS.len() {
            failures.push(format!("scalar-write.jsonl:{line} differs in {count} positions: {reason}"));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// Checks the lines of `scalar-read.jsonl` that have this type. A value that the type cannot hold, as `out_of_range`
/// lists them, must be an error.
pub(crate) fn reads<T: Scalar>(name: &str, expected: usize, out_of_range: &[&str]) {
    let lines = lines::<Read>("scalar-read.jsonl", name);
    assert_eq!(lines.len(), expected, "scalar-read.jsonl: lines of {name}");
    let mut failures = Vec::new();
    let mut met = 0;
    for (line, Read { r#type, jsv, expect }) in lines {
        assert_eq!(r#type, name);
        let expect = expect.unwrap_or_else(|| panic!("scalar-read.jsonl:{line} expects nothing"));
        for (position, expect) in
            POSITIONS.into_iter().zip([expect.document, expect.property, expect.csv_cell])
        {
            let text = place(position, &jsv);
            let found = shown(read::<T>(position, &text));
            let passes = match (&expect, &found) {
                (Expect::Value(Some(value)), Err(_)) if out_of_range.contains(&value.as_str()) => {
                    met += 1;
                    true
                }
                (Expect::Value(value), Ok(found)) => value.as_deref().unwrap_or("null") == found,
                (Expect::Error(label), Err(_)) => !label.is_empty(),
                _ => false,
            };
            if !passes {
                failures.push(format!("scalar-read.jsonl:{line} {position}: {text:?} reads as {found:?}"));
            }
        }
    }
    assert_eq!(met, 3 * out_of_range.len(), "values that the type cannot hold");
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// Checks that each text reads, in every position, bare and quoted, as the value shown.
pub(crate) fn reads_each<T: Scalar>(texts: &[(&str, &str)]) {
    for (text, expected) in texts {
        for position in POSITIONS {
            for text in [(*text).to_owned(), format!("\"{text}\""), format!(" {text}\t")] {
                let placed = place(position, &text);
                assert_eq!(shown(read::<T>(position, &placed)), Ok((*expected).to_owned()), "{placed:?}");
            }
        }
    }
}

/// Checks that each text is an error in every position, bare and quoted, and that the error shows what was wanted.
pub(crate) fn refuses<T: Scalar>(wanted: &str, texts: &[&str]) {
    for text in texts {
        for position in POSITIONS {
            for text in [(*text).to_owned(), format!("\"{text}\"")] {
                let placed = place(position, &text);
                match read::<T>(position, &placed) {
                    Ok(value) => panic!("{placed:?} reads as {value:?}"),
                    Err(error) => assert!(error.to_string().contains(wanted), "{placed:?}: {error}"),
                }
            }
        }
    }
}

/// The nanoseconds of .NET's `[-][d.]hh:mm:ss[.f]`, as the vectors name a duration.
pub(crate) fn timespan(text: &str) -> i128 {
    let (sign, text) = text.strip_prefix('-').map_or((1, text), |text| (-1, text));
    let parts: Vec<&str> = text.split(':').collect();
    let (days, hours) = parts[0].split_once('.').unwrap_or(("0", parts[0]));
    let (seconds, fraction) = parts[2].split_once('.').unwrap_or((parts[2], ""));
    let number = |digits: &str| digits.parse::<i128>().unwrap();
    let seconds = ((number(days) * 24 + number(hours)) * 60 + number(parts[1])) * 60 + number(seconds);
    sign * (seconds * 1_000_000_000 + number(&format!("{fraction:0<9}")))
}

/// "A duration is seconds."
pub(crate) fn seconds(nanoseconds: i128) -> String {
    let (sign, magnitude) = (if nanoseconds < 0 { "-" } else { "" }, nanoseconds.unsigned_abs());
    let text = format!("{sign}{}.{:09}", magnitude / 1_000_000_000, magnitude % 1_000_000_000);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Texts of each kind that read, with the value as the vectors show it.
pub(crate) const INSTANTS: [(&str, &str); 17] = [
    ("2024-02-29", "2024-02-29T00:00:00Z"),
    ("2024-05-01T10:20Z", "2024-05-01T10:20:00Z"),
    ("2024-05-01 10:20", "2024-05-01T10:20:00Z"),
    ("2024-05-01 10:20+01:00", "2024-05-01T09:20:00Z"),
    ("2024-05-01T10:20:30", "2024-05-01T10:20:30Z"),
    ("2024-05-01T10:20:30z", "2024-05-01T10:20:30Z"),
    ("2024-05-01T10:20:30.1Z", "2024-05-01T10:20:30.1Z"),
    ("2024-05-01T10:20:30.000000001Z", "2024-05-01T10:20:30.000000001Z"),
    ("2024-05-01T00:20:30+05:45", "2024-04-30T18:35:30Z"),
    ("2024-12-31T20:00:00-12:00", "2025-01-01T08:00:00Z"),
    ("2024-05-01T10:20:30-00:00", "2024-05-01T10:20:30Z"),
    ("/Date(0)/", "1970-01-01T00:00:00Z"),
    ("/Date(-1)/", "1969-12-31T23:59:59.999Z"),
    ("\\/Date(1714558830123)\\/", "2024-05-01T10:20:30.123Z"),
    ("/Date(1714558830123-0500)/", "2024-05-01T10:20:30.123Z"),
    ("/Date(1714558830123+0100)/", "2024-05-01T10:20:30.123Z"),
    ("/Date(-62135596800000)/", "0001-01-01T00:00:00Z"),
];

pub(crate) const NO_INSTANTS: [&str; 53] = [
    "",
    "nope",
    "null",
    "05/01/2024",
    "01.05.2024",
    "2024-5-1",
    "20240501",
    "1714558830",
    "1714558830000",
    "24-05-01",
    "12024-05-01",
    "+2024-05-01",
    "-2024-05-01",
    "0000-01-01",
    "2024-00-01",
    "2024-13-01",
    "2024-02-30",
    "2023-02-29",
    "2024-05-00",
    "2024-05-32",
    "2024-05",
    "2024-05-01Z",
    "2024-05-01+01:00",
    "2024-05-01T",
    "2024-05-01t10:20:30Z",
    "2024-05-01  10:20:30",
    "2024-05-01T10",
    "2024-05-01T10:2",
    "2024-05-01T24:00:00Z",
    "2024-05-01T10:60:00Z",
    "2024-05-01T23:59:60Z",
    "2024-05-01T10:20.5Z",
    "2024-05-01T10:20:30.Z",
    "2024-05-01T10:20:30.1234567890Z",
    "2024-05-01T10:20:30;5Z",
    "2024-05-01T10:20:30ZZ",
    "2024-05-01T10:20:30Z+00:00",
    "2024-05-01T10:20:30+1:00",
    "2024-05-01T10:20:30+0100",
    "2024-05-01T10:20:30+01",
    "2024-05-01T10:20:30+24:00",
    "2024-05-01T10:20:30 +01:00",
    "2024-05-01T10:20:30\u{2212}01:00",
    "２０24-05-01",
    "0001-01-01T00:00:00+00:01",
    "9999-12-31T23:59:59-00:01",
    "/Date()/",
    "/Date(1)",
    "\\/Date(1)/",
    "/Date(1+01:00)/",
    "/Date(1+2400)/",
    "/Date(9223372036854775807)/",
    "/Date(99999999999999999999)/",
];

pub(crate) const DURATIONS: [(&str, &str); 15] = [
    ("PT0S", "0"),
    ("-PT0S", "0"),
    ("P0D", "0"),
    ("P1DT1S", "86401"),
    ("PT90M", "5400"),
    ("PT1H1S", "3601"),
    ("PT0.000000001S", "0.000000001"),
    ("-P1DT2H3M4.005S", "-93784.005"),
    ("00:00:00", "0"),
    ("23:59:59.999999999", "86399.999999999"),
    ("0.00:00:01", "1"),
    ("10675199.02:48:05.4775807", "922337203685.4775807"),
    ("-10675199.02:48:05.4775808", "-922337203685.4775808"),
    ("-00:00:01.5", "-1.5"),
    ("-1.00:00:00", "-86400"),
];

pub(crate) const NO_DURATIONS: [&str; 37] = [
    "",
    "nope",
    "5",
    "P",
    "-P",
    "PT",
    "P1DT",
    "pt1s",
    "Pt1S",
    "P1Y",
    "P1M",
    "P1W",
    "P1YT1S",
    "+PT1S",
    "--PT1S",
    "P-1D",
    "PT-1S",
    "PT1.5M",
    "P1.5D",
    "PT1.S",
    "PT.5S",
    "PT1S1M",
    "PT1M1H",
    "PT1S1S",
    "PT1MT1S",
    "PTT1S",
    "P1S",
    "P1H",
    "PT1D",
    "P1DT1",
    "PT0.1234567890S",
    "P99999999999999999999D",
    "P18446744073709551615D",
    "1:02:03",
    "01:02",
    "24:00:00",
    "1.2.03:04:05",
];

pub(crate) const TIMES: [(&str, &str); 6] = [
    ("PT0S", "00:00:00"),
    ("PT10H20M30.5S", "10:20:30.5"),
    ("PT90M", "01:30:00"),
    ("PT23H59M59.999999999S", "23:59:59.999999999"),
    ("10:20:30", "10:20:30"),
    ("10:20:30.000001", "10:20:30.000001"),
];

pub(crate) const NO_TIMES: [&str; 13] = [
    "",
    "nope",
    "10:20",
    "24:00:00",
    "10:20:60",
    "-PT1S",
    "-00:00:01",
    "PT24H",
    "P0D",
    "P1D",
    "1.10:20:30",
    "10:20:30Z",
    "10:20:30.",
];

pub(crate) const NO_DATES: [&str; 9] = [
    "",
    "nope",
    "05/01/2024",
    "2024-5-1",
    "2024-02-30",
    "0000-01-01",
    "2024-05-01T00:00:00Z",
    "2024-05-01Z",
    "20240501",
];
