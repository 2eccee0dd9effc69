//! Every structural error of one list: behind damage, where the next item is. Floor 4.

use alloc::vec::Vec;

use serde::de::IgnoredAny;

use super::engine::{Engine, Framing, unexpected};
use crate::error::{Error, ErrorKind, Position};
use crate::grammar::{self, Extent, Stop};

/// Every structural error of a text that is one list, up to `limit` of them, whatever its items mean; with brackets or
/// without (SPEC §4). The first is the one that [`from_str`](crate::from_str) gives when it reads the list as
/// [`IgnoredAny`]s.
///
/// After damage, reading goes on where the next item may start: at the bracket or quote that the damaged item starts
/// with, right at the damage or after a comma. It is looked for from the damage on. Where the damage is in a quoted text or
/// right after one, a quote may be missing or one too many, and it is looked for from that text's start. Nothing else that
/// has been read is read again, so time is linear. Closing brackets that the damaged item still needs are no errors, and
/// neither is what follows them up to the next item. An error's path counts the items that were found.
///
/// ```
/// let errors = jsv::stream::validate_items("[{a:1},{a:\"2},{a:3},{a},{a:5,{a:6}]", 10);
/// let errors: Vec<_> = errors.iter().map(ToString::to_string).collect();
/// assert_eq!(
///     errors,
///     [
///         "[1]: unterminated quote (line 1, column 11)",
///         "[3]: expected `:`, found \"},{a:5,{a:6}]\" (line 1, column 23)",
///         "[4]: empty key (line 1, column 30)",
///     ]
/// );
/// ```
pub fn validate_items(text: &str, limit: usize) -> Vec<Error> {
    let mut check = Check {
        text,
        engine: Engine::new(Framing::Items),
        errors: Vec::new(),
        limit,
        last: None,
        known: Position::START,
        opener: None,
        owed: Owed::default(),
        closed: false,
    };
    if limit > 0 {
        check.list();
    }
    check.errors
}

struct Check<'a> {
    text: &'a str,
    engine: Engine,
    errors: Vec<Error>,
    limit: usize,
    /// The offset of the error reported last: what is read again up to it is no news.
    last: Option<usize>,
    /// A place up to which lines are counted.
    known: Position,
    /// What the item damaged last starts with, if that is a bracket or a quote: so may the next.
    opener: Option<u8>,
    owed: Owed,
    /// The list has been closed, though text follows.
    closed: bool,
}

/// Maps and lists whose closing brackets may be still to come.
#[derive(Default)]
struct Owed {
    maps: usize,
    lists: usize,
}

impl Owed {
    fn is_empty(&self) -> bool {
        self.maps == 0 && self.lists == 0
    }

    fn open(&mut self, stop: Stop) {
        match stop {
            Stop::Map => self.maps += 1,
            _ => self.lists += 1,
        }
    }

    /// Whether a closing bracket is one of these.
    fn settle(&mut self, bracket: Option<&u8>) -> bool {
        let open = match bracket {
            Some(b'}') => &mut self.maps,
            Some(b']') => &mut self.lists,
            _ => return false,
        };
        let left = open.checked_sub(1);
        *open = left.unwrap_or_default();
        left.is_some()
    }

    /// Passes over text that is not read.
    fn skip(&mut self, text: &str) {
        for byte in text.bytes() {
            match byte {
                b'{' => self.open(Stop::Map),
                b'[' => self.open(Stop::List),
                _ => _ = self.settle(Some(&byte)),
            }
        }
    }
}

/// Where a list is damaged, and where the next item may start.
struct Damage {
    at: usize,
    /// The start of the quoted text whose quotes may be what is wrong.
    quote: Option<usize>,
    /// An item may start right at the damage.
    here: bool,
}

impl Damage {
    /// The next item stands behind a comma.
    fn behind(at: usize) -> Self {
        Damage { at, quote: None, here: false }
    }
}

