//! Errors as `miette` shows them: a code, help, and the lines around the place. Floor 1.

use alloc::borrow::ToOwned;
use alloc::boxed::Box;
use alloc::string::{String, ToString};
use core::fmt::{self, Display};
use core::iter;

use ::miette::{Diagnostic, LabeledSpan};

use super::excerpt::{Excerpt, cleaned, starts_character};
use super::{Error, ErrorKind, Position};

/// A code for each kind, help where there is some, and a label at the error's place.
///
/// The label's span is empty, because an error does not hold the text that it is about. A
/// [`Report`](::miette::Report) joins the two, and so does [`Error::in_source`], which keeps some lines of the text
/// instead of all.
///
/// ```
/// use miette::{Diagnostic, Report};
///
/// let text = "[1,2,x]";
/// let error = jsv::from_str::<Vec<u8>>(text).unwrap_err();
/// assert_eq!(error.code().unwrap().to_string(), "jsv::invalid_type");
/// assert_eq!(error.labels().unwrap().next().unwrap().offset(), 5);
/// let report = Report::new(error).with_source_code(text);
/// # assert!(report.to_string().contains("expected an integer"));
/// ```
impl Diagnostic for Error {
    fn code<'a>(&'a self) -> Option<Box<dyn Display + 'a>> {
        Some(Box::new(code(self.kind())))
    }

    fn help<'a>(&'a self) -> Option<Box<dyn Display + 'a>> {
        // What the sender did says more than what the format wants.
        let help = self.hint().or_else(|| help(self));
        let lost = self.lost_lines().filter(|lines| lines.start() < lines.end());
        let lost = lost.map(|lines| alloc::format!("lines {} to {} are lost", lines.start(), lines.end()));
        Some(match (help, lost) {
            (None, None) => return None,
            (Some(help), None) => Box::new(help),
            (None, Some(lost)) => Box::new(lost),
            (Some(help), Some(lost)) => Box::new(alloc::format!("{help}; {lost}")),
        })
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let label = LabeledSpan::new(Some(label(self.kind())), self.offset()?, 0);
        Some(Box::new(iter::once(label)))
    }
}

/// An [`Error`] and the lines around its place, for `miette` to show: [`Error::in_source`].
///
/// It displays as the error does, but without the place, which the report shows, and with control characters made
/// visible.
#[derive(Debug)]
pub struct SourceError {
    error: Error,
    excerpt: Option<Excerpt>,
    length: usize,
}

impl Error {
    /// Joins the error with the text it is about, for `miette` to show; `name` is what the report calls the text.
    ///
    /// Of the text only the lines around the place are kept, less than 1 KiB whatever their length.
    ///
    /// ```
    /// let text = "Id,Price\r\n1,2.5\r\n2,cheap\r\n";
    /// let error = jsv::csv::from_str::<(u32, f64)>(text).unwrap_err().in_source("prices.csv", text);
    /// assert_eq!(error.to_string(), "Price: expected a number, found \"cheap\" (record 2)");
    /// let report = miette::Report::new(error);
    /// # #[cfg(feature = "cli")] {
    /// # let mut shown = String::new();
    /// # miette::GraphicalReportHandler::new_themed(miette::GraphicalTheme::none())
    /// #     .render_report(&mut shown, report.as_ref()).unwrap();
    /// # assert_eq!(shown, r#"jsv::invalid_type
    /// #
    /// #   x Price: expected a number, found "cheap" (record 2)
    /// #    ,-[prices.csv:3:3]
    /// #  2 | 1,2.5
    /// #  3 | 2,cheap
    /// #    :   ^^|^^
    /// #    :     `-- expected a number
    /// #    `----
    /// # "#);
    /// # }
    /// ```
    ///
    /// With miette's feature `fancy`, `{report:?}` prints:
    ///
    /// ```text
    /// jsv::invalid_type
    ///
    ///   × Price: expected a number, found "cheap" (record 2)
    ///    ╭─[prices.csv:3:3]
    ///  2 │ 1,2.5
    ///  3 │ 2,cheap
    ///    ·   ──┬──
    ///    ·     ╰── expected a number
    ///    ╰────
    /// ```
    #[must_use]
    pub fn in_source(self, name: impl Into<String>, text: impl AsRef<[u8]>) -> SourceError {
        self.in_window(name, text, 0)
    }

