//! Adapters on the fields of a struct: optional, in lists, in other formats, as trees and queries.

#![cfg(all(feature = "chrono", feature = "uuid", feature = "rust_decimal"))]

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use jsv::{Options, Value};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
struct Order {
    #[serde(with = "jsv::with::chrono::instant")]
    placed: DateTime<Utc>,
    #[serde(default, with = "jsv::with::chrono::instant")]
    paid: Option<DateTime<Utc>>,
    #[serde(default, with = "jsv::with::chrono::duration")]
    steps: Vec<Option<TimeDelta>>,
    #[serde(default, with = "jsv::with::rust_decimal")]
    total: Option<Decimal>,
    #[serde(default, with = "jsv::with::uuid")]
    id: Option<Uuid>,
}

fn full() -> Order {
    Order {
        placed: "2024-05-01T10:20:30.5Z".parse().unwrap(),
        paid: Some("2024-05-02T00:00:00Z".parse().unwrap()),
        steps: vec![Some(TimeDelta::milliseconds(1_500)), None],
        total: Some(Decimal::new(1_250, 2)),
        id: Some(Uuid::from_u128(7)),
    }
}

const TEXT: &str = "{placed:2024-05-01T10:20:30.5000000Z,paid:2024-05-02,steps:[PT1.5S,],total:12.50,\
                    id:00000000000000000000000000000007}";

#[test]
fn optional_and_listed() {
    assert_eq!(jsv::to_string(&full()).unwrap(), TEXT);
    assert_eq!(jsv::from_str::<Order>(TEXT).unwrap(), full());
    assert_eq!(jsv::to_string(&Order::default()).unwrap(), "{placed:1970-01-01,steps:[]}");
    let empty = "{placed:1970-01-01,paid:,steps:,total:,id:}";
    assert_eq!(jsv::from_str::<Order>(empty).unwrap(), Order::default());
    assert_eq!(jsv::from_str::<Order>("{placed:1970-01-01}").unwrap(), Order::default());
    let error = jsv::from_str::<Order>("{placed:1970-01-01,steps:[PT1S,nope]}").unwrap_err();
    assert_eq!(error.to_string(), r#"steps[1]: expected a duration, found "nope" (line 1, column 32)"#);
    assert!(jsv::from_str::<Order>("{placed:}").is_err());
    assert!(jsv::from_str::<Order>("{placed:1970-01-01,paid:null}").is_err());
}

#[test]
fn rows() {
    let text = "placed,paid,steps,total,id\r\n\
                2024-05-01T10:20:30.5000000Z,2024-05-02,\"[PT1.5S,]\",12.50,00000000000000000000000000000007\r\n\
                1970-01-01,,\"[]\",,\r\n";
    assert_eq!(jsv::csv::to_string(&[full(), Order::default()]).unwrap(), text);
    assert_eq!(jsv::csv::from_str::<Order>(text).unwrap(), [full(), Order::default()]);
    let quoted = "placed,total\n\"\"\"2024-05-01\"\"\",\"\"\"1.50\"\"\"\n";
    let rows: Vec<Order> = jsv::csv::from_str(quoted).unwrap();
    assert_eq!(rows[0].total, Some(Decimal::new(150, 2)), "quoted within its cell");
}

/// A spreadsheet's formulas are texts: durations and decimals stay as they are, in rows and in lists.
#[test]
fn what_is_bare_opens_no_formula() {
    #[derive(Serialize)]
    struct Balance(#[serde(with = "jsv::with::rust_decimal")] Decimal);
    #[derive(Serialize)]
    struct Shift(#[serde(with = "jsv::with::chrono::duration")] TimeDelta);

    let mut escaping = jsv::csv::WriterBuilder::new();
    escaping.escape_formulas(true);
    let (balance, shift) = (|| Balance(Decimal::new(-150, 2)), || Shift(TimeDelta::seconds(-1)));
    let row = escaping.to_string(&[(balance(), shift(), "-1.50")]).unwrap();
    assert_eq!(row, "-1.50,-PT1S,'-1.50\r\n");
    assert_eq!(escaping.to_string(&[balance(), balance()]).unwrap(), "-1.50,-1.50\r\n");
    assert_eq!(escaping.to_string(&shift()).unwrap(), "-PT1S\r\n");
}

#[test]
fn other_formats_see_strings() {
    let json = r#"{"placed":"2024-05-01T10:20:30.5000000Z","paid":"2024-05-02","steps":["PT1.5S",null],"total":"12.50","id":"00000000000000000000000000000007"}"#;
    assert_eq!(serde_json::to_string(&full()).unwrap(), json);
    assert_eq!(serde_json::from_str::<Order>(json).unwrap(), full());
    let number: Order = serde_json::from_str(r#"{"placed":"1970-01-01","total":12.5}"#).unwrap();
    assert_eq!(number.total, Some(Decimal::new(125, 1)), "a decimal is a number in JSON");
    for map in [r#"{"x":"1"}"#, "{}", r#"{"$serde_json::private::Number":"1","x":"1"}"#] {
        assert!(
            serde_json::from_str::<Order>(&format!(r#"{{"placed":"1970-01-01","total":{map}}}"#)).is_err()
        );
    }
    assert!(serde_json::from_str::<Order>(r#"{"placed":0}"#).is_err());
}

#[test]
fn trees() {
    let tree = jsv::to_value(full()).unwrap();
    assert_eq!(tree, jsv::from_str::<Value<'_>>(TEXT).unwrap());
    assert_eq!(jsv::from_value::<Order>(tree).unwrap(), full());
}

#[test]
fn flattened() {
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Outer {
        name: String,
        #[serde(flatten)]
        order: Order,
    }
    let outer = Outer { name: "a".to_owned(), order: full() };
    let text = jsv::to_string(&outer).unwrap();
    assert_eq!(text, format!("{{name:a,{}", &TEXT[1..]));
    assert_eq!(jsv::from_str::<Outer>(&text).unwrap(), outer);
    let text = text.replace("12.50", "12.5");
    let inferred: Outer = Options::new().infer_scalars(true).from_str(&text).unwrap();
    assert_eq!(inferred.order.total, Some(Decimal::new(125, 1)), "a number where scalars are inferred");
}

#[test]
fn map_keys_are_quoted_where_they_have_colons() {
    #[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
    #[serde(transparent)]
    struct Key(#[serde(with = "jsv::with::chrono::instant")] DateTime<Utc>);
    let map = BTreeMap::from([
        (Key("2024-05-01T00:00:00Z".parse().unwrap()), 1),
        (Key("2024-05-01T10:20:30Z".parse().unwrap()), 2),
    ]);
    let text = r#"{2024-05-01:1,"2024-05-01T10:20:30Z":2}"#;
    assert_eq!(jsv::to_string(&map).unwrap(), text);
    assert_eq!(jsv::from_str::<BTreeMap<Key, i32>>(text).unwrap(), map);
}

#[cfg(feature = "query")]
#[test]
fn queries() {
    let query = "placed=2024-05-01T10%3a20%3a30.5000000Z&paid=2024-05-02&steps=PT1.5S,&total=12.50&\
                 id=00000000000000000000000000000007";
    assert_eq!(jsv::query::to_string(&full()).unwrap(), query);
    assert_eq!(jsv::query::from_str::<Order>(query).unwrap(), full());
    assert!(jsv::query::from_str::<Order>("placed=1970-01-01&paid=").is_err());
}
