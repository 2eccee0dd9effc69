//! Reports how time and memory grow with the input: bytes per second by size, depth and width and on inputs built to
//! hurt, and the peak memory of typed decoding. It reports and never fails: a timed assertion would fail at random.
//!
//! `linear [--full]`: with `--full` also 1 GB, which takes some 5 GB of memory. `linear --instructions` counts those of the
//! inputs built to hurt with valgrind: where they grow as the input does and the time grows more, it is the caches.

use std::{collections::BTreeMap, env, fs, hint::black_box, process::Command};

use jsv::Value;
use jsv_peers::{
    accounts::{self, accounts},
    fold::{Items, Members},
    measure::now,
    rows::{self, rows},
    texts::{adversarial_csv, adversarial_jsv, deep, wide},
};
use serde::de::IgnoredAny;

const MB: usize = 1_000_000;
const ROUNDS: usize = 7;

type Case = (String, String, fn(&str) -> usize);

fn main() {
    let arguments: Vec<_> = env::args().skip(1).collect();
    if let [option, megabytes] = &arguments[..]
        && option == "--memory"
    {
        return memory(megabytes.parse().expect("a number of megabytes"));
    }
    if let [option, index, bytes, runs] = &arguments[..]
        && option == "--count"
    {
        let number = |text: &String| text.parse::<usize>().expect("a number");
        let Input { text, read, .. } = &counted(number(bytes))[number(index)];
        (0..number(runs)).for_each(|_| _ = black_box(read(black_box(text))));
        return;
    }
    if arguments.iter().any(|argument| argument == "--instructions") {
        return instructions();
    }
    let full = arguments.iter().any(|argument| argument == "--full");
    let sizes = if full { &[1, 10, 100, 1_000][..] } else { &[1, 10, 100] };

    println!("## Size\n");
    report(&sizes.iter().map(|&size| sized_jsv(size)).collect::<Vec<_>>());
    report(&sizes.iter().map(|&size| sized_csv(size)).collect::<Vec<_>>());

    println!("## Depth and width\n");
    for pair in shapes(10 * MB).chunks(2) {
        let case = |input: &Input| (format!("{}, {}", input.how, input.name), input.text.clone(), input.read);
        report(&pair.iter().map(case).collect::<Vec<_>>());
    }

    println!("## Inputs built to hurt\n");
    println!("| input | read as | MB/s at 1 MB | MB/s at 8 MB | |\n|---|---|---|---|---|");
    for (small, large) in hurtful(MB).iter().zip(hurtful(8 * MB)) {
        grown(small, &large);
    }

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
        fold_items::<accounts::Borrowed<'_>>(text)
    })
}

fn sized_csv(megabytes: usize) -> Case {
    let (header, body) = rows().csv.split_once('\n').expect("a header");
    // The rows repeat whole lines, about a megabyte at a time.
    let (body, _) = body.split_at(body[..MB].rfind('\n').expect("lines") + 1);
    let text = format!("{header}\n{}", body.repeat((megabytes * MB / body.len()).max(1)));
    (format!("CSV rows, borrowed, {megabytes} MB"), text, fold_rows)
}

fn fold_items<'a, T: serde::Deserialize<'a>>(text: &'a str) -> usize {
    settle(jsv::from_str::<Items<T>>(text))
}

fn fold_rows(text: &str) -> usize {
    jsv::csv::rows::<rows::Borrowed<'_>>(text).filter(|row| black_box(row).is_err()).count()
}

/// An input, and a way to read it that says how many errors there were.
struct Input {
    name: &'static str,
    how: &'static str,
    text: String,
    read: fn(&str) -> usize,
}

/// Inputs in pairs that differ in depth or width.
fn shapes(bytes: usize) -> Vec<Input> {
    let nested = |levels: usize| deep(levels, bytes / (3 * levels)).0;
    let maps = |members: usize| {
        let map = jsv::to_string(&wide(members)).expect("a map writes");
        format!("[{}]", vec![map; bytes.div_ceil(members * 17)].join(","))
    };
    let skip: fn(&str) -> usize = |text| fold_items::<IgnoredAny>(text);
    let tree: fn(&str) -> usize = |text| fold_items::<Value<'_>>(text);
    let members: fn(&str) -> usize = |text| fold_items::<Members<&str>>(text);
    let input = |how, name, text, read| Input { name, how, text, read };
    vec![
        input("skipped", "depth 10", nested(10), skip),
        input("skipped", "depth 100", nested(100), skip),
        input("`Value`", "depth 10", nested(10), tree),
        input("`Value`", "depth 100", nested(100), tree),
        input("map folded", "width 10", maps(10), members),
        input("map folded", "width 100,000", maps(100_000), members),
        input("`Value`", "width 10", maps(10), tree),
        input("`Value`", "width 100,000", maps(100_000), tree),
    ]
}

