//! SPEC §4's table, row by row: what a text means by the type asked for, as a document, as a field, as an item of a
//! list, and as a CSV cell. Reading and skipping agree on what is well-formed.

mod containers;
mod scalars;

use std::fmt::Debug;

use serde::Deserialize;
use serde::de::{DeserializeOwned, IgnoredAny};

/// What a text means in each position; `None` is an error.
struct Meaning<T> {
    document: Option<T>,
    field: Option<T>,
    item: Option<T>,
    cell: Option<T>,
}

fn all<T: Clone>(value: T) -> Meaning<T> {
    each(Some(value.clone()), Some(value.clone()), Some(value.clone()), Some(value))
}

fn none<T>() -> Meaning<T> {
    each(None, None, None, None)
}

fn each<T>(document: Option<T>, field: Option<T>, item: Option<T>, cell: Option<T>) -> Meaning<T> {
    Meaning { document, field, item, cell }
}

/// A document and a cell; as a field and an item the text is another value, or two.
fn top<T>(document: Option<T>, cell: Option<T>) -> Meaning<T> {
    each(document, None, None, cell)
}

#[derive(Debug, Deserialize)]
struct Field<T> {
    value: T,
}

#[derive(Debug, Deserialize)]
struct Cells<T> {
    value: T,
    #[allow(dead_code, reason = "stands behind the cell")]
    next: String,
}

fn as_cell(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

#[track_caller]
fn check<T: DeserializeOwned + Debug + PartialEq>(rows: &[(&str, Meaning<T>)]) {
    for (text, meaning) in rows {
        let document = jsv::from_str::<T>(text).ok();
        assert_eq!(document, meaning.document, "document {text:?}");

        let field_text = format!("{{value:{text}}}");
        let field = jsv::from_str::<Field<T>>(&field_text).ok().map(|field| field.value);
        assert_eq!(field, meaning.field, "field {field_text:?}");
        if field.is_some() {
            jsv::from_str::<IgnoredAny>(&field_text).unwrap();
        }

        let item_text = format!("[{text},{text}]");
        let item = jsv::from_str::<(T, T)>(&item_text).ok().map(|items| items.0);
        assert_eq!(item, meaning.item, "item {item_text:?}");
        if item.is_some() {
            jsv::from_str::<IgnoredAny>(&item_text).unwrap();
        }

        let mut cells = vec![as_cell(text)];
        // Behind white space a quote is ordinary text of an unquoted cell, and the cell's JSV is quoted.
        if !text.starts_with('"') && !text.contains([',', '\n']) || text.starts_with(['{', '[']) {
            cells.push((*text).to_string());
        }
        for cell in cells {
            let record = format!("value,next\n{cell},x\n");
            let rows = jsv::csv::from_str::<Cells<T>>(&record).ok();
            let value = rows.and_then(|rows| rows.into_iter().next()).map(|row| row.value);
            assert_eq!(value, meaning.cell, "cell {record:?}");
        }
    }
}
