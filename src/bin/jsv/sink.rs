//! An output of any format, written an item at a time. Floor 5.

use std::io::{self, Write};

use jsv::Category;
use jsv::StreamSerializer;
use jsv::csv::WriterBuilder;
use serde::ser::Error as _;

use crate::datum::{AsJson, AsJsv, Datum};
use crate::format::Format;
use crate::output::Output;
use crate::report::{Damage, Stop};
use crate::source::Shape;

pub(crate) enum Sink {
    Json { output: Output, shape: Shape, pretty: bool, empty: bool },
    JsonLines(Output),
    Jsv { output: Output, pretty: bool },
    JsvList(Box<StreamSerializer<Output>>),
    Csv(Box<jsv::csv::Writer<Output>>),
    Query { output: Output, shape: Shape },
}

/// Why an item was not written.
pub(crate) enum Refusal {
    /// The format has no place for it.
    Item(jsv::Error),
    Io(io::Error),
}

impl Refusal {
    /// The same where no item is to blame.
    pub(crate) fn stop(self, name: &str) -> Stop {
        match self {
            Refusal::Io(error) => Stop::writing(name, &error),
            Refusal::Item(error) => Stop::Damage(Damage::item(error.to_string(), None)),
        }
    }
}

impl From<io::Error> for Refusal {
    fn from(error: io::Error) -> Self {
        Refusal::Io(error)
    }
}

impl From<jsv::Error> for Refusal {
    fn from(error: jsv::Error) -> Self {
        match error.classify() {
            Category::Io => Refusal::Io(error.into()),
            _ => Refusal::Item(error),
        }
    }
}

impl From<serde_json::Error> for Refusal {
    fn from(error: serde_json::Error) -> Self {
        Refusal::Io(error.into())
    }
}

impl Sink {
    pub(crate) fn new(
        format: Format,
        output: Output,
        shape: Shape,
        pretty: bool,
        csv: &WriterBuilder,
    ) -> Sink {
        match (format, shape) {
            (Format::Json, _) => Sink::Json { output, shape, pretty, empty: true },
            (Format::Jsonl, _) => Sink::JsonLines(output),
            (Format::Jsv, Shape::One) => Sink::Jsv { output, pretty },
            (Format::Jsv, Shape::Many) => Sink::JsvList(Box::new(StreamSerializer::items(output))),
            (Format::Jsvl, _) => Sink::JsvList(Box::new(StreamSerializer::lines(output))),
            (Format::Csv | Format::Tsv, _) => Sink::Csv(Box::new(csv.from_writer(output))),
            (Format::Query, _) => Sink::Query { output, shape },
        }
    }

    /// Writes a record of names, two of which may be the same.
    pub(crate) fn write_header(&mut self, names: &[String]) -> Result<(), Refusal> {
        match self {
            Sink::Csv(writer) => Ok(writer.write_record(names)?),
            _ => Ok(()),
        }
    }

    pub(crate) fn write(&mut self, item: &Datum<'_>) -> Result<(), Refusal> {
        match self {
            Sink::Json { output, shape, pretty, empty } => {
                if *shape == Shape::Many {
                    output.write_all(if *empty { b"[\n" } else { b",\n" })?;
                    *empty = false;
                }
                match (*pretty, *shape) {
                    // Within strings line feeds are escaped.
                    (true, Shape::Many) => {
                        let text = serde_json::to_string_pretty(&AsJson(item))?;
                        write!(output, "  {}", text.replace('\n', "\n  "))?;
                    }
                    (true, Shape::One) => serde_json::to_writer_pretty(&mut *output, &AsJson(item))?,
                    (false, _) => serde_json::to_writer(&mut *output, &AsJson(item))?,
                }
                if *shape == Shape::One {
                    output.write_all(b"\n")?;
                }
            }
            Sink::JsonLines(output) => {
                serde_json::to_writer(&mut *output, &AsJson(item))?;
                output.write_all(b"\n")?;
            }
            Sink::Jsv { output, pretty } => {
                let item = AsJsv(item);
                let text = if *pretty { jsv::to_string_pretty(&item)? } else { jsv::to_string(&item)? };
                output.write_all(text.as_bytes())?;
            }
            Sink::JsvList(writer) => writer.serialize(AsJsv(item))?,
            Sink::Csv(writer) => writer.serialize(AsJsv(item))?,
            Sink::Query { output, shape } => {
                let text = jsv::query::to_string(&AsJsv(item))?;
                if text.is_empty() && *shape == Shape::Many {
                    // As of lines of JSV: a line that is empty is not read.
                    return Err(jsv::Error::custom("a line that writes nothing").into());
                }
                writeln!(output, "{text}")?;
            }
        }
        Ok(())
    }

    pub(crate) fn finish(self, name: &str) -> Result<(), Stop> {
        let mut output = match self {
            Sink::Json { mut output, shape: Shape::Many, empty, .. } => {
                let end: &[u8] = if empty { b"[]\n" } else { b"\n]\n" };
                output.write_all(end).map_err(|error| Stop::writing(name, &error))?;
                output
            }
            Sink::Json { output, .. }
            | Sink::JsonLines(output)
            | Sink::Jsv { output, .. }
            | Sink::Query { output, .. } => output,
            Sink::JsvList(writer) => writer.finish().map_err(|error| failed(error, name))?,
            Sink::Csv(writer) => writer.into_inner().map_err(|error| failed(error, name))?,
        };
        if output.is_terminal() {
            output.write_all(b"\n").map_err(|error| Stop::writing(name, &error))?;
        }
        output.finish()
    }
}

fn failed(error: jsv::Error, name: &str) -> Stop {
    Refusal::from(error).stop(name)
}