/// The items and members are folded and dropped, so that the pages of a tree are not what is measured.
fn hurtful(bytes: usize) -> Vec<Input> {
    let mut cases = Vec::new();
    for (name, text) in adversarial_jsv(bytes) {
        let tree: fn(&str) -> usize = if text.starts_with('[') {
            |text| settle(jsv::from_str::<Items<Value<'_>>>(text))
        } else {
            |text| settle(jsv::from_str::<Members<Value<'_>>>(text))
        };
        let text_again = text.clone();
        cases.push(Input {
            name,
            how: "skipped",
            text,
            read: |text| settle(jsv::from_str::<IgnoredAny>(text)),
        });
        cases.push(Input { name, how: "`Value`", text: text_again, read: tree });
    }
    for (name, text) in adversarial_csv(bytes) {
        cases.push(Input {
            name,
            how: "CSV rows",
            text,
            read: |text| {
                let rows = jsv::csv::rows::<BTreeMap<String, Value<'_>>>(text);
                rows.filter(|row| black_box(row).is_err()).count()
            },
        });
    }
    // A program that logs a damaged row and goes on: each error has to find its line without reading from the start.
    let read: fn(&str) -> usize =
        |text| jsv::csv::rows::<(u32,)>(text).filter(|row| black_box(row).is_err()).count();
    let text = format!("A\n{}", "x\n".repeat(bytes / 40));
    cases.push(Input { name: "rows that are errors", how: "CSV rows", text, read });
    cases
}

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

/// One line for an input at two sizes, in turn: a reader that takes linear time has the same rate on both.
fn grown(small: &Input, large: &Input) {
    let (mut rates, mut larger) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        rates.push(rate(&small.text, 8, small.read));
        larger.push(rate(&large.text, 1, large.read));
    }
    let (rate, larger) = (median(rates), median(larger));
    let change = (larger / rate - 1.0) * 100.0;
    println!("| {} | {} | {rate:.0} | {larger:.0} | {change:+.0} % |", small.name, small.how);
}

/// What instructions are counted of.
fn counted(bytes: usize) -> Vec<Input> {
    hurtful(bytes).into_iter().chain(shapes(bytes)).collect()
}

/// Instructions per byte at two sizes: of two runs less those of one, so that making the input does not count.
#[allow(clippy::cast_precision_loss, reason = "a rate needs no more")]
fn instructions() {
    const SIZES: [usize; 2] = [2 * MB / 8, 2 * MB];
    println!("| input | read as | instructions a byte at 250 KB | at 2 MB |\n|---|---|---|---|");
    let inputs = SIZES.map(counted);
    for (index, (small, large)) in inputs[0].iter().zip(&inputs[1]).enumerate() {
        let each = [small, large].into_iter().zip(SIZES).map(|(input, bytes)| {
            let [one, two] = ["1", "2"].map(|runs| count(index, bytes, runs));
            (two - one) as f64 / input.text.len() as f64
        });
        let each: Vec<_> = each.collect();
        println!("| {} | {} | {:.1} | {:.1} |", small.name, small.how, each[0], each[1]);
    }
}

fn count(index: usize, bytes: usize, runs: &str) -> u64 {
    let program = env::current_exe().expect("the program's own path");
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(program)
        .args(["--count", &index.to_string(), &bytes.to_string(), runs])
        .output()
        .expect("valgrind is installed");
    let report = String::from_utf8_lossy(&output.stderr);
    let collected = report.lines().find_map(|line| line.split("Collected :").nth(1));
    collected.and_then(|count| count.trim().parse().ok()).expect("valgrind counts")
}

/// Megabytes a second of processor time.
#[allow(clippy::cast_precision_loss, reason = "a rate needs no more")]
fn rate<T>(text: &str, runs: usize, read: impl Fn(&str) -> T) -> f64 {
    let start = now();
    for _ in 0..runs {
        black_box(read(black_box(text)));
    }
    (text.len() * runs) as f64 / 1e6 / now().saturating_sub(start).as_secs_f64()
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
