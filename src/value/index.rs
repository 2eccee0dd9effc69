//! Finding a value within a tree: by key, by position, by pointer. Floor 4.

use alloc::borrow::Cow;
use alloc::string::String;
use core::ops;

use super::{Map, NULL, Value};

/// What [`Value::get`] and `value[…]` take: a key (`&str`, `String`) or a position (`usize`).
///
/// The trait is sealed: it is implemented for these types only.
///
/// ```
/// let value = jsv::jsv!({ Names: ["Ann", "Bob"] });
/// assert_eq!(value["Names"][1], "Bob");
/// assert_eq!(value.get(String::from("Names")).and_then(|names| names.get(0)), Some(&"Ann".into()));
/// ```
pub trait Index: sealed::Sealed {}

mod sealed {
    use super::Value;

    pub trait Sealed {
        fn index_into<'v, 'a>(&self, value: &'v Value<'a>) -> Option<&'v Value<'a>>;
        fn index_into_mut<'v, 'a>(&self, value: &'v mut Value<'a>) -> Option<&'v mut Value<'a>>;
        #[track_caller]
        fn index_or_insert<'v, 'a>(&self, value: &'v mut Value<'a>) -> &'v mut Value<'a>;
    }
}

impl Index for usize {}
impl Index for str {}
impl Index for String {}
impl<I: Index + ?Sized> Index for &I {}

impl sealed::Sealed for usize {
    fn index_into<'v, 'a>(&self, value: &'v Value<'a>) -> Option<&'v Value<'a>> {
        value.as_list()?.get(*self)
    }

    fn index_into_mut<'v, 'a>(&self, value: &'v mut Value<'a>) -> Option<&'v mut Value<'a>> {
        value.as_list_mut()?.get_mut(*self)
    }

    #[allow(clippy::panic, reason = "as every `IndexMut` does where there is nothing to lend")]
    fn index_or_insert<'v, 'a>(&self, value: &'v mut Value<'a>) -> &'v mut Value<'a> {
        match value {
            Value::List(items) => {
                let length = items.len();
                let Some(item) = items.get_mut(*self) else {
                    panic!("position {self} is out of range for a list of {length} items")
                };
                item
            }
            _ => panic!("position {self} was asked of {}", kind(value)),
        }
    }
}

impl sealed::Sealed for str {
    fn index_into<'v, 'a>(&self, value: &'v Value<'a>) -> Option<&'v Value<'a>> {
        value.as_map()?.get(self)
    }

    fn index_into_mut<'v, 'a>(&self, value: &'v mut Value<'a>) -> Option<&'v mut Value<'a>> {
        value.as_map_mut()?.get_mut(self)
    }

    #[allow(clippy::panic, reason = "as every `IndexMut` does where there is nothing to lend")]
    fn index_or_insert<'v, 'a>(&self, value: &'v mut Value<'a>) -> &'v mut Value<'a> {
        if value.is_null() {
            *value = Value::Map(Map::new());
        }
        match value {
            Value::Map(map) => map.get_or_insert(self),
            _ => panic!("key {self:?} was asked of {}", kind(value)),
        }
    }
}

impl sealed::Sealed for String {
    fn index_into<'v, 'a>(&self, value: &'v Value<'a>) -> Option<&'v Value<'a>> {
        self.as_str().index_into(value)
    }

    fn index_into_mut<'v, 'a>(&self, value: &'v mut Value<'a>) -> Option<&'v mut Value<'a>> {
        self.as_str().index_into_mut(value)
    }

    fn index_or_insert<'v, 'a>(&self, value: &'v mut Value<'a>) -> &'v mut Value<'a> {
        self.as_str().index_or_insert(value)
    }
}

impl<I: sealed::Sealed + ?Sized> sealed::Sealed for &I {
    fn index_into<'v, 'a>(&self, value: &'v Value<'a>) -> Option<&'v Value<'a>> {
        (**self).index_into(value)
    }

    fn index_into_mut<'v, 'a>(&self, value: &'v mut Value<'a>) -> Option<&'v mut Value<'a>> {
        (**self).index_into_mut(value)
    }

    fn index_or_insert<'v, 'a>(&self, value: &'v mut Value<'a>) -> &'v mut Value<'a> {
        (**self).index_or_insert(value)
    }
}

fn kind(value: &Value<'_>) -> &'static str {
    match value {
        Value::Null => "nothing",
        Value::Text(_) => "a text",
        Value::List(_) => "a list",
        Value::Map(_) => "a map",
    }
}

/// The value at a key or position, or [`Value::Null`] where there is none.
impl<'a, I: Index> ops::Index<I> for Value<'a> {
    type Output = Value<'a>;

    fn index(&self, index: I) -> &Value<'a> {
        index.index_into(self).unwrap_or(&NULL)
    }
}

