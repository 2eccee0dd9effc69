//! `jsv::with::scalar`.

use std::collections::BTreeMap;

use jsv::Options;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// Serde reads it through its buffer, whatever the text.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(bound = "T: Serialize + DeserializeOwned")]
struct Flat<T> {
    #[serde(flatten)]
    inner: Inner<T>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(bound = "T: Serialize + DeserializeOwned")]
struct Inner<T> {
    #[serde(with = "jsv::with::scalar")]
    value: T,
}

fn read<T: Serialize + DeserializeOwned>(options: Options, text: &str) -> jsv::Result<T> {
    options.from_str::<Flat<T>>(&format!("{{value:{text}}}")).map(|flat| flat.inner.value)
}

/// `text` means the same with and without inference, and so does `json`.
#[track_caller]
fn means<T>(text: &str, json: &str, value: T)
where
    T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug,
{
    let value = Some(value);
    assert_eq!(read::<T>(Options::new(), text).ok(), value, "{text}");
    assert_eq!(read::<T>(Options::new().infer_scalars(true), text).ok(), value, "{text}, inferred");
    let json = serde_json::from_str::<Flat<T>>(&format!("{{\"value\":{json}}}"));
    assert_eq!(json.ok().map(|flat| flat.inner.value), value);
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
enum Side {
    Left,
    Right,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Id(u32);

#[test]
fn scalars_by_the_type_of_the_field() {
    means("5", "5", 5_i8);
    means("-5", "-5", -5_i16);
    means("5", "\"5\"", 5_u16);
    means(" 5 ", "\" 5 \"", 5_i32);
    means("\"5\"", "5", 5_u64);
    means("007", "\"007\"", 7_i64);
    means("18446744073709551615", "18446744073709551615", u64::MAX);
    let (least, greatest) = (i128::MIN.to_string(), u128::MAX.to_string());
    means(&least, &least, i128::MIN);
    means(&greatest, &format!("\"{greatest}\""), u128::MAX);
    means("1.5", "1.5", 1.5_f64);
    means("1E+20", "1e20", 1e20_f64);
    means("0.1", "0.1", 0.1_f32);
    means("3", "3", 3.0_f32);
    means("Infinity", "\"infinity\"", f64::INFINITY);
    means("True", "true", true);
    means("0", "0", false);
    means("on", "\"on\"", true);
    means("7", "7", '7');
    means("Left", "\"left\"", Side::Left);
    means("RIGHT", "\"Right\"", Side::Right);
    means("123", "123", Id(123));
    means("5", "5", Some(5));
    means("5", "5", Some(Some(Id(5))));
    means("", "null", None::<u8>);
    means("", "null", ());
    means("YQ==", "\"YQ==\"", serde_bytes::ByteBuf::from("a"));
    // Strings come back from what inference made of them.
    for text in ["123", "True", "1.5", "NaN", "01234", "1E+20", "-0", &least] {
        means(text, &format!("\"{text}\""), text.to_string());
        means(text, &format!("\"{text}\""), Some(text.to_string()));
    }
    means("", "null", String::new());
    means("\"\"", "\"\"", Some(String::new()));
}

#[test]
fn refused_scalars() {
    fn refused<T: Serialize + DeserializeOwned + std::fmt::Debug>(text: &str) -> String {
        let error = read::<T>(Options::new(), text).unwrap_err();
        error.to_string()
    }
    assert_eq!(refused::<u8>("x"), "expected an integer, found \"x\" (line 1, column 1)");
    assert_eq!(refused::<u8>("256"), "\"256\" is out of range for u8 (line 1, column 1)");
    assert_eq!(refused::<u8>("\"\""), "expected an integer, found \"\" (line 1, column 1)");
    assert_eq!(refused::<u8>(""), "expected an integer, found nothing (line 1, column 1)");
    assert_eq!(refused::<Option<u8>>("\"\""), "expected an integer, found \"\" (line 1, column 1)");
    assert_eq!(refused::<bool>("yes"), "expected a boolean, found \"yes\" (line 1, column 1)");
    assert!(refused::<Side>("up").starts_with("unknown variant \"up\", expected one of `Left`, `Right`"));
    let containers = "expected a text, a boolean, a number or nothing";
    assert!(refused::<u8>("[1]").starts_with(containers));
    assert!(refused::<u8>("{a:1}").starts_with(containers));
    let json = |text| serde_json::from_str::<Flat<u8>>(text).unwrap_err().to_string();
    assert!(json("{\"value\":\"x\"}").contains("expected an integer"));
    assert!(json("{\"value\":true}").contains("True"));
    assert!(json("{\"value\":{}}").contains(containers));
    assert!(json("{\"value\":1.5}").contains("expected an integer"));
}

/// The adapter in front of fields that borrow.
#[test]
fn borrowed_fields() {
    #[derive(Debug, Deserialize)]
    struct Outer<'a> {
        #[serde(flatten, borrow)]
        inner: Borrowing<'a>,
    }
    #[derive(Debug, Deserialize)]
    struct Borrowing<'a> {
        #[serde(with = "jsv::with::scalar")]
        name: &'a str,
        #[serde(with = "jsv::with::scalar", borrow)]
        note: Option<jsv::Text<'a>>,
    }
    let outer: Outer = jsv::from_str("{name:a,note:\"b,c\"}").unwrap();
    assert_eq!(outer.inner.name, "a");
    assert!(outer.inner.note.unwrap().is_borrowed());
}

/// A text of another meaning is the commonest error: it is of the same kind as without the adapter.
#[test]
fn errors_keep_their_kind() {
    #[derive(Debug, Deserialize)]
    struct Row<T: serde::de::DeserializeOwned> {
        #[serde(with = "jsv::with::scalar")]
        #[allow(dead_code, reason = "it is read")]
        value: T,
    }
    let error = jsv::from_str::<Row<i32>>("{value:x}").unwrap_err();
    assert!(matches!(error.kind(), jsv::ErrorKind::InvalidType { .. }), "{:?}", error.kind());
    assert_eq!(error.to_string(), "value: expected an integer, found \"x\" (line 1, column 8)");
}

/// In lists and as keys: a newtype with the adapter.
#[test]
fn lists_and_keys_by_a_newtype() {
    #[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
    struct Num(#[serde(with = "jsv::with::scalar")] i32);

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Outer {
        id: u8,
        #[serde(flatten)]
        rest: Rest,
    }
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Rest {
        list: Vec<Num>,
        map: BTreeMap<Num, Option<Num>>,
    }
    let outer =
        Outer { id: 1, rest: Rest { list: vec![Num(1), Num(2)], map: [(Num(3), Some(Num(4)))].into() } };
    super::both_ways(&outer, "{id:1,list:[1,2],map:{3:4}}");
    let json = serde_json::to_string(&outer).unwrap();
    assert_eq!(json, "{\"id\":1,\"list\":[1,2],\"map\":{\"3\":4}}");
    assert_eq!(serde_json::from_str::<Outer>(&json).unwrap(), outer);
}

/// Where serde does not buffer, the adapter changes nothing.
#[test]
fn plain_fields() {
    super::both_ways(&Inner { value: 5 }, "{value:5}");
    super::both_ways(&Inner { value: "a,b".to_string() }, "{value:\"a,b\"}");
    super::both_ways(&Inner { value: None::<bool> }.value, "");
    let rows: Vec<Inner<u8>> = jsv::csv::from_str("value\n7\n").unwrap();
    assert_eq!(rows, [Inner { value: 7 }]);
}
