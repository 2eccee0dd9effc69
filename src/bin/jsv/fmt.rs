//! `jsv fmt`: JSV laid out for people, or without a superfluous byte. Floor 5.

use std::io::{self, Write};
use std::path::Path;

use jsv::Value;

use crate::args::{Inputs, Reading};
use crate::convert::count;
use crate::datum::Scalars;
use crate::format::Format;
use crate::output::Output;
use crate::report::{Reporter, Stop};
use crate::source::{Source, opening};

const LONG: &str = "\
Lay out JSV over several lines, or make it compact

A document is laid out with a line for each member and item, as ServiceStack's Dump() does; JSV lines stay a line each. \
Nothing but optional quotes and white space changes. A document whose first bracket ends its line is taken as laid out \
already: white space around its texts means nothing then. A document is held in memory. A damaged file is left as it is, its error \
is shown, and the other files are laid out.";

/// Lay out JSV over several lines, or make it compact
#[derive(clap::Args)]
#[command(long_about = LONG)]
pub(crate) struct Args {
    #[command(flatten)]
    inputs: Inputs,
    /// Write compact JSV, as ServiceStack does
    #[arg(short, long)]
    compact: bool,
    /// Write nothing: name the files that are laid out in another way, with exit status 1
    #[arg(long)]
    check: bool,
    /// Replace the files
    #[arg(short, long, conflicts_with = "check")]
    write: bool,
    /// The input's format, `jsv` or `jsvl`; by default what the file's extension says, or `jsv`
    #[arg(short, long, value_name = "FORMAT", value_enum)]
    from: Option<Format>,
    /// Levels of maps and lists that may open, up to 256
    #[arg(long, value_name = "LEVELS", default_value_t = 128, value_parser = clap::value_parser!(u16).range(1..=256))]
    depth_limit: u16,
}

pub(crate) fn run(args: &Args, reporter: &Reporter) -> Result<(), Stop> {
    let (mut others, mut damaged) = (0, false);
    for path in &args.inputs.paths {
        let stdin = path.as_os_str() == "-";
        let format = args.from.or(stdin.then_some(Format::Jsv));
        let format = Format::of(format, path, "--from")?;
        if !matches!(format, Format::Jsv | Format::Jsvl) {
            return Err(Stop::Usage(
                "only JSV and JSV lines can be laid out; `jsv convert` reads the rest".into(),
            ));
        }
        let (before, after) = match lay_out(args, path, format) {
            Ok(texts) => texts,
            Err(Stop::Damage(damage)) => {
                reporter.damage(&damage);
                damaged = true;
                continue;
            }
            Err(stop) => return Err(stop),
        };
        // A line end more or less is no other layout.
        let same = before.trim_ascii_end() == after.as_bytes().trim_ascii_end();
        let written = if args.check {
            others += u64::from(!same);
            if same { Ok(()) } else { writeln!(io::stdout(), "{}", path.display()) }
        } else if args.write && !stdin {
            if same {
                Ok(())
            } else {
                replace(path, &after)?;
                Ok(())
            }
        } else {
            let mut stdout = io::stdout();
            stdout.write_all(after.as_bytes()).and_then(|()| stdout.flush())
        };
        written.map_err(|error| Stop::writing("<stdout>", &error))?;
    }
    if others > 0 {
        reporter.note(&format!("{} not laid out; `jsv fmt --write` does it", count(others, "file")));
    }
    if damaged || others > 0 { Err(Stop::Said) } else { Ok(()) }
}

fn replace(path: &Path, text: &str) -> Result<(), Stop> {
    let mut output = Output::open(path)?;
    output.write_all(text.as_bytes()).map_err(|error| Stop::writing(output.name(), &error))?;
    output.finish()
}

/// The text of a file, and how it should be.
fn lay_out(args: &Args, path: &Path, format: Format) -> Result<(Vec<u8>, String), Stop> {
    let reading = Reading::of(format, args.depth_limit);
    let (bytes, source) = Source::open(path, &reading, Scalars::Texts)?.read_text()?;
    let damaged = |error| source.damage(error).map_or_else(|stop| stop, Stop::Damage);
    let options = reading.options();
    let mut text = String::new();
    if format == Format::Jsvl {
        let lines = std::str::from_utf8(&bytes);
        let Ok(lines) = lines else {
            return Err(options.from_slice::<Value<'_>>(&bytes).err().map_or(Stop::Said, damaged));
        };
        for value in jsv::stream::lines::<Value<'_>>(lines).options(options) {
            text.push_str(&jsv::to_string(&value.map_err(damaged)?).map_err(damaged)?);
            text.push('\n');
        }
        return Ok((bytes, text));
    }
    let (_, laid_out) = opening(&bytes);
    let options = options.insignificant_whitespace(laid_out);
    let value: Value<'_> = options.from_slice(&bytes).map_err(damaged)?;
    text =
        if args.compact { jsv::to_string(&value) } else { jsv::to_string_pretty(&value) }.map_err(damaged)?;
    // At the end of a bare text a line feed would be a part of it.
    if text.ends_with(['}', ']', '"']) && !value.is_text() {
        text.push('\n');
    }
    Ok((bytes, text))
}
