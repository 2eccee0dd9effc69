//! [`Map`]: the members of a JSV map in document order. Floor 4.

mod entry;

use alloc::borrow::{Cow, ToOwned};
use alloc::vec::{self, Vec};
use core::fmt;
use core::ops::{Index, IndexMut};
use core::slice;

pub use self::entry::{Entry, OccupiedEntry, VacantEntry};
use super::{NULL, Value};

/// The members of a map, in the order of the text (SPEC §2, §4).
///
/// A map keeps every member that was read, so reading 100,000 of them costs no search. Where a key is repeated,
/// [`get`](Self::get) returns the last one (SPEC §4: "the last wins"); [`len`](Self::len) and
/// [`iter`](Self::iter) count and show them all. Looking up a key is a linear search from the end. Two maps are equal
/// if they hold the same members in the same order.
///
/// ```
/// let value: jsv::Value = jsv::from_str("{b:1,a:2,b:3}")?;
/// let map = value.as_map().unwrap();
/// assert_eq!(map.keys().collect::<Vec<_>>(), ["b", "a", "b"]);
/// assert_eq!(map["b"], "3");
/// # Ok::<(), jsv::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash, Default)]
pub struct Map<'a> {
    members: Vec<(Cow<'a, str>, Value<'a>)>,
}

impl<'a> Map<'a> {
    /// A map without members.
    ///
    /// ```
    /// assert!(jsv::Map::new().is_empty());
    /// ```
    pub const fn new() -> Self {
        Map { members: Vec::new() }
    }

    /// A map with room for `capacity` members.
    ///
    /// ```
    /// let mut map = jsv::Map::with_capacity(2);
    /// map.insert("Id", 1);
    /// assert_eq!(map.len(), 1);
    /// ```
    pub fn with_capacity(capacity: usize) -> Self {
        Map { members: Vec::with_capacity(capacity) }
    }

    pub(super) fn from_members(members: Vec<(Cow<'a, str>, Value<'a>)>) -> Self {
        Map { members }
    }

    /// The number of members, repeated keys included.
    ///
    /// ```
    /// assert_eq!(jsv::Map::from([("a", 1), ("b", 2)]).len(), 2);
    /// ```
    pub fn len(&self) -> usize {
        self.members.len()
    }

