//! Remembers attempts at nested cells that failed, so that `[,[,[,…` stays linear. Floor 4.
//!
//! A cell that opens with a bracket is read as JSV first, perhaps far past its end. If that fails, the cells that
//! follow lie where the attempt has been. How a map or list goes on behind its bracket, or behind one of its values,
//! depends on nothing but the text there and the bracket that closes it: so each such place is remembered, with what
//! became of the map or list, and an attempt that comes to one that is known does not read on.
//!
//! Between two such places stands one token, so a byte is read again only as part of another token. Few tokens hold a
//! given byte: of all quoted texts that attempts may see only one (a quote inside another's text is doubled, so a text
//! that starts there is empty), be it as an item or as a key; and of bare texts one as an item, one of a map.

use alloc::collections::BTreeMap;
use alloc::vec::Vec;
#[cfg(test)]
use core::ops::Range;

use crate::grammar::{Reason, Stop, Watch};
use crate::text::scan;

/// A map or list: where it ends, and where the white space behind it does. Both are 0 where it has no end.
#[derive(Debug, Clone, Copy, Default)]
struct Container {
    end: u32,
    after: u32,
}

/// The places from the origin that are remembered, about 2 GiB of text; an attempt that goes farther is not.
const PLACES: u32 = 1 << 31;

/// A place where a map or list goes on, a bit for which of the two it is, and the index of its [`Container`].
type Known = (u32, u32);

/// What attempts that failed have seen.
#[derive(Debug, Default)]
pub(crate) struct Attempts {
    /// Offset in the file that places count from.
    origin: usize,
    containers: Vec<Container>,
    /// Those of the attempt at hand that are open.
    open: Vec<u32>,
    /// The places of the attempt at hand, in their order.
    seen: Vec<Known>,
    /// The places of attempts that failed, in their order.
    known: Vec<Known>,
    /// The index in `known` where one was looked for last: the next is mostly not far.
    near: usize,
    /// Those of attempts within what `known` spans.
    between: BTreeMap<u32, u32>,
    /// Where the bare texts of lists, and those of maps, start and end: only where the separator is no comma do cells
    /// start within bare texts, and only then is there anything here.
    bare: [BTreeMap<usize, usize>; 2],
    /// What the attempts have looked at.
    #[cfg(test)]
    pub(super) visits: Vec<Range<usize>>,
}

impl Attempts {
    /// Starts an attempt at `base` in the file, with `length` bytes left.
    pub(super) fn attempt(&mut self, length: usize, base: usize, delimiter: u8) -> Attempt<'_> {
        for bare in &mut self.bare {
            while let Some(first) = bare.first_entry()
                && *first.get() <= base
            {
                first.remove();
            }
        }
        let stale = base.saturating_sub(self.origin) > PLACES as usize / 2;
        if stale || (self.known.is_empty() && self.between.is_empty()) {
            self.known.clear();
            self.between.clear();
            self.containers.clear();
            self.origin = base;
        }
        self.seen.clear();
        self.open.clear();
        let containers = self.containers.len();
        Attempt {
            attempts: self,
            length,
            base,
            containers,
            end: 0,
            depth: 0,
            joined: false,
            far: false,
            cells_in_bare: delimiter != b',',
            #[cfg(test)]
            from: base,
        }
    }

    /// Forgets what lies before `offset`: no cell starts there any more.
    #[inline]
    pub(super) fn forget_before(&mut self, offset: usize) {
        if self.known.is_empty() && self.between.is_empty() {
            return;
        }
        let place = u32::try_from(offset.saturating_sub(self.origin)).unwrap_or(u32::MAX);
        if self.known.last().is_some_and(|last| last.0 >> 1 < place) {
            self.known.clear();
        }
        while let Some(first) = self.between.first_entry()
            && first.key() >> 1 < place
        {
            first.remove();
        }
    }

    /// Bytes that are held, a tree's nodes taken as half full.
    #[cfg(test)]
    pub(super) fn memory(&self) -> usize {
        self.containers.capacity() * size_of::<Container>()
            + self.open.capacity() * size_of::<u32>()
            + (self.seen.capacity() + self.known.capacity()) * size_of::<Known>()
            + 2 * self.between.len() * size_of::<Known>()
    }

    #[inline]
    fn look_up(&mut self, key: u32) -> Option<Container> {
        self.near = self.index_of(key);
        let container = match self.known.get(self.near) {
            Some(&(place, container)) if place == key => Some(container),
            _ => self.between.get(&key).copied(),
        };
        self.containers.get(container? as usize).copied()
    }

    /// The index of the first in `known` that is not before `key`. It is looked for in steps that double, so that the time
    /// does not depend on how many there are.
    fn index_of(&self, key: u32) -> usize {
        let known = &self.known[..];
        let is_before = |index: usize| known.get(index).is_some_and(|place| place.0 < key);
        let (mut low, mut high) = (self.near, self.near);
        let mut step = 1;
        while is_before(high) {
            low = high + 1;
            high += step;
            step *= 2;
        }
        step = 1;
        while low > 0 && !is_before(low - 1) {
            high = low - 1;
            low = low.saturating_sub(step);
            step *= 2;
        }
        let high = high.min(known.len());
        let low = low.min(high);
        low + known[low..high].partition_point(|place| place.0 < key)
    }
}

