//! The cells of a CSV record: nom parsers, each quoting its rule from SPEC §6. Floor 4.

use crate::grammar::{Error, Parsed, Quotes, Reason, Stop, Syntax, behind, expected};
use crate::text::quote::find_closing;
use crate::text::scan;

use super::dialect::Dialect;
use super::nested::Attempts;

/// What may follow a cell, for messages.
const EXPECTED_END: &str = "a separator or the record's end after the closing quote";

/// A quoted cell: what is between its quotes, and whether that has doubled quotes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Quoted<'a> {
    pub(crate) raw: &'a str,
    pub(crate) escaped: bool,
}

/// `quoted = QUOTE *( any but QUOTE / 2QUOTE ) QUOTE`: "only a separator or the record's end may follow".
///
/// The first `scanned` bytes are known to hold no closing quote, and to hold doubled ones if `escaped`.
#[inline]
pub(crate) fn quoted<'a>(
    dialect: Dialect,
    scanned: usize,
    escaped: bool,
) -> impl FnMut(&'a str) -> Parsed<'a, Quoted<'a>> {
    move |input| {
        let bytes = input.as_bytes();
        let from = scanned.max(1);
        let closing = bytes.get(from..).map(|rest| find_closing(rest, dialect.quote, 1));
        let Some((end, doubled)) = closing.filter(|(end, _)| from + end < bytes.len()) else {
            return Err(nom::Err::Error(Error { rest: input, reason: Reason::UnterminatedQuote }));
        };
        let (end, escaped) = (from + end, escaped || doubled);
        let rest = &input[end + 1..];
        if ends_cell(rest, dialect) {
            Ok((rest, Quoted { raw: &input[1..end], escaped }))
        } else {
            Err(expected(rest, EXPECTED_END))
        }
    }
}

/// `nested`: "an unquoted map or list of §2 followed by a separator or the record's end".
///
/// `base` is the input's offset in the file, by which attempts are remembered. Unless the input is the `whole` rest of
/// the file, what more text might mend is `Incomplete`.
#[inline]
pub(crate) fn nested<'a>(
    dialect: Dialect,
    base: usize,
    whole: bool,
    attempts: &mut Attempts,
) -> impl FnMut(&'a str) -> Parsed<'a, Nested<'a>> {
    move |input| {
        // Whether the cell is nested does not depend on the limit: that is asked of a nested cell.
        let syntax = nested_syntax(usize::MAX);
        let mut attempt = attempts.attempt(input.len(), base, dialect.delimiter);
        let recognized = behind(input, Stop::End, syntax, &mut attempt);
        #[cfg(test)]
        attempt.visit(
            match &recognized {
                Err(nom::Err::Error(error)) if error.reason == Reason::UnterminatedQuote => "",
                Err(nom::Err::Error(error)) => error.rest,
                Ok(rest) => rest,
                Err(_) => "",
            },
            "",
        );
        // White space behind the closing bracket was skipped: it is not part of the cell.
        let end = attempt.end();
        let error = match recognized {
            Ok(_) if !whole && matches!(&input[end..], "" | "\r") => incomplete(),
            Ok(_) if ends_cell(&input[end..], dialect) => {
                let depth = attempt.depth();
                attempt.forget();
                return Ok((&input[end..], Nested { raw: &input[..end], depth }));
            }
            Ok(_) => expected(&input[end..], "a separator or the record's end"),
            Err(nom::Err::Error(error))
                if !whole && (error.rest.is_empty() || error.reason == Reason::UnterminatedQuote) =>
            {
                incomplete()
            }
            Err(error) => error,
        };
        if error.is_incomplete() {
            attempt.put_off();
        } else {
            attempt.keep();
        }
        Err(error)
    }
}

/// "Always JSV's own `,` and `\"`, whatever the dialect."
pub(crate) const fn nested_syntax(depth_limit: usize) -> Syntax {
    Syntax { quotes: Quotes::Single, insignificant_space: false, depth_limit }
}

fn incomplete<'a>() -> nom::Err<Error<'a>> {
    nom::Err::Incomplete(nom::Needed::Unknown)
}

/// A nested cell, and its levels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Nested<'a> {
    pub(crate) raw: &'a str,
    /// `None` where it is not known.
    pub(crate) depth: Option<usize>,
}

/// `plain = *any`: "up to the separator or eol; quotes in it are ordinary".
///
/// The first `scanned` bytes are known to hold neither.
#[inline]
pub(crate) fn plain<'a>(dialect: Dialect, scanned: usize) -> impl Fn(&'a str) -> Parsed<'a, &'a str> {
    move |input| {
        let bytes = input.as_bytes();
        let end = scanned + scan::find2(&bytes[scanned..], dialect.delimiter, b'\n');
        // The CR of a CRLF is the line end's; a lone CR is data.
        let text = match bytes.get(end) {
            Some(b'\n') if end > 0 && bytes[end - 1] == b'\r' => end - 1,
            _ => end,
        };
        Ok((&input[text..], &input[..text]))
    }
}

/// `eol = LF / CRLF`.
#[inline]
pub(crate) fn line_end(input: &str) -> Option<&str> {
    match input.as_bytes() {
        [b'\n', ..] => Some(&input[1..]),
        [b'\r', b'\n', ..] => Some(&input[2..]),
        _ => None,
    }
}

/// Whether a separator or the record's end stands here.
#[inline]
fn ends_cell(rest: &str, dialect: Dialect) -> bool {
    match rest.as_bytes() {
        [] | [b'\n', ..] | [b'\r', b'\n', ..] => true,
        [byte, ..] => *byte == dialect.delimiter,
    }
}
