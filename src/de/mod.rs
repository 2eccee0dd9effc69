//! Reading: serde asks, and the grammar answers; no tree is built in between. Floor 3.

mod access;
mod fields;
mod identifier;
mod key;
mod levels;
mod lists;
mod parser;
mod scalar;
mod struct_access;
mod tokens;
mod value;
mod verbatim;

use serde::Deserialize;
use serde::de::Visitor;

pub(crate) use access::UnitVariant;
#[cfg(feature = "query")]
pub(crate) use fields::FieldSet;
pub(crate) use fields::{FieldSets, trim_name};
pub(crate) use identifier::{FieldIdentifier, Identified, VisitorType, is_derived};
#[cfg(feature = "query")]
pub(crate) use key::KeyDeserializer;
pub(crate) use parser::{Memory, Parser, Root};
pub(crate) use value::ValueDeserializer;

use crate::error::{Error, Result};
use crate::grammar::Stop;
use crate::options::Options;

/// Reads a document from a string (SPEC §2–§4).
///
/// ```
/// #[derive(serde::Deserialize, Debug, PartialEq)]
/// struct Account<'a> {
///     id: u32,
///     name: &'a str,
///     tags: Vec<&'a str>,
/// }
///
/// let account: Account = jsv::from_str(r#"{id:7,name:"Smith, John",tags:[a,b]}"#)?;
/// assert_eq!(account, Account { id: 7, name: "Smith, John", tags: vec!["a", "b"] });
/// # Ok::<(), jsv::Error>(())
/// ```
///
/// A `&str` borrows from the text, and is an error where the text has doubled quotes; [`Text`](crate::Text) copies there.
///
/// # Errors
/// Damaged text, or text that does not mean what `T` asks for: [`ErrorKind`](crate::ErrorKind) names the cause.
pub fn from_str<'de, T: Deserialize<'de>>(text: &'de str) -> Result<T> {
    Options::new().from_str(text)
}

/// Reads a document from bytes, which must be UTF-8 (SPEC §1).
///
/// ```
/// let numbers: Vec<i32> = jsv::from_slice(b"[1,2,3]")?;
/// assert_eq!(numbers, [1, 2, 3]);
/// # Ok::<(), jsv::Error>(())
/// ```
///
/// # Errors
/// Those of [`from_str`], and [`InvalidUtf8`](crate::ErrorKind::InvalidUtf8) with its offset.
pub fn from_slice<'de, T: Deserialize<'de>>(bytes: &'de [u8]) -> Result<T> {
    Options::new().from_slice(bytes)
}

/// Reads a document from a reader, which is read into memory to its end first. What reads one value or record at a time is
/// in [`stream`](crate::stream) and [`csv`](crate::csv).
///
/// ```
/// let numbers: Vec<i32> = jsv::from_reader(&b"[1,2,3]"[..])?;
/// assert_eq!(numbers, [1, 2, 3]);
/// # Ok::<(), jsv::Error>(())
/// ```
///
/// # Errors
/// Those of [`from_slice`], and [`Io`](crate::ErrorKind::Io).
#[cfg(feature = "std")]
pub fn from_reader<R: std::io::Read, T: serde::de::DeserializeOwned>(reader: R) -> Result<T> {
    Options::new().from_reader(reader)
}

/// Reads JSV for serde; [`from_str`] uses it. For types that are read by other means than `Deserialize`, such as seeds.
///
/// ```
/// use serde::Deserialize;
///
/// let mut deserializer = jsv::Deserializer::from_str("[1,2]");
/// assert_eq!(Vec::<u8>::deserialize(&mut deserializer)?, [1, 2]);
/// deserializer.end()?;
/// # Ok::<(), jsv::Error>(())
/// ```
pub struct Deserializer<'de> {
    parser: Parser<'de>,
}