/// One reading of a cell as JSV.
pub(super) struct Attempt<'o> {
    attempts: &'o mut Attempts,
    length: usize,
    base: usize,
    /// Those of earlier attempts.
    containers: usize,
    end: usize,
    depth: usize,
    /// It came where an earlier attempt had been.
    joined: bool,
    /// It went where places have no number.
    far: bool,
    /// Cells may start within bare texts.
    cells_in_bare: bool,
    #[cfg(test)]
    from: usize,
}

impl Attempt<'_> {
    /// Where in the cell its outermost map or list ends.
    pub(super) fn end(&self) -> usize {
        self.end
    }

    /// How many levels were open at once; unknown if an earlier attempt had read on from where this one came.
    pub(super) fn depth(&self) -> Option<usize> {
        (!self.joined).then_some(self.depth)
    }

    /// The attempt has succeeded: no cell starts where it has been.
    pub(super) fn forget(self) {
        self.attempts.containers.truncate(self.containers);
        self.attempts.seen.clear();
    }

    /// More text must come: what ended with this text may go on then.
    pub(super) fn put_off(self) {
        self.attempts.bare.iter_mut().for_each(BTreeMap::clear);
        self.forget();
    }

    /// The attempt has failed: cells may start where it has been.
    pub(super) fn keep(self) {
        if self.far {
            return self.forget();
        }
        let Attempts { seen, known, between, .. } = self.attempts;
        let Some(first) = seen.first() else { return };
        match known.last() {
            None => core::mem::swap(seen, known),
            Some(last) if last.0 < first.0 => known.append(seen),
            Some(_) => between.extend(seen.drain(..)),
        }
    }

    /// Where `rest` starts, counted from the origin.
    fn place(&mut self, rest: &str) -> u32 {
        let place = u32::try_from(self.offset(rest) - self.attempts.origin).unwrap_or(PLACES);
        self.far |= place >= PLACES;
        place
    }

    fn offset(&self, rest: &str) -> usize {
        self.base + self.length - rest.len()
    }

    fn leave(&mut self, container: Container) {
        let Some(index) = self.attempts.open.pop() else { return };
        if let Some(open) = self.attempts.containers.get_mut(index as usize) {
            *open = container;
        }
        if self.attempts.open.is_empty() {
            self.end = self.attempts.origin + container.end as usize - self.base;
        }
    }

    /// Counts what was looked at before `rest`; reading goes on at `after`.
    #[cfg(test)]
    pub(super) fn visit(&mut self, rest: &str, after: &str) {
        let (to, after) = (self.offset(rest), self.offset(after));
        // A cell whose bracket is remembered is looked up, not read.
        if to != self.base + 1 || !self.attempts.seen.is_empty() {
            self.attempts.visits.push(self.from..to);
        }
        self.from = after;
    }
}

impl<'a> Watch<'a> for Attempt<'_> {
    const ONE_LINE: bool = true;

    #[inline]
    fn open(&mut self) {
        // There are no more of them than places.
        self.attempts.open.push(u32::try_from(self.attempts.containers.len()).unwrap_or(u32::MAX));
        self.attempts.containers.push(Container::default());
        self.depth = self.depth.max(self.attempts.open.len());
    }

    #[inline]
    fn go_on(&mut self, rest: &'a str, stop: Stop) -> Result<Option<&'a str>, Reason> {
        let place = self.place(rest);
        if self.far {
            return Ok(None);
        }
        let key = place << 1 | u32::from(stop == Stop::Map);
        match self.attempts.look_up(key) {
            None => {
                if let Some(&container) = self.attempts.open.last()
                    && self.attempts.seen.last().is_none_or(|last| last.0 != key)
                {
                    self.attempts.seen.push((key, container));
                }
                Ok(None)
            }
            Some(Container { end: 0, .. }) => Err(Reason::Expected("a map or list that ends")),
            Some(container) => {
                self.joined = true;
                self.leave(container);
                let after = &rest[(container.after - place) as usize..];
                #[cfg(test)]
                self.visit(rest, after);
                Ok(Some(after))
            }
        }
    }

    #[inline]
    fn close(&mut self, rest: &'a str, after: &'a str) {
        let container = Container { end: self.place(rest), after: self.place(after) };
        if self.far {
            // Places fail here, not the cell.
            self.attempts.open.pop();
            self.end = self.length - rest.len();
        } else {
            self.leave(container);
        }
    }

    #[inline(always)]
    fn short_member(&mut self, _: &'a str) -> Option<&'a str> {
        None
    }

    #[inline]
    fn bare(&mut self, input: &'a str, stop: Stop) -> &'a str {
        if !self.cells_in_bare {
            return &input[scan::find3(input.as_bytes(), b',', stop.close(), b'\n')..];
        }
        let start = self.offset(input);
        let known = &self.attempts.bare[usize::from(stop == Stop::Map)];
        if let Some((_, &end)) = known.range(..=start).next_back()
            && end > start
        {
            let rest = &input[end - start..];
            #[cfg(test)]
            self.visit(input, rest);
            return rest;
        }
        let length = scan::find3(input.as_bytes(), b',', stop.close(), b'\n');
        // A cell within takes a separator and a bracket.
        if length >= 2 {
            self.attempts.bare[usize::from(stop == Stop::Map)].insert(start, start + length);
        }
        &input[length..]
    }
}
