//! Matches keys to the fields of a struct: exact first, then ignoring ASCII case (SPEC §4). Floor 3.

use alloc::collections::BTreeMap;
use alloc::vec::Vec;

use super::identifier::Identified;
use crate::grammar;
use crate::text::scan;

/// Fields that are searched one by one; more are looked up in an index.
const FEW: usize = 64;

/// A struct's field names and what is known of them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FieldSet {
    pub(crate) names: &'static [&'static str],
    /// The names that keys are compared with where they stand: a name followed by a colon in the text is that key. None where
    /// a name has a character that ends a bare key.
    pub(super) expected: &'static [&'static str],
    /// The signs of all names.
    signs: u64,
    /// What its fields are identified by.
    pub(super) identified: Identified,
}

/// What is remembered of a struct.
#[derive(Debug, Clone, Copy)]
struct Known {
    set: FieldSet,
    /// Whether no two names are equal ignoring case, so that a name that matches ignoring case is the only one that does;
    /// not looked at before it is asked.
    distinct: Option<bool>,
    met: bool,
}

/// One bit of 64, the same for names that are equal ignoring case: most keys of other structs are told by it.
#[inline(always)]
fn sign(name: &str) -> u64 {
    let (Some(first), Some(last)) = (name.as_bytes().first(), name.as_bytes().last()) else { return 1 };
    1 << ((usize::from(first | 0x20) + usize::from(last | 0x20) * 5 + name.len() * 7) % 64)
}

/// "Names are trimmed" (SPEC §3), but for one that is declared as it stands.
pub(crate) fn trim_name<'a>(declared: &[&str], name: &'a str) -> &'a str {
    let trimmed = grammar::trim(name);
    if trimmed.len() < name.len() && declared.contains(&name) { name } else { trimmed }
}

impl FieldSet {
    pub(crate) fn new(names: &'static [&'static str]) -> Self {
        let signs = names.iter().fold(0, |signs, name| signs | sign(name));
        let plain = names.iter().all(|name| !name.is_empty() && !scan::has_special(name));
        FieldSet { names, expected: if plain { names } else { &[] }, signs, identified: Identified::UNKNOWN }
    }

    /// Whether no name is equal to `key`, whatever its case.
    #[inline]
    pub(super) fn excludes(&self, key: &str) -> bool {
        self.signs & sign(key) == 0
    }

    /// Names may be meant that are spelled in another way.
    #[inline]
    pub(super) fn exclude_nothing(&mut self) {
        self.signs = u64::MAX;
    }
}

impl Known {
    fn new(names: &'static [&'static str]) -> Self {
        Known { set: FieldSet::new(names), distinct: None, met: false }
    }

    /// The index of the field that `key` names, exact first, then ignoring case; the search starts at `next`, where it mostly
    /// is.
    fn find(&mut self, next: usize, key: &str) -> Option<usize> {
        let initial = key.as_bytes().first().map(|first| first | 0x20);
        let same = |name: &str| {
            // Most names are told apart by these two.
            name.len() == key.len()
                && name.as_bytes().first().map(|first| first | 0x20) == initial
                && (name == key || name.eq_ignore_ascii_case(key))
        };
        let first = self.position(next, same)?;
        if self.set.names[first] == key || self.is_distinct() {
            return Some(first);
        }
        self.position(next, |name| name == key).or(Some(first))
    }

    fn position(&self, next: usize, is: impl Fn(&str) -> bool) -> Option<usize> {
        let (before, after) = self.set.names.split_at(next);
        let position = |names: &[&str]| names.iter().position(|name| is(name));
        position(after).map(|index| next + index).or_else(|| position(before))
    }

    fn is_distinct(&mut self) -> bool {
        let names = self.set.names;
        *self.distinct.get_or_insert_with(|| {
            let mut seen = names.iter().enumerate();
            seen.all(|(index, name)| names[..index].iter().all(|other| !name.eq_ignore_ascii_case(other)))
        })
    }
}

/// The text behind `lead`, `name` and a colon, if the text starts with them.
#[inline(always)]
pub(super) fn strip<'a>(lead: u8, name: &str, text: &'a str) -> Option<&'a str> {
    let colon = 1 + name.len();
    // With the colon seen, the text is known to come apart here.
    if *text.as_bytes().get(colon)? != b':' || text.as_bytes()[0] != lead {
        return None;
    }
    let (member, rest) = text.split_at_checked(colon)?;
    let rest = rest.strip_prefix(':')?;
    if scan::is_same_name(&member.as_bytes()[1..], name.as_bytes()) { Some(rest) } else { None }
}

