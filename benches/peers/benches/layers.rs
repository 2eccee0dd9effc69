//! A criterion group for each layer, so that a regression shows where it is:
//! `cargo bench -p jsv-peers`, or with `-- grammar` one of them.

use std::{collections::BTreeMap, hint::black_box, time::Duration};

use criterion::{
    BenchmarkGroup, Criterion, Throughput, criterion_group, criterion_main, measurement::WallTime,
};
use jsv::grammar::{self, Quotes, Stop};
use jsv_peers::{
    accounts::{Owned, accounts},
    comparison,
    texts::{deep, long_plain, long_quoted, wide},
};
use serde::de::IgnoredAny;

type Group<'a> = BenchmarkGroup<'a, WallTime>;

fn group<'a>(criterion: &'a mut Criterion, name: &str) -> Group<'a> {
    let mut group = criterion.benchmark_group(name);
    group.sample_size(30).warm_up_time(Duration::from_millis(500)).measurement_time(Duration::from_secs(2));
    group
}

/// Every side of the named comparisons; results are dropped outside of the time.
fn comparisons(group: &mut Group<'_>, names: &[&str]) {
    for name in names {
        let comparison = comparison::named(name).unwrap_or_else(|| panic!("no comparison is named {name}"));
        (comparison.check)();
        for mut side in (comparison.sides)() {
            group.bench_function(format!("{name}/{}", side.name), |bencher| {
                bencher.iter_custom(|runs| (0..runs).map(|_| (side.run)()).sum());
            });
        }
    }
}

/// One of our own functions on a text.
fn ours<T>(group: &mut Group<'_>, name: &str, text: &str, work: impl Fn(&str) -> T) {
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function(name, |bencher| bencher.iter(|| black_box(work(black_box(text)))));
}

/// The search for the next delimiter, through the public parser that does nothing else, by the length of the tokens.
fn scan(criterion: &mut Criterion) {
    let mut group = group(criterion, "scan");
    for length in [3, 8, 80, 1_000] {
        let text = vec!["x".repeat(length); 100_000 / length].join(",");
        ours(&mut group, &format!("bare/{length}"), &text, |mut text| {
            let bare = grammar::bare(Stop::List);
            let mut tokens = 0_usize;
            while let Ok((rest, _)) = bare(text) {
                tokens += 1;
                let Some(rest) = rest.strip_prefix(',') else { break };
                text = rest;
            }
            tokens
        });
        ours(&mut group, &format!("memchr2/{length}"), &text, |text| {
            memchr::memchr2_iter(b',', b']', text.as_bytes()).count()
        });
    }
}

/// The recognizer alone: no serde, nothing converted.
fn grammar(criterion: &mut Criterion) {
    let mut group = group(criterion, "grammar");
    let value = |text: &str| grammar::value(Stop::End)(text).map(|(_, raw)| raw.len()).ok();
    ours(&mut group, "value/accounts", &accounts().jsv, value);
    ours(&mut group, "value/long-plain", &long_plain().jsv, value);
    ours(&mut group, "value/long-quoted", &long_quoted().jsv, value);
    ours(&mut group, "value/deep", &deep(100, 1_000).0, value);
    let quoted = format!("\"{}\"", "1234567\"\"".repeat(10_000));
    ours(&mut group, "quoted/escape-dense", &quoted, |text| {
        grammar::quoted(Quotes::Single)(text).map(|(_, token)| token.raw.len()).ok()
    });
}

fn deserialize(criterion: &mut Criterion) {
    let mut group = group(criterion, "deserialize");
    comparisons(
        &mut group,
        &["decode-borrowed", "decode-owned", "value", "skip", "long-quoted", "escape-dense"],
    );
    ours(&mut group, "long-plain", &long_plain().jsv, |text| {
        jsv::from_str::<Vec<&str>>(text).map(|texts| texts.len()).ok()
    });
    let (jsv, json) = deep(100, 1_000);
    ours(&mut group, "deep/skip/jsv", &jsv, |text| jsv::from_str::<IgnoredAny>(text).is_ok());
    ours(&mut group, "deep/skip/serde_json", &json, |text| serde_json::from_str::<IgnoredAny>(text).is_ok());
    ours(&mut group, "deep/value/jsv", &jsv, |text| jsv::from_str::<jsv::Value<'_>>(text).is_ok());
    ours(&mut group, "deep/value/serde_json", &json, |text| {
        serde_json::from_str::<serde_json::Value>(text).is_ok()
    });
    let map = wide(100_000);
    let (jsv, json) = (jsv::to_string(&map).expect("a map"), serde_json::to_string(&map).expect("a map"));
    ours(&mut group, "wide/map/jsv", &jsv, |text| {
        jsv::from_str::<BTreeMap<&str, &str>>(text).map(|map| map.len()).ok()
    });
    ours(&mut group, "wide/map/serde_json", &json, |text| {
        serde_json::from_str::<BTreeMap<&str, &str>>(text).map(|map| map.len()).ok()
    });
    ours(&mut group, "wide/value/jsv", &jsv, |text| jsv::from_str::<jsv::Value<'_>>(text).is_ok());
    ours(&mut group, "wide/value/serde_json", &json, |text| {
        serde_json::from_str::<serde_json::Value>(text).is_ok()
    });
}

fn serialize(criterion: &mut Criterion) {
    let mut group = group(criterion, "serialize");
    comparisons(&mut group, &["encode"]);
    ours(&mut group, "tree", &accounts().jsv, {
        let tree: jsv::Value<'_> = jsv::from_str(&accounts().jsv).expect("accounts read");
        move |_| jsv::to_string(&tree).map(|text| text.len()).ok()
    });
}

fn csv_records(criterion: &mut Criterion) {
    comparisons(&mut group(criterion, "csv_records"), &["csv-records"]);
}

fn csv_typed(criterion: &mut Criterion) {
    comparisons(&mut group(criterion, "csv_typed"), &["csv-decode", "csv-encode", "csv-nested"]);
}

fn query(criterion: &mut Criterion) {
    let mut group = group(criterion, "query");
    let account = &accounts().objects[0];
    let text = jsv::query::to_string(account).expect("an account writes as a query");
    ours(&mut group, "decode", &text, |text| jsv::query::from_str::<Owned>(text).expect("the query reads"));
    ours(&mut group, "encode", &text, |_| {
        jsv::query::to_string(account).expect("an account writes as a query")
    });
}

criterion_group!(layers, scan, grammar, deserialize, serialize, csv_records, csv_typed, query);
criterion_main!(layers);
