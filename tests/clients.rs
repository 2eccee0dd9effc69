//! What writers send that are not ServiceStack's own: read rightly, or refused by an error that names the cause. Each row
//! names the writer; the guide's page `other_clients` explains it.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that fails panics")]

use std::collections::BTreeMap;
use std::fmt::Debug;

use jsv::Options;
use serde::Deserialize;
use serde::de::DeserializeOwned;

#[cfg(any(feature = "chrono", feature = "jiff"))]
#[path = "clients/dates.rs"]
mod dates;
#[path = "clients/enums.rs"]
mod enums;
#[cfg(feature = "json")]
#[path = "clients/json.rs"]
mod json;
#[path = "clients/log.rs"]
mod log;
#[cfg(feature = "query")]
#[path = "clients/query.rs"]
mod query;

#[derive(Debug, Default, Clone, PartialEq, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
struct Order {
    id: Option<u32>,
    name: String,
    note: Option<String>,
    tags: Vec<String>,
    counts: Vec<Option<u32>>,
    meta: BTreeMap<String, String>,
    paid: bool,
    ship_to: Option<Address>,
    lines: Vec<Address>,
}

#[derive(Debug, Default, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Address {
    #[serde(default)]
    city: String,
}

fn city(name: &str) -> Address {
    Address { city: name.into() }
}

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(ToString::to_string).collect()
}

fn none() -> Order {
    Order::default()
}

