//! Matches keys to the fields of a struct: exact first, then ignoring ASCII case (SPEC §4). Floor 3.

use crate::text::scan;

/// Fields in a row that are often left out: they are looked past before the key is searched for.
const NEAR: usize = 6;

/// A struct's field names and what is known of them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FieldSet {
    pub(crate) names: &'static [&'static str],
    /// No name has a character that ends a bare key, so a name followed by a colon in the text is that key.
    plain: bool,
    /// No two names are equal ignoring case, so a name that matches ignoring case is the only one that does.
    distinct: bool,
}

impl FieldSet {
    pub(crate) fn new(names: &'static [&'static str]) -> Self {
        let plain = names.iter().all(|name| !scan::has_special(name));
        let distinct = names
            .iter()
            .enumerate()
            .all(|(index, name)| names[..index].iter().all(|other| !name.eq_ignore_ascii_case(other)));
        FieldSet { names, plain, distinct }
    }

    /// The name at `next`, and the text behind its colon, if the text starts with them after `lead` bytes.
    #[inline(always)]
    pub(super) fn strip_next<'a>(
        &self,
        next: usize,
        text: &'a str,
        lead: usize,
    ) -> Option<(&'static str, &'a str)> {
        let name = *self.names.get(next)?;
        let end = lead + name.len();
        let bytes = text.as_bytes();
        if bytes.get(end) == Some(&b':') && self.plain && scan::equal(&bytes[lead..end], name.as_bytes()) {
            Some((name, text.split_at(end + 1).1))
        } else {
            None
        }
    }

    /// The same for the fields that may follow where some were left out; with the index.
    pub(super) fn strip_near<'a>(
        &self,
        next: usize,
        text: &'a str,
    ) -> Option<(usize, &'static str, &'a str)> {
        let end = self.names.len().min(next + NEAR);
        (next..end).find_map(|index| {
            let (name, rest) = self.strip_next(index, text, 0)?;
            Some((index, name, rest))
        })
    }

    /// The index of the field that `key` names; the search starts at `next`, where it mostly is.
    pub(crate) fn find(&self, next: usize, key: &str) -> Option<usize> {
        let next = if next < self.names.len() { next } else { 0 };
        let mut folded = None;
        let (before, after) = self.names.split_at(next);
        for (names, start) in [(after, next), (before, 0)] {
            for (index, name) in names.iter().enumerate() {
                if name.len() != key.len() {
                    continue;
                }
                if scan::equal(name.as_bytes(), key.as_bytes()) {
                    return Some(start + index);
                }
                if folded.is_none() && name.eq_ignore_ascii_case(key) {
                    // No other name can be equal if none is but for its case.
                    if self.distinct {
                        return Some(start + index);
                    }
                    folded = Some(start + index);
                }
            }
        }
        folded
    }
}

/// Sets remembered at once.
const SETS: usize = 16;

/// What was learned of the structs met last, by the address of their names: a struct in a list is looked at once.
#[derive(Debug, Default)]
pub(crate) struct FieldSets([Option<FieldSet>; SETS]);

impl FieldSets {
    #[inline]
    pub(crate) fn get(&mut self, names: &'static [&'static str]) -> FieldSet {
        // Statics of string slices are 16 bytes a name apart.
        let slot = &mut self.0[(names.as_ptr() as usize / 16) % SETS];
        match slot {
            Some(set) if core::ptr::eq(set.names, names) => *set,
            _ => *slot.insert(FieldSet::new(names)),
        }
    }
}
