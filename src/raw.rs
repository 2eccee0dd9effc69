//! A value kept as its JSV text (SPEC §2). Floor 3.

mod owned;

use alloc::borrow::{Cow, ToOwned};
use alloc::string::String;
use core::fmt::{self, Display};

use serde::de::{Deserialize, Deserializer, Visitor};
use serde::ser::{Serialize, Serializer};

pub use self::owned::OwnedRawValue;
use crate::error::{Error, Result};
use crate::grammar::{self, Quotes, Stop, Syntax, Unwatched};
use crate::newtype;
use crate::options::Options;

/// A value kept as its raw, checked JSV text, to parse later or to pass on unchanged.
///
/// It borrows from the input unless the input is a quoted CSV cell with quotes in it. Written, it is the same text
/// again; only a bare text that would end early where it is put, as `a,b` in a list, gets quotes, and so does one that
/// starts with a byte order mark where a document starts, for the mark would be taken for the document's. As the value of a query
/// string a list loses its brackets, as every list there (SPEC §10).
///
/// Readers, whose text does not outlive a value, give an [`OwnedRawValue`]; [`to_raw_value`] makes one of any type.
///
/// ```
/// use jsv::RawValue;
///
/// #[derive(serde::Serialize, serde::Deserialize)]
/// struct Envelope<'a> {
///     kind: &'a str,
///     #[serde(borrow)]
///     body: RawValue<'a>,
/// }
///
/// let text = r#"{kind:Order,body:{Id:7,Note:"a,b"}}"#;
/// let envelope: Envelope = jsv::from_str(text)?;
/// assert_eq!(envelope.body.get(), r#"{Id:7,Note:"a,b"}"#);
/// assert_eq!(jsv::to_string(&envelope)?, text);
/// # Ok::<(), jsv::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct RawValue<'a>(Cow<'a, str>);

impl<'a> RawValue<'a> {
    /// Checks that `text` is one well-formed value (SPEC §2).
    ///
    /// ```
    /// assert!(jsv::RawValue::new("{Id:7}").is_ok());
    /// assert!(jsv::RawValue::new("{Id:7").is_err());
    /// ```
    ///
    /// # Errors
    /// Damaged text, with its place.
    pub fn new(text: impl Into<Cow<'a, str>>) -> Result<Self> {
        let text = text.into();
        let syntax =
            Syntax { quotes: Quotes::Single, insignificant_space: false, depth_limit: grammar::DEPTH_LIMIT };
        let result = match grammar::recognize(&text, Stop::End, syntax, &mut Unwatched) {
            Ok(("", _)) => Ok(()),
            Ok((rest, _)) => Err(grammar::expected(rest, Stop::End.expected())),
            Err(error) => Err(error),
        };
        match result {
            Ok(()) => Ok(RawValue(text)),
            Err(error) => Err(grammar::error_in(&text, error).locate(text.as_bytes())),
        }
    }

    /// The JSV text.
    ///
    /// ```
    /// assert_eq!(jsv::RawValue::new("[1,2]")?.get(), "[1,2]");
    /// # Ok::<(), jsv::Error>(())
    /// ```
    pub fn get(&self) -> &str {
        &self.0
    }

    /// Reads the value as a type, with the default settings; with others by
    /// [`Options::from_str`](crate::Options::from_str) of [`get`](Self::get).
    ///
    /// ```
    /// let numbers: Vec<u8> = jsv::RawValue::new("[1,2]")?.parse()?;
    /// assert_eq!(numbers, [1, 2]);
    /// # Ok::<(), jsv::Error>(())
    /// ```
    ///
    /// # Errors
    /// Text that does not mean what `T` asks for; places count from the start of this value.
    pub fn parse<'s, T: Deserialize<'s>>(&'s self) -> Result<T> {
        crate::Deserializer::of_part(&self.0, Options::new()).document()
    }

    /// The same value, owning its text.
    ///
    /// ```
    /// let text = String::from("[1,2]");
    /// let raw: jsv::RawValue<'static> = jsv::RawValue::new(&text)?.into_owned();
    /// drop(text);
    /// assert_eq!(raw.get(), "[1,2]");
    /// # Ok::<(), jsv::Error>(())
    /// ```
    pub fn into_owned(self) -> RawValue<'static> {
        RawValue(Cow::Owned(self.0.into_owned()))
    }
}

/// Writes a value as a [`RawValue`]: its document (SPEC §5), to be put into others.
///
/// ```
/// let body = jsv::to_raw_value(&[1, 2])?;
/// assert_eq!(body.get(), "[1,2]");
/// assert_eq!(jsv::to_string(&("Order", &body))?, "[Order,[1,2]]");
/// # Ok::<(), jsv::Error>(())
/// ```
///
/// # Errors
/// Those of [`to_string`](crate::to_string), and more than 128 levels of maps and lists.
pub fn to_raw_value<T: Serialize + ?Sized>(value: &T) -> Result<RawValue<'static>> {
    RawValue::new(crate::to_string(value)?)
}

/// As [`RawValue::new`].
///
/// ```
/// let raw = jsv::RawValue::try_from("{Id:7}")?;
/// assert_eq!(raw.get(), "{Id:7}");
/// # Ok::<(), jsv::Error>(())
/// ```
impl<'a> TryFrom<&'a str> for RawValue<'a> {
    type Error = Error;

    fn try_from(text: &'a str) -> Result<Self> {
        Self::new(text)
    }
}

/// As [`RawValue::get`].
impl AsRef<str> for RawValue<'_> {
    fn as_ref(&self) -> &str {
        self.get()
    }
}

impl Display for RawValue<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Serialize for RawValue<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let container = grammar::skip_space(&self.0).starts_with(['{', '[', '"']);
        if container || !self.0.contains([',', '}', ']']) {
            serializer.serialize_newtype_struct(newtype::RAW, &*self.0)
        } else {
            serializer.serialize_str(&self.0)
        }
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for RawValue<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(newtype::RAW, RawVisitor { checked: false }).map(RawValue)
    }
}

struct RawVisitor {
    /// The text comes from a deserializer of this crate, which found where the value ends.
    checked: bool,
}

impl RawVisitor {
    fn visit<E: serde::de::Error>(self, text: Cow<'_, str>) -> Result<Cow<'_, str>, E> {
        if self.checked { Ok(text) } else { RawValue::new(text).map(|raw| raw.0).map_err(E::custom) }
    }
}

impl<'de> Visitor<'de> for RawVisitor {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSV value")
    }

    /// What [`newtype::hand_over`] calls; other formats, and serde's buffer, know a newtype or a string.
    fn visit_some<D: Deserializer<'de>>(self, inner: D) -> Result<Self::Value, D::Error> {
        inner.deserialize_str(RawVisitor { checked: true })
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, inner: D) -> Result<Self::Value, D::Error> {
        inner.deserialize_str(self)
    }

    fn visit_borrowed_str<E: serde::de::Error>(self, text: &'de str) -> Result<Self::Value, E> {
        self.visit(Cow::Borrowed(text))
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Self::Value, E> {
        self.visit(Cow::Owned(text.to_owned()))
    }

    fn visit_string<E: serde::de::Error>(self, text: String) -> Result<Self::Value, E> {
        self.visit(Cow::Owned(text))
    }
}
