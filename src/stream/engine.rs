//! Reads values off a text that may go on, whoever owns the text: strings and readers share it. Floor 4.

use serde::Deserialize;
use serde::de::IgnoredAny;

use crate::de::{Memory, Parser, Root, ValueDeserializer};
use crate::error::{Error, ErrorKind, Result};
use crate::grammar::{self, Extent, Outer, Quotes, Resumed, Stop, Syntax};
use crate::options::Options;

/// Bytes that one value may have unless told otherwise: 16 MiB.
const ITEM_LIMIT: usize = 16 << 20;

/// Bytes that lines which break the grammar may have been looked at beyond their ends, before a line ends in quotes too.
const DEBT: usize = 64 << 10;

/// Bytes behind damage that a message may quote: 40 characters, and one.
const EXCERPT: usize = 41 * 4;

/// How values stand in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Framing {
    /// As the items of one list.
    Items,
    /// On a line each.
    Lines,
    /// One behind another, each in brackets or quotes.
    Documents,
}

/// What the text holds next.
pub(super) enum Next<T> {
    /// A value, or what is wrong with it.
    Value(Result<T>),
    /// The text ends within a value, or may go on: nothing before the place reached is needed any more.
    Incomplete,
    /// The input ends.
    End,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    /// At the start of a list.
    Start,
    /// Behind a list's opening bracket.
    Open,
    /// Before a line or document.
    Before,
    /// At a value.
    At,
    /// Behind an item.
    Behind,
    /// Behind the list.
    Closed,
    /// In a line that is given up.
    Skipping,
    /// Nothing more is read.
    Ended,
}

pub(super) struct Engine {
    framing: Framing,
    pub(super) options: Options,
    pub(super) limit: usize,
    memory: Memory,
    phase: Phase,
    /// What ends a value, in the words of the two that look for it.
    outer: Outer,
    pub(super) stop: Stop,
    /// Looks for the end of the value at hand, where that could not be read at once.
    resumed: Option<Resumed>,
    /// Bytes of a line that breaks the grammar that are known to hold no line feed; of white space before a list.
    searched: usize,
    /// Bytes looked at beyond the ends of lines that break the grammar, less those that were read since.
    debt: usize,
    pub(super) index: usize,
    /// Bytes looked at.
    #[cfg(test)]
    pub(super) scanned: usize,
}

impl Engine {
    pub(super) fn new(framing: Framing) -> Self {
        let (phase, outer) = match framing {
            Framing::Items => (Phase::Start, Outer::Item),
            Framing::Lines => (Phase::Before, Outer::Line),
            Framing::Documents => (Phase::Before, Outer::Document),
        };
        Engine {
            framing,
            options: Options::default(),
            limit: ITEM_LIMIT,
            memory: Memory::default(),
            phase,
            outer,
            stop: Stop::End,
            resumed: None,
            searched: 0,
            debt: 0,
            index: 0,
            #[cfg(test)]
            scanned: 0,
        }
    }

    /// Gives up the value at hand. Damage to one line is not damage to the next; a list or a document has no such marks.
    ///
    /// `false`: it was given up already.
    #[cold]
    pub(super) fn give_up(&mut self) -> bool {
        self.resumed = None;
        self.searched = 0;
        let given_up = if self.framing == Framing::Lines { Phase::Skipping } else { Phase::Ended };
        core::mem::replace(&mut self.phase, given_up) != given_up
    }

    #[cold]
    fn damaged<T>(&mut self, error: Error) -> Next<T> {
        self.give_up();
        Next::Value(Err(error))
    }

