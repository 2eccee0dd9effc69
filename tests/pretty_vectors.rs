//! Pretty-printed JSV (SPEC §3, §12): what the reference prints reads back with insignificant white space.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at what it cannot run")]

mod model;

use std::fmt::Debug;

use model::for_type;
use model::read::{Shown, shown};
use model::table::{Table, parse};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

#[derive(Deserialize)]
struct Typed {
    r#type: String,
}

#[derive(Deserialize)]
struct PrettyRead<T> {
    value: T,
    pretty: String,
}

fn pretty_read_line<T: Serialize + DeserializeOwned + Debug>(table: &mut Table, line: &str) {
    let PrettyRead::<T> { value, pretty } = parse(line);
    let expected = Ok(format!("{value:?}"));
    let options = jsv::Options::new().insignificant_whitespace(true);
    table.check("read", &pretty, &expected, &shown(options.from_str::<T>(&pretty)));
    table.check("read-slice", &pretty, &expected, &shown(options.from_slice::<T>(pretty.as_bytes())));
    table.check("read-reader", &pretty, &expected, &shown(options.from_reader::<_, T>(pretty.as_bytes())));
    let tree = shown(options.from_str::<jsv::Value<'_>>(&pretty));
    table.check_that("tree", &pretty, tree.is_ok(), &format!("{tree:?}"));
    let written = jsv::to_string_pretty(&value).map_err(|error| error.to_string());
    table.check("write", &format!("{value:?}"), &Ok(pretty.clone()), &written);
    let own = written.map(|written| shown(options.from_str::<T>(&written)));
    table.check("round-trip", &pretty, &expected, &own.unwrap_or_else(Err));
}

#[test]
fn pretty_read() {
    Table::run("pretty-read.jsonl", 54, |table, line| {
        let name = parse::<Typed>(line).r#type;
        for_type!(name.as_str(), pretty_read_line(table, line));
    });
}

#[derive(Deserialize)]
struct Pretty {
    jsv: String,
    pretty: String,
}

/// The layout, written from the tree, and the tree read back from it and from the reference's own.
#[test]
fn pretty() {
    Table::run("pretty.jsonl", 12, |table, line| {
        let Pretty { jsv, pretty } = parse(line);
        let tree = jsv::from_str::<jsv::Value<'_>>(&jsv);
        let written: Shown = tree
            .as_ref()
            .map_err(ToString::to_string)
            .and_then(|tree| jsv::to_string_pretty(tree).map_err(|error| error.to_string()));
        table.check("write", &jsv, &Ok(pretty.clone()), &written);
        let options = jsv::Options::new().insignificant_whitespace(true);
        let read = shown(options.from_str::<jsv::Value<'_>>(&pretty));
        table.check("read", &pretty, &shown(tree.as_ref()), &read);
        let own = written.and_then(|written| shown(options.from_str::<jsv::Value<'_>>(&written)));
        table.check("round-trip", &jsv, &shown(tree.as_ref()), &own);
    });
}
