//! Reports how time and memory grow with the input: bytes per second by size, depth and width and on inputs built to
//! hurt, and the peak memory of typed decoding. It reports and never fails: a timed assertion would fail at random.
//!
//! `linear [--full]`: with `--full` also 1 GB, which takes some 5 GB of memory.

use std::{collections::BTreeMap, env, fs, hint::black_box, process::Command, time::Instant};

use jsv::Value;
use jsv_peers::{
    accounts::{self, accounts},
    fold::{Items, Members},
    rows::{self, rows},
    texts::{adversarial_csv, adversarial_jsv, deep, wide},
};
use serde::de::IgnoredAny;

const MB: usize = 1_000_000;
const ROUNDS: usize = 7;

type Case = (String, String, fn(&str));

fn main() {
    let arguments: Vec<_> = env::args().skip(1).collect();
    if let [option, megabytes] = &arguments[..]
        && option == "--memory"
    {
        return memory(megabytes.parse().expect("a number of megabytes"));
    }
    let full = arguments.iter().any(|argument| argument == "--full");
    let sizes = if full { &[1, 10, 100, 1_000][..] } else { &[1, 10, 100] };

    println!("## Size\n");
    report(&sizes.iter().map(|&size| sized_jsv(size)).collect::<Vec<_>>());
    report(&sizes.iter().map(|&size| sized_csv(size)).collect::<Vec<_>>());

    println!("## Depth and width\n");
    let nested = |levels: usize| deep(levels, 10 * MB / (3 * levels)).0;
    report(&[
        ("skipped, depth 10".into(), nested(10), |text| fold_items::<IgnoredAny>(text)),
        ("skipped, depth 100".into(), nested(100), |text| fold_items::<IgnoredAny>(text)),
    ]);
    report(&[
        ("`Value`, depth 10".into(), nested(10), |text| fold_items::<Value<'_>>(text)),
        ("`Value`, depth 100".into(), nested(100), |text| fold_items::<Value<'_>>(text)),
    ]);
    let widths = |members: usize| {
        let map = jsv::to_string(&wide(members)).expect("a map writes");
        format!("[{}]", vec![map; 5_000_000 / (members * 16)].join(","))
    };
    report(&[
        ("map folded, width 10".into(), widths(10), |text| fold_items::<Members>(text)),
        ("map folded, width 100,000".into(), widths(100_000), |text| fold_items::<Members>(text)),
    ]);
    report(&[
        ("`Value`, width 10".into(), widths(10), |text| fold_items::<Value<'_>>(text)),
        ("`Value`, width 100,000".into(), widths(100_000), |text| fold_items::<Value<'_>>(text)),
    ]);

    println!("## Inputs built to hurt, 1 and 8 MB\n");
    for ((name, small), (_, large)) in adversarial_jsv(MB).into_iter().zip(adversarial_jsv(8 * MB)) {
        grown(name, &small, &large, "skipped", |text| settle(jsv::from_str::<IgnoredAny>(text)));
        grown(name, &small, &large, "`Value`", |text| match text.as_bytes() {
            // A list is folded, so that the pages of a tree are not what is measured.
            [b'[', ..] => settle(jsv::from_str::<Items<Value<'_>>>(text)),
            _ => settle(jsv::from_str::<Value<'_>>(text)),
        });
    }
    for ((name, small), (_, large)) in adversarial_csv(MB).into_iter().zip(adversarial_csv(8 * MB)) {
        grown(name, &small, &large, "CSV rows", |text| {
            jsv::csv::rows::<BTreeMap<String, Value<'_>>>(text).filter(|row| black_box(row).is_err()).count()
        });
    }
    // A program that logs a damaged row and goes on: each error has to find its line without reading from the start.
    let damaged = |bytes: usize| format!("A\n{}", "x\n".repeat(bytes / 2));
    grown("rows that are errors", &damaged(MB / 20), &damaged(MB / 20 * 8), "CSV rows", |text| {
        jsv::csv::rows::<(u32,)>(text).filter(|row| black_box(row).is_err()).count()
    });

    println!("\n## Peak memory of typed decoding\n");
    println!("| decoded | input | result | peak above the result |");
    println!("|---|---|---|---|");
    // Each in a process of its own, whose allocator has no freed pages to give again.
    let program = env::current_exe().expect("the program's own path");
    for megabytes in ["1", "10", "100"] {
        Command::new(&program).args(["--memory", megabytes]).status().expect("the program starts itself");
    }
}

fn sized_jsv(megabytes: usize) -> Case {
    let body = accounts().jsv.trim_start_matches('[').trim_end_matches(']');
    let copies = (megabytes * MB / body.len()).max(1);
    let text = format!("[{}]", vec![body; copies].join(","));
    (format!("JSV accounts, borrowed, {megabytes} MB"), text, |text| {
        fold_items::<accounts::Borrowed<'_>>(text);
    })
}

fn sized_csv(megabytes: usize) -> Case {
    let (header, body) = rows().csv.split_once('\n').expect("a header");
    // The rows repeat whole lines, about a megabyte at a time.
    let (body, _) = body.split_at(body[..MB].rfind('\n').expect("lines") + 1);
    let text = format!("{header}\n{}", body.repeat((megabytes * MB / body.len()).max(1)));
    (format!("CSV rows, borrowed, {megabytes} MB"), text, fold_rows)
}

fn fold_items<'a, T: serde::Deserialize<'a>>(text: &'a str) {
    black_box(jsv::from_str::<Items<T>>(text).expect("a list").count);
}

fn fold_rows(text: &str) {
    for row in jsv::csv::rows::<rows::Borrowed<'_>>(text) {
        drop(black_box(row.expect("a row")));
    }
}

/// How many errors there were: inputs built to hurt may be damaged.
fn settle<T>(result: jsv::Result<T>) -> usize {
    usize::from(black_box(result).is_err())
}

/// Interleaves the cases and prints their rates, and how far each is from the first.
fn report(cases: &[Case]) {
    let most = cases.iter().map(|(_, text, _)| text.len()).max().unwrap_or(0).min(50 * MB);
    let mut rates = vec![Vec::new(); cases.len()];
    for _ in 0..ROUNDS {
        for ((_, text, read), rates) in cases.iter().zip(&mut rates) {
            rates.push(rate(text, most.div_ceil(text.len()), read));
        }
    }
    println!("| what | bytes | MB/s | of the first |");
    println!("|---|---|---|---|");
    let medians: Vec<f64> = rates.into_iter().map(median).collect();
    for ((name, text, _), rate) in cases.iter().zip(&medians) {
        println!("| {name} | {} | {rate:.0} | {:+.0} % |", text.len(), (rate / medians[0] - 1.0) * 100.0);
    }
    println!();
}

/// One line for an input at two sizes: a reader that takes linear time has the same rate on both.
fn grown(name: &str, small: &str, large: &str, how: &str, read: impl Fn(&str) -> usize) {
    let timed = |text: &str, runs| median((0..3).map(|_| rate(text, runs, &read)).collect());
    let (fast, slow) = (timed(small, 8), timed(large, 1));
    let errors = match read(small) {
        0 => String::new(),
        errors => format!(" ({errors} errors in the small one)"),
    };
    println!(
        "- {name}, {how}: {fast:.0} MB/s at {} bytes, {slow:.0} at {}{errors}",
        small.len(),
        large.len()
    );
}

/// Megabytes a second.
#[allow(clippy::cast_precision_loss, reason = "a rate needs no more")]
fn rate<T>(text: &str, runs: usize, read: impl Fn(&str) -> T) -> f64 {
    let start = Instant::now();
    for _ in 0..runs {
        black_box(read(black_box(text)));
    }
    (text.len() * runs) as f64 / 1e6 / start.elapsed().as_secs_f64()
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// Linux only: what the process holds before and after, and the most it held in between.
fn memory(megabytes: usize) {
    let (_, text, _) = sized_jsv(megabytes);
    let Some(before) = status("VmRSS:") else {
        println!("| not measured: no /proc/self/status here | | | |");
        return;
    };
    let reset = fs::write("/proc/self/clear_refs", "5").is_ok();
    let read: Vec<accounts::Owned> = jsv::from_str(&text).expect("accounts read");
    let (after, peak) = (status("VmRSS:").unwrap_or(0), status("VmHWM:").unwrap_or(0));
    black_box(&read);
    let peak = if reset { format!("{} KB", peak.saturating_sub(after)) } else { "not measured".into() };
    println!(
        "| {} accounts | {} KB | {} KB | {peak} |",
        read.len(),
        text.len() / 1024,
        after.saturating_sub(before)
    );
}

/// A line of `/proc/self/status`, in kilobytes.
fn status(name: &str) -> Option<usize> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    status.lines().find_map(|line| line.strip_prefix(name)?.split_whitespace().next()?.parse().ok())
}
