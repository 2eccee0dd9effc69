//! A serializer puts text together before it goes out: nothing of it is lost or comes twice, whatever fails.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that fails panics")]

use std::collections::BTreeMap;
use std::fmt;
use std::io;

use jsv::{ErrorKind, Value, csv};
use serde::ser::{SerializeMap, SerializeSeq};
use serde::{Serialize, Serializer};

/// Texts of more bytes than are put together.
fn long() -> Vec<String> {
    (0..400).map(|number| format!("text {number}")).collect()
}

/// Fails behind so much text.
struct Fails(Vec<String>);

impl Serialize for Fails {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(None)?;
        for text in &self.0 {
            list.serialize_element(text)?;
        }
        list.serialize_element(&BTreeMap::from([([1], 2)]))?;
        list.end()
    }
}

#[test]
fn a_serializer_writes_on_after_an_error() {
    let mut serializer = jsv::Serializer::new(String::new());
    assert!(Fails(vec!["a".into()]).serialize(&mut serializer).is_err());
    [1, 2].serialize(&mut serializer).unwrap();
    "b,c".serialize(&mut serializer).unwrap();
    assert_eq!(serializer.into_inner(), r#"[1,2]"b,c""#);
}

#[test]
fn every_kind_of_value_is_all_there() {
    #[derive(Serialize)]
    enum Kind {
        Unit,
        Newtype(u8),
        Tuple(u8, u8),
        Struct { a: u8 },
    }
    let mut serializer = jsv::Serializer::new(String::new());
    let mut expected = String::new();
    macro_rules! each {
        ($($value:expr => $text:expr,)*) => {$(
            $value.serialize(&mut serializer).unwrap();
            expected.push_str($text);
            expected.push('|');
            "|".serialize(&mut serializer).unwrap();
        )*};
    }
    each! {
        1.5 => "1.5",
        None::<u8> => "",
        Some(true) => "True",
        () => "",
        'x' => "x",
        format_args!("{}-{}", 1, 2) => "1-2",
        Kind::Unit => "Unit",
        Kind::Newtype(1) => "{Newtype:1}",
        Kind::Tuple(1, 2) => "{Tuple:[1,2]}",
        Kind::Struct { a: 1 } => "{Struct:{a:1}}",
        BTreeMap::from([("a", [1])]) => "{a:[1]}",
        long() => jsv::to_string(&long()).unwrap().as_str(),
    }
    assert_eq!(serializer.into_inner(), expected);
}

/// Takes so many bytes, and then nothing.
struct Full(usize);

impl Full {
    fn takes(&mut self, length: usize) -> bool {
        let takes = length <= self.0;
        self.0 = self.0.saturating_sub(length);
        takes
    }
}

impl io::Write for Full {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.takes(bytes.len()) { Ok(bytes.len()) } else { Err(io::ErrorKind::StorageFull.into()) }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl fmt::Write for Full {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        if self.takes(text.len()) { Ok(()) } else { Err(fmt::Error) }
    }
}

#[test]
fn what_the_output_does_not_take_is_an_error() {
    let (text, value) = (jsv::to_string(&long()).unwrap(), long());
    let one = "x".repeat(5000);
    for room in 0..text.len() {
        let error = jsv::to_writer(Full(room), &value).unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::Io(error) if error.kind() == io::ErrorKind::StorageFull));
        assert!(value.serialize(&mut jsv::Serializer::new(Full(room))).is_err(), "{room}");
        assert!(room >= one.len() || jsv::to_writer(Full(room), &one).is_err(), "{room}");
    }
    jsv::to_writer(Full(text.len()), &value).unwrap();
    jsv::to_writer(Full(one.len()), &one).unwrap();
    // Nothing needs no room.
    jsv::to_writer(Full(0), &None::<u8>).unwrap();
}

#[test]
fn a_failure_that_somebody_tolerates_does_not_swallow_the_rest() {
    struct Tolerates;
    impl Serialize for Tolerates {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            let mut map = serializer.serialize_map(None)?;
            map.serialize_key("a")?;
            let _ = map.serialize_value(&Fails(vec!["b".into()]));
            map.serialize_entry("c", &1)?;
            map.end()
        }
    }
    // What was begun stays: it cannot be taken back.
    assert_eq!(jsv::to_string(&Tolerates).unwrap(), "{a:[b,{,c:1}");
}

#[test]
fn a_row_that_fails_behind_a_long_cell_is_taken_back() {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.serialize(&(1, long())).unwrap();
    assert!(writer.serialize(&(2, long(), Fails(long()))).is_err());
    writer.serialize((3, ["a"])).unwrap();
    let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
    let rows: Vec<(u8, Vec<String>)> = csv::ReaderBuilder::new().has_headers(false).from_str(&text).unwrap();
    assert_eq!(rows, [(1, long()), (3, vec!["a".to_owned()])]);
}

#[test]
fn a_digit_that_is_the_quote_is_doubled_in_numbers_too() {
    for quote in *b"159.-" {
        let row = (vec![5.5, 15.25, 1e10, -5.0], vec![11, 5, 515, -1], 55, 5.5);
        let text = csv::WriterBuilder::new().quote(quote).to_string(std::slice::from_ref(&row)).unwrap();
        let mut reader = csv::ReaderBuilder::new();
        reader.has_headers(false).quote(quote);
        let rows: Vec<(Vec<f64>, Vec<i32>, i32, f64)> = reader.from_str(&text).unwrap();
        assert_eq!(rows, [row], "{text}");
    }
}

fn assert_fits(value: &Value) {
    match value {
        Value::List(items) => {
            assert_eq!(items.capacity(), items.len(), "{value:?}");
            items.iter().for_each(assert_fits);
        }
        Value::Map(map) => map.values().for_each(assert_fits),
        _ => {}
    }
}

#[test]
fn a_tree_has_no_room_to_spare() {
    assert_fits(&jsv::from_str("[[a],[b,c,d,e,f],{a:[x]},{a:1,b:2,c:3,d:4,e:[]}]").unwrap());
}
