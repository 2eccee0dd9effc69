//! Every line of the JSV vectors and of `floats.tsv`, both ways (SPEC §2–§5).

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at what it cannot run")]

mod model;

use std::fmt::Debug;

use model::for_type;
use model::read::{self, Shown, shown};
use model::table::{Expect, Table, parse};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

#[derive(Deserialize)]
struct Typed {
    r#type: String,
}

#[derive(Deserialize)]
struct Written<T> {
    value: T,
    jsv: String,
    reads: Option<T>,
}

#[derive(Deserialize)]
struct Read<T> {
    jsv: String,
    expect: Expect<T>,
}

/// The text reads as `expected` through every door, and as a tree whenever it reads at all and needs no type: a list
/// without brackets does.
fn reads<T: DeserializeOwned + Debug>(table: &mut Table, text: &str, expected: &Shown) {
    match read::jsv::<T>(text) {
        Ok(found) => table.check("read", text, expected, &found),
        Err(disagreement) => table.check_that("doors", text, false, &disagreement),
    }
    let bracketed =
        |value: &String| text.trim_start().starts_with(if value.starts_with('[') { '[' } else { '{' });
    if expected.as_ref().is_ok_and(bracketed) {
        let tree = shown(jsv::from_str::<jsv::Value<'_>>(text));
        table.check_that("tree", text, tree.is_ok(), &format!("{tree:?}"));
    }
}

fn jsv_write_line<T: Serialize + DeserializeOwned + Debug>(table: &mut Table, line: &str) {
    let Written::<T> { value, jsv, reads: other } = parse(line);
    match read::to_jsv(&value) {
        Ok(found) => table.check("write", &format!("{value:?}"), &Ok(jsv.clone()), &found),
        Err(disagreement) => table.check_that("doors", &jsv, false, &disagreement),
    }
    let expected = Ok(format!("{:?}", other.as_ref().unwrap_or(&value)));
    reads::<T>(table, &jsv, &expected);
    // These texts are as the writer writes them, so the tree gives them back, and a typed value out of the tree is
    // the one out of the text.
    let tree = jsv::from_str::<jsv::Value<'_>>(&jsv);
    let written = tree.as_ref().map_err(ToString::to_string).map(ToString::to_string);
    table.check("tree-write", &jsv, &Ok(jsv.clone()), &written);
    let typed = shown(tree.and_then(jsv::from_value::<T>));
    table.check("tree-read", &jsv, &expected, &typed);
    table.check(
        "to-value",
        &jsv,
        &Ok(jsv.clone()),
        &jsv::to_value(&value).map(|v| v.to_string()).map_err(|e| e.to_string()),
    );
}

#[test]
fn jsv_write() {
    Table::run("jsv-write.jsonl", 438, |table, line| {
        let name = parse::<Typed>(line).r#type;
        for_type!(name.as_str(), jsv_write_line(table, line));
    });
}

fn jsv_read_line<T: DeserializeOwned + Debug + Serialize>(table: &mut Table, line: &str) {
    let Read::<T> { jsv, expect } = parse(line);
    reads::<T>(table, &jsv, &expect.shown());
}

#[test]
fn jsv_read() {
    Table::run("jsv-read.jsonl", 190, |table, line| {
        let name = parse::<Typed>(line).r#type;
        for_type!(name.as_str(), jsv_read_line(table, line));
    });
}

#[test]
fn jsv_mutated() {
    Table::run("jsv-mutated.jsonl", 600, |table, line| {
        let name = parse::<Typed>(line).r#type;
        for_type!(name.as_str(), jsv_read_line(table, line));
    });
}

/// Floats both ways: the bits give the text, and the text gives the bits through every door.
#[test]
fn floats() {
    let mut kinds = [0, 0];
    Table::run("floats.tsv", 4000, |table, line| {
        let columns: Vec<&str> = line.split('\t').collect();
        let [kind, bits, text] = columns[..] else { panic!("three columns, not {line:?}") };
        let (expected, written, read, read_bits) = match kind {
            "d" => {
                let bits = u64::from_str_radix(bits, 16).unwrap();
                let value = f64::from_bits(bits);
                let read_bits = jsv::from_str::<f64>(text).map(f64::to_bits);
                (bits, read::to_jsv(&value), read::jsv::<f64>(text), read_bits)
            }
            "f" => {
                let bits = u32::from_str_radix(bits, 16).unwrap();
                let value = f32::from_bits(bits);
                let read_bits = jsv::from_str::<f32>(text).map(|value| u64::from(value.to_bits()));
                (u64::from(bits), read::to_jsv(&value), read::jsv::<f32>(text), read_bits)
            }
            unknown => panic!("no such float: {unknown}"),
        };
        kinds[usize::from(kind == "f")] += 1;
        table.check("write", line, &Ok(text.to_owned()), &written.unwrap_or_else(Err));
        table.check("read", line, &shown::<_, String>(Ok(expected)), &shown(read_bits));
        table.check_that("doors", line, read.is_ok(), &format!("{read:?}"));
    });
    assert_eq!(kinds, [2000, 2000]);
}

/// The runner itself: what differs is named with both texts, what is exempt must fail, a panic is a failure.
#[test]
fn failures_are_seen() {
    fn message(run: fn()) -> String {
        *std::panic::catch_unwind(run).unwrap_err().downcast::<String>().unwrap()
    }
    let different = message(|| {
        Table::run("jsv-read.jsonl", 190, |table, _| {
            table.check("read", "[a]", &Ok("[a]".to_owned()), &Ok("[b]".to_owned()));
        });
    });
    assert!(different.starts_with("190 failures in 190 of 190 lines"), "{different}");
    let first = "jsv-read.jsonl:1 read\n   input: \"[a]\"\nexpected: [a]\n   found: [b]";
    assert!(different.contains(first), "{different}");
    let exempt = message(|| {
        Table::run("pretty.jsonl", 12, |table, _| {
            table.check_that("read", "", true, "");
            table.check_that("write", "", true, "");
        });
    });
    assert!(exempt.starts_with("2 failures in 1 of 12 lines"), "{exempt}");
    assert!(exempt.contains("pretty.jsonl:11 read: exempt, but it passes"), "{exempt}");
    let unchecked = message(|| Table::run("pretty.jsonl", 12, |_, _| ()));
    assert!(unchecked.contains("exempt, but never checked"), "{unchecked}");
    let panicked = message(|| Table::run("csv-read.jsonl", 33, |_, _| panic!("a panic of the library")));
    assert!(panicked.starts_with("33 failures in 33 of 33 lines"), "{panicked}");
    let short = message(|| Table::run("csv-read.jsonl", 34, |_, _| ()));
    assert!(short.contains("lines run"), "{short}");
}
