//! A value with everything of the serde data model that the format can hold, and strategies that make them.

#![allow(clippy::option_option, reason = "the format holds it, but for `Some(None)`")]

use std::collections::BTreeMap;

use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;
use serde::{Deserialize, Serialize};
use serde_bytes::ByteBuf;

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Rich {
    numbers: Numbers,
    texts: Texts,
    kind: Kind,
    kinds: Vec<Kind>,
    maybe_kind: Option<Kind>,
    maps: Maps,
    lists: Lists,
    bytes: ByteBuf,
    maybe_bytes: Option<ByteBuf>,
    /// A unit writes nothing, so its field is left out.
    #[serde(default)]
    unit: (),
    #[serde(default)]
    marker: Marker,
    next: Option<Box<Rich>>,
    last: String,
}

#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
struct Marker;

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Numbers {
    i8: i8,
    i16: i16,
    i32: i32,
    i64: i64,
    i128: i128,
    u8: u8,
    u16: u16,
    u32: u32,
    u64: u64,
    u128: u128,
    f32: f32,
    f64: f64,
    flag: bool,
    maybe: Option<f64>,
    twice: Option<Option<i32>>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Texts {
    char: char,
    maybe_char: Option<char>,
    text: String,
    maybe_text: Option<String>,
    wrapped: Wrapped,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Wrapped(String);

/// A unit variant, and the three kinds with data.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) enum Kind {
    Unit,
    Newtype(String),
    Nothing(Option<i32>),
    Listed(Vec<String>),
    Tuple(i32, String, Option<bool>),
    Struct { text: Option<String>, list: Vec<i32>, inner: Box<Kind> },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
enum Suit {
    Clubs,
    Hearts,
    #[serde(rename = "a: {b}")]
    Odd,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Maps {
    by_text: BTreeMap<String, String>,
    by_number: BTreeMap<i64, Vec<String>>,
    by_large: BTreeMap<u128, bool>,
    by_flag: BTreeMap<bool, f32>,
    by_char: BTreeMap<char, char>,
    by_suit: BTreeMap<Suit, Suit>,
    nested: BTreeMap<String, BTreeMap<String, Kind>>,
    maybe: Option<BTreeMap<String, u8>>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Lists {
    options: Vec<Option<i32>>,
    maybe_texts: Vec<Option<String>>,
    grid: Vec<Vec<String>>,
    maybe: Option<Vec<bool>>,
    pair: (i32, String),
    triple: (Option<char>, (), Vec<f64>),
    array: [u8; 3],
    blobs: Vec<ByteBuf>,
    maps: Vec<BTreeMap<String, String>>,
}

/// Strings of every kind, most of them of the characters that mean something.
pub(crate) fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => "[\"{}\\[\\]:,;|' \t\r\na=\u{e9}\u{1f600}]{0,8}",
        1 => "[\"{}\\[\\],:a\r\n\u{feff}]{0,3}",
        1 => prop::sample::select(vec!["", "null", "True", "[]", "{}", "{a:b}", "[a,b]", "\"", "\"\"", "01", "1e5", " ", "\u{feff}"])
            .prop_map(str::to_owned),
        1 => any::<String>(),
    ]
}

fn character() -> impl Strategy<Value = char> {
    prop_oneof![prop::sample::select("\"{}[]:, \t\r\na\u{e9}".chars().collect::<Vec<_>>()), any::<char>()]
}

fn bytes() -> impl Strategy<Value = ByteBuf> {
    vec(any::<u8>(), 0..6).prop_map(ByteBuf::from)
}

/// A list whose only item writes nothing is an empty list in the text (§9): leave it out.
fn list<T: std::fmt::Debug + Clone>(
    item: impl Strategy<Value = T>,
    writes_nothing: fn(&T) -> bool,
) -> impl Strategy<Value = Vec<T>> {
    vec(item, 0..4).prop_filter(
        "a list whose one item writes nothing",
        move |list| !matches!(list.as_slice(), [only] if writes_nothing(only)),
    )
}

fn numbers() -> impl Strategy<Value = Numbers> {
    use proptest::num::{f32, f64};
    let signed = (any::<i8>(), any::<i16>(), any::<i32>(), any::<i64>(), any::<i128>());
    let unsigned = (any::<u8>(), any::<u16>(), any::<u32>(), any::<u64>(), any::<u128>());
    let twice = option::of(any::<i32>().prop_map(Some));
    let rest = (f32::ANY, f64::ANY, any::<bool>(), option::of(f64::ANY), twice);
    (signed, unsigned, rest).prop_map(|(signed, unsigned, rest)| {
        let (i8, i16, i32, i64, i128) = signed;
        let (u8, u16, u32, u64, u128) = unsigned;
        let (f32, f64, flag, maybe, twice) = rest;
        Numbers { i8, i16, i32, i64, i128, u8, u16, u32, u64, u128, f32, f64, flag, maybe, twice }
    })
}

fn texts() -> impl Strategy<Value = Texts> {
    (character(), option::of(character()), text(), option::of(text()), text()).prop_map(
        |(char, maybe_char, text, maybe_text, wrapped)| Texts {
            char,
            maybe_char,
            text,
            maybe_text,
            wrapped: Wrapped(wrapped),
        },
    )
}

fn kind() -> impl Strategy<Value = Kind> {
    let leaf = prop_oneof![
        Just(Kind::Unit),
        text().prop_map(Kind::Newtype),
        option::of(any::<i32>()).prop_map(Kind::Nothing),
        vec(text(), 0..3).prop_map(Kind::Listed),
        (any::<i32>(), text(), option::of(any::<bool>())).prop_map(|(a, b, c)| Kind::Tuple(a, b, c)),
    ];
    leaf.prop_recursive(3, 6, 1, |inner| {
        (option::of(text()), vec(any::<i32>(), 0..3), inner).prop_map(|(text, list, inner)| Kind::Struct {
            text,
            list,
            inner: Box::new(inner),
        })
    })
}

fn suit() -> impl Strategy<Value = Suit> {
    prop::sample::select(vec![Suit::Clubs, Suit::Hearts, Suit::Odd])
}

fn maps() -> impl Strategy<Value = Maps> {
    let keyed = (
        btree_map(text(), text(), 0..4),
        btree_map(any::<i64>(), vec(text(), 0..3), 0..3),
        btree_map(any::<u128>(), any::<bool>(), 0..3),
        btree_map(any::<bool>(), proptest::num::f32::ANY, 0..3),
        btree_map(character(), character(), 0..3),
        btree_map(suit(), suit(), 0..3),
    );
    let nested = btree_map(text(), btree_map(text(), kind(), 0..3), 0..3);
    (keyed, nested, option::of(btree_map(text(), any::<u8>(), 0..3))).prop_map(|(keyed, nested, maybe)| {
        let (by_text, by_number, by_large, by_flag, by_char, by_suit) = keyed;
        Maps { by_text, by_number, by_large, by_flag, by_char, by_suit, nested, maybe }
    })
}

fn lists() -> impl Strategy<Value = Lists> {
    let options =
        (list(option::of(any::<i32>()), Option::is_none), list(option::of(text()), Option::is_none));
    let plain = (vec(vec(text(), 0..3), 0..3), option::of(vec(any::<bool>(), 0..3)));
    let tuples = (
        (any::<i32>(), text()),
        (option::of(character()), Just(()), vec(proptest::num::f64::ANY, 0..3)),
        any::<[u8; 3]>(),
    );
    let others = (list(bytes(), |bytes| bytes.is_empty()), vec(btree_map(text(), text(), 0..3), 0..3));
    (options, plain, tuples, others).prop_map(|(options, plain, tuples, others)| Lists {
        options: options.0,
        maybe_texts: options.1,
        grid: plain.0,
        maybe: plain.1,
        pair: tuples.0,
        triple: tuples.1,
        array: tuples.2,
        blobs: others.0,
        maps: others.1,
    })
}

/// Values without what SPEC §9 says does not come back: a list whose one item writes nothing, a `None` map entry,
/// `Some(None)`, `Some(())`, `Some` of no bytes.
pub(crate) fn rich() -> impl Strategy<Value = Rich> {
    let maybe_bytes = option::of(bytes().prop_filter("no bytes", |bytes| !bytes.is_empty()));
    let kinds = (kind(), vec(kind(), 0..3), option::of(kind()));
    let leaf = (numbers(), texts(), kinds, maps(), lists(), bytes(), maybe_bytes, text()).prop_map(
        |(numbers, texts, (kind, kinds, maybe_kind), maps, lists, bytes, maybe_bytes, last)| Rich {
            numbers,
            texts,
            kind,
            kinds,
            maybe_kind,
            maps,
            lists,
            bytes,
            maybe_bytes,
            unit: (),
            marker: Marker,
            next: None,
            last,
        },
    );
    leaf.prop_recursive(2, 2, 1, |inner| {
        (inner.clone(), inner).prop_map(|(outer, next)| Rich { next: Some(Box::new(next)), ..outer })
    })
}
