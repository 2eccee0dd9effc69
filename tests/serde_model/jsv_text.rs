//! `jsv::with::jsv_text`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Line {
    id: u32,
    name: String,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Row {
    key: u8,
    #[serde(with = "jsv::with::jsv_text")]
    line: Line,
    #[serde(with = "jsv::with::jsv_text", default)]
    maybe: Option<Vec<Line>>,
    #[serde(with = "jsv::with::jsv_text")]
    map: BTreeMap<u8, bool>,
    #[serde(with = "jsv::with::jsv_text")]
    text: String,
}

fn row(maybe: Option<Vec<Line>>) -> Row {
    let line = Line { id: 1, name: "say \"hi\"".into() };
    Row { key: 7, line, maybe, map: [(1, true)].into(), text: String::new() }
}

#[test]
fn in_json_it_is_a_string() {
    let full = row(Some(vec![Line { id: 2, name: String::new() }]));
    let json = r#"{"key":7,"line":"{id:1,name:\"say \"\"hi\"\"\"}","maybe":"[{id:2,name:\"\"}]","map":"{1:True}","text":"\"\""}"#;
    assert_eq!(serde_json::to_string(&full).unwrap(), json);
    assert_eq!(serde_json::from_str::<Row>(json).unwrap(), full);
    assert_eq!(serde_json::from_reader::<_, Row>(json.as_bytes()).unwrap(), full);
    let json = json.replace(r#""[{id:2,name:\"\"}]""#, "null");
    assert_eq!(serde_json::to_string(&row(None)).unwrap(), json);
    assert_eq!(serde_json::from_str::<Row>(&json).unwrap(), row(None));
}

#[test]
fn in_jsv_it_is_a_quoted_text_and_reads_unquoted_too() {
    let text = r#"{key:7,line:"{id:1,name:""say """"hi""""""}",map:"{1:True}",text:""""""}"#;
    super::both_ways(&row(None), text);
    assert_eq!(
        super::read::<Row>("{key:7,line:{ID:1,name:\"say \"\"hi\"\"\"},map:,text:}").line,
        row(None).line
    );
    let rows: Vec<Row> =
        jsv::csv::from_str("key,line,map,text\n7,\"{id:1,name:\"\"say \"\"\"\"hi\"\"\"\"\"\"}\",{1:True},\n")
            .unwrap();
    assert_eq!(rows, [row(None)]);
}

#[test]
fn errors_name_the_place_within_the_string() {
    let error = serde_json::from_str::<Vec<Row>>(r#"[{"key":7,"line":"{id:1,\nname:[}"}]"#).unwrap_err();
    let text = error.to_string();
    assert!(text.starts_with("JSV text: "), "{text}");
    assert!(text.contains("(line 2, column 8)"), "{text}");
    let error = jsv::from_str::<Row>("{key:7,line:{id:x,name:a}}").unwrap_err();
    assert_eq!(
        error.to_string(),
        "line: JSV text: id: expected an integer, found \"x\" (line 1, column 5) (line 1, column 13)"
    );
    let error = serde_json::from_str::<Row>(r#"{"key":7,"line":5}"#).unwrap_err();
    assert!(error.to_string().contains("expected a string that holds JSV"), "{error}");
    let error = serde_json::from_str::<Row>(r#"{"key":7,"line":null}"#).unwrap_err();
    assert!(error.to_string().contains("JSV text: expected a map, found nothing"), "{error}");
}

#[test]
fn what_cannot_be_written_is_an_error() {
    #[derive(Serialize)]
    struct Bad {
        #[serde(with = "jsv::with::jsv_text")]
        map: BTreeMap<Vec<u8>, u8>,
    }
    let bad = Bad { map: [(vec![1], 1)].into() };
    assert!(serde_json::to_string(&bad).unwrap_err().to_string().contains("a map key must be"));
    assert!(jsv::to_string(&bad).is_err());
}