crate::opaque::opaque!(['de] Deserializer<'de>);

impl<'de> Deserializer<'de> {
    /// Reads from a string; a byte order mark is skipped.
    ///
    /// ```
    /// use serde::Deserialize;
    ///
    /// let mut deserializer = jsv::Deserializer::from_str("\u{feff}[1]");
    /// assert_eq!(Vec::<u8>::deserialize(&mut deserializer)?, [1]);
    /// # Ok::<(), jsv::Error>(())
    /// ```
    #[allow(clippy::should_implement_trait)]
    pub fn from_str(text: &'de str) -> Self {
        Self::with_options(text, Options::new())
    }

    /// Reads from bytes.
    ///
    /// ```
    /// assert!(jsv::Deserializer::from_slice(b"[1]").is_ok());
    /// assert_eq!(jsv::Deserializer::from_slice(b"[\xFF").err().and_then(|error| error.offset()), Some(1));
    /// ```
    ///
    /// # Errors
    /// [`InvalidUtf8`](crate::ErrorKind::InvalidUtf8), with its offset.
    pub fn from_slice(bytes: &'de [u8]) -> Result<Self> {
        Ok(Self::from_str(crate::text::utf8::check(bytes)?))
    }

    /// Reads from a string with settings of your own.
    ///
    /// ```
    /// use serde::Deserialize;
    ///
    /// let options = jsv::Options::new().insignificant_whitespace(true);
    /// let mut deserializer = jsv::Deserializer::with_options("[ 1, 2 ]", options);
    /// assert_eq!(Vec::<String>::deserialize(&mut deserializer)?, ["1", "2"]);
    /// # Ok::<(), jsv::Error>(())
    /// ```
    pub fn with_options(text: &'de str, options: Options) -> Self {
        let mut deserializer = Self::of_part(text, options);
        deserializer.parser.skip_byte_order_mark();
        deserializer
    }

    /// Reads a value that was part of a document: a byte order mark is text there.
    pub(crate) fn of_part(text: &'de str, options: Options) -> Self {
        Deserializer { parser: Parser::new(text, Root::Document, options, Memory::default()) }
    }

    /// Checks that nothing but white space follows the value that was read.
    ///
    /// ```
    /// use serde::Deserialize;
    ///
    /// let mut deserializer = jsv::Deserializer::from_str("[1]2");
    /// assert_eq!(Vec::<u8>::deserialize(&mut deserializer)?, [1]);
    /// assert!(deserializer.end().is_err());
    /// # Ok::<(), jsv::Error>(())
    /// ```
    ///
    /// # Errors
    /// Text after the value.
    pub fn end(&mut self) -> Result<()> {
        let end = self.parser.end();
        end.map_err(|error| error.locate(self.parser.text().as_bytes()))
    }

    /// The whole document: a value, and nothing behind it.
    pub(crate) fn document<T: Deserialize<'de>>(&mut self) -> Result<T> {
        let value = self.located(|value| T::deserialize(value))?;
        self.end()?;
        Ok(value)
    }

    /// Reads with `read` and gives an error its line and column.
    #[inline]
    fn located<T>(&mut self, read: impl FnOnce(ValueDeserializer<'_, 'de>) -> Result<T>) -> Result<T> {
        let left = self.parser.rest.len();
        read(ValueDeserializer { parser: &mut self.parser, stop: Stop::End })
            .map_err(|error| error.at(self.parser.value_before(left)).locate(self.parser.text().as_bytes()))
    }
}

macro_rules! forward {
    ($($deserialize:ident($($argument:ident: $type:ty),*),)*) => {$(
        #[inline]
        fn $deserialize<V: Visitor<'de>>(self, $($argument: $type,)* visitor: V) -> Result<V::Value> {
            self.located(|value| value.$deserialize($($argument,)* visitor))
        }
    )*};
}

impl<'de> serde::Deserializer<'de> for &mut Deserializer<'de> {
    type Error = Error;

    forward! {
        deserialize_any(),
        deserialize_bool(),
        deserialize_i8(),
        deserialize_i16(),
        deserialize_i32(),
        deserialize_i64(),
        deserialize_i128(),
        deserialize_u8(),
        deserialize_u16(),
        deserialize_u32(),
        deserialize_u64(),
        deserialize_u128(),
        deserialize_f32(),
        deserialize_f64(),
        deserialize_char(),
        deserialize_str(),
        deserialize_string(),
        deserialize_bytes(),
        deserialize_byte_buf(),
        deserialize_option(),
        deserialize_unit(),
        deserialize_unit_struct(name: &'static str),
        deserialize_newtype_struct(name: &'static str),
        deserialize_seq(),
        deserialize_tuple(length: usize),
        deserialize_tuple_struct(name: &'static str, length: usize),
        deserialize_map(),
        deserialize_struct(name: &'static str, fields: &'static [&'static str]),
        deserialize_enum(name: &'static str, variants: &'static [&'static str]),
        deserialize_identifier(),
        deserialize_ignored_any(),
    }
}
