//! A value with everything of the serde data model that the format can hold; an absent field has its default, so that
//! most maps decode.

use std::collections::BTreeMap;

use arbitrary::Arbitrary;
use jsv::Value;
use serde::{Deserialize, Deserializer, Serialize};
use serde_bytes::ByteBuf;

#[derive(Debug, Clone, Default, Serialize, Deserialize, Arbitrary)]
#[serde(default)]
pub struct Rich {
    pub numbers: Numbers,
    pub texts: Texts,
    pub kind: Kind,
    pub kinds: Vec<Kind>,
    pub maybe_kind: Option<Kind>,
    pub maps: Maps,
    pub lists: Lists,
    #[serde(with = "serde_bytes")]
    pub bytes: Vec<u8>,
    pub unit: (),
    pub next: Option<Box<Rich>>,
    pub last: String,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize, Arbitrary)]
#[serde(default, rename_all = "PascalCase")]
pub struct Numbers {
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
}

#[derive(Debug, Clone, Default, Serialize, Deserialize, Arbitrary)]
#[serde(default)]
pub struct Texts {
    char: char,
    maybe_char: Option<char>,
    text: String,
    maybe_text: Option<String>,
    wrapped: Wrapped,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize, Arbitrary)]
pub struct Wrapped(String);

/// A unit variant, and the three kinds with data.
#[derive(Debug, Clone, Default, Serialize, Deserialize, Arbitrary)]
pub enum Kind {
    #[default]
    Unit,
    Newtype(String),
    Nothing(Option<i32>),
    Listed(Vec<String>),
    Tuple(i32, String, Option<bool>),
    Struct {
        text: Option<String>,
        list: Vec<i32>,
        inner: Box<Kind>,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Arbitrary)]
pub enum Suit {
    Clubs,
    Hearts,
    #[serde(rename = "a: {b}")]
    Odd,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize, Arbitrary)]
#[serde(default)]
pub struct Maps {
    by_text: BTreeMap<String, String>,
    by_number: BTreeMap<i64, Vec<String>>,
    by_large: BTreeMap<u128, bool>,
    by_flag: BTreeMap<bool, f32>,
    by_char: BTreeMap<char, char>,
    by_suit: BTreeMap<Suit, Suit>,
    nested: BTreeMap<String, BTreeMap<String, Kind>>,
    maybe: Option<BTreeMap<String, u8>>,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize, Arbitrary)]
#[serde(default)]
pub struct Lists {
    numbers: Vec<Option<i32>>,
    texts: Vec<Option<String>>,
    grid: Vec<Vec<String>>,
    maybe: Option<Vec<bool>>,
    pair: (i32, String),
    triple: (Option<char>, (), Vec<f64>),
    array: [u8; 3],
    blobs: Vec<ByteBufs>,
    maps: Vec<BTreeMap<String, String>>,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ByteBufs(ByteBuf);

impl<'a> Arbitrary<'a> for ByteBufs {
    fn arbitrary(source: &mut arbitrary::Unstructured<'a>) -> arbitrary::Result<Self> {
        Ok(ByteBufs(ByteBuf::from(Vec::<u8>::arbitrary(source)?)))
    }
}

impl Rich {
    /// Without what SPEC §9 says does not come back: a list whose one item writes nothing.
    pub fn writable(mut self) -> Self {
        let lists = &mut self.lists;
        if let [None] = lists.numbers[..] {
            lists.numbers.clear();
        }
        if let [None] = lists.texts[..] {
            lists.texts.clear();
        }
        if lists.blobs.len() == 1 && lists.blobs[0].0.is_empty() {
            lists.blobs.clear();
        }
        self.next = self.next.map(|next| Box::new(next.writable()));
        self
    }
}

/// A tree from a reader.
#[derive(Debug, PartialEq)]
pub struct Owned(pub Value<'static>);

impl<'de> Deserialize<'de> for Owned {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Value::deserialize(deserializer).map(|value| Owned(value.into_owned()))
    }
}