/// A row of a table: the writer, its text, and the value that is read or the message of the error.
type Row<T> = (&'static str, &'static str, Result<T, &'static str>);

fn check_with<T: DeserializeOwned + Debug + PartialEq>(
    rows: impl IntoIterator<Item = Row<T>>,
    read: impl Fn(&str) -> jsv::Result<T>,
) {
    for (writer, text, expected) in rows {
        let read = read(text).map_err(|error| error.to_string());
        assert_eq!(read, expected.map_err(ToString::to_string), "{writer}: {text}");
    }
}

fn check<T: DeserializeOwned + Debug + PartialEq>(rows: impl IntoIterator<Item = Row<T>>) {
    check_with(rows, |text| jsv::from_str(text));
}

#[test]
fn texts_that_are_never_quoted() {
    check([
        ("Go", "{Id:7,Name:a b}", Ok(Order { id: Some(7), name: "a b".into(), ..none() })),
        ("Go", "{Tags:[a,,b]}", Ok(Order { tags: texts(&["a", "", "b"]), ..none() })),
        ("Zig", "{Counts:[1,,3]}", Ok(Order { counts: vec![Some(1), None, Some(3)], ..none() })),
        ("Ruby", "{Note:}", Ok(none())),
        ("Ruby", "{Id:,Name:}", Ok(none())),
        ("Zig", r#"{Name:5" disk}"#, Ok(Order { name: "5\" disk".into(), ..none() })),
        ("TypeScript", "{Tags:[a b,c:d,e}f]}", Ok(Order { tags: texts(&["a b", "c:d", "e}f"]), ..none() })),
        ("TypeScript", "{Paid:true,Tags:[]}", Ok(Order { paid: true, ..none() })),
        ("TypeScript", "{Paid:false}", Ok(none())),
        // What a comma divides is lost at the sender, or an error.
        ("TypeScript", "{Tags:[a,b,c]}", Ok(Order { tags: texts(&["a", "b", "c"]), ..none() })),
        (
            "Go",
            "{Name:Smith, John,Id:7}",
            Err("expected `:`, found \",Id:7}\"; a text with a comma stands in quotes, a list in brackets \
                 (line 1, column 18)"),
        ),
        (
            "Zig",
            "{Name:Smith, John}",
            Err("expected `:`, found \"}\"; a text with a comma stands in quotes, a list in brackets \
                 (line 1, column 18)"),
        ),
        ("Ruby", "{Name:a}b}", Err("expected the end of the text, found \"b}\" (line 1, column 9)")),
    ]);
}

#[test]
fn objects_that_became_text() {
    check([
        (
            "TypeScript",
            "{ShipTo:[object Object]}",
            Err(
                "ShipTo: expected a map, found a list; the sender converted an object to text (line 1, column 9)",
            ),
        ),
        (
            "TypeScript",
            r#"{ShipTo:"[object Object]"}"#,
            Err("ShipTo: expected a map, found \"[object Object]\"; the sender converted an object to text \
                 (line 1, column 9)"),
        ),
        (
            "TypeScript",
            "{Lines:[object Object]}",
            Err("Lines[0]: expected a map, found \"object Object\"; the sender converted an object to text \
                 (line 1, column 9)"),
        ),
        (
            "TypeScript",
            "{Lines:[[object Object],[object Object]]}",
            Err(
                "Lines[0]: expected a map, found a list; the sender converted an object to text (line 1, column 9)",
            ),
        ),
        (
            "TypeScript",
            "{Paid:[object Object]}",
            Err(
                "Paid: expected a boolean, found a list; the sender converted an object to text (line 1, column 7)",
            ),
        ),
        // A text may be any text.
        ("TypeScript", "{Name:[object Object]}", Ok(Order { name: "[object Object]".into(), ..none() })),
    ]);
    let read = |text: &str| jsv::csv::from_str::<Order>(text).map(|mut rows| rows.remove(0));
    check_with(
        [(
            "TypeScript",
            "Id,ShipTo\n7,[object Object]\n",
            Err("ShipTo: expected a map, found a list; the sender converted an object to text \
                 (record 1, line 2, column 3)"),
        )],
        read,
    );
    let streamed: Vec<_> =
        jsv::StreamDeserializer::<_, Order>::lines(&b"{Id:7}\n{ShipTo:[object Object]}\n"[..]).collect();
    assert_eq!(streamed[1].as_ref().unwrap_err().hint(), Some("the sender converted an object to text"));
}

#[test]
fn quotes_behind_backslashes() {
    const CAUSE: &str = "a quote in a quoted text is doubled, `\\\"` ends the text";
    check([
        (
            "Swift",
            r#"{Name:"say \"hi\""}"#,
            Err(
                "expected `,` or `}`, found \"hi\\\"\"}\"; a quote in a quoted text is doubled, `\\\"` ends the text \
                 (line 1, column 14)",
            ),
        ),
        (
            "Swift",
            r#"{Name:"a\""}"#,
            Err(
                "Name: unterminated quote; a quote in a quoted text is doubled, `\\\"` ends the text (line 1, column 7)",
            ),
        ),
        // A backslash is a character like others, at the end of a text too.
        ("Swift", r#"{Name:"a,\b"}"#, Ok(Order { name: "a,\\b".into(), ..none() })),
        (".NET", r#"{Name:"C:\"}"#, Ok(Order { name: "C:\\".into(), ..none() })),
    ]);
    for text in ["Name,Id\n\"say \\\"hi\\\"\",7\n", "Name,Id\n\"a\\\"b\n"] {
        let error = jsv::csv::from_str::<Order>(text).unwrap_err();
        assert_eq!(error.hint(), Some(CAUSE), "{text}: {error}");
    }
}

#[test]
fn lists_without_brackets() {
    check([
        ("Dart", "{Tags:a}", Ok(Order { tags: texts(&["a"]), ..none() })),
        ("Dart", r#"{Tags:"a,b"}"#, Ok(Order { tags: texts(&["a,b"]), ..none() })),
        (
            "Dart",
            "{Tags:a,b}",
            Err("expected `:`, found \"}\"; a text with a comma stands in quotes, a list in brackets \
                 (line 1, column 10)"),
        ),
        (
            "Dart",
            "{Tags:a,b,c,Id:7}",
            Err(
                "expected `:`, found \",c,Id:7}\"; a text with a comma stands in quotes, a list in brackets \
                 (line 1, column 10)",
            ),
        ),
    ]);
}

#[test]
fn empty_maps_and_nulls_of_php() {
    check([
        ("PHP", "{Id:,Note:b}", Ok(Order { note: Some("b".into()), ..none() })),
        ("PHP", "{Tags:[]}", Ok(none())),
        (
            "PHP",
            "{Meta:[],Id:1}",
            Err(
                "Meta: expected a map, found a list; an empty map is `{}`, `Options::empty_list_is_map` takes this \
                 for one (line 1, column 7)",
            ),
        ),
    ]);
    let options = Options::new().empty_list_is_map(true);
    check_with(
        [
            ("PHP", "{Meta:[],Id:1}", Ok(Order { id: Some(1), ..none() })),
            ("PHP", "{ShipTo:[]}", Ok(Order { ship_to: Some(city("")), ..none() })),
            ("PHP", "{Lines:[[],{City:Oslo}]}", Ok(Order { lines: vec![city(""), city("Oslo")], ..none() })),
            ("PHP", "[]", Ok(none())),
            ("PHP", "{Meta:[a]}", Err("Meta: expected a map, found a list (line 1, column 7)")),
            (
                "PHP",
                "{Meta:[}",
                Err("Meta: expected `,` or `]`, found the end of the text (line 1, column 9)"),
            ),
        ],
        |text| options.from_str(text),
    );
    let rows: Vec<Order> =
        jsv::csv::ReaderBuilder::new().options(options).from_str("Id,Meta\n1,[]\n2,\"[]\"\n").unwrap();
    assert_eq!(rows.len(), 2);
}

#[test]
fn the_published_escape_set() {
    check([
        ("published escapes", "{Name:http://x:80/a}", Ok(Order { name: "http://x:80/a".into(), ..none() })),
        (
            "published escapes",
            "{Name:a\r\nb,Id:7}",
            Ok(Order { name: "a\r\nb".into(), id: Some(7), ..none() }),
        ),
        (
            "published escapes",
            "{Tags:[a:b,c\nd,\re]}",
            Ok(Order { tags: texts(&["a:b", "c\nd", "\re"]), ..none() }),
        ),
        (
            "published escapes",
            "{Meta:{At:10:20:30,Path:C:\\x\n}}",
            Ok(Order {
                meta: BTreeMap::from([("At".into(), "10:20:30".into()), ("Path".into(), "C:\\x\n".into())]),
                ..none()
            }),
        ),
    ]);
}

#[test]
fn json_where_jsv_is_expected() {
    check([
        // What both have in common reads.
        (
            "JSON",
            r#"{"Id": 7, "Tags": ["a","b,c"] , "Paid": true}"#,
            Ok(Order { id: Some(7), tags: texts(&["a", "b,c"]), paid: true, ..none() }),
        ),
        (
            "JSON",
            r#"{"Id":null}"#,
            Err(
                "Id: expected an integer, found \"null\"; JSON's `null` is a text here, null is nothing at all \
                 (line 1, column 7)",
            ),
        ),
        (
            "JSON",
            r#"{"ShipTo":null}"#,
            Err(
                "ShipTo: expected a map, found \"null\"; JSON's `null` is a text here, null is nothing at all \
                 (line 1, column 11)",
            ),
        ),
    ]);
}

#[test]
fn snake_case_names() {
    #[derive(Debug, Clone, PartialEq, Deserialize)]
    #[serde(rename_all = "PascalCase")]
    struct Row {
        id: u8,
        last_name: String,
        age: Option<u8>,
    }

    let options = Options::new().ignore_underscores(true);
    let order = || Order { id: Some(7), ship_to: Some(city("Oslo")), ..none() };
    check_with(
        [
            ("?jsconfig=", "{id:7,ship_to:{city:Oslo}}", Ok(order())),
            ("?jsconfig=", "{ship_to:{city:Oslo},\"I_D\":7,un_known:[a,b]}", Ok(order())),
            (".NET", "{Id:7,ShipTo:{City:Oslo}}", Ok(order())),
            ("?jsconfig=", "{ship_to:,ShipTo:}", Err("duplicate field `ShipTo` (line 1, column 11)")),
        ],
        |text| options.from_str(text),
    );
    // Behind the first struct of a list, names that are no field's are told apart sooner.
    let list = ["{id:7,last_name:Ann,un_known:x,age:1}"; 4].join(",");
    let row = Row { id: 7, last_name: "Ann".into(), age: Some(1) };
    assert_eq!(options.from_str::<Vec<Row>>(&format!("[{list}]")).unwrap(), vec![row; 4]);
    // Without the option such a name is unknown.
    check([("?jsconfig=", "{ship_to:{city:Oslo},id:7}", Ok(Order { id: Some(7), ..none() }))]);
    let csv = "ship_to,id,other\r\n{city:Oslo},7,x\r\n";
    let rows: Vec<Order> = jsv::csv::ReaderBuilder::new().options(options).from_str(csv).unwrap();
    assert_eq!(rows, [order()]);
    #[cfg(feature = "query")]
    {
        let query = jsv::query::Options::new().options(options);
        assert_eq!(query.from_str::<Order>("?ship_to={c_ity:Oslo}&id=7").unwrap(), order());
        assert!(query.from_str::<Order>("?ship_to={}&shipTo={}").is_err());
    }
}

#[cfg(feature = "uuid")]
#[test]
fn upper_case_guids() {
    use uuid::{Uuid, uuid};

    #[derive(Debug, PartialEq, Deserialize)]
    struct Account {
        #[serde(with = "jsv::with::uuid")]
        id: Uuid,
    }

    let id = uuid!("6f9619ff-8b86-d011-b42d-00cf4fc964ff");
    check([
        ("Java", "{id:6F9619FF-8B86-D011-B42D-00CF4FC964FF}", Ok(Account { id })),
        ("Java", "{id:6F9619FF8B86D011B42D00CF4FC964FF}", Ok(Account { id })),
        ("Java", "{id:\"{6F9619FF-8B86-D011-B42D-00CF4FC964FF}\"}", Ok(Account { id })),
    ]);
}

/// A `null` on the next line is not what was found.
#[test]
fn a_hint_is_about_the_value_that_failed() {
    let errors: Vec<_> = jsv::csv::rows::<Vec<i32>>("a,b\n1,\nnull,2\n").filter_map(Result::err).collect();
    assert_eq!(errors.len(), 2);
    assert!(!errors[0].to_string().contains("null"), "{}", errors[0]);
    assert!(errors[1].to_string().contains("JSON's `null`"), "{}", errors[1]);
}