    /// Reads the next value of `text[*at..]`; `whole` says that no more text comes.
    ///
    /// An error's offset counts from the start of `text`.
    pub(super) fn next<'de, T: Deserialize<'de>>(
        &mut self,
        text: &'de str,
        at: &mut usize,
        whole: bool,
    ) -> Next<T> {
        loop {
            let rest = &text[*at..];
            match self.phase {
                Phase::At => return self.value(text, at, whole),
                Phase::Behind => match rest.as_bytes().first() {
                    Some(b',') => {
                        *at += 1;
                        self.phase = Phase::At;
                    }
                    Some(b']') if self.stop == Stop::List => {
                        *at += 1;
                        self.phase = Phase::Closed;
                    }
                    None if !whole => return Next::Incomplete,
                    None if self.stop == Stop::Comma => return Next::End,
                    _ => return self.damaged(unexpected(text, *at, self.stop.expected())),
                },
                Phase::Start => match self.start(text, at, whole) {
                    Ok(true) => {}
                    Ok(false) => return if whole { Next::End } else { Next::Incomplete },
                    Err(error) => return self.damaged(error),
                },
                Phase::Open => {
                    let inner =
                        if self.options.insignificant_whitespace { grammar::skip_space(rest) } else { rest };
                    *at = text.len() - inner.len();
                    if inner.is_empty() && !whole {
                        return Next::Incomplete;
                    }
                    // An item, or the closing bracket of none.
                    self.phase = if inner.starts_with(']') { Phase::Behind } else { Phase::At };
                }
                Phase::Before => {
                    let lines = self.framing == Framing::Lines;
                    let value = if lines { skip_line_ends(rest) } else { grammar::skip_space(rest) };
                    *at = text.len() - value.len();
                    if value.is_empty() || (lines && value == "\r" && !whole) {
                        return if whole { Next::End } else { Next::Incomplete };
                    }
                    self.phase = Phase::At;
                }
                Phase::Closed => {
                    let rest = grammar::skip_space(rest);
                    *at = text.len() - rest.len();
                    return match whole || rest.len() > EXCERPT {
                        true if rest.is_empty() => Next::End,
                        true => self.damaged(unexpected(text, *at, Stop::End.expected())),
                        false => Next::Incomplete,
                    };
                }
                Phase::Skipping => {
                    let line_feed = memchr::memchr(b'\n', rest.as_bytes());
                    let skipped = line_feed.unwrap_or(rest.len());
                    *at += skipped;
                    self.debt = self.debt.saturating_sub(skipped);
                    if line_feed.is_none() && !whole {
                        return Next::Incomplete;
                    }
                    self.phase = Phase::Before;
                }
                Phase::Ended => return Next::End,
            }
        }
    }

    /// Whether there is a list, with brackets or without: nothing at all is none (SPEC §4).
    pub(super) fn start(&mut self, text: &str, at: &mut usize, whole: bool) -> Result<bool> {
        let rest = &text[*at..];
        let unsearched = &rest[self.searched..];
        let list = grammar::skip_space(unsearched);
        self.scanned(unsearched.len() - list.len());
        // White space that may belong to a text.
        if rest.len() - list.len() > self.limit {
            return Err(self.too_long(text, *at));
        }
        if list.is_empty() && !whole {
            self.searched = rest.len();
            return Ok(false);
        }
        self.searched = 0;
        if list.starts_with('[') {
            *at = text.len() - list.len();
            if self.options.depth_limit == 0 {
                return Err(Error::new(ErrorKind::DepthLimit { limit: 0 }).at(*at));
            }
            *at += 1;
            self.stop = Stop::List;
            self.phase = Phase::Open;
            return Ok(true);
        }
        self.outer = Outer::BareItem;
        self.stop = Stop::Comma;
        let nothing = if self.options.insignificant_whitespace { list.is_empty() } else { rest.is_empty() };
        self.phase = if nothing { Phase::Ended } else { Phase::At };
        Ok(!nothing)
    }

    fn value<'de, T: Deserialize<'de>>(&mut self, text: &'de str, at: &mut usize, whole: bool) -> Next<T> {
        let start = *at;
        if self.debt > DEBT {
            return self.line(text, at, whole);
        }
        let mut resumed = match self.resumed.take() {
            Some(resumed) => resumed,
            None => match self.at_once(text, start, whole) {
                Some((value, end)) => {
                    *at = end;
                    return self.step(Ok(value), end - start);
                }
                None => self.resumed(),
            },
        };
        let extent = resumed.resume(&text[start..], whole);
        match extent {
            Extent::Open if text.len() - start <= self.limit => {
                self.resumed = Some(resumed);
                return Next::Incomplete;
            }
            Extent::Ends(length) if length <= self.limit => {
                self.scanned(2 * length);
                *at = start + length;
                let value = self.decode(text, start, *at);
                return self.step(value, length);
            }
            Extent::Breaks(length) if length <= self.limit => {
                self.scanned(length);
                self.resumed = Some(resumed);
                return self.broken(text, at, whole, length);
            }
            _ => {}
        }
        if self.framing == Framing::Lines {
            self.debt = self.debt.saturating_add(self.limit);
        }
        let error = self.too_long(text, start);
        self.damaged(error)
    }

