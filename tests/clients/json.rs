//! Strings that hold JSON or JSV.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::{Address, city, texts};

#[derive(Debug, Default, Clone, PartialEq, Deserialize)]
#[serde(default)]
struct Row {
    #[serde(with = "jsv::with::json_or_jsv")]
    address: Option<Address>,
    #[serde(with = "jsv::with::json_or_jsv")]
    tags: Vec<String>,
    #[serde(with = "jsv::with::json_or_jsv")]
    meta: BTreeMap<String, Option<f64>>,
    #[serde(with = "jsv::with::json_or_jsv")]
    text: String,
}

#[test]
fn columns() {
    let none = Row::default;
    let meta = |members: &[(&str, Option<f64>)]| {
        members.iter().map(|(key, value)| ((*key).to_string(), *value)).collect::<BTreeMap<_, _>>()
    };
    let row = |json: &str| serde_json::from_str::<Row>(json).map_err(|error| error.to_string());
    for (writer, text, expected) in [
        ("OrmLite", r#"{"address":"{City:Oslo}"}"#, Ok(Row { address: Some(city("Oslo")), ..none() })),
        (
            "PostgreSQL",
            r#"{"address":"{\"city\": \"Os\\\"lo\"}"}"#,
            Ok(Row { address: Some(city("Os\"lo")), ..none() }),
        ),
        ("PostgreSQL", r#"{"address":"null","tags":"null"}"#, Ok(none())),
        ("PostgreSQL", r#"{"address":null,"tags":null}"#, Ok(none())),
        ("OrmLite", r#"{"tags":"[a,\"b,c\",]"}"#, Ok(Row { tags: texts(&["a", "b,c", ""]), ..none() })),
        (
            "PostgreSQL",
            r#"{"tags":"[\"a\", \"b,c\", 1]"}"#,
            Ok(Row { tags: texts(&["a", "b,c", "1"]), ..none() }),
        ),
        // The brackets are JSV's, though the items are JSON's.
        ("OrmLite", r#"{"tags":"[1,true]"}"#, Ok(Row { tags: texts(&["1", "true"]), ..none() })),
        (
            "PostgreSQL",
            r#"{"meta":"{\"a\": 1e-1, \"b\": null, \"c\":\"2\"}"}"#,
            Ok(Row { meta: meta(&[("a", Some(0.1)), ("b", None), ("c", Some(2.0))]), ..none() }),
        ),
        ("PostgreSQL", r#"{"text":"{\"a\": [1]}"}"#, Ok(Row { text: "{\"a\": [1]}".into(), ..none() })),
        ("OrmLite", r#"{"text":"a, b"}"#, Ok(Row { text: "a, b".into(), ..none() })),
        (
            "PostgreSQL",
            r#"{"meta":"{\"a\": \"x\"}"}"#,
            Err("JSON text: a: expected a number, found \"x\" at line 1 column 24"),
        ),
        (
            "OrmLite",
            r#"{"meta":"{a:x}"}"#,
            Err("JSON or JSV text: a: expected a number, found \"x\" (line 1, column 4) at line 1 column 15"),
        ),
        (
            "PostgreSQL",
            r#"{"address":"{\"city\": \"a\\\"b\""}"#,
            Err(
                "JSON or JSV text: expected `,` or `}`, found \"b\"\"; a quote in a quoted text is doubled, \
                 `\\\"` ends the text (line 1, column 14) at line 1 column 34",
            ),
        ),
    ] {
        assert_eq!(row(text), expected.map_err(ToString::to_string), "{writer}: {text}");
    }
}

#[test]
fn a_column_in_jsv_and_in_csv() {
    let row: Row = jsv::from_str(r#"{tags:["a","b c"],address:{"City":"Oslo"}}"#).unwrap();
    assert_eq!(row, Row { tags: texts(&["a", "b c"]), address: Some(city("Oslo")), ..Row::default() });
    let csv = "tags,address\n\"[\"\"a\"\",1]\",\"{\"\"City\"\":\"\"Os\\\"\"lo\"\"}\"\n";
    let rows: Vec<Row> = jsv::csv::from_str(csv).unwrap();
    assert_eq!(rows, [Row { tags: texts(&["a", "1"]), address: Some(city("Os\"lo")), ..Row::default() }]);
}
