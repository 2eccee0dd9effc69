//! Query strings (SPEC §10): the vectors, the rules one by one, any value there and back.

#![cfg(feature = "query")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at what it cannot run")]

mod model;
mod rich;

use std::collections::BTreeMap;
use std::fmt::Debug;

use jsv::query::{self, Options, Query};
use jsv::{ErrorKind, RawValue, Value};
use model::for_type;
use model::read::shown;
use model::table::{Table, parse};
use proptest::prelude::*;
use proptest::test_runner::Config;
use rich::{Rich, rich, text};
use serde::de::DeserializeOwned;
use serde::ser::SerializeTuple as _;
use serde::{Deserialize, Serialize};
use serde_bytes::ByteBuf;

#[derive(Deserialize)]
struct Typed {
    r#type: String,
    query: String,
    same_bytes: bool,
}

#[derive(Deserialize)]
struct Valued<T> {
    value: T,
}

fn vector<T: Serialize + DeserializeOwned + Debug>(table: &mut Table, line: &str) {
    let Typed { query, same_bytes, .. } = parse(line);
    let Valued { value } = parse::<Valued<T>>(line);
    let written = query::to_string(&value).map_err(|error| error.to_string());
    let expected = Ok(format!("{value:?}"));
    if same_bytes {
        table.check("write", line, &Ok(query.clone()), &written);
        table.check("read", &query, &expected, &shown(query::from_str::<T>(&query)));
    }
    let own = written.unwrap_or_default();
    table.check("own", &own, &expected, &shown(query::from_str::<T>(&own)));
}

