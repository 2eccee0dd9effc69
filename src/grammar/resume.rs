//! Recognizes a value whose text comes in pieces: it takes up where the last piece ended. Floor 2.
//!
//! The grammar's own parsers want whole texts. This one reads the same language a byte at a time, finds out where a
//! value ends or where it breaks the grammar, and leaves it to them to say what is wrong there.

use alloc::vec::Vec;

use super::recognize::Levels;
use super::{Stop, Syntax};
use crate::text::scan;

/// What ends the outermost value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outer {
    /// `,` or `]`: an item of a list.
    Item,
    /// `,`, or the end of the text: an item of a list without brackets.
    BareItem,
    /// A line feed, or the end of the text; there is none in a value but in quotes.
    Line,
    /// Its own closing bracket or quote.
    Document,
}

/// How far a value goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Extent {
    /// It ends after so many bytes, the white space behind it included.
    Ends(usize),
    /// It goes on behind the text.
    Open,
    /// It breaks the grammar after so many bytes.
    Breaks(usize),
}

/// What the next byte is part of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// A value, or white space before it.
    Value,
    /// The first item of a list, or the list's end.
    FirstItem,
    /// The first key of a map, or white space before it, or the map's end.
    FirstKey,
    /// A key, or white space before it.
    Key,
    BareKey,
    QuotedKey,
    /// Behind a quote in a quoted key: another one, or the key's end.
    QuoteInKey,
    /// White space behind a quoted key, then the colon.
    BehindKey,
    Bare,
    Quoted,
    QuoteInQuoted,
    /// White space behind a value, then what separates or closes.
    Behind,
}

pub(crate) struct Resumed {
    syntax: Syntax,
    outer: Outer,
    levels: Levels,
    state: State,
    /// Bytes looked at.
    at: usize,
    /// White space stands before the key at hand: it may be all of it.
    spaced: bool,
    /// Where the quoted text at hand opens.
    quote: usize,
}

impl Resumed {
    pub(crate) fn new(syntax: Syntax, outer: Outer) -> Self {
        Resumed {
            syntax,
            outer,
            levels: Levels::default(),
            state: State::Value,
            at: 0,
            spaced: false,
            quote: 0,
        }
    }

    /// Bytes looked at so far.
    #[cfg(test)]
    pub(crate) fn scanned(&self) -> usize {
        self.at
    }

    /// Where the quoted text opens that the text so far ends within.
    pub(crate) fn open_quote(&self) -> Option<usize> {
        matches!(self.state, State::Quoted | State::QuotedKey).then_some(self.quote)
    }

    /// Where the quoted text opens that `text`, read so far, ends within or right behind: one of its quotes may be what is
    /// wrong.
    pub(crate) fn doubtful_quote(&self, text: &str) -> Option<usize> {
        match self.state {
            State::Quoted | State::QuotedKey | State::QuoteInQuoted | State::QuoteInKey => Some(self.quote),
            State::Behind | State::BehindKey => {
                text.trim_end_matches([' ', '\t', '\r', '\n']).ends_with('"').then_some(self.quote)
            }
            _ => None,
        }
    }

    /// The maps and lists that are open, the innermost first.
    pub(crate) fn into_open(mut self) -> Vec<Stop> {
        let mut open = Vec::new();
        while let Some(stop) = self.levels.innermost() {
            open.push(stop);
            self.levels.pop();
        }
        open
    }

    /// Reads on: `text` is the value's so far, from its first byte; `whole` says that no more of it comes.
    pub(crate) fn resume(&mut self, text: &str, whole: bool) -> Extent {
        let bytes = text.as_bytes();
        while let Some(&byte) = bytes.get(self.at) {
            if let Err(extent) = self.step(byte, &bytes[self.at..]) {
                return extent;
            }
        }
        let ended = matches!(self.state, State::Value | State::Bare | State::QuoteInQuoted | State::Behind);
        match whole {
            false => Extent::Open,
            true if ended && self.levels.is_empty() => Extent::Ends(self.at),
            true => Extent::Breaks(self.at),
        }
    }

