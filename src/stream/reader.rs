//! The values of an `io::Read`, in the memory that one of them needs. Floor 4.

#![cfg(feature = "std")]

use core::marker::PhantomData;
use std::io::Read;

use serde::de::DeserializeOwned;

use super::engine::{Engine, Framing, Next};
use crate::error::{Category, Error, ErrorKind, Position, Result};
use crate::options::Options;
use crate::text::feed::{Feed, Filled};

/// Reads the values of any [`io::Read`](std::io::Read) one at a time. It buffers, and needs no `BufReader`.
///
/// Memory holds the value being read and a buffer of 64 KiB. When more of a value comes, it is not read from its start again:
/// however small the pieces are, fewer than three times the input's bytes are looked at; where lines break the grammar, fewer
/// than six times, and 64 KiB more.
///
/// A value that does not mean what `T` asks for is an error, and reading goes on after it. Damage ends a list or
/// documents; in lines, reading goes on at the first line feed after the start of the line that failed. Where this would mean
/// to look at much more than 64 KiB again and again, a line feed in quotes ends a line too, until as much has been read. An I/O
/// error ends the iterator; [`read_value`](Self::read_value) then goes on where it stopped.
///
/// ```
/// #[derive(serde::Deserialize, Debug, PartialEq)]
/// struct Account { id: u32, name: String }
///
/// let file = "[{id:1,name:Ann},{id:x,name:Bob},{id:3,name:\"C, D\"}]".as_bytes();
/// let mut accounts = jsv::StreamDeserializer::<_, Account>::items(file);
/// assert_eq!(accounts.next().unwrap()?, Account { id: 1, name: "Ann".into() });
/// let error = accounts.next().unwrap().unwrap_err();
/// assert_eq!(error.to_string(), "[1].id: expected an integer, found \"x\" (line 1, column 22)");
/// assert_eq!(accounts.next().unwrap()?, Account { id: 3, name: "C, D".into() });
/// assert!(accounts.next().is_none());
/// # Ok::<(), jsv::Error>(())
/// ```
pub struct StreamDeserializer<R, T> {
    feed: Feed<R>,
    engine: Engine,
    done: bool,
    values: PhantomData<fn() -> T>,
}

crate::opaque::opaque!([R, T] StreamDeserializer<R, T>);

impl<R: Read, T: DeserializeOwned> StreamDeserializer<R, T> {
    /// The items of one list, with brackets or without (SPEC §4).
    ///
    /// ```
    /// let items = jsv::StreamDeserializer::<_, u8>::items("[1,2]".as_bytes());
    /// assert_eq!(items.flatten().collect::<Vec<_>>(), [1, 2]);
    /// ```
    pub fn items(reader: R) -> Self {
        Self::new(reader, Framing::Items)
    }

    /// Documents, one on each line; empty lines are skipped. A line feed within a document stands in quotes.
    ///
    /// ```
    /// let lines = jsv::StreamDeserializer::<_, [u8; 2]>::lines("[1,2]\n[3,\n[5,6]\n".as_bytes());
    /// assert_eq!(lines.map(Result::ok).collect::<Vec<_>>(), [Some([1, 2]), None, Some([5, 6])]);
    /// ```
    pub fn lines(reader: R) -> Self {
        Self::new(reader, Framing::Lines)
    }

    /// Documents one after another, each in brackets or quotes, with or without white space between them.
    ///
    /// ```
    /// let documents = jsv::StreamDeserializer::<_, [u8; 2]>::documents("[1,2][3,4] [5,6]".as_bytes());
    /// assert_eq!(documents.flatten().collect::<Vec<_>>(), [[1, 2], [3, 4], [5, 6]]);
    /// ```
    pub fn documents(reader: R) -> Self {
        Self::new(reader, Framing::Documents)
    }

    fn new(reader: R, framing: Framing) -> Self {
        let (feed, engine) = (Feed::new(reader), Engine::new(framing));
        StreamDeserializer { feed, engine, done: false, values: PhantomData }
    }

