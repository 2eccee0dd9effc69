//! A [`RawValue`] that borrows from nothing, for readers, whose text does not outlive a value. Floor 3.

use core::fmt::{self, Display};
use core::ops::Deref;
use core::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::RawValue;
use crate::error::{Error, Result};

/// A [`RawValue`] that any reader can give: it borrows from nothing.
///
/// `RawValue<'static>` will not do: to serde that is a value whose *input* lives for ever.
///
/// ```
/// let mut reader = jsv::csv::Reader::from_reader("id,body\n1,\"{Tags:[a,b]}\"\n".as_bytes());
/// let (id, body): (u8, jsv::OwnedRawValue) = reader.read_row()?.unwrap();
/// assert_eq!((id, body.get()), (1, "{Tags:[a,b]}"));
/// let body: jsv::RawValue<'static> = body.into_inner();
/// assert_eq!(jsv::to_string(&body)?, "{Tags:[a,b]}");
/// # Ok::<(), jsv::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct OwnedRawValue(RawValue<'static>);

impl OwnedRawValue {
    /// The value.
    ///
    /// ```
    /// let raw: jsv::OwnedRawValue = jsv::from_reader("[1,2]".as_bytes())?;
    /// assert_eq!(raw.into_inner(), jsv::RawValue::new("[1,2]")?);
    /// # Ok::<(), jsv::Error>(())
    /// ```
    pub fn into_inner(self) -> RawValue<'static> {
        self.0
    }
}

impl<'de> Deserialize<'de> for OwnedRawValue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        RawValue::deserialize(deserializer).map(|raw| OwnedRawValue(raw.into_owned()))
    }
}

impl Serialize for OwnedRawValue {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

/// Its JSV text.
impl Display for OwnedRawValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Checks that a text is one well-formed value (SPEC §2), as [`RawValue::new`] does, and keeps it.
///
/// ```
/// let raw: jsv::OwnedRawValue = "[1,2]".parse()?;
/// assert_eq!(raw.get(), "[1,2]");
/// # Ok::<(), jsv::Error>(())
/// ```
impl FromStr for OwnedRawValue {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        RawValue::new(text).map(|raw| OwnedRawValue(raw.into_owned()))
    }
}

impl Deref for OwnedRawValue {
    type Target = RawValue<'static>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

/// As [`RawValue::get`].
impl AsRef<str> for OwnedRawValue {
    fn as_ref(&self) -> &str {
        self.get()
    }
}

/// As [`OwnedRawValue::into_inner`].
impl From<OwnedRawValue> for RawValue<'_> {
    fn from(raw: OwnedRawValue) -> Self {
        raw.0
    }
}

impl From<RawValue<'static>> for OwnedRawValue {
    fn from(raw: RawValue<'static>) -> Self {
        OwnedRawValue(raw)
    }
}
