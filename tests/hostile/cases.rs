//! What strangers send: each case makes an input and reads it. The tests run them small, `examples/hostile.rs` large.

use std::collections::BTreeMap;
use std::fmt;
use std::io::{self, Read};

use jsv::{Result, Value, csv};
use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny, MapAccess, Visitor};

/// A case: the input and the way to read it, and what happens with `count` of what it has many of.
pub(crate) struct Case {
    pub(crate) name: &'static str,
    /// How many it has in the table.
    pub(crate) count: usize,
    /// What happens, or the kind of error with few and the one with many.
    #[allow(dead_code, reason = "only the test knows it")]
    pub(crate) outcome: &'static str,
    pub(crate) run: fn(usize) -> String,
}

macro_rules! cases {
    ($($name:literal, $count:expr, $outcome:literal, $run:expr;)*) => {
        pub(crate) const CASES: &[Case] = &[$(Case { name: $name, count: $count, outcome: $outcome, run: $run },)*];
    };
}

const MILLION: usize = 1_000_000;

cases! {
    "`[[[…`, a document", MILLION, "more than 128 levels of maps and lists", |n| tree(&"[".repeat(n));
    "`{a:{a:…`, a document", MILLION, "more than 128 levels of maps and lists", |n| tree(&"{a:".repeat(n));
    "`[{a:[{a:…`, a document", MILLION, "more than 128 levels of maps and lists", |n| tree(&"[{a:".repeat(n));
    "`[[[…]]]`, skipped", MILLION, "more than 128 levels of maps and lists", |n| skipped(&closed("[", "]", n));
    "`[[[…`, a CSV cell", MILLION, "one record of 1 cell", |n| records(&"[".repeat(n));
    "`[[[…]]]`, a CSV cell", MILLION, "more than 128 levels of maps and lists", |n| records(&closed("[", "]", n));
    "`{a:[{a:[…]}]}`, a CSV cell", MILLION, "more than 128 levels of maps and lists", |n| records(&closed("{a:[", "]}", n));
    "`\"[[[…]]]\"`, a CSV cell read as a list", MILLION, "more than 128 levels of maps and lists", |n| {
        shown(csv::from_str::<(Vec<IgnoredAny>,)>(&format!("a\n\"{}\"\n", closed("[", "]", n))), |_| String::new())
    };
    "a million commas, `[,,,…]`", MILLION, "a list of 1000001", |n| tree(&format!("[{}]", ",".repeat(n)));
    "a million commas, a CSV record", MILLION, "one record of 1000001 cells", |n| records(&",".repeat(n));
    "a million unclosed brackets in one record, `[,[,[,…`", MILLION, "one record of 1000001 cells", |n| records(&"[,".repeat(n));
    "a million unclosed brackets in one record, `{a:[,…`", MILLION, "one record of 1000001 cells", |n| records(&"{a:[,".repeat(n));
    "a million unclosed brackets, a reader", MILLION, "one record of 1000001 cells", |n| streamed(io::Cursor::new("[,".repeat(n)));
    "a million empty keys, `{:a,:a,…}`", MILLION, "empty key", |n| tree(&format!("{{{}:a}}", ":a,".repeat(n)));
    "a million empty keys, `{\"\":a,…}`", MILLION, "a map of 1", |n| {
        let text = format!("{{{}\"\":a}}", "\"\":a,".repeat(n));
        shown(jsv::from_str::<BTreeMap<String, String>>(&text), |map| format!("a map of {}", map.len()))
    };
    "an integer of a million digits", MILLION, "\"99…9…\" is out of range for i128", |n| number::<i128>(&"9".repeat(n));
    "a float of a million digits", MILLION, "inf", |n| number::<f64>(&"9".repeat(n));
    "a float of a million decimals", MILLION, "0.1", |n| number::<f64>(&format!("0.1{}", "0".repeat(n)));
    "an exponent of a million digits", MILLION, "inf", |n| number::<f64>(&format!("1e{}", "9".repeat(n)));
    "a quote that opens at the end of 100 MB, JSV", 100 * MILLION, "unterminated quote", |n| {
        tree(&format!("[{}\"", "text,".repeat(n / 5)))
    };
    "a quote that opens at the start of 100 MB, JSV", 100 * MILLION, "unterminated quote", |n| {
        tree(&format!("[\"{}", "text,".repeat(n / 5)))
    };
    "a quote that opens at the end of 100 MB, CSV", 100 * MILLION, "unterminated quote", |n| {
        records(&format!("{}\"", "a,b\n".repeat(n / 4)))
    };
    "a quote that opens at the start of 100 MB, CSV", 100 * MILLION, "unterminated quote", |n| {
        records(&format!("\"{}", "a,b\n".repeat(n / 4)))
    };
    "a quote that opens at the start of 100 MB, a reader", 100 * MILLION, "unterminated quote|record longer than 16777216 bytes", |n| {
        streamed(io::Cursor::new("\"").chain(Repeated { text: b"a,b\n", left: n / 4 * 4, at: 0 }))
    };
    "a quote in each cell of 100 MB, `a\"\"\"…`, a reader", 100 * MILLION, "records: 1428571|records: 14285714", |n| {
        streamed(Repeated { text: b"a\"\"\",b\n", left: n / 7 * 7, at: 0 })
    };
    "100,000 lines that each close a quote and open the next", 100_000, "errors: 100000", |n| {
        format!("errors: {}", jsv::stream::validate_lines(&"{a:x\",b:\"\n".repeat(n), usize::MAX).len())
    };
    "a million NULs and control characters", MILLION, "a list of 250001", |n| tree(&format!("[{}]", "\0\u{1}\u{7f}\u{85},".repeat(n / 4)));
    "10,000 columns, rows as maps", 10_000, "100 rows of 10000", |n| wide::<BTreeMap<String, u8>>(n, 100, BTreeMap::len);
    "a column's name of 100,000 characters, as many rows as trees", 100_000, "100000 rows", |n| {
        let text = format!("{}\n{}", "x".repeat(n), "1\n".repeat(n));
        shown(csv::from_str::<Value<'_>>(&text), |rows| format!("{} rows", rows.len()))
    };
    "10,000 columns, rows as structs of 100 of them", 10_000, "100 rows of 100", |n| {
        wide::<Fields>(n, 100, |fields| fields.0)
    };
    "4,096 fields whose names differ only in case, JSV", 4_096, "a struct of 4096", |n| {
        let text = case_names(n).iter().rev().map(|name| format!("{name}:1")).collect::<Vec<_>>().join(",");
        shown(jsv::from_str::<CaseFields>(&format!("{{{text}}}")), |fields| format!("a struct of {}", fields.0))
    };
    "200,000 fields in reverse order and the other case, JSV", 200_000, "a struct of 200000", |n| {
        let text = (0..n).rev().map(|field| format!("COLUMN{field}:1")).collect::<Vec<_>>().join(",");
        shown(jsv::from_str::<ManyFields>(&format!("{{{text}}}")), |fields| format!("a struct of {}", fields.0))
    };
    "200,000 columns in reverse order and the other case", 200_000, "a struct of 200000", |n| {
        let names = (0..n).rev().map(|field| format!("COLUMN{field}")).collect::<Vec<_>>().join(",");
        let read = csv::from_str::<ManyFields>(&format!("{names}\n{}1\n", "1,".repeat(n - 1)));
        shown(read, |rows| format!("a struct of {}", rows.iter().map(|row| row.0).sum::<usize>()))
    };
    "4,096 columns whose names differ only in case, for one field", 4_096, "duplicate field `abcdefghijkl`", |n| {
        #[derive(Deserialize)]
        struct Lower {
            #[serde(rename = "abcdefghijkl")]
            _field: u8,
        }
        let text = format!("{}\n{}1\n", case_names(n).join(","), "1,".repeat(n - 1));
        shown(csv::from_str::<Lower>(&text), |rows| format!("{} rows", rows.len()))
    };
}

fn closed(open: &str, close: &str, count: usize) -> String {
    open.repeat(count) + &close.repeat(count)
}

/// What is read, or the message without its place.
fn shown<T>(read: Result<T>, show: impl FnOnce(T) -> String) -> String {
    match read {
        Ok(value) => show(value),
        Err(error) => message(&error),
    }
}

fn message(error: &jsv::Error) -> String {
    error.kind().to_string().replace(&"9".repeat(40), "99…9")
}

fn tree(text: &str) -> String {
    shown(jsv::from_str::<Value<'_>>(text), |value| match &value {
        Value::List(items) => format!("a list of {}", items.len()),
        Value::Map(map) => format!("a map of {}", map.len()),
        other => format!("{other:?}"),
    })
}

