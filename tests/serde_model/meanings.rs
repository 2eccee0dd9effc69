//! SPEC §4's table, row by row: what a text means by the type asked for, as a document, as a field, as an item of a
//! list, and as a CSV cell. Reading and skipping agree on what is well-formed.

use std::collections::BTreeMap;
use std::fmt::Debug;

use serde::Deserialize;
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_bytes::ByteBuf;

/// What a text means in each position; `None` is an error.
struct Meaning<T> {
    document: Option<T>,
    field: Option<T>,
    item: Option<T>,
    cell: Option<T>,
}

fn all<T: Clone>(value: T) -> Meaning<T> {
    each(Some(value.clone()), Some(value.clone()), Some(value.clone()), Some(value))
}

fn none<T>() -> Meaning<T> {
    each(None, None, None, None)
}

fn each<T>(document: Option<T>, field: Option<T>, item: Option<T>, cell: Option<T>) -> Meaning<T> {
    Meaning { document, field, item, cell }
}

/// A document and a cell; as a field and an item the text is another value, or two.
fn top<T>(document: Option<T>, cell: Option<T>) -> Meaning<T> {
    each(document, None, None, cell)
}

#[derive(Debug, Deserialize)]
struct Field<T> {
    value: T,
}

#[derive(Debug, Deserialize)]
struct Cells<T> {
    value: T,
    #[allow(dead_code, reason = "stands behind the cell")]
    next: String,
}

