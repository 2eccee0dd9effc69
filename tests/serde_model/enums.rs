//! All four kinds of variants, in every position.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{both_ways, read, refused};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
enum Shape {
    Empty,
    Circle(f64),
    Rectangle(f64, f64),
    Polygon {
        name: String,
        corners: Vec<(i32, i32)>,
    },
    Maybe(Option<u8>),
    Nested(Box<Shape>),
    Tagged(BTreeMap<String, u8>),
    Unit(()),
    #[serde(rename = "a:b")]
    Special(String),
    Nothing {},
}

fn table() -> Vec<(Shape, &'static str)> {
    vec![
        (Shape::Empty, "Empty"),
        (Shape::Circle(1.5), "{Circle:1.5}"),
        (Shape::Rectangle(1.0, 2.0), "{Rectangle:[1,2]}"),
        (
            Shape::Polygon { name: "x,y".into(), corners: vec![(0, 1), (2, 3)] },
            "{Polygon:{name:\"x,y\",corners:[[0,1],[2,3]]}}",
        ),
        (Shape::Maybe(None), "{Maybe:}"),
        (Shape::Maybe(Some(1)), "{Maybe:1}"),
        (Shape::Nested(Box::new(Shape::Empty)), "{Nested:Empty}"),
        (Shape::Nested(Box::new(Shape::Nested(Box::new(Shape::Maybe(None))))), "{Nested:{Nested:{Maybe:}}}"),
        (Shape::Tagged(BTreeMap::new()), "{Tagged:{}}"),
        (Shape::Unit(()), "{Unit:}"),
        (Shape::Special(String::new()), "{\"a:b\":\"\"}"),
        (Shape::Special("}".into()), "{\"a:b\":\"}\"}"),
        (Shape::Nothing {}, "{Nothing:{}}"),
    ]
}

#[test]
fn variants_in_every_position() {
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Field {
        shape: Shape,
        maybe: Option<Shape>,
    }
    for (shape, text) in table() {
        both_ways(&shape, text);
        both_ways(&vec![shape.clone(), Shape::Empty, shape.clone()], &format!("[{text},Empty,{text}]"));
        both_ways(&BTreeMap::from([(1, shape.clone())]), &format!("{{1:{text}}}"));
        both_ways(&(shape.clone(), 7), &format!("[{text},7]"));
        both_ways(&Field { shape: shape.clone(), maybe: None }, &format!("{{shape:{text}}}"));
        let both = Field { shape: shape.clone(), maybe: Some(shape) };
        both_ways(&both, &format!("{{shape:{text},maybe:{text}}}"));
    }
}

#[test]
fn names_match_exactly_first_then_in_any_case() {
    #[derive(Debug, PartialEq, Deserialize)]
    #[allow(non_camel_case_types)]
    enum Case {
        F,
        f,
        Long(u8),
        #[serde(alias = "two")]
        Second,
    }
    for (text, expected) in [
        ("F", Case::F),
        ("f", Case::f),
        (" f ", Case::f),
        ("\"F\"", Case::F),
        ("SECOND", Case::Second),
        ("TWO", Case::Second),
        ("{LONG:1}", Case::Long(1)),
        ("{ long :1}", Case::Long(1)),
        (" { \"Long\":1} ", Case::Long(1)),
        ("{long: 1 }", Case::Long(1)),
        ("{SECOND:}", Case::Second),
    ] {
        assert_eq!(read::<Case>(text), expected, "{text}");
    }
}