fn skipped(text: &str) -> String {
    shown(jsv::from_str::<IgnoredAny>(text), |_| String::new())
}

fn number<T: for<'de> Deserialize<'de> + fmt::Display>(text: &str) -> String {
    shown(jsv::from_str::<T>(text), |number| number.to_string())
}

fn records(text: &str) -> String {
    let mut count = 0;
    let mut cells = 0;
    for record in csv::ReaderBuilder::new().has_headers(false).flexible(true).records(text) {
        match record {
            Ok(record) => cells += record.len(),
            Err(error) => return message(&error),
        }
        count += 1;
    }
    counted(count, cells)
}

fn counted(records: usize, cells: usize) -> String {
    if (records, cells) == (1, 1) {
        "one record of 1 cell".into()
    } else if records == 1 {
        format!("one record of {cells} cells")
    } else {
        format!("records: {records}")
    }
}

fn streamed(input: impl Read) -> String {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(input);
    let mut record = csv::Record::new();
    let mut count = 0;
    let mut cells = 0;
    loop {
        match reader.read_record(&mut record) {
            Ok(true) => (count, cells) = (count + 1, cells + record.len()),
            Ok(false) => return counted(count, cells),
            Err(error) => return message(&error),
        }
    }
}

/// A text again and again, without the memory for it.
struct Repeated {
    text: &'static [u8],
    left: usize,
    at: usize,
}

