//! The layout of pretty JSV, and that nothing is lost in it.

use jsv::{Options, OwnedValue, Value, pretty};
use proptest::prelude::*;

/// The lines of pretty.jsonl; the one whose quoted text the reference breaks stays whole here.
#[test]
fn lays_out_as_the_reference_does() {
    for (compact, expected) in [
        ("{}", "{\n\t\n}"),
        ("[]", "[\n\t\n]"),
        ("a", "a"),
        ("{a:b}", "{\n\ta: b\n}"),
        ("{a:b,c:d}", "{\n\ta: b,\n\tc: d\n}"),
        ("[a,b]", "[\n\ta,\n\tb\n]"),
        ("{a:[],b:{}}", "{\n\ta: [],\n\tb: {}\n}"),
        ("{a:[1,2],b:{c:d}}", "{\n\ta: \n\t[\n\t\t1,\n\t\t2\n\t],\n\tb: \n\t{\n\t\tc: d\n\t}\n}"),
        ("[{a:b},{c:d}]", "[\n\t{\n\t\ta: b\n\t},\n\t{\n\t\tc: d\n\t}\n]"),
        ("{a:\"x,y\"}", "{\n\ta: \"x,y\"\n}"),
        ("{a:\"{x:[y]}\"}", "{\n\ta: \"{x:[y]}\"\n}"),
        ("{String:[String]}", "{\n\tString: \n\t[\n\t\tString\n\t]\n}"),
    ] {
        assert_eq!(pretty(compact).unwrap(), expected, "{compact}");
    }
}

#[test]
fn keeps_what_trimming_would_change() {
    for (compact, expected) in [
        ("", ""),
        (" a ", "\" a \""),
        ("a\"b ", "\"a\"\"b \""),
        ("[ ]", "[\n\t\" \"\n]"),
        ("[,]", "[\n\t,\n\t\n]"),
        ("{ k : v}", "{\n\t\" k \": \" v\"\n}"),
        ("{\"k,\":\"v\"}", "{\n\t\"k,\": \"v\"\n}"),
        ("[[],[[]]]", "[\n\t[],\n\t[\n\t\t[]\n\t]\n]"),
        (" { } ", "{\n\t\n}"),
        ("[ \"a\" , [b] ]", "[\n\t\"a\",\n\t[\n\t\tb\n\t]\n]"),
        ("\u{feff}\u{feff}a", "\u{feff}\u{feff}a"),
        ("\u{feff}{a:}", "{\n\ta: \n}"),
        ("a,b", "a,b"),
    ] {
        assert_eq!(pretty(compact).unwrap(), expected, "{compact}");
    }
}

#[test]
fn damage_has_its_place() {
    for (text, offset) in [
        ("[a", 2),
        ("{a:b", 4),
        ("{a}", 2),
        ("{a:b,}", 5),
        ("{a:\"b}", 3),
        ("[\"a\"b]", 4),
        ("[a]b", 3),
        ("[a}", 3),
        ("\u{feff}{:b}", 4),
    ] {
        let error = pretty(text).unwrap_err();
        assert_eq!(error.offset(), Some(offset), "{text}: {error}");
        assert_eq!(error.offset(), jsv::from_str::<Value>(text).unwrap_err().offset(), "{text}");
    }
    let deep = |levels| "[".repeat(levels) + &"]".repeat(levels);
    assert!(pretty(&deep(128)).is_ok());
    assert_eq!(pretty(&deep(129)).unwrap_err().offset(), Some(128));
}

#[test]
fn values_deeper_than_the_limit_can_be_written() {
    let mut value = Value::from("x");
    for _ in 0..150 {
        value = Value::List(vec![value]);
    }
    let text = jsv::to_string_pretty(&value).unwrap();
    let options = Options::new().depth_limit(200).insignificant_whitespace(true);
    assert_eq!(options.from_str::<Value>(&text).unwrap(), value);
}

#[test]
fn writers_get_it_or_fail() {
    let value = jsv::jsv!({ a: ["b", null] });
    let text = "{\n\ta: \n\t[\n\t\tb,\n\t\t\n\t]\n}";
    let mut room = vec![0; text.len()];
    jsv::to_writer_pretty(&mut room[..], &value).unwrap();
    assert_eq!(room, text.as_bytes());
    let error = jsv::to_writer_pretty(&mut room[1..], &value).unwrap_err();
    assert_eq!(error.classify(), jsv::Category::Io);
    let unwritable = std::collections::BTreeMap::from([([1], 1)]);
    assert!(jsv::to_vec_pretty(&unwritable).is_err());
    let mut bytes = Vec::new();
    assert!(jsv::to_writer_pretty(&mut bytes, &unwritable).is_err() && bytes.is_empty());
}

fn texts() -> impl Strategy<Value = String> {
    prop_oneof!["[a-c \t\r\n\":,{}\\[\\]é]{0,6}", any::<String>()]
        // Reading skips a byte order mark at the very start.
        .prop_map(|text| text.replace('\u{feff}', ""))
}

fn trees() -> impl Strategy<Value = Value<'static>> {
    let leaf = texts().prop_map(Value::from);
    leaf.prop_recursive(4, 40, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::List),
            prop::collection::btree_map(texts(), inner, 0..5)
                .prop_map(|entries| Value::Map(entries.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn reads_back_as_the_same_value(value in trees()) {
        let text = jsv::to_string_pretty(&value).unwrap();
        let options = Options::new().insignificant_whitespace(true);
        prop_assert_eq!(&options.from_str::<Value>(&text).unwrap(), &value, "{}", text);
        // What is laid out already stays as it is, but for the white space behind colons that strict reading keeps.
        prop_assert_eq!(&pretty(&jsv::to_string(&value).unwrap()).unwrap(), &text);
        prop_assert_eq!(jsv::to_vec_pretty(&value).unwrap(), text.as_bytes());
        prop_assert_eq!(format!("{value:#}"), &*text);
        prop_assert_eq!(format!("{:#}", OwnedValue::from(value)), text);
    }
}
