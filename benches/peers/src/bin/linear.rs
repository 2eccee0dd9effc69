//! Reports how time and memory grow with the input: bytes per second by size, depth and width and on inputs built to
//! hurt, and the peak memory of typed decoding. It reports and never fails: a timed assertion would fail at random.
//!
//! `linear [--full]`: with `--full` also 1 GB, which takes some 5 GB of memory. `linear --instructions` counts those of the
//! inputs built to hurt with valgrind: where they grow as the input does and the time grows more, it is the caches.

use std::{collections::BTreeMap, env, fs, hint::black_box, process::Command, time::Duration};

use jsv::Value;
use jsv_peers::{
    accounts::{self, accounts},
    floor::walk::Walk,
    fold::{Items, Members},
    measure::{Effort, Side, interleaved},
    rows::{self, rows},
    texts::{adversarial_csv, adversarial_jsv, deep, wide},
};
use serde::de::IgnoredAny;

const MB: usize = 1_000_000;

/// Long turns: the largest input takes more than a second, and its neighbours are to see the same machine.
const EFFORT: Effort = Effort { rounds: 15, turn: Duration::from_millis(150) };

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
    let sizes = [("1 MB", MB), ("10 MB", 10 * MB), ("100 MB", 100 * MB), ("1 GB", 1_000 * MB)];
    let sizes = if full { &sizes[..] } else { &sizes[..3] };

    println!("## Size\n");
    for sized in [sized_jsv, sized_csv] {
        report(sizes.iter().map(|&(name, bytes)| sized(name, bytes)).collect());
    }

    println!("## Depth and width\n");
    let mut shapes = shapes(10 * MB).into_iter();
    while let (Some(small), Some(large)) = (shapes.next(), shapes.next()) {
        report(vec![small, large]);
    }

    println!("## Inputs built to hurt, at 1 MB and at 8 MB\n");
    for (small, large) in hurtful(MB).into_iter().zip(hurtful(8 * MB)) {
        report(vec![small, large]);
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

fn sized_jsv(name: &'static str, bytes: usize) -> Input {
    let read: fn(&str) -> usize = |text| fold_items::<accounts::Borrowed<'_>>(text);
    Input { how: "JSV accounts", name, text: accounts_of(bytes), read }
}

fn accounts_of(bytes: usize) -> String {
    let body = accounts().jsv.trim_start_matches('[').trim_end_matches(']');
    format!("[{}]", vec![body; (bytes / body.len()).max(1)].join(","))
}

fn sized_csv(name: &'static str, bytes: usize) -> Input {
    let (header, body) = rows().csv.split_once('\n').expect("a header");
    // The rows repeat whole lines, about a megabyte at a time.
    let (body, _) = body.split_at(body[..MB].rfind('\n').expect("lines") + 1);
    let text = format!("{header}\n{}", body.repeat((bytes / body.len()).max(1)));
    Input { how: "CSV rows", name, text, read: fold_rows }
}

fn fold_items<'a, T: serde::Deserialize<'a>>(text: &'a str) -> usize {
    settle(jsv::from_str::<Items<T>>(text))
}

fn fold_rows(text: &str) -> usize {
    jsv::csv::rows::<rows::Borrowed<'_>>(text).filter(|row| black_box(row).is_err()).count()
}

/// An input, and a way to read it that says how many errors there were.
struct Input {
    how: &'static str,
    name: &'static str,
    text: String,
    read: fn(&str) -> usize,
}

/// Inputs in pairs that differ in depth or width.
fn shapes(bytes: usize) -> Vec<Input> {
    let nested = |levels: usize| deep(levels, bytes / (3 * levels));
    let list_of =
        |map: String, members: usize| format!("[{}]", vec![map; bytes.div_ceil(members * 17)].join(","));
    let maps = |members| list_of(jsv::to_string(&wide(members)).expect("a map writes"), members);
    let json_maps = |members| list_of(serde_json::to_string(&wide(members)).expect("a map writes"), members);
    let skip: fn(&str) -> usize = |text| fold_items::<IgnoredAny>(text);
    let tree: fn(&str) -> usize = |text| fold_items::<Value<'_>>(text);
    // What depth costs without anything made or dropped: a call for each level, and its return.
    let walk: fn(&str) -> usize = |text| fold_items::<Walk>(text);
    // What depth and width cost a peer: both are recursive, and the system's allocator is the same.
    let json_tree: fn(&str) -> usize =
        |text| usize::from(black_box(serde_json::from_str::<Items<serde_json::Value>>(text)).is_err());
    let members: fn(&str) -> usize = |text| fold_items::<Members<&str>>(text);
    let input = |how, name, text, read| Input { how, name, text, read };
    vec![
        input("skipped", "depth 10", nested(10).0, skip),
        input("skipped", "depth 100", nested(100).0, skip),
        input("an empty visitor", "depth 10", nested(10).0, walk),
        input("an empty visitor", "depth 100", nested(100).0, walk),
        input("`Value`", "depth 10", nested(10).0, tree),
        input("`Value`", "depth 100", nested(100).0, tree),
        input("serde_json `Value`", "depth 10", nested(10).1, json_tree),
        input("serde_json `Value`", "depth 100", nested(100).1, json_tree),
        input("map folded", "width 10", maps(10), members),
        input("map folded", "width 100,000", maps(100_000), members),
        input("`Value`", "width 10", maps(10), tree),
        input("`Value`", "width 100,000", maps(100_000), tree),
        input("serde_json `Value`", "width 10", json_maps(10), json_tree),
        input("serde_json `Value`", "width 100,000", json_maps(100_000), json_tree),
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

/// Lets the inputs take turns and prints their rates, and how far each is from the first: of the single rounds, the median and
/// the middle half.
#[allow(clippy::cast_precision_loss, reason = "a rate needs no more")]
fn report(inputs: Vec<Input>) {
    let lengths: Vec<_> = inputs.iter().map(|input| input.text.len() as f64).collect();
    let names: Vec<_> = inputs.iter().map(|input| format!("{}, {}", input.how, input.name)).collect();
    let side = |Input { how, text, read, .. }| Side::new(how, move || read(black_box(&text)));
    let timings = interleaved(&mut inputs.into_iter().map(side).collect::<Vec<_>>(), EFFORT);
    println!("| what | bytes | MB/s | of the first | middle half of the rounds |");
    println!("|---|---|---|---|---|");
    for ((name, length), timing) in names.iter().zip(&lengths).zip(&timings) {
        let rate = length * 1e3 / timing.median();
        let ratio = timings[0].over(timing);
        let change = |ratio: f64| (ratio * length / lengths[0] - 1.0) * 100.0;
        let [low, median, high] = [ratio.low, ratio.median, ratio.high].map(change);
        println!("| {name} | {length} | {rate:.0} | {median:+.0} % | {low:+.0} to {high:+.0} % |");
    }
    println!();
}

/// What instructions are counted of.
fn counted(bytes: usize) -> Vec<Input> {
    hurtful(bytes).into_iter().chain(shapes(bytes)).collect()
}

/// Instructions per byte at two sizes: of two runs less those of one, so that making the input does not count.
#[allow(clippy::cast_precision_loss, reason = "a rate needs no more")]
fn instructions() {
    const SIZES: [usize; 2] = [2 * MB / 8, 2 * MB];
    println!("| read as | input | instructions a byte at 250 KB | at 2 MB |\n|---|---|---|---|");
    let inputs = SIZES.map(counted);
    for (index, (small, large)) in inputs[0].iter().zip(&inputs[1]).enumerate() {
        let each = [small, large].into_iter().zip(SIZES).map(|(input, bytes)| {
            let [one, two] = ["1", "2"].map(|runs| count(index, bytes, runs));
            (two - one) as f64 / input.text.len() as f64
        });
        let each: Vec<_> = each.collect();
        println!("| {} | {} | {:.2} | {:.2} |", small.how, small.name, each[0], each[1]);
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

/// Linux only: what the process holds before and after, and the most it held in between.
fn memory(megabytes: usize) {
    let text = accounts_of(megabytes * MB);
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
