//! What the command line may say, and what its help says of it. Floor 5.

use std::io;
use std::path::{Path, PathBuf};

use clap::builder::styling::{AnsiColor, Styles};
use clap::{Args, ColorChoice, Parser, Subcommand, ValueHint};
use jsv::csv::ReaderBuilder;

use crate::format::Format;
use crate::report::Stop;
use crate::{check, completions, convert, fmt, man, stat};

const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Green.on_default().bold())
    .usage(AnsiColor::Green.on_default().bold())
    .literal(AnsiColor::Cyan.on_default().bold())
    .placeholder(AnsiColor::Cyan.on_default());

const AFTER_HELP: &str = "\
Exit status: 0 if all is well, 1 if the data is damaged (or not laid out, for `fmt --check`) or cannot be read or \
written to its end, 2 if the command line is wrong or names a file that cannot be opened.";

/// Convert, lay out, check and describe ServiceStack's JSV and CSV
#[derive(Parser)]
#[command(name = "jsv", version, styles = STYLES, max_term_width = 100, after_help = AFTER_HELP)]
pub(crate) struct Cli {
    /// When to use colours; NO_COLOR turns them off as well
    #[arg(long, global = true, value_name = "WHEN", default_value_t = ColorChoice::Auto)]
    pub(crate) color: ColorChoice,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    Convert(convert::Args),
    Fmt(fmt::Args),
    Check(check::Args),
    Stat(stat::Args),
    Completions(completions::Args),
    Man(man::Args),
}

/// How the input is read.
#[derive(Args, Clone)]
pub(crate) struct Reading {
    /// The input's format; by default what the file's extension says
    #[arg(short, long, value_name = "FORMAT", value_enum)]
    pub(crate) from: Option<Format>,
    /// Levels of maps and lists that may open, up to 256
    #[arg(long, value_name = "LEVELS", default_value_t = 128, value_parser = clap::value_parser!(u16).range(1..=256))]
    pub(crate) depth_limit: u16,
    /// MiB that one record, item or line may have
    #[arg(long, value_name = "MIB", default_value_t = 16, value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) record_limit: u16,
    #[command(flatten)]
    pub(crate) dialect: Dialect,
}

/// The dialect of a CSV input; the names are those of the library's `csv::ReaderBuilder`.
#[derive(Args, Clone)]
#[command(next_help_heading = "CSV input")]
pub(crate) struct Dialect {
    /// The separator of cells: one character, or `tab` [default: , (tab for .tsv files)]
    #[arg(short, long, value_name = "CHAR", value_parser = character)]
    pub(crate) delimiter: Option<u8>,
    /// The quote of cells [default: "]
    #[arg(long, value_name = "CHAR", value_parser = character)]
    pub(crate) quote: Option<u8>,
    /// The first record is a row: rows are lists
    #[arg(long)]
    pub(crate) no_headers: bool,
    /// Take records that are longer or shorter than the header
    #[arg(long)]
    pub(crate) flexible: bool,
    /// Take `""` for an empty text and only an unquoted empty cell for null
    #[arg(long)]
    pub(crate) distinguish_empty: bool,
}

impl Reading {
    /// What there is to say of JSV.
    pub(crate) fn of(format: Format, depth_limit: u16) -> Reading {
        let dialect = Dialect {
            delimiter: None,
            quote: None,
            no_headers: false,
            flexible: false,
            distinguish_empty: false,
        };
        Reading { from: Some(format), depth_limit, record_limit: 16, dialect }
    }

