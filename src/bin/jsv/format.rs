//! The formats, and how a file's name tells them. Floor 5.

use std::path::Path;

use clap::ValueEnum;

use crate::report::Stop;

/// A text format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// JSV: one document, or the items of one list
    Jsv,
    /// JSV lines: a document on each line
    #[value(alias = "jsv-lines")]
    Jsvl,
    /// Comma-separated values, whose cells may hold JSV
    Csv,
    /// The same, separated by tabs
    Tsv,
    /// JSON: one document, or the items of one array
    Json,
    /// JSON lines: a document on each line
    #[value(alias = "ndjson", alias = "json-lines")]
    Jsonl,
    /// Query strings: one on each line
    #[value(alias = "form")]
    Query,
}

impl Format {
    /// The format given, or the one that the file's extension names.
    pub(crate) fn of(given: Option<Format>, path: &Path, option: &str) -> Result<Format, Stop> {
        let extension = path.extension().map(|extension| extension.to_string_lossy().to_ascii_lowercase());
        let known = match extension.as_deref() {
            Some("jsv") => Some(Format::Jsv),
            Some("jsvl") => Some(Format::Jsvl),
            Some("csv") => Some(Format::Csv),
            Some("tsv" | "tab") => Some(Format::Tsv),
            Some("json") => Some(Format::Json),
            Some("jsonl" | "ndjson") => Some(Format::Jsonl),
            Some("query" | "qs") => Some(Format::Query),
            _ => None,
        };
        given.or(known).ok_or_else(|| {
            let what = match (path.as_os_str() == "-", option) {
                (true, "--from") => "the format of the standard input is not known".into(),
                (true, _) => "the format of the standard output is not known".into(),
                (false, _) => format!("the format of {} is not known by its name", path.display()),
            };
            Stop::Usage(format!("{what}: give it with `{option}`, such as `{option} csv`"))
        })
    }

    /// What `--from` and `--to` call it.
    pub(crate) fn name(self) -> String {
        self.to_possible_value().map_or_else(String::new, |value| value.get_name().to_owned())
    }

    /// The separator of cells, unless another one is given.
    pub(crate) fn delimiter(self) -> u8 {
        if self == Format::Tsv { b'\t' } else { b',' }
    }

    pub(crate) fn is_csv(self) -> bool {
        matches!(self, Format::Csv | Format::Tsv)
    }
}
