//! The format on one page: nom parsers for JSV, each quoting its rule from SPEC §2. Floor 2.
//!
//! They work on whole texts (`complete`, in nom's terms), borrow from them, and know no types: what a text means is
//! decided above. Anyone can embed a JSV value in a nom grammar of their own:
//!
//! ```
//! use jsv::grammar::{value, Stop};
//! use nom::{Parser, character::complete::char, sequence::delimited};
//!
//! // A value between `<` and `]`, in a format of our own: `Stop::List` ends a bare value at the `]`.
//! let mut tagged = delimited(char('<'), value(Stop::List), char(']'));
//! let (rest, raw) = tagged.parse("<{Id:1,Name:\"a,b\"}] and more").unwrap();
//! assert_eq!((raw, rest), ("{Id:1,Name:\"a,b\"}", " and more"));
//! ```

use alloc::borrow::Cow;
use alloc::string::String;

use nom::IResult;

use crate::text::{quote, scan};

mod error;
mod recognize;
mod resume;

pub(crate) use error::error_in;
pub use error::{Error, Reason};
pub use recognize::value;
pub(crate) use recognize::{Syntax, Unwatched, Watch, behind, recognize};
pub(crate) use resume::{Extent, Outer, Resumed};

/// Levels of maps and lists that may open unless told otherwise (SPEC §2).
pub(crate) const DEPTH_LIMIT: usize = 128;

/// What a parser of this grammar gives back: the text that is left, and what it found.
///
/// ```
/// use jsv::grammar::{Parsed, colon, space};
///
/// fn spaced_colon(input: &str) -> Parsed<'_, ()> {
///     let (rest, ()) = space(input)?;
///     colon(rest)
/// }
///
/// assert_eq!(spaced_colon("  :a"), Ok(("a", ())));
/// ```
pub type Parsed<'a, O> = IResult<&'a str, O, Error<'a>>;

/// `S`: the characters that end a bare value here.
///
/// ```
/// use jsv::grammar::{Stop, bare};
///
/// assert_eq!(bare(Stop::List)("a}b]c"), Ok(("]c", "a}b")));
/// assert_eq!(bare(Stop::Map)("a}b]c"), Ok(("}b]c", "a")));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Stop {
    /// None: the value is the whole input, as a document or a CSV cell.
    End,
    /// `,`: an item of a list without brackets.
    Comma,
    /// `,` and `]`: an item of a list.
    List,
    /// `,` and `}`: a value of a map.
    Map,
}

impl Stop {
    /// The closing bracket that ends a bare value here; a second comma where there is none.
    #[inline]
    pub(crate) const fn close(self) -> u8 {
        match self {
            Stop::Map => b'}',
            Stop::List => b']',
            Stop::End | Stop::Comma => b',',
        }
    }

    /// What may follow a value here, for messages.
    pub(crate) const fn expected(self) -> &'static str {
        match self {
            Stop::Map => "`,` or `}`",
            Stop::List => "`,` or `]`",
            Stop::Comma => "`,` or the end of the text",
            Stop::End => "the end of the text",
        }
    }
}

/// How a quote of the grammar is written: a JSV text inside a quoted CSV cell has every quote doubled.
///
/// ```
/// use jsv::grammar::{Quotes, quoted};
///
/// assert_eq!(quoted(Quotes::Single)("\"a,b\"]").unwrap().1.raw, "a,b");
/// assert_eq!(quoted(Quotes::Doubled)("\"\"a,b\"\"]").unwrap().1.raw, "a,b");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Quotes {
    /// `"`.
    #[default]
    Single,
    /// `""`: inside a quoted CSV cell.
    Doubled,
    /// `"`, inside a CSV cell quoted with another character, which is doubled instead.
    Foreign(u8),
}

impl Quotes {
    /// Whether any character, a digit even, may be doubled in the text.
    #[inline]
    pub(crate) const fn is_foreign(self) -> bool {
        matches!(self, Quotes::Foreign(_))
    }

    /// Quote characters to one quote of the grammar.
    #[inline]
    pub(crate) const fn width(self) -> usize {
        match self {
            Quotes::Single | Quotes::Foreign(_) => 1,
            Quotes::Doubled => 2,
        }
    }
}

