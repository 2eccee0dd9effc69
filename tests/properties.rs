//! Whatever the format can hold comes back, through every shape the library has for it (SPEC §9 says what it cannot).

#![allow(clippy::unwrap_used, reason = "a test stops at what it cannot run")]

mod rich;

use std::collections::BTreeMap;
use std::fmt::Debug;

use jsv::csv::{ReaderBuilder, WriterBuilder};
use proptest::prelude::*;
use proptest::test_runner::Config;
use rich::{Rich, rich, text};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// `Debug` compares floats bit by bit and takes NaN for itself.
fn same<T: Debug>(written: &str, value: &T, read: jsv::Result<T>) -> Result<(), TestCaseError> {
    match read {
        Ok(read) => prop_assert_eq!(format!("{read:?}"), format!("{value:?}"), "written as {:?}", written),
        Err(error) => prop_assert!(false, "{error}: {value:?} was written as {written:?}"),
    }
    Ok(())
}

fn jsv<T: Serialize + DeserializeOwned + Debug>(value: &T) -> Result<(), TestCaseError> {
    let written = jsv::to_string(value).unwrap();
    same(&written, value, jsv::from_str(&written))?;
    same(&written, value, jsv::from_slice(written.as_bytes()))?;
    same(&written, value, jsv::from_reader(written.as_bytes()))
}

fn csv<T: Serialize + DeserializeOwned + Debug>(rows: &Vec<T>) -> Result<(), TestCaseError> {
    let written = jsv::csv::to_string(rows).unwrap();
    same(&written, rows, jsv::csv::from_str(&written))?;
    same(&written, rows, jsv::csv::rows(&written).collect())?;
    same(&written, rows, jsv::csv::Reader::from_reader(written.as_bytes()).deserialize().collect())
}

