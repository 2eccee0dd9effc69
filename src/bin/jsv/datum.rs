//! A value on its way from one format to another: JSV's tree, and the scalars of JSON with all their digits. Floor 5.

use std::borrow::Cow;

use jsv::{ErrorKind, Value};
use serde::ser::{Error as _, Serialize, SerializeMap, Serializer};
use serde_json::value::RawValue;

/// A value of any of the formats.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Datum<'a> {
    Null,
    Bool(bool),
    /// A number of JSON, as its text: no digit is lost.
    Number(Cow<'a, str>),
    Text(Cow<'a, str>),
    List(Vec<Datum<'a>>),
    Map(Vec<(Cow<'a, str>, Datum<'a>)>),
}

/// How much a text of a format without types says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scalars {
    /// A text is a text.
    Texts,
    /// Texts that are written as numbers and booleans are these.
    Inferred,
    /// A cell of CSV is a text as well, even if a map or list stands in it.
    Verbatim,
}

impl Scalars {
    pub(crate) fn text<'a>(self, text: impl Into<Cow<'a, str>>) -> Datum<'a> {
        let text = text.into();
        if self == Scalars::Inferred {
            match &*text {
                "True" | "true" => return Datum::Bool(true),
                "False" | "false" => return Datum::Bool(false),
                _ if is_number(&text) => return Datum::Number(text),
                _ => {}
            }
        }
        Datum::Text(text)
    }

    pub(crate) fn value(self, value: Value<'_>) -> Datum<'_> {
        match value {
            Value::Null => Datum::Null,
            Value::Text(text) => self.text(text),
            Value::List(items) => Datum::List(items.into_iter().map(|item| self.value(item)).collect()),
            Value::Map(map) => {
                Datum::Map(map.into_iter().map(|(key, value)| (key, self.value(value))).collect())
            }
        }
    }

    /// "A value read untyped is the cell's text, unless it is a well-formed map or list" (SPEC §7).
    ///
    /// # Errors
    /// One that is too deep: as to the library, it is no mere text.
    pub(crate) fn cell(self, text: Cow<'_, str>, options: jsv::Options) -> Result<Datum<'_>, jsv::Error> {
        let nested = text.trim_start_matches([' ', '\t', '\r', '\n']).starts_with(['[', '{']);
        if nested && self != Scalars::Verbatim {
            match options.from_str::<Value<'_>>(&text) {
                Ok(value) if !value.is_text() => return Ok(self.value(value.into_owned())),
                Err(error) if matches!(error.kind(), ErrorKind::DepthLimit { .. }) => return Err(error),
                _ => {}
            }
        }
        Ok(self.text(text))
    }
}

/// Whether a text is a number as JSON writes it. `007` is none, nor is `1e5`: only JSV's own exponents, `1E+16`, count.
fn is_number(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let text = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = match text.split_once('E') {
        Some((mantissa, exponent)) => (mantissa, exponent.strip_prefix(['+', '-'])),
        None => (text, Some("0")),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    let plain = whole == "0" || !whole.starts_with('0');
    plain && digits(whole) && digits(fraction) && exponent.is_some_and(digits)
}

/// A datum for the crate's own serializers.
pub(crate) struct AsJsv<'d>(pub(crate) &'d Datum<'d>);

impl Serialize for AsJsv<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Datum::Null => Value::Null.serialize(serializer),
            Datum::Bool(yes) => serializer.serialize_bool(*yes),
            Datum::Number(text) | Datum::Text(text) => serializer.serialize_str(text),
            Datum::List(items) => serializer.collect_seq(items.iter().map(AsJsv)),
            Datum::Map(members) => {
                let mut map = serializer.serialize_map(Some(members.len()))?;
                for (key, value) in members {
                    map.serialize_entry(key, &AsJsv(value))?;
                }
                map.end()
            }
        }
    }
}

/// A datum for the serializers of `serde_json`.
pub(crate) struct AsJson<'d>(pub(crate) &'d Datum<'d>);

impl Serialize for AsJson<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Datum::Null => serializer.serialize_unit(),
            Datum::Bool(yes) => serializer.serialize_bool(*yes),
            Datum::Number(text) => {
                let number: &RawValue = serde_json::from_str(text).map_err(S::Error::custom)?;
                number.serialize(serializer)
            }
            Datum::Text(text) => serializer.serialize_str(text),
            Datum::List(items) => serializer.collect_seq(items.iter().map(AsJson)),
            Datum::Map(members) => {
                let mut map = serializer.serialize_map(Some(members.len()))?;
                for (key, value) in members {
                    map.serialize_entry(key, &AsJson(value))?;
                }
                map.end()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Datum, Scalars, is_number};

    #[test]
    fn numbers() {
        for text in
            ["0", "-0", "7", "-12", "1.50", "0.001", "1E+16", "1.5E-07", "123456789012345678901234567890"]
        {
            assert!(is_number(text), "{text}");
        }
        for text in [
            "", "-", "+1", "007", "-01", "1.", ".5", "1e5", "1E5", "1E+", "1_000", "NaN", "Infinity", "0x1",
            " 1", "1 ", "1.2.3", "--1", "١",
        ] {
            assert!(!is_number(text), "{text}");
        }
    }

    #[test]
    fn cells_are_texts_unless_they_hold_a_list_or_a_map() {
        let cell =
            |text: &'static str| Scalars::Texts.cell(text.into(), jsv::Options::new()).expect("a cell");
        let text = |text: &'static str| Datum::Text(text.into());
        assert_eq!(cell("[a,b]"), Datum::List(vec![text("a"), text("b")]));
        assert_eq!(cell("[a,b"), text("[a,b"));
        assert_eq!(cell("\"a\""), text("\"a\""));
        assert_eq!(cell("{a:1}"), Datum::Map(vec![("a".into(), text("1"))]));
    }
}
