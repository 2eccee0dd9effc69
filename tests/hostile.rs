//! Hostile inputs: what happens is what the table in the README says, soon, and nothing is quadratic.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at what it cannot run")]

#[path = "hostile/cases.rs"]
mod cases;

use std::time::{Duration, Instant};

use cases::CASES;
use jsv::csv::{Reader, WriterBuilder};
use jsv::{ErrorKind, Value};

/// The largest count here: a quadratic reading of a million takes hours, of ten million days.
const LARGEST: usize = 10_000_000;

#[test]
fn every_case_ends_soon_as_the_table_says() {
    let mut wrong = Vec::new();
    for case in CASES {
        let count = case.count.min(LARGEST);
        let started = Instant::now();
        let outcome = (case.run)(count);
        let time = started.elapsed();
        if !case.outcome.split('|').any(|expected| outcome == expected) {
            wrong.push(format!("{}: {:?}, not {:?}", case.name, outcome, case.outcome));
        }
        if time > Duration::from_secs(60) {
            wrong.push(format!("{}: {time:?}", case.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The reader's buffer.
const CHUNK: usize = 64 << 10;

/// Bytes that are not UTF-8: alone, overlong, surrogates, too large, cut short.
const INVALID: &[&[u8]] = &[
    b"\x80",
    b"\xff",
    b"\xc0\x80",
    b"\xc1\xbf",
    b"\xe0\x80\x80",
    b"\xe0\x9f\xbf",
    b"\xed\xa0\x80",
    b"\xf0\x80\x80\x80",
    b"\xf4\x90\x80\x80",
    b"\xf5\x80\x80\x80",
    b"\xc3",
    b"\xe2\x82",
    b"\xf0\x9f\x98",
];

#[test]
fn bytes_that_are_not_utf8_at_every_boundary_are_one_lost_line_with_its_place() {
    for &invalid in INVALID {
        for start in CHUNK - 5..=CHUNK + 1 {
            // A line up to the bytes, which stand at `start`; a line after them.
            let mut file = b"x,y\n".repeat(start / 4);
            file.extend_from_slice(&b"abc"[..start % 4]);
            assert_eq!(file.len(), start);
            file.extend_from_slice(invalid);
            file.extend_from_slice(b",z\nlast,row\n");

            let mut records: Vec<_> = Reader::from_reader(&file[..]).into_records().collect();
            let last = records.pop().unwrap().unwrap();
            assert_eq!(last.iter().collect::<Vec<_>>(), ["last", "row"]);
            let lines = start / 4 - 1;
            let (good, bad) = records.split_at(lines);
            assert!(good.iter().all(Result::is_ok), "{invalid:x?} at {start}");
            let first = bad[0].as_ref().unwrap_err();
            assert!(matches!(first.kind(), ErrorKind::InvalidUtf8), "{invalid:x?} at {start}: {first}");
            assert_eq!(
                (first.offset(), first.line(), first.column()),
                (Some(start), start / 4 + 1, start % 4 + 1),
                "{invalid:x?} at {start}"
            );
            assert!(bad.iter().all(Result::is_err), "{invalid:x?} at {start}");

            let slice = jsv::csv::from_slice::<Vec<String>>(&file).unwrap_err();
            assert_eq!(slice.offset(), Some(start), "{invalid:x?} at {start}");
        }
    }
}

#[test]
fn a_character_at_every_boundary_is_whole() {
    for character in ["\u{e9}", "\u{20ac}", "\u{1f600}", "\u{feff}", "\"\"", "\r\n"] {
        for start in CHUNK - 5..=CHUNK + 1 {
            let text = format!("a\n\"{}{character}\"\nlast\n", "x".repeat(start - 3));
            let rows: Vec<(String,)> =
                Reader::from_reader(text.as_bytes()).into_deserialize().map(Result::unwrap).collect();
            assert_eq!(rows, jsv::csv::from_str::<(String,)>(&text).unwrap());
            assert_eq!((rows.len(), rows[0].0.len()), (2, start - 3 + character.replace("\"\"", "\"").len()));
        }
    }
}

#[test]
fn control_characters_come_back() {
    let text: String = (0..0x20).chain(0x7f..0xa0).filter_map(char::from_u32).collect();
    let written = jsv::to_string(&[&text]).unwrap();
    assert_eq!(jsv::from_str::<Vec<String>>(&written).unwrap(), [&*text]);
    assert_eq!(jsv::from_str::<Value<'_>>(&written).unwrap()[0], text.as_str());
    let written = jsv::csv::to_string(&[[&text, &text]]).unwrap();
    let records: Vec<_> = Reader::from_reader(format!("a,b\n{written}").as_bytes()).into_records().collect();
    assert_eq!(records[0].as_ref().unwrap().iter().collect::<Vec<_>>(), [&*text, &*text]);
}

/// `(texts, record with the option, record without)`
const FORMULAS: &[(&[&str], &str, &str)] = &[
    (&["=1+1", "b"], "'=1+1,b\r\n", "=1+1,b\r\n"),
    (&["+1", "-1"], "'+1,'-1\r\n", "+1,-1\r\n"),
    (&["@SUM(A1)", "a=1"], "'@SUM(A1),a=1\r\n", "@SUM(A1),a=1\r\n"),
    (&["=a,\"b\"", "'=a"], "\"'=a,\"\"b\"\"\",'=a\r\n", "\"=a,\"\"b\"\"\",'=a\r\n"),
    (&["=", "", " =1"], "'=,, =1\r\n", "=,, =1\r\n"),
];

#[test]
fn texts_that_open_formulas_are_escaped_on_request() {
    let mut escaping = WriterBuilder::new();
    escaping.escape_formulas(true);
    for (texts, escaped, plain) in FORMULAS {
        assert_eq!(escaping.to_string(&[texts]).unwrap(), *escaped);
        assert_eq!(WriterBuilder::new().to_string(&[texts]).unwrap(), *plain);
        assert_eq!(escaping.escape_formulas(false).to_string(&[texts]).unwrap(), *plain);
        escaping.escape_formulas(true);
        let mut out = Vec::new();
        let mut writer = escaping.from_writer(&mut out);
        writer.write_record(texts.iter()).unwrap();
        writer.flush().unwrap();
        drop(writer);
        assert_eq!(String::from_utf8(out).unwrap(), *escaped);
    }
}

#[test]
fn only_texts_are_escaped() {
    #[derive(serde::Serialize)]
    enum Sign {
        #[serde(rename = "-")]
        Minus,
    }
    let mut escaping = WriterBuilder::new();
    escaping.escape_formulas(true);
    let numbers = (-1, -2.5, f64::NEG_INFINITY, ["=a"]);
    assert_eq!(escaping.to_string(&[numbers]).unwrap(), "-1,-2.5,-Infinity,\"[=a]\"\r\n");
    let raw: jsv::RawValue<'_> = jsv::from_str("=1+1").unwrap();
    let texts = ('=', Sign::Minus, Some("@a"), Value::from("+1"), raw, format_args!("={}", 1));
    assert_eq!(escaping.to_string(&[texts]).unwrap(), "'=,'-,'@a,'+1,'=1+1,'=1\r\n");
    // A dialect in which numbers need quotes, and `'` does too.
    let text = escaping.delimiter(b'-').quote(b'\'').to_string(&[("=", -1)]).unwrap();
    assert_eq!(text, "'''='-'-1'\r\n");
}

#[test]
fn names_of_the_header_are_escaped_too() {
    let row = std::collections::BTreeMap::from([("=cmd", 1), ("a", -2)]);
    assert_eq!(WriterBuilder::new().escape_formulas(true).to_string(&[row]).unwrap(), "'=cmd,a\r\n1,-2\r\n");
}

#[cfg(feature = "query")]
#[test]
fn nesting_in_a_query_value_has_the_same_limit() {
    #[derive(serde::Deserialize, Debug)]
    struct Search {
        #[serde(rename = "a")]
        _a: serde::de::IgnoredAny,
    }
    for (open, close) in [("[", "]"), ("{a:", "}"), ("[{a:", "}]"), ("%5B", "%5D"), ("%7Ba:", "%7D")] {
        let text = |levels| format!("a={}{}", open.repeat(levels), close.repeat(levels));
        let error = jsv::query::from_str::<Search>(&text(1_000_000)).unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::DepthLimit { limit: 128, .. }), "{open}: {error}");
        jsv::query::from_str::<Search>(&text(60)).unwrap();
    }
}
