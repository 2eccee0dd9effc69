//! The state of reading: what is left of the text, and the steps of the grammar over it. Floor 3.

use alloc::string::String;

use super::fields::{FieldSet, FieldSets};
use super::lists::Lists;
use super::verbatim::Seen;
use crate::error::{Error, ErrorKind, Result};
use crate::grammar::{self, Quotes, Stop, Syntax, Token, Unwatched, Watch};
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
fn too_deep(limit: usize) -> Error {
    Error::new(ErrorKind::DepthLimit { limit })
}

/// What outlives a text: room to unescape in, and what was learned of structs.
#[derive(Default)]
pub(crate) struct Memory {
    /// Unescaped texts that cannot be borrowed.
    scratch: String,
    pub(super) fields: FieldSets,
    lists: Lists,
}

/// In this order: what each step asks for is near the start, where the code to reach it is shorter.
#[repr(C)]
pub(crate) struct Parser<'de> {
    pub(super) rest: &'de str,
    /// The input from its first byte, so that lengths tell offsets.
    text: &'de str,
    /// What was seen of a value together with its key.
    pub(super) seen: Seen,
    /// Maps and lists that may still open.
    levels_left: usize,
    stack: Stack,
    pub(super) quotes: Quotes,
    /// Bare texts without a `"` are what they are: nothing is trimmed or escaped in another way.
    pub(super) verbatim: bool,
    pub(super) root: Root,
    /// Nothing at all is an empty text rather than `None` (SPEC §7: `distinguish_empty`).
    pub(super) nothing_is_empty: bool,
    pub(super) options: Options,
    /// Lists without brackets that are open.
    bare_lists: usize,
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
    fn skip_insignificant_space(&mut self) {
        if self.options.insignificant_whitespace {
            self.skip_space();
        }
    }

    /// Whether a bare and empty value stands here.
    #[inline]
    pub(super) fn at_nothing(&mut self, stop: Stop) -> bool {
        // White space is text here, unless it is insignificant.
        let first = if self.options.insignificant_whitespace { self.first() } else { self.peek() };
        match first {
            None => true,
            Some(byte) => stop != Stop::End && (byte == b',' || byte == stop.close()),
        }
    }

    /// `bare(S)`, trimmed where white space is insignificant.
    pub(super) fn bare(&mut self, stop: Stop) -> Result<Token<'de>> {
        let raw = self.step(grammar::bare(stop))?;
        Ok(Token::bare(
            if self.options.insignificant_whitespace { grammar::trim(raw) } else { raw },
            self.quotes,
        ))
    }

    #[inline]
    pub(super) fn quoted(&mut self) -> Result<Token<'de>> {
        match self.verbatim_quoted() {
            Some(raw) => Ok(Token::plain_quoted(raw)),
            None => self.any_quoted(),
        }
    }

    fn any_quoted(&mut self) -> Result<Token<'de>> {
        let token = self.step(grammar::quoted(self.quotes))?;
        self.skip_space();
        Ok(token)
    }

    /// A scalar that is quoted or bare; `expected` is for the message where a map or list stands here.
    #[inline]
    pub(super) fn scalar(&mut self, stop: Stop, expected: &'static str) -> Result<Token<'de>> {
        // A whole cell is a text as it stands, but a scalar may be quoted in it.
        if stop != Stop::End
            && let Some(text) = self.verbatim(stop)
        {
            return Ok(Token::plain(text));
        }
        match self.first() {
            Some(b'"') => self.quoted(),
            Some(b'{' | b'[') if !self.is_whole_cell(stop) => Err(self.unexpected_container(stop, expected)),
            _ => self.bare(stop),
        }
    }

    /// In a CSV cell text is text, whatever it starts with.
    #[inline(always)]
    pub(super) fn is_whole_cell(&self, stop: Stop) -> bool {
        stop == Stop::End && self.root == Root::Cell
    }

    /// The text of a string, by SPEC §4 and §7.
    #[inline]
    pub(super) fn string(&mut self, stop: Stop) -> Result<Token<'de>> {
        if stop == Stop::End {
            if self.root == Root::Document {
                self.skip_insignificant_space();
                if self.rest.starts_with('"') {
                    return self.quoted();
                }
            }
            return self.bare(stop);
        }
        match self.first() {
            // It was not short and plain, or it would have been taken at once.
            Some(b'"') => self.any_quoted(),
            // "A map or list inside a map or list: its raw text, brackets and all."
            Some(b'{' | b'[') => Ok(Token::bare(self.raw(stop)?, self.quotes)),
            _ => match self.last_verbatim(stop) {
                Some(text) => Ok(Token::plain(text)),
                None => self.bare(stop),
            },
        }
    }

    /// Any value, checked and skipped.
    #[inline]
    pub(super) fn skip(&mut self, stop: Stop) -> Result<()> {
        let opens = matches!(self.peek(), Some(b'{' | b'['));
        if !opens && stop != Stop::End && self.verbatim(stop).is_some() {
            return Ok(());
        }
        self.skip_any(stop)
    }

    #[inline(never)]
    fn skip_any(&mut self, stop: Stop) -> Result<()> {
        if self.is_whole_cell(stop) {
            // Read untyped, a cell is a text if it is nothing else.
            self.is_container()?;
            return self.bare(stop).map(|_| ());
        }
        match self.first() {
            Some(b'"') => self.quoted().map(|_| ()),
            _ => self.raw(stop).map(|_| ()),
        }
    }

    /// Any value, checked, as it stands in the input.
    pub(super) fn raw(&mut self, stop: Stop) -> Result<&'de str> {
        self.raw_watched(stop, &mut Unwatched)
    }

    fn raw_watched(&mut self, stop: Stop, watch: &mut impl Watch<'de>) -> Result<&'de str> {
        let syntax = Syntax {
            quotes: self.quotes,
            insignificant_space: self.options.insignificant_whitespace,
            depth_limit: self.levels_left,
        };
        match grammar::recognize(self.rest, stop, syntax, watch) {
            Ok((rest, raw)) => {
                self.rest = rest;
                Ok(raw)
            }
            // The limit is the whole text's, not what was left of it here.
            Err(nom::Err::Error(error)) if matches!(error.reason, grammar::Reason::DepthLimit(_)) => {
                Err(too_deep(self.options.depth_limit).at(self.text.len() - error.rest.len()))
            }
            Err(error) => Err(self.fail(error)),
        }
    }

    /// Whether the rest is one well-formed map or list and nothing more.
    ///
    /// # Errors
    /// One that is too deep: it is no mere text.
    pub(super) fn is_container(&mut self) -> Result<bool> {
        let rest = self.rest;
        let whole = matches!(self.first(), Some(b'{' | b'['))
            && match self.raw(Stop::End) {
                Ok(_) => self.end().is_ok(),
                Err(error) if matches!(error.kind(), ErrorKind::DepthLimit { .. }) => return Err(error),
                Err(_) => false,
            };
        self.rest = rest;
        Ok(whole)
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

    /// Opens a map or list: one level (SPEC §2).
    #[inline]
    pub(crate) fn descend(&mut self) -> Result<()> {
        if self.levels_left > 0 && self.stack.has_room() {
            self.levels_left -= 1;
            return Ok(());
        }
        Err(self.cannot_descend())
    }

    /// Begins a list without brackets, which is no level. A type that is a list of itself would begin them forever.
    pub(super) fn begin_bare_list(&mut self) -> Result<()> {
        if self.bare_lists < grammar::DEPTH_LIMIT && self.stack.has_room() {
            self.bare_lists += 1;
            return Ok(());
        }
        Err(too_deep(grammar::DEPTH_LIMIT).at(self.offset()))
    }

    /// Ends the list without brackets that is open.
    pub(super) fn end_bare_list(&mut self) {
        self.bare_lists -= 1;
    }

    #[cold]
    #[inline(never)]
    fn cannot_descend(&self) -> Error {
        // At the limit, or where the stack ends before it.
        too_deep(self.options.depth_limit - self.levels_left).at(self.offset())
    }

    /// How many items the list that is open will have, as far as others tell.
    #[inline]
    pub(super) fn expected_items(&self) -> Option<usize> {
        self.memory.lists.expected(self.level().wrapping_sub(1))
    }

    /// The list that was just closed had so many items.
    #[inline]
    pub(super) fn saw_items(&mut self, items: usize) {
        let level = self.level();
        self.memory.lists.saw(level, items);
    }

    /// How many maps and lists are open.
    #[inline]
    fn level(&self) -> usize {
        self.options.depth_limit - self.levels_left
    }

    #[inline]
    pub(super) fn ascend(&mut self) {
        self.levels_left += 1;
    }

    /// Opens a map: `{`, and whether it has members.
    #[inline]
    pub(super) fn open_map(&mut self) -> Result<bool> {
        self.descend()?;
        self.bump();
        if let Some(rest) = grammar::skip_space(self.rest).strip_prefix('}') {
            self.rest = rest;
            self.closed();
            return Ok(false);
        }
        Ok(true)
    }

    /// Whether something follows the opening bracket at once: the bracket may be left to be read with it.
    #[inline]
    pub(super) fn opens_at_once(&self, close: u8) -> bool {
        matches!(self.rest.as_bytes(), [_, first, ..] if *first > b' ' && *first != close)
    }

    /// Opens a list: `[`, and whether it has items. `[ ]` has one, a space, unless white space is insignificant.
    #[inline]
    pub(super) fn open_list(&mut self) -> Result<bool> {
        self.descend()?;
        self.bump();
        self.skip_insignificant_space();
        if self.peek() == Some(b']') {
            self.bump();
            self.closed();
            return Ok(false);
        }
        Ok(true)
    }

    /// Closes the map that is read, if its end stands here and no white space behind it.
    #[inline(always)]
    pub(super) fn take_map_end(&mut self) -> bool {
        match self.rest.strip_prefix('}') {
            Some(rest) if rest.as_bytes().first().is_none_or(|next| *next > b' ') => {
                self.rest = rest;
                self.ascend();
                true
            }
            _ => false,
        }
    }

    /// Closes the map or list that is read: nothing but its end may follow its last value.
    #[inline]
    pub(super) fn close(&mut self, stop: Stop) -> Result<()> {
        match self.peek() {
            Some(byte) if byte == stop.close() => self.bump(),
            None if stop == Stop::Comma => {
                self.end_bare_list();
                return Ok(());
            }
            _ => return Err(self.expected(stop.expected())),
        }
        self.closed();
        Ok(())
    }

    #[inline]
    fn closed(&mut self) {
        self.ascend();
        self.skip_space();
    }

    /// `key ":"`; a bare key is trimmed where white space is insignificant.
    #[inline]
    pub(super) fn key(&mut self) -> Result<Token<'de>> {
        if let Some((key, _)) = self.verbatim_key(self.rest) {
            return Ok(Token::plain(key));
        }
        self.any_key()
    }

    pub(super) fn any_key(&mut self) -> Result<Token<'de>> {
        let start = self.rest;
        let mut token = self.step(grammar::key(self.quotes))?;
        if self.options.insignificant_whitespace && !token.quoted {
            token.raw = grammar::trim(token.raw);
            if token.raw.is_empty() {
                self.rest = start;
                return Err(Error::new(ErrorKind::EmptyKey).at(self.offset()));
            }
        }
        self.step(grammar::colon)?;
        Ok(token)
    }

    /// The key in front of which so many bytes were left, for messages, and the offset of its value.
    #[cold]
    pub(super) fn key_again(&mut self, left: usize) -> Option<(Token<'de>, usize)> {
        let (_, member) = self.text.split_at(self.text.len() - left);
        let rest = core::mem::replace(&mut self.rest, member);
        let key = self.key().ok().map(|key| (key, self.value_before(self.rest.len())));
        self.rest = rest;
        key
    }

    #[cold]
    pub(super) fn unexpected_container(&mut self, stop: Stop, expected: &'static str) -> Error {
        let start = self.offset();
        let found = if self.peek() == Some(b'{') { "a map" } else { "a list" };
        // Damaged text is the better thing to report.
        match self.raw(stop) {
            Ok(_) => Error::invalid_type(expected, found.into()).at(start),
            Err(error) => error,
        }
    }
}
