//! `jsv convert`: any format to any other, in the memory that one item needs. Floor 5.

use std::collections::HashSet;
use std::mem;
use std::path::PathBuf;

use clap::ValueHint;
use jsv::csv::{Terminator, WriterBuilder};

use crate::args::{Input, Reading, character, check_dialect, refuse};
use crate::datum::{Datum, Scalars};
use crate::format::Format;
use crate::output::Output;
use crate::report::{Damage, Reporter, Stop};
use crate::sink::{Refusal, Sink};
use crate::source::{Items, Shape, Source};

const LONG: &str = "\
Convert between JSV, CSV, JSON, JSON lines and query strings

The formats are those that the files' extensions name, or that --from and --to give. Input is converted item by item, \
however long it is: the rows of a CSV file, the items of a list or an array, lines. An output file appears when it is \
whole; on an error an older one stays as it was, and an interrupt leaves a file `.NAME.PID.part` beside it.

JSV, CSV and query strings have no types of their own: their texts become strings of JSON, or with --infer what they \
look like. Numbers of JSON keep all of their digits.

Columns of CSV are those that --columns names, and no others. Without it they are those of a CSV input, or all keys \
that the items have, for which a file is read twice. Of the standard input it is the first item's keys: a later item \
with another key is an error.";

const EXAMPLES: &str = "\
Examples:
  jsv convert accounts.csv accounts.jsonl --infer
  jsv convert export.csv --delimiter ';' --to json | jq .
  curl -s 'https://example.org/orders?format=jsv' | jsv convert --from jsv --to csv";

/// Convert between JSV, CSV, JSON, JSON lines and query strings
#[derive(clap::Args)]
#[command(long_about = LONG, after_help = EXAMPLES)]
pub(crate) struct Args {
    #[command(flatten)]
    input: Input,
    /// The file to write; `-` is the standard output
    #[arg(value_name = "OUTPUT", default_value = "-", hide_default_value = true, value_hint = ValueHint::FilePath)]
    output: PathBuf,
    /// The output's format; by default what the file's extension says
    #[arg(short, long, value_name = "FORMAT", value_enum)]
    to: Option<Format>,
    /// Write texts that read as numbers and booleans as these: 7, 1.50, True, but not 007
    #[arg(short, long)]
    infer: bool,
    /// Lay out JSON and single JSV documents over several lines
    #[arg(short, long)]
    pretty: bool,
    /// Leave out what is damaged, say so, and go on where the format allows; the exit status is still 1
    #[arg(short, long)]
    keep_going: bool,
    #[command(flatten)]
    reading: Reading,
    #[command(flatten)]
    writing: Writing,
}

