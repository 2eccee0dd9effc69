//! The state of reading: what is left of the text, where that is, and what was learned of it. Floor 3.
//!
//! The steps over brackets are in `levels`, those over scalars, keys and whole values in `tokens` and, where they can be told at
//! once, in `verbatim`.

use alloc::string::String;

use super::fields::{FieldSet, FieldSets};
use super::lists::Lists;
use super::verbatim::Seen;
use crate::error::{Error, ErrorKind, Result};
use crate::grammar::{self, Quotes, Stop, Token};
use crate::options::Options;
use crate::stack::Stack;

/// What the text as a whole is: the two differ in what a text at their top means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Root {
    /// A JSV document (SPEC §4).
    Document,
    /// A CSV cell, or the value of a query string: a string is the text as it stands (SPEC §7, §10).
    Cell,
}

#[cold]
pub(super) fn too_deep(limit: usize) -> Error {
    Error::new(ErrorKind::DepthLimit { limit })
}

/// What outlives a text: room to unescape in, and what was learned of structs.
#[derive(Default)]
pub(crate) struct Memory {
    /// Unescaped texts that cannot be borrowed.
    scratch: String,
    pub(super) fields: FieldSets,
    pub(super) lists: Lists,
}

/// In this order: what each step asks for is near the start, where the code to reach it is shorter.
#[repr(C)]
pub(crate) struct Parser<'de> {
    pub(super) rest: &'de str,
    /// The input from its first byte, so that lengths tell offsets.
    pub(super) text: &'de str,
    /// What was seen of a value together with its key.
    pub(super) seen: Seen,
    /// Maps and lists that may still open.
    pub(super) levels_left: usize,
    pub(super) stack: Stack,
    pub(super) quotes: Quotes,
    /// Bare texts without a `"` are what they are: nothing is trimmed or escaped in another way.
    pub(super) verbatim: bool,
    pub(super) root: Root,
    /// Nothing at all is an empty text rather than `None` (SPEC §7: `distinguish_empty`).
    pub(super) nothing_is_empty: bool,
    pub(super) options: Options,
    /// Lists without brackets that are open.
    pub(super) bare_lists: usize,
    pub(super) memory: Memory,
    /// How far a text that was given up had been read.
    given_up: usize,
}

/// What is left of a text that was given up: nothing that could follow a value. Static, for it is known by its address.
static GIVEN_UP: &str = "\0";

impl<'de> Parser<'de> {
    pub(crate) fn new(text: &'de str, root: Root, options: Options, memory: Memory) -> Self {
        Parser {
            text,
            rest: text,
            seen: Seen::default(),
            quotes: Quotes::Single,
            verbatim: !options.insignificant_whitespace,
            root,
            options,
            nothing_is_empty: false,
            levels_left: options.depth_limit,
            bare_lists: 0,
            given_up: 0,
            stack: Stack::default(),
            memory,
        }
    }

    pub(crate) fn into_memory(self) -> Memory {
        self.memory
    }

    /// Skips a byte order mark; offsets still count it.
    pub(crate) fn skip_byte_order_mark(&mut self) {
        self.rest = self.rest.strip_prefix('\u{feff}').unwrap_or(self.rest);
    }

    /// Turns to a cell: `text[start..]` is read, offsets count from the start of `text`.
    #[inline]
    pub(crate) fn turn_to(&mut self, text: &'de str, start: usize, quotes: Quotes, nothing_is_empty: bool) {
        self.text = text;
        self.rest = &text[start..];
        self.seen = Seen::default();
        self.quotes = quotes;
        self.verbatim = !self.options.insignificant_whitespace && !quotes.is_foreign();
        self.nothing_is_empty = nothing_is_empty;
        self.levels_left = self.options.depth_limit;
        self.bare_lists = 0;
        self.stack = Stack::default();
    }