/// Through the tree that the value makes, and through the tree that its text makes: they are the same tree.
fn tree<T: Serialize + DeserializeOwned + Debug>(value: &T) -> Result<(), TestCaseError> {
    let written = jsv::to_string(value).unwrap();
    let made = jsv::to_value(value).unwrap();
    let read: jsv::Value<'_> = jsv::from_str(&written).unwrap();
    prop_assert_eq!(&made, &read, "written as {:?}", written);
    same(&written, value, jsv::from_value(made))?;
    same(&written, value, jsv::from_value(read))
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Row<T> {
    key: u32,
    cell: T,
}

/// One row before and one after, so that a cell that runs on is seen.
fn cell<T: Serialize + DeserializeOwned + Debug + Clone>(value: &T) -> Result<(), TestCaseError> {
    let row = |key| Row { key, cell: value.clone() };
    csv(&vec![row(1), row(2)])
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Field<T> {
    value: T,
}

proptest! {
    #![proptest_config(Config { failure_persistence: None, ..Config::default() })]

    #[test]
    fn rich_values_come_back_from_jsv(value in rich()) {
        jsv(&value)?;
        jsv(&vec![value.clone(), value])?;
    }

    #[test]
    fn rich_values_come_back_from_a_csv_cell(value in rich()) {
        cell(&value)?;
        cell(&vec![value])?;
    }

    /// Each field a cell of its own: `Some("")` and `None` differ there only with `distinguish_empty` (§8).
    #[test]
    fn rich_values_come_back_from_a_csv_row(value in rich()) {
        let rows = vec![value];
        let written = WriterBuilder::new().distinguish_empty(true).to_string(&rows).unwrap();
        same(&written, &rows, ReaderBuilder::new().distinguish_empty(true).from_str::<Rich>(&written))?;
    }

    #[test]
    fn rich_values_come_back_from_a_tree(value in rich()) {
        tree(&value)?;
    }

    /// A document, a field, an option, a list item, a map key, a map value, a variant's content.
    #[test]
    fn any_string_comes_back_in_every_jsv_position(value in text()) {
        jsv(&value)?;
        jsv(&Some(value.clone()))?;
        jsv(&Field { value: value.clone() })?;
        jsv(&Field { value: Some(value.clone()) })?;
        jsv(&vec![value.clone()])?;
        jsv(&vec![Some(value.clone()), None, Some(value.clone())])?;
        jsv(&BTreeMap::from([(value.clone(), value.clone()), ("key".to_owned(), value.clone())]))?;
        jsv(&vec![BTreeMap::from([(value.clone(), vec![value.clone()])])])?;
        jsv(&rich::Kind::Newtype(value))?;
    }

    #[test]
    fn any_string_comes_back_in_every_tree_position(value in text()) {
        tree(&value)?;
        tree(&Field { value: Some(value.clone()) })?;
        tree(&vec![Some(value.clone()), None, Some(value.clone())])?;
        tree(&BTreeMap::from([(value.clone(), value)]))?;
    }

    /// A cell, the only cell of its row, a cell without a header, and nested in a cell as on the list above.
    #[test]
    fn any_string_comes_back_in_every_csv_position(value in text()) {
        cell(&value)?;
        if !value.is_empty() {
            cell(&Some(value.clone()))?;
        }
        csv(&vec![Field { value: value.clone() }, Field { value: value.clone() }])?;
        cell(&Field { value: value.clone() })?;
        cell(&vec![value.clone()])?;
        cell(&vec![Some(value.clone()), None, Some(value.clone())])?;
        cell(&BTreeMap::from([(value.clone(), value.clone())]))?;
        cell(&vec![Field { value: BTreeMap::from([(value.clone(), vec![value.clone()])]) }])?;
        cell(&rich::Kind::Newtype(value))?;
    }

    /// Records are what they were, whatever stands in them and whatever the dialect.
    #[test]
    fn any_record_comes_back(
        records in prop::collection::vec(prop::collection::vec(text(), 1..4), 0..4),
        delimiter in prop::sample::select(b",;\t|".as_slice()),
        quote in prop::sample::select(b"\"'".as_slice()),
    ) {
        let written = WriterBuilder::new()
            .delimiter(delimiter)
            .quote(quote)
            .has_headers(false)
            .flexible(true)
            .to_string(&records)
            .unwrap();
        let mut reader = ReaderBuilder::new();
        reader.delimiter(delimiter).quote(quote).has_headers(false).flexible(true);
        same(&written, &records, reader.from_str::<Vec<String>>(&written))?;
    }

    /// Reading any text gives a value or an error: it does not panic, and the doors agree.
    #[test]
    fn any_text_is_a_value_or_an_error(damaged in text()) {
        let typed = jsv::from_str::<Rich>(&damaged);
        let skipped = jsv::from_str::<serde::de::IgnoredAny>(&damaged);
        let tree = jsv::from_str::<jsv::Value<'_>>(&damaged);
        prop_assert_eq!(skipped.is_ok(), tree.is_ok(), "skipping and the tree disagree on {:?}", &damaged);
        prop_assert!(tree.is_ok() || typed.is_err(), "typed reading accepts {:?}", &damaged);
        prop_assert_eq!(
            jsv::csv::from_str::<Vec<String>>(&damaged).is_ok(),
            jsv::csv::from_slice::<Vec<String>>(damaged.as_bytes()).is_ok()
        );
    }
}

/// Keys of a map that would take minutes if any of this were quadratic.
const KEYS: i32 = 100_000;

fn wide() -> BTreeMap<String, i32> {
    (0..KEYS).map(|key| (format!("Key{key:06}"), key)).collect()
}

#[test]
fn wide_maps_stay_linear() {
    let map = wide();
    let written = jsv::to_string(&map).unwrap();
    assert_eq!(jsv::from_str::<BTreeMap<String, i32>>(&written).unwrap(), map);
    assert_eq!(jsv::from_slice::<BTreeMap<String, i32>>(written.as_bytes()).unwrap(), map);
    assert_eq!(jsv::from_reader::<_, BTreeMap<String, i32>>(written.as_bytes()).unwrap(), map);
    let tree: jsv::Value<'_> = jsv::from_str(&written).unwrap();
    assert_eq!(tree.to_string(), written);
    assert_eq!(jsv::from_value::<BTreeMap<String, i32>>(tree).unwrap(), map);
}

/// Keys that match no field are searched for in vain, each in the same time.
#[test]
fn wide_structs_stay_linear() {
    #[derive(Debug, Deserialize, PartialEq)]
    struct Last {
        last: i32,
    }
    let mut map = wide();
    map.insert("last".to_owned(), 7);
    let written = jsv::to_string(&map).unwrap();
    assert_eq!(jsv::from_str::<Last>(&written).unwrap(), Last { last: 7 });
    let written = jsv::csv::to_string(&[map]).unwrap();
    assert_eq!(jsv::csv::from_str::<Last>(&written).unwrap(), [Last { last: 7 }]);
}

#[test]
fn wide_csv_stays_linear() {
    let rows = [wide(), wide()];
    let written = jsv::csv::to_string(&rows).unwrap();
    assert_eq!(jsv::csv::from_str::<BTreeMap<String, i32>>(&written).unwrap(), rows);
    let nested = [Row { key: 1, cell: wide() }];
    let written = jsv::csv::to_string(&nested).unwrap();
    assert_eq!(jsv::csv::from_str::<Row<BTreeMap<String, i32>>>(&written).unwrap()[0].cell, nested[0].cell);
}
