//! Errors of others as ours, and ours as theirs. Floor 1.

use alloc::borrow::ToOwned;
use alloc::string::{String, ToString};
use core::fmt::{self, Display};

#[cfg(feature = "std")]
use super::Category;
use super::{Error, ErrorKind, quoted_excerpt};

impl From<ErrorKind> for Error {
    #[cold]
    fn from(kind: ErrorKind) -> Self {
        Error::new(kind)
    }
}

#[cfg(feature = "std")]
impl From<std::io::Error> for Error {
    #[cold]
    fn from(error: std::io::Error) -> Self {
        Error::new(ErrorKind::Io(error))
    }
}

#[cfg(feature = "std")]
impl From<Error> for std::io::Error {
    fn from(error: Error) -> Self {
        let kind = match error.classify() {
            Category::Io => match error.0.kind {
                ErrorKind::Io(error) => return error,
                _ => std::io::ErrorKind::Other,
            },
            Category::Syntax | Category::Data => std::io::ErrorKind::InvalidData,
            Category::Eof => std::io::ErrorKind::UnexpectedEof,
        };
        std::io::Error::new(kind, error)
    }
}

impl Error {
    /// The kind alone, as a value: an I/O error, for instance, to be handed on. Path and place are lost.
    ///
    /// ```
    /// let error = jsv::from_str::<u8>("x").unwrap_err();
    /// let jsv::ErrorKind::InvalidType { expected, .. } = error.into_kind() else { unreachable!() };
    /// assert_eq!(expected, "an integer");
    /// ```
    pub fn into_kind(self) -> ErrorKind {
        self.0.kind
    }

    /// The kind of the I/O error, where the reader or the writer failed.
    ///
    /// ```
    /// use std::io::{self, Read};
    ///
    /// struct Slow;
    ///
    /// impl Read for Slow {
    ///     fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
    ///         Err(io::ErrorKind::TimedOut.into())
    ///     }
    /// }
    ///
    /// let error = jsv::from_reader::<_, String>(Slow).unwrap_err();
    /// assert_eq!(error.io_error_kind(), Some(io::ErrorKind::TimedOut));
    /// assert_eq!(jsv::from_str::<u8>("x").unwrap_err().io_error_kind(), None);
    /// ```
    #[cfg(feature = "std")]
    pub fn io_error_kind(&self) -> Option<std::io::ErrorKind> {
        match self.kind() {
            ErrorKind::Io(error) => Some(error.kind()),
            _ => None,
        }
    }
}

/// Only a failed write ends up here: the sinks of the serializers are `fmt::Write`.
impl From<fmt::Error> for Error {
    #[cold]
    fn from(_: fmt::Error) -> Self {
        Error::new(ErrorKind::Custom("the writer failed".to_owned()))
    }
}

impl serde::ser::Error for Error {
    #[cold]
    fn custom<T: Display>(message: T) -> Self {
        Error::new(ErrorKind::Custom(message.to_string()))
    }
}

impl serde::de::Error for Error {
    #[cold]
    fn custom<T: Display>(message: T) -> Self {
        Error::new(ErrorKind::Custom(message.to_string()))
    }

    #[cold]
    fn invalid_type(found: serde::de::Unexpected<'_>, expected: &dyn serde::de::Expected) -> Self {
        let found = match found {
            serde::de::Unexpected::Str(text) => quoted_excerpt(text),
            serde::de::Unexpected::Map => "a map".to_owned(),
            serde::de::Unexpected::Seq => "a list".to_owned(),
            serde::de::Unexpected::Unit | serde::de::Unexpected::Option => "nothing".to_owned(),
            other => other.to_string(),
        };
        Error::new(ErrorKind::InvalidType { expected: expected.to_string(), found })
    }

    #[cold]
    fn invalid_value(found: serde::de::Unexpected<'_>, expected: &dyn serde::de::Expected) -> Self {
        <Self as serde::de::Error>::invalid_type(found, expected)
    }

    #[cold]
    fn invalid_length(found: usize, expected: &dyn serde::de::Expected) -> Self {
        Error::new(ErrorKind::InvalidLength { expected: expected.to_string(), found })
    }

    #[cold]
    fn unknown_variant(found: &str, expected: &'static [&'static str]) -> Self {
        Error::new(ErrorKind::UnknownVariant { expected: one_of(expected), found: quoted_excerpt(found) })
    }

    #[cold]
    fn unknown_field(found: &str, expected: &'static [&'static str]) -> Self {
        Error::new(ErrorKind::UnknownField { expected: one_of(expected), found: quoted_excerpt(found) })
    }

    #[cold]
    fn missing_field(field: &'static str) -> Self {
        Error::new(ErrorKind::MissingField(field))
    }

    #[cold]
    fn duplicate_field(field: &'static str) -> Self {
        Error::new(ErrorKind::DuplicateField(field.to_owned()))
    }
}

fn one_of(names: &[&str]) -> String {
    match names {
        [] => "none: there are none".to_owned(),
        [name] => alloc::format!("`{name}`"),
        _ => alloc::format!("one of `{}`", names.join("`, `")),
    }
}