#[test]
fn vectors() {
    let mut same = 0;
    Table::run("query.jsonl", 126, |table, line| {
        let Typed { r#type, same_bytes, .. } = parse(line);
        same += usize::from(same_bytes);
        for_type!(r#type.as_str(), vector(table, line));
    });
    assert_eq!(same, 118, "lines that are written byte for byte");
}

#[test]
fn a_raw_value_keeps_its_byte_order_mark() {
    let fields = BTreeMap::from([("a", RawValue::new("\u{feff}x").unwrap())]);
    let text = query::to_string(&fields).unwrap();
    assert_eq!(text, "a=%ef%bb%bfx");
    assert_eq!(query::from_str::<BTreeMap<String, String>>(&text).unwrap()["a"], "\u{feff}x");
}

#[test]
fn a_raw_values_syntax_stays_bare() {
    let fields = BTreeMap::from([("a", RawValue::new("{b:[1,\"x,y\"]}").unwrap())]);
    assert_eq!(query::to_string(&fields).unwrap(), "a={b:[1,%22x,y%22]}");
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Only<T> {
    #[serde(rename = "V")]
    value: T,
}

fn write<T: Serialize>(value: T) -> String {
    query::to_string(&Only { value }).unwrap()
}

fn read<T: DeserializeOwned>(query: &str) -> Result<T, String> {
    query::from_str::<Only<T>>(query).map(|only| only.value).map_err(|error| error.to_string())
}

/// Writes as `expected` and reads back.
fn both<T: Serialize + DeserializeOwned + Debug + PartialEq>(value: T, expected: &str) {
    assert_eq!(query::to_string(&Only { value: &value }).unwrap(), expected);
    assert_eq!(read::<T>(expected), Ok(value), "{expected}");
}

#[test]
fn lists_drop_their_brackets_where_they_can() {
    both(vec![1, 2], "V=1,2");
    both(vec![1], "V=1");
    both(Vec::<i32>::new(), "V=[]");
    both(Some(Vec::<i32>::new()), "V=[]");
    both(vec![vec![1], vec![2, 3]], "V=[[1],[2,3]]");
    both(vec![Some(vec![1]), None], "V=[[1],]");
    both(vec![None, Some(vec![1])], "V=[,[1]]");
    both(vec![None::<i32>, None], "V=,");
    both((1, Some("a".to_owned())), "V=1,a");
    both(vec![String::new()], "V=%22%22");
    both(vec!["[a]".to_owned(), "b".to_owned()], "V=%22%5ba%5d%22,b");
    both(vec![" ".to_owned(), "{".to_owned()], "V=+,%22%7b%22");
    both(vec![BTreeMap::from([("a".to_owned(), 1)])], "V={a:1}");
    both(BTreeMap::from([("a".to_owned(), vec![1, 2])]), "V={a:[1,2]}");
    assert_eq!(write([None::<i32>]), "V=[]", "a list written as nothing keeps its brackets");
}

#[test]
fn only_the_syntax_stays_bare() {
    both(BTreeMap::from([("a:b".to_owned(), "{c},[d]".to_owned())]), "V={%22a%3ab%22:%22%7bc%7d,%5bd%5d%22}");
    both("\"a\"".to_owned(), "V=%22a%22");
    both("{a:b}".to_owned(), "V=%7ba%3ab%7d");
    both("a_b~é\r\n".to_owned(), "V=a%5fb%7e%c3%a9%0d%0a");
    both(1e300, "V=1E%2b300");
    both(-0.5, "V=-0.5");
    both('"', "V=%22");
    both(' ', "V=+");
    both(ByteBuf::from(vec![0xFB, 0xFF]), "V=%2b%2f8%3d");
    both(ByteBuf::new(), "V=");
}

#[test]
fn enums_with_data_are_maps() {
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    enum Shape {
        Dot,
        Circle(u8),
        Line(u8, u8),
        Box { w: u8 },
    }
    both(Shape::Dot, "V=Dot");
    both(Shape::Circle(1), "V={Circle:1}");
    both(Shape::Line(1, 2), "V={Line:[1,2]}");
    both(Shape::Box { w: 1 }, "V={Box:{w:1}}");
}

/// `None` and a unit write nothing (SPEC §5).
#[test]
fn nothing_is_an_empty_query() {
    #[derive(Serialize)]
    struct Unit;
    assert_eq!(query::to_string(&None::<Only<u8>>).unwrap(), "");
    assert_eq!(query::to_string(&()).unwrap(), "");
    assert_eq!(query::to_string(&Some(Unit)).unwrap(), "");
}

#[test]
fn nothing_under_an_empty_name_is_an_error() {
    let error = query::to_string(&jsv::jsv!({ "": null, a: 1 })).unwrap_err();
    assert_eq!(error.to_string(), "nothing under an empty name");
    assert_eq!(query::to_string(&jsv::jsv!({ "": 1, a: null })).unwrap(), "=1&a");
}

#[test]
fn options_are_left_out() {
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Two {
        a: Option<String>,
        b: Option<i32>,
    }
    for (value, expected) in [
        (Two { a: None, b: None }, ""),
        (Two { a: None, b: Some(1) }, "b=1"),
        (Two { a: Some(String::new()), b: None }, "a="),
        (Two { a: Some("x".to_owned()), b: Some(-1) }, "a=x&b=-1"),
    ] {
        assert_eq!(query::to_string(&value).unwrap(), expected);
        assert_eq!(query::from_str::<Two>(expected).unwrap(), value);
    }
    assert_eq!(query::to_string(&Some(Two { a: None, b: Some(1) })).unwrap(), "b=1");
    assert_eq!(query::to_string(&None::<Two>).unwrap(), "");
}

#[test]
fn empty_and_missing_values() {
    assert_eq!(read("V="), Ok(String::new()));
    assert_eq!(read("V="), Ok(Some(String::new())));
    assert_eq!(read("V"), Ok(None::<String>));
    assert_eq!(read("V"), Ok(None::<i32>));
    assert_eq!(read("x=1"), Ok(None::<i32>));
    assert_eq!(read("V="), Ok(Vec::<i32>::new()));
    assert_eq!(read("V=,"), Ok(vec![None::<String>, None]), "nothing inside a value is null");
    assert!(read::<Option<i32>>("V=").is_err());
    assert!(read::<i32>("V=").is_err());
    assert!(read::<bool>("V").is_err());
    assert!(read::<String>("V").is_err());

    let empty_is_none = Options::new().empty_is_none(true);
    assert_eq!(empty_is_none.from_str::<Only<Option<String>>>("V=").unwrap().value, None);
    assert_eq!(empty_is_none.from_str::<Only<Option<i32>>>("V=").unwrap().value, None);
    assert_eq!(empty_is_none.from_str::<Only<Option<Vec<i32>>>>("V=").unwrap().value, None);
    assert_eq!(empty_is_none.from_str::<Only<String>>("V=").unwrap().value, "");
    assert!(empty_is_none.from_str::<Only<i32>>("V=").is_err());
}

#[test]
fn what_other_writers_send() {
    assert_eq!(read("?V=a%20b+c"), Ok("a b c".to_owned()));
    assert_eq!(read("V=%C3%a9"), Ok("é".to_owned()));
    assert_eq!(read("V=%2B"), Ok("+".to_owned()));
    assert_eq!(read("V=[1,2]"), Ok(vec![1, 2]));
    assert_eq!(read("V=%5B1%2C2%5D"), Ok(vec![1, 2]));
    assert_eq!(read("v=7"), Ok(7), "any case");
    assert_eq!(read("&V=7&"), Ok(7), "nothing between two ampersands");
    assert_eq!(read("V=a=b"), Ok("a=b".to_owned()), "the first `=` ends the name");
    assert_eq!(read("V=null"), Ok("null".to_owned()));
    assert_eq!(read("V=é"), Ok("é".to_owned()), "not encoded at all");
    assert_eq!(read("V=7&utm=[x&utm={"), Ok(7), "an unknown field may be any text, and repeat");
    assert_eq!(read("V=%22a%22"), Ok("\"a\"".to_owned()), "a string as it stands");
    assert_eq!(read("V=%227%22"), Ok(7), "a number may be quoted");
    let list: Vec<String> = read("V=x%2C%22y%2Cz%22%2C%22q%22%22r%22").unwrap();
    assert_eq!(list, ["x", "y,z", "q\"r"]);
}

#[test]
fn damaged_queries_are_errors_with_their_place() {
    for (query, offset, message) in [
        ("V=1&W=%", 6, "expected `%` and two hexadecimal digits, found \"%\" (line 1, column 7)"),
        ("V=%4", 2, "expected `%` and two hexadecimal digits, found \"%4\" (line 1, column 3)"),
        ("V=a%é1", 3, "expected `%` and two hexadecimal digits, found \"%é1\" (line 1, column 4)"),
        ("V=%+1", 2, "expected `%` and two hexadecimal digits, found \"%+1\" (line 1, column 3)"),
        ("%4x=1", 0, "expected `%` and two hexadecimal digits, found \"%4x\" (line 1, column 1)"),
        ("V=a+%20%c3%28", 7, "invalid UTF-8 (line 1, column 8)"),
        ("?a=%20&V=%20%31x", 12, "V: expected an integer, found \"1x\" (line 1, column 13)"),
        ("V=", 2, "V: expected an integer, found \"\" (line 1, column 3)"),
        ("a=1&V", 4, "V: expected i32, found nothing (line 1, column 5)"),
        ("V=1&v=2", 4, "duplicate field `V` (line 1, column 5)"),
        ("a=1", 0, "missing field `V` (line 1, column 1)"),
    ] {
        let error = query::from_str::<Only<i32>>(query).unwrap_err();
        assert_eq!(error.to_string(), message, "{query}");
        assert_eq!(error.offset(), Some(offset), "{query}");
    }
    let error = query::from_str::<Only<Vec<Only<i32>>>>("V=%20{V:1},{V:%31x}").unwrap_err();
    assert_eq!((error.path().as_str(), error.offset()), ("V[1].V", Some(14)));
    let error = query::from_str::<Only<Vec<i32>>>("V=%5b1,2").unwrap_err();
    assert_eq!((error.classify(), error.offset()), (jsv::Category::Eof, Some(8)));
    let error = query::from_str::<Only<Vec<i32>>>("V=[1,2&W=3").unwrap_err();
    assert_eq!(
        (error.classify(), error.to_string().as_str()),
        (jsv::Category::Syntax, "V: expected `,` or `]`, found the end of the value (line 1, column 7)")
    );
    let error = query::from_str::<Only<Vec<i32>>>("V=[1]+x").unwrap_err();
    assert_eq!((error.classify(), error.offset()), (jsv::Category::Syntax, Some(6)));
}

#[test]
fn maps_and_trees() {
    type Texts = BTreeMap<String, String>;
    let map = Texts::from([
        (String::new(), "e".into()),
        ("a\"b".into(), String::new()),
        ("m n".into(), "\"".into()),
    ]);
    let written = query::to_string(&map).unwrap();
    assert_eq!(written, "=e&a%22b=&m+n=%22");
    assert_eq!(query::from_str::<Texts>(&written).unwrap(), map);
    assert_eq!(
        query::from_str::<BTreeMap<i32, bool>>("1=t&+2+=f").unwrap(),
        BTreeMap::from([(1, true), (2, false)])
    );
    let error = query::from_str::<Texts>("a=1&b=2&a=3").unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::DuplicateField(name) if name == "a"), "{error}");
    assert_eq!(error.offset(), Some(8));
    assert_eq!(query::from_str::<Texts>("").unwrap(), Texts::new());
    assert_eq!(query::from_str::<Texts>("a=1&A=2").unwrap().len(), 2, "a map's names are what they are");

    let query = Query::parse("a=&b&c={d:[1,]}&e=x,y&f={g").unwrap();
    let tree: Value<'_> = query.deserialize().unwrap();
    assert_eq!(tree.to_string(), r#"{a:"",b:,c:{d:[1,]},e:"x,y",f:"{g"}"#);
    assert_eq!(query::to_string(&tree).unwrap(), "a=&b&c={d:[1,]}&e=x,y&f=%7bg");
}

#[test]
fn the_depth_counts_from_0_in_each_value() {
    let nested = |levels: usize| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
    let deep = format!("V={0}&b={0}", nested(128));
    let tree: Value<'_> = Query::parse(&deep).unwrap().deserialize::<Value<'_>>().unwrap().into_owned();
    assert!(matches!(&tree["b"], Value::List(_)));
    let too_deep = format!("V={}", nested(129));
    let query = Query::parse(&too_deep).unwrap();
    let error = query.deserialize::<Only<Vec<Value<'_>>>>().unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::DepthLimit { limit: 128, .. }));
    assert_eq!(error.offset(), Some(130));
    assert!(query.deserialize::<Value<'_>>().is_err(), "too deep is no text");
    assert!(query::from_str::<Only<i32>>(&format!("V=1&x={}", nested(129))).is_err(), "skipped or not");
}

#[test]
fn only_structs_and_maps_are_queries() {
    assert!(matches!(query::to_string(&1).unwrap_err().kind(), ErrorKind::Unsupported(_)));
    assert!(matches!(query::to_string("a").unwrap_err().kind(), ErrorKind::Unsupported(_)));
    assert!(matches!(query::to_string(&[1]).unwrap_err().kind(), ErrorKind::Unsupported(_)));
    assert!(query::from_str::<i32>("1").is_err());
    assert!(query::from_str::<Vec<i32>>("1").is_err());
    let error = query::to_string(&Only { value: BTreeMap::from([(vec![1], 1)]) }).unwrap_err();
    assert_eq!((error.path().as_str(), matches!(error.kind(), ErrorKind::KeyNotScalar)), ("V", true));
}

/// A name is written as a map's key is, and its value as that of a map's member.
#[test]
fn pairs_are_members() {
    #[derive(Serialize)]
    struct Named((&'static str, i32));

    fn same<K: Serialize, V: Serialize>(pairs: &[(K, V)]) {
        #[derive(Serialize)]
        struct Wrapped<'a, K, V>(&'a [(K, V)]);

        struct Member<'a, K, V>(&'a (K, V));

        impl<K: Serialize, V: Serialize> Serialize for Member<'_, K, V> {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_map([(&self.0.0, &self.0.1)])
            }
        }

        let members = pairs.iter().map(|pair| query::to_string(&Member(pair)).unwrap());
        let members: Vec<String> = members.filter(|member| !member.is_empty()).collect();
        assert_eq!(query::to_string(pairs).unwrap(), members.join("&"));
        assert_eq!(query::to_string(&Some(Wrapped(pairs))).unwrap(), members.join("&"));
    }
    same(&[("count", 1)]);
    same(&[("b", 1), ("a", 2), ("b", 3)]);
    same(&[("a b", "x&y"), ("\"q\"", "\"a\""), ("é", ""), ("", "e")]);
    same(&[(1, true), (-2, false)]);
    same(&[('c', 1.5), ('"', 1e300)]);
    same(&[(true, vec!["a", "b,c"]), (false, Vec::new())]);
    same(&[("a", None), ("b", Some(1)), ("c", None)]);
    same(&[("where", BTreeMap::from([("City", "c:d")]))]);
    same(&[("null", jsv::jsv!(null)), ("one", jsv::jsv!([null, 1]))]);
    same::<&str, i32>(&[]);

    assert_eq!(query::to_string(&[Named(("a", 1)), Named(("b", 2))]).unwrap(), "a=1&b=2");
    assert_eq!(query::to_string(&[("count", 1)]).unwrap(), "count=1");
    assert_eq!(query::to_string(&vec![("b", 1), ("a", 2)]).unwrap(), "b=1&a=2");
    assert_eq!(query::to_string(&(("b", 1), (2, "x"), ('c', [1, 2]))).unwrap(), "b=1&2=x&c=1,2");
    assert_eq!(query::to_string(&[Some(("a", 1))]).unwrap(), "a=1");
    assert_eq!(query::to_string::<[(&str, i32); 0]>(&[]).unwrap(), "");
}

#[test]
fn what_is_no_pair_is_an_error() {
    #[derive(Serialize)]
    struct TwoFields(&'static str, i32);

    /// Says that it is two, and is one.
    struct NameAlone;

    impl Serialize for NameAlone {
        fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            let mut pair = serializer.serialize_tuple(2)?;
            pair.serialize_element("a")?;
            pair.end()
        }
    }

    fn message<T: Serialize>(value: T) -> String {
        let error = query::to_string(&value).unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::Unsupported(_)), "{error}");
        error.to_string()
    }

    let second = "[1]: a query string is written from a struct, a map or a list of pairs";
    let first = second.replace("[1]", "[0]");
    assert_eq!(message((("a", 1), 2)), second);
    assert_eq!(message((("a", 1), "b")), second);
    assert_eq!(message([Some(("a", 1)), None]), second);
    assert_eq!(message(("a", 1)), first);
    assert_eq!(message([("a", 1, 2)]), first);
    assert_eq!(message([("a",)]), first);
    assert_eq!(message([()]), first);
    assert_eq!(message([vec!["a", "b"]]), first);
    assert_eq!(message([BTreeMap::from([("a", 1)])]), first);
    assert_eq!(message([TwoFields("a", 1)]), first);
    assert_eq!(message([NameAlone]), first);
    assert_eq!(
        message(TwoFields("a", 1)),
        "a query string is written from a struct, a map or a list of pairs"
    );
    for (error, path) in [
        (query::to_string(&[(vec![1], 1)]).unwrap_err(), "[0]"),
        (query::to_string(&[(Some("a"), 1)]).unwrap_err(), "[0]"),
        (query::to_string(&[("a", BTreeMap::from([(vec![1], 1)]))]).unwrap_err(), "a"),
    ] {
        assert_eq!((error.path().as_str(), matches!(error.kind(), ErrorKind::KeyNotScalar)), (path, true));
    }
}

