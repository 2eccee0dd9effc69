//! The dynamic tree between types and formats: `from_value`, `to_value`, transcoding.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use std::collections::BTreeMap;
use std::fmt::Debug;

use jsv::{
    ErrorKind, OwnedRawValue, OwnedValue, RawValue, StreamDeserializer, Text, Value, from_str, from_value,
    jsv, to_raw_value, to_string, to_value,
};
use proptest::prelude::*;
use serde::de::{DeserializeOwned, IntoDeserializer};
use serde::{Deserialize, Serialize};

fn read(text: &str) -> Value<'_> {
    from_str(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
enum Shape {
    Dot,
    Circle(f64),
    Line(i32, i32),
    Box { width: u8, height: Option<u8> },
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Account {
    id: u32,
    name: String,
    note: Option<String>,
    #[serde(default)]
    tags: Vec<String>,
    shape: Option<Shape>,
}

/// A tree read as `T` and the text read as `T` agree, whether the tree is given or lent.
fn agree<T: DeserializeOwned + PartialEq + Debug>(texts: &[&str]) {
    for text in texts {
        let typed = from_str::<T>(text).ok();
        let tree = read(text);
        assert_eq!(T::deserialize(&tree).ok(), typed, "lent {text}");
        assert_eq!(T::deserialize(&tree.clone().into_owned()).ok(), typed, "owned {text}");
        assert_eq!(from_value::<T>(tree).ok(), typed, "given {text}");
    }
}

#[test]
fn trees_read_as_their_texts_do() {
    let texts = [
        "",
        "\"\"",
        " ",
        "a",
        " 7 ",
        "-7",
        "300",
        "1.5",
        "True",
        "\"7\"",
        "[]",
        "[1]",
        "[1,2]",
        "[1,2,3]",
        "[,]",
        "[a,\"b,c\"]",
        "[[1],[2,3]]",
        "{}",
        "{1:2}",
        "{a:b}",
        "{a:1,a:2}",
        "{ 1 :2}",
        "Dot",
        " dot ",
        "\"DOT\"",
        "{Dot:}",
        "{Dot:x}",
        "{Circle:1.5}",
        "{circle:}",
        "Circle",
        "{Line:[1,2]}",
        "{Line:[1]}",
        "{Line:[1,2,3]}",
        "{Box:{WIDTH:1}}",
        "{Box:{width:1,height:}}",
        "{Box:{}}",
        "{Circle:1,Line:[1,2]}",
        "aGk=",
        "Nope",
    ];
    agree::<bool>(&texts);
    agree::<u8>(&texts);
    agree::<i128>(&texts);
    agree::<f32>(&texts);
    agree::<f64>(&texts);
    agree::<char>(&texts);
    agree::<()>(&texts);
    agree::<Option<i32>>(&texts);
    agree::<Option<String>>(&texts);
    agree::<Vec<i32>>(&texts);
    agree::<Vec<Option<String>>>(&texts);
    agree::<Vec<Vec<i32>>>(&texts);
    agree::<(i32, i32)>(&texts);
    agree::<[String; 2]>(&texts);
    agree::<BTreeMap<String, String>>(&texts);
    agree::<BTreeMap<i32, i32>>(&texts);
    agree::<BTreeMap<char, Option<u8>>>(&texts);
    agree::<Shape>(&texts);
    agree::<Option<Shape>>(&texts);
    agree::<serde_bytes::ByteBuf>(&texts);
    agree::<serde_json::Value>(&texts);
    agree::<Account>(&[
        "{id:7,name:Ann}",
        "{ID:7, Name :\"a,b\",note:\"\",tags:[a,b],shape:{Line:[1,2]}}",
        "{id:7,name:[a,{b:c}],tags:x,unknown:{a:[b]}}",
        "{id:7,name:,tags:}",
        "{id:7}",
        "{id:7,name:a,NAME:b}",
        "{id:,name:a}",
        "[7,Ann]",
        "",
        "x",
    ]);
}

#[test]
fn errors_name_the_path() {
    let value = read("{id:7,name:Ann,shape:{Box:{width:300}}}");
    let error = from_value::<Account>(value).unwrap_err();
    assert_eq!(error.path(), "shape.Box.width");
    assert_eq!(error.to_string(), "shape.Box.width: \"300\" is out of range for u8");
    let error = from_value::<Vec<Account>>(jsv!([{ id: "x" }])).unwrap_err();
    assert_eq!(error.to_string(), "[0].id: expected an integer, found \"x\"");
    let error = from_value::<(u8, u8)>(jsv!([1, 2, 3])).unwrap_err();
    assert_eq!(error.to_string(), "expected a list of 2 items, found 3");
}

#[test]
fn a_list_of_itself_ends() {
    #[derive(Debug, Deserialize)]
    struct Nest(#[allow(dead_code)] Vec<Nest>);
    assert!(from_value::<Nest>(jsv!("x")).is_err());
    assert!(from_value::<Nest>(jsv!([[], []])).is_ok());
}

#[test]
fn other_formats_scalars_become_texts() {
    type Plain = serde::de::value::Error;
    fn tree<'de>(deserializer: impl serde::Deserializer<'de, Error = Plain>) -> Value<'de> {
        Value::deserialize(deserializer).unwrap()
    }
    assert_eq!(tree(true.into_deserializer()), "True");
    assert_eq!(tree((-7i8).into_deserializer()), "-7");
    assert_eq!(tree(u128::MAX.into_deserializer()), "340282366920938463463374607431768211455");
    assert_eq!(tree(0.1f32.into_deserializer()), "0.1");
    assert_eq!(tree(1e17f64.into_deserializer()), "1E+17");
    assert_eq!(tree('x'.into_deserializer()), "x");
    assert_eq!(tree(().into_deserializer()), jsv!(null));
    assert_eq!(tree((&b"hi"[..]).into_deserializer()), "aGk=");
    assert_eq!(tree((&b""[..]).into_deserializer()), jsv!(null));
    assert_eq!(tree(vec![1, 2].into_deserializer()), jsv!([1, 2]));
}

#[test]
fn transcodes_through_serde() {
    let table = [
        ("{Id:007,Note:\"\",Tags:[a,\"b,c\",]}", r#"{"Id":"007","Note":"","Tags":["a","b,c",null]}"#),
        ("[[],{}]", "[[],{}]"),
        ("[True,\"say \"\"hi\"\"\"]", r#"["True","say \"hi\""]"#),
    ];
    for (text, json) in table {
        let json: serde_json::Value = serde_json::from_str(json).unwrap();
        assert_eq!(from_str::<serde_json::Value>(text).unwrap(), json, "{text}");
        assert_eq!(to_string(&json).unwrap(), text, "{json}");
        assert_eq!(serde_json::to_value(read(text)).unwrap(), json);
        assert_eq!(to_value(&json).unwrap(), read(text));
        assert_eq!(Value::deserialize(&json).unwrap(), read(text));
        assert_eq!(from_value::<serde_json::Value>(read(text)).unwrap(), json);
    }
    let json: serde_json::Value = serde_json::from_str(r#"[true,false,null,{"a":null}]"#).unwrap();
    assert_eq!(to_string(&json).unwrap(), "[True,False,,{}]");
    assert_eq!(Value::deserialize(json).unwrap(), jsv!([true, false, null, { a: null }]));
}

#[test]
fn trees_are_made_of_values_and_of_references() {
    fn unsized_reference<T: Serialize + ?Sized>(value: &T) -> Value<'static> {
        to_value(value).unwrap()
    }
    let (text, list) = (String::from("a"), vec![1, 2]);
    for made in
        [to_value("a"), to_value(&text), to_value(text.clone()), to_value(Text::from("a")), to_value('a')]
    {
        assert_eq!(made.unwrap(), "a");
    }
    for made in
        [to_value(&list), to_value(&list[..]), to_value([1, 2]), to_value(list.iter().collect::<Vec<_>>())]
    {
        assert_eq!(made.unwrap(), jsv!([1, 2]));
    }
    assert_eq!((unsized_reference("a"), unsized_reference(&list[..])), (jsv!("a"), jsv!([1, 2])));
    assert_eq!((to_value(None::<u8>).unwrap(), to_value(()).unwrap()), (jsv!(null), jsv!(null)));
}

#[test]
fn keys_are_scalars_or_errors() {
    let table: [(Result<Value, _>, &str); 6] = [
        (to_value(BTreeMap::from([(1u128, 1)])), "1"),
        (to_value(BTreeMap::from([(true, 1)])), "True"),
        (to_value(BTreeMap::from([('"', 1)])), "\""),
        (to_value(BTreeMap::from([("", 1)])), ""),
        (to_value(BTreeMap::from([("say \"hi\"", 1)])), "say \"hi\""),
        (to_value(BTreeMap::from([("\"", 1)])), "\""),
    ];
    for (value, key) in table {
        assert!(value.unwrap().as_map().unwrap().keys().eq([key]), "{key}");
    }
    assert!(to_value(BTreeMap::from([(vec![1], 1)])).is_err());
    assert!(to_value(BTreeMap::from([((), 1)])).is_err());
}

#[test]
fn other_formats_are_told_what_was_expected() {
    let table = [
        (serde_json::from_str::<jsv::Map>("1").unwrap_err(), "integer `1`, expected a map"),
        (serde_json::from_str::<RawValue>("1").unwrap_err(), "integer `1`, expected a JSV value"),
    ];
    for (error, expected) in table {
        assert!(error.to_string().contains(expected), "{error}");
    }
}

#[test]
fn raw_values_pass_through() {
    let raw = RawValue::new("{a:[x,\"b,c\"],n:}").unwrap();
    let value = to_value([&raw]).unwrap();
    assert_eq!(value, jsv!([{ a: ["x", "b,c"], n: null }]));
    assert_eq!(from_value::<Vec<RawValue>>(value).unwrap(), [raw]);
    assert_eq!(from_value::<RawValue>(jsv!("a,b")).unwrap().get(), "\"a,b\"");
}

#[test]
fn raw_values_come_from_texts_and_lend_them() {
    let text = String::from("[a,\"b,c\"]");
    let raw: RawValue = text.as_str().try_into().unwrap();
    assert!(std::ptr::eq::<str>(raw.as_ref(), text.as_str()));
    assert_eq!(raw, RawValue::new(text.clone()).unwrap());
    for damaged in ["[a", "\"a\"b", "{a}"] {
        let (error, expected) =
            (RawValue::try_from(damaged).unwrap_err(), RawValue::new(damaged).unwrap_err());
        assert_eq!((error.offset(), error.to_string()), (expected.offset(), expected.to_string()));
    }
}

#[test]
fn readers_give_raw_values() {
    fn held<T: DeserializeOwned + Serialize>(text: &str) -> String {
        to_string(&jsv::from_reader::<_, T>(text.as_bytes()).unwrap()).unwrap()
    }
    for inner in ["a", "", "[ 1, {b:\"\"} ]", "\"a,\"\"b\"\"\"", " a "] {
        assert_eq!(held::<OwnedRawValue>(inner), inner);
        let text = format!("[{inner},{inner}]");
        assert_eq!(held::<Vec<OwnedRawValue>>(&text), text);
        assert_eq!(
            held::<BTreeMap<String, OwnedRawValue>>(&format!("{{k:{inner}}}")),
            format!("{{k:{inner}}}")
        );
        let items: Vec<OwnedRawValue> =
            StreamDeserializer::items(text.as_bytes()).collect::<Result<_, _>>().unwrap();
        assert_eq!(items.iter().map(|raw| raw.get()).collect::<Vec<_>>(), [inner; 2], "{text}");
    }
    let rows = jsv::csv::Reader::from_reader("a,b\n\"{x:\"\"y,z\"\"}\",\n1,[2]\n".as_bytes());
    let rows: Vec<(OwnedRawValue, Option<OwnedRawValue>)> =
        rows.into_deserialize().collect::<Result<_, _>>().unwrap();
    let texts: Vec<_> = rows.iter().map(|(a, b)| (a.get(), b.as_ref().map(|raw| raw.get()))).collect();
    assert_eq!(texts, [("{x:\"y,z\"}", None), ("1", Some("[2]"))]);
    assert_eq!(rows[0].0.parse::<BTreeMap<&str, &str>>().unwrap()["x"], "y,z");
    for damaged in ["[a", "\"a\"b", "{a}"] {
        let error = jsv::from_reader::<_, OwnedRawValue>(damaged.as_bytes()).unwrap_err();
        assert_eq!(error.to_string(), damaged.parse::<OwnedRawValue>().unwrap_err().to_string());
        assert_eq!(error.to_string(), RawValue::new(damaged).unwrap_err().to_string());
    }
}

#[test]
fn owned_raw_values_convert() {
    let text = String::from("[a,\"b,c\"]");
    let owned: OwnedRawValue = text.parse().unwrap();
    let raw = RawValue::new(text).unwrap();
    assert_eq!((&*owned, owned.as_ref(), owned.to_string()), (&raw, raw.get(), raw.to_string()));
    assert_eq!(OwnedRawValue::from(raw.clone()), owned);
    assert_eq!((RawValue::from(owned.clone()), owned.into_inner()), (raw.clone(), raw));
}

#[test]
fn raw_values_are_made_of_values() {
    let account =
        Account { id: 7, name: "a,b".to_owned(), note: None, tags: vec![], shape: Some(Shape::Dot) };
    let raw = to_raw_value(&account).unwrap();
    assert_eq!(raw.get(), to_string(&account).unwrap());
    assert_eq!(raw.parse::<Account>().unwrap(), account);
    let table = [("a,b", "\"a,b\""), ("", "\"\""), ("\u{feff}a", "\"\u{feff}a\""), ("a", "a")];
    for (text, expected) in table {
        let raw = to_raw_value(text).unwrap();
        assert_eq!((raw.get(), raw.parse::<String>().unwrap().as_str()), (expected, text));
        assert_eq!(from_str::<(String, u8)>(&to_string(&(&raw, 1)).unwrap()).unwrap().0, text);
    }
    assert_eq!(to_raw_value(&None::<u8>).unwrap().get(), "");
    assert!(matches!(to_raw_value(&BTreeMap::from([([1], 1)])).unwrap_err().kind(), ErrorKind::KeyNotScalar));
    let deep = |levels| (1..levels).fold(jsv!([]), |list, _| jsv!([list]));
    assert!(to_raw_value(&deep(128)).is_ok());
    let error = to_raw_value(&deep(129)).unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::DepthLimit { limit: 128, .. }), "{error}");
}

#[test]
fn owned_values_convert() {
    let text = String::from("{a:[b,\"c,d\"]}");
    let owned: OwnedValue = text.parse().unwrap();
    let expected = jsv!({ a: ["b", "c,d"] });
    drop(text);
    assert_eq!((AsRef::<Value>::as_ref(&owned), &*owned), (&expected, &expected));
    assert_eq!(OwnedValue::from(expected.clone()), owned);
    let within = String::from("x");
    assert_eq!(jsv!([within.as_str(), owned.clone()]), jsv!(["x", (expected.clone())]));
    assert_eq!(Value::from(owned), expected);
    for damaged in ["[a", "\"a\"b", "{a}"] {
        let (error, expected) =
            (damaged.parse::<OwnedValue>().unwrap_err(), from_str::<Value>(damaged).unwrap_err());
        assert_eq!((error.offset(), error.to_string()), (expected.offset(), expected.to_string()));
    }
}

#[test]
fn texts_stand_for_strings() {
    let mut lengths: std::collections::HashMap<Text, usize> = from_str("{\"a\"\"b\":3,c:1}").unwrap();
    assert_eq!((lengths.get("a\"b"), lengths.get("c")), (Some(&3), Some(&1)));
    lengths.insert(String::from("c").into(), 2);
    assert_eq!((lengths.len(), lengths["c"]), (2, 2));
    let (text, owned) = (Text::from("b"), String::from("b"));
    assert_eq!([text == "b", text == *"b", text == owned, "b" == text, owned == text], [true; 5]);
    let mut sorted = [Text::from("c"), text.clone(), Text::from(&owned), "a".into()];
    sorted.sort();
    assert_eq!(sorted, ["a", "b", "b", "c"]);
    assert_eq!((format!("{text}|{text:?}|{text:>3}"), String::from(text)), ("b|\"b\"|  b".into(), owned));
    let parsed: Text<'static> = String::from(" \"a ").parse().unwrap();
    assert_eq!(parsed, " \"a ");
    let texts: Vec<Text> = from_str("[a,\"\",\"b,c\"]").unwrap();
    assert_eq!(to_string(&texts).unwrap(), "[a,\"\",\"b,c\"]");
    assert_eq!(serde_json::from_str::<Text>("\"a\\n\"").unwrap().into_owned(), "a\n");
    assert!(serde_json::from_str::<Text>("7").is_err());
}

/// Everything that writes text: SPEC §9's exceptions are left out by construction.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Rich {
    text: String,
    option: Option<String>,
    character: char,
    flag: bool,
    signed: i128,
    float: f64,
    single: f32,
    #[serde(with = "serde_bytes")]
    bytes: Vec<u8>,
    /// A unit writes nothing; without a default its field would be missing.
    #[serde(default)]
    unit: (),
    list: Vec<Option<u8>>,
    map: BTreeMap<String, Vec<String>>,
    numbers: BTreeMap<i16, bool>,
    choice: Vec<Choice>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
enum Choice {
    Unit,
    Newtype(Option<String>),
    Tuple(u8, String),
    Struct { a: Option<u8>, b: String },
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof!["[a-z\":,{}\\[\\] \r\n\t]{0,6}", any::<String>()]
}

fn choice() -> impl Strategy<Value = Choice> {
    prop_oneof![
        Just(Choice::Unit),
        // `Some("")` is quoted, and so differs from `None`.
        proptest::option::of(text()).prop_map(Choice::Newtype),
        (any::<u8>(), text()).prop_map(|(number, text)| Choice::Tuple(number, text)),
        (any::<Option<u8>>(), text()).prop_map(|(a, b)| Choice::Struct { a, b }),
    ]
}

prop_compose! {
    fn rich()(
        (text, option) in (text(), proptest::option::of(text())),
        (character, flag, signed) in (any::<char>(), any::<bool>(), any::<i128>()),
        (float, single) in (any::<f64>(), any::<f32>()),
        bytes in any::<Vec<u8>>(),
        // A list whose one item writes nothing does not come back.
        list in any::<Vec<Option<u8>>>().prop_filter("[null]", |list| list[..] != [None]),
        map in proptest::collection::btree_map(text(), proptest::collection::vec(text(), 0..3), 0..4),
        numbers in any::<BTreeMap<i16, bool>>(),
        choice in proptest::collection::vec(choice(), 0..4),
    ) -> Rich {
        Rich { text, option, character, flag, signed, float, single, bytes, unit: (), list, map, numbers, choice }
    }
}

/// Trees that a text can hold: no list's one item is nothing.
fn tree() -> impl Strategy<Value = Value<'static>> {
    text().prop_map(Value::from).prop_recursive(4, 32, 4, |inner| {
        let item = prop_oneof![4 => inner.clone(), 1 => Just(Value::Null)];
        prop_oneof![
            proptest::collection::vec(item.clone(), 0..4)
                .prop_map(|items| Value::List(if items[..] == [Value::Null] { vec![] } else { items })),
            proptest::collection::vec((text(), item), 0..4).prop_map(|members| members.into_iter().collect()),
        ]
    })
}

