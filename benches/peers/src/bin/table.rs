//! Prints the table of the README: how long the peers take on the same objects, as a multiple of our time.
//!
//! `table [WORD]… [--quick]`: only the lines whose name contains one of the words; fewer and shorter rounds.

use std::{env, time::Duration};

use jsv_peers::{
    accounts::accounts,
    comparison::{self, Comparison},
    measure::{Effort, interleaved},
    rows::rows,
    setting,
    texts::{escape_dense, long_quoted},
    updates::updates,
};

fn main() {
    let (options, words): (Vec<_>, Vec<_>) =
        env::args().skip(1).partition(|argument| argument.starts_with("--"));
    let mut effort = Effort::default();
    if options.iter().any(|option| option == "--quick") {
        effort = Effort { rounds: 7, turn: Duration::from_millis(10) };
    }
    let wanted = |name: &str| words.is_empty() || words.iter().any(|word| name.contains(word.as_str()));
    let lines: Vec<_> = comparison::all().filter(|line| wanted(line.name)).collect();
    if lines.is_empty() {
        let names: Vec<_> = comparison::all().map(|line| line.name).collect();
        eprintln!("no line is named so; there are: {}", names.join(" "));
        std::process::exit(2);
    }
    refuse_slowed_peers();
    setting::keep_the_heap();
    for line in &lines {
        (line.check)();
    }
    print_setting(effort);
    if words.is_empty() {
        print_sizes();
    }
    println!(
        "| name | what | peer, on the same objects | goal | measured | middle half of the rounds | our time |"
    );
    println!("|---|---|---|---|---|---|---|");
    for line in lines {
        print_line(line, effort);
    }
}

/// A workspace-wide build turns on features of `serde_json` that this crate's tests need and that slow it down.
fn refuse_slowed_peers() {
    let number: serde_json::Value = serde_json::from_str("1.10").expect("a number");
    // Without the feature the number is a float, which does not keep its zero.
    if format!("{number}").ends_with('0') {
        eprintln!("serde_json was built with `arbitrary_precision`: build with `-p jsv-peers`");
        std::process::exit(2);
    }
}

fn print_setting(effort: Effort) {
    println!("{}.", setting::named());
    println!(
        "Measured: the peer's processor time divided by ours, medians of {} interleaved rounds of {} ms, on a heap that is kept; \
         more is better.\n",
        effort.rounds,
        effort.turn.as_millis()
    );
}

fn print_sizes() {
    println!("| workload | objects | bytes |");
    println!("|---|---|---|");
    let (accounts, rows, updates) = (accounts(), rows(), updates());
    let (long, dense) = (long_quoted(), escape_dense());
    for (workload, objects, bytes) in [
        (
            "accounts",
            accounts.objects.len(),
            format!("{} JSV, {} JSON", accounts.jsv.len(), accounts.json.len()),
        ),
        ("rows", rows.objects.len(), format!("{} CSV", rows.csv.len())),
        (
            "nested rows",
            updates.objects.len(),
            format!("{} CSV of JSV, {} CSV of JSON", updates.csv_of_jsv.len(), updates.csv_of_json.len()),
        ),
        ("long quoted text", long.objects.len(), format!("{} JSV", long.jsv.len())),
        (
            "escape-dense text",
            dense.objects.len(),
            format!("{} JSV, {} JSON", dense.jsv.len(), dense.json.len()),
        ),
    ] {
        println!("| {workload} | {objects} | {bytes} |");
    }
    println!();
}

fn print_line(line: &Comparison, effort: Effort) {
    let timings = interleaved(&mut (line.sides)(), effort);
    let ours = &timings[0];
    for ((peer, goal), timing) in line.peers.iter().zip(&timings[1..]) {
        let ratio = timing.over(ours);
        let short = goal.is_some_and(|goal| ratio.median < goal);
        println!(
            "| {} | {} | {peer} | {} | {:.2}{} | {:.2}–{:.2} | {:.0} µs |",
            line.name,
            line.what,
            goal.map_or("–".to_owned(), |goal| format!("{goal}")),
            ratio.median,
            if short { " (short)" } else { "" },
            ratio.low,
            ratio.high,
            ours.median() / 1e3
        );
    }
}
