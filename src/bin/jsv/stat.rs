//! `jsv stat`: the first look at an unknown file: its columns, what they hold, and how often they hold nothing. Floor 5.

mod column;
mod table;

use std::io::{self, Write};

use indicatif::ProgressBar;

use crate::args::{Inputs, Reading};
use crate::convert::count;
use crate::datum::{Datum, Scalars};
use crate::report::{Damage, Reporter, Stop};
use crate::source::{Items, Shape, Source};
use column::Columns;

const LONG: &str = "\
Describe files: their columns, what they hold, and how often they hold nothing

Each column, and each member of the maps and lists in its cells, is a row of the table: `Accounts[].Balance` is the \
member `Balance` of the items of the list `Accounts`. Types are inferred from the texts; where there are several, \
shares are given. `null` counts the items in which the column is empty or absent. Damage is counted, and shown by \
`jsv check`.";

/// Describe files: their columns, what they hold, and how often they hold nothing
#[derive(clap::Args)]
#[command(long_about = LONG)]
pub(crate) struct Args {
    #[command(flatten)]
    inputs: Inputs,
    /// Look at no more than so many items
    #[arg(short = 'n', long, value_name = "ITEMS", value_parser = clap::value_parser!(u64).range(1..))]
    head: Option<u64>,
    /// Show no more than so many columns
    #[arg(long, value_name = "COLUMNS", default_value_t = 200)]
    columns: usize,
    #[command(flatten)]
    reading: Reading,
}

pub(crate) fn run(args: &Args, reporter: &Reporter) -> Result<(), Stop> {
    args.reading.check(&args.inputs.paths)?;
    let mut damaged = false;
    for (index, path) in args.inputs.paths.iter().enumerate() {
        let source = Source::open(path, &args.reading, Scalars::Texts)?;
        source.show_progress();
        let name = source.name().to_owned();
        let mut look = Look {
            head: args.head,
            shape: Shape::Many,
            items: 0,
            damages: 0,
            columns: Columns::new(args.columns),
            progress: source.progress(),
        };
        let whole = match source.read(&mut look) {
            Ok(()) => true,
            // Enough has been seen.
            Err(Stop::Said) => false,
            Err(stop) => return Err(stop),
        };
        look.progress.finish_and_clear();
        let between = if index > 0 { "\n" } else { "" };
        let text = format!("{between}{name}: {}\n{}", look.summary(whole), table::of(&look.columns));
        io::stdout().write_all(text.as_bytes()).map_err(|error| Stop::writing("<stdout>", &error))?;
        let of = if args.inputs.paths.len() > 1 { format!("{name}: ") } else { String::new() };
        if look.columns.left_out() > 0 {
            let left_out = count(look.columns.left_out(), "value");
            reporter.note(&format!(
                "{of}{left_out} of further columns not counted; `--columns` shows more of them"
            ));
        }
        if look.damages > 0 {
            let items = count(look.damages, "damaged item");
            reporter.note(&format!("{of}{items} not counted; `jsv check` shows where"));
            damaged = true;
        }
    }
    if damaged { Err(Stop::Said) } else { Ok(()) }
}

struct Look {
    head: Option<u64>,
    shape: Shape,
    items: u64,
    damages: u64,
    columns: Columns,
    progress: ProgressBar,
}

impl Look {
    fn summary(&self, whole: bool) -> String {
        let items = match (self.shape, self.items) {
            (Shape::One, 1) => "one document".into(),
            (_, number) => count(number, "item"),
        };
        let head = if whole { "" } else { "the first " };
        format!("{head}{items}, {}", count(self.columns.rows().len() as u64, "column"))
    }
}

impl Items for Look {
    fn begin(&mut self, shape: Shape, columns: Option<&[String]>) -> Result<(), Stop> {
        self.shape = shape;
        for name in columns.unwrap_or_default() {
            self.columns.declare(name);
        }
        Ok(())
    }

    fn item(&mut self, item: Datum<'_>) -> Result<(), Stop> {
        self.items += 1;
        self.columns.add(&item);
        if self.head == Some(self.items) { Err(Stop::Said) } else { Ok(()) }
    }

    fn damaged(&mut self, _: Damage) -> Result<(), Stop> {
        self.damages += 1;
        Ok(())
    }
}
