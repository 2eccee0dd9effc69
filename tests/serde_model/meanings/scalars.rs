//! Strings, options, booleans, numbers, characters, enums and bytes.

use serde::Deserialize;
use serde_bytes::ByteBuf;

use super::{all, check, each, none, top};

#[test]
fn strings() {
    let text = |text: &str| Some(text.to_string());
    let same = |value: &str| all(value.to_string());
    check::<String>(&[
        ("", same("")),
        ("a", same("a")),
        (" a ", same(" a ")),
        ("null", same("null")),
        ("01234", same("01234")),
        ("x\"y", same("x\"y")),
        ("a:b", same("a:b")),
        ("\"\"", each(text(""), text(""), text(""), text("\"\""))),
        ("\"a,b\"", each(text("a,b"), text("a,b"), text("a,b"), text("\"a,b\""))),
        (
            "\"say \"\"hi\"\"\"",
            each(text("say \"hi\""), text("say \"hi\""), text("say \"hi\""), text("\"say \"\"hi\"\"\"")),
        ),
        // "At the document level everything but quoted text is the string as it stands."
        ("a,b", top(text("a,b"), text("a,b"))),
        ("a}b", each(text("a}b"), None, text("a}b"), text("a}b"))),
        ("[a", top(text("[a"), text("[a"))),
        ("{", top(text("{"), text("{"))),
        (" \"a\"", each(text(" \"a\""), text("a"), text("a"), text(" \"a\""))),
        // "A map or list inside a map or list: its raw text, brackets and all."
        ("[a,\"b\"]", same("[a,\"b\"]")),
        ("{a:{b:\",\"}}", same("{a:{b:\",\"}}")),
        ("[a]b", each(text("[a]b"), None, None, text("[a]b"))),
        ("\"a", top(None, text("\"a"))),
        ("\"a\"b", top(None, text("\"a\"b"))),
    ]);
}

#[test]
fn options() {
    check::<Option<u8>>(&[
        ("", all(None)),
        ("1", all(Some(1))),
        (" 1 ", all(Some(1))),
        ("\"1\"", all(Some(1))),
        ("\"\"", none()),
        (" ", none()),
        ("null", none()),
    ]);
    let some = |text: &str| Some(Some(text.to_string()));
    check::<Option<String>>(&[
        ("", all(None)),
        (" ", all(Some(" ".to_string()))),
        ("null", all(Some("null".to_string()))),
        ("\"\"", each(some(""), some(""), some(""), some("\"\""))),
    ]);
    check::<Option<Vec<u8>>>(&[("", all(None)), ("[]", all(Some(vec![]))), ("[1]", all(Some(vec![1])))]);
    check::<Option<Option<u8>>>(&[("", all(None)), ("1", all(Some(Some(1)))), ("\"\"", none())]);
}

#[test]
fn booleans() {
    let mut rows = Vec::new();
    for text in
        ["True", "true", "TRUE", "tRuE", "t", "T", "y", "Y", "1", "on", " True ", "\"True\"", "\" y\""]
    {
        rows.push((text, all(true)));
    }
    for text in ["False", "false", "FALSE", "f", "F", "n", "N", "0", "off", "\tfalse", "\"0\""] {
        rows.push((text, all(false)));
    }
    for text in ["", "\"\"", " ", "ON", "Off", "yes", "no", "2", "00", "null", "tru", "[True]", "{}"] {
        rows.push((text, none()));
    }
    check::<bool>(&rows);
}

#[test]
fn integers() {
    check::<i16>(&[
        ("0", all(0)),
        ("-0", all(0)),
        ("007", all(7)),
        (" 7 ", all(7)),
        ("\"7\"", all(7)),
        ("\" 7 \"", all(7)),
        (" \"7\" ", all(7)),
        ("32767", all(32767)),
        ("-32768", all(-32768)),
        ("00000000000000000000000000001", all(1)),
        ("32768", none()),
        ("99999999999999999999999999999999999999999999", none()),
        ("", none()),
        ("\"\"", none()),
        ("-", none()),
        ("+1", none()),
        ("1.0", none()),
        ("1e2", none()),
        ("0x1", none()),
        ("1_000", none()),
        ("1 2", none()),
        ("--1", none()),
        ("٣", none()),
        ("x", none()),
        ("null", none()),
        ("[1]", none()),
        ("{}", none()),
        ("1,2", none()),
    ]);
    check::<u8>(&[("255", all(255)), ("256", none()), ("-1", none()), ("-0", all(0))]);
    check::<u128>(&[
        ("340282366920938463463374607431768211455", all(u128::MAX)),
        ("340282366920938463463374607431768211456", none()),
        ("-1", none()),
    ]);
    check::<i128>(&[
        ("-170141183460469231731687303715884105728", all(i128::MIN)),
        ("-170141183460469231731687303715884105729", none()),
    ]);
}

