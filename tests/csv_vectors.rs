//! Every line of the CSV vectors, both ways (SPEC §6–§8).

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at what it cannot run")]

mod model;

use std::fmt::Debug;

use indexmap::IndexMap;
use jsv::csv::{ReaderBuilder, Terminator, WriterBuilder};
use model::cells;
use model::read::{Shown, shown};
use model::table::{Expect, Table, parse};
use model::{FlatRow, Text, UpdateAccount, UpdateAccountResponse, for_type};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

#[derive(Deserialize)]
struct Typed {
    r#type: String,
}

#[derive(Deserialize)]
#[serde(bound = "T: DeserializeOwned")]
struct Written<T> {
    rows: Vec<T>,
    csv: String,
    reads: Option<Vec<T>>,
}

#[derive(Deserialize)]
#[serde(bound = "T: DeserializeOwned")]
struct Read<T> {
    csv: String,
    expect: Expect<Vec<T>>,
    records: Option<Expect<Vec<Vec<String>>>>,
}

/// The text reads as `expected` through every door, and as rows of trees whenever it reads at all.
fn reads<T: DeserializeOwned + Debug>(table: &mut Table, csv: &str, expected: &Shown) {
    match cells::rows::<T>(csv) {
        Ok(found) => table.check("read", csv, expected, &found),
        Err(disagreement) => table.check_that("doors", csv, false, &disagreement),
    }
    if expected.is_ok() {
        let tree = shown(jsv::csv::from_str::<jsv::Value<'_>>(csv));
        table.check_that("tree", csv, tree.is_ok(), &format!("{tree:?}"));
    }
}

fn csv_write_line<T: Serialize + DeserializeOwned + Debug>(table: &mut Table, line: &str) {
    let Written::<T> { rows, csv, reads: other } = parse(line);
    match cells::to_text(&rows) {
        Ok(found) => table.check("write", &format!("{rows:?}"), &Ok(csv.clone()), &found),
        Err(disagreement) => table.check_that("doors", &csv, false, &disagreement),
    }
    let expected = Ok(format!("{:?}", other.as_ref().unwrap_or(&rows)));
    reads::<T>(table, &csv, &expected);
}

#[test]
fn csv_write() {
    Table::run("csv-write.jsonl", 278, |table, line| {
        let name = parse::<Typed>(line).r#type;
        for_type!(name.as_str(), csv_write_line(table, line));
    });
}

fn csv_read_line<T: DeserializeOwned + Debug + Serialize>(table: &mut Table, line: &str) {
    let Read::<T> { csv, expect, records } = parse(line);
    reads::<T>(table, &csv, &expect.shown());
    if let Some(records) = records {
        table.check("records", &csv, &records.shown(), &cells::records(&csv).unwrap_or_else(Err));
    }
}

#[test]
fn csv_read() {
    Table::run("csv-read.jsonl", 33, |table, line| {
        let name = parse::<Typed>(line).r#type;
        for_type!(name.as_str(), csv_read_line(table, line));
    });
}

#[test]
fn csv_mutated() {
    let mut records = 0;
    Table::run("csv-mutated.jsonl", 600, |table, line| {
        records += usize::from(line.contains("\"records\": "));
        let name = parse::<Typed>(line).r#type;
        for_type!(name.as_str(), csv_read_line(table, line));
    });
    assert_eq!(records, 600);
}

#[test]
fn csv_fields() {
    Table::run("csv-fields.jsonl", 44, |table, line| {
        let Read::<Vec<String>> { csv, expect, .. } = parse(line);
        table.check("records", &csv, &expect.shown(), &cells::records(&csv).unwrap_or_else(Err));
    });
}

#[derive(Deserialize)]
struct Dialect {
    separator: String,
    quote: String,
    row_separator: String,
    omit_headers: bool,
    rows: Vec<FlatRow>,
    csv: String,
}

fn dialect_line(table: &mut Table, line: &str) {
    let Dialect { separator, quote, row_separator, omit_headers, rows, csv } = parse(line);
    let [separator] = separator.as_bytes() else { panic!("one byte, not {separator:?}") };
    let [quote] = quote.as_bytes() else { panic!("one byte, not {quote:?}") };
    let terminator = match row_separator.as_str() {
        "\r\n" => Terminator::CRLF,
        "\n" => Terminator::Any(b'\n'),
        other => panic!("no such line end: {other:?}"),
    };
    let written = WriterBuilder::new()
        .delimiter(*separator)
        .quote(*quote)
        .terminator(terminator)
        .has_headers(!omit_headers)
        .to_string(&rows);
    table.check("write", line, &Ok(csv.clone()), &written.map_err(|error| error.to_string()));
    let mut reader = ReaderBuilder::new();
    reader.delimiter(*separator).quote(*quote).has_headers(!omit_headers);
    let expected = Ok(format!("{rows:?}"));
    table.check("read", &csv, &expected, &shown(reader.from_str::<FlatRow>(&csv)));
    let streamed: jsv::Result<Vec<FlatRow>> = reader.from_reader(csv.as_bytes()).deserialize().collect();
    table.check("read-stream", &csv, &expected, &shown(streamed));
}

#[derive(Deserialize)]
struct Shape<T> {
    rows: T,
    csv: String,
}

type Record = IndexMap<String, Text>;

/// The lines that name no separator are about what the rows are.
fn shape_line(table: &mut Table, line: &str, dialect: &str) {
    let unheaded = |csv: &str| ReaderBuilder::new().has_headers(false).from_str::<Vec<String>>(csv);
    match dialect {
        "list<map<string,string>>" => {
            let Shape::<Vec<Record>> { rows, csv } = parse(line);
            table.check("write", line, &Ok(csv.clone()), &cells::to_text(&rows).unwrap_or_else(Err));
            // Every row has every column of the union, and an empty cell is null (§7).
            let reads: Vec<Record> = parse(r#"[{"a":"x,y","b":"1","c":null},{"a":null,"b":null,"c":"3"}]"#);
            table.check(
                "read",
                &csv,
                &shown::<_, String>(Ok(reads)),
                &cells::rows::<Record>(&csv).unwrap_or_else(Err),
            );
        }
        "list<string>" => {
            let Shape::<Vec<String>> { rows, csv } = parse(line);
            table.check("write", line, &Ok(csv.clone()), &cells::to_text(&rows).unwrap_or_else(Err));
            table.check("read", &csv, &shown::<_, String>(Ok([rows])), &shown(unheaded(&csv)));
        }
        "list<i32>" => {
            let Shape::<Vec<i32>> { rows, csv } = parse(line);
            table.check("write", line, &Ok(csv.clone()), &cells::to_text(&rows).unwrap_or_else(Err));
            let read = ReaderBuilder::new().has_headers(false).from_str::<Vec<i32>>(&csv);
            table.check("read", &csv, &shown::<_, String>(Ok([rows])), &shown(read));
        }
        "one object" => {
            let Shape::<FlatRow> { rows, csv } = parse(line);
            table.check("write", line, &Ok(csv.clone()), &cells::to_text(&rows).unwrap_or_else(Err));
            table.check(
                "read",
                &csv,
                &shown::<_, String>(Ok([rows])),
                &cells::rows::<FlatRow>(&csv).unwrap_or_else(Err),
            );
        }
        "empty list" => {
            let Shape::<Vec<FlatRow>> { rows, csv } = parse(line);
            // No row tells the names: the type does.
            let mut builder = WriterBuilder::new();
            let written = builder.header_of::<FlatRow>().and_then(|builder| builder.to_string(&rows));
            table.check("write", line, &Ok(csv.clone()), &written.map_err(|error| error.to_string()));
            let names = jsv::csv::header_of::<FlatRow>().map(|names| names.join(",") + "\r\n");
            table.check("header", line, &Ok(csv.clone()), &names.map_err(|error| error.to_string()));
            let expected = shown::<_, String>(Ok(rows));
            table.check("read", &csv, &expected, &cells::rows::<FlatRow>(&csv).unwrap_or_else(Err));
        }
        unknown => panic!("no such dialect: {unknown}"),
    }
}

#[test]
fn csv_dialect() {
    #[derive(Deserialize)]
    struct Named {
        dialect: String,
    }
    let mut shapes = 0;
    Table::run("csv-dialect.jsonl", 13, |table, line| {
        if line.contains("\"separator\": ") {
            dialect_line(table, line);
        } else {
            shapes += 1;
            shape_line(table, line, &parse::<Named>(line).dialect);
        }
    });
    assert_eq!(shapes, 5);
}

/// The bodies of the sample page read into structs and write back to the same bytes.
#[test]
fn sample_bodies() {
    fn same<T: DeserializeOwned + Serialize + Debug>(csv: &str) {
        let rows = jsv::csv::from_str::<T>(csv).unwrap();
        assert_eq!(rows.len(), 1);
        assert_eq!(jsv::csv::to_string(&rows).unwrap(), csv);
        let streamed = cells::rows::<T>(csv).unwrap();
        assert_eq!(streamed, Ok(format!("{rows:?}")));
    }
    let request = include_str!("sample/update-account-request.csv");
    let response = include_str!("sample/update-account-response.csv");
    assert_eq!((request.len(), request.matches("\r\n").count()), (1395, 2));
    assert_eq!((response.len(), response.matches("\r\n").count()), (62, 2));
    same::<UpdateAccount>(request);
    same::<UpdateAccountResponse>(response);
}
