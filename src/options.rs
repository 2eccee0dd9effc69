//! How to read: limits and leniencies, and the entry points that take them. Floor 3.

use serde::Deserialize;

use crate::{Deserializer, Result, grammar};

/// The highest limit that may be set: a derived type of this depth fits a thread's stack of 2 MiB, without optimization too.
pub(crate) const MAX_DEPTH_LIMIT: usize = 256;

/// Settings for reading JSV.
///
/// ```
/// #[derive(serde::Deserialize)]
/// struct Point { x: i32, y: i32 }
///
/// let pretty = "{\n\tx: 1,\n\ty: 2\n}";
/// let point: Point = jsv::Options::new().insignificant_whitespace(true).from_str(pretty)?;
/// assert_eq!((point.x, point.y), (1, 2));
/// # Ok::<(), jsv::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use]
pub struct Options {
    pub(crate) depth_limit: usize,
    pub(crate) insignificant_whitespace: bool,
    pub(crate) infer_scalars: bool,
}

impl Default for Options {
    fn default() -> Self {
        Options { depth_limit: grammar::DEPTH_LIMIT, insignificant_whitespace: false, infer_scalars: false }
    }
}

impl Options {
    /// The settings of [`from_str`](crate::from_str).
    pub fn new() -> Self {
        Self::default()
    }

    /// Levels of maps and lists that may open, in skipped values too; 128 by default, 256 at most (SPEC §2).
    pub fn depth_limit(mut self, levels: usize) -> Self {
        self.depth_limit = levels.min(MAX_DEPTH_LIMIT);
        self
    }

    /// Skips white space around every token and trims bare texts and keys, so that pretty-printed JSV reads
    /// (SPEC §3). Off by default: white space belongs to the text it stands in.
    pub fn insignificant_whitespace(mut self, yes: bool) -> Self {
        self.insignificant_whitespace = yes;
        self
    }

    /// Lets `deserialize_any` see `True`, `False` and canonical numbers in bare texts, for `flatten`, untagged and
    /// internally tagged types (SPEC §4). Off by default, because it guesses: a string `123` arrives as a number.
    pub fn infer_scalars(mut self, yes: bool) -> Self {
        self.infer_scalars = yes;
        self
    }

    /// Reads a document from a string, with these settings.
    #[allow(clippy::should_implement_trait, clippy::wrong_self_convention)]
    pub fn from_str<'de, T: Deserialize<'de>>(self, text: &'de str) -> Result<T> {
        let mut deserializer = Deserializer::with_options(text, self);
        deserializer.document()
    }

    /// Reads a document from bytes, which must be UTF-8, with these settings.
    #[allow(clippy::wrong_self_convention)]
    pub fn from_slice<'de, T: Deserialize<'de>>(self, bytes: &'de [u8]) -> Result<T> {
        self.from_str(crate::text::utf8::check(bytes)?)
    }

    /// Reads a document from a reader, to its end, with these settings.
    #[cfg(feature = "std")]
    #[allow(clippy::wrong_self_convention)]
    pub fn from_reader<R: std::io::Read, T: serde::de::DeserializeOwned>(self, mut reader: R) -> Result<T> {
        let mut bytes = alloc::vec::Vec::new();
        reader.read_to_end(&mut bytes)?;
        self.from_slice(&bytes)
    }
}