/// A key or a value that is neither map nor list, as it stands in the input.
///
/// ```
/// use jsv::grammar::{Quotes, key};
///
/// let (rest, token) = key(Quotes::Single)("\"a:b\":1").unwrap();
/// assert_eq!((token.raw, token.quoted, rest), ("a:b", true, ":1"));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token<'a> {
    /// The text without its outer quotes, escapes and all.
    pub raw: &'a str,
    /// Whether it stood in quotes.
    pub quoted: bool,
    escapes: Escapes,
}

/// What stands for one quote in a text: how many `"` in a row, 0 where there are none; and below them the quote character of
/// the CSV cell, where the text has it (doubled) and it is not `"`, else 0. One number, for it is stored and read as one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Escapes(u16);

impl Escapes {
    const NONE: Self = Escapes(0);

    fn new(run: u8, foreign: u8) -> Self {
        Escapes(u16::from_be_bytes([run, foreign]))
    }
}

impl<'a> Token<'a> {
    /// A text without escapes.
    #[inline]
    pub(crate) const fn plain(raw: &'a str) -> Self {
        Token { raw, quoted: false, escapes: Escapes::NONE }
    }

    /// A quoted text without escapes.
    #[inline]
    pub(crate) const fn plain_quoted(raw: &'a str) -> Self {
        Token { raw, quoted: true, escapes: Escapes::NONE }
    }

    /// Text outside quotes: inside a quoted cell it may be escaped all the same.
    #[inline]
    pub(crate) fn bare(raw: &'a str, quotes: Quotes) -> Self {
        let run = if quotes == Quotes::Doubled && has(raw, b'"') { 2 } else { 0 };
        Token { raw, quoted: false, escapes: Escapes::new(run, foreign(raw, quotes)) }
    }

    /// Text between quotes, `run` of them to one.
    #[inline]
    fn between(raw: &'a str, run: u8, quotes: Quotes) -> Self {
        Token { raw, quoted: true, escapes: Escapes::new(run, foreign(raw, quotes)) }
    }

    /// Whether the text can be borrowed as it stands.
    #[inline]
    pub(crate) fn is_verbatim(self) -> bool {
        self.escapes == Escapes::NONE
    }

    /// What the token stands for, without escapes: borrowed if it stands so in the text.
    ///
    /// ```
    /// use jsv::grammar::{Quotes, quoted};
    ///
    /// let (rest, token) = quoted(Quotes::Single)("\"say \"\"hi\"\"\",7]").unwrap();
    /// assert_eq!((token.raw, &*token.text(), rest), ("say \"\"hi\"\"", "say \"hi\"", ",7]"));
    /// ```
    #[inline]
    pub fn text(self) -> Cow<'a, str> {
        if self.is_verbatim() {
            return Cow::Borrowed(self.raw);
        }
        let mut text = String::with_capacity(self.raw.len());
        self.unescape(&mut text);
        Cow::Owned(text)
    }

    /// Appends the text without its escapes.
    pub(crate) fn unescape(self, out: &mut String) {
        let [run, foreign] = self.escapes.0.to_be_bytes();
        match (run, foreign) {
            (0, 0) => out.push_str(self.raw),
            (run, 0) => quote::unescape(self.raw, b'"', run.into(), out),
            (0, foreign) => quote::unescape(self.raw, foreign, 2, out),
            (run, foreign) => {
                let mut once = String::new();
                quote::unescape(self.raw, foreign, 2, &mut once);
                quote::unescape(&once, b'"', run.into(), out);
            }
        }
    }
}

#[inline]
fn has(text: &str, byte: u8) -> bool {
    memchr::memchr(byte, text.as_bytes()).is_some()
}

#[inline]
fn foreign(text: &str, quotes: Quotes) -> u8 {
    match quotes {
        Quotes::Foreign(quote) if has(text, quote) => quote,
        _ => 0,
    }
}

/// `bare(S) = *any` up to the first character of S; may be empty.
///
/// ```
/// use jsv::grammar::{Stop, bare};
///
/// assert_eq!(bare(Stop::Map)("say \"hi\",b:c"), Ok((",b:c", "say \"hi\"")));
/// assert_eq!(bare(Stop::Map)(",b:c"), Ok((",b:c", "")));
/// ```
#[inline]
pub fn bare<'a>(stop: Stop) -> impl Fn(&'a str) -> Parsed<'a, &'a str> {
    move |input| {
        let end = match stop {
            Stop::End => input.len(),
            Stop::Comma | Stop::List | Stop::Map => scan::find2(input.as_bytes(), b',', stop.close()),
        };
        Ok((&input[end..], &input[..end]))
    }
}

