//! What stands between `=` and `&`: texts and JSV, percent-encoded (SPEC §10). Floor 4.

use alloc::string::String;
use alloc::vec::Vec;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::grammar::{self, Quotes, Stop};

/// "Every byte but ASCII letters, digits, `-` `.` `,` is percent-encoded."
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b',');

/// Appends a text: "lower-case hex, a space as `+`".
pub(super) fn push_text(text: &str, out: &mut String) {
    for piece in utf8_percent_encode(text, ENCODED) {
        match piece.strip_prefix('%') {
            None => out.push_str(piece),
            Some("20") => out.push('+'),
            Some(digits) => {
                out.push('%');
                out.extend(digits.chars().map(|digit| digit.to_ascii_lowercase()));
            }
        }
    }
}

/// Appends a JSV text whose own `{` `}` `[` `]` `:` `,` stay bare. "A top-level list drops its brackets unless it is
/// empty, written as nothing, or any item is itself a list."
pub(super) fn push_value(jsv: &str, out: &mut String) {
    let start = out.len();
    let mut walk = Walk { out, open: Vec::new(), has_list_item: false };
    let rest = match walk.value(jsv) {
        Ok(rest) => rest,
        // Only a damaged text ends up here, and nothing writes one.
        Err(nom::Err::Error(error) | nom::Err::Failure(error)) => error.rest,
        Err(nom::Err::Incomplete(_)) => "",
    };
    walk.text(rest);
    let drops_brackets = !walk.has_list_item;
    let value = &out[start..];
    if drops_brackets && value.len() > "[]".len() && value.starts_with('[') && value.ends_with(']') {
        out.pop();
        out.remove(start);
    }
}

type Step<'a> = Result<&'a str, nom::Err<grammar::Error<'a>>>;

/// A pass over a JSV text that tells its syntax from its texts.
struct Walk<'o> {
    out: &'o mut String,
    /// The maps and lists that are open, innermost last.
    open: Vec<Stop>,
    has_list_item: bool,
}

impl Walk<'_> {
    fn value<'a>(&mut self, mut rest: &'a str) -> Step<'a> {
        loop {
            rest = self.start(rest)?;
            // Behind a value: the brackets that close here, then a comma or the end of it all.
            loop {
                let Some(&stop) = self.open.last() else { return Ok(rest) };
                match rest.as_bytes().first() {
                    Some(b',') => {
                        rest = self.syntax(rest);
                        if stop == Stop::Map {
                            rest = self.key(rest)?;
                        }
                        break;
                    }
                    Some(&byte) if byte == stop.close() => rest = self.close(rest),
                    _ => return Err(grammar::expected(rest, stop.expected())),
                }
            }
        }
    }

    /// A scalar whole, or the opening of maps and lists up to their first scalar.
    fn start<'a>(&mut self, mut rest: &'a str) -> Step<'a> {
        loop {
            let start = grammar::skip_space(rest);
            match start.as_bytes().first() {
                Some(b'"') => {
                    let (after, _) = grammar::quoted(Quotes::Single)(start)?;
                    let after = grammar::skip_space(after);
                    return Ok(self.up_to(rest, after));
                }
                Some(&open @ (b'{' | b'[')) => {
                    let stop = if open == b'{' { Stop::Map } else { Stop::List };
                    self.has_list_item |= stop == Stop::List && *self.open == [Stop::List];
                    rest = self.up_to(rest, start);
                    rest = self.syntax(rest);
                    self.open.push(stop);
                    let inner = if stop == Stop::Map { grammar::skip_space(rest) } else { rest };
                    if inner.as_bytes().first() == Some(&stop.close()) {
                        rest = self.up_to(rest, inner);
                        return Ok(self.close(rest));
                    }
                    if stop == Stop::Map {
                        rest = self.key(rest)?;
                    }
                }
                _ => {
                    let stop = self.open.last().copied().unwrap_or(Stop::End);
                    let (after, _) = grammar::bare(stop)(rest)?;
                    return Ok(self.up_to(rest, after));
                }
            }
        }
    }

    fn key<'a>(&mut self, rest: &'a str) -> Step<'a> {
        let (after, _) = grammar::key(Quotes::Single)(rest)?;
        grammar::colon(after)?;
        let colon = self.up_to(rest, after);
        Ok(self.syntax(colon))
    }

    fn close<'a>(&mut self, rest: &'a str) -> &'a str {
        self.open.pop();
        let rest = self.syntax(rest);
        self.up_to(rest, grammar::skip_space(rest))
    }

    /// One character of the syntax.
    fn syntax<'a>(&mut self, rest: &'a str) -> &'a str {
        let (character, rest) = rest.split_at_checked(1).unwrap_or((rest, ""));
        self.out.push_str(character);
        rest
    }

    /// The text before `after`, which is a tail of `rest`.
    fn up_to<'a>(&mut self, rest: &'a str, after: &'a str) -> &'a str {
        self.text(&rest[..rest.len() - after.len()]);
        after
    }

    fn text(&mut self, text: &str) {
        push_text(text, self.out);
    }
}