impl Read for Repeated {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = buffer.len().min(self.left);
        for byte in &mut buffer[..length] {
            *byte = self.text[self.at];
            self.at = (self.at + 1) % self.text.len();
        }
        self.left -= length;
        Ok(length)
    }
}

fn wide<T: for<'de> Deserialize<'de>>(columns: usize, rows: usize, width: fn(&T) -> usize) -> String {
    let names: Vec<_> = (0..columns).map(|column| format!("Column{column}")).collect();
    let text = format!("{}\n{}", names.join(","), (vec!["7"; columns].join(",") + "\n").repeat(rows));
    let read = csv::from_str::<T>(&text);
    shown(read, |rows| format!("{} rows of {}", rows.len(), rows.iter().map(width).max().unwrap_or(0)))
}

/// Counts the fields that are found.
struct Found;

impl<'de> Visitor<'de> for Found {
    type Value = usize;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a struct")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> std::result::Result<usize, A::Error> {
        let mut count = 0;
        while let Some((_, 0..=9)) = map.next_entry::<IgnoredAny, u8>()? {
            count += 1;
        }
        Ok(count)
    }
}

/// A struct of every hundredth column of the widest file, in reverse and in lower case.
struct Fields(usize);

impl<'de> Deserialize<'de> for Fields {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        static NAMES: std::sync::OnceLock<&'static [&'static str]> = std::sync::OnceLock::new();
        let names =
            NAMES.get_or_init(|| leaked((0..100).rev().map(|column| format!("column{}", column * 100))));
        deserializer.deserialize_struct("Fields", names, Found).map(Fields)
    }
}

/// A struct of so many fields that one of them after another must not be searched for among all.
struct ManyFields(usize);

impl<'de> Deserialize<'de> for ManyFields {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        static NAMES: std::sync::OnceLock<&'static [&'static str]> = std::sync::OnceLock::new();
        let names = NAMES.get_or_init(|| leaked((0..200_000).map(|field| format!("Column{field}"))));
        deserializer.deserialize_struct("ManyFields", names, Found).map(ManyFields)
    }
}

fn leaked(names: impl Iterator<Item = String>) -> &'static [&'static str] {
    names.map(|name| &*name.leak()).collect::<Vec<_>>().leak()
}

/// Names that differ only in case.
fn case_names(count: usize) -> Vec<String> {
    let name = |bits: usize| {
        let letter = |(index, letter): (usize, char)| {
            if bits >> index & 1 == 1 { letter.to_ascii_uppercase() } else { letter }
        };
        "abcdefghijkl".chars().enumerate().map(letter).collect()
    };
    (0..count).map(name).collect()
}

/// A struct of all of them.
struct CaseFields(usize);

impl<'de> Deserialize<'de> for CaseFields {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        static NAMES: std::sync::OnceLock<&'static [&'static str]> = std::sync::OnceLock::new();
        let names = NAMES.get_or_init(|| leaked(case_names(4_096).into_iter()));
        deserializer.deserialize_struct("CaseFields", names, Found).map(CaseFields)
    }
}
