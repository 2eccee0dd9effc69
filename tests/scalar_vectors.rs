//! One scalar in each position: a document, a property, a CSV cell (SPEC §4, §5, §7, §8).

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at what it cannot run")]

mod model;

use std::fmt::Debug;

use model::read::{self, Shown};
use model::table::{Expect, Table, parse};
use model::{Level, Text, cells};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_bytes::ByteBuf;

/// A type of the vectors, made of the text that a vector gives for its value.
trait Scalar: Serialize + DeserializeOwned + Debug {
    fn of(text: Option<&str>) -> Self;
}

macro_rules! scalars {
    ($($type:ty)*) => { $(
        impl Scalar for $type {
            fn of(text: Option<&str>) -> Self {
                text.expect("not null").parse().unwrap()
            }
        }
        impl Scalar for Option<$type> {
            fn of(text: Option<&str>) -> Self {
                text.map(|text| text.parse().unwrap())
            }
        }
    )* };
}

scalars!(bool i32 i64 u8 u64 f32 f64 char String);

impl Scalar for Level {
    fn of(text: Option<&str>) -> Self {
        match text.expect("not null") {
            "Low" => Level::Low,
            "Medium" => Level::Medium,
            "High" => Level::High,
            unknown => panic!("no such level: {unknown}"),
        }
    }
}

impl Scalar for Option<Level> {
    fn of(text: Option<&str>) -> Self {
        text.map(|text| Level::of(Some(text)))
    }
}

/// Bytes stand as hex digits.
impl Scalar for ByteBuf {
    fn of(text: Option<&str>) -> Self {
        let hex = text.expect("not null");
        let byte = |at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap();
        (0..hex.len()).step_by(2).map(byte).collect::<Vec<_>>().into()
    }
}

/// Types that need the date, duration, GUID and decimal adapters of §11, or an adapter of the user's own.
const LATER: [&str; 14] = [
    "decimal",
    "datetime",
    "datetime?",
    "datetime utc",
    "datetime unspecified",
    "datetime local",
    "datetimeoffset",
    "timespan",
    "guid",
    "dateonly",
    "timeonly",
    "flags Access",
    "uri",
    "version",
];

macro_rules! for_scalar {
    ($name:expr, $function:ident ( $table:expr, $line:expr )) => {
        match $name {
            "bool" => $function::<bool>($table, $line),
            "bool?" => $function::<Option<bool>>($table, $line),
            "i32" => $function::<i32>($table, $line),
            "i32?" | "int?" => $function::<Option<i32>>($table, $line),
            "i64" => $function::<i64>($table, $line),
            "u8" => $function::<u8>($table, $line),
            "u64" => $function::<u64>($table, $line),
            "f32" => $function::<f32>($table, $line),
            "f64" => $function::<f64>($table, $line),
            "f64?" => $function::<Option<f64>>($table, $line),
            "char" => $function::<char>($table, $line),
            "string" => $function::<Text>($table, $line),
            "enum Level" => $function::<Level>($table, $line),
            "enum Level?" => $function::<Option<Level>>($table, $line),
            "bytes" => $function::<ByteBuf>($table, $line),
            later if LATER.contains(&later) => $table.later(),
            unknown => panic!("the model has no scalar {unknown}"),
        }
    };
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "T: Deserialize<'de>"))]
struct Property<T> {
    #[serde(rename = "V")]
    value: T,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "T: Deserialize<'de>"))]
struct Row<T> {
    #[serde(rename = "K")]
    key: String,
    #[serde(rename = "V")]
    value: T,
}

#[derive(Deserialize)]
struct Typed {
    r#type: String,
}

#[derive(Deserialize)]
struct Written {
    r#type: String,
    value: String,
    jsv: Text,
    csv: String,
}

fn check_read(table: &mut Table, name: &str, text: &str, expected: &Shown, found: Result<Shown, String>) {
    match found {
        Ok(found) => table.check(name, text, expected, &found),
        Err(disagreement) => table.check_that("doors", text, false, &disagreement),
    }
}

