//! The dynamic tree (SPEC §4, "anything"): what texts become, and what is asked of them.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use jsv::value::{Entry, OccupiedEntry};
use jsv::{Map, OwnedValue, Text, Value, from_str, from_value, jsv, to_string, to_value};
use serde::Deserialize;

fn read(text: &str) -> Value<'_> {
    from_str(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

#[test]
fn texts_become_trees() {
    let table: [(&str, Value); 22] = [
        ("", jsv!(null)),
        ("\"\"", jsv!("")),
        ("null", jsv!("null")),
        ("01234", jsv!("01234")),
        ("1e5", jsv!("1e5")),
        (" a ", jsv!(" a ")),
        ("a,b", jsv!("a,b")),
        ("\"say \"\"hi\"\"\"", jsv!("say \"hi\"")),
        ("[]", jsv!([])),
        ("[,]", jsv!([null, null])),
        ("[a,]", jsv!(["a", null])),
        ("[\"\"]", jsv!([""])),
        ("[ ]", jsv!([" "])),
        ("{}", jsv!({})),
        ("{ }", jsv!({})),
        ("{a:}", jsv!({ a: null })),
        ("{a:\"\"}", jsv!({ a: "" })),
        ("{A:x[y]z\"w}", jsv!({ A: "x[y]z\"w" })),
        ("{\"a:b\":1}", jsv!({ "a:b": 1 })),
        ("{b:1,a:2}", jsv!({ b: 1, a: 2 })),
        ("[{a:[1,{b:c}]},[]]", jsv!([{ a: [1, { b: "c" }] }, []])),
        ("{ a :1}", jsv!({ " a ": 1 })),
    ];
    for (text, expected) in table {
        assert_eq!(read(text), expected, "{text}");
        assert_eq!(text.parse::<Value>().unwrap(), expected, "{text}");
        assert_eq!(expected.clone().into_owned(), expected);
    }
}

#[test]
fn damaged_texts_are_errors() {
    for text in ["[a", "{a", "{a:1", "[a]b", "{a:b,}", "{:1}", "\"a", "[\"a\"b]"] {
        assert!(from_str::<Value>(text).is_err(), "{text}");
        assert!(text.parse::<Value>().is_err(), "{text}");
        assert!(from_str::<Map>(text).is_err(), "{text}");
    }
    assert!(from_str::<Value>(&"[".repeat(129)).is_err());
}

#[test]
fn trees_are_written_as_jsv() {
    let table: [(Value, &str); 11] = [
        (jsv!(null), ""),
        (jsv!(""), "\"\""),
        (jsv!("a,b"), "\"a,b\""),
        (jsv!(true), "True"),
        (jsv!([]), "[]"),
        (jsv!([1, null, ""]), "[1,,\"\"]"),
        (jsv!({}), "{}"),
        (jsv!({ a: null, b: 1, c: null }), "{a:,b:1,c:}"),
        (jsv!({ "": "x", "a:b": ["{"] }), "{\"\":x,\"a:b\":[\"{\"]}"),
        (jsv!([[1], [[2]]]), "[[1],[[2]]]"),
        (Value::Map(Map::from([("a", 1), ("a", 2)])), "{a:1,a:2}"),
    ];
    for (value, expected) in table {
        assert_eq!(value.to_string(), expected);
        assert_eq!(to_string(&value).unwrap(), expected);
    }
}

#[test]
fn scalars_are_asked_of_texts() {
    let booleans = [
        ("True", Some(true)),
        ("f", Some(false)),
        ("Y", Some(true)),
        (" 1 ", Some(true)),
        ("off", Some(false)),
        ("OFF", None),
        ("", None),
        ("2", None),
    ];
    for (text, expected) in booleans {
        assert_eq!(Value::from(text).as_bool(), expected, "{text}");
    }
    let integers = [
        ("7", Some(7), Some(7), Some(7)),
        (" -007\t", Some(-7), None, Some(-7)),
        ("+7", None, None, None),
        ("1.0", None, None, None),
        ("", None, None, None),
        ("9223372036854775808", None, Some(1 << 63), Some(1 << 63)),
        ("18446744073709551616", None, None, Some(1 << 64)),
    ];
    for (text, i64, u64, i128) in integers {
        let value = Value::from(text);
        assert_eq!((value.as_i64(), value.as_u64(), value.as_i128()), (i64, u64, i128), "{text}");
    }
    let floats = [
        ("1.5", Some(1.5)),
        (".5", Some(0.5)),
        ("5.", Some(5.0)),
        (" -1E-2 ", Some(-0.01)),
        ("1e999", Some(f64::INFINITY)),
        ("-INFINITY", Some(f64::NEG_INFINITY)),
        ("inf", None),
        ("", None),
        (".", None),
    ];
    for (text, expected) in floats {
        assert_eq!(Value::from(text).as_f64(), expected, "{text}");
    }
    assert!(Value::from("nan").as_f64().is_some_and(f64::is_nan));
    let characters = [("a", Some('a')), (" ", Some(' ')), ("é", Some('é')), ("", None), ("ab", None)];
    for (text, expected) in characters {
        assert_eq!(Value::from(text).as_char(), expected, "{text}");
    }
    for value in [jsv!(null), jsv!([1]), jsv!({ a: 1 })] {
        assert_eq!(
            (value.as_str(), value.as_bool(), value.as_i64(), value.as_f64()),
            (None, None, None, None)
        );
    }
}

#[test]
fn values_convert() {
    let table: [(Value, Option<&str>); 19] = [
        ("a".into(), Some("a")),
        (String::from("a").into(), Some("a")),
        (Cow::Borrowed("a").into(), Some("a")),
        (Text::from("a").into(), Some("a")),
        ('"'.into(), Some("\"")),
        (false.into(), Some("False")),
        ((-1i8).into(), Some("-1")),
        (u64::MAX.into(), Some("18446744073709551615")),
        (i128::MIN.into(), Some("-170141183460469231731687303715884105728")),
        (7usize.into(), Some("7")),
        (1.0f64.into(), Some("1")),
        (0.1f32.into(), Some("0.1")),
        (1e17f64.into(), Some("1E+17")),
        ((-0.0f64).into(), Some("-0")),
        (f64::NAN.into(), Some("NaN")),
        (f32::NEG_INFINITY.into(), Some("-Infinity")),
        (Some(1).into(), Some("1")),
        (None::<i32>.into(), None),
        (().into(), None),
    ];
    for (value, expected) in table {
        assert_eq!(value.as_str(), expected);
        assert_eq!(value.is_null(), expected.is_none());
    }
    assert_eq!(Value::from(vec![Some(1), None]), jsv!([1, null]));
    assert_eq!(Value::from([1, 2]), jsv!([1, 2]));
    assert_eq!(Value::from(&["a", "b"][..]), jsv!(["a", "b"]));
    assert_eq!(Value::from(Map::from([("a", 1)])), jsv!({ a: 1 }));
    assert_eq!((0..2).collect::<Value>(), jsv!([0, 1]));
    assert_eq!([("a", 1)].into_iter().collect::<Value>(), jsv!({ a: 1 }));
    let (value, owned) = (Value::from("a"), String::from("a"));
    assert_eq!([value == *"a", "a" == value, value == "a", value == owned, owned == value], [true; 5]);
    assert!(jsv!(null) != "" && jsv!(["a"]) != "a");
    assert_eq!(Value::default(), Value::Null);
}

#[test]
fn references_convert() {
    let (name, cow, text) = (String::from("Ann"), Cow::Borrowed("a"), Text::from("b"));
    let tree = jsv!({ a: [1, { b: (name.clone()) }, null], c: "" });
    let owned = OwnedValue::from(tree.clone());
    let map = tree.as_map().unwrap();
    let limits = BTreeMap::from([("y", 2), ("x", 1)]);
    let table = [
        (jsv!({ v: &name }), "{v:Ann}"),
        (jsv!({ v: &cow }), "{v:a}"),
        (jsv!({ v: &text }), "{v:b}"),
        (jsv!({ v: &tree }), "{v:{a:[1,{b:Ann},],c:\"\"}}"),
        (jsv!({ v: &owned }), "{v:{a:[1,{b:Ann},],c:\"\"}}"),
        (jsv!({ v: map }), "{v:{a:[1,{b:Ann},],c:\"\"}}"),
        (jsv!([&tree["a"], &tree["c"], &tree["d"]]), "[[1,{b:Ann},],\"\",]"),
        (jsv!({ v: &vec!["x", "y,z"] }), "{v:[x,\"y,z\"]}"),
        (jsv!({ v: &[Some(1), None] }), "{v:[1,]}"),
        (jsv!({ v: &vec![tree.clone()] }), "{v:[{a:[1,{b:Ann},],c:\"\"}]}"),
        (jsv!({ v: limits.clone() }), "{v:{x:1,y:2}}"),
        (jsv!({ (&name): 1, (name.as_str()): 2 }), "{Ann:2}"),
        (jsv!({ v: Map::from(limits) }), "{v:{x:1,y:2}}"),
    ];
    for (value, expected) in table {
        assert_eq!(value.to_string(), expected);
    }
    let Value::Text(lent) = Value::from(&tree["a"][1]["b"]) else { panic!("a text is one") };
    assert!(matches!(lent, Cow::Borrowed(lent) if std::ptr::eq(lent, tree["a"][1]["b"].as_str().unwrap())));
    let repeated = read("{a:1,a:2}");
    assert_eq!(Value::from(&repeated), repeated, "repeated keys stay");
}

#[test]
fn owned_values_compare_with_texts() {
    let (value, owned): (OwnedValue, _) = ("a".parse().unwrap(), String::from("a"));
    assert_eq!([value == *"a", "a" == value, value == "a", value == owned, owned == value], [true; 5]);
    assert!(value != "b" && "[a]".parse::<OwnedValue>().unwrap() != "a" && OwnedValue::default() != "");
}

#[test]
fn paths_lead_to_values() {
    let mut value = read("{Accounts:[{Name:Ann},{Name:Bob}],a/b:1,m~n:2,\"\":3,0:4,~1:5}");
    let table = [
        ("/Accounts/0/Name", Some("Ann")),
        ("/Accounts/1/Name", Some("Bob")),
        ("/a~1b", Some("1")),
        ("/m~0n", Some("2")),
        ("/", Some("3")),
        ("/0", Some("4")),
        ("/~01", Some("5")),
        ("/Accounts/01/Name", None),
        ("/Accounts/+1/Name", None),
        ("/Accounts/2/Name", None),
        ("/Accounts/-", None),
        ("/Accounts/Name", None),
        ("/Accounts/0/Name/0", None),
        ("/accounts/0/Name", None),
        ("Accounts/0/Name", None),
        ("/Accounts/99999999999999999999", None),
    ];
    for (pointer, expected) in table {
        assert_eq!(value.pointer(pointer).and_then(Value::as_str), expected, "{pointer}");
        assert_eq!(value.pointer_mut(pointer).and_then(|value| value.as_str()), expected, "{pointer}");
    }
    assert_eq!(value.pointer("").unwrap(), &value);
    *value.pointer_mut("/Accounts/1").unwrap() = jsv!("gone");
    assert_eq!(value["Accounts"][1], "gone");
    assert!(value["Accounts"][2]["Name"].is_null() && value["x"][0].is_null() && value[0].is_null());
    assert_eq!(value.get("Accounts").and_then(|list| list.get(0)), Some(&jsv!({ Name: "Ann" })));
    assert_eq!((value.get(0), value.get("x")), (None, None));
    let key = String::from("0");
    assert_eq!((&value[&key], &value[key.clone()]), (&jsv!(4), &jsv!(4)));
    *value.get_mut("Accounts").and_then(|list| list.get_mut(0)).unwrap() = jsv!(null);
    assert_eq!(value.get_mut("Accounts").unwrap().take(), jsv!([null, "gone"]));
}

type Change = fn(&mut Value);

#[test]
fn indexes_change_and_insert() {
    let table: [(&str, Change, &str); 9] = [
        ("{a:1}", |value| value["a"] = jsv!(2), "{a:2}"),
        ("{a:1}", |value| value["b"] = jsv!(2), "{a:1,b:2}"),
        ("{a:1,a:2}", |value| value["a"] = jsv!(3), "{a:1,a:3}"),
        ("", |value| value["a"]["b"] = jsv!([]), "{a:{b:[]}}"),
        ("{a:}", |value| value["a"]["b"] = jsv!(1), "{a:{b:1}}"),
        ("[a,{b:c}]", |value| value[1]["b"] = jsv!("x"), "[a,{b:x}]"),
        ("{}", |value| value[String::from("a:b")] = jsv!(1), "{\"a:b\":1}"),
        ("{a:1}", |value| drop(value[&String::from("a")].take()), "{a:}"),
        ("{}", |value| assert!(value["a"].as_list_mut().is_none()), "{a:}"),
    ];
    for (text, change, expected) in table {
        let mut value = read(text);
        change(&mut value);
        assert_eq!(value.to_string(), expected, "{text}");
    }
    let mut owned: OwnedValue = from_str("[a]").unwrap();
    owned[0] = jsv!("b");
    assert_eq!(owned.into_inner(), jsv!(["b"]));
}

#[test]
fn kinds_are_told_apart() {
    assert_eq!((Map::new().is_empty(), Map::from([("a", 1)]).is_empty()), (true, false));
    // Value; null, text, list, map.
    let table = [
        (jsv!(null), [true, false, false, false]),
        (jsv!(""), [false, true, false, false]),
        (jsv!([]), [false, false, true, false]),
        (jsv!({}), [false, false, false, true]),
    ];
    for (mut value, kinds) in table {
        assert_eq!([value.is_null(), value.is_text(), value.is_list(), value.is_map()], kinds, "{value:?}");
        let [_, text, list, map] = kinds;
        let lent = [value.as_str().is_some(), value.as_list().is_some(), value.as_map().is_some()];
        assert_eq!(lent, [text, list, map], "{value:?}");
        assert_eq!(value.as_text_mut().is_some(), text, "{value:?}");
        assert_eq!(value.as_list_mut().is_some(), list, "{value:?}");
        assert_eq!(value.as_map_mut().is_some(), map, "{value:?}");
    }
}

#[test]
fn places_are_lent_to_be_changed() {
    let mut value = read("{a:[x,y]}");
    let key = String::from("a");
    *value.get_mut(&key).and_then(|list| list.get_mut(1)).unwrap() = jsv!("z");
    assert_eq!(value, jsv!({ a: ["x", "z"] }));
    assert_eq!(value.get_mut("b"), None);
    assert_eq!(value.get_mut(0), None);
    assert_eq!(value["a"].get_mut(2), None);
}

#[test]
fn indexes_that_lead_nowhere_panic() {
    let table: [(Value, Change, &str); 6] = [
        (jsv!([1, 2]), |value| value[2] = jsv!(null), "position 2 is out of range for a list of 2 items"),
        (jsv!(null), |value| value[0] = jsv!(null), "position 0 was asked of nothing"),
        (jsv!({ "0": 1 }), |value| value[0] = jsv!(null), "position 0 was asked of a map"),
        (jsv!("x"), |value| value[&0usize] = jsv!(null), "position 0 was asked of a text"),
        (jsv!([]), |value| value["a"] = jsv!(null), "key \"a\" was asked of a list"),
        (jsv!("x"), |value| value["a"]["b"] = jsv!(null), "key \"a\" was asked of a text"),
    ];
    for (mut value, change, expected) in table {
        let kept = value.clone();
        let panic = catch_unwind(AssertUnwindSafe(|| change(&mut value))).unwrap_err();
        assert_eq!(panic.downcast_ref::<String>().map(String::as_str), Some(expected));
        assert_eq!(value, kept);
    }
}

#[test]
fn maps_keep_repeated_keys_and_answer_the_last() {
    let mut map: Map = from_str("{a:1,b:2,a:3}").unwrap();
    assert_eq!((map.len(), map.is_empty(), &map["a"], &map["c"]), (3, false, &jsv!(3), &jsv!(null)));
    assert!(map.keys().eq(["a", "b", "a"]) && map.values().eq(["1", "2", "3"]));
    assert!(map.iter().rev().eq([("a", &jsv!(3)), ("b", &jsv!(2)), ("a", &jsv!(1))]));
    assert_eq!(map.insert("a", 4), Some(jsv!(3)));
    assert_eq!(map.insert("c", 5), None);
    assert_eq!(map.iter().len(), 4);
    assert_eq!(map.remove("a"), Some(jsv!(4)));
    assert_eq!(map.remove("a"), None);
    assert!(!map.contains_key("a") && map.contains_key("b"));
    for (_, value) in &mut map {
        *value = jsv!("x");
    }
    map.extend([("d", 6)]);
    assert_eq!(Value::from(map.clone()).to_string(), "{b:x,c:x,d:6}");
    assert!(map.into_iter().map(|(key, _)| key).eq(["b", "c", "d"]));
}

#[test]
fn maps_give_their_members_away() {
    let mut map: Map = from_str("{a:1,b:2,a:3,c:}").unwrap();
    map.retain(|key, value| {
        *value = jsv!([value.take()]);
        key != "b" && *value != jsv!([1])
    });
    assert_eq!(Value::from(map.clone()).to_string(), "{a:[3],c:[]}");
    assert_eq!(map["a"], jsv!([3]));
    map.extend([("a", 4)]);
    assert_eq!(map.values_mut().len(), 3);
    for value in map.values_mut().rev().take(2) {
        *value = jsv!("x");
    }
    assert!(map.clone().into_keys().eq(["a", "c", "a"]));
    assert!(map.clone().into_values().eq([jsv!([3]), jsv!("x"), jsv!("x")]));
    map.clear();
    assert_eq!(map, Map::new());
    let text = String::from("{key:bare}");
    let inside = |part: &Cow<str>| text.as_bytes().as_ptr_range().contains(&part.as_ptr());
    let map: Map = from_str(&text).unwrap();
    assert!(map.into_keys().all(|key| inside(&key)), "borrowed keys are handed on");
}

#[test]
fn wide_maps_are_linear() {
    // A search for each key would be five thousand million comparisons.
    let members: Vec<String> = (0..100_000).map(|index| format!("key{index}:{index}")).collect();
    let text = format!("{{{}}}", members.join(","));
    let value = read(&text);
    assert_eq!(value.as_map().map(Map::len), Some(100_000));
    assert_eq!(value["key99999"], "99999");
    assert_eq!(value.to_string(), text);
    assert_eq!(to_value(&value).unwrap(), value);
    let typed: BTreeMap<String, u32> = from_value(value).unwrap();
    assert_eq!(typed["key77777"], 77777);
}

type MapChange = fn(&mut Map<'static>);

fn occupied<'m>(map: &'m mut Map<'static>) -> OccupiedEntry<'m, 'static> {
    match map.entry("a") {
        Entry::Occupied(member) => member,
        Entry::Vacant(place) => panic!("no member {}", place.key()),
    }
}

#[test]
fn entries_are_found_once() {
    let table: [(&str, MapChange, &str); 13] = [
        ("{a:1}", |map| *map.entry("a").or_insert(2) = jsv!(3), "{a:3}"),
        ("{a:1}", |map| *map.entry("b").or_insert(2) = jsv!(3), "{a:1,b:3}"),
        ("{a:1}", |map| assert_eq!(map.entry("b").or_insert(2), "2"), "{a:1,b:2}"),
        ("{a:1,b:2,a:3}", |map| assert_eq!(map.entry("a").or_insert(4), "3"), "{a:1,b:2,a:3}"),
        ("{a:1}", |map| assert_eq!(map.entry("a").or_insert_with(|| -> Value { panic!() }), "1"), "{a:1}"),
        (
            "{}",
            |map| assert!(map.entry(String::from("a:b")).or_insert_with(|| [1]).is_list()),
            "{\"a:b\":[1]}",
        ),
        ("{}", |map| assert!(map.entry("a").or_default().is_null()), "{a:}"),
        (
            "{a:1,a:2}",
            |map| assert!(map.entry("a").and_modify(|two| *two = jsv!([])).or_default().is_list()),
            "{a:1,a:[]}",
        ),
        ("{A:1}", |map| assert_eq!(map.entry("a").and_modify(|_| panic!()).or_insert(0), "0"), "{A:1,a:0}"),
        ("{a:1}", |map| ["a", "b"].iter().for_each(|&key| assert_eq!(map.entry(key).key(), key)), "{a:1}"),
        ("{a:1,b:2,a:3,c:4,a:5}", |map| assert_eq!(occupied(map).remove(), "5"), "{b:2,c:4}"),
        ("{a:1,b:2,a:3,c:4}", |map| assert_eq!(occupied(map).insert("x"), "3"), "{a:1,b:2,a:x,c:4}"),
        ("{a:1,b:2}", |map| *occupied(map).into_mut() = jsv!({}), "{a:{},b:2}"),
    ];
    for (text, change, expected) in table {
        let mut map: Map = from_str(text).unwrap();
        change(&mut map);
        assert_eq!(Value::from(map).to_string(), expected, "{text}");
    }
    let mut map = Map::new();
    let Entry::Vacant(place) = map.entry("a") else { panic!("an empty map has no member") };
    assert_eq!(place.key(), "a");
    *place.insert(1) = jsv!(2);
    let mut member = occupied(&mut map);
    assert_eq!((member.key(), member.get()), ("a", &jsv!(2)));
    assert_eq!(member.get_mut().take(), "2");
    assert_eq!(map, Map::from([("a", ())]));
}

#[test]
fn indexes_of_maps_change_and_insert() {
    let mut map: Map = from_str("{a:1,b:2,a:3}").unwrap();
    map["a"] = jsv!(4);
    map[String::from("c").as_str()]["d"] = jsv!(5);
    assert_eq!(map["missing"], Value::Null);
    assert!(map["new"].take().is_null());
    assert_eq!(Value::from(map).to_string(), "{a:1,b:2,a:4,c:{d:5},new:}");
}

#[test]
fn texts_borrow_from_the_input() {
    let text = String::from("{key:bare,\"a:b\":\"quoted, too\",escaped:\"a\"\"b\",list:[x]}");
    let inside = |part: &str| text.as_bytes().as_ptr_range().contains(&part.as_ptr());
    let value = read(&text);
    let map = value.as_map().unwrap();
    assert!(map.keys().all(inside));
    for (pointer, borrowed) in [("/key", true), ("/a:b", true), ("/escaped", false), ("/list/0", true)] {
        let Some(Value::Text(part)) = value.pointer(pointer) else { panic!("{pointer}") };
        assert_eq!((matches!(part, Cow::Borrowed(_)), inside(part)), (borrowed, borrowed), "{pointer}");
    }
    let names: Vec<Option<Text>> = from_str("[a,,\"b\"\"\"]").unwrap();
    let [Some(bare), None, Some(escaped)] = &names[..] else { panic!("{names:?}") };
    assert!(bare.is_borrowed() && !escaped.is_borrowed());
    assert_eq!((&bare[..], &escaped[..]), ("a", "b\""));
    // A tree gives its borrowed texts on: they outlive it.
    let borrowed: BTreeMap<&str, RestOf> = from_value(read("{a:{b:c}}")).unwrap();
    assert_eq!(borrowed["a"].b, "c");
}

#[derive(Debug, Deserialize)]
struct RestOf<'a> {
    b: &'a str,
}

#[test]
fn the_macro_takes_what_a_literal_may_hold() {
    let (id, name, tags) = (7, String::from("Ann"), vec!["x"]);
    let value = jsv!({
        id: id + 1,
        "name": name.as_str(),
        (format!("{}!", name)): [id, [null], {}, if id > 1 { "many" } else { "few" }, (1 + 2) * 3,],
        tags: tags,
        neg: -1.5,
        none: None::<u8>,
        nested: jsv!([1]),
        id: "again",
    });
    assert_eq!(value["id"], "again");
    assert_eq!(
        value.to_string(),
        "{id:again,name:Ann,Ann!:[7,[],{},many,9],tags:[x],neg:-1.5,none:,nested:[1]}"
    );
    assert_eq!(value["Ann!"][1], jsv!([null]));
    assert_eq!(jsv!(id), "7");
    assert_eq!(jsv!(null), Value::Null);
}
