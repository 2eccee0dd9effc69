//! The command `jsv`: converts, lays out, checks and describes JSV, CSV, JSON and query strings. Floor 5.
//!
//! A subcommand has a file of its own. All of them read through [`source`], an item at a time, and say what is wrong
//! through [`report`].
#![forbid(unsafe_code)]

mod args;
mod check;
mod completions;
mod convert;
mod datum;
mod fmt;
mod format;
mod json;
mod man;
mod output;
mod report;
mod sink;
mod source;
mod stat;
mod tap;

use std::process::ExitCode;

use clap::Parser;

use args::{Cli, Command};
use report::Reporter;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let reporter = Reporter::new(cli.color);
    let done = match &cli.command {
        Command::Convert(args) => convert::run(args, &reporter),
        Command::Fmt(args) => fmt::run(args, &reporter),
        Command::Check(args) => check::run(args, &reporter),
        Command::Stat(args) => stat::run(args, &reporter),
        Command::Completions(args) => completions::run(args),
        Command::Man(args) => man::run(args),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(stop) => reporter.end(stop),
    }
}