/// "Trimmed", but for a name that is declared with its white space.
#[test]
fn names_with_white_space_come_back() {
    #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
    enum Spaced {
        #[serde(rename = " a")]
        Before,
        #[serde(rename = "a")]
        Without,
        #[serde(rename = " ")]
        Space,
        #[serde(rename = "b ")]
        Holds(u8),
    }
    let all = vec![Spaced::Before, Spaced::Without, Spaced::Space, Spaced::Holds(1)];
    both_ways(&all, "[ a,a, ,{b :1}]");
    let tree: jsv::Value = jsv::from_str("[ a,a, ,{b :1}]").unwrap();
    assert_eq!(jsv::from_value::<Vec<Spaced>>(tree).unwrap(), all);
    for variant in &all[..3] {
        assert_eq!(read::<Spaced>(&jsv::to_string(variant).unwrap()), *variant);
        let keys = std::collections::BTreeMap::from([(variant.clone(), 1)]);
        both_ways(&keys, &jsv::to_string(&keys).unwrap());
        let cell = jsv::csv::to_string(&[(variant, 1)]).unwrap();
        let mut reader = jsv::csv::ReaderBuilder::new();
        assert_eq!(
            reader.has_headers(false).from_str::<(Spaced, u8)>(&cell).unwrap(),
            [(variant.clone(), 1)]
        );
    }
    assert_eq!(read::<Vec<Spaced>>("[  a, A,\ta]"), [Spaced::Without, Spaced::Without, Spaced::Without]);
}

/// A document that starts with a byte order mark would lose it (SPEC §1).
#[test]
fn names_keep_their_byte_order_mark() {
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    enum Marked {
        #[serde(rename = "\u{feff}x")]
        X,
    }
    both_ways(&Marked::X, "\"\u{feff}x\"");
    both_ways(&vec![Marked::X], "[\u{feff}x]");
}

#[test]
fn refused_variants() {
    for (text, message) in [
        ("", "unknown variant \"\", expected one of `Empty`"),
        ("\"\"", "unknown variant \"\", expected one of `Empty`"),
        ("Square", "unknown variant \"Square\", expected one of `Empty`"),
        ("null", "unknown variant \"null\", expected one of `Empty`"),
        ("{}", "expected a map with one variant, found an empty map"),
        ("{Square:1}", "unknown variant \"Square\", expected one of `Empty`"),
        ("[Empty]", "expected a variant's name, found a list"),
        ("Circle", "expected a map with one variant, found a variant's name without content"),
        ("Polygon", "expected a map with one variant, found a variant's name without content"),
        ("{Empty:x}", "Empty: expected nothing, found \"x\""),
        ("{Circle:x}", "Circle: expected a number, found \"x\""),
        ("{Circle:}", "Circle: expected a number, found \"\""),
        ("{Circle:1,Empty:}", "expected `}` behind the one variant, found \",Empty:}\""),
        ("{Circle:1,}", "expected `}` behind the one variant"),
        ("{Rectangle:[1]}", "Rectangle: expected tuple variant Shape::Rectangle with 2 elements, found 1"),
        ("{Rectangle:[1,2,3]}", "Rectangle: expected a list of 2 items, found 3"),
        ("{Polygon:{name:a}}", "Polygon: missing field `corners`"),
        ("{Polygon:}", "Polygon: expected a map, found nothing"),
        ("{Circle:1", "expected"),
        ("{Circle:1}x", "expected"),
    ] {
        let error = refused::<Shape>(text);
        assert!(error.starts_with(message), "{text}: {error}");
    }
}

#[test]
fn names_that_start_with_a_bracket_are_names_in_a_cell() {
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    enum Odd {
        #[serde(rename = "{x")]
        Map,
        #[serde(rename = "[y")]
        List,
        Data(Vec<u8>),
    }
    let rows = [(1, Odd::Map), (2, Odd::List), (3, Odd::Data(vec![1]))];
    let text = jsv::csv::to_string(&rows).unwrap();
    assert_eq!(text, "1,\"{x\"\r\n2,\"[y\"\r\n3,\"{Data:[1]}\"\r\n");
    let read = jsv::csv::ReaderBuilder::new().has_headers(false).from_str::<(u8, Odd)>(&text).unwrap();
    assert_eq!(read, rows);
}