/// The fields of a struct that has many, by the hash of their names ignoring ASCII case, then by the names. The names are
/// a program's own, so nobody else can choose them to collide.
#[derive(Debug)]
struct Index(Vec<(u64, usize)>);

impl Index {
    fn new(names: &[&str]) -> Self {
        Index::by(folded_hash, names)
    }

    fn by(hash: fn(&str) -> u64, names: &[&str]) -> Self {
        let mut sorted: Vec<_> = names.iter().map(|name| hash(name)).zip(0..).collect();
        sorted.sort_unstable_by_key(|&(hash, field)| (hash, names[field]));
        Index(sorted)
    }

    /// As [`Known::find`].
    fn find(&self, names: &[&str], next: usize, key: &str) -> Option<usize> {
        let alike = self.alike(folded_hash(key));
        if let Ok(exact) = alike.binary_search_by(|&(_, field)| names[field].cmp(key)) {
            return Some(alike[exact].1);
        }
        let folded =
            alike.iter().map(|&(_, field)| field).filter(|&field| names[field].eq_ignore_ascii_case(key));
        // The first from `next` on, and then from the start.
        folded.min_by_key(|&field| (field < next, field))
    }

    /// The one field whose name is `key` but for underscores, in an index by [`loose_hash`].
    fn find_loose(&self, names: &[&str], key: &str) -> Option<usize> {
        let mut same =
            self.alike(loose_hash(key)).iter().filter(|&&(_, field)| loose(names[field]).eq(loose(key)));
        match (same.next(), same.next()) {
            (Some(&(_, field)), None) => Some(field),
            _ => None,
        }
    }

    fn alike(&self, hash: u64) -> &[(u64, usize)] {
        let start = self.0.partition_point(|&(other, _)| other < hash);
        let (_, alike) = self.0.split_at(start);
        alike.split_at(alike.partition_point(|&(other, _)| other == hash)).0
    }
}

/// The name in lower case, without underscores.
fn loose(name: &str) -> impl Iterator<Item = u8> {
    name.bytes().filter(|byte| *byte != b'_').map(|byte| byte.to_ascii_lowercase())
}

/// FNV-1a of the name in lower case.
fn folded_hash(name: &str) -> u64 {
    hash(name.bytes().map(|byte| byte.to_ascii_lowercase()))
}

fn loose_hash(name: &str) -> u64 {
    hash(loose(name))
}

fn hash(bytes: impl Iterator<Item = u8>) -> u64 {
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// What the hashes of an index are of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Sorted {
    Folded,
    Loose,
}

/// Structs that are remembered at hand. What outlives a text is moved with each item of a stream, so it is small.
const NEAR: usize = 6;

/// The address of a struct's names and their number.
type Place = (usize, usize);

/// What was learned of the structs that were met: a struct in a list is looked at once. Nothing is ever forgotten: a program
/// has only so many types.
#[derive(Debug, Default)]
pub(crate) struct FieldSets {
    near: [Option<Known>; NEAR],
    others: BTreeMap<Place, Known>,
    /// The indexes of structs with many fields, and those without regard to underscores.
    indexes: BTreeMap<(Place, Sorted), Index>,
}

fn place(names: &'static [&'static str]) -> Place {
    (names.as_ptr().addr(), names.len())
}