/// The three texts a value is written as.
fn write<T: Scalar>(text: Option<&str>) -> [(&'static str, Shown); 3] {
    let row = [Row { key: "x".to_owned(), value: T::of(text) }];
    [
        ("document", read::to_jsv(&T::of(text)).unwrap_or_else(Err)),
        ("property", read::to_jsv(&Property { value: T::of(text) }).unwrap_or_else(Err)),
        ("cell", cells::to_text(&row).unwrap_or_else(Err)),
    ]
}

/// Reads a text in its position and shows the value without its wrapper.
fn read<T: Scalar>(position: &str, text: &str) -> Result<Shown, String> {
    let unwrap = |shown: Shown, before: &str, after: &str| -> Shown {
        shown.and_then(|shown| {
            let inner = shown.strip_prefix(before).and_then(|rest| rest.strip_suffix(after));
            inner.map(str::to_owned).ok_or_else(|| format!("{shown} is not {before}…{after}"))
        })
    };
    match position {
        "document" => read::jsv::<T>(text),
        "property" => read::jsv::<Property<T>>(text).map(|shown| unwrap(shown, "Property { value: ", " }")),
        _ => cells::rows::<Row<T>>(text).map(|shown| unwrap(shown, "[Row { key: \"x\", value: ", " }]")),
    }
}

fn scalar_write_line<T: Scalar>(table: &mut Table, line: &str) {
    let Written { r#type, value, jsv, csv } = parse(line);
    let text = if r#type.ends_with('?') && value == "null" { None } else { Some(value.as_str()) };
    let property = jsv.as_ref().map_or_else(|| "{}".to_owned(), |jsv| format!("{{V:{jsv}}}"));
    let texts = [jsv.unwrap_or_default(), property, format!("K,V\r\nx,{csv}\r\n")];
    for ((position, written), expected) in write::<T>(text).into_iter().zip(texts) {
        table.check(&format!("write-{position}"), &value, &Ok(expected.clone()), &written);
        // The cell of an empty string is empty, and an empty cell reads as null (§7).
        let emptied = r#type == "string" && position == "cell" && value.is_empty();
        let value = Ok(format!("{:?}", T::of(text.filter(|_| !emptied))));
        check_read(table, &format!("read-{position}"), &expected, &value, read::<T>(position, &expected));
        let own = written.unwrap_or_default();
        check_read(table, &format!("own-{position}"), &own, &value, read::<T>(position, &own));
    }
}

#[test]
fn scalar_write() {
    let later = Table::run_with_later("scalar-write.jsonl", 192, |table, line| {
        let name = parse::<Typed>(line).r#type;
        for_scalar!(name.as_str(), scalar_write_line(table, line));
    });
    assert_eq!(later, 73, "lines of types that have no adapter yet");
}

#[derive(Deserialize)]
struct Read {
    jsv: String,
    expect: Option<Positions>,
}

#[derive(Deserialize)]
struct Positions {
    document: Expect<serde_json::Value>,
    property: Expect<serde_json::Value>,
    csv_cell: Expect<serde_json::Value>,
}

/// The value that a vector gives as JSON: a number by its own digits, a float that is none by its name.
fn expected<T: Scalar>(expect: &Expect<serde_json::Value>) -> Shown {
    let text = match expect {
        Expect::Error(_) => return expect.shown(),
        Expect::Value(serde_json::Value::Null) => None,
        Expect::Value(serde_json::Value::String(text)) => Some(text.clone()),
        Expect::Value(other) => Some(other.to_string()),
    };
    Ok(format!("{:?}", T::of(text.as_deref())))
}

fn scalar_read_line<T: Scalar>(table: &mut Table, line: &str) {
    let Read { jsv, expect } = parse(line);
    let expect = expect.expect("only lines for later have nothing to expect");
    let positions = [
        ("document", jsv.clone(), expect.document),
        ("property", format!("{{V:{jsv}}}"), expect.property),
        ("cell", format!("K,V\r\nx,{jsv}\r\n"), expect.csv_cell),
    ];
    for (position, text, expect) in positions {
        let value = expected::<T>(&expect);
        check_read(table, &format!("read-{position}"), &text, &value, read::<T>(position, &text));
    }
}

#[test]
fn scalar_read() {
    let mut reference_only = 0;
    let later = Table::run_with_later("scalar-read.jsonl", 247, |table, line| {
        reference_only += usize::from(parse::<Read>(line).expect.is_none());
        let name = parse::<Typed>(line).r#type;
        for_scalar!(name.as_str(), scalar_read_line(table, line));
    });
    assert_eq!(later, 96, "lines of types that have no adapter yet");
    assert_eq!(reference_only, 17, "lines that only tell what the reference does");
}