    /// Whether there are no members: `{}`.
    ///
    /// ```
    /// assert!(!jsv::Map::from([("a", 1)]).is_empty());
    /// ```
    pub fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    /// The value of a key, compared exactly; the last one where the key is repeated (SPEC §4).
    ///
    /// ```
    /// let map = jsv::Map::from([("a", 1), ("a", 2)]);
    /// assert_eq!(map.get("a").and_then(|value| value.as_i64()), Some(2));
    /// assert_eq!(map.get("A"), None);
    /// ```
    pub fn get(&self, key: &str) -> Option<&Value<'a>> {
        self.members.iter().rev().find(|(name, _)| name == key).map(|(_, value)| value)
    }

    /// The value that [`get`](Self::get) returns, to change it.
    ///
    /// ```
    /// let mut map = jsv::Map::from([("a", 1)]);
    /// *map.get_mut("a").unwrap() = "x".into();
    /// assert_eq!(map["a"], "x");
    /// ```
    pub fn get_mut(&mut self, key: &str) -> Option<&mut Value<'a>> {
        self.members.iter_mut().rev().find(|(name, _)| name == key).map(|(_, value)| value)
    }

    /// Whether a member has this key.
    ///
    /// ```
    /// assert!(jsv::Map::from([("a", 1)]).contains_key("a"));
    /// ```
    pub fn contains_key(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    /// Replaces the value that [`get`](Self::get) returns and gives back the old one, or appends a member.
    ///
    /// To append many members without a search for each, use [`Extend`].
    ///
    /// ```
    /// let mut map = jsv::Map::new();
    /// assert_eq!(map.insert("a", 1), None);
    /// assert_eq!(map.insert("a", 2), Some(jsv::Value::from(1)));
    /// assert_eq!(map.len(), 1);
    /// ```
    pub fn insert(&mut self, key: impl Into<Cow<'a, str>>, value: impl Into<Value<'a>>) -> Option<Value<'a>> {
        let (key, value) = (key.into(), value.into());
        if let Some(present) = self.get_mut(&key) {
            return Some(core::mem::replace(present, value));
        }
        self.members.push((key, value));
        None
    }

    /// Removes every member with this key, keeping the others' order, and returns the value that
    /// [`get`](Self::get) would have returned.
    ///
    /// ```
    /// let mut map = jsv::Map::from([("a", 1), ("b", 2), ("a", 3)]);
    /// assert_eq!(map.remove("a"), Some(jsv::Value::from(3)));
    /// assert_eq!(map, jsv::Map::from([("b", 2)]));
    /// ```
    pub fn remove(&mut self, key: &str) -> Option<Value<'a>> {
        self.position(key).map(|position| self.remove_at(position))
    }

    /// The member of a key, the last one where the key is repeated, to be looked up once and then read, changed, removed
    /// or put in.
    ///
    /// ```
    /// let mut map = jsv::Map::from([("Tags", ["new"])]);
    /// for (key, tag) in [("Tags", "vip"), ("Notes", "late")] {
    ///     map.entry(key).or_insert(jsv::jsv!([])).as_list_mut().unwrap().push(tag.into());
    /// }
    /// assert_eq!(jsv::Value::from(map).to_string(), "{Tags:[new,vip],Notes:[late]}");
    /// ```
    pub fn entry(&mut self, key: impl Into<Cow<'a, str>>) -> Entry<'_, 'a> {
        let key = key.into();
        match self.position(&key) {
            Some(position) => Entry::Occupied(OccupiedEntry { map: self, position }),
            None => Entry::Vacant(VacantEntry { map: self, key }),
        }
    }

    /// Keeps the members that `keep` returns `true` for, repeated keys one by one.
    ///
    /// ```
    /// let mut map = jsv::Map::from([("a", Some(1)), ("b", None), ("c", Some(3))]);
    /// map.retain(|_, value| !value.is_null());
    /// assert!(map.keys().eq(["a", "c"]));
    /// ```
    pub fn retain(&mut self, mut keep: impl FnMut(&str, &mut Value<'a>) -> bool) {
        self.members.retain_mut(|(key, value)| keep(key, value));
    }

    /// Removes all members.
    ///
    /// ```
    /// let mut map = jsv::Map::from([("a", 1)]);
    /// map.clear();
    /// assert!(map.is_empty());
    /// ```
    pub fn clear(&mut self) {
        self.members.clear();
    }

    /// The members in order.
    ///
    /// ```
    /// let map = jsv::Map::from([("a", 1)]);
    /// for (key, value) in map.iter() {
    ///     assert_eq!((key, value.as_u64()), ("a", Some(1)));
    /// }
    /// ```
    pub fn iter(&self) -> Iter<'_, 'a> {
        Iter(self.members.iter())
    }

    /// The members in order, the values to be changed.
    ///
    /// ```
    /// let mut map = jsv::Map::from([("a", 1), ("b", 2)]);
    /// map.iter_mut().for_each(|(_, value)| *value = jsv::Value::Null);
    /// assert!(map["b"].is_null());
    /// ```
    pub fn iter_mut(&mut self) -> IterMut<'_, 'a> {
        IterMut(self.members.iter_mut())
    }

    /// The keys in order, repeated ones included.
    ///
    /// ```
    /// assert!(jsv::Map::from([("b", 1), ("a", 2)]).keys().eq(["b", "a"]));
    /// ```
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &str> + ExactSizeIterator {
        self.members.iter().map(|(key, _)| key.as_ref())
    }

    /// The values in order.
    ///
    /// ```
    /// assert!(jsv::Map::from([("a", "x"), ("b", "y")]).values().eq(["x", "y"]));
    /// ```
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &Value<'a>> + ExactSizeIterator {
        self.members.iter().map(|(_, value)| value)
    }

    /// The values in order, to change them.
    ///
    /// ```
    /// let mut map = jsv::Map::from([("a", 1), ("b", 2)]);
    /// map.values_mut().for_each(|value| *value = "x".into());
    /// assert!(map.values().eq(["x", "x"]));
    /// ```
    pub fn values_mut(&mut self) -> impl DoubleEndedIterator<Item = &mut Value<'a>> + ExactSizeIterator {
        self.members.iter_mut().map(|(_, value)| value)
    }

    /// The keys in order, repeated ones included, taken out of the map.
    ///
    /// ```
    /// let keys: Vec<String> = jsv::Map::from([("b", 1), ("a", 2)]).into_keys().map(Into::into).collect();
    /// assert_eq!(keys, ["b", "a"]);
    /// ```
    pub fn into_keys(self) -> impl DoubleEndedIterator<Item = Cow<'a, str>> + ExactSizeIterator {
        self.members.into_iter().map(|(key, _)| key)
    }

    /// The values in order, taken out of the map.
    ///
    /// ```
    /// let values: jsv::Value = jsv::Map::from([("a", 1), ("b", 2)]).into_values().collect();
    /// assert_eq!(values, jsv::jsv!([1, 2]));
    /// ```
    pub fn into_values(self) -> impl DoubleEndedIterator<Item = Value<'a>> + ExactSizeIterator {
        self.members.into_iter().map(|(_, value)| value)
    }

    /// The same map, owning all its texts.
    ///
    /// ```
    /// let text = String::from("x");
    /// let map: jsv::Map<'static> = jsv::Map::from([("a", text.as_str())]).into_owned();
    /// drop(text);
    /// assert_eq!(map["a"], "x");
    /// ```
    pub fn into_owned(self) -> Map<'static> {
        let own =
            |(key, value): (Cow<'a, str>, Value<'a>)| (Cow::Owned(key.into_owned()), value.into_owned());
        Map { members: self.members.into_iter().map(own).collect() }
    }

    /// The value that [`get_mut`](Self::get_mut) answers, or that of a member appended with nothing in it.
    pub(super) fn get_or_insert(&mut self, key: &str) -> &mut Value<'a> {
        let present = self.position(key);
        let position = present.unwrap_or(self.members.len());
        if present.is_none() {
            self.push(Cow::Owned(key.to_owned()), Value::Null);
        }
        &mut self.members[position].1
    }

    /// Where the member is that [`get`](Self::get) answers.
    fn position(&self, key: &str) -> Option<usize> {
        self.members.iter().rposition(|(name, _)| name == key)
    }

    /// The value there; every member with the same key is removed.
    fn remove_at(&mut self, position: usize) -> Value<'a> {
        let (key, value) = self.members.remove(position);
        self.members.retain(|(name, _)| *name != key);
        value
    }

    /// Appends a member as it was read, without looking whether its key is repeated.
    pub(super) fn push(&mut self, key: Cow<'a, str>, value: Value<'a>) {
        self.members.push((key, value));
    }
}

