//! The formats that a service speaks, and their names in content types, suffixes and routes. Floor 5.

use core::fmt::{self, Display};
use core::str::FromStr;

use super::media_type::essence;
use crate::error::Error;

/// JSON, JSV or CSV.
///
/// ```
/// use jsv::http::Format;
///
/// assert_eq!(Format::from_content_type("Text/CSV; charset=utf-8"), Some(Format::Csv));
/// assert_eq!(Format::from_content_type("text/jsv"), Some(Format::Jsv));
/// assert_eq!(Format::from_name("jsv"), Some(Format::Jsv));
/// assert_eq!(Format::Jsv.content_type(), "application/jsv");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Format {
    /// `application/json`, or any type that ends in `+json`.
    #[default]
    Json,
    /// `application/jsv`, `text/jsv`.
    Jsv,
    /// `text/csv`.
    Csv,
}

impl Format {
    /// All of them; the first is the answer to clients that ask for none. A later version may have more.
    ///
    /// ```
    /// use jsv::http::Format;
    ///
    /// let names: Vec<_> = Format::ALL.iter().map(|format| format.name()).collect();
    /// assert_eq!(names, ["json", "jsv", "csv"]);
    /// ```
    pub const ALL: &'static [Format] = &[Format::Json, Format::Jsv, Format::Csv];

    /// The content type of an answer, as a ServiceStack host writes it.
    pub fn content_type(self) -> &'static str {
        match self {
            Format::Json => "application/json; charset=utf-8",
            Format::Jsv => "application/jsv",
            Format::Csv => "text/csv",
        }
    }

    /// The name in `?format=`, in suffixes and in `/jsv/reply/…`.
    pub fn name(self) -> &'static str {
        match self {
            Format::Json => "json",
            Format::Jsv => "jsv",
            Format::Csv => "csv",
        }
    }

    /// The format of that name, in any case.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|format| format.name().eq_ignore_ascii_case(name))
    }

    /// The format of a content type, in any case. Its parameters say how to read a body, not what format it is.
    pub fn from_content_type(content_type: &str) -> Option<Self> {
        let essence = essence(content_type);
        Self::ALL.iter().copied().find(|format| format.has_type(essence))
    }

    /// Whether a body of `essence`, a media type without parameters, is of this format.
    fn has_type(self, essence: &str) -> bool {
        let suffix = || essence.len().checked_sub("+json".len()).and_then(|start| essence.get(start..));
        let is_json = || suffix().is_some_and(|suffix| suffix.eq_ignore_ascii_case("+json"));
        self.is_named(essence) || self == Format::Json && is_json()
    }

    /// Whether `essence` is a name of this format itself.
    pub(super) fn is_named(self, essence: &str) -> bool {
        let is = |name: &str| essence.eq_ignore_ascii_case(name);
        match self {
            Format::Json => is("application/json"),
            Format::Jsv => is("application/jsv") || is("text/jsv"),
            Format::Csv => is("text/csv"),
        }
    }
}

/// As [`Format::name`].
///
/// ```
/// assert_eq!(format!("/orders.{}", jsv::http::Format::Csv), "/orders.csv");
/// ```
impl Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// As [`Format::from_name`].
///
/// ```
/// use jsv::http::Format;
///
/// assert_eq!("JSV".parse::<Format>()?, Format::Jsv);
/// let error = "xml".parse::<Format>().unwrap_err();
/// assert_eq!(error.to_string(), "unknown variant \"xml\", expected one of `json`, `jsv`, `csv`");
/// # Ok::<(), jsv::Error>(())
/// ```
///
/// # Errors
/// [`UnknownVariant`](crate::ErrorKind::UnknownVariant).
impl FromStr for Format {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self, Error> {
        let unknown = || serde::de::Error::unknown_variant(name, &["json", "jsv", "csv"]);
        Self::from_name(name).ok_or_else(unknown)
    }
}

#[cfg(test)]
mod tests {
    use super::Format;

    #[test]
    fn content_types() {
        for (content_type, expected) in [
            ("application/json", Some(Format::Json)),
            ("application/problem+json; charset=utf-8", Some(Format::Json)),
            ("+json", Some(Format::Json)),
            ("json", None),
            ("é+jsn", None),
            ("application/jsv", Some(Format::Jsv)),
            ("TEXT/JSV ; charset=\"utf-8\"", Some(Format::Jsv)),
            ("text/csv;header=present", Some(Format::Csv)),
            ("application/csv", None),
            ("text/csvx", None),
            ("", None),
        ] {
            assert_eq!(Format::from_content_type(content_type), expected, "{content_type}");
        }
    }

    #[test]
    fn answers_read_as_their_own_format() {
        for &format in Format::ALL {
            assert_eq!(Format::from_content_type(format.content_type()), Some(format));
            assert_eq!(Format::from_name(&format.name().to_uppercase()), Some(format));
            assert_eq!(format.to_string().parse::<Format>().unwrap(), format);
        }
    }
}
