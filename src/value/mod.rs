//! The dynamic tree: JSV whose type is not known in advance. Floor 4.

mod access;
mod de;
mod from;
mod index;
mod lend;
mod macros;
mod map;
mod owned;
mod read;
mod ser;

use alloc::borrow::Cow;
use alloc::vec::Vec;
use core::fmt;
use core::str::FromStr;

pub use self::index::Index;
pub use self::map::{Entry, IntoIter, Iter, IterMut, Map, OccupiedEntry, VacantEntry};
pub use self::owned::OwnedValue;
pub use self::read::from_value;
pub use self::ser::to_value;
use crate::text::scalar;
use crate::{Error, Result, grammar};

/// What an index or a pointer that leads nowhere answers.
static NULL: Value<'static> = Value::Null;

/// Any JSV value, as its text says it is (SPEC §4, "anything").
///
/// The format has no numbers, booleans or null of its own: a value is a map, a list, a text, or nothing. To read a text as
/// something else use [`as_i64`](Self::as_i64), [`as_bool`](Self::as_bool) and their like, or [`from_value`]. Texts borrow
/// from the input wherever the input holds them unescaped; [`into_owned`](Self::into_owned) copies them, so that the tree
/// outlives the input.
///
/// ```
/// use jsv::Value;
///
/// let value: Value = jsv::from_str("{Id:007,Tags:[new,\"a,b\"],Note:}")?;
/// assert_eq!(value["Id"], "007");
/// assert_eq!(value["Id"].as_u64(), Some(7));
/// assert_eq!(value["Tags"][1], "a,b");
/// assert!(value["Note"].is_null() && value["Missing"].is_null());
/// assert_eq!(value.pointer("/Tags/0"), Some(&Value::from("new")));
/// # Ok::<(), jsv::Error>(())
/// ```
///
/// A tree is written as the text that it was read from, except for optional quotes and white space. A
/// [`Null`](Self::Null) writes nothing and keeps its member, `{Note:}`, whereas a `None` leaves it out (SPEC §5).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub enum Value<'a> {
    /// Nothing: an empty bare text.
    #[default]
    Null,
    /// A text, unquoted. `""` is a text, an empty one.
    Text(Cow<'a, str>),
    /// A list: `[…]`.
    List(Vec<Value<'a>>),
    /// A map: `{…}`.
    Map(Map<'a>),
}

impl<'a> Value<'a> {
    /// Whether this is nothing: an empty bare text.
    ///
    /// ```
    /// assert!(jsv::Value::Null.is_null());
    /// assert!(!jsv::Value::from("").is_null());
    /// ```
    pub fn is_null(&self) -> bool {
        matches!(self, Value::Null)
    }

    /// Whether this is a text.
    ///
    /// ```
    /// assert!(jsv::Value::from(1).is_text());
    /// ```
    pub fn is_text(&self) -> bool {
        matches!(self, Value::Text(_))
    }

    /// Whether this is a list.
    ///
    /// ```
    /// assert!(jsv::jsv!([1, 2]).is_list());
    /// ```
    pub fn is_list(&self) -> bool {
        matches!(self, Value::List(_))
    }

    /// Whether this is a map.
    ///
    /// ```
    /// assert!(jsv::jsv!({ Id: 1 }).is_map());
    /// ```
    pub fn is_map(&self) -> bool {
        matches!(self, Value::Map(_))
    }

    /// The text, as it stands.
    ///
    /// ```
    /// assert_eq!(jsv::Value::from(" a ").as_str(), Some(" a "));
    /// assert_eq!(jsv::Value::Null.as_str(), None);
    /// ```
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The text, to change it.
    ///
    /// ```
    /// let mut value = jsv::Value::from("a");
    /// value.as_text_mut().unwrap().to_mut().push('b');
    /// assert_eq!(value, "ab");
    /// ```
    pub fn as_text_mut(&mut self) -> Option<&mut Cow<'a, str>> {
        match self {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The items of a list.
    ///
    /// ```
    /// assert_eq!(jsv::jsv!([1, 2]).as_list().map(<[_]>::len), Some(2));
    /// ```
    pub fn as_list(&self) -> Option<&[Value<'a>]> {
        match self {
            Value::List(items) => Some(items),
            _ => None,
        }
    }

    /// The items of a list, to change them.
    ///
    /// ```
    /// let mut value = jsv::jsv!([1]);
    /// value.as_list_mut().unwrap().push(2.into());
    /// assert_eq!(value.to_string(), "[1,2]");
    /// ```
    pub fn as_list_mut(&mut self) -> Option<&mut Vec<Value<'a>>> {
        match self {
            Value::List(items) => Some(items),
            _ => None,
        }
    }

    /// The members of a map.
    ///
    /// ```
    /// assert!(jsv::jsv!({ Id: 1 }).as_map().unwrap().contains_key("Id"));
    /// ```
    pub fn as_map(&self) -> Option<&Map<'a>> {
        match self {
            Value::Map(map) => Some(map),
            _ => None,
        }
    }

    /// The members of a map, to change them.
    ///
    /// ```
    /// let mut value = jsv::jsv!({});
    /// value.as_map_mut().unwrap().insert("Id", 1);
    /// assert_eq!(value.to_string(), "{Id:1}");
    /// ```
    pub fn as_map_mut(&mut self) -> Option<&mut Map<'a>> {
        match self {
            Value::Map(map) => Some(map),
            _ => None,
        }
    }

    /// The boolean that the text means (SPEC §4): any case of `true false t f y n`, and `1 0 on off`.
    ///
    /// ```
    /// assert_eq!(jsv::Value::from("True").as_bool(), Some(true));
    /// assert_eq!(jsv::Value::from("maybe").as_bool(), None);
    /// ```
    pub fn as_bool(&self) -> Option<bool> {
        scalar::parse_bool(self.trimmed()?)
    }

    /// The integer that the text means (SPEC §4), if it fits.
    ///
    /// ```
    /// assert_eq!(jsv::Value::from("-07").as_i64(), Some(-7));
    /// assert_eq!(jsv::Value::from("1.0").as_i64(), None);
    /// ```
    pub fn as_i64(&self) -> Option<i64> {
        scalar::parse_integer(self.trimmed()?).ok()
    }

    /// The integer that the text means (SPEC §4), if it is not negative and fits.
    ///
    /// ```
    /// assert_eq!(jsv::Value::from(u64::MAX).as_u64(), Some(u64::MAX));
    /// assert_eq!(jsv::Value::from(-1).as_u64(), None);
    /// ```
    pub fn as_u64(&self) -> Option<u64> {
        scalar::parse_integer(self.trimmed()?).ok()
    }

    /// The integer that the text means (SPEC §4), if it fits.
    ///
    /// ```
    /// assert_eq!(jsv::Value::from(u64::MAX).as_i128(), Some(18_446_744_073_709_551_615));
    /// ```
    pub fn as_i128(&self) -> Option<i128> {
        scalar::parse_integer(self.trimmed()?).ok()
    }

    /// The number that the text means (SPEC §4); one that is too large is infinity.
    ///
    /// ```
    /// assert_eq!(jsv::Value::from("1.5E+3").as_f64(), Some(1500.0));
    /// assert_eq!(jsv::Value::from("-infinity").as_f64(), Some(f64::NEG_INFINITY));
    /// ```
    pub fn as_f64(&self) -> Option<f64> {
        scalar::parse_f64(self.trimmed()?)
    }

    /// The character, where the text is exactly one (SPEC §4).
    ///
    /// ```
    /// assert_eq!(jsv::Value::from("é").as_char(), Some('é'));
    /// assert_eq!(jsv::Value::from("ab").as_char(), None);
    /// ```
    pub fn as_char(&self) -> Option<char> {
        scalar::parse_char(self.as_str()?)
    }

    /// SPEC §3: scalars are trimmed; only a character is not, for it may be a space.
    fn trimmed(&self) -> Option<&str> {
        self.as_str().map(grammar::trim)
    }

    /// Takes the value out, leaving [`Null`](Self::Null).
    ///
    /// ```
    /// let mut value = jsv::jsv!({ Id: 1, Name: "Ann" });
    /// let name = value.get_mut("Name").unwrap().take();
    /// assert_eq!(name, "Ann");
    /// assert!(value["Name"].is_null());
    /// ```
    #[must_use = "without its result, set the value to `Value::Null`"]
    pub fn take(&mut self) -> Value<'a> {
        core::mem::take(self)
    }

    /// The same tree, owning all its texts, so that it outlives the input.
    ///
    /// ```
    /// let input = String::from("{Name:Ann}");
    /// let value = jsv::from_str::<jsv::Value>(&input)?.into_owned();
    /// drop(input);
    /// assert_eq!(value["Name"], "Ann");
    /// # Ok::<(), jsv::Error>(())
    /// ```
    pub fn into_owned(self) -> Value<'static> {
        match self {
            Value::Null => Value::Null,
            Value::Text(text) => Value::Text(Cow::Owned(text.into_owned())),
            Value::List(items) => Value::List(items.into_iter().map(Value::into_owned).collect()),
            Value::Map(map) => Value::Map(map.into_owned()),
        }
    }
}

/// The value's JSV text (SPEC §5); with `{:#}` laid out as [`to_string_pretty`](crate::to_string_pretty) does.
///
/// ```
/// let value = jsv::jsv!({ Name: "a,b", Note: null });
/// assert_eq!(format!("{value}"), r#"{Name:"a,b",Note:}"#);
/// assert_eq!(format!("{value:#}"), "{\n\tName: \"a,b\",\n\tNote: \n}");
/// ```
impl fmt::Display for Value<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = if f.alternate() { crate::to_string_pretty(self) } else { crate::to_string(self) };
        f.write_str(&text.map_err(|_| fmt::Error)?)
    }
}

/// Reads a JSV text (SPEC §2) into an owned tree.
///
/// ```
/// let value: jsv::Value = "[a,b]".parse()?;
/// assert_eq!(value[1], "b");
/// # Ok::<(), jsv::Error>(())
/// ```
impl FromStr for Value<'_> {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        crate::from_str::<Value<'_>>(text).map(Value::into_owned)
    }
}
