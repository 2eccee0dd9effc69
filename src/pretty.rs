//! JSV laid out for people: one walk over the compact text with the grammar's parsers, no tree. Floor 3.

use alloc::string::String;
use alloc::vec::Vec;

use serde::Serialize;

use crate::error::Result;
use crate::grammar::{self, Quotes, Stop, Token};
use crate::text::quote;

/// Writes a value as JSV with a line for each member and item, indented by tabs: the layout of ServiceStack's
/// `Dump()`, but no line is broken inside quoted texts.
///
/// ```
/// #[derive(serde::Serialize)]
/// struct Order<'a> {
///     id: u32,
///     tags: [&'a str; 2],
/// }
///
/// let text = jsv::to_string_pretty(&Order { id: 7, tags: ["a", "b,c"] })?;
/// assert_eq!(text, "{\n\tid: 7,\n\ttags: \n\t[\n\t\ta,\n\t\t\"b,c\"\n\t]\n}");
///
/// let tags: std::collections::BTreeMap<&str, jsv::Value> =
///     jsv::Options::new().insignificant_whitespace(true).from_str(&text)?;
/// assert_eq!(tags["tags"][1].as_str(), Some("b,c"));
/// # Ok::<(), jsv::Error>(())
/// ```
///
/// [`insignificant_whitespace`](crate::Options::insignificant_whitespace) reads it back. A text with white space at an
/// end is put in quotes, so that it keeps it.
///
/// # Errors
/// Those of [`to_string`](crate::to_string).
pub fn to_string_pretty<T: Serialize + ?Sized>(value: &T) -> Result<String> {
    lay_out(&crate::to_string(value)?, usize::MAX)
}

/// Writes a value as the bytes of a JSV document with a line for each member and item, as [`to_string_pretty`] does.
///
/// ```
/// assert_eq!(jsv::to_vec_pretty(&[1, 2])?, b"[\n\t1,\n\t2\n]");
/// # Ok::<(), jsv::Error>(())
/// ```
///
/// # Errors
/// Those of [`to_string`](crate::to_string).
pub fn to_vec_pretty<T: Serialize + ?Sized>(value: &T) -> Result<Vec<u8>> {
    to_string_pretty(value).map(String::into_bytes)
}

/// Writes a value as a JSV document with a line for each member and item to a writer, as [`to_string_pretty`] does. It
/// is laid out in memory and written at once.
///
/// ```
/// let mut bytes = Vec::new();
/// jsv::to_writer_pretty(&mut bytes, &[1, 2])?;
/// assert_eq!(bytes, b"[\n\t1,\n\t2\n]");
/// # Ok::<(), jsv::Error>(())
/// ```
///
/// # Errors
/// Those of [`to_string`](crate::to_string), before anything is written, and [`Io`](crate::ErrorKind::Io).
#[cfg(feature = "std")]
pub fn to_writer_pretty<W: std::io::Write, T: Serialize + ?Sized>(mut writer: W, value: &T) -> Result<()> {
    Ok(writer.write_all(to_string_pretty(value)?.as_bytes())?)
}

/// Lays out compact JSV as [`to_string_pretty`] does.
///
/// White space outside texts is replaced; texts, the white space within quotes and at the ends of bare texts are kept.
/// A type that reads raw text, such as a string where the text has a map, sees the layout.
///
/// ```
/// assert_eq!(jsv::pretty("{a:[],b:{c: d}}")?, "{\n\ta: [],\n\tb: \n\t{\n\t\tc: \" d\"\n\t}\n}");
/// # Ok::<(), jsv::Error>(())
/// ```
///
/// # Errors
/// Text that is damaged, or deeper than 128 levels, with its place.
pub fn pretty(text: &str) -> Result<String> {
    lay_out(text, grammar::DEPTH_LIMIT)
}

fn lay_out(text: &str, depth_limit: usize) -> Result<String> {
    let start = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut layout = Layout {
        rest: start,
        out: String::with_capacity(text.len() + text.len() / 2),
        open: Vec::new(),
        depth_limit,
    };
    if start.starts_with('\u{feff}') {
        // A text that starts with a byte order mark needs the document's own before it.
        layout.out.push('\u{feff}');
    }
    match layout.document() {
        Ok(()) => Ok(layout.out),
        Err(error) => Err(grammar::error_in(text, error).locate(text.as_bytes())),
    }
}

