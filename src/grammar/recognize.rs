//! Recognizes one whole value, however deep, without a type and without recursion. Floor 2.
//!
//! Skipped values, raw values and the unquoted nested cells of CSV all pass through here, so whether a text is
//! well-formed depends on nobody's type.

use alloc::vec::Vec;

use super::{
    Error, Parsed, Quotes, Reason, Stop, Token, colon, expected, is_space, key, quoted, skip_space, trim,
};
use crate::text::scan;

/// How the text is written, and how deep it may go.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Syntax {
    pub(crate) quotes: Quotes,
    /// White space around every token is skipped (SPEC §3).
    pub(crate) insignificant_space: bool,
    /// Levels that may open.
    pub(crate) depth_limit: usize,
}

/// What a caller wants to know, or already knows, of the maps and lists that open.
pub(crate) trait Watch<'a> {
    /// No line feed outside quoted texts (SPEC §6: `nested`).
    const ONE_LINE: bool;

    /// A map or list opens here. `Some(rest)`: it is known to be well-formed, and `rest` follows it.
    fn open(&mut self, rest: &'a str) -> Result<Option<&'a str>, Reason>;

    /// The map or list that opened last is closed, and `rest` follows it.
    fn close(&mut self, rest: &'a str);
}

/// Nobody watches.
pub(crate) struct Unwatched;

impl<'a> Watch<'a> for Unwatched {
    const ONE_LINE: bool = false;

    #[inline(always)]
    fn open(&mut self, _: &'a str) -> Result<Option<&'a str>, Reason> {
        Ok(None)
    }

    #[inline(always)]
    fn close(&mut self, _: &'a str) {}
}

/// `value(S) = map / list / quoted / bare(S)`; gives the value's raw text, white space about it skipped.
///
/// As everywhere in the crate, 128 levels may open. Nothing is looked at behind the value: what may follow is the
/// caller's to say.
///
/// ```
/// use jsv::grammar::{Stop, value};
///
/// assert_eq!(value(Stop::List)("{a:[b,c]},d]"), Ok((",d]", "{a:[b,c]}")));
/// assert!(value(Stop::List)("{a:[b,c},d]").is_err());
/// ```
pub fn value<'a>(stop: Stop) -> impl Fn(&'a str) -> Parsed<'a, &'a str> {
    let syntax =
        Syntax { quotes: Quotes::Single, insignificant_space: false, depth_limit: super::DEPTH_LIMIT };
    move |input| recognize(input, stop, syntax, &mut Unwatched)
}

/// The same with all the crate's own settings.
pub(crate) fn recognize<'a>(
    input: &'a str,
    stop: Stop,
    syntax: Syntax,
    watch: &mut impl Watch<'a>,
) -> Parsed<'a, &'a str> {
    let mut recognizer = Recognizer { syntax, levels: Levels::default(), watch };
    let mut start = skip_space(input);
    if !syntax.insignificant_space && !start.starts_with(['{', '[', '"']) {
        start = input;
    }
    let rest = recognizer.value(start, stop)?;
    let raw = &start[..start.len() - rest.len()];
    let bracketed = start.starts_with(['{', '[', '"']);
    Ok((rest, if bracketed { raw.trim_end_matches(is_space) } else { raw }))
}

struct Recognizer<'w, W> {
    syntax: Syntax,
    levels: Levels,
    watch: &'w mut W,
}

