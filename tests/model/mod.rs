//! The types of the vectors (SPEC §12): field order is the order of the texts, a string may be null wherever it
//! stands, lists, maps and structs may be null as fields, everything else has a default.

#![allow(dead_code, unused_imports, unused_macros, reason = "each test binary uses its part of the model")]
#![allow(
    clippy::struct_excessive_bools,
    clippy::struct_field_names,
    reason = "the names are those of the texts"
)]

mod account;
pub(crate) mod cells;
pub(crate) mod read;
pub(crate) mod table;

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

pub(crate) use account::{Account, UpdateAccount, UpdateAccountResponse};

/// A string is null where nothing stands.
pub(crate) type Text = Option<String>;

#[derive(Debug, Default, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub(crate) enum Level {
    #[default]
    Low,
    Medium,
    High,
}

#[derive(Debug, Default, Clone, Serialize, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub(crate) struct Address {
    street: Text,
    city: Text,
    zip: Text,
}

#[derive(Debug, Default, Clone, Serialize, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub(crate) struct Order {
    id: i32,
    customer: Text,
    ship_to: Option<Address>,
    lines: Option<Vec<Line>>,
    tags: Option<Vec<Text>>,
    meta: Option<IndexMap<String, Text>>,
    paid: bool,
}

#[derive(Debug, Default, Clone, Serialize, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub(crate) struct Line {
    sku: Text,
    quantity: i32,
    price: f64,
}

#[derive(Debug, Default, Clone, Serialize, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub(crate) struct FlatRow {
    id: i32,
    name: Text,
    note: Text,
    amount: f64,
    active: bool,
    rank: Option<i32>,
    level: Level,
}

#[derive(Debug, Default, Clone, Serialize, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub(crate) struct Node {
    name: Text,
    weight: i32,
    children: Option<Vec<Node>>,
    next: Option<Box<Node>>,
}

#[derive(Debug, Default, Clone, Serialize, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub(crate) struct Scalars {
    bool: bool,
    u8: u8,
    i8: i8,
    i16: i16,
    u16: u16,
    i32: i32,
    u32: u32,
    i64: i64,
    u64: u64,
    f32: f32,
    f64: f64,
    text: Text,
    level: Level,
    maybe_int: Option<i32>,
    maybe_bool: Option<bool>,
    maybe_f64: Option<f64>,
    maybe_level: Option<Level>,
    last: Text,
}

#[derive(Debug, Default, Clone, Serialize, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub(crate) struct Containers {
    ints: Option<Vec<i32>>,
    texts: Option<Vec<Text>>,
    bools: Option<Vec<bool>>,
    doubles: Option<Vec<f64>>,
    array: Option<Vec<Text>>,
    grid: Option<Vec<Vec<i32>>>,
    text_grid: Option<Vec<Vec<Text>>>,
    map: Option<IndexMap<String, Text>>,
    int_map: Option<IndexMap<String, i32>>,
    keyed_by_int: Option<IndexMap<i32, Text>>,
    list_map: Option<IndexMap<String, Vec<Text>>>,
    map_map: Option<IndexMap<String, IndexMap<String, i32>>>,
    maps: Option<Vec<IndexMap<String, Text>>>,
    levels: Option<Vec<Level>>,
    maybe_ints: Option<Vec<Option<i32>>>,
}

/// Calls a generic function with the Rust type that a vector's `type` names: `for_type!(name, check(a, b))` is
/// `check::<T>(a, b)`.
macro_rules! for_type {
    ($name:expr, $function:ident ( $($argument:expr),* $(,)? )) => {{
        use indexmap::IndexMap;
        use $crate::model::{
            Account, Address, Containers, FlatRow, Node, Order, Scalars, Text, UpdateAccount, UpdateAccountResponse,
        };
        match $name {
            "UpdateAccount" => $function::<UpdateAccount>($($argument),*),
            "UpdateAccountResponse" => $function::<UpdateAccountResponse>($($argument),*),
            "Account" => $function::<Account>($($argument),*),
            "Scalars" => $function::<Scalars>($($argument),*),
            "Containers" => $function::<Containers>($($argument),*),
            "Node" => $function::<Node>($($argument),*),
            "Order" => $function::<Order>($($argument),*),
            "FlatRow" => $function::<FlatRow>($($argument),*),
            "Address" => $function::<Address>($($argument),*),
            "list<string>" => $function::<Vec<Text>>($($argument),*),
            "list<i32>" => $function::<Vec<i32>>($($argument),*),
            "list<bool>" => $function::<Vec<bool>>($($argument),*),
            "list<f64>" => $function::<Vec<f64>>($($argument),*),
            "list<i32?>" => $function::<Vec<Option<i32>>>($($argument),*),
            "list<list<i32>>" => $function::<Vec<Vec<i32>>>($($argument),*),
            "list<list<string>>" => $function::<Vec<Vec<Text>>>($($argument),*),
            "map<string,string>" => $function::<IndexMap<String, Text>>($($argument),*),
            "map<string,i32>" => $function::<IndexMap<String, i32>>($($argument),*),
            "map<i32,string>" => $function::<IndexMap<i32, Text>>($($argument),*),
            "map<string,list<string>>" => $function::<IndexMap<String, Vec<Text>>>($($argument),*),
            "map<string,map<string,i32>>" => $function::<IndexMap<String, IndexMap<String, i32>>>($($argument),*),
            "list<map<string,string>>" => $function::<Vec<IndexMap<String, Text>>>($($argument),*),
            unknown => panic!("the model has no type {unknown}"),
        }
    }};
}
pub(crate) use for_type;