/// `Debug` compares floats bit by bit and takes NaN for itself.
fn comes_back<T: Serialize + DeserializeOwned + Debug>(value: &T) -> Result<(), TestCaseError> {
    let written = query::to_string(value).unwrap();
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-.,{}[]:+%&=".contains(&byte);
    prop_assert!(written.bytes().all(plain), "{written}");
    match query::from_str::<T>(&written) {
        Ok(read) => prop_assert_eq!(format!("{read:?}"), format!("{value:?}"), "written as {}", written),
        Err(error) => prop_assert!(false, "{error}: {value:?} was written as {written}"),
    }
    Ok(())
}

proptest! {
    #![proptest_config(Config { cases: 128, failure_persistence: None, ..Config::default() })]

    #[test]
    fn rich_values_come_back(value in rich()) {
        comes_back::<Rich>(&value)?;
    }

    #[test]
    fn rich_values_come_back_from_a_field(value in rich()) {
        comes_back(&Only { value: vec![value] })?;
    }

    #[test]
    fn texts_come_back(map in prop::collection::btree_map(text(), text(), 0..4), list in prop::collection::vec(text(), 0..4)) {
        comes_back(&map)?;
        comes_back(&Only { value: list })?;
    }

    #[test]
    fn no_query_panics(query in "[?&=%+{}\\[\\]:,\"0-9a-cé]{0,20}") {
        let _ = Query::parse(&query).and_then(|query| query.deserialize::<Value<'_>>().map(Value::into_owned));
        let _ = query::from_str::<Only<Vec<Option<i32>>>>(&format!("V={query}"));
        let _ = query::from_str::<Only<BTreeMap<String, String>>>(&format!("V={query}"));
    }
}

#[test]
fn settings_are_keys() {
    let values = jsv::Options::new().depth_limit(1);
    let settings = [Options::new(), Options::new().options(values), Options::new()];
    assert_eq!(std::collections::HashSet::from(settings).len(), 2);
}