    /// A value that breaks the grammar after `length` bytes.
    #[cold]
    fn broken<'de, T: Deserialize<'de>>(
        &mut self,
        text: &'de str,
        at: &mut usize,
        whole: bool,
        length: usize,
    ) -> Next<T> {
        let start = *at;
        let left = text.len() - start;
        if self.framing != Framing::Lines {
            if !whole && left - length <= EXCERPT {
                return Next::Incomplete;
            }
            let error = self.explain::<T>(text, start, start + length);
            return self.damaged(error);
        }
        let value = self.line(text, at, whole);
        if matches!(value, Next::Value(_)) {
            // The next line is looked at once more.
            self.debt = self.debt.saturating_add(length.saturating_sub(*at - start));
        }
        value
    }

    /// A value that ends with its line, in quotes too. A string may be such a line all the same: it is the line as it stands.
    #[cold]
    fn line<'de, T: Deserialize<'de>>(&mut self, text: &'de str, at: &mut usize, whole: bool) -> Next<T> {
        let start = *at;
        let left = text.len() - start;
        let unsearched = &text.as_bytes()[start + self.searched..];
        let line_feed = memchr::memchr(b'\n', unsearched).map(|index| self.searched + index);
        self.scanned(line_feed.map_or(left, |index| index + 1) - self.searched);
        self.searched = left;
        match line_feed.or(whole.then_some(left)) {
            None if left <= self.limit => Next::Incomplete,
            Some(line) if line <= self.limit => {
                self.resumed = None;
                self.scanned(line);
                *at = start + line;
                let value = self.decode(text, start, *at);
                // The last line may go on.
                let value =
                    if line_feed.is_some() { value.map_err(|error| error.in_whole("line")) } else { value };
                self.step(value, line)
            }
            _ => {
                let error = self.too_long(text, start);
                self.damaged(error)
            }
        }
    }

    /// Steps behind a value of so many bytes.
    #[inline]
    fn step<T>(&mut self, value: Result<T>, length: usize) -> Next<T> {
        self.index += 1;
        self.searched = 0;
        self.debt = self.debt.saturating_sub(length);
        self.phase = if self.framing == Framing::Items { Phase::Behind } else { Phase::Before };
        Next::Value(value)
    }

    pub(super) fn resumed(&self) -> Resumed {
        let syntax = Syntax {
            quotes: Quotes::Single,
            insignificant_space: self.options.insignificant_whitespace,
            depth_limit: self.options.depth_limit.saturating_sub((self.stop == Stop::List).into()),
        };
        Resumed::new(syntax, self.outer)
    }

    /// Reads a value without looking for its end first, and says where it ends: most values stand in the text whole.
    ///
    /// What follows an item shows that it was whole. A line without quotes ends at its line feed.
    #[inline]
    fn at_once<'de, T: Deserialize<'de>>(
        &mut self,
        text: &'de str,
        start: usize,
        whole: bool,
    ) -> Option<(T, usize)> {
        match self.framing {
            Framing::Items => {
                let (value, end) = self.read(text, start);
                let ended = match text.as_bytes().get(end) {
                    Some(&byte) => byte == b',' || byte == self.stop.close(),
                    None => whole && self.stop == Stop::Comma,
                };
                self.scanned(if ended { end - start } else { text.len() - start });
                (ended && end - start <= self.limit).then_some((value.ok()?, end))
            }
            Framing::Lines => {
                let line = &text.as_bytes()[start..];
                let length = memchr::memchr2(b'\n', b'"', line).or(whole.then_some(line.len()));
                self.scanned(length.unwrap_or(line.len()));
                let length =
                    length.filter(|length| line.get(*length) != Some(&b'"') && *length <= self.limit)?;
                self.scanned(length);
                self.decode(text, start, start + length).ok().map(|value| (value, start + length))
            }
            Framing::Documents => None,
        }
    }