    /// The same with a part of the text, which starts `origin` bytes into it: a huge file need not be read whole to
    /// show where it fails. Where the error's place is not in that part, no lines are shown.
    ///
    /// ```
    /// use std::io::{Read, Seek, SeekFrom};
    ///
    /// # let mut file = std::io::Cursor::new(format!("[{}x]", "1,".repeat(1_000_000)));
    /// let error = jsv::StreamDeserializer::<_, u8>::items(&mut file).find_map(Result::err).unwrap();
    /// let origin = error.offset().unwrap_or_default().saturating_sub(256);
    /// let mut window = Vec::new();
    /// file.seek(SeekFrom::Start(origin as u64))?;
    /// file.take(512).read_to_end(&mut window)?;
    /// let error = error.in_window("numbers.jsv", &window, origin);
    /// assert_eq!(error.to_string(), "[1000000]: expected an integer, found \"x\"");
    /// # Ok::<(), std::io::Error>(())
    /// ```
    #[must_use]
    pub fn in_window(self, name: impl Into<String>, window: impl AsRef<[u8]>, origin: usize) -> SourceError {
        let place = self.offset().filter(|_| self.line() > 0);
        let place = place.map(|offset| Position { offset, line: self.line(), column: self.column() });
        let window = window.as_ref();
        let excerpt = place.and_then(|place| Excerpt::new(name, window, origin, place));
        let length = match (&excerpt, self.offset()) {
            (Some(_), Some(offset)) => length(&self, &window[offset - origin..]),
            _ => 0,
        };
        SourceError { error: self, excerpt, length }
    }
}

impl SourceError {
    /// The error.
    ///
    /// ```
    /// let error = jsv::from_str::<u8>("x").unwrap_err().in_source("a text", "x");
    /// assert_eq!(error.error().line(), 1);
    /// ```
    pub fn error(&self) -> &Error {
        &self.error
    }

    /// The error alone.
    ///
    /// ```
    /// let error = jsv::from_str::<u8>("x").unwrap_err().in_source("a text", "x");
    /// assert_eq!(error.into_error().line(), 1);
    /// ```
    pub fn into_error(self) -> Error {
        self.error
    }
}

impl Display for SourceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { error, excerpt, .. } = self;
        if excerpt.is_none() {
            return f.write_str(&cleaned(&error.to_string()));
        }
        let path = error.path();
        if !path.is_empty() {
            write!(f, "{}: ", cleaned(&path))?;
        }
        f.write_str(&cleaned(&error.kind().to_string()))?;
        error.record().map_or(Ok(()), |record| write!(f, " (record {record})"))
    }
}

impl core::error::Error for SourceError {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        self.error.source()
    }
}

impl Diagnostic for SourceError {
    fn code<'a>(&'a self) -> Option<Box<dyn Display + 'a>> {
        self.error.code()
    }

    fn help<'a>(&'a self) -> Option<Box<dyn Display + 'a>> {
        self.error.help()
    }

    fn source_code(&self) -> Option<&dyn ::miette::SourceCode> {
        self.excerpt.as_ref().map(|excerpt| excerpt as &dyn ::miette::SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let excerpt = self.excerpt.as_ref()?;
        let offset = self.error.offset()?;
        let label =
            LabeledSpan::new(Some(label(self.error.kind())), offset, excerpt.clip(offset, self.length));
        Some(Box::new(iter::once(label)))
    }
}

/// How many bytes of the text the error is about; at least a character.
fn length(error: &Error, text: &[u8]) -> usize {
    let character = 1 + text.iter().skip(1).take_while(|&&byte| !starts_character(byte)).count();
    let found = match error.kind() {
        // The whole record.
        ErrorKind::InvalidLength { .. } if error.record().is_some() => {
            return text.iter().position(|byte| b"\r\n".contains(byte)).unwrap_or(text.len()).max(1);
        }
        ErrorKind::Syntax { found, .. }
        | ErrorKind::InvalidType { found, .. }
        | ErrorKind::OutOfRange { found, .. }
        | ErrorKind::UnknownVariant { found, .. }
        | ErrorKind::UnknownField { found, .. } => found,
        _ => return character,
    };
    let found = found.strip_prefix('"').and_then(|found| found.strip_suffix('"')).unwrap_or(found);
    let found = found.strip_suffix('…').unwrap_or(found).as_bytes();
    if text.starts_with(found) { found.len().max(1) } else { character }
}

