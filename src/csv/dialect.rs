//! The characters that make a CSV file: which one separates cells, which one quotes them, what ends a record.
//! Floor 4.

use crate::error::{Error, ErrorKind, Result};

/// The two characters that reading and writing share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Dialect {
    pub(crate) delimiter: u8,
    pub(crate) quote: u8,
}

impl Default for Dialect {
    fn default() -> Self {
        Dialect { delimiter: b',', quote: b'"' }
    }
}

impl Dialect {
    /// The dialect, if its records can be told apart.
    ///
    /// # Errors
    /// [`InvalidDialect`](ErrorKind::InvalidDialect): a character outside ASCII, which a byte cannot name; one that ends
    /// lines; a quote that is syntax of JSV or NUL; the same one twice.
    pub(crate) fn check(self) -> Result<Self> {
        let Dialect { delimiter, quote } = self;
        refuse_line_break(delimiter, "a delimiter must be an ASCII character other than CR and LF")?;
        refuse_line_break(quote, "a quote must be an ASCII character other than CR and LF")?;
        if b":,{}[]".contains(&quote) {
            // Nested cells in such quotes could not be told from what they hold.
            return Err(Error::new(ErrorKind::InvalidDialect("a quote must not be syntax of JSV")));
        }
        if quote == 0 {
            return Err(Error::new(ErrorKind::InvalidDialect("a quote must not be NUL")));
        }
        if delimiter == quote {
            return Err(Error::new(ErrorKind::InvalidDialect("the delimiter and the quote must differ")));
        }
        Ok(self)
    }
}

fn refuse_line_break(byte: u8, message: &'static str) -> Result<()> {
    if byte.is_ascii() && byte != b'\r' && byte != b'\n' {
        Ok(())
    } else {
        Err(Error::new(ErrorKind::InvalidDialect(message)))
    }
}

/// What ends a written record.
///
/// ```
/// use jsv::csv::{Terminator, WriterBuilder};
///
/// let rows = [[1, 2], [3, 4]];
/// assert_eq!(WriterBuilder::new().to_string(&rows)?, "1,2\r\n3,4\r\n");
/// assert_eq!(WriterBuilder::new().terminator(Terminator::Any(b'\n')).to_string(&rows)?, "1,2\n3,4\n");
/// # Ok::<(), jsv::Error>(())
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Terminator {
    /// A carriage return and a line feed, as RFC 4180 and ServiceStack write it.
    #[default]
    CRLF,
    /// One ASCII character. Only a line feed can be read back by this crate.
    Any(u8),
}

impl Terminator {
    /// The terminator, if it cannot be taken for a part of `dialect`.
    pub(crate) fn check(self, dialect: Dialect) -> Result<Self> {
        match self {
            Terminator::Any(byte) if !byte.is_ascii() => {
                Err(Error::new(ErrorKind::InvalidDialect("a terminator must be an ASCII character")))
            }
            Terminator::Any(byte) if byte == dialect.delimiter || byte == dialect.quote => Err(Error::new(
                ErrorKind::InvalidDialect("the terminator must differ from the delimiter and the quote"),
            )),
            terminator => Ok(terminator),
        }
    }
}