proptest! {
    #[test]
    fn a_tree_is_what_its_text_is_read_as(rich in rich()) {
        let written = to_string(&rich).unwrap();
        let value = to_value(&rich).unwrap();
        prop_assert_eq!(&value, &read(&written));
        prop_assert_eq!(value.to_string(), written);
        let back = Rich::deserialize(&value).unwrap();
        prop_assert_eq!(to_string(&back).unwrap(), to_string(&rich).unwrap());
        prop_assert_eq!(to_string(&from_value::<Rich>(value).unwrap()).unwrap(), to_string(&rich).unwrap());
    }

    #[test]
    fn trees_read_as_what_they_are_written(value in tree()) {
        let written = value.to_string();
        prop_assume!(!written.starts_with('\u{feff}'));
        agree::<String>(&[&written]);
        agree::<Vec<Option<String>>>(&[&written]);
        agree::<Vec<Vec<Vec<String>>>>(&[&written]);
        agree::<BTreeMap<String, Vec<String>>>(&[&written]);
        agree::<Vec<BTreeMap<char, Option<bool>>>>(&[&written]);
        agree::<serde_json::Value>(&[&written]);
    }

    #[test]
    fn trees_round_trip(value in tree()) {
        let written = value.to_string();
        // A document's byte order mark is skipped (SPEC §1).
        prop_assume!(!written.starts_with('\u{feff}'));
        prop_assert_eq!(&read(&written), &value);
        prop_assert_eq!(&to_value(&value).unwrap(), &value);
        prop_assert_eq!(&Value::deserialize(&value).unwrap(), &value);
    }
}
