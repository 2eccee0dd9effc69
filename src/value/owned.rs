//! A [`Value`] that borrows from nothing, for readers, whose text does not outlive a value. Floor 4.

use core::fmt::{self, Display};
use core::ops::{Deref, DerefMut};
use core::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Value;
use crate::error::Error;

/// A [`Value`] that any reader can give: it borrows from nothing.
///
/// `Value<'static>` will not do: to serde that is a value whose *input* lives for ever.
///
/// ```
/// let mut reader = jsv::csv::Reader::from_reader("id,tags\n1,\"[a,b]\"\n".as_bytes());
/// let row: jsv::OwnedValue = reader.read_row()?.unwrap();
/// assert_eq!(row["tags"][1], "b");
/// let row: jsv::Value<'static> = row.into_inner();
/// assert_eq!(row.to_string(), "{id:1,tags:[a,b]}");
/// # Ok::<(), jsv::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct OwnedValue(Value<'static>);

impl OwnedValue {
    /// The value.
    ///
    /// ```
    /// let value: jsv::OwnedValue = jsv::from_reader("[a]".as_bytes())?;
    /// assert_eq!(value.into_inner(), jsv::jsv!(["a"]));
    /// # Ok::<(), jsv::Error>(())
    /// ```
    pub fn into_inner(self) -> Value<'static> {
        self.0
    }
}

impl<'de> Deserialize<'de> for OwnedValue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Value::deserialize(deserializer).map(|value| OwnedValue(value.into_owned()))
    }
}

impl Serialize for OwnedValue {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

/// As the [`Value`] within: its JSV text, with `{:#}` laid out.
impl Display for OwnedValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Reads a JSV text (SPEC §2).
///
/// ```
/// let value: jsv::OwnedValue = "[a,b]".parse()?;
/// assert_eq!(value[1], "b");
/// # Ok::<(), jsv::Error>(())
/// ```
impl FromStr for OwnedValue {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        text.parse().map(OwnedValue)
    }
}

impl Deref for OwnedValue {
    type Target = Value<'static>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl DerefMut for OwnedValue {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.0
    }
}

impl AsRef<Value<'static>> for OwnedValue {
    fn as_ref(&self) -> &Value<'static> {
        self
    }
}

/// As [`OwnedValue::into_inner`].
///
/// ```
/// let row: jsv::OwnedValue = "[a]".parse()?;
/// assert_eq!(jsv::jsv!({ Row: row }).to_string(), "{Row:[a]}");
/// # Ok::<(), jsv::Error>(())
/// ```
impl From<OwnedValue> for Value<'_> {
    fn from(value: OwnedValue) -> Self {
        value.0
    }
}

impl From<Value<'static>> for OwnedValue {
    fn from(value: Value<'static>) -> Self {
        OwnedValue(value)
    }
}