#[test]
fn floats() {
    check::<f64>(&[
        ("0", all(0.0)),
        ("1", all(1.0)),
        ("-1.5", all(-1.5)),
        (".5", all(0.5)),
        ("5.", all(5.0)),
        ("-.5", all(-0.5)),
        ("1e5", all(1e5)),
        ("1E+05", all(1e5)),
        ("1.5e-3", all(1.5e-3)),
        (" 1 ", all(1.0)),
        ("\"1\"", all(1.0)),
        ("1e999", all(f64::INFINITY)),
        ("-1e999", all(f64::NEG_INFINITY)),
        ("infinity", all(f64::INFINITY)),
        ("-INFINITY", all(f64::NEG_INFINITY)),
        ("", none()),
        ("\"\"", none()),
        (".", none()),
        ("-", none()),
        ("e5", none()),
        ("1e", none()),
        ("+1", none()),
        ("+Infinity", none()),
        ("inf", none()),
        ("-NaN", none()),
        ("0x1p3", none()),
        ("1,5", none()),
        ("x", none()),
        ("null", none()),
        ("[1]", none()),
    ]);
    for text in ["NaN", "nan", "NAN", "\"NaN\""] {
        assert!(jsv::from_str::<f64>(text).unwrap().is_nan(), "{text}");
        assert!(jsv::from_str::<f32>(text).unwrap().is_nan(), "{text}");
    }
    check::<f32>(&[("0.1", all(0.1)), ("1e39", all(f32::INFINITY)), ("3.4028235e+38", all(f32::MAX))]);
}

#[test]
fn characters() {
    let one = |character| Some(character);
    check::<char>(&[
        ("a", all('a')),
        (" ", all(' ')),
        ("é", all('é')),
        ("]", each(one(']'), one(']'), None, one(']'))),
        ("\"]\"", each(one(']'), one(']'), one(']'), None)),
        ("\"\"\"\"", each(one('"'), one('"'), one('"'), None)),
        // In a CSV cell a character is the text as it stands.
        ("\"", top(None, one('"'))),
        (",", top(one(','), one(','))),
        ("[", top(None, one('['))),
        ("", none()),
        ("\"\"", none()),
        ("ab", none()),
        ("e\u{301}", none()),
    ]);
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
enum Choice {
    One,
    #[serde(rename = "a b")]
    Two,
    Data(u8),
}

#[test]
fn enums() {
    let one = || Some(Choice::One);
    check::<Choice>(&[
        ("One", all(Choice::One)),
        ("ONE", all(Choice::One)),
        (" one ", all(Choice::One)),
        ("A B", all(Choice::Two)),
        // "A string, a char or an enum name is the cell's text as it stands" (SPEC §7).
        ("\"One\"", each(one(), one(), one(), None)),
        ("{Data:1}", all(Choice::Data(1))),
        ("{data: 1 }", all(Choice::Data(1))),
        ("{One:}", all(Choice::One)),
        ("Data", none()),
        ("Three", none()),
        ("0", none()),
        ("", none()),
        ("\"\"", none()),
        ("{}", none()),
        ("{Data:1,One:}", none()),
        ("{Data:1,}", none()),
        ("{Three:1}", none()),
        ("[One]", none()),
    ]);
}

#[test]
fn bytes() {
    let bytes = |text: &str| ByteBuf::from(text);
    check::<ByteBuf>(&[
        ("", all(bytes(""))),
        ("\"\"", all(bytes(""))),
        ("YQ==", all(bytes("a"))),
        (" YQ== ", all(bytes("a"))),
        ("\"YQ==\"", all(bytes("a"))),
        ("[97,98]", all(bytes("ab"))),
        ("[]", all(bytes(""))),
        ("YQ", none()),
        ("YQ=", none()),
        ("Y-_=", none()),
        ("[256]", none()),
        ("{}", none()),
    ]);
}
