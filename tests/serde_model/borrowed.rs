//! Strings that borrow from the input: `&str`, `Cow`, `jsv::Text`.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use jsv::Text;
use serde::{Deserialize, Serialize};

use super::{both_ways, read, refused};

fn inside(part: &str, whole: &str) -> bool {
    whole.as_bytes().as_ptr_range().contains(&part.as_ptr())
}

#[test]
fn borrowed_strings() {
    #[derive(Debug, Serialize, Deserialize)]
    struct Names<'a> {
        one: &'a str,
        quoted: &'a str,
        #[serde(borrow)]
        many: Vec<&'a str>,
        #[serde(borrow)]
        map: HashMap<&'a str, &'a str>,
        maybe: Option<&'a str>,
        raw: &'a str,
    }
    let text = "{one:a,quoted:\"b,c\",many:[d,\"e,f\"],map:{g:h},maybe:i,raw:[j,{k:\"l\"}]}";
    let names: Names = read(text);
    assert_eq!((names.one, names.quoted, names.maybe), ("a", "b,c", Some("i")));
    assert_eq!(names.many, ["d", "e,f"]);
    assert_eq!(names.raw, "[j,{k:\"l\"}]");
    let parts = [names.one, names.quoted, names.many[0], names.many[1], names.map["g"], names.raw];
    assert!(parts.iter().all(|part| inside(part, text)));
    assert_eq!(
        refused::<&str>("\"say \"\"hi\"\"\""),
        "expected a borrowed string, found \"say \"hi\"\" (line 1, column 1)"
    );
}

#[test]
fn cows() {
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Names<'a> {
        #[serde(borrow)]
        plain: Cow<'a, str>,
        #[serde(borrow)]
        escaped: Cow<'a, str>,
        owned: Cow<'a, str>,
    }
    let text = "{plain:\"a,b\",escaped:\"x\"\"y\",owned:c}";
    let names: Names = read(text);
    assert!(matches!(names.plain, Cow::Borrowed("a,b")));
    assert!(inside(&names.plain, text));
    assert!(matches!(&names.escaped, Cow::Owned(escaped) if escaped == "x\"y"));
    assert!(matches!(names.owned, Cow::Owned(_)));
    assert_eq!(jsv::to_string(&names).unwrap(), text);
}

#[test]
fn texts() {
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Texts<'a> {
        #[serde(borrow)]
        one: Text<'a>,
        #[serde(borrow)]
        maybe: Option<Text<'a>>,
        #[serde(borrow)]
        many: Vec<Text<'a>>,
        #[serde(borrow)]
        map: BTreeMap<Text<'a>, Option<Text<'a>>>,
        #[serde(borrow)]
        pair: (Text<'a>, Option<Box<Text<'a>>>),
    }
    let text = "{one:a,maybe:b,many:[c,\"d\"\"e\",\"\"],map:{f:g,\"h:i\":\"j\"\"k\"},pair:[l,m]}";
    let texts: Texts = read(text);
    assert_eq!(jsv::to_string(&texts).unwrap(), text);
    for borrowed in [
        &texts.one,
        texts.maybe.as_ref().unwrap(),
        &texts.many[0],
        texts.map["f"].as_ref().unwrap(),
        texts.map.get_key_value("h:i").unwrap().0,
        &texts.pair.0,
        texts.pair.1.as_ref().unwrap(),
    ] {
        assert!(borrowed.is_borrowed() && inside(borrowed, text), "{borrowed}");
    }
    assert!(!texts.many[1].is_borrowed());
    assert_eq!(texts.many[1], "d\"e");
    assert_eq!(texts.many[2], "");
    assert!(!texts.map["h:i"].as_ref().unwrap().is_borrowed());
    both_ways(&vec![Text::from("a,b"), Text::default()], "[\"a,b\",\"\"]");
    assert_eq!(read::<Option<Text>>(""), None);
    assert_eq!(read::<Text>(""), "");
}

/// Strings in nested CSV cells borrow too, those of quoted cells included.
#[test]
fn texts_in_csv() {
    #[derive(Debug, PartialEq, Deserialize)]
    struct Row<'a> {
        #[serde(borrow)]
        name: Text<'a>,
        #[serde(borrow)]
        tags: Vec<Text<'a>>,
        #[serde(borrow)]
        maybe: Option<Text<'a>>,
    }
    let text = "name,tags,maybe\n\"a,b\",\"[c,\"\"d,e\"\",\"\"f\"\"\"\"g\"\"]\",\"say \"\"hi\"\"\"\nx,[y],\n";
    let rows: Vec<Row> = jsv::csv::from_str(text).unwrap();
    assert_eq!(rows[0].name, "a,b");
    assert_eq!(rows[0].tags, ["c", "d,e", "f\"g"]);
    assert_eq!(rows[0].maybe.as_deref(), Some("say \"hi\""));
    assert_eq!(rows[1], Row { name: "x".into(), tags: vec!["y".into()], maybe: None });
    for borrowed in [&rows[0].name, &rows[0].tags[0], &rows[0].tags[1], &rows[1].name, &rows[1].tags[0]] {
        assert!(borrowed.is_borrowed() && inside(borrowed, text), "{borrowed}");
    }
}