fn as_cell(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

#[track_caller]
fn check<T: DeserializeOwned + Debug + PartialEq>(rows: &[(&str, Meaning<T>)]) {
    for (text, meaning) in rows {
        let document = jsv::from_str::<T>(text).ok();
        assert_eq!(document, meaning.document, "document {text:?}");

        let field_text = format!("{{value:{text}}}");
        let field = jsv::from_str::<Field<T>>(&field_text).ok().map(|field| field.value);
        assert_eq!(field, meaning.field, "field {field_text:?}");
        if field.is_some() {
            jsv::from_str::<IgnoredAny>(&field_text).unwrap();
        }

        let item_text = format!("[{text},{text}]");
        let item = jsv::from_str::<(T, T)>(&item_text).ok().map(|items| items.0);
        assert_eq!(item, meaning.item, "item {item_text:?}");
        if item.is_some() {
            jsv::from_str::<IgnoredAny>(&item_text).unwrap();
        }

        let mut cells = vec![as_cell(text)];
        if !text.contains(['"', ',', '\n']) || text.starts_with(['{', '[']) {
            cells.push((*text).to_string());
        }
        for cell in cells {
            let record = format!("value,next\n{cell},x\n");
            let rows = jsv::csv::from_str::<Cells<T>>(&record).ok();
            let value = rows.and_then(|rows| rows.into_iter().next()).map(|row| row.value);
            assert_eq!(value, meaning.cell, "cell {record:?}");
        }
    }
}

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

#[test]
fn lists() {
    let numbers = |numbers: &[u8]| Some(numbers.to_vec());
    check::<Vec<u8>>(&[
        ("", all(vec![])),
        ("[]", all(vec![])),
        (" [1,2] ", all(vec![1, 2])),
        ("[ 1 ,\"2\"]", all(vec![1, 2])),
        ("1", all(vec![1])),
        ("\"1\"", all(vec![1])),
        // "No brackets: at the document level and in a CSV cell the items are split at commas."
        ("1,2", top(numbers(&[1, 2]), numbers(&[1, 2]))),
        ("1,\"2\"", top(numbers(&[1, 2]), numbers(&[1, 2]))),
        ("[1,]", none()),
        ("[,]", none()),
        ("[ ]", none()),
        ("1,", none()),
        ("[1", none()),
        ("[1]2", none()),
        ("\"\"", none()),
        ("{}", none()),
        ("x", none()),
    ]);
    let texts = |texts: &[&str]| Some(texts.iter().map(ToString::to_string).collect::<Vec<_>>());
    let same = |list: &[&str]| all(texts(list).unwrap());
    check::<Vec<String>>(&[
        ("", same(&[])),
        ("[,]", same(&["", ""])),
        ("[a,]", same(&["a", ""])),
        ("[ ]", same(&[" "])),
        ("[[],{}]", same(&["[]", "{}"])),
        ("\"\"", same(&[""])),
        ("a", same(&["a"])),
        ("a,\"b,c\"", top(texts(&["a", "b,c"]), texts(&["a", "b,c"]))),
        ("\"a,b\"", same(&["a,b"])),
        ("null", same(&["null"])),
    ]);
    check::<Vec<Option<u8>>>(&[("[,1]", all(vec![None, Some(1)])), ("[]", all(vec![])), ("", all(vec![]))]);
    check::<(u8, u8)>(&[
        ("[1,2]", all((1, 2))),
        ("1,2", top(Some((1, 2)), Some((1, 2)))),
        ("", none()),
        ("[]", none()),
        ("[1]", none()),
        ("[1,2,3]", none()),
    ]);
}

#[test]
fn maps() {
    let map = |pairs: &[(&str, u8)]| {
        pairs.iter().map(|(key, value)| (key.to_string(), *value)).collect::<BTreeMap<_, _>>()
    };
    check::<BTreeMap<String, u8>>(&[
        ("", all(map(&[]))),
        ("{}", all(map(&[]))),
        (" { } ", all(map(&[]))),
        ("{a:1,b:2}", all(map(&[("a", 1), ("b", 2)]))),
        ("{a:1,a:2}", all(map(&[("a", 2)]))),
        ("{ a :1,A:2}", all(map(&[(" a ", 1), ("A", 2)]))),
        ("{\"\":1}", all(map(&[("", 1)]))),
        ("{\"a:b\":1}", all(map(&[("a:b", 1)]))),
        ("\"\"", none()),
        (" ", none()),
        ("a", none()),
        ("[]", none()),
        ("{a}", none()),
        ("{a:}", none()),
        ("{:1}", none()),
        ("{a:1,}", none()),
        ("{a:1", none()),
        ("{a:1}}", none()),
        ("\"{a:1}\"", none()),
    ]);
    check::<BTreeMap<i32, u8>>(&[("{ 1 :1,\"2\":2}", all([(1, 1), (2, 2)].into())), ("{x:1}", none())]);
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
struct Point {
    #[serde(rename = "Id")]
    id: u8,
    #[serde(default)]
    name: Option<String>,
}

#[test]
fn structs() {
    let point = |id, name: Option<&str>| all(Point { id, name: name.map(ToString::to_string) });
    check::<Point>(&[
        ("{Id:1}", point(1, None)),
        ("{id:1}", point(1, None)),
        ("{ ID :1}", point(1, None)),
        ("{\"iD\":1}", point(1, None)),
        ("{name:a,Id:1}", point(1, Some("a"))),
        ("{NAME:\"\",Id:1}", point(1, Some(""))),
        ("{Id:1,name:}", point(1, None)),
        ("{Id:1,other:[{a:b}],more:\"}\"}", point(1, None)),
        (" {Id:1} ", point(1, None)),
        // "`{Id:1,id:2}` repeats a field: an error."
        ("{Id:1,id:2}", none()),
        ("{Id:1,Id:1}", none()),
        ("{Id:1,other:[}", none()),
        ("{Id:1,other:[a}", none()),
        ("{Id:1,other:{:}}", none()),
        ("{Id:1,other:\"a\"b}", none()),
        ("{name:a}", none()),
        ("{Id:}", none()),
        ("{}", none()),
        ("", none()),
        ("\"\"", none()),
        ("a", none()),
        ("[1,a]", none()),
        ("{Id:1", none()),
        ("{\" Id\":1}", none()),
    ]);
}

#[test]
fn units() {
    check::<()>(&[
        ("", all(())),
        ("\"\"", all(())),
        ("a", none()),
        ("null", none()),
        ("[]", none()),
        ("{}", none()),
    ]);
}

/// "map, list, text, or null if bare and empty. Never a number guessed from a text."
#[test]
fn anything() {
    use serde_json::{Value, json};
    let each_json =
        |inner: Value, cell: Value| each(Some(inner.clone()), Some(inner.clone()), Some(inner), Some(cell));
    check::<Value>(&[
        ("", all(json!(null))),
        ("a", all(json!("a"))),
        ("01234", all(json!("01234"))),
        ("1e5", all(json!("1e5"))),
        ("1", all(json!("1"))),
        ("True", all(json!("True"))),
        ("null", all(json!("null"))),
        ("\"\"", each_json(json!(""), json!("\"\""))),
        ("\"1\"", each_json(json!("1"), json!("\"1\""))),
        ("[]", all(json!([]))),
        ("[1,,\"\"]", all(json!(["1", null, ""]))),
        ("{a:1,b:{c:[]},d:}", all(json!({ "a": "1", "b": { "c": [] }, "d": null }))),
        ("a,b", top(Some(json!("a,b")), Some(json!("a,b")))),
        ("[a", top(None, Some(json!("[a")))),
        ("{:}", each(None, None, None, Some(json!("{:}")))),
    ]);
}

/// Only a cell's own emptiness can be told from an empty text (SPEC §7); what is nested in it is JSV.
#[test]
fn distinguished_empty_cells() {
    #[derive(Debug, PartialEq, Deserialize)]
    struct Row {
        a: Option<String>,
        b: Option<BTreeMap<String, Option<String>>>,
        c: Option<Vec<Option<String>>>,
    }
    let text = "a,b,c\n\"\",\"{x:,y:\"\"\"\"}\",\"[,]\"\n,{x:},[a,]\n";
    let map = |pairs: &[(&str, Option<&str>)]| {
        Some(pairs.iter().map(|(key, text)| (key.to_string(), text.map(ToString::to_string))).collect())
    };
    for (distinguish, empty) in [(false, None), (true, Some(String::new()))] {
        let rows: Vec<Row> =
            jsv::csv::ReaderBuilder::new().distinguish_empty(distinguish).from_str(text).unwrap();
        let first = Row { a: empty, b: map(&[("x", None), ("y", Some(""))]), c: Some(vec![None, None]) };
        let second = Row { a: None, b: map(&[("x", None)]), c: Some(vec![Some("a".into()), None]) };
        assert_eq!(rows, [first, second], "{distinguish}");
    }
}
