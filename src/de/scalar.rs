//! One scalar: read at once where it is short and bare, else by its text (SPEC §4). Floor 3.

use super::parser::Parser;
use super::value::ValueDeserializer;
use crate::error::{Error, ErrorKind, Result, quoted_excerpt};
use crate::grammar::{self, Stop};
use crate::text::scalar::{self, Integer, IntegerError};

impl Parser<'_> {
    /// Takes the value that `prefix` finds with its length, if it is bare and this is all of it: most numbers and booleans.
    #[inline(always)]
    fn short<T>(&mut self, stop: Stop, prefix: impl Fn(&[u8]) -> Option<(T, usize)>) -> Option<T> {
        match stop {
            Stop::Map => self.short_before::<b'}', T>(prefix),
            Stop::List => self.short_before::<b']', T>(prefix),
            Stop::Comma => self.short_before::<b',', T>(prefix),
            Stop::End => None,
        }
    }

    /// A function of its own: a struct has many fields, and the code that reads them all must stay near.
    #[inline(never)]
    fn short_before<const CLOSE: u8, T>(
        &mut self,
        prefix: impl Fn(&[u8]) -> Option<(T, usize)>,
    ) -> Option<T> {
        if self.quotes.is_foreign() {
            return None;
        }
        let (value, length) = prefix(self.rest.as_bytes())?;
        let byte = *self.rest.as_bytes().get(length)?;
        if byte != b',' && byte != CLOSE {
            return None;
        }
        self.rest = &self.rest[length..];
        Some(value)
    }
}

impl Parser<'_> {
    /// Says where the scalar in front of which so many bytes were left stands, or that the text ends before it.
    #[cold]
    fn scalar_error(&self, kind: ErrorKind, stop: Stop, expected: &'static str, left: usize) -> Error {
        let scalar = grammar::skip_space(&self.text()[self.offset_before(left)..]);
        let cut_off = scalar.is_empty() && matches!(stop, Stop::Map | Stop::List);
        let kind = if cut_off { ErrorKind::EndOfText { expected } } else { kind };
        Error::new(kind).at(self.offset_before(scalar.len()))
    }
}

/// The integer that was found, if it is of the type.
#[inline(always)]
fn of_type<T: Integer>((value, length): (i64, usize)) -> Option<(T, usize)> {
    Some((T::try_from(value).ok()?, length))
}

impl ValueDeserializer<'_, '_> {
    /// Most integers are short and bare: no search for the delimiter, then another pass over the digits.
    #[inline]
    pub(super) fn integer<T: Integer>(self) -> Result<T> {
        match self.parser.short(self.stop, |bytes| scalar::short_prefix(bytes).and_then(of_type)) {
            Some(value) => Ok(value),
            None => self.any_integer(),
        }
    }

    /// An integer that is longer, negative, quoted, or none.
    #[inline(never)]
    fn any_integer<T: Integer>(self) -> Result<T> {
        if let Some(value) =
            self.parser.short(self.stop, |bytes| scalar::integer_prefix(bytes).and_then(of_type))
        {
            return Ok(value);
        }
        self.parse("an integer", |text| {
            scalar::parse_integer(text).map_err(|error| match error {
                IntegerError::NotAnInteger => {
                    ErrorKind::InvalidType { expected: "an integer".into(), found: quoted_excerpt(text) }
                }
                IntegerError::OutOfRange => {
                    ErrorKind::OutOfRange { expected: T::NAME, found: quoted_excerpt(text) }
                }
            })
        })
    }

    /// As for integers.
    #[inline]
    pub(super) fn double(self) -> Result<f64> {
        match self.parser.short(self.stop, scalar::f64_prefix) {
            Some(value) => Ok(value),
            None => self.any_double(),
        }
    }

    #[inline(never)]
    fn any_double(self) -> Result<f64> {
        self.option_of("a number", scalar::parse_f64)
    }

    /// Reads a scalar's text, trimmed, quoted or not.
    #[inline]
    fn parse<T>(self, expected: &'static str, parse: impl FnOnce(&str) -> Result<T, ErrorKind>) -> Result<T> {
        let left = self.parser.rest.len();
        let token = self.parser.scalar(self.stop, expected)?;
        let text = self.parser.resolve(token);
        parse(grammar::trim(text)).map_err(|kind| self.parser.scalar_error(kind, self.stop, expected, left))
    }

    #[inline]
    pub(super) fn option_of<T>(
        self,
        expected: &'static str,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Result<T> {
        self.parse(expected, |text| {
            parse(text).ok_or_else(|| ErrorKind::InvalidType {
                expected: expected.into(),
                found: quoted_excerpt(text),
            })
        })
    }

    /// `True` and `False`, as they are written, at once; all other spellings by the table.
    #[inline]
    pub(super) fn boolean(self) -> Result<bool> {
        match self.parser.short(self.stop, scalar::bool_prefix) {
            Some(value) => Ok(value),
            None => self.any_boolean(),
        }
    }

    #[inline(never)]
    fn any_boolean(self) -> Result<bool> {
        self.option_of("a boolean", scalar::parse_bool)
    }
}
