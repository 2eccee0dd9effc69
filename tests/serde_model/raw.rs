//! `RawValue` in every position.

use std::collections::BTreeMap;

use jsv::RawValue;
use serde::de::value::{self, MapDeserializer};
use serde::{Deserialize, Serialize};

use super::{both_ways, read, refused};

fn raw(text: &str) -> RawValue<'_> {
    RawValue::new(text).unwrap()
}

#[test]
fn raw_values_keep_their_text() {
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Holder<'a> {
        #[serde(borrow)]
        one: RawValue<'a>,
        #[serde(borrow)]
        maybe: Option<RawValue<'a>>,
        #[serde(borrow)]
        many: Vec<RawValue<'a>>,
        #[serde(borrow)]
        map: BTreeMap<&'a str, RawValue<'a>>,
        #[serde(borrow)]
        pair: (RawValue<'a>, u8),
        #[serde(borrow)]
        choice: Choice<'a>,
    }
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    enum Choice<'a> {
        #[serde(borrow)]
        One(RawValue<'a>),
    }
    for inner in
        ["a", "", "\"\"", "\"a,b\"", "\"x\"\"y\"", "[]", "[ 1, {b:\"\"} ]", "{a:{}}", " a ", "a:b\"c"]
    {
        let text = format!(
            "{{one:{inner},many:[{inner},{inner}],map:{{k:{inner}}},pair:[{inner},1],choice:{{One:{inner}}}}}"
        );
        let holder: Holder = read(&text);
        for value in [
            &holder.one,
            &holder.many[1],
            &holder.map["k"],
            &holder.pair.0,
            match &holder.choice {
                Choice::One(value) => value,
            },
        ] {
            assert_eq!(value.get(), inner);
        }
        assert_eq!(jsv::to_string(&holder).unwrap(), text);
        assert_eq!(read::<RawValue>(inner).get(), inner);
        assert_eq!(jsv::to_string(&raw(inner)).unwrap(), inner);
        let list = format!("[{inner},]");
        let maybe = read::<Vec<Option<RawValue>>>(&list);
        assert_eq!(maybe, [(!inner.is_empty()).then(|| raw(inner)), None]);
    }
    both_ways(&vec![Some(raw("{a:1}").into_owned()), None], "[{a:1},]");
}

#[test]
fn bare_texts_that_would_end_early_are_quoted() {
    for (text, list) in [("a,b", "[\"a,b\",1]"), ("a}", "[\"a}\",1]"), ("a]b", "[\"a]b\",1]")] {
        assert_eq!(jsv::to_string(&(raw(text), 1)).unwrap(), list);
        let (value, _): (String, u8) = read(list);
        assert_eq!(value, text);
    }
}

#[test]
fn damaged_texts_are_refused() {
    for text in ["[a", "{a:1", "{a}", "\"a", "[a]b", "\"a\"b"] {
        assert!(RawValue::new(text).is_err(), "{text}");
        assert!(jsv::from_str::<RawValue>(text).is_err(), "{text}");
        assert!(jsv::from_str::<Vec<RawValue>>(&format!("[{text},1]")).is_err(), "{text}");
    }
    assert!(jsv::to_string(&BTreeMap::from([(raw_key(), 1)])).is_err());
    assert!(refused::<Vec<RawValue>>("[a,{:}]").starts_with("[1]: empty key"));
}

/// A raw value as a key: `RawValue` has no order, so the key is a wrapper that serializes as it does.
fn raw_key() -> Key {
    Key
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Key;

impl Serialize for Key {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        raw("{a:1}").serialize(serializer)
    }
}

#[test]
fn raw_cells() {
    #[derive(Debug, PartialEq, Deserialize)]
    struct Row<'a> {
        #[serde(borrow)]
        a: RawValue<'a>,
        #[serde(borrow)]
        b: Option<RawValue<'a>>,
    }
    let rows: Vec<Row> =
        jsv::csv::from_str("a,b\n{x:[1,2]},\n\"{x:\"\"y,z\"\"}\",\"[\"\"\"\"]\"\nt,u\n").unwrap();
    let texts: Vec<_> = rows.iter().map(|row| (row.a.get(), row.b.as_ref().map(RawValue::get))).collect();
    assert_eq!(texts, [("{x:[1,2]}", None), ("{x:\"y,z\"}", Some("[\"\"]")), ("t", Some("u"))]);
    assert_eq!(rows[0].a.parse::<BTreeMap<&str, Vec<u8>>>().unwrap(), BTreeMap::from([("x", vec![1, 2])]));
    assert_eq!(rows[1].a.parse::<BTreeMap<&str, &str>>().unwrap(), BTreeMap::from([("x", "y,z")]));
}