impl FieldSets {
    #[inline]
    pub(crate) fn get(&mut self, names: &'static [&'static str]) -> FieldSet {
        match self.near.iter().flatten().find(|known| core::ptr::eq(known.set.names, names)) {
            Some(known) => known.set,
            None => self.meet(names),
        }
    }

    #[inline(never)]
    fn meet(&mut self, names: &'static [&'static str]) -> FieldSet {
        let known = self.known(names);
        let met = core::mem::replace(&mut known.met, true);
        // What its fields are identified by is not worth asking for a struct that is met once.
        if met { known.set } else { FieldSet { identified: Identified::BY_NAME, ..known.set } }
    }

    /// Remembers what the fields of a struct are identified by.
    pub(super) fn identify(&mut self, names: &'static [&'static str], identified: Identified) {
        self.known(names).set.identified = identified;
    }

    #[inline(never)]
    fn known(&mut self, names: &'static [&'static str]) -> &mut Known {
        let is = |known: &Option<Known>| known.is_none_or(|known| core::ptr::eq(known.set.names, names));
        let near = self.near.iter().position(is);
        match near {
            Some(near) => self.near[near].get_or_insert_with(|| Known::new(names)),
            None => self.others.entry(place(names)).or_insert_with(|| Known::new(names)),
        }
    }

    /// The index of the field of `set` that `key` names, exact first, then ignoring ASCII case; `next` is where it mostly
    /// is. Time for all fields of a struct is linear but for a logarithm, whatever their order.
    #[inline]
    pub(crate) fn find(&mut self, set: FieldSet, next: usize, key: &str) -> Option<usize> {
        if set.excludes(key) {
            return None;
        }
        self.find_signed(set, next, key)
    }

    fn find_signed(&mut self, set: FieldSet, next: usize, key: &str) -> Option<usize> {
        let names = set.names;
        let next = if next < names.len() { next } else { 0 };
        if names.len() <= FEW {
            return self.known(names).find(next, key);
        }
        if names[next] == key {
            return Some(next);
        }
        let place = (place(names), Sorted::Folded);
        self.indexes.entry(place).or_insert_with(|| Index::new(names)).find(names, next, key)
    }

    /// The same, and then ignoring underscores as well; a name that two fields match so is no one's.
    #[cold]
    pub(crate) fn find_loose(&mut self, set: FieldSet, next: usize, key: &str) -> Option<usize> {
        let names = set.names;
        let place = (place(names), Sorted::Loose);
        self.find(set, next, key).or_else(|| {
            let index = self.indexes.entry(place).or_insert_with(|| Index::by(loose_hash, names));
            index.find_loose(names, key)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leaked(names: impl Iterator<Item = alloc::string::String>) -> &'static [&'static str] {
        names.map(|name| &*name.leak()).collect::<Vec<_>>().leak()
    }

    /// Few fields are searched one by one, many in an index: both give the same field.
    #[test]
    fn an_index_finds_what_a_search_finds() {
        let cased = |bits: usize| {
            let letter = |(index, letter): (usize, char)| {
                if bits >> index & 1 == 1 { letter.to_ascii_uppercase() } else { letter }
            };
            "abcdeé".chars().enumerate().map(letter).collect()
        };
        for step in [1, 3, 5] {
            let names = leaked((0..32).step_by(step).map(cased));
            let index = Index::new(names);
            let mut known = Known::new(names);
            for next in 0..names.len() {
                for key in
                    (0..32).map(cased).chain([alloc::string::String::new(), "abcde".into(), "abcdeÉ".into()])
                {
                    assert_eq!(index.find(names, next, &key), known.find(next, &key), "{key} from {next}");
                }
            }
        }
    }

    #[test]
    fn underscores_are_ignored_where_that_leaves_one_field() {
        let names: &'static [&'static str] = &["FirstName", "last_name", "id", "ab_c", "a_bc", "_x"];
        let mut sets = FieldSets::default();
        let set = sets.get(names);
        for (key, field) in [
            ("first_name", Some(0)),
            ("FIRST_NAME_", Some(0)),
            ("firstname", Some(0)),
            ("LastName", Some(1)),
            ("i_d", Some(2)),
            ("x", Some(5)),
            ("ab_C", Some(3)),
            ("A_bc", Some(4)),
            ("abc", None),
            ("_", None),
            ("first-name", None),
        ] {
            assert_eq!(sets.find_loose(set, 0, key), field, "{key}");
        }
    }

    #[test]
    fn many_structs_are_told_apart() {
        let all: Vec<_> =
            (1..3 * NEAR).map(|count| leaked((0..count).map(|field| alloc::format!("F{field}")))).collect();
        let mut sets = FieldSets::default();
        for names in all.iter().chain(all.iter().rev()) {
            assert!(core::ptr::eq(sets.get(names).names, *names));
        }
    }

    /// Ten thousand million comparisons would be made if they were made one by one.
    #[test]
    fn many_fields_are_found_in_any_order_in_linear_time() {
        let count = 200_000;
        let names = leaked((0..count).map(|field| alloc::format!("Field{field}")));
        let mut sets = FieldSets::default();
        let set = sets.get(names);
        for field in (0..count).rev() {
            let key = alloc::format!("fIELD{field}");
            assert_eq!(sets.find(set, field + 1, &key), Some(field));
            assert_eq!(sets.find(set, field + 1, names[field]), Some(field));
        }
        assert_eq!(sets.find(set, 0, "Field"), None);
        for field in (0..count).rev() {
            assert_eq!(sets.find_loose(set, field + 1, &alloc::format!("field_{field}")), Some(field));
        }
    }
}
