//! Prints, for each line of the table of the README, our time beside its floors: what is left when reading or writing
//! the text costs nothing. They take turns in one process, as the sides of the table do.
//!
//! `floors [WORD]… [--quick]`: only the lines whose name contains one of the words; fewer and shorter rounds.

use std::{env, time::Duration};

use jsv_peers::{
    comparison,
    floor::{self, Floors},
    measure::{Effort, interleaved},
    setting,
};

fn main() {
    let (options, words): (Vec<_>, Vec<_>) =
        env::args().skip(1).partition(|argument| argument.starts_with("--"));
    let mut effort = Effort::default();
    if options.iter().any(|option| option == "--quick") {
        effort = Effort { rounds: 7, turn: Duration::from_millis(10) };
    }
    let wanted = |name: &str| words.is_empty() || words.iter().any(|word| name.contains(word.as_str()));
    setting::keep_the_heap();
    println!("{}.", setting::named());
    println!(
        "Measured: the floor's processor time as a share of ours, medians of {} interleaved rounds of {} ms, on a heap that \
         is kept.\n",
        effort.rounds,
        effort.turn.as_millis()
    );
    println!("| name | our time | floor | its time | share of ours | middle half of the rounds |");
    println!("|---|---|---|---|---|---|");
    for line in floor::all().filter(|line| wanted(line.name)) {
        print_line(line, effort);
    }
}

fn print_line(line: &Floors, effort: Effort) {
    let ours = comparison::named(line.name).into_iter().flat_map(|comparison| (comparison.sides)()).take(1);
    let mut sides: Vec<_> = ours.chain((line.sides)()).collect();
    let timings = interleaved(&mut sides, effort);
    let ours = &timings[0];
    for (floor, timing) in sides.iter().zip(&timings).skip(1) {
        let share = timing.over(ours);
        println!(
            "| {} | {:.0} µs | {} | {:.0} µs | {:.0} % | {:.0}–{:.0} % |",
            line.name,
            ours.median() / 1e3,
            floor.name,
            timing.median() / 1e3,
            share.median * 100.0,
            share.low * 100.0,
            share.high * 100.0
        );
    }
}