    /// Reads the value at `text[start..end]`.
    fn decode<'de, T: Deserialize<'de>>(&mut self, text: &'de str, start: usize, end: usize) -> Result<T> {
        let text = match self.framing {
            // With the comma or bracket behind it.
            Framing::Items => &text[..text.len().min(end + 1)],
            Framing::Lines if text[end..].starts_with('\n') => {
                let line = &text[..end];
                line.strip_suffix('\r').unwrap_or(line)
            }
            Framing::Lines | Framing::Documents => &text[..end],
        };
        self.read(text, start).0
    }

    /// Reads the value at `text[start..]`, and says how far it came.
    #[inline]
    pub(super) fn read<'de, T: Deserialize<'de>>(
        &mut self,
        text: &'de str,
        start: usize,
    ) -> (Result<T>, usize) {
        let mut parser = Parser::new(text, Root::Document, self.options, core::mem::take(&mut self.memory));
        parser.turn_to(text, start, Quotes::Single, false);
        let mut value = if self.stop == Stop::List { parser.descend() } else { Ok(()) }
            .and_then(|()| T::deserialize(ValueDeserializer { parser: &mut parser, stop: self.stop }));
        if value.is_ok()
            && let Err(error) = if self.stop == Stop::End { parser.end() } else { parser.goes_on() }
        {
            value = Err(error);
        }
        let end = parser.offset();
        self.memory = parser.into_memory();
        let value = value.map_err(|error| {
            let error = error.at(start);
            if self.framing == Framing::Items { error.under_index(self.index) } else { error }
        });
        (value, end)
    }

    /// What is wrong with a value that breaks the grammar `at` some place: the type knows the path to it.
    #[cold]
    pub(super) fn explain<'de, T: Deserialize<'de>>(
        &mut self,
        text: &'de str,
        start: usize,
        at: usize,
    ) -> Error {
        let text = &text[..at + cut(text, at).len()];
        if self.framing == Framing::Documents && !text[start..].starts_with(['{', '[', '"']) {
            return unexpected(text, start, "a map, a list or a quoted text");
        }
        let (value, end) = self.read::<IgnoredAny>(text, start);
        let Err(error) = value else { return unexpected(text, end, self.stop.expected()) };
        match self.read::<T>(text, start).0 {
            Err(typed) if typed.offset() == error.offset() && typed.classify() == error.classify() => typed,
            _ => error,
        }
    }

    /// A missing quote may have made it so long: then that is where it opens.
    #[cold]
    fn too_long(&self, text: &str, start: usize) -> Error {
        let mut end = text.len().min(start.saturating_add(self.limit));
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let mut resumed = self.resumed();
        resumed.resume(&text[start..end], false);
        let place = start + resumed.open_quote().unwrap_or(0);
        let error = Error::new(ErrorKind::ValueLimit { limit: self.limit }).at(place);
        if self.framing == Framing::Items { error.under_index(self.index) } else { error }
    }

    #[inline(always)]
    #[cfg_attr(not(test), allow(clippy::unused_self))]
    fn scanned(&mut self, bytes: usize) {
        #[cfg(test)]
        {
            self.scanned += bytes;
        }
        #[cfg(not(test))]
        let _ = bytes;
    }
}

/// "Empty lines are skipped", and what ends a line (SPEC §6).
#[inline]
fn skip_line_ends(text: &str) -> &str {
    let mut rest = text;
    while let Some(next) = rest.strip_prefix('\n').or_else(|| rest.strip_prefix("\r\n")) {
        rest = next;
    }
    rest
}

#[cold]
pub(super) fn unexpected(text: &str, at: usize, expected: &'static str) -> Error {
    grammar::Error { rest: cut(text, at), reason: grammar::Reason::Expected(expected) }.into_error().at(at)
}

/// The text from `at` on, as far as a message may quote it: what it says does not depend on how much text is at hand.
fn cut(text: &str, at: usize) -> &str {
    let mut end = text.len().min(at + EXCERPT);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[at..end]
}
