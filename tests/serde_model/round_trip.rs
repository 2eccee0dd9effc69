//! Structs, sequences, scalars, options and bytes.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use serde::{Deserialize, Serialize};
use serde_bytes::{ByteArray, ByteBuf};

use super::{both_ways, read, refused};

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
struct Leaf {
    id: u32,
    name: String,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
struct Branch {
    leaf: Leaf,
    leaves: Vec<Leaf>,
    by_name: BTreeMap<String, Leaf>,
    maybe: Option<Leaf>,
    more: Option<Vec<Branch>>,
    boxed: Option<Box<Branch>>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Unit;

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Newtype<T>(T);

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Pair(i32, String);

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Nothing {}

fn leaf(id: u32, name: &str) -> Leaf {
    Leaf { id, name: name.into() }
}

#[test]
fn nested_structs() {
    both_ways(&leaf(1, "a"), "{id:1,name:a}");
    both_ways(&leaf(1, ""), "{id:1,name:\"\"}");
    both_ways(&leaf(1, "say \"hi\", {x}"), "{id:1,name:\"say \"\"hi\"\", {x}\"}");
    both_ways(&Nothing {}, "{}");
    both_ways(&Branch::default(), "{leaf:{id:0,name:\"\"},leaves:[],by_name:{}}");
    let inner = Branch { leaf: leaf(2, "two"), ..Branch::default() };
    let full = Branch {
        leaf: leaf(1, "a:b"),
        leaves: vec![leaf(3, " "), leaf(4, "\r\n")],
        by_name: [("x,y".into(), leaf(5, "null"))].into(),
        maybe: Some(leaf(6, "]")),
        more: Some(vec![inner.clone()]),
        boxed: Some(Box::new(inner)),
    };
    both_ways(
        &full,
        "{leaf:{id:1,name:\"a:b\"},leaves:[{id:3,name: },{id:4,name:\"\r\n\"}],\
         by_name:{\"x,y\":{id:5,name:null}},maybe:{id:6,name:\"]\"},\
         more:[{leaf:{id:2,name:two},leaves:[],by_name:{}}],\
         boxed:{leaf:{id:2,name:two},leaves:[],by_name:{}}}",
    );
}

#[test]
fn integers() {
    both_ways(&i8::MIN, "-128");
    both_ways(&u8::MAX, "255");
    both_ways(&i16::MIN, "-32768");
    both_ways(&u16::MAX, "65535");
    both_ways(&i32::MIN, "-2147483648");
    both_ways(&u32::MAX, "4294967295");
    both_ways(&i64::MIN, "-9223372036854775808");
    both_ways(&u64::MAX, "18446744073709551615");
    both_ways(&i128::MIN, "-170141183460469231731687303715884105728");
    both_ways(&i128::MAX, "170141183460469231731687303715884105727");
    both_ways(&u128::MAX, "340282366920938463463374607431768211455");
    both_ways(&vec![i128::MIN, 0, 1], "[-170141183460469231731687303715884105728,0,1]");
    both_ways(&isize::MIN, &isize::MIN.to_string());
    both_ways(&usize::MAX, &usize::MAX.to_string());
    both_ways(&std::num::NonZeroU8::MIN, "1");
    assert_eq!(
        refused::<u128>("340282366920938463463374607431768211456"),
        "\"340282366920938463463374607431768211456\" is out of range for u128 (line 1, column 1)"
    );
    assert!(refused::<std::num::NonZeroU8>("0").contains("nonzero"));
}

#[test]
fn floats_booleans_and_characters() {
    both_ways(&0.1_f32, "0.1");
    both_ways(&-0.0_f64, "-0");
    assert!(read::<f64>("-0").is_sign_negative());
    both_ways(&1e17_f64, "1E+17");
    both_ways(&1.5e-7_f64, "1.5E-07");
    both_ways(&f64::MAX, "1.7976931348623157e+308");
    both_ways(&f32::MIN, "-3.4028235e+38");
    both_ways(&f64::NEG_INFINITY, "-Infinity");
    assert_eq!(jsv::to_string(&f32::NAN).unwrap(), "NaN");
    assert!(read::<f32>("NaN").is_nan());
    both_ways(&true, "True");
    both_ways(&false, "False");
    both_ways(&'a', "a");
    both_ways(&'é', "é");
    both_ways(&'\u{1F600}', "\u{1F600}");
    both_ways(&' ', " ");
    both_ways(&',', "\",\"");
    both_ways(&'"', "\"\"\"\"");
    both_ways(&'\n', "\"\n\"");
    both_ways(&vec!['a', '}', ' '], "[a,\"}\", ]");
}

#[test]
fn strings_in_every_position() {
    let table = [
        ("", "\"\""),
        ("a", "a"),
        (" a ", " a "),
        ("null", "null"),
        ("True", "True"),
        ("01234", "01234"),
        ("x\"y", "\"x\"\"y\""),
        ("a:b", "\"a:b\""),
        ("[", "\"[\""),
        ("\t", "\t"),
        ("ünï", "ünï"),
        ("\u{feff}a", "\u{feff}a"),
    ];
    for (string, text) in table {
        let string = string.to_string();
        // A document that starts with a byte order mark is quoted, or the mark would be skipped.
        let marked = format!("\"{text}\"");
        let document = if string.starts_with('\u{feff}') { &marked } else { text };
        both_ways(&string, document);
        both_ways(&vec![string.clone(), string.clone()], &format!("[{text},{text}]"));
        both_ways(&Newtype((string.clone(), 1)), &format!("[{text},1]"));
        both_ways(&BTreeMap::from([(string.clone(), string.clone())]), &format!("{{{text}:{text}}}"));
        both_ways(&Leaf { id: 1, name: string.clone() }, &format!("{{id:1,name:{text}}}"));
        both_ways(&Some(string), document);
    }
}

#[test]
fn sequences() {
    both_ways(&Vec::<u8>::new(), "[]");
    both_ways(&vec![1, 2, 3], "[1,2,3]");
    both_ways(&vec![vec![1], vec![], vec![2, 3]], "[[1],[],[2,3]]");
    both_ways(&[1_u8; 3], "[1,1,1]");
    both_ways(&(1, "a".to_string(), true), "[1,a,True]");
    both_ways(&((1, 2), [3, 4]), "[[1,2],[3,4]]");
    both_ways(&(1,), "[1]");
    both_ways(&Pair(1, "x,y".into()), "[1,\"x,y\"]");
    both_ways(&BTreeSet::from(["b".to_string(), "a".to_string()]), "[a,b]");
    both_ways(&VecDeque::from([1, 2]), "[1,2]");
    both_ways(&vec![String::new()], "[\"\"]");
    both_ways(&vec![leaf(1, "a")], "[{id:1,name:a}]");
    assert_eq!(refused::<(u8, u8)>("[1]"), "expected a tuple of size 2, found 1 (line 1, column 1)");
    assert_eq!(refused::<(u8, u8)>("[1,2,3]"), "expected a list of 2 items, found 3 (line 1, column 6)");
    assert_eq!(refused::<[u8; 2]>("[1,2,3]"), "expected a list of 2 items, found 3 (line 1, column 6)");
    assert_eq!(refused::<Pair>("[1,a,]"), "expected a list of 2 items, found 3 (line 1, column 6)");
    assert_eq!(refused::<[u8; 0]>("[1]"), "expected a list of 0 items, found 1 (line 1, column 2)");
}

#[test]
fn newtypes_and_units() {
    both_ways(&Newtype(5), "5");
    both_ways(&Newtype(Newtype("a,b".to_string())), "\"a,b\"");
    both_ways(&Newtype(leaf(1, "a")), "{id:1,name:a}");
    both_ways(&vec![Newtype(Some(1)), Newtype(None)], "[1,]");
    both_ways(&(), "");
    both_ways(&Unit, "");
    both_ways(&Newtype(Unit), "");
    both_ways(&vec![Unit, Unit], "[,]");
    both_ways(&((), 1, Unit), "[,1,]");
    assert_eq!(refused::<()>("a"), "expected nothing, found \"a\" (line 1, column 1)");
    assert_eq!(
        refused::<Unit>("null"),
        "expected nothing, found \"null\"; JSON's `null` is a text here, null is nothing at all (line 1, column 1)"
    );
    // A unit leaves out its field, and serde has no default for a field that is no `Option`.
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Fields {
        #[serde(default)]
        unit: (),
        a: Newtype<Option<u8>>,
        b: u8,
    }
    assert_eq!(jsv::to_string(&Fields { unit: (), a: Newtype(None), b: 1 }).unwrap(), "{b:1}");
    assert_eq!(refused::<Fields>("{b:1}"), "missing field `a` (line 1, column 1)");
    assert_eq!(read::<Fields>("{unit:,a:,b:1}"), Fields { unit: (), a: Newtype(None), b: 1 });
}

#[test]
fn options() {
    both_ways(&None::<u8>, "");
    both_ways(&Some(1), "1");
    both_ways(&Some(String::new()), "\"\"");
    both_ways(&Some(Vec::<u8>::new()), "[]");
    both_ways(&vec![Some(1), None, Some(3)], "[1,,3]");
    both_ways(&vec![None::<u8>, None], "[,]");
    both_ways(&vec![Some(String::new()), None], "[\"\",]");
    both_ways(&(None::<u8>, Some('a'), None::<Leaf>), "[,a,]");
    both_ways(&BTreeMap::from([("a".to_string(), Some(1))]), "{a:1}");
    both_ways(&Some(Some(1)), "1");
    both_ways(&Some(Some(String::new())), "\"\"");
    both_ways(&None::<Option<String>>, "");
    // What the format cannot hold (SPEC §9).
    assert_eq!(jsv::to_string(&Some(None::<u8>)).unwrap(), "");
    assert_eq!(jsv::to_string(&Some(())).unwrap(), "");
    assert_eq!(read::<Option<()>>(""), None);
    assert_eq!(jsv::to_string(&BTreeMap::from([("a", None::<u8>)])).unwrap(), "{}");
    assert_eq!(read::<BTreeMap<String, Option<u8>>>("{a:}"), BTreeMap::from([("a".into(), None)]));
    assert_eq!(jsv::to_string(&[None::<u8>]).unwrap(), "[]");
    assert_eq!(read::<Vec<Option<u8>>>("[]"), []);
    assert_eq!(refused::<Option<u8>>("\"\""), "expected an integer, found \"\" (line 1, column 1)");
    assert_eq!(refused::<Option<Leaf>>("\"\""), "expected a map, found \"\" (line 1, column 1)");
}

#[test]
fn bytes() {
    let bytes = |text: &str| ByteBuf::from(text);
    both_ways(&bytes("hello"), "aGVsbG8=");
    both_ways(&ByteBuf::from([0xFB, 0xFF]), "+/8=");
    both_ways(&bytes(""), "");
    both_ways(&vec![bytes("a"), bytes("")], "[YQ==,]");
    both_ways(&ByteArray::new([1, 2, 3]), "AQID");
    both_ways(&Some(bytes("a")), "YQ==");
    both_ways(&BTreeMap::from([(1, bytes(""))]), "{1:}");
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Fields {
        #[serde(with = "serde_bytes")]
        data: Vec<u8>,
        #[serde(with = "serde_bytes")]
        maybe: Option<Vec<u8>>,
        list: Vec<u8>,
    }
    both_ways(&Fields { data: vec![], maybe: Some(vec![1]), list: vec![1] }, "{data:,maybe:AQ==,list:[1]}");
    for text in ["[1,2,3]", "\"AQID\"", " AQID ", "AQID"] {
        assert_eq!(read::<ByteBuf>(text), ByteBuf::from([1, 2, 3]), "{text}");
    }
    assert_eq!(read::<ByteBuf>("[]"), bytes(""));
    for text in ["AQI", "A*==", "[256]", "[a]", "{}", "AQID,AQID"] {
        assert!(jsv::from_str::<ByteBuf>(text).is_err(), "{text}");
    }
    assert_eq!(
        refused::<ByteBuf>("AQI"),
        "expected base64 or a list of bytes, found \"AQI\" (line 1, column 1)"
    );
}

#[test]
fn durations_ranges_and_networks_as_serde_writes_them() {
    both_ways(&std::time::Duration::new(1, 2), "{secs:1,nanos:2}");
    both_ways(&(1..5), "{start:1,end:5}");
    both_ways(&std::net::Ipv4Addr::LOCALHOST, "127.0.0.1");
    both_ways(&std::net::Ipv6Addr::LOCALHOST, "\"::1\"");
    both_ways(&Ok::<u8, String>(1), "{Ok:1}");
    both_ways(&std::path::PathBuf::from("a/b"), "a/b");
    both_ways(&std::cell::RefCell::new(1), "1");
}