type Step<'a, O = ()> = core::result::Result<O, nom::Err<grammar::Error<'a>>>;

struct Layout<'a> {
    rest: &'a str,
    out: String,
    /// The maps and lists that are open: no recursion, however deep.
    open: Vec<Stop>,
    depth_limit: usize,
}

impl<'a> Layout<'a> {
    fn document(&mut self) -> Step<'a> {
        self.value(Stop::End)?;
        while let Some(&stop) = self.open.last() {
            let byte = self.rest.as_bytes().first().copied();
            match byte {
                Some(b',') => {
                    self.rest = &self.rest[1..];
                    self.out.push(',');
                    self.begin_entry(stop)?;
                    self.value(stop)?;
                }
                Some(byte) if byte == stop.close() => {
                    self.open.pop();
                    self.line();
                    self.close(stop);
                }
                _ => return Err(grammar::expected(self.rest, stop.expected())),
            }
        }
        if self.rest.is_empty() { Ok(()) } else { Err(grammar::expected(self.rest, Stop::End.expected())) }
    }

    fn step<O>(&mut self, parse: impl Fn(&'a str) -> grammar::Parsed<'a, O>) -> Step<'a, O> {
        let (rest, output) = parse(self.rest)?;
        self.rest = rest;
        Ok(output)
    }

    fn line(&mut self) {
        self.out.push('\n');
        for _ in &self.open {
            self.out.push('\t');
        }
    }

    /// The start of a member or an item, on a line of its own.
    fn begin_entry(&mut self, stop: Stop) -> Step<'a> {
        self.line();
        if stop == Stop::Map {
            let key = self.step(grammar::key(Quotes::Single))?;
            self.token(key);
            self.step(grammar::colon)?;
            self.out.push_str(": ");
        }
        Ok(())
    }

    /// A scalar, or the opening of maps and lists up to their first scalar.
    fn value(&mut self, mut stop: Stop) -> Step<'a> {
        loop {
            let start = grammar::skip_space(self.rest);
            let inner = match start.as_bytes().first() {
                Some(b'"') => {
                    self.rest = start;
                    let token = self.step(grammar::quoted(Quotes::Single))?;
                    self.token(token);
                    self.rest = grammar::skip_space(self.rest);
                    return Ok(());
                }
                Some(b'{') => Stop::Map,
                Some(b'[') => Stop::List,
                _ => {
                    let text = self.step(grammar::bare(stop))?;
                    self.token(Token::plain(text));
                    return Ok(());
                }
            };
            if self.open.len() == self.depth_limit {
                let reason = grammar::Reason::DepthLimit(self.depth_limit);
                return Err(nom::Err::Error(grammar::Error { rest: start, reason }));
            }
            self.rest = &start[1..];
            // `{ }` is empty, `[ ]` holds a space.
            let first = if inner == Stop::Map { grammar::skip_space(self.rest) } else { self.rest };
            let empty = first.as_bytes().first() == Some(&inner.close());
            // A map or list inside a map starts on a line of its own; one that is empty stays where it is.
            if stop == Stop::Map && !empty {
                self.line();
            }
            self.out.push(if inner == Stop::Map { '{' } else { '[' });
            if empty {
                self.rest = first;
                if self.open.is_empty() {
                    self.out.push_str("\n\t\n");
                }
                self.close(inner);
                return Ok(());
            }
            self.open.push(inner);
            self.begin_entry(inner)?;
            stop = inner;
        }
    }

    /// The closing bracket that stands next.
    fn close(&mut self, stop: Stop) {
        self.out.push(stop.close().into());
        self.rest = grammar::skip_space(&self.rest[1..]);
    }

    /// A key or a scalar: as it stands, but bare text that trimming would change gets quotes.
    fn token(&mut self, token: Token<'a>) {
        if token.quoted {
            self.out.push('"');
            self.out.push_str(token.raw);
            self.out.push('"');
        } else if grammar::trim(token.raw).len() == token.raw.len() {
            self.out.push_str(token.raw);
        } else {
            // A `String` takes everything.
            let _ = quote::write_quoted(token.raw, &mut self.out);
        }
    }
}