impl<'a, W: Watch<'a>> Recognizer<'_, W> {
    fn value(&mut self, input: &'a str, outer: Stop) -> Result<&'a str, nom::Err<Error<'a>>> {
        let mut rest = input;
        loop {
            rest = self.start(rest, outer)?;
            // Behind a value: the brackets that close here, then a comma or the end of it all.
            loop {
                let Some(stop) = self.levels.innermost() else { return Ok(rest) };
                match rest.as_bytes().first() {
                    Some(b',') => {
                        rest = &rest[1..];
                        if stop == Stop::Map {
                            rest = self.member(rest)?;
                        }
                        break;
                    }
                    Some(&byte) if byte == stop.close() => rest = self.close(&rest[1..]),
                    _ => return Err(expected(rest, stop.expected())),
                }
            }
        }
    }

    /// The value's first token: a scalar whole, or the opening of maps and lists up to their first scalar.
    #[inline]
    fn start(&mut self, input: &'a str, outer: Stop) -> Result<&'a str, nom::Err<Error<'a>>> {
        let mut rest = input;
        loop {
            let start = Self::skip(rest);
            match start.as_bytes().first() {
                Some(b'"') => return Ok(Self::skip(quoted(self.syntax.quotes)(start)?.0)),
                Some(&open @ (b'{' | b'[')) => {
                    let stop = if open == b'{' { Stop::Map } else { Stop::List };
                    if self.levels.depth == self.syntax.depth_limit {
                        let reason = Reason::DepthLimit(self.syntax.depth_limit);
                        return Err(nom::Err::Error(Error { rest: start, reason }));
                    }
                    match self.watch.open(start) {
                        Ok(None) => {}
                        Ok(Some(known)) => return Ok(Self::skip(known)),
                        Err(reason) => return Err(nom::Err::Error(Error { rest: start, reason })),
                    }
                    self.levels.push(stop);
                    rest = &start[1..];
                    let inner = if stop == Stop::Map || self.syntax.insignificant_space {
                        Self::skip(rest)
                    } else {
                        rest
                    };
                    if inner.as_bytes().first() == Some(&stop.close()) {
                        return Ok(self.close(&inner[1..]));
                    }
                    if stop == Stop::Map {
                        rest = self.member(rest)?;
                    }
                }
                _ => return Self::bare(rest, self.levels.innermost().unwrap_or(outer)),
            }
        }
    }

    /// `member = key ":" value`, as far as the colon.
    #[inline]
    fn member(&mut self, input: &'a str) -> Result<&'a str, nom::Err<Error<'a>>> {
        let (rest, token) = key(self.syntax.quotes)(input)?;
        if W::ONE_LINE {
            on_one_line(input, rest, token)?;
        }
        if self.syntax.insignificant_space && !token.quoted && trim(token.raw).is_empty() {
            return Err(nom::Err::Error(Error { rest: input, reason: Reason::EmptyKey }));
        }
        Ok(colon(rest)?.0)
    }

    #[inline]
    fn bare(input: &'a str, stop: Stop) -> Result<&'a str, nom::Err<Error<'a>>> {
        if !W::ONE_LINE {
            return Ok(super::bare(stop)(input)?.0);
        }
        let rest = &input[scan::find3(input.as_bytes(), b',', stop.close(), b'\n')..];
        if rest.starts_with('\n') { Err(expected(rest, stop.expected())) } else { Ok(rest) }
    }

    fn close(&mut self, rest: &'a str) -> &'a str {
        self.levels.pop();
        self.watch.close(rest);
        Self::skip(rest)
    }

    /// Skips white space before an opening bracket or quote and behind a closing one.
    #[inline]
    fn skip(input: &'a str) -> &'a str {
        if W::ONE_LINE { input.trim_start_matches([' ', '\t', '\r']) } else { skip_space(input) }
    }
}

/// No line feed in a key, nor about it, but within its quotes.
fn on_one_line<'a>(input: &'a str, rest: &'a str, key: Token<'a>) -> Result<(), nom::Err<Error<'a>>> {
    let count = |text: &str| memchr::memchr_iter(b'\n', text.as_bytes()).count();
    let quoted = if key.quoted { count(key.raw) } else { 0 };
    let consumed = &input[..input.len() - rest.len()];
    if count(consumed) == quoted { Ok(()) } else { Err(expected(input, "a key on one line")) }
}

/// The open maps and lists, a bit each; the first 128 levels stand in a register.
#[derive(Default)]
struct Levels {
    depth: usize,
    maps: u128,
    outer: Vec<u128>,
}

impl Levels {
    #[inline]
    fn push(&mut self, stop: Stop) {
        if self.depth != 0 && self.depth.is_multiple_of(128) {
            self.outer.push(self.maps);
        }
        self.depth += 1;
        self.maps = self.maps << 1 | u128::from(stop == Stop::Map);
    }

    #[inline]
    fn pop(&mut self) {
        self.depth -= 1;
        self.maps >>= 1;
        if self.depth != 0 && self.depth.is_multiple_of(128) {
            self.maps = self.outer.pop().unwrap_or_default();
        }
    }

    #[inline]
    fn innermost(&self) -> Option<Stop> {
        match (self.depth, self.maps & 1) {
            (0, _) => None,
            (_, 1) => Some(Stop::Map),
            _ => Some(Stop::List),
        }
    }
}
