//! What went wrong, to whom it is said, and the exit status. Floor 5.

use std::borrow::Cow;
use std::fmt;
use std::io::{self, IsTerminal};
use std::process::ExitCode;

use clap::ColorChoice;
use jsv::{Category, ErrorKind, Excerpt, Position, SourceError};
use miette::{Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, SourceCode};

use crate::tap::Recent;

/// Why a subcommand ends before its end.
pub(crate) enum Stop {
    /// The command line asks for something that is not there.
    Usage(String),
    /// Reading or writing failed.
    Io(String),
    /// The data is damaged.
    Damage(Damage),
    /// Who reads our output has gone: nobody is told.
    BrokenPipe,
    /// The data is damaged, and all has been said.
    Said,
}

impl Stop {
    pub(crate) fn reading(name: &str, error: &io::Error) -> Stop {
        Stop::Io(format!("cannot read {name}: {error}"))
    }

    pub(crate) fn writing(name: &str, error: &io::Error) -> Stop {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Stop::BrokenPipe,
            _ => Stop::Io(format!("cannot write {name}: {error}")),
        }
    }
}

/// An error in the data, as `miette` shows it.
pub(crate) struct Damage(Box<dyn Diagnostic>);

impl Damage {
    /// An error of the library, with its lines, if they were read lately.
    pub(crate) fn of(error: jsv::Error, name: &str, recent: &Recent) -> Damage {
        let error = error.in_window(name, recent.bytes(), recent.origin);
        Damage(Box::new(Told { error, name: clean(name) }))
    }

    /// Another error at an offset of the input.
    pub(crate) fn at(
        message: String,
        code: &'static str,
        offset: usize,
        name: &str,
        recent: &Recent,
    ) -> Damage {
        let help = match code {
            "jsv::depth_limit" => Some("`--depth-limit` sets another limit, up to 256".into()),
            "jsv::value_limit" | "jsv::line_limit" => Some("`--record-limit` sets another limit".into()),
            "jsv::invalid_utf8" => not_utf8(),
            "json::syntax" if message == "invalid unicode code point" => not_utf8(),
            _ => None,
        };
        Fault { message, code, help, place: None, excerpt: None }.at(offset, name, recent)
    }

    /// A text in an encoding that `iconv` knows by this name.
    pub(crate) fn encoding(encoding: &str, name: &str, recent: &Recent) -> Damage {
        let message = format!("the text is {encoding}, not UTF-8");
        let help = Some(format!("`iconv -f {encoding} -t UTF-8` makes it so").into());
        Fault { message, code: "jsv::invalid_utf8", help, place: None, excerpt: None }.at(0, name, recent)
    }

    /// An error of one item, whose place is not known.
    pub(crate) fn item(message: String, help: Option<&'static str>) -> Damage {
        let help = help.map(Cow::from);
        Damage(Box::new(Fault { message, code: "jsv::item", help, place: None, excerpt: None }))
    }
}

/// What the library says of such bytes.
fn not_utf8() -> Option<Cow<'static, str>> {
    let error = jsv::Error::from(ErrorKind::InvalidUtf8);
    error.help().map(|help| help.to_string().into())
}

/// What the library's help calls its settings, and what the command calls them.
const OPTIONS: [(&str, &str); 4] = [
    ("`depth_limit`", "`--depth-limit`"),
    ("`flexible`", "`--flexible`"),
    ("`record_limit`", "`--record-limit`"),
    ("`value_limit`", "`--record-limit`"),
];

/// An error of the library, told in the command's words.
#[derive(Debug)]
struct Told {
    error: SourceError,
    /// The input's.
    name: String,
}

impl fmt::Display for Told {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Only lines tell whose they are.
        if self.error.source_code().is_none() {
            write!(f, "{}: ", self.name)?;
        }
        self.error.fmt(f)
    }
}

impl std::error::Error for Told {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.error.source()
    }
}

