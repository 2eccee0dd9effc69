//! Runs one side of one comparison a fixed number of times, for callgrind to count its instructions.
//!
//! `counts list` prints what there is; `counts NAME SIDE RUNS` runs it. A side is `jsv`, a peer, or one of the floors that
//! the program `floors` names.

use std::{env, process::ExitCode};

use jsv_peers::{comparison, floor};

const COUNTED: [(&str, &str); 10] = [
    ("decode-borrowed", "serde_json"),
    ("decode-owned", "serde_json"),
    ("encode", "serde_json"),
    ("value", "serde_json"),
    ("skip", "serde_json"),
    ("csv-records", "csv"),
    ("csv-decode", "csv"),
    ("csv-encode", "csv"),
    ("csv-nested", "csv+serde_json"),
    ("escape-dense", "serde_json"),
];

fn main() -> ExitCode {
    let arguments: Vec<_> = env::args().skip(1).collect();
    let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["list"] => {
            for (name, peer) in COUNTED {
                println!("{name} {peer}");
            }
            ExitCode::SUCCESS
        }
        [name, side, runs] => run(name, side, runs).unwrap_or_else(|| {
            eprintln!("no side `{side}` of `{name}`, or `{runs}` is not a number");
            ExitCode::from(2)
        }),
        _ => {
            eprintln!("counts list | counts NAME SIDE RUNS");
            ExitCode::from(2)
        }
    }
}

fn run(name: &str, side: &str, runs: &str) -> Option<ExitCode> {
    let runs: u32 = runs.parse().ok()?;
    let mut sides = (comparison::named(name)?.sides)();
    if let Some(floors) = floor::all().find(|floors| floors.name == name) {
        sides.extend((floors.sides)());
    }
    let side = sides.iter_mut().find(|candidate| candidate.name == side)?;
    for _ in 0..runs {
        (side.run)();
    }
    Some(ExitCode::SUCCESS)
}