/// `quoted = DQUOTE *( any but DQUOTE / 2DQUOTE ) DQUOTE`, where `2DQUOTE` is one quote.
///
/// ```
/// use jsv::grammar::{Quotes, quoted};
///
/// let (rest, token) = quoted(Quotes::Single)("\"say \"\"hi\"\"\",b").unwrap();
/// assert_eq!((token.raw, rest), ("say \"\"hi\"\"", ",b"));
/// assert!(quoted(Quotes::Single)("\"no end").is_err());
/// ```
#[inline]
pub fn quoted<'a>(quotes: Quotes) -> impl Fn(&'a str) -> Parsed<'a, Token<'a>> {
    move |input| {
        let width = quotes.width();
        // Each of constant length: a comparison, not a call.
        let behind =
            |text: &'a str| if width == 1 { text.strip_prefix('"') } else { text.strip_prefix("\"\"") };
        let text = behind(input).ok_or_else(|| expected(input, "a quote"))?;
        let (end, escaped) = quote::find_closing(text.as_bytes(), b'"', width);
        let rest = text.get(end..).and_then(behind);
        let rest = rest.ok_or(nom::Err::Error(Error { rest: input, reason: Reason::UnterminatedQuote }))?;
        let run = match (escaped, quotes) {
            (false, _) => 0,
            (true, Quotes::Single | Quotes::Foreign(_)) => 2,
            (true, Quotes::Doubled) => 4,
        };
        Ok((rest, Token::between(&text[..end], run, quotes)))
    }
}

/// `key = quoted / 1*( any but : , { } [ ] DQUOTE )`, white space about a quoted key skipped (SPEC §3).
///
/// ```
/// use jsv::grammar::{Quotes, key};
///
/// let (rest, token) = key(Quotes::Single)("Name:Ann").unwrap();
/// assert_eq!((token.raw, token.quoted, rest), ("Name", false, ":Ann"));
/// ```
#[inline]
pub fn key<'a>(quotes: Quotes) -> impl Fn(&'a str) -> Parsed<'a, Token<'a>> {
    move |input| {
        let start = skip_space(input);
        if start.starts_with('"') {
            let (rest, token) = quoted(quotes)(start)?;
            return Ok((skip_space(rest), token));
        }
        match scan::find_key_end(input.as_bytes()) {
            0 if input.is_empty() => Err(expected(input, "a key or `}`")),
            0 => Err(nom::Err::Error(Error { rest: input, reason: Reason::EmptyKey })),
            end => Ok((&input[end..], Token::bare(&input[..end], quotes))),
        }
    }
}

/// The colon of `member = key ":" value`.
///
/// ```
/// assert_eq!(jsv::grammar::colon(":a"), Ok(("a", ())));
/// assert!(jsv::grammar::colon("a").is_err());
/// ```
#[inline]
pub fn colon(input: &str) -> Parsed<'_, ()> {
    match input.strip_prefix(':') {
        Some(rest) => Ok((rest, ())),
        None => Err(expected(input, "`:`")),
    }
}

/// White space between tokens: space, tab, CR, LF (SPEC §3).
///
/// ```
/// assert_eq!(jsv::grammar::space(" \t\r\na "), Ok(("a ", ())));
/// ```
#[inline]
pub fn space(input: &str) -> Parsed<'_, ()> {
    Ok((skip_space(input), ()))
}

/// The text without the white space it starts with.
#[inline]
pub(crate) fn skip_space(input: &str) -> &str {
    match input.as_bytes().first() {
        Some(..=b' ') => behind_space(input),
        _ => input,
    }
}

#[inline(never)]
fn behind_space(input: &str) -> &str {
    input.trim_start_matches(is_space)
}

/// The text without the white space about it: SPEC §3's, not Unicode's.
#[inline]
pub(crate) fn trim(text: &str) -> &str {
    match text.as_bytes() {
        [first, .., last] if *first > b' ' && *last > b' ' => text,
        _ => between_spaces(text),
    }
}

#[inline(never)]
fn between_spaces(text: &str) -> &str {
    text.trim_matches(is_space)
}

pub(crate) fn is_space(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\r' | '\n')
}

#[cold]
pub(crate) fn expected<'a>(rest: &'a str, what: &'static str) -> nom::Err<Error<'a>> {
    nom::Err::Error(Error { rest, reason: Reason::Expected(what) })
}

#[cfg(test)]
mod tests;
