//! An input of any format as items, one at a time: what all subcommands read. Floor 5.

mod array;
mod csv;
mod encoding;
mod head;
mod lines;

use std::cell::RefCell;
use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::Path;
use std::rc::Rc;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use jsv::{OwnedValue, StreamDeserializer, Value};
use serde_json::value::RawValue;

use crate::args::Reading;
use crate::datum::{Datum, Scalars};
use crate::format::Format;
use crate::json::{self, Outcome};
use crate::report::{Damage, Stop, clean, stop_for};
use crate::tap::{Recent, Tap};
use array::{Counted, Progress};
use head::Head;
pub(crate) use head::opening;
use lines::Lines;

/// Bytes from which on a file is long enough for a progress bar.
const LONG: u64 = 16 << 20;

/// Whether a text is one value, or a sequence of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    One,
    Many,
}

/// What is done with an input.
pub(crate) trait Items {
    /// Comes first. A CSV file with a header tells its columns.
    fn begin(&mut self, shape: Shape, columns: Option<&[String]>) -> Result<(), Stop>;
    fn item(&mut self, item: Datum<'_>) -> Result<(), Stop>;
    /// What could not be read; after it the input goes on where its format lets it.
    fn damaged(&mut self, damage: Damage) -> Result<(), Stop>;
}

pub(crate) struct Source<'a> {
    name: String,
    format: Format,
    reading: &'a Reading,
    scalars: Scalars,
    recent: Rc<RefCell<Recent>>,
    progress: ProgressBar,
    input: Option<Tap>,
}

impl<'a> Source<'a> {
    pub(crate) fn open(path: &Path, reading: &'a Reading, scalars: Scalars) -> Result<Self, Stop> {
        let format = reading.format(path)?;
        let recent = Rc::new(RefCell::new(Recent::default()));
        let (name, input, length): (_, Box<dyn Read>, _) = if path.as_os_str() == "-" {
            ("<stdin>".into(), Box::new(io::stdin().lock()), None)
        } else {
            let name = clean(&path.display().to_string());
            let open = || {
                let file = File::open(path)?;
                let metadata = file.metadata()?;
                if metadata.is_dir() {
                    return Err(io::Error::other("it is a directory"));
                }
                Ok((file, metadata.is_file().then_some(metadata.len())))
            };
            let opened: io::Result<_> = open();
            let (file, length) =
                opened.map_err(|error| Stop::Usage(format!("cannot open {name}: {error}")))?;
            (name, Box::new(file), length)
        };
        let progress = progress_bar(&name, length);
        let input = Some(Tap::new(input, Rc::clone(&recent), progress.clone()));
        Ok(Source { name, format, reading, scalars, recent, progress, input })
    }

    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// The progress bar, to be hidden while something else is written.
    pub(crate) fn progress(&self) -> ProgressBar {
        self.progress.clone()
    }

    /// Shows a progress bar for a long file, if the standard error is a terminal.
    pub(crate) fn show_progress(&self) {
        if self.progress.length().is_some_and(|length| length >= LONG) {
            self.progress.set_draw_target(ProgressDrawTarget::stderr());
        }
    }

    /// Reads it to its end.
    pub(crate) fn read(mut self, items: &mut dyn Items) -> Result<(), Stop> {
        let Some(mut input) = self.input.take() else { return Ok(()) };
        if let Some(damage) = self.other_encoding(&mut input)? {
            items.begin(Shape::Many, None)?;
            return items.damaged(damage);
        }
        let read = match self.format {
            Format::Csv | Format::Tsv => self.csv(input, items),
            Format::Jsv => self.jsv(input, items),
            Format::Jsvl => {
                items.begin(Shape::Many, None)?;
                self.values(StreamDeserializer::lines(input), false, items)
            }
            Format::Json => self.json(input, items),
            Format::Jsonl => self.json_lines(input, items),
            Format::Query => self.query(input, items),
        };
        self.progress.finish_and_clear();
        read
    }

    /// Everything that is left.
    pub(crate) fn read_text(mut self) -> Result<(Vec<u8>, Self), Stop> {
        let mut bytes = Vec::new();
        if let Some(mut input) = self.input.take() {
            if let Some(damage) = self.other_encoding(&mut input)? {
                return Err(Stop::Damage(damage));
            }
            input.read_to_end(&mut bytes).map_err(|error| Stop::reading(&self.name, &error))?;
        }
        self.progress.finish_and_clear();
        Ok((bytes, self))
    }

