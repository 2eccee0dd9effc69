//! Splits a query string into names and values, and decodes them (SPEC §10). Floor 4.

use alloc::string::String;
use alloc::vec::Vec;
use core::ops::Range;

use percent_encoding::percent_decode_str;

use serde::Deserialize;

use super::Options;
use crate::error::{Error, ErrorKind, Result, quoted_excerpt};

/// A query string, split and decoded: what a type with borrowed texts reads from, a [`Value`](crate::Value) too.
///
/// ```
/// use jsv::query::Query;
///
/// #[derive(serde::Deserialize)]
/// struct Search<'a> {
///     text: &'a str,
/// }
///
/// let query = Query::parse("?text=fish+%26+chips")?;
/// let search: Search<'_> = query.deserialize()?;
/// assert_eq!(search.text, "fish & chips");
///
/// let tree: jsv::Value<'_> = query.deserialize()?;
/// assert_eq!(tree["text"], "fish & chips");
/// # Ok::<(), jsv::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Query<'q> {
    /// As it was given, `?` and all.
    pub(super) encoded: &'q str,
    /// All names and values, decoded, one behind the other.
    pub(super) text: String,
    pub(super) fields: Vec<Field>,
}

#[derive(Debug, Clone)]
pub(super) struct Field {
    pub(super) name: Part,
    /// `None`: a name without `=`.
    pub(super) value: Option<Part>,
}

/// A name or a value, in both texts.
#[derive(Debug, Clone)]
pub(super) struct Part {
    encoded: Range<usize>,
    pub(super) decoded: Range<usize>,
}

impl<'q> Query<'q> {
    /// Decodes a query string, with or without a leading `?`. "Decoding comes before JSV" (SPEC §10).
    ///
    /// ```
    /// assert!(jsv::query::Query::parse("?text=fish+%26+chips").is_ok());
    /// assert!(jsv::query::Query::parse("text=%2").is_err());
    /// ```
    ///
    /// # Errors
    /// A `%` without two hexadecimal digits, or invalid UTF-8.
    pub fn parse(encoded: &'q str) -> Result<Self> {
        Self::split(encoded).map_err(|error| error.locate(encoded.as_bytes()))
    }

    /// Reads a struct or a map, with the settings of [`from_str`](super::from_str).
    ///
    /// ```
    /// let query = jsv::query::Query::parse("text=fish+%26+chips")?;
    /// let read: std::collections::BTreeMap<&str, &str> = query.deserialize()?;
    /// assert_eq!(read["text"], "fish & chips");
    /// # Ok::<(), jsv::Error>(())
    /// ```
    ///
    /// # Errors
    /// A repeated field, or a value that does not mean what its type asks for.
    pub fn deserialize<'de, T: Deserialize<'de>>(&'de self) -> Result<T> {
        Options::new().from_query(self)
    }

    fn split(encoded: &'q str) -> Result<Self> {
        let mut query = Query { encoded, text: String::with_capacity(encoded.len()), fields: Vec::new() };
        let mut start = usize::from(encoded.starts_with('?'));
        while start < encoded.len() {
            let end =
                memchr::memchr(b'&', &encoded.as_bytes()[start..]).map_or(encoded.len(), |at| start + at);
            // Nothing between two `&` says nothing.
            if start < end {
                let equals = memchr::memchr(b'=', &encoded.as_bytes()[start..end]).map(|at| start + at);
                let name = query.decode(start..equals.unwrap_or(end))?;
                let value = equals.map(|equals| query.decode(equals + 1..end)).transpose()?;
                query.fields.push(Field { name, value });
            }
            start = end + 1;
        }
        Ok(query)
    }

    fn decode(&mut self, encoded: Range<usize>) -> Result<Part> {
        let part = &self.encoded[encoded.clone()];
        let start = self.text.len();
        if memchr::memchr2(b'%', b'+', part.as_bytes()).is_none() {
            self.text.push_str(part);
        } else {
            check_escapes(part).map_err(|error| error.after(encoded.start))?;
            let mut bytes = Vec::with_capacity(part.len());
            for (index, between) in part.split('+').enumerate() {
                if index > 0 {
                    bytes.push(b' ');
                }
                bytes.extend(percent_decode_str(between));
            }
            match core::str::from_utf8(&bytes) {
                Ok(text) => self.text.push_str(text),
                Err(error) => {
                    let offset = encoded.start + encoded_length(part, error.valid_up_to());
                    return Err(Error::new(ErrorKind::InvalidUtf8).at(offset));
                }
            }
        }
        Ok(Part { encoded, decoded: start..self.text.len() })
    }

    pub(super) fn decoded(&self, part: &Part) -> &str {
        &self.text[part.decoded.clone()]
    }

    /// The place in the query string of a place in the decoded text.
    pub(super) fn encoded_offset(&self, part: &Part, offset: usize) -> usize {
        let inside = offset.saturating_sub(part.decoded.start);
        part.encoded.start + encoded_length(&self.encoded[part.encoded.clone()], inside)
    }
}

/// "Bad `%xx` are errors": the library would leave them as they stand.
fn check_escapes(part: &str) -> Result<()> {
    for at in memchr::memchr_iter(b'%', part.as_bytes()) {
        let digits = part.as_bytes().get(at + 1..at + 3);
        if !digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit)) {
            let found: String = part[at..].chars().take("%xx".len()).collect();
            let expected = "`%` and two hexadecimal digits";
            return Err(Error::new(ErrorKind::Syntax { expected, found: quoted_excerpt(&found) }).at(at));
        }
    }
    Ok(())
}

/// Bytes of `part` that decode to its first `decoded` bytes.
fn encoded_length(part: &str, decoded: usize) -> usize {
    let mut length = 0;
    for _ in 0..decoded {
        length += if part.as_bytes().get(length) == Some(&b'%') { "%xx".len() } else { 1 };
    }
    length.min(part.len())
}