impl Check<'_> {
    fn list(&mut self) {
        let list = self.text.strip_prefix('\u{feff}').unwrap_or(self.text);
        let mut at = self.text.len() - list.len();
        match self.engine.start(self.text, &mut at, true) {
            Ok(true) => {}
            Ok(false) => return,
            Err(error) => {
                self.report(error);
                return;
            }
        }
        if self.text[at..].starts_with(']') && self.engine.stop == Stop::List {
            if let Some(damage) = self.closed(at + 1) {
                self.items_behind(damage);
            }
            return;
        }
        if let Some(damage) = self.items(at) {
            self.items_behind(damage);
        }
    }

    fn items_behind(&mut self, mut damage: Damage) {
        while self.errors.len() < self.limit
            && let Some(start) = self.next_item(&damage)
            && let Some(next) = self.items(start)
        {
            damage = next;
        }
    }

    /// Reads items from `start` on, up to damage or the end.
    fn items(&mut self, start: usize) -> Option<Damage> {
        let mut start = start;
        loop {
            let end = match self.item(start) {
                Ok(end) => end,
                Err(damage) => return Some(damage),
            };
            self.engine.index += 1;
            match self.text.as_bytes().get(end) {
                Some(b',') if self.owed.is_empty() => start = end + 1,
                // Where brackets are owed, this may not be between items.
                Some(b',') => return Some(Damage::behind(end)),
                Some(_) => return self.closed(end + 1),
                None if self.engine.stop == Stop::Comma || self.closed => return None,
                None => {
                    self.report(unexpected(self.text, end, self.engine.stop.expected()));
                    return None;
                }
            }
        }
    }

    /// Reads the item at `start`: where it ends.
    fn item(&mut self, start: usize) -> Result<usize, Damage> {
        let text = self.text;
        let stop = self.engine.stop;
        let (value, end) = self.engine.read::<IgnoredAny>(text, start);
        let next = text.as_bytes().get(end);
        if value.is_ok() && next.map_or(stop == Stop::Comma, |&byte| byte == b',' || byte == stop.close()) {
            return Ok(end);
        }
        let mut resumed = self.engine.resumed();
        let length = match resumed.resume(&text[start..], true) {
            Extent::Breaks(length) => length,
            Extent::Ends(length) => return Ok(start + length),
            Extent::Open => return Ok(text.len()),
        };
        let at = start + length;
        let quote = resumed.doubtful_quote(&text[start..at]).map(|quote| start + quote);
        let open = resumed.into_open();
        if open.is_empty() && self.owed.settle(text.as_bytes().get(at)) {
            return Err(Damage::behind(at + 1));
        }
        let item = grammar::skip_space(&text[start..]);
        self.opener = item.bytes().next().filter(|byte| OPENERS.contains(byte));
        let error = self.engine.explain::<IgnoredAny>(text, start, at);
        let too_deep = matches!(error.kind(), ErrorKind::DepthLimit { .. });
        self.engine.index += 1;
        self.report(error);
        for stop in open {
            self.owed.open(stop);
        }
        Err(Damage { at, quote, here: at > start && !too_deep })
    }

    /// The list has been closed before `at`: nothing may follow.
    fn closed(&mut self, at: usize) -> Option<Damage> {
        let rest = grammar::skip_space(&self.text[at..]);
        if rest.is_empty() {
            return None;
        }
        let at = self.text.len() - rest.len();
        if !self.owed.settle(Some(&b']')) {
            self.report(unexpected(self.text, at, Stop::End.expected()));
            self.closed = true;
        }
        Some(Damage::behind(at))
    }

    /// Reports an error, unless it lies where damage has been reported already.
    fn report(&mut self, error: Error) {
        let offset = error.offset().unwrap_or(self.text.len());
        if self.last.is_some_and(|last| offset <= last) {
            return;
        }
        let text = self.text.as_bytes();
        self.known = self.known.advanced(&text[self.known.offset..offset]);
        self.errors.push(error.locate_from(text, 0, self.known));
        self.last = Some(offset);
    }

    /// Where the item behind the damage starts.
    fn next_item(&mut self, damage: &Damage) -> Option<usize> {
        let Damage { at, quote, here } = *damage;
        let doubtful = quote.and_then(|quote| self.item_behind_comma(quote + 1, at));
        let here = (here && self.may_start(at)).then_some(at);
        let start = doubtful.or(here).or_else(|| self.item_behind_comma(at, self.text.len()))?;
        self.owed.skip(&self.text[quote.unwrap_or(at)..start]);
        Some(start)
    }

    fn item_behind_comma(&self, from: usize, to: usize) -> Option<usize> {
        let commas = memchr::memchr_iter(b',', self.text.as_bytes().get(from..to)?);
        commas
            .map(|comma| grammar::skip_space(&self.text[from + comma + 1..]))
            .map(|rest| self.text.len() - rest.len())
            .find(|&start| self.may_start(start))
    }

    fn may_start(&self, at: usize) -> bool {
        self.text.as_bytes().get(at).is_some_and(|byte| match self.opener {
            Some(opener) => *byte == opener,
            None => OPENERS.contains(byte),
        })
    }
}

/// What items that can be damaged start with.
const OPENERS: [u8; 3] = [b'{', b'[', b'"'];
