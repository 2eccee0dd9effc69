//! [`Text`]: a string that borrows from the input when it can. Floor 4.

use alloc::borrow::{Borrow, Cow};
use alloc::string::String;
use core::convert::Infallible;
use core::fmt;
use core::hash::{Hash, Hasher};
use core::ops::Deref;
use core::str::FromStr;

use serde::de::{Deserialize, Deserializer, Visitor};
use serde::ser::{Serialize, Serializer};

/// A string that borrows from the input when it can, and owns its text when it must: where quotes had to be
/// undoubled (SPEC §2).
///
/// It borrows inside `Option`, lists and maps too. Serde's own `Cow<str>` borrows only as a field that says
/// `#[serde(borrow)]`, and never inside another type; a `&str` fails where it cannot borrow.
///
/// ```
/// #[derive(serde::Deserialize)]
/// struct Account<'a> {
///     #[serde(borrow)]
///     names: Option<Vec<jsv::Text<'a>>>,
/// }
///
/// let account: Account = jsv::from_str(r#"{names:[Ann,"say ""hi"""]}"#)?;
/// let names = account.names.unwrap();
/// assert!(names[0].is_borrowed() && names[0] == "Ann");
/// assert!(!names[1].is_borrowed() && names[1] == "say \"hi\"");
/// # Ok::<(), jsv::Error>(())
/// ```
#[derive(Clone, Default, Eq)]
pub struct Text<'a>(Cow<'a, str>);

impl Text<'_> {
    /// Whether the text lies in the input.
    ///
    /// ```
    /// assert!(jsv::Text::from("a").is_borrowed());
    /// assert!(!jsv::Text::from(String::from("a")).is_borrowed());
    /// ```
    pub fn is_borrowed(&self) -> bool {
        matches!(self.0, Cow::Borrowed(_))
    }

    /// The text as a `&str`.
    ///
    /// ```
    /// assert_eq!(jsv::Text::from("a").as_str(), "a");
    /// ```
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The same text, owned, so that it outlives the input.
    ///
    /// ```
    /// let input = String::from("a");
    /// let text: jsv::Text<'static> = jsv::Text::from(input.as_str()).into_owned();
    /// drop(input);
    /// assert_eq!(text, "a");
    /// ```
    #[must_use]
    pub fn into_owned(self) -> Text<'static> {
        Text(Cow::Owned(self.into_string()))
    }

    /// The text as a `String`, which is copied only if it was borrowed.
    ///
    /// ```
    /// assert_eq!(jsv::Text::from("a").into_string(), "a");
    /// ```
    pub fn into_string(self) -> String {
        self.0.into_owned()
    }
}

impl Deref for Text<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl AsRef<str> for Text<'_> {
    fn as_ref(&self) -> &str {
        self
    }
}

impl Borrow<str> for Text<'_> {
    fn borrow(&self) -> &str {
        self
    }
}

impl<'a> From<&'a str> for Text<'a> {
    fn from(text: &'a str) -> Self {
        Text(Cow::Borrowed(text))
    }
}

impl<'a> From<&'a String> for Text<'a> {
    fn from(text: &'a String) -> Self {
        Text(Cow::Borrowed(text))
    }
}

impl From<String> for Text<'_> {
    fn from(text: String) -> Self {
        Text(Cow::Owned(text))
    }
}

impl<'a> From<Cow<'a, str>> for Text<'a> {
    fn from(text: Cow<'a, str>) -> Self {
        Text(text)
    }
}

/// The text as it stands, owned.
///
/// ```
/// let text: jsv::Text<'static> = "a,b".parse()?;
/// assert!(!text.is_borrowed() && text == "a,b");
/// # Ok::<(), std::convert::Infallible>(())
/// ```
impl FromStr for Text<'_> {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(Text(Cow::Owned(String::from(text))))
    }
}

impl<'a> From<Text<'a>> for Cow<'a, str> {
    fn from(text: Text<'a>) -> Self {
        text.0
    }
}

impl From<Text<'_>> for String {
    fn from(text: Text<'_>) -> Self {
        text.into_string()
    }
}

impl<'b> PartialEq<Text<'b>> for Text<'_> {
    fn eq(&self, other: &Text<'b>) -> bool {
        self.as_str() == other.as_str()
    }
}

impl<'b> PartialOrd<Text<'b>> for Text<'_> {
    fn partial_cmp(&self, other: &Text<'b>) -> Option<core::cmp::Ordering> {
        Some(self.as_str().cmp(other))
    }
}

impl Ord for Text<'_> {
    fn cmp(&self, other: &Self) -> core::cmp::Ordering {
        self.as_str().cmp(other)
    }
}

/// As `str` hashes, so that a map keyed by `Text` is asked with a `&str`.
impl Hash for Text<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

macro_rules! compare_with_texts {
    ($($text:ty),+) => {$(
        impl PartialEq<$text> for Text<'_> {
            fn eq(&self, other: &$text) -> bool {
                let other: &str = other.as_ref();
                self.as_str() == other
            }
        }

        impl PartialEq<Text<'_>> for $text {
            fn eq(&self, other: &Text<'_>) -> bool {
                other == self
            }
        }
    )+};
}

compare_with_texts!(str, &str, String);

impl fmt::Display for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self.as_str(), f)
    }
}

impl fmt::Debug for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

impl Serialize for Text<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self)
    }
}

/// Any text: borrowed where the format lends it.
impl<'de: 'a, 'a> Deserialize<'de> for Text<'a> {
    #[inline]
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // As a string, not a `str`: a text that must be owned is then handed over instead of copied.
        deserializer.deserialize_string(TextVisitor)
    }
}

struct TextVisitor;

impl<'de> Visitor<'de> for TextVisitor {
    type Value = Text<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    #[inline]
    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Text<'de>, E> {
        Ok(Text(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Text<'de>, E> {
        Ok(Text(Cow::Owned(String::from(text))))
    }

    fn visit_string<E>(self, text: String) -> Result<Text<'de>, E> {
        Ok(Text(Cow::Owned(text)))
    }
}
