//! Lists, maps, structs, units, and what is read without a type.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{all, check, each, none, top};

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
