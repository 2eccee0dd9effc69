//! Makes seed corpora of the crate's vectors: `cargo run --example seeds -- <directory>` writes a directory per target.
//! What is committed in `corpus` grew from these, minimised.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use serde_json::Value;

/// Which field of which vectors feeds which targets; those of CSV and streams have a byte of settings in front.
const SOURCES: &[(&str, &str, &[&str])] = &[
    ("jsv-write.jsonl", "jsv", JSV),
    ("jsv-read.jsonl", "jsv", JSV),
    ("jsv-mutated.jsonl", "jsv", JSV),
    ("scalar-read.jsonl", "jsv", JSV),
    ("pretty-read.jsonl", "pretty", &["whitespace"]),
    ("pretty.jsonl", "jsv", &["whitespace"]),
    ("csv-write.jsonl", "csv", CSV),
    ("csv-read.jsonl", "csv", CSV),
    ("csv-mutated.jsonl", "csv", CSV),
    ("csv-fields.jsonl", "csv", CSV),
    ("csv-dialect.jsonl", "csv", CSV),
    ("query.jsonl", "query", &["query"]),
];

const JSV: &[&str] = &["jsv_value", "jsv_struct", "whitespace", "typed_tree", "roundtrip", "stream"];
const CSV: &[&str] = &["csv_records", "csv_rows"];

/// Larger texts teach a fuzzer little and slow it down.
const LONGEST: usize = 600;

fn main() {
    let directory = std::env::args().nth(1).expect("a directory to write to");
    let vectors = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/vectors");
    let mut count = HashMap::new();
    for (file, field, targets) in SOURCES {
        let lines = fs::read_to_string(vectors.join(file)).expect("the vectors");
        for line in lines.lines() {
            let line: Value = serde_json::from_str(line).expect("a line of JSON");
            let Some(text) = line[field].as_str().filter(|text| text.len() <= LONGEST) else { continue };
            for target in *targets {
                let number: &mut usize = count.entry(*target).or_default();
                *number += 1;
                let settings = if target.starts_with("csv") || *target == "stream" {
                    &[(*number % 64) as u8][..]
                } else {
                    &[]
                };
                let folder = Path::new(&directory).join(target);
                fs::create_dir_all(&folder).expect("a directory");
                fs::write(folder.join(format!("seed-{number:04}")), [settings, text.as_bytes()].concat())
                    .expect("a file");
            }
        }
    }
}
