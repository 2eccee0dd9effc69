//! [`Map::entry`]: a member of a map, found once, to be read, changed or put in. Floor 4.

use alloc::borrow::Cow;

use super::{Map, Value};

/// The member of a key, whether the map has it or not; made by [`Map::entry`]. Where the key is repeated, it is the last
/// one, as in [`Map::get`].
///
/// ```
/// use jsv::value::Entry;
///
/// let mut map = jsv::Map::from([("Id", 7)]);
/// let known = match map.entry("Id") {
///     Entry::Occupied(member) => member.get().as_u64(),
///     Entry::Vacant(_) => None,
/// };
/// assert_eq!(known, Some(7));
/// ```
#[derive(Debug)]
pub enum Entry<'m, 'a> {
    /// The map has a member with this key.
    Occupied(OccupiedEntry<'m, 'a>),
    /// It has none.
    Vacant(VacantEntry<'m, 'a>),
}

impl<'m, 'a> Entry<'m, 'a> {
    /// The key.
    ///
    /// ```
    /// assert_eq!(jsv::Map::new().entry("Id").key(), "Id");
    /// ```
    pub fn key(&self) -> &str {
        match self {
            Entry::Occupied(member) => member.key(),
            Entry::Vacant(place) => place.key(),
        }
    }

    /// The member's value; one that is missing is appended.
    ///
    /// ```
    /// let mut map = jsv::Map::new();
    /// map.entry("Tags").or_insert(jsv::jsv!([])).as_list_mut().unwrap().push("new".into());
    /// map.entry("Tags").or_insert("not needed").as_list_mut().unwrap().push("vip".into());
    /// assert_eq!(map["Tags"], jsv::jsv!(["new", "vip"]));
    /// ```
    pub fn or_insert(self, value: impl Into<Value<'a>>) -> &'m mut Value<'a> {
        self.or_insert_with(|| value)
    }

    /// The member's value; one that is missing is made and appended.
    ///
    /// ```
    /// let mut map = jsv::Map::from([("Name", "Ann")]);
    /// map.entry("Name").or_insert_with(|| String::from("not made"));
    /// map.entry("Greeting").or_insert_with(|| format!("Hello, {}", "Ann"));
    /// assert!(map.values().eq(["Ann", "Hello, Ann"]));
    /// ```
    pub fn or_insert_with<V: Into<Value<'a>>>(self, make: impl FnOnce() -> V) -> &'m mut Value<'a> {
        match self {
            Entry::Occupied(member) => member.into_mut(),
            Entry::Vacant(place) => place.insert(make()),
        }
    }

    /// The member's value; one that is missing is appended with nothing in it, [`Value::Null`].
    ///
    /// ```
    /// let mut map = jsv::Map::new();
    /// map.entry("Address").or_default()["Town"] = "Oslo".into();
    /// assert_eq!(map["Address"], jsv::jsv!({ Town: "Oslo" }));
    /// ```
    pub fn or_default(self) -> &'m mut Value<'a> {
        self.or_insert(Value::Null)
    }

    /// Changes the member's value, if there is one.
    ///
    /// ```
    /// let mut map = jsv::Map::new();
    /// for _ in 0..3 {
    ///     let raise = |count: &mut jsv::Value| *count = (count.as_u64().unwrap_or(0) + 1).into();
    ///     map.entry("Count").and_modify(raise).or_insert(1);
    /// }
    /// assert_eq!(map["Count"], "3");
    /// ```
    #[allow(clippy::return_self_not_must_use, reason = "the change may be all that was wanted")]
    pub fn and_modify(mut self, change: impl FnOnce(&mut Value<'a>)) -> Self {
        if let Entry::Occupied(member) = &mut self {
            change(member.get_mut());
        }
        self
    }
}

/// A member that a map has: an [`Entry`]. Its position has been looked up, and is not looked up again.
#[derive(Debug)]
pub struct OccupiedEntry<'m, 'a> {
    pub(super) map: &'m mut Map<'a>,
    pub(super) position: usize,
}