/// The value at a key or position, to change it, as `serde_json` has it: a key that is missing is appended, and a
/// [`Value::Null`] that a key is asked of becomes a map. A key that is repeated is its last one (SPEC §4).
///
/// ```
/// let mut value: jsv::Value = jsv::from_str("{Id:7,Tags:[a,b]}")?;
/// value["Id"] = 8.into();
/// value["Tags"][1] = "x".into();
/// value["Address"]["Town"] = "Oslo".into();
/// assert_eq!(value.to_string(), "{Id:8,Tags:[a,x],Address:{Town:Oslo}}");
/// # Ok::<(), jsv::Error>(())
/// ```
///
/// # Panics
/// A position that the list does not have, a position of what is no list, a key of a list or a text;
/// [`get_mut`](Value::get_mut) returns `None` instead.
impl<'a, I: Index> ops::IndexMut<I> for Value<'a> {
    #[track_caller]
    fn index_mut(&mut self, index: I) -> &mut Value<'a> {
        index.index_or_insert(self)
    }
}

impl<'a> Value<'a> {
    /// The value at a key of a map (the last one where it is repeated, SPEC §4) or at a position of a list.
    ///
    /// ```
    /// let value: jsv::Value = jsv::from_str("{Id:1,Tags:[a,b]}")?;
    /// assert_eq!(value.get("Id"), Some(&"1".into()));
    /// assert_eq!(value.get("Tags").and_then(|tags| tags.get(1)), Some(&"b".into()));
    /// assert_eq!(value.get("Name"), None);
    /// # Ok::<(), jsv::Error>(())
    /// ```
    pub fn get(&self, index: impl Index) -> Option<&Value<'a>> {
        index.index_into(self)
    }

    /// The value that [`get`](Self::get) returns, to change it.
    ///
    /// ```
    /// let mut value = jsv::jsv!({ Tags: ["a", "b"] });
    /// *value.get_mut("Tags").and_then(|tags| tags.get_mut(0)).unwrap() = "x".into();
    /// assert_eq!(value.to_string(), "{Tags:[x,b]}");
    /// ```
    pub fn get_mut(&mut self, index: impl Index) -> Option<&mut Value<'a>> {
        index.index_into_mut(self)
    }

    /// The value that a JSON pointer (RFC 6901) leads to: keys and positions, each after a slash; `~1` is a slash
    /// within a key and `~0` a tilde. The empty pointer is the value itself.
    ///
    /// ```
    /// let value: jsv::Value = jsv::from_str("{Accounts:[{Name:Ann},{Name:Bob}],a/b:1}")?;
    /// assert_eq!(value.pointer("/Accounts/1/Name"), Some(&"Bob".into()));
    /// assert_eq!(value.pointer("/a~1b"), Some(&"1".into()));
    /// assert_eq!(value.pointer("/Accounts/2/Name"), None);
    /// # Ok::<(), jsv::Error>(())
    /// ```
    pub fn pointer(&self, pointer: &str) -> Option<&Value<'a>> {
        tokens(pointer)?.try_fold(self, |value, token| match value {
            Value::Map(map) => map.get(&unescape(token)),
            Value::List(list) => list.get(position(token)?),
            Value::Null | Value::Text(_) => None,
        })
    }

    /// The value that [`pointer`](Self::pointer) returns, to change it.
    ///
    /// ```
    /// let mut value = jsv::jsv!({ Accounts: [{ Name: "Ann" }] });
    /// *value.pointer_mut("/Accounts/0/Name").unwrap() = "Bob".into();
    /// assert_eq!(value.to_string(), "{Accounts:[{Name:Bob}]}");
    /// ```
    pub fn pointer_mut(&mut self, pointer: &str) -> Option<&mut Value<'a>> {
        tokens(pointer)?.try_fold(self, |value, token| match value {
            Value::Map(map) => map.get_mut(&unescape(token)),
            Value::List(list) => list.get_mut(position(token)?),
            Value::Null | Value::Text(_) => None,
        })
    }
}

/// RFC 6901: `json-pointer = *( "/" reference-token )`.
fn tokens(pointer: &str) -> Option<impl Iterator<Item = &str>> {
    let mut tokens = pointer.split('/');
    // What stands before the first slash must be nothing.
    tokens.next().is_some_and(str::is_empty).then_some(tokens)
}

/// RFC 6901: `~1` first, so that `~01` is `~1`.
fn unescape(token: &str) -> Cow<'_, str> {
    if token.contains('~') {
        Cow::Owned(token.replace("~1", "/").replace("~0", "~"))
    } else {
        Cow::Borrowed(token)
    }
}

/// RFC 6901: `array-index = "0" / ( digit1-9 *DIGIT )`.
fn position(token: &str) -> Option<usize> {
    let canonical = token == "0" || !token.starts_with(['0', '+']);
    canonical.then(|| token.parse().ok())?
}