/// The dialect of a CSV output; the names are those of the library's `csv::WriterBuilder`.
#[derive(clap::Args)]
#[command(next_help_heading = "CSV output")]
struct Writing {
    /// The columns that are written, in order; others are left out
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    columns: Option<Vec<String>>,
    /// The separator of cells: one character, or `tab` [default: , (tab for tsv)]
    #[arg(long, value_name = "CHAR", value_parser = character)]
    out_delimiter: Option<u8>,
    /// The quote of cells [default: "]
    #[arg(long, value_name = "CHAR", value_parser = character)]
    out_quote: Option<u8>,
    /// Write no header
    #[arg(long)]
    out_no_headers: bool,
    /// Write lists of different lengths
    #[arg(long)]
    out_flexible: bool,
    /// Write an empty text as `""`, so that it differs from null
    #[arg(long)]
    out_distinguish_empty: bool,
    /// What ends a record [default: crlf]
    #[arg(long, value_name = "END", value_enum)]
    terminator: Option<End>,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum End {
    Crlf,
    Lf,
}

pub(crate) fn run(args: &Args, reporter: &Reporter) -> Result<(), Stop> {
    let format = Format::of(args.to, &args.output, "--to")?;
    args.reading.check([&args.input.path])?;
    let csv = writer(args, format)?;
    let from_csv = args.reading.format(&args.input.path)?.is_csv();
    let scalars = match args.infer {
        _ if from_csv && format.is_csv() => Scalars::Verbatim,
        true => Scalars::Inferred,
        false => Scalars::Texts,
    };
    let source = Source::open(&args.input.path, &args.reading, scalars)?;
    let columns = match &args.writing.columns {
        Some(names) => Some(names.clone()),
        None if format.is_csv() && !from_csv => all_keys(args)?,
        None => None,
    };
    let output = Output::open(&args.output)?;
    let name = output.name().to_owned();
    if !output.is_terminal() {
        source.show_progress();
    }
    let progress = source.progress();
    let mut conversion = Conversion {
        args,
        reporter,
        format,
        csv,
        columns,
        cells: None,
        absent: None,
        name,
        damages: 0,
        item: 0,
        written: 0,
        output: Some(output),
        sink: None,
        progress,
    };
    let read = source.read(&mut conversion);
    conversion.end(read)
}

/// The dialect of a CSV output; refuses options that mean nothing for the format, and a dialect that cannot be.
fn writer(args: &Args, format: Format) -> Result<WriterBuilder, Stop> {
    let writing = &args.writing;
    if !format.is_csv() {
        let given = [
            ("--columns", writing.columns.is_some()),
            ("--out-delimiter", writing.out_delimiter.is_some()),
            ("--out-quote", writing.out_quote.is_some()),
            ("--out-no-headers", writing.out_no_headers),
            ("--out-flexible", writing.out_flexible),
            ("--out-distinguish-empty", writing.out_distinguish_empty),
            ("--terminator", writing.terminator.is_some()),
        ];
        refuse(&given, "CSV output", format)?;
    }
    if !matches!(format, Format::Json | Format::Jsv) {
        refuse(&[("--pretty", args.pretty)], "JSON and JSV output", format)?;
    }
    let mut seen = HashSet::new();
    if let Some(name) = writing.columns.iter().flatten().find(|name| !seen.insert(*name)) {
        return Err(Stop::Usage(format!("`--columns`: `{name}` is named twice")));
    }
    let mut csv = WriterBuilder::new();
    let delimiter = writing.out_delimiter.unwrap_or(format.delimiter());
    let quote = writing.out_quote.unwrap_or(b'"');
    csv.delimiter(delimiter)
        .quote(quote)
        .has_headers(!writing.out_no_headers)
        .flexible(writing.out_flexible)
        .distinguish_empty(writing.out_distinguish_empty)
        .terminator(match writing.terminator {
            None | Some(End::Crlf) => Terminator::CRLF,
            Some(End::Lf) => Terminator::Any(b'\n'),
        });
    let none: [[u8; 0]; 0] = [];
    check_dialect(csv.to_string(&none), (delimiter, quote), ["--out-delimiter", "--out-quote"])?;
    Ok(csv)
}

/// Where the columns wanted stand in a header; without a wish it is all of them.
fn places(names: &[String], wanted: Option<&[String]>) -> Result<Vec<usize>, Stop> {
    let Some(wanted) = wanted else { return Ok((0..names.len()).collect()) };
    let place = |name: &String| {
        let mut places = names.iter().enumerate().filter(|(_, known)| *known == name);
        let number = match (places.next(), places.next()) {
            (Some((place, _)), None) => return Ok(place),
            (None, _) => "no column",
            (Some(_), Some(_)) => "more than one column",
        };
        Err(Stop::Usage(format!("`--columns`: the input has {number} `{name}`")))
    };
    wanted.iter().map(place).collect()
}

/// The keys of all items of a file, in the order in which they come, where a CSV output needs to know them.
fn all_keys(args: &Args) -> Result<Option<Vec<String>>, Stop> {
    let path = &args.input.path;
    let again = path.metadata().is_ok_and(|metadata| metadata.is_file()) && path.as_os_str() != "-";
    if !again {
        return Ok(None);
    }
    let mut keys = Keys::default();
    Source::open(path, &args.reading, Scalars::Texts)?.read(&mut keys)?;
    Ok((!keys.names.is_empty()).then_some(keys.names))
}

#[derive(Default)]
struct Keys {
    names: Vec<String>,
    known: HashSet<String>,
}

impl Items for Keys {
    fn begin(&mut self, _: Shape, _: Option<&[String]>) -> Result<(), Stop> {
        Ok(())
    }

    fn item(&mut self, item: Datum<'_>) -> Result<(), Stop> {
        if let Datum::Map(members) = item {
            for (key, _) in members {
                if !self.known.contains(&*key) {
                    self.known.insert(key.clone().into_owned());
                    self.names.push(key.into_owned());
                }
            }
        }
        Ok(())
    }

    /// The second reading says it.
    fn damaged(&mut self, _: Damage) -> Result<(), Stop> {
        Ok(())
    }
}

struct Conversion<'a> {
    args: &'a Args,
    reporter: &'a Reporter,
    format: Format,
    csv: WriterBuilder,
    columns: Option<Vec<String>>,
    /// From CSV to CSV cells are known by their places: two columns may have one name.
    cells: Option<Vec<usize>>,
    /// Columns that `--columns` names and no item has had.
    absent: Option<Vec<String>>,
    name: String,
    damages: u64,
    /// Items read, and written.
    item: u64,
    written: u64,
    output: Option<Output>,
    sink: Option<Sink>,
    progress: indicatif::ProgressBar,
}