    pub(crate) fn text(&self) -> &'de str {
        self.text
    }

    #[inline]
    pub(crate) fn offset(&self) -> usize {
        self.text.len() - self.rest.len()
    }

    /// The offset of the place where so many bytes were left.
    #[cold]
    pub(super) fn offset_before(&self, left: usize) -> usize {
        self.text.len() - left
    }

    /// The offset of the value in front of which so many bytes were left, behind white space that is not its own (SPEC §3).
    #[cold]
    pub(super) fn value_before(&self, left: usize) -> usize {
        let (_, rest) = self.text.split_at(self.text.len() - left);
        let value = grammar::skip_space(rest);
        let skipped = self.options.insignificant_whitespace || value.starts_with(['{', '[', '"']);
        self.offset_before(if skipped { value.len() } else { left })
    }

    /// Nothing but white space may be left.
    #[inline]
    pub(crate) fn end(&mut self) -> Result<()> {
        if self.rest.is_empty() {
            return Ok(());
        }
        let rest = grammar::skip_space(self.rest);
        if rest.is_empty() {
            self.rest = rest;
            return Ok(());
        }
        Err(self.fail(grammar::expected(rest, Stop::End.expected())))
    }

    /// Gives up the text in the middle of a map or list that failed: if its error is hidden, what is left of it must not be taken
    /// for what follows it.
    #[cold]
    pub(super) fn give_up(&mut self) {
        if !self.is_given_up() {
            self.given_up = self.offset();
            self.rest = GIVEN_UP;
        }
    }

    #[inline]
    fn is_given_up(&self) -> bool {
        core::ptr::eq(self.rest, GIVEN_UP)
    }

    /// Whether the text has not been given up.
    ///
    /// # Errors
    /// It has been, and the error that tells why was hidden.
    #[inline]
    pub(crate) fn goes_on(&self) -> Result<()> {
        if self.is_given_up() { Err(self.hidden()) } else { Ok(()) }
    }

    #[cold]
    fn hidden(&self) -> Error {
        let message = "reading on in a map or list that failed: the type has hidden its error";
        Error::new(ErrorKind::Unsupported(message)).at(self.given_up)
    }

    #[cold]
    pub(super) fn fail(&self, error: nom::Err<grammar::Error<'de>>) -> Error {
        if self.is_given_up() {
            return self.hidden();
        }
        grammar::error_in(self.text, error)
    }

    #[cold]
    pub(super) fn expected(&self, what: &'static str) -> Error {
        self.fail(grammar::expected(self.rest, what))
    }

    /// Takes one step of the grammar.
    #[inline]
    pub(super) fn step<O>(&mut self, parse: impl Fn(&'de str) -> grammar::Parsed<'de, O>) -> Result<O> {
        match parse(self.rest) {
            Ok((rest, output)) => {
                self.rest = rest;
                Ok(output)
            }
            Err(error) => Err(self.fail(error)),
        }
    }

    /// The first byte of a value: white space before an opening bracket or quote is skipped (SPEC §3).
    #[inline]
    pub(super) fn first(&mut self) -> Option<u8> {
        match self.rest.as_bytes().first() {
            Some(..=b' ') => self.first_behind_space(),
            first => first.copied(),
        }
    }

    #[cold]
    fn first_behind_space(&mut self) -> Option<u8> {
        let start = grammar::skip_space(self.rest);
        if self.options.insignificant_whitespace || start.starts_with(['{', '[', '"']) {
            self.rest = start;
        }
        self.rest.as_bytes().first().copied()
    }

    #[inline]
    pub(super) fn peek(&self) -> Option<u8> {
        self.rest.as_bytes().first().copied()
    }

    /// Steps over one ASCII character.
    #[inline]
    pub(super) fn bump(&mut self) {
        self.rest = self.rest.split_at(1).1;
    }

    /// Steps over this character, if it is the next.
    #[inline(always)]
    pub(super) fn take(&mut self, character: char) -> bool {
        let rest = self.rest.strip_prefix(character);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    /// Skips white space behind a closing bracket or quote.
    #[inline]
    pub(super) fn skip_space(&mut self) {
        self.rest = grammar::skip_space(self.rest);
    }

    #[inline]
    pub(super) fn skip_insignificant_space(&mut self) {
        if self.options.insignificant_whitespace {
            self.skip_space();
        }
    }

    /// The token's text, borrowed from the input where it has no escapes.
    #[inline]
    pub(super) fn resolve<'s>(&'s mut self, token: Token<'de>) -> &'s str
    where
        'de: 's,
    {
        if token.is_verbatim() { token.raw } else { self.unescaped(token) }
    }

    pub(super) fn unescaped(&mut self, token: Token<'de>) -> &str {
        self.memory.scratch.clear();
        token.unescape(&mut self.memory.scratch);
        &self.memory.scratch
    }

    /// The field that a key names, which is expected at `next`.
    #[inline]
    pub(super) fn find_field(&mut self, fields: FieldSet, next: usize, key: Token<'de>) -> Option<usize> {
        let Memory { scratch, fields: sets, .. } = &mut self.memory;
        let name = if key.is_verbatim() {
            key.raw
        } else {
            scratch.clear();
            key.unescape(scratch);
            scratch
        };
        if self.options.ignore_underscores {
            return sets.find_loose(fields, next, name);
        }
        sets.find(fields, next, name)
    }

    pub(crate) fn ignores_underscores(&self) -> bool {
        self.options.ignore_underscores
    }

    /// The field that a name means, which stands in no text of this parser.
    #[cfg(feature = "query")]
    pub(crate) fn find_name(&mut self, fields: FieldSet, next: usize, name: &str) -> Option<usize> {
        if self.options.ignore_underscores {
            return self.memory.fields.find_loose(fields, next, name);
        }
        self.memory.fields.find(fields, next, name)
    }
}
