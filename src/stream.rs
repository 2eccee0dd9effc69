//! The values of a text that is larger than memory, one at a time. Floor 4.
//!
//! | text | is read by | is written by |
//! |---|---|---|
//! | one list: `[{Id:1},{Id:2}]` | [`StreamDeserializer::items`], [`items`] | [`StreamSerializer::items`] |
//! | JSV lines, a document on each | [`StreamDeserializer::lines`], [`lines`] | [`StreamSerializer::lines`] |
//! | documents one after another, each in brackets or quotes: `{Id:1} {Id:2}` | [`StreamDeserializer::documents`], [`documents`] | |
//!
//! A [`StreamDeserializer`] reads from an `io::Read` and holds one value and a buffer of 64 KiB; the functions read a text in
//! memory and borrow from it. The feature `tokio` reads the same from an `AsyncRead`, as a `Stream`.
//!
//! ```
//! #[derive(serde::Deserialize, Debug, PartialEq)]
//! struct Account { id: u32, tags: Vec<String> }
//!
//! let file = "[{id:1,tags:[new]},{id:2,tags:[]}]".as_bytes();
//! for account in jsv::StreamDeserializer::items(file) {
//!     let account: Account = account?;
//!     assert!(account.id < 3);
//! }
//! # Ok::<(), jsv::Error>(())
//! ```

use alloc::vec::Vec;
use core::marker::PhantomData;

use serde::Deserialize;
use serde::de::IgnoredAny;

mod engine;
mod reader;
mod tokio;
mod validate;
mod writer;

#[cfg(feature = "std")]
pub use reader::StreamDeserializer;
pub use validate::validate_items;

#[cfg(feature = "tokio")]
pub use tokio::AsyncStreamDeserializer;
#[cfg(feature = "std")]
pub use writer::StreamSerializer;

use crate::error::{Error, Position, Result};
use crate::options::Options;
use engine::{Engine, Framing, Next};

/// The items of one list, borrowing from its text; those of a list without brackets too (SPEC §4).
///
/// ```
/// let names: Result<Vec<&str>, _> = jsv::stream::items("[Ann,\"Smith, John\"]").collect();
/// assert_eq!(names?, ["Ann", "Smith, John"]);
/// # Ok::<(), jsv::Error>(())
/// ```
pub fn items<'de, T: Deserialize<'de>>(text: &'de str) -> Values<'de, T> {
    Values::new(text, Framing::Items)
}

/// The documents of a text that has one on each line, borrowing from it; empty lines are skipped.
///
/// A line feed within a document stands in quotes.
///
/// ```
/// let pairs: Result<Vec<[&str; 2]>, _> = jsv::stream::lines("[a,b]\n[c,\"d\nd\"]\n").collect();
/// assert_eq!(pairs?, [["a", "b"], ["c", "d\nd"]]);
/// # Ok::<(), jsv::Error>(())
/// ```
pub fn lines<'de, T: Deserialize<'de>>(text: &'de str) -> Values<'de, T> {
    Values::new(text, Framing::Lines)
}

/// The documents of a text that has one after another, each in brackets or quotes, borrowing from it.
///
/// ```
/// let pairs: Result<Vec<[&str; 2]>, _> = jsv::stream::documents("[a,b][c,d]\n\n[e,f]").collect();
/// assert_eq!(pairs?, [["a", "b"], ["c", "d"], ["e", "f"]]);
/// # Ok::<(), jsv::Error>(())
/// ```
pub fn documents<'de, T: Deserialize<'de>>(text: &'de str) -> Values<'de, T> {
    Values::new(text, Framing::Documents)
}

/// Every structural error of a text with a document on each line, up to `limit` of them, whatever the documents mean.
///
/// A document has at most one such error, which [`from_str`](crate::from_str) gives when it reads [`IgnoredAny`];
/// [`validate_items`] finds those of a list.
///
/// ```
/// let errors = jsv::stream::validate_lines("{a:1}\n{a\n[1,2]\n[\"x\n", 10);
/// let places: Vec<_> = errors.iter().map(|error| (error.line(), error.column())).collect();
/// assert_eq!(places, [(2, 3), (4, 2)]);
/// ```
pub fn validate_lines(text: &str, limit: usize) -> Vec<Error> {
    lines::<IgnoredAny>(text).filter_map(Result::err).take(limit).collect()
}

/// The values of a text: what [`items`], [`lines`] and [`documents`] give.
///
/// A value that does not mean what `T` asks for is an error, and reading goes on after it. Damage ends a list or
/// documents; in lines, reading goes on at the next one, as [`StreamDeserializer`] does.
///
/// ```
/// let numbers: jsv::stream::Values<u8> = jsv::stream::items("[1,x,3]");
/// assert_eq!(numbers.map(Result::ok).collect::<Vec<_>>(), [Some(1), None, Some(3)]);
/// ```
pub struct Values<'de, T> {
    text: &'de str,
    at: usize,
    /// The place of the value that failed last: lines before it are not counted again.
    failed: Position,
    engine: Engine,
    value: PhantomData<fn() -> T>,
}

crate::opaque::opaque!(['de, T] Values<'de, T>);

impl<'de, T> Values<'de, T> {
    fn new(text: &'de str, framing: Framing) -> Self {
        let at = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        let mut engine = Engine::new(framing);
        engine.limit = usize::MAX;
        Values { text, at, failed: Position::START, engine, value: PhantomData }
    }

    /// Reads with these settings.
    ///
    /// ```
    /// let options = jsv::Options::new().insignificant_whitespace(true);
    /// let names = jsv::stream::items::<&str>("[ a, b ]").options(options);
    /// assert_eq!(names.flatten().collect::<Vec<_>>(), ["a", "b"]);
    /// ```
    #[must_use]
    pub fn options(mut self, options: Options) -> Self {
        self.engine.options = options;
        self
    }
}

impl<'de, T: Deserialize<'de>> Iterator for Values<'de, T> {
    type Item = Result<T>;

    fn next(&mut self) -> Option<Self::Item> {
        let before = self.at;
        match self.engine.next(self.text, &mut self.at, true) {
            Next::Value(value) => Some(value.map_err(|error| {
                let text = self.text.as_bytes();
                self.failed = self.failed.advanced(&text[self.failed.offset..before]);
                error.locate_from(text, 0, self.failed)
            })),
            Next::Incomplete | Next::End => None,
        }
    }
}

impl<'de, T: Deserialize<'de>> core::iter::FusedIterator for Values<'de, T> {}