    /// Refuses options that mean nothing for these files, and dialects that cannot be.
    pub(crate) fn check<'p>(&self, paths: impl IntoIterator<Item = &'p PathBuf>) -> Result<(), Stop> {
        let formats = paths.into_iter().map(|path| self.format(path)).collect::<Result<Vec<_>, _>>()?;
        let Dialect { delimiter, quote, no_headers, flexible, distinguish_empty } = self.dialect;
        if let Some(first) = formats.first().filter(|_| !formats.iter().any(|format| format.is_csv())) {
            let given = [
                ("--delimiter", delimiter.is_some()),
                ("--quote", quote.is_some()),
                ("--no-headers", no_headers),
                ("--flexible", flexible),
                ("--distinguish-empty", distinguish_empty),
            ];
            refuse(&given, "CSV input", *first)?;
        }
        for format in formats.into_iter().filter(|format| format.is_csv()) {
            let mut reader = self.csv(format.delimiter()).from_reader(io::empty());
            let delimiter = delimiter.unwrap_or(format.delimiter());
            check_dialect(reader.headers(), (delimiter, self.quote()), ["--delimiter", "--quote"])?;
        }
        Ok(())
    }

    pub(crate) fn format(&self, path: &Path) -> Result<Format, Stop> {
        Format::of(self.from, path, "--from")
    }

    pub(crate) fn options(&self) -> jsv::Options {
        jsv::Options::new().depth_limit(self.depth_limit.into())
    }

    pub(crate) fn limit(&self) -> usize {
        usize::from(self.record_limit) << 20
    }

    pub(crate) fn quote(&self) -> u8 {
        self.dialect.quote.unwrap_or(b'"')
    }

    pub(crate) fn csv(&self, delimiter: u8) -> ReaderBuilder {
        let mut builder = ReaderBuilder::new();
        builder
            .delimiter(self.dialect.delimiter.unwrap_or(delimiter))
            .quote(self.quote())
            .has_headers(!self.dialect.no_headers)
            .flexible(self.dialect.flexible)
            .distinguish_empty(self.dialect.distinguish_empty)
            .record_limit(self.limit())
            .options(self.options());
        builder
    }
}

/// A file to read.
#[derive(Args, Clone)]
pub(crate) struct Input {
    /// The file to read; `-` is the standard input
    #[arg(value_name = "INPUT", default_value = "-", hide_default_value = true, value_hint = ValueHint::FilePath)]
    pub(crate) path: PathBuf,
}

/// Files to read.
#[derive(Args, Clone)]
pub(crate) struct Inputs {
    /// The files to read; `-` is the standard input
    #[arg(value_name = "INPUT", default_value = "-", hide_default_value = true, value_hint = ValueHint::FilePath)]
    pub(crate) paths: Vec<PathBuf>,
}

/// Refuses those of the options that are given: they are for other formats.
pub(crate) fn refuse(options: &[(&str, bool)], wanted: &str, format: Format) -> Result<(), Stop> {
    let given = options.iter().filter(|(_, given)| *given).map(|(name, _)| format!("`{name}`"));
    let given: Vec<_> = given.collect();
    if given.is_empty() {
        return Ok(());
    }
    Err(Stop::Usage(format!("{}: only for {wanted}, and this is {}", given.join(", "), format.name())))
}

/// Refuses a dialect that the library refuses; its delimiter and quote are given by these options.
pub(crate) fn check_dialect<T>(
    checked: jsv::Result<T>,
    (delimiter, quote): (u8, u8),
    names: [&str; 2],
) -> Result<(), Stop> {
    let [delimiter_name, quote_name] = names;
    match checked {
        Ok(_) => Ok(()),
        Err(_) if delimiter == quote => {
            Err(Stop::Usage(format!("`{delimiter_name}` and `{quote_name}` must differ")))
        }
        Err(error) => Err(Stop::Usage(format!("`{quote_name}`: {}", error.kind()))),
    }
}

/// One ASCII character.
pub(crate) fn character(text: &str) -> Result<u8, String> {
    match text.as_bytes() {
        b"\\t" | b"tab" => Ok(b'\t'),
        &[byte] if byte.is_ascii() && byte != b'\r' && byte != b'\n' => Ok(byte),
        _ => Err("one ASCII character, or `tab`".into()),
    }
}