    /// What is said of a text that is not UTF-8 from its first byte on.
    fn other_encoding(&self, input: &mut Tap) -> Result<Option<Damage>, Stop> {
        let reading = |error: io::Error| Stop::reading(&self.name, &error);
        let start = input.start().map_err(reading)?;
        let Some(encoding) = encoding::of(&start) else { return Ok(None) };
        // What there is to show.
        io::copy(&mut input.take(1 << 10), &mut io::sink()).map_err(reading)?;
        Ok(Some(Damage::encoding(encoding, &self.name, &self.recent.borrow())))
    }

    /// What an error of the library means for this input.
    pub(crate) fn damage(&self, error: jsv::Error) -> Result<Damage, Stop> {
        stop_for(error, &self.name, &self.recent.borrow())
    }

    fn fault(&self, message: String, code: &'static str, offset: usize) -> Damage {
        Damage::at(message, code, offset, &self.name, &self.recent.borrow())
    }

    fn jsv(&self, mut input: Tap, items: &mut dyn Items) -> Result<(), Stop> {
        let head = Head::read(&mut input).map_err(|error| Stop::reading(&self.name, &error))?;
        if head.opening == Some(b'[') {
            items.begin(Shape::Many, None)?;
            let laid_out = head.laid_out;
            return self.values(StreamDeserializer::items(head.chain(input)), laid_out, items);
        }
        let options = self.reading.options().insignificant_whitespace(head.laid_out);
        items.begin(Shape::One, None)?;
        let mut bytes = Vec::new();
        let read = head.chain(input).read_to_end(&mut bytes);
        read.map_err(|error| Stop::reading(&self.name, &error))?;
        match options.from_slice::<Value<'_>>(&bytes) {
            Ok(value) => items.item(self.scalars.value(value)),
            Err(error) => items.damaged(self.damage(error)?),
        }
    }

    fn values<R: Read>(
        &self,
        values: StreamDeserializer<R, OwnedValue>,
        laid_out: bool,
        items: &mut dyn Items,
    ) -> Result<(), Stop> {
        let options = self.reading.options().insignificant_whitespace(laid_out);
        for value in values.options(options).value_limit(self.reading.limit()) {
            match value {
                Ok(value) => items.item(self.scalars.value(value.into_inner()))?,
                Err(error) => items.damaged(self.damage(error)?)?,
            }
        }
        Ok(())
    }

    fn json(&self, mut input: Tap, items: &mut dyn Items) -> Result<(), Stop> {
        let mut head = Head::read(&mut input).map_err(|error| Stop::reading(&self.name, &error))?;
        head.drop_byte_order_mark();
        if head.opening == Some(b'[') {
            items.begin(Shape::Many, None)?;
            let (limit, recent) = (self.reading.limit(), Rc::clone(&self.recent));
            let progress = Rc::new(Progress::new(head.dropped, head.opened(), limit, recent));
            let reader = Counted { input: BufReader::new(head.chain(input)), progress: Rc::clone(&progress) };
            let outcome = json::items(reader, &mut |text| {
                let start = progress.end_item().saturating_sub(text.get().len());
                self.json_item(text, 1, start, items)
            });
            return match outcome {
                Outcome::Read => Ok(()),
                Outcome::Stopped(stop) => Err(stop),
                Outcome::Damaged(_) if progress.is_beyond_limit() => {
                    let message = format!("value longer than {} bytes", progress.limit);
                    items.damaged(self.fault(message, "jsv::value_limit", progress.start()))
                }
                Outcome::Damaged(error) => items.damaged(self.json_damage(&error)?),
            };
        }
        items.begin(Shape::One, None)?;
        let start = head.dropped;
        let mut bytes = Vec::new();
        let read = head.chain(input).read_to_end(&mut bytes);
        read.map_err(|error| Stop::reading(&self.name, &error))?;
        match serde_json::from_slice::<&RawValue>(&bytes) {
            Ok(text) => {
                let space = bytes.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
                self.json_item(text, 0, start + space, items)
            }
            Err(error) => items.damaged(self.json_damage(&error)?),
        }
    }

    fn json_item(
        &self,
        text: &RawValue,
        depth: usize,
        start: usize,
        items: &mut dyn Items,
    ) -> Result<(), Stop> {
        match json::datum(text, depth, self.reading.depth_limit.into()) {
            Ok(datum) => items.item(datum),
            Err(fault) => items.damaged(self.fault(fault.message, "json::data", start + fault.at)),
        }
    }

    fn json_damage(&self, error: &serde_json::Error) -> Result<Damage, Stop> {
        if let Some(kind) = error.io_error_kind() {
            return Err(Stop::reading(&self.name, &kind.into()));
        }
        let recent = self.recent.borrow();
        let message = error.to_string();
        Ok(match recent.offset(error.line(), error.column()) {
            Some(offset) => {
                let message = message.split(" at line ").next().unwrap_or_default();
                Damage::at(message.into(), "json::syntax", offset, &self.name, &recent)
            }
            None => Damage::item(format!("{}: {message}", self.name), None),
        })
    }

    fn json_lines(&self, input: Tap, items: &mut dyn Items) -> Result<(), Stop> {
        items.begin(Shape::Many, None)?;
        let mut lines = Lines::new(input, self.reading.limit());
        while let Some((line, start)) = self.next_line(&mut lines, items)? {
            match serde_json::from_str::<&RawValue>(&line) {
                Ok(text) => self.json_item(text, 0, start + (line.len() - line.trim_start().len()), items)?,
                Err(error) => {
                    let message = error.to_string();
                    let message = message.split(" at line ").next().unwrap_or_default();
                    let offset = start + error.column().saturating_sub(1).min(line.len());
                    items.damaged(self.fault(message.into(), "json::syntax", offset))?;
                }
            }
        }
        Ok(())
    }

    fn query(&self, input: Tap, items: &mut dyn Items) -> Result<(), Stop> {
        let mut lines = Lines::new(input, self.reading.limit());
        let options = jsv::query::Options::new().options(self.reading.options());
        let first = self.next_line(&mut lines, items)?;
        let mut second = self.next_line(&mut lines, items)?;
        items.begin(if first.is_some() && second.is_none() { Shape::One } else { Shape::Many }, None)?;
        let mut next = first;
        while let Some((line, start)) = next {
            match options.from_str::<OwnedValue>(&line) {
                Ok(value) => items.item(self.scalars.value(value.into_inner()))?,
                Err(error) => {
                    let path = error.path();
                    let path = if path.is_empty() { path } else { path + ": " };
                    let offset = start + error.offset().unwrap_or_default();
                    items.damaged(self.fault(format!("{path}{}", error.kind()), "jsv::query", offset))?;
                }
            }
            next = match second.take() {
                Some(line) => Some(line),
                None => self.next_line(&mut lines, items)?,
            };
        }
        Ok(())
    }

    /// The next line that is not empty, and its offset.
    fn next_line(&self, lines: &mut Lines, items: &mut dyn Items) -> Result<Option<(String, usize)>, Stop> {
        loop {
            let start = lines.offset;
            // A line that is too long goes by before it is known to be.
            self.recent.borrow_mut().mark(start);
            let line = lines.next().map_err(|error| Stop::reading(&self.name, &error))?;
            let Some(bytes) = line else { return Ok(None) };
            let end = bytes.len() - bytes.iter().rev().take_while(|byte| b"\r\n".contains(byte)).count();
            let bom = if start == 0 && bytes.starts_with("\u{feff}".as_bytes()) { 3 } else { 0 };
            if end > lines.limit {
                let message = format!("line longer than {} bytes", lines.limit);
                items.damaged(self.fault(message, "jsv::line_limit", start))?;
                if bytes.last() != Some(&b'\n') {
                    lines.skip_line().map_err(|error| Stop::reading(&self.name, &error))?;
                }
                continue;
            }
            match std::str::from_utf8(&bytes[bom..end]) {
                Ok(text) if text.trim().is_empty() => {}
                Ok(text) => return Ok(Some((text.to_owned(), start + bom))),
                Err(error) => {
                    let offset = start + bom + error.valid_up_to();
                    items.damaged(self.fault("invalid UTF-8".into(), "jsv::invalid_utf8", offset))?;
                }
            }
        }
    }
}

/// A bar that is not shown yet.
fn progress_bar(name: &str, length: Option<u64>) -> ProgressBar {
    let bar =
        ProgressBar::with_draw_target(length, ProgressDrawTarget::hidden()).with_prefix(name.to_owned());
    let template = "{prefix} [{bar:32}] {percent:>3} % {binary_bytes_per_sec}, {eta} left";
    match ProgressStyle::with_template(template) {
        Ok(style) => bar.with_style(style.progress_chars("=> ")),
        Err(_) => bar,
    }
}