fn label(kind: &ErrorKind) -> String {
    match kind {
        ErrorKind::Syntax { expected, .. } | ErrorKind::EndOfText { expected } => {
            alloc::format!("expected {expected}")
        }
        ErrorKind::InvalidType { expected, .. }
        | ErrorKind::InvalidLength { expected, .. }
        | ErrorKind::UnknownVariant { expected, .. }
        | ErrorKind::UnknownField { expected, .. } => alloc::format!("expected {expected}"),
        ErrorKind::OutOfRange { expected, .. } => alloc::format!("out of range for {expected}"),
        ErrorKind::UnterminatedQuote => "opens here".to_owned(),
        ErrorKind::TextAfterQuote { .. } => "expected a separator".to_owned(),
        _ => "here".to_string(),
    }
}

fn help(error: &Error) -> Option<&'static str> {
    Some(match error.kind() {
        ErrorKind::InvalidUtf8 => {
            "the text must be UTF-8; `iconv -f UTF-16 -t UTF-8` makes it so of one that starts with FF FE or FE FF, \
             `iconv -f WINDOWS-1252 -t UTF-8` of another"
        }
        ErrorKind::EndOfText { .. } => "the text is cut short, or a bracket is not closed",
        ErrorKind::UnterminatedQuote => "no quote closes this one; a quote within quoted text is doubled",
        ErrorKind::EmptyKey => "a key without characters is written `\"\"`",
        ErrorKind::DepthLimit { .. } => {
            "`depth_limit` sets another limit, up to 256; large types need so much stack that they have a lower one"
        }
        ErrorKind::TextAfterQuote { .. } => "a quote within a quoted cell is doubled",
        ErrorKind::InvalidLength { .. } if error.record().is_some() => {
            "a cell with a separator in it needs quotes; `flexible` takes records of any length"
        }
        ErrorKind::RecordLimit { .. } => "a closing quote may be missing; `record_limit` sets another limit",
        ErrorKind::ValueLimit { .. } => "a closing quote may be missing; `value_limit` sets another limit",
        ErrorKind::DuplicateField(_) => "names match in any case",
        _ => return None,
    })
}

fn code(kind: &ErrorKind) -> &'static str {
    match kind {
        ErrorKind::Io(_) => "jsv::io",
        ErrorKind::InvalidUtf8 => "jsv::invalid_utf8",
        ErrorKind::Syntax { .. } => "jsv::syntax",
        ErrorKind::EndOfText { .. } => "jsv::end_of_text",
        ErrorKind::UnterminatedQuote => "jsv::unterminated_quote",
        ErrorKind::EmptyKey => "jsv::empty_key",
        ErrorKind::DepthLimit { .. } => "jsv::depth_limit",
        ErrorKind::InvalidType { .. } => "jsv::invalid_type",
        ErrorKind::OutOfRange { .. } => "jsv::out_of_range",
        ErrorKind::UnknownVariant { .. } => "jsv::unknown_variant",
        ErrorKind::UnknownField { .. } => "jsv::unknown_field",
        ErrorKind::MissingField(_) => "jsv::missing_field",
        ErrorKind::DuplicateField(_) => "jsv::duplicate_field",
        ErrorKind::InvalidLength { .. } => "jsv::invalid_length",
        ErrorKind::TextAfterQuote { .. } => "jsv::text_after_quote",
        ErrorKind::RecordLimit { .. } => "jsv::record_limit",
        ErrorKind::ValueLimit { .. } => "jsv::value_limit",
        ErrorKind::KeyNotScalar => "jsv::key_not_scalar",
        ErrorKind::Unsupported(_) => "jsv::unsupported",
        ErrorKind::InvalidDialect(_) => "jsv::invalid_dialect",
        ErrorKind::Custom(_) => "jsv::custom",
    }
}
