//! Runs the lines of one vector file: every failure is named by file and line and shown with both texts, none stops
//! the run, and the exempt ones of `tests/vectors/EXEMPT` must fail.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde::de::{DeserializeOwned, IgnoredAny};

/// Failures that a run shows; the rest are only counted.
const SHOWN: usize = 20;

/// Characters of a text that a failure shows on each side of the first difference.
const AROUND: usize = 120;

pub(crate) fn vectors() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors")
}

/// What a reader must make of a text; an error only says that there is one.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Expect<T> {
    Value(T),
    Error(IgnoredAny),
}

impl<T: Debug> Expect<T> {
    /// The expected value as it is compared: `Debug` shows every bit of a float that matters, and the order of a map.
    pub(crate) fn shown(&self) -> Result<String, String> {
        match self {
            Expect::Value(value) => Ok(format!("{value:?}").replace(&format!("f32: {BEYOND:?}"), "f32: inf")),
            Expect::Error(_) => Err("an error".to_owned()),
        }
    }
}

/// Stands for an f32 that is too large while its JSON is parsed: §4 reads it as infinity, `serde_json` refuses it.
const BEYOND: f32 = 1.234_567e-33;

/// A line of a vector file, parsed as the type that the test gives it: JSON numbers arrive exactly.
pub(crate) fn parse<T: DeserializeOwned>(line: &str) -> T {
    let mut json = line.to_owned();
    for (at, field) in line.rmatch_indices("\"F32\": ") {
        let start = at + field.len();
        let end = start + line[start..].find([',', '}']).unwrap();
        if line[start..end].parse().is_ok_and(f32::is_infinite) {
            json.replace_range(start..end, &format!("{BEYOND:e}"));
        }
    }
    serde_json::from_str(&json).unwrap_or_else(|error| panic!("{error} in the vector {line}"))
}

pub(crate) struct Table {
    file: &'static str,
    line: usize,
    lines: usize,
    later: usize,
    /// The checks that must fail, by line and name, and whether they were met.
    exempt: BTreeMap<(usize, String), bool>,
    failures: Vec<String>,
}

impl Table {
    /// Runs `each` on every line of the file and panics with what failed, or if the file has not `expected` lines.
    pub(crate) fn run(file: &'static str, expected: usize, each: impl FnMut(&mut Table, &str)) {
        assert_eq!(
            Self::run_with_later(file, expected, each),
            0,
            "{file}: every line of this file is checked"
        );
    }

    /// As [`run`](Self::run), and returns how many lines were left for later.
    pub(crate) fn run_with_later(
        file: &'static str,
        expected: usize,
        mut each: impl FnMut(&mut Table, &str),
    ) -> usize {
        let text = std::fs::read_to_string(vectors().join(file)).unwrap();
        let exempt = exemptions(file);
        let mut table = Table { file, line: 0, lines: 0, later: 0, exempt, failures: Vec::new() };
        for (index, line) in text.split('\n').enumerate().filter(|(_, line)| !line.is_empty()) {
            table.line = index + 1;
            table.lines += 1;
            // Damaged text must never panic: where it does, that is this line's failure, not the run's end.
            if catch_unwind(AssertUnwindSafe(|| each(&mut table, line))).is_err() {
                let input: String = line.chars().take(4 * AROUND).collect();
                table.failures.push(format!("{file}:{} panicked\n    line: {input}", index + 1));
            }
        }
        let stale: Vec<_> = table.exempt.iter().filter(|(_, met)| !**met).map(|(check, _)| check).collect();
        assert!(stale.is_empty(), "{file}: exempt, but never checked: {stale:?}");
        let failed: BTreeSet<&str> =
            table.failures.iter().filter_map(|failure| failure.split(' ').next()).collect();
        assert!(
            table.failures.is_empty(),
            "{} failures in {} of {} lines\n\n{}",
            table.failures.len(),
            failed.len(),
            table.lines,
            table.failures.iter().take(SHOWN).cloned().collect::<Vec<_>>().join("\n\n")
        );
        assert_eq!(table.lines, expected, "{file}: lines run");
        table.later
    }

    /// Counts this line among those that a later change will check.
    pub(crate) fn later(&mut self) {
        self.later += 1;
    }

    /// Checks a result against the expected one; any error matches any error.
    pub(crate) fn check(
        &mut self,
        name: &str,
        input: &str,
        expected: &Result<String, String>,
        found: &Result<String, String>,
    ) {
        let passes = match (expected, found) {
            (Ok(expected), Ok(found)) => expected == found,
            (Err(_), Err(_)) => true,
            _ => false,
        };
        let met = self.exempt.get_mut(&(self.line, name.to_owned()));
        let exempt = met.map(|met| *met = true).is_some();
        let (file, line) = (self.file, self.line);
        if passes && exempt {
            self.failures.push(format!("{file}:{line} {name}: exempt, but it passes"));
        } else if !passes && !exempt {
            let (expected, found) = excerpts(expected, found);
            let input: String = input.chars().take(4 * AROUND).collect();
            self.failures.push(format!(
                "{file}:{line} {name}\n   input: {input:?}\nexpected: {expected}\n   found: {found}"
            ));
        }
    }

    /// Checks a condition that has no texts to compare but those of `input` and `found`.
    pub(crate) fn check_that(&mut self, name: &str, input: &str, holds: bool, found: &str) {
        let verdict = if holds { Ok(String::new()) } else { Err(found.to_owned()) };
        self.check(name, input, &Ok(String::new()), &verdict);
    }
}

/// Both texts around their first difference.
fn excerpts(expected: &Result<String, String>, found: &Result<String, String>) -> (String, String) {
    let (Ok(left), Ok(right)) = (expected, found) else {
        return (cut(expected, 0), cut(found, 0));
    };
    let same = left.chars().zip(right.chars()).take_while(|(left, right)| left == right).count();
    (cut(expected, same), cut(found, same))
}

fn cut(result: &Result<String, String>, difference: usize) -> String {
    let start = difference.saturating_sub(AROUND);
    match result {
        Ok(text) => {
            let dots = if start > 0 { "…" } else { "" };
            format!("{dots}{}", text.chars().skip(start).take(2 * AROUND).collect::<String>())
        }
        Err(error) => format!("error: {error}"),
    }
}

/// The lines of `EXEMPT` that name this file: `file:line check reason`.
fn exemptions(file: &str) -> BTreeMap<(usize, String), bool> {
    let text = std::fs::read_to_string(vectors().join("EXEMPT")).unwrap();
    let mut exempt = BTreeMap::new();
    for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let mut words = line.splitn(3, ' ');
        let (Some(place), Some(check), Some(_reason)) = (words.next(), words.next(), words.next()) else {
            panic!("EXEMPT wants `file:line check reason`, not {line:?}");
        };
        let (name, number) = place.split_once(':').unwrap();
        if name == file {
            exempt.insert((number.parse().unwrap(), check.to_owned()), false);
        }
    }
    exempt
}