    fn step(&mut self, byte: u8, rest: &[u8]) -> Result<(), Extent> {
        match self.state {
            State::Value if self.is_space(byte) => self.skip(State::Value),
            State::Value => self.value(byte)?,
            State::FirstItem if byte == b']' => self.close()?,
            State::FirstItem if self.syntax.insignificant_space && self.is_space(byte) => self.at += 1,
            State::FirstItem => self.state = State::Value,
            State::FirstKey if byte == b'}' => self.close()?,
            State::FirstKey | State::Key if self.is_space(byte) => {
                self.spaced = true;
                self.at += 1;
            }
            State::FirstKey | State::Key if byte == b'"' => {
                self.quote = self.at;
                self.skip(State::QuotedKey);
            }
            State::FirstKey | State::Key => {
                let nothing = scan::find_key_end(&rest[..1]) == 0;
                if nothing && (!self.spaced || self.syntax.insignificant_space) {
                    return self.breaks();
                }
                self.state = State::BareKey;
            }
            State::BareKey => {
                let length = scan::find_key_end(rest);
                if self.outer == Outer::Line
                    && let Some(line_feed) = memchr::memchr(b'\n', &rest[..length])
                {
                    self.at += line_feed;
                    return self.breaks();
                }
                self.at += length;
                if length < rest.len() {
                    self.state = State::BehindKey;
                    self.colon(rest[length])?;
                }
            }
            State::QuotedKey => self.quoted(rest, State::QuoteInKey),
            State::QuoteInKey if byte == b'"' => self.skip(State::QuotedKey),
            State::QuoteInKey => self.state = State::BehindKey,
            State::Bare => self.bare(rest)?,
            State::Quoted => self.quoted(rest, State::QuoteInQuoted),
            State::QuoteInQuoted if byte == b'"' => self.skip(State::Quoted),
            State::QuoteInQuoted => {
                self.state = State::Behind;
                self.ended()?;
            }
            State::BehindKey | State::Behind if self.is_space(byte) => self.at += 1,
            State::BehindKey => self.colon(byte)?,
            State::Behind => self.behind(byte)?,
        }
        Ok(())
    }

    fn skip(&mut self, state: State) {
        self.at += 1;
        self.state = state;
    }

    fn breaks<T>(&self) -> Result<T, Extent> {
        Err(Extent::Breaks(self.at))
    }

    fn ends<T>(&self) -> Result<T, Extent> {
        Err(Extent::Ends(self.at))
    }

    fn is_space(&self, byte: u8) -> bool {
        matches!(byte, b' ' | b'\t' | b'\r') || (byte == b'\n' && self.outer != Outer::Line)
    }

    /// The first byte of a value: "a value is what its first character says".
    fn value(&mut self, byte: u8) -> Result<(), Extent> {
        match byte {
            b'"' => {
                self.quote = self.at;
                self.skip(State::Quoted);
            }
            b'{' | b'[' if self.levels.depth() == self.syntax.depth_limit => return self.breaks(),
            b'{' => {
                self.levels.push(Stop::Map);
                self.spaced = false;
                self.skip(State::FirstKey);
            }
            b'[' => {
                self.levels.push(Stop::List);
                self.skip(State::FirstItem);
            }
            _ if self.outer == Outer::Document && self.levels.is_empty() => return self.breaks(),
            _ => self.state = State::Bare,
        }
        Ok(())
    }

    fn bare(&mut self, rest: &[u8]) -> Result<(), Extent> {
        let stop = match (self.levels.innermost(), self.outer) {
            (Some(stop), _) => stop,
            (None, Outer::Item) => Stop::List,
            (None, _) => Stop::Comma,
        };
        let length = match (self.outer, self.levels.is_empty()) {
            (Outer::Line, true) => scan::find1(rest, b'\n'),
            (Outer::Line, false) => scan::find3(rest, b',', stop.close(), b'\n'),
            _ => scan::find2(rest, b',', stop.close()),
        };
        self.at += length;
        if length < rest.len() {
            self.state = State::Behind;
            self.behind(rest[length])?;
        }
        Ok(())
    }

    fn quoted(&mut self, rest: &[u8], closing: State) {
        let length = scan::find1(rest, b'"');
        self.at += length;
        if length < rest.len() {
            self.skip(closing);
        }
    }

    fn colon(&mut self, byte: u8) -> Result<(), Extent> {
        if byte != b':' {
            return self.breaks();
        }
        self.skip(State::Value);
        Ok(())
    }

    /// What stands behind a value: "only white space and then a character of S (or the end)".
    fn behind(&mut self, byte: u8) -> Result<(), Extent> {
        match (self.levels.innermost(), self.outer) {
            (Some(stop), _) if byte == stop.close() => return self.close(),
            (Some(Stop::Map), _) if byte == b',' => {
                self.spaced = false;
                self.skip(State::Key);
            }
            (Some(_), _) if byte == b',' => self.skip(State::Value),
            (None, Outer::Item) if matches!(byte, b',' | b']') => return self.ends(),
            (None, Outer::BareItem) if byte == b',' => return self.ends(),
            (None, Outer::Line) if byte == b'\n' => return self.ends(),
            (None, Outer::Document) => return self.ends(),
            _ => return self.breaks(),
        }
        Ok(())
    }

    /// A closing bracket.
    fn close(&mut self) -> Result<(), Extent> {
        self.levels.pop();
        self.skip(State::Behind);
        self.ended()
    }

    /// A document ends with its bracket or quote, whatever follows.
    fn ended(&mut self) -> Result<(), Extent> {
        if self.outer == Outer::Document && self.levels.is_empty() { self.ends() } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests;
