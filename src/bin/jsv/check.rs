//! `jsv check`: every error of a file, with its line and a caret. Floor 5.

use std::io::{self, Write};

use crate::args::{Inputs, Reading};
use crate::convert::count;
use crate::datum::{Datum, Scalars};
use crate::report::{Damage, Reporter, Stop};
use crate::source::{Items, Shape, Source};

const LONG: &str = "\
Show every error in files, with its line and a caret

Each error is shown with its file, line and column, and the line itself. CSV and line formats go on after an error; in \
a JSV list or a JSON array nothing tells what was meant to follow damage, so it is the last error there. The exit \
status is 1 if there is an error.";

/// Show every error in files, with its line and a caret
#[derive(clap::Args)]
#[command(long_about = LONG)]
pub(crate) struct Args {
    #[command(flatten)]
    inputs: Inputs,
    /// Show no more errors than this of a file
    #[arg(short, long, value_name = "ERRORS", value_parser = clap::value_parser!(u64).range(1..))]
    limit: Option<u64>,
    /// Say nothing of files without errors
    #[arg(short, long)]
    quiet: bool,
    #[command(flatten)]
    reading: Reading,
}

pub(crate) fn run(args: &Args, reporter: &Reporter) -> Result<(), Stop> {
    args.reading.check(&args.inputs.paths)?;
    let mut damaged = false;
    for path in &args.inputs.paths {
        let source = Source::open(path, &args.reading, Scalars::Texts)?;
        source.show_progress();
        let name = source.name().to_owned();
        let mut check =
            Check { args, reporter, items: 0, errors: 0, bare_returns: false, progress: source.progress() };
        match source.read(&mut check) {
            // The limit.
            Ok(()) | Err(Stop::Said) => {}
            Err(stop) => return Err(stop),
        }
        check.progress.finish_and_clear();
        damaged |= check.errors > 0;
        if check.errors > 0 || !args.quiet {
            let more = if args.limit.is_some_and(|limit| check.errors >= limit) { " or more" } else { "" };
            let errors = match check.errors {
                0 => "no errors".into(),
                number => format!("{}{more}", count(number, "error")),
            };
            let line = format!("{name}: {}, {errors}\n", count(check.items, "good item"));
            let written = io::stdout().write_all(line.as_bytes());
            written.map_err(|error| Stop::writing("<stdout>", &error))?;
            if check.bare_returns && check.items + check.errors == 0 {
                reporter.note(&format!(
                    "{name} has a header only, with carriage returns in it: if they are to end its records, \
                     `tr '\\r' '\\n'` makes line feeds of them"
                ));
            }
        }
    }
    if damaged { Err(Stop::Said) } else { Ok(()) }
}

struct Check<'a> {
    args: &'a Args,
    reporter: &'a Reporter,
    items: u64,
    errors: u64,
    /// The header has carriage returns in it: without items they may be what ends its records.
    bare_returns: bool,
    progress: indicatif::ProgressBar,
}

impl Items for Check<'_> {
    fn begin(&mut self, _: Shape, columns: Option<&[String]>) -> Result<(), Stop> {
        self.bare_returns = columns.unwrap_or_default().iter().any(|name| name.contains('\r'));
        Ok(())
    }

    fn item(&mut self, _: Datum<'_>) -> Result<(), Stop> {
        self.items += 1;
        Ok(())
    }

    fn damaged(&mut self, damage: Damage) -> Result<(), Stop> {
        self.errors += 1;
        self.progress.suspend(|| self.reporter.damage(&damage));
        if self.args.limit == Some(self.errors) { Err(Stop::Said) } else { Ok(()) }
    }
}