/// In another format a raw value is a string, which must be well-formed JSV: it is written unchecked.
#[test]
fn raw_values_in_other_formats() {
    let json = "{\"a\":\"{x:[1,2]}\"}";
    let map: BTreeMap<String, RawValue> = serde_json::from_str(json).unwrap();
    assert_eq!(map["a"].get(), "{x:[1,2]}");
    assert_eq!(serde_json::to_string(&map).unwrap(), json);
    assert_eq!(jsv::to_string(&map).unwrap(), "{a:{x:[1,2]}}");
    let error = serde_json::from_str::<BTreeMap<String, RawValue>>("{\"a\":\"[1\"}").unwrap_err();
    assert!(error.to_string().starts_with("expected"), "{error}");
    // Serde's buffer is such a format: this text is a string that opens a list and never closes it.
    #[derive(Debug, Deserialize)]
    struct Flat<'a> {
        #[serde(flatten, borrow)]
        rest: BTreeMap<String, RawValue<'a>>,
    }
    assert_eq!(read::<Flat>("{a:\"[1,2]\",b:x}").rest["a"].get(), "[1,2]");
    assert!(jsv::from_str::<Flat>("{a:\"[1\"}").is_err());
}

#[test]
fn a_byte_order_mark_within_a_document_is_text() {
    let text = "[\u{feff}a]";
    let raws: Vec<RawValue<'_>> = jsv::from_str(text).unwrap();
    assert_eq!(raws[0].parse::<String>().unwrap(), "\u{feff}a");
    assert_eq!(jsv::from_str::<Vec<String>>(text).unwrap(), ["\u{feff}a"]);
    assert_eq!(raw("\u{feff}[a]").parse::<String>().unwrap(), "\u{feff}[a]");
}

/// At a document's start it would be the document's own, and lost to the reader (SPEC §1).
#[test]
fn a_byte_order_mark_at_the_start_is_kept_in_quotes() {
    let table = [
        ("\u{feff}x", "\"\u{feff}x\"", "[\u{feff}x]"),
        ("\u{feff}", "\"\u{feff}\"", "[\u{feff}]"),
        ("\u{feff}a\"b", "\"\u{feff}a\"\"b\"", "[\u{feff}a\"b]"),
        ("\u{feff}{a:1}", "\"\u{feff}{a:1}\"", "[\"\u{feff}{a:1}\"]"),
        ("x\u{feff}", "x\u{feff}", "[x\u{feff}]"),
    ];
    for (text, document, list) in table {
        let mut bytes = Vec::new();
        jsv::to_writer(&mut bytes, &raw(text)).unwrap();
        assert_eq!(String::from_utf8(bytes).unwrap(), document);
        assert_eq!(jsv::to_string(&Some(raw(text))).unwrap(), document);
        assert_eq!(jsv::to_string(&[raw(text)]).unwrap(), list);
        assert_eq!(jsv::to_string_pretty(&raw(text)).unwrap(), document);
        assert_eq!(read::<String>(document), text);
        assert_eq!(jsv::to_value(raw(text)).unwrap(), text);
    }
}

/// Deserializers that know no newtypes hand over their strings at once.
#[test]
fn texts_of_other_formats_are_checked() {
    type Texts<'a> = MapDeserializer<'a, std::array::IntoIter<(&'a str, &'a str), 1>, value::Error>;
    let read = |text| BTreeMap::<String, RawValue<'_>>::deserialize(Texts::new([("k", text)].into_iter()));
    assert_eq!(read("[x]").unwrap()["k"].get(), "[x]");
    let error = read("{a").unwrap_err().to_string();
    assert!(error.contains("found the end of the text"), "{error}");
}