impl fmt::Debug for Map<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self).finish()
    }
}

/// The value of a key, or [`Value::Null`] where there is none.
impl<'a> Index<&str> for Map<'a> {
    type Output = Value<'a>;

    fn index(&self, key: &str) -> &Value<'a> {
        self.get(key).unwrap_or(&NULL)
    }
}

/// The value of a key, to change it; one that is missing is appended with nothing in it, [`Value::Null`].
///
/// ```
/// let mut map = jsv::Map::from([("Id", 7)]);
/// map["Id"] = 8.into();
/// map["Name"] = "Ann".into();
/// assert_eq!(map, jsv::Map::from([("Id", "8"), ("Name", "Ann")]));
/// ```
impl IndexMut<&str> for Map<'_> {
    fn index_mut(&mut self, key: &str) -> &mut Self::Output {
        self.get_or_insert(key)
    }
}

/// Members in the order given. A repeated key keeps both members; the last wins.
impl<'a, K: Into<Cow<'a, str>>, V: Into<Value<'a>>> FromIterator<(K, V)> for Map<'a> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(members: I) -> Self {
        Map { members: members.into_iter().map(|(key, value)| (key.into(), value.into())).collect() }
    }
}

/// Appends members without looking for their keys. A repeated key keeps both members; the last wins.
impl<'a, K: Into<Cow<'a, str>>, V: Into<Value<'a>>> Extend<(K, V)> for Map<'a> {
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, members: I) {
        self.members.extend(members.into_iter().map(|(key, value)| (key.into(), value.into())));
    }
}

impl<'a, K: Into<Cow<'a, str>>, V: Into<Value<'a>>, const N: usize> From<[(K, V); N]> for Map<'a> {
    fn from(members: [(K, V); N]) -> Self {
        members.into_iter().collect()
    }
}

impl<'a> IntoIterator for Map<'a> {
    type Item = (Cow<'a, str>, Value<'a>);
    type IntoIter = IntoIter<'a>;

    fn into_iter(self) -> IntoIter<'a> {
        IntoIter(self.members.into_iter())
    }
}

impl<'m, 'a> IntoIterator for &'m Map<'a> {
    type Item = (&'m str, &'m Value<'a>);
    type IntoIter = Iter<'m, 'a>;

    fn into_iter(self) -> Iter<'m, 'a> {
        self.iter()
    }
}

impl<'m, 'a> IntoIterator for &'m mut Map<'a> {
    type Item = (&'m str, &'m mut Value<'a>);
    type IntoIter = IterMut<'m, 'a>;

    fn into_iter(self) -> IterMut<'m, 'a> {
        self.iter_mut()
    }
}

macro_rules! members {
    ($(#[$doc:meta])* $name:ident<$($life:lifetime),+>($inner:ty) -> $item:ty, $split:expr) => {
        $(#[$doc])*
        #[derive(Debug)]
        pub struct $name<$($life),+>($inner);

        impl<$($life),+> Iterator for $name<$($life),+> {
            type Item = $item;

            fn next(&mut self) -> Option<$item> {
                self.0.next().map($split)
            }

            fn size_hint(&self) -> (usize, Option<usize>) {
                self.0.size_hint()
            }
        }

        impl<$($life),+> DoubleEndedIterator for $name<$($life),+> {
            fn next_back(&mut self) -> Option<$item> {
                self.0.next_back().map($split)
            }
        }

        impl<$($life),+> ExactSizeIterator for $name<$($life),+> {}
        impl<$($life),+> core::iter::FusedIterator for $name<$($life),+> {}
    };
}

members! {
    /// The members of a [`Map`] in order; made by [`Map::iter`].
    Iter<'m, 'a>(slice::Iter<'m, (Cow<'a, str>, Value<'a>)>) -> (&'m str, &'m Value<'a>),
    |(key, value)| (&**key, value)
}

members! {
    /// The members of a [`Map`] in order, their values to be changed; made by [`Map::iter_mut`].
    IterMut<'m, 'a>(slice::IterMut<'m, (Cow<'a, str>, Value<'a>)>) -> (&'m str, &'m mut Value<'a>),
    |(key, value)| (&**key, value)
}

members! {
    /// The members of a [`Map`] in order, taken out of it.
    IntoIter<'a>(vec::IntoIter<(Cow<'a, str>, Value<'a>)>) -> (Cow<'a, str>, Value<'a>),
    |member| member
}