impl<'m, 'a> OccupiedEntry<'m, 'a> {
    /// The key.
    ///
    /// ```
    /// # use jsv::value::Entry;
    /// let mut map = jsv::Map::from([("Id", 7)]);
    /// let Entry::Occupied(member) = map.entry("Id") else { unreachable!() };
    /// assert_eq!(member.key(), "Id");
    /// ```
    pub fn key(&self) -> &str {
        &self.map.members[self.position].0
    }

    /// The value.
    ///
    /// ```
    /// # use jsv::value::Entry;
    /// let mut map = jsv::Map::from([("Id", 7)]);
    /// let Entry::Occupied(member) = map.entry("Id") else { unreachable!() };
    /// assert_eq!(member.get(), "7");
    /// ```
    pub fn get(&self) -> &Value<'a> {
        &self.map.members[self.position].1
    }

    /// The value, to change it.
    ///
    /// ```
    /// # use jsv::value::Entry;
    /// let mut map = jsv::Map::from([("Tags", ["a"])]);
    /// if let Entry::Occupied(mut member) = map.entry("Tags") {
    ///     member.get_mut()[0] = "x".into();
    /// }
    /// assert_eq!(map["Tags"][0], "x");
    /// ```
    pub fn get_mut(&mut self) -> &mut Value<'a> {
        &mut self.map.members[self.position].1
    }

    /// The value, to change it for as long as the map is borrowed.
    ///
    /// ```
    /// # use jsv::value::Entry;
    /// fn tags<'m>(map: &'m mut jsv::Map<'static>) -> Option<&'m mut jsv::Value<'static>> {
    ///     match map.entry("Tags") {
    ///         Entry::Occupied(member) => Some(member.into_mut()),
    ///         Entry::Vacant(_) => None,
    ///     }
    /// }
    ///
    /// assert!(tags(&mut jsv::Map::from([("Tags", 1)])).is_some());
    /// ```
    pub fn into_mut(self) -> &'m mut Value<'a> {
        &mut self.map.members[self.position].1
    }

    /// Replaces the value, and returns the one before.
    ///
    /// ```
    /// # use jsv::value::Entry;
    /// let mut map = jsv::Map::from([("Id", 7)]);
    /// let Entry::Occupied(mut member) = map.entry("Id") else { unreachable!() };
    /// assert_eq!(member.insert(8), "7");
    /// assert_eq!(map["Id"], "8");
    /// ```
    pub fn insert(&mut self, value: impl Into<Value<'a>>) -> Value<'a> {
        core::mem::replace(self.get_mut(), value.into())
    }

    /// Removes every member with this key, as [`Map::remove`] does, and returns the value.
    ///
    /// ```
    /// # use jsv::value::Entry;
    /// let mut map = jsv::Map::from([("a", 1), ("b", 2), ("a", 3)]);
    /// let Entry::Occupied(member) = map.entry("a") else { unreachable!() };
    /// assert_eq!(member.remove(), "3");
    /// assert_eq!(map, jsv::Map::from([("b", 2)]));
    /// ```
    pub fn remove(self) -> Value<'a> {
        self.map.remove_at(self.position)
    }
}

/// The place of a member that a map does not have: an [`Entry`].
#[derive(Debug)]
pub struct VacantEntry<'m, 'a> {
    pub(super) map: &'m mut Map<'a>,
    pub(super) key: Cow<'a, str>,
}

impl<'m, 'a> VacantEntry<'m, 'a> {
    /// The key.
    ///
    /// ```
    /// # use jsv::value::Entry;
    /// let mut map = jsv::Map::new();
    /// let Entry::Vacant(place) = map.entry("Id") else { unreachable!() };
    /// assert_eq!(place.key(), "Id");
    /// ```
    pub fn key(&self) -> &str {
        &self.key
    }

    /// Appends the member.
    ///
    /// ```
    /// # use jsv::value::Entry;
    /// let mut map = jsv::Map::from([("Id", 7)]);
    /// if let Entry::Vacant(place) = map.entry("Name") {
    ///     place.insert("Ann");
    /// }
    /// assert!(map.keys().eq(["Id", "Name"]));
    /// ```
    pub fn insert(self, value: impl Into<Value<'a>>) -> &'m mut Value<'a> {
        let position = self.map.members.len();
        self.map.push(self.key, value.into());
        &mut self.map.members[position].1
    }
}
