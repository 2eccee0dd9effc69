//! Query strings of other clients.

use jsv::query;
#[cfg(feature = "json")]
use serde::Deserialize;

use crate::{Order, city, none, texts};

#[test]
fn query_strings() {
    crate::check_with(
        [
            ("TypeScript", "Note&Id=7", Ok(Order { id: Some(7), ..none() })),
            ("TypeScript", "?Note=&Id=7", Ok(Order { id: Some(7), note: Some(String::new()), ..none() })),
            (
                "TypeScript",
                "Tags=a,b%20c,d:e&Paid=true",
                Ok(Order { tags: texts(&["a", "b c", "d:e"]), paid: true, ..none() }),
            ),
            (
                "TypeScript",
                "Id=7&ShipTo=%5Bobject%20Object%5D",
                Err(
                    "ShipTo: expected a map, found a list; the sender converted an object to text (line 1, column 13)",
                ),
            ),
            (
                "TypeScript",
                "Lines=[object+Object],[object+Object]",
                Err(
                    "Lines[0]: expected a map, found \"object Object\"; the sender converted an object to text \
                     (line 1, column 8)",
                ),
            ),
            (
                "TypeScript",
                "Lines=[object+Object]",
                Err(
                    "Lines[0]: expected a map, found \"object Object\"; the sender converted an object to text \
                     (line 1, column 8)",
                ),
            ),
            (
                "Go",
                "ShipTo={City:}&Counts=[1,,3]",
                Ok(Order { ship_to: Some(city("")), counts: vec![Some(1), None, Some(3)], ..none() }),
            ),
            // A server ignores `jsconfig`, as it does any name that the type does not have.
            (".NET", "Id=7&jsconfig=edv,dh:ut", Ok(Order { id: Some(7), ..none() })),
        ],
        query::from_str,
    );
}

#[cfg(feature = "json")]
#[test]
fn json_in_values() {
    let options = query::Options::new().json_values(true);
    crate::check_with(
        [
            (
                "Java",
                r#"ShipTo={"city":"A \"B\""}&Tags=["a","b,c"]"#,
                Ok(Order { ship_to: Some(city("A \"B\"")), tags: texts(&["a", "b,c"]), ..none() }),
            ),
            (
                "Python",
                "ShipTo=%7B%22City%22%3A+%22Oslo%22%7D&Note=null&Id=null",
                Ok(Order { ship_to: Some(city("Oslo")), ..none() }),
            ),
            ("Python", "Tags=[1,%20true,%20null]", Ok(Order { tags: texts(&["1", "true", ""]), ..none() })),
            (
                "Java",
                r#"Name="a"&Note=007"#,
                Ok(Order { name: "a".into(), note: Some("007".into()), ..none() }),
            ),
            (
                ".NET",
                "ShipTo={City:Oslo}&Tags=a,b",
                Ok(Order { ship_to: Some(city("Oslo")), tags: texts(&["a", "b"]), ..none() }),
            ),
            (".NET", "Name={\"a\":[1]}", Ok(Order { name: "{\"a\":[1]}".into(), ..none() })),
            (
                "Java",
                r#"Id=7&Counts=[1,"x"]"#,
                Err("Counts[1]: expected an integer, found \"x\" (line 1, column 13)"),
            ),
        ],
        |text| options.from_str(text),
    );
    // Without the option these are JSV: quotes stay, and `null` is a text.
    let order: Order = query::from_str(r#"Name="a"&Note=null"#).unwrap();
    assert_eq!((order.name.as_str(), order.note.as_deref()), ("\"a\"", Some("null")));
}

#[cfg(feature = "json")]
#[test]
fn values_borrow_from_json() {
    #[derive(Deserialize)]
    struct Search<'a> {
        #[serde(borrow)]
        tags: Vec<&'a str>,
    }

    let decoded = query::Query::parse("tags=[%22a%22,%22b%22]").unwrap();
    let search: Search<'_> = query::Options::new().json_values(true).from_query(&decoded).unwrap();
    assert_eq!(search.tags, ["a", "b"]);
}