impl Items for Conversion<'_> {
    fn begin(&mut self, shape: Shape, columns: Option<&[String]>) -> Result<(), Stop> {
        let wanted = self.args.writing.columns.as_deref();
        let names = columns.filter(|_| self.format.is_csv());
        self.cells = names.map(|names| places(names, wanted)).transpose()?;
        if let (Some(names), None) = (self.columns.take(), &self.cells) {
            self.csv.header(names);
        }
        let mut seen = HashSet::new();
        let twice = columns.unwrap_or_default().iter().find(|name| !seen.insert(*name));
        if let (Some(name), None) = (twice, &self.cells) {
            self.reporter.note(&format!("two columns are called `{name}`: most readers keep one of them"));
        }
        let output = self.output.take();
        let sink = output.map(|output| Sink::new(self.format, output, shape, self.args.pretty, &self.csv));
        self.sink = sink;
        match (&mut self.sink, columns) {
            (Some(sink), Some(names)) if self.cells.is_some() && !self.args.writing.out_no_headers => {
                sink.write_header(wanted.unwrap_or(names)).map_err(|refusal| refusal.stop(&self.name))
            }
            _ => Ok(()),
        }
    }

    fn item(&mut self, mut item: Datum<'_>) -> Result<(), Stop> {
        self.item += 1;
        match (&self.cells, &self.args.writing.columns, &mut item) {
            (Some(places), _, Datum::Map(members)) => {
                let mut cell = |place: &usize| match members.get_mut(*place) {
                    Some((_, cell)) => mem::replace(cell, Datum::Null),
                    None => Datum::Null,
                };
                item = Datum::List(places.iter().map(&mut cell).collect());
            }
            (None, Some(wanted), Datum::Map(members)) => {
                members.retain(|(key, _)| wanted.iter().any(|name| name == key));
                let absent = self.absent.get_or_insert_with(|| wanted.clone());
                absent.retain(|name| members.iter().all(|(key, _)| name != key));
            }
            _ => {}
        }
        let Some(sink) = &mut self.sink else { return Ok(()) };
        match sink.write(&item) {
            Ok(()) => {
                self.written += 1;
                Ok(())
            }
            Err(Refusal::Io(error)) => Err(Stop::writing(&self.name, &error)),
            Err(Refusal::Item(error)) => {
                let path = error.path();
                let path = if path.is_empty() { path } else { path + ": " };
                let message = format!("item {}: {path}{}", self.item, error.kind());
                let help = match error.kind() {
                    jsv::ErrorKind::UnknownField { .. } => {
                        Some("`--columns` names the columns to write; of a file, all keys are columns")
                    }
                    jsv::ErrorKind::InvalidLength { .. } => {
                        Some("`--out-flexible` writes lists of different lengths")
                    }
                    _ => None,
                };
                self.damaged(Damage::item(message, help))
            }
        }
    }

    fn damaged(&mut self, damage: Damage) -> Result<(), Stop> {
        self.damages += 1;
        if !self.args.keep_going {
            return Err(Stop::Damage(damage));
        }
        self.progress.suspend(|| self.reporter.damage(&damage));
        Ok(())
    }
}

impl Conversion<'_> {
    fn end(mut self, read: Result<(), Stop>) -> Result<(), Stop> {
        self.progress.finish_and_clear();
        if let Err(stop) = read {
            if matches!(stop, Stop::BrokenPipe | Stop::Usage(_)) {
                return Err(stop);
            }
            self.say_what_is_lost(stop);
            return Err(Stop::Said);
        }
        if let Some(sink) = self.sink.take() {
            sink.finish(&self.name)?;
        }
        for name in self.absent.iter().flatten() {
            self.reporter.note(&format!("no item has `{name}`: its column is empty"));
        }
        if self.damages == 0 {
            return Ok(());
        }
        self.reporter.note(&format!("{} left out", count(self.damages, "damaged item")));
        Err(Stop::Said)
    }

    fn say_what_is_lost(&mut self, stop: Stop) {
        self.reporter.end(stop);
        let to_file = self.args.output.as_os_str() != "-";
        if to_file {
            let left = if self.args.output.exists() { "is left as it was" } else { "is not written" };
            self.reporter.note(&format!("{} {left}", self.name));
        } else {
            self.reporter.note(&format!("the output ends early, after {}", count(self.written, "item")));
        }
    }
}

/// `1 item`, `2 items`.
pub(crate) fn count(number: u64, thing: &str) -> String {
    format!("{number} {thing}{}", if number == 1 { "" } else { "s" })
}