impl Diagnostic for Told {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.error.code()
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        let help = self.error.help()?.to_string();
        Some(Box::new(OPTIONS.iter().fold(help, |help, (setting, option)| help.replace(setting, option))))
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.error.source_code()
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        self.error.labels()
    }
}

/// An error that is none of the library's.
#[derive(Debug)]
struct Fault {
    message: String,
    code: &'static str,
    help: Option<Cow<'static, str>>,
    place: Option<Position>,
    excerpt: Option<Excerpt>,
}

impl Fault {
    /// Shows the lines around an offset, or only names it where the lines have gone.
    fn at(mut self, offset: usize, name: &str, recent: &Recent) -> Damage {
        self.place = recent.place(offset);
        self.excerpt = self.place.and_then(|place| Excerpt::new(name, recent.bytes(), recent.origin, place));
        if self.excerpt.is_none() {
            let place = self.place.map(|place| format!(" (line {}, column {})", place.line, place.column));
            self.message = format!("{name}: {}{}", self.message, place.unwrap_or_default());
        }
        Damage(Box::new(self))
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&clean(&self.message))
    }
}

impl std::error::Error for Fault {}

impl Diagnostic for Fault {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(self.code))
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help.as_deref().map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.excerpt.as_ref().map(|excerpt| excerpt as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let label = LabeledSpan::new(Some("here".into()), self.place?.offset, 0);
        Some(Box::new(std::iter::once(label)))
    }
}

/// Says what happens on the standard error.
pub(crate) struct Reporter {
    handler: GraphicalReportHandler,
    colored: bool,
}

impl Reporter {
    pub(crate) fn new(color: ColorChoice) -> Self {
        let terminal = io::stderr().is_terminal();
        let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        let colored = match color {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto => terminal && !dumb && !set("NO_COLOR"),
        };
        let theme = match (terminal && !dumb, colored) {
            (true, true) => GraphicalTheme::unicode(),
            (true, false) => GraphicalTheme::unicode_nocolor(),
            (false, true) => GraphicalTheme::ascii(),
            (false, false) => GraphicalTheme::none(),
        };
        Reporter { handler: GraphicalReportHandler::new_themed(theme).with_links(false), colored }
    }

    /// Shows an error in the data.
    pub(crate) fn damage(&self, damage: &Damage) {
        let mut text = String::new();
        // A `String` takes everything.
        let _ = self.handler.render_report(&mut text, &*damage.0);
        text.push('\n');
        write_error(&text);
    }

    /// Says something in a line.
    pub(crate) fn note(&self, message: &str) {
        let mark = if self.colored { "\u{1b}[1;36mnote\u{1b}[0m" } else { "note" };
        write_error(&format!("{mark}: {}\n", clean(message)));
    }

    fn error(&self, message: &str) {
        let mark = if self.colored { "\u{1b}[1;31merror\u{1b}[0m" } else { "error" };
        write_error(&format!("{mark}: {}\n", clean(message)));
    }

    /// Says why it is over, and with which exit status.
    pub(crate) fn end(&self, stop: Stop) -> ExitCode {
        match stop {
            Stop::Usage(message) => {
                self.error(&message);
                return ExitCode::from(2);
            }
            Stop::Io(message) => self.error(&message),
            Stop::Damage(damage) => self.damage(&damage),
            Stop::BrokenPipe => return ExitCode::SUCCESS,
            Stop::Said => {}
        }
        ExitCode::FAILURE
    }
}

/// What a terminal would obey is not for it.
pub(crate) fn clean(text: &str) -> String {
    text.chars().map(|character| if character.is_control() { '\u{fffd}' } else { character }).collect()
}

/// Where nobody can be told, nobody is.
fn write_error(text: &str) {
    let _ = io::Write::write_all(&mut io::stderr().lock(), text.as_bytes());
}

/// An error of the library: damage, or a failure to read.
pub(crate) fn stop_for(error: jsv::Error, name: &str, recent: &Recent) -> Result<Damage, Stop> {
    if error.classify() == Category::Io {
        return Err(Stop::reading(name, &io::Error::from(error)));
    }
    Ok(Damage::of(error, name, recent))
}
