//! Recognizes one whole value, however deep, without a type and without recursion. Floor 2.
//!
//! Skipped values, raw values and the unquoted nested cells of CSV all pass through here, so whether a text is
//! well-formed depends on nobody's type.

use alloc::vec::Vec;
use core::mem;

use super::{Error, Parsed, Quotes, Reason, Stop, colon, expected, is_space, key, quoted, skip_space, trim};
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

/// What a caller wants to know, or already knows, of the maps and lists in a value.
pub(crate) trait Watch<'a> {
    /// No line feed outside quoted texts (SPEC §6: `nested`).
    const ONE_LINE: bool;

    /// A map or list opens.
    fn open(&mut self);

    /// The innermost map or list goes on here: behind its opening bracket, or behind one of its values, where a comma
    /// or its closing bracket stands. `Some(after)`: it is known to end, and `after` follows it and the white space
    /// behind it; it is closed then.
    fn go_on(&mut self, rest: &'a str, stop: Stop) -> Result<Option<&'a str>, Reason>;

    /// The innermost map or list ends: `rest` follows its bracket, `after` the white space behind that too.
    fn close(&mut self, rest: &'a str, after: &'a str);

    /// What is left behind the bare text that starts here.
    fn bare(&mut self, input: &'a str, stop: Stop) -> &'a str;

    /// What is left behind a bare and short key and its colon, and behind the value too if that is bare and short as well;
    /// `None` decides nothing.
    fn short_member(&mut self, input: &'a str) -> Option<&'a str>;
}

/// Nobody watches.
pub(crate) struct Unwatched;

impl<'a> Watch<'a> for Unwatched {
    const ONE_LINE: bool = false;

    #[inline(always)]
    fn open(&mut self) {}

    #[inline(always)]
    fn go_on(&mut self, _: &'a str, _: Stop) -> Result<Option<&'a str>, Reason> {
        Ok(None)
    }

    #[inline(always)]
    fn close(&mut self, _: &'a str, _: &'a str) {}

    #[inline(always)]
    fn bare(&mut self, input: &'a str, stop: Stop) -> &'a str {
        match stop {
            Stop::End => "",
            _ => &input[scan::find2(input.as_bytes(), b',', stop.close())..],
        }
    }

    #[inline(never)]
    fn short_member(&mut self, input: &'a str) -> Option<&'a str> {
        let (colon, end) = scan::find_near_member(input.as_bytes())?;
        let bare = matches!(input.as_bytes().get(end), Some(b',' | b'}'));
        Some(&input[if bare { end } else { colon + 1 }..])
    }
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
    let mut start = skip_space(input);
    let bracketed = start.starts_with(['{', '[', '"']);
    if !syntax.insignificant_space && !bracketed {
        start = input;
    }
    let rest = behind(start, stop, syntax, watch)?;
    let raw = &start[..start.len() - rest.len()];
    let spaced = (bracketed || syntax.insignificant_space) && raw.as_bytes().last() <= Some(&b' ');
    Ok((rest, if spaced { raw.trim_end_matches(is_space) } else { raw }))
}

/// What follows the value that starts here, and the white space behind it.
pub(crate) fn behind<'a>(
    start: &'a str,
    stop: Stop,
    syntax: Syntax,
    watch: &mut impl Watch<'a>,
) -> Result<&'a str, nom::Err<Error<'a>>> {
    let verbatim = !syntax.insignificant_space && !syntax.quotes.is_foreign();
    Recognizer { syntax, verbatim, levels: Levels::default(), watch }.value(start, stop)
}

struct Recognizer<'w, W> {
    syntax: Syntax,
    /// Bare texts without a `"` are what they are.
    verbatim: bool,
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
                let next = match rest.as_bytes().first() {
                    Some(&byte) if byte == b',' || byte == stop.close() => byte,
                    _ => return Err(expected(rest, stop.expected())),
                };
                if let Some(after) = self.go_on(rest, stop)? {
                    rest = after;
                } else if next == b',' {
                    rest = &rest[1..];
                    if stop == Stop::Map {
                        rest = self.member(rest)?;
                        if Self::is_behind_value(rest) {
                            continue;
                        }
                    }
                    break;
                } else {
                    rest = self.close(&rest[1..]);
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
                    self.levels.push(stop);
                    self.watch.open();
                    rest = &start[1..];
                    if let Some(after) = self.go_on(rest, stop)? {
                        return Ok(after);
                    }
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
                        if Self::is_behind_value(rest) {
                            return Ok(rest);
                        }
                    }
                }
                // White space ends no bare text, so what was skipped need not be looked at again.
                _ => return self.bare(start, self.levels.innermost().unwrap_or(outer)),
            }
        }
    }

    /// `member = key ":" value`, as far as the colon at least.
    #[inline]
    fn member(&mut self, input: &'a str) -> Result<&'a str, nom::Err<Error<'a>>> {
        if self.verbatim
            && let Some(rest) = self.watch.short_member(input)
        {
            return Ok(rest);
        }
        Self::any_member(self.syntax, input)
    }

    /// Whether a member's value has been stepped over, or is nothing at all.
    #[inline]
    fn is_behind_value(rest: &str) -> bool {
        matches!(rest.as_bytes().first(), Some(b',' | b'}'))
    }

    #[inline(never)]
    fn any_member(syntax: Syntax, input: &'a str) -> Result<&'a str, nom::Err<Error<'a>>> {
        if W::ONE_LINE {
            return Ok(colon(Self::key_on_one_line(syntax.quotes, input)?)?.0);
        }
        let (rest, token) = key(syntax.quotes)(input)?;
        if syntax.insignificant_space && !token.quoted && trim(token.raw).is_empty() {
            return Err(nom::Err::Error(Error { rest: input, reason: Reason::EmptyKey }));
        }
        Ok(colon(rest)?.0)
    }

    /// A key without a line feed, nor one about it, but within its quotes.
    fn key_on_one_line(quotes: Quotes, input: &'a str) -> Result<&'a str, nom::Err<Error<'a>>> {
        let start = Self::skip(input);
        if start.starts_with('"') {
            return Ok(Self::skip(quoted(quotes)(start)?.0));
        }
        let rest = &start[scan::find_key_end_on_line(start.as_bytes())..];
        if rest.len() == input.len() {
            return Err(nom::Err::Error(Error { rest: input, reason: Reason::EmptyKey }));
        }
        Ok(rest)
    }

    #[inline]
    fn bare(&mut self, input: &'a str, stop: Stop) -> Result<&'a str, nom::Err<Error<'a>>> {
        let rest = self.watch.bare(input, stop);
        if W::ONE_LINE && rest.starts_with('\n') { Err(expected(rest, stop.expected())) } else { Ok(rest) }
    }

    #[inline]
    fn go_on(&mut self, rest: &'a str, stop: Stop) -> Result<Option<&'a str>, nom::Err<Error<'a>>> {
        match self.watch.go_on(rest, stop) {
            Ok(None) => Ok(None),
            Ok(Some(after)) => {
                self.levels.pop();
                Ok(Some(after))
            }
            Err(reason) => Err(nom::Err::Error(Error { rest, reason })),
        }
    }

    #[inline]
    fn close(&mut self, rest: &'a str) -> &'a str {
        self.levels.pop();
        let after = Self::skip(rest);
        self.watch.close(rest, after);
        after
    }

    /// Skips white space before an opening bracket or quote and behind a closing one.
    #[inline]
    fn skip(input: &'a str) -> &'a str {
        if W::ONE_LINE { input.trim_start_matches([' ', '\t', '\r']) } else { skip_space(input) }
    }
}

/// The open maps and lists, a bit each; the innermost 127 and a bit that is set above them stand in a register.
pub(super) struct Levels {
    depth: usize,
    maps: u128,
    outer: Vec<u128>,
}

impl Default for Levels {
    fn default() -> Self {
        Levels { depth: 0, maps: 1, outer: Vec::new() }
    }
}

impl Levels {
    pub(super) fn depth(&self) -> usize {
        self.depth
    }

    pub(super) fn is_empty(&self) -> bool {
        self.depth == 0
    }

    #[inline]
    pub(super) fn push(&mut self, stop: Stop) {
        if self.maps.leading_zeros() == 0 {
            self.outer = with(mem::take(&mut self.outer), mem::replace(&mut self.maps, 1));
        }
        self.depth += 1;
        self.maps = self.maps << 1 | u128::from(stop == Stop::Map);
    }

    #[inline]
    pub(super) fn pop(&mut self) {
        self.depth -= 1;
        self.maps >>= 1;
        if self.maps == 1 && self.depth > 0 {
            (self.outer, self.maps) = without(mem::take(&mut self.outer));
        }
    }

    #[inline]
    pub(super) fn innermost(&self) -> Option<Stop> {
        match (self.depth, self.maps & 1) {
            (0, _) => None,
            (_, 1) => Some(Stop::Map),
            _ => Some(Stop::List),
        }
    }
}

/// Taken over and handed back: what is lent would stand in memory, and the levels with it.
#[cold]
fn with(mut outer: Vec<u128>, maps: u128) -> Vec<u128> {
    outer.push(maps);
    outer
}

#[cold]
fn without(mut outer: Vec<u128>) -> (Vec<u128>, u128) {
    let maps = outer.pop().unwrap_or(1);
    (outer, maps)
}
