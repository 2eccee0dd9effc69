//! One scalar: read at once where it is short and bare, else by its text (SPEC §4). Floor 3.

use super::value::ValueDeserializer;
use crate::error::{Error, ErrorKind, Result, quoted_excerpt};
use crate::grammar::{self, Stop};
use crate::text::scalar::{self, Integer, IntegerError};

impl ValueDeserializer<'_, '_> {
    /// Most integers are short and bare: no search for the delimiter, then another pass over the digits.
    #[inline]
    pub(super) fn integer<T: Integer>(&mut self) -> Result<T> {
        match scalar::short_prefix(self.parser.rest.as_bytes()).and_then(|prefix| self.take_integer(prefix)) {
            Some(value) => Ok(value),
            None => self.any_integer(),
        }
    }

    /// Takes the integer of so many bytes that the text starts with, if it is the value.
    #[inline(always)]
    fn take_integer<T: Integer>(&mut self, (value, length): (i64, usize)) -> Option<T> {
        if self.parser.quotes.is_foreign() || !self.ends_at(length) {
            return None;
        }
        let value = T::try_from(value).ok()?;
        self.parser.rest = &self.parser.rest[length..];
        Some(value)
    }

    /// An integer that is longer, negative, quoted, or none.
    #[inline(never)]
    fn any_integer<T: Integer>(&mut self) -> Result<T> {
        if let Some(prefix) = scalar::integer_prefix(self.parser.rest.as_bytes())
            && let Some(value) = self.take_integer(prefix)
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
    pub(super) fn double(&mut self) -> Result<f64> {
        if let Some((value, length)) = scalar::f64_prefix(self.parser.rest.as_bytes())
            && !self.parser.quotes.is_foreign()
            && self.ends_at(length)
        {
            self.parser.rest = &self.parser.rest[length..];
            return Ok(value);
        }
        self.any_double()
    }

    #[inline(never)]
    fn any_double(&mut self) -> Result<f64> {
        self.option_of("a number", scalar::parse_f64)
    }

    /// Whether a bare value that starts here ends after `length` bytes.
    #[inline]
    fn ends_at(&self, length: usize) -> bool {
        match self.parser.rest.as_bytes().get(length) {
            None => matches!(self.stop, Stop::End | Stop::Comma),
            Some(&byte) => self.stop != Stop::End && (byte == b',' || byte == self.stop.close()),
        }
    }

    /// Reads a scalar's text, trimmed, quoted or not.
    #[inline]
    fn parse<T>(
        &mut self,
        expected: &'static str,
        parse: impl FnOnce(&str) -> Result<T, ErrorKind>,
    ) -> Result<T> {
        let left = self.parser.rest.len();
        let token = self.parser.scalar(self.stop, expected)?;
        let text = self.parser.resolve(token);
        parse(grammar::trim(text)).map_err(|kind| Error::new(kind).at(self.parser.offset_before(left)))
    }

    #[inline]
    pub(super) fn option_of<T>(
        &mut self,
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
    pub(super) fn boolean(&mut self) -> Result<bool> {
        match scalar::bool_prefix(self.parser.rest.as_bytes()) {
            Some((value, length)) if self.ends_at(length) => {
                self.parser.rest = &self.parser.rest[length..];
                Ok(value)
            }
            _ => self.any_boolean(),
        }
    }

    #[inline(never)]
    fn any_boolean(&mut self) -> Result<bool> {
        self.option_of("a boolean", scalar::parse_bool)
    }
}