    /// The most bytes that one value may have; 16 MiB by default. It stops a missing quote from swallowing the input: the
    /// error names the place where that quote opened.
    ///
    /// ```
    /// let file = "[{a:1},{a:\"2},{a:3},{a:4}]".as_bytes();
    /// let mut items = jsv::StreamDeserializer::<_, jsv::OwnedValue>::items(file).value_limit(10);
    /// assert!(items.next().unwrap().is_ok());
    /// let error = items.next().unwrap().unwrap_err();
    /// assert_eq!(error.to_string(), "[1]: value longer than 10 bytes (line 1, column 11)");
    /// assert!(items.next().is_none());
    /// ```
    #[must_use]
    pub fn value_limit(mut self, bytes: usize) -> Self {
        self.engine.limit = bytes;
        self
    }

    /// Reads with these settings.
    ///
    /// ```
    /// let options = jsv::Options::new().insignificant_whitespace(true);
    /// let items = jsv::StreamDeserializer::<_, u8>::items("[ 1, 2 ]".as_bytes()).options(options);
    /// assert_eq!(items.flatten().collect::<Vec<_>>(), [1, 2]);
    /// ```
    #[must_use]
    pub fn options(mut self, options: Options) -> Self {
        self.engine.options = options;
        self
    }

    /// Reads the next value; `None` at the end.
    ///
    /// ```
    /// let mut items = jsv::StreamDeserializer::<_, u8>::items("[1]".as_bytes());
    /// assert_eq!(items.read_value()?, Some(1));
    /// assert_eq!(items.read_value()?, None);
    /// # Ok::<(), jsv::Error>(())
    /// ```
    ///
    /// # Errors
    /// A value that does not mean what `T` asks for, damaged text, or an I/O error: after one of these the call can be
    /// made again, and nothing is lost.
    pub fn read_value(&mut self) -> Result<Option<T>> {
        loop {
            let mut at = self.feed.at;
            let next = self.engine.next(self.feed.text(), &mut at, self.feed.is_whole());
            match next {
                Next::Value(Ok(value)) => {
                    self.feed.at = at;
                    return Ok(Some(value));
                }
                Next::Value(Err(error)) => {
                    let error = self.feed.locate(error, self.feed.at);
                    self.feed.at = at;
                    return Err(error);
                }
                Next::End => {
                    self.feed.at = at;
                    return Ok(None);
                }
                Next::Incomplete => {
                    self.feed.at = at;
                    if let Filled::Invalid(length) = self.feed.fill()?
                        && self.engine.give_up()
                    {
                        return Err(self.fail_invalid(length));
                    }
                }
            }
        }
    }

    #[cfg(feature = "tokio")]
    pub(super) fn input_mut(&mut self) -> &mut R {
        self.feed.input_mut()
    }

    #[cold]
    fn fail_invalid(&mut self, length: usize) -> Error {
        self.feed.at = self.feed.text().len() - length;
        let error = Error::new(ErrorKind::InvalidUtf8).at(self.feed.at);
        self.feed.locate(error, self.feed.at)
    }

    /// The place in the input up to which it has been read.
    ///
    /// ```
    /// let mut lines = jsv::StreamDeserializer::<_, [u8; 1]>::lines("[1]\n[2]\n".as_bytes());
    /// lines.read_value()?;
    /// assert_eq!((lines.position().offset, lines.position().column), (3, 4));
    /// # Ok::<(), jsv::Error>(())
    /// ```
    pub fn position(&mut self) -> Position {
        self.feed.position()
    }

    /// The input. What has been buffered of it is lost.
    ///
    /// ```
    /// let items = jsv::StreamDeserializer::<_, u8>::items(std::io::empty());
    /// let _: std::io::Empty = items.into_inner();
    /// ```
    pub fn into_inner(self) -> R {
        self.feed.into_inner()
    }
}

impl<R: Read, T: DeserializeOwned> Iterator for StreamDeserializer<R, T> {
    type Item = Result<T>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        let value = self.read_value().transpose();
        self.done = match &value {
            Some(Err(error)) => error.classify() == Category::Io,
            Some(Ok(_)) => false,
            None => true,
        };
        value
    }
}

impl<R: Read, T: DeserializeOwned> core::iter::FusedIterator for StreamDeserializer<R, T> {}

#[cfg(test)]
mod tests;
