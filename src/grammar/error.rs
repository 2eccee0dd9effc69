//! Why a parser of the grammar stopped: small, borrowed, and without a position until somebody asks. Floor 2.

use alloc::string::ToString;

use crate::error::{ErrorKind, quoted_excerpt};

/// What is left of the input where a parser stopped, and why it did.
///
/// ```
/// use jsv::grammar::{Reason, colon};
///
/// let Err(nom::Err::Error(error)) = colon("a") else { unreachable!() };
/// assert_eq!((error.rest, error.reason), ("a", Reason::Expected("`:`")));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Error<'a> {
    /// The input from the place of the error on.
    pub rest: &'a str,
    /// What is wrong there.
    pub reason: Reason,
}

/// What a parser of the grammar found wrong.
///
/// ```
/// use jsv::grammar::{Reason, Stop, value};
///
/// let Err(nom::Err::Error(error)) = value(Stop::End)("{:1}") else { unreachable!() };
/// assert_eq!((error.reason, error.rest), (Reason::EmptyKey, ":1}"));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reason {
    /// Something else must stand here.
    Expected(&'static str),
    /// A quoted text that does not end; the rest starts with its opening quote.
    UnterminatedQuote,
    /// A bare key without a character.
    EmptyKey,
    /// More levels than the limit.
    DepthLimit(usize),
    /// A parser of nom's own failed.
    Nom(nom::error::ErrorKind),
}

impl Error<'_> {
    /// The crate's error without its place: that is `rest`'s.
    #[cold]
    pub(crate) fn into_error(self) -> crate::Error {
        crate::Error::new(match self.reason {
            Reason::Expected(expected) if self.rest.is_empty() => ErrorKind::EndOfText { expected },
            Reason::Expected(expected) => ErrorKind::Syntax { expected, found: quoted_excerpt(self.rest) },
            Reason::UnterminatedQuote => ErrorKind::UnterminatedQuote,
            Reason::EmptyKey => ErrorKind::EmptyKey,
            Reason::DepthLimit(limit) => ErrorKind::DepthLimit { limit },
            Reason::Nom(kind) => ErrorKind::Custom(kind.description().to_string()),
        })
    }
}

/// The crate's error of a parser that was given `text`, or an end of it: at its place there.
#[cold]
#[allow(clippy::needless_pass_by_value)] // As `map_err` has it.
pub(crate) fn error_in(text: &str, error: nom::Err<Error<'_>>) -> crate::Error {
    match error {
        nom::Err::Error(error) | nom::Err::Failure(error) => {
            error.into_error().at(text.len() - error.rest.len())
        }
        nom::Err::Incomplete(_) => {
            crate::Error::new(ErrorKind::EndOfText { expected: "more text" }).at(text.len())
        }
    }
}

impl<'a> nom::error::ParseError<&'a str> for Error<'a> {
    fn from_error_kind(rest: &'a str, kind: nom::error::ErrorKind) -> Self {
        Error { rest, reason: Reason::Nom(kind) }
    }

    fn append(_: &'a str, _: nom::error::ErrorKind, other: Self) -> Self {
        other
    }
}
