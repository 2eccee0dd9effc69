//! What stands in a map or list as one piece: a scalar, a key, or a value that is taken as it stands (SPEC §2, §4). Floor 3.

use super::parser::{Parser, Root, too_deep};
use crate::error::{Error, ErrorKind, Result};
use crate::grammar::{self, Stop, Syntax, Token, Unwatched, Watch};

impl<'de> Parser<'de> {
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

    /// `bare(S)`, trimmed where white space is insignificant, but for a whole cell: its text is as it stands (SPEC §7).
    pub(super) fn bare(&mut self, stop: Stop) -> Result<Token<'de>> {
        let raw = self.step(grammar::bare(stop))?;
        let trims = self.options.insignificant_whitespace && !self.is_whole_cell(stop);
        Ok(Token::bare(if trims { grammar::trim(raw) } else { raw }, self.quotes))
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
