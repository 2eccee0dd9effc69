//! How a text opens: what a format does with it depends on its first bracket. Floor 5.

use std::io::{self, Cursor, Read};

/// The start of a text: enough to know how it opens.
pub(super) struct Head {
    bytes: Vec<u8>,
    /// Bytes of a mark that were dropped from the start.
    pub(super) dropped: usize,
    pub(super) opening: Option<u8>,
    /// The first bracket ends its line: no writer of compact JSV does that, so white space around tokens means nothing.
    pub(super) laid_out: bool,
}

impl Head {
    pub(super) fn read(input: &mut impl Read) -> io::Result<Head> {
        let mut head = Head { bytes: Vec::new(), dropped: 0, opening: None, laid_out: false };
        let mut buffer = [0; 4096];
        while !head.look() && head.bytes.len() < 1 << 16 {
            match input.read(&mut buffer) {
                Ok(0) => break,
                Ok(length) => head.bytes.extend_from_slice(&buffer[..length]),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(head)
    }

    /// Whether more bytes would say no more.
    fn look(&mut self) -> bool {
        // Of a pipe's first bytes some may be a part of the mark.
        if "\u{feff}".as_bytes().starts_with(&self.bytes) {
            return false;
        }
        (self.opening, self.laid_out) = opening(&self.bytes);
        let bracket = matches!(self.opening, Some(b'[' | b'{'));
        let last = self.bytes.iter().rfind(|byte| !b" \t\r".contains(byte));
        self.opening.is_some() && !(bracket && last == self.opening.as_ref())
    }

    pub(super) fn drop_byte_order_mark(&mut self) {
        if self.bytes.starts_with("\u{feff}".as_bytes()) {
            self.bytes.drain(..3);
            self.dropped = 3;
        }
    }

    /// The offset behind the first bracket.
    pub(super) fn opened(&self) -> usize {
        self.dropped + self.bytes.len() - self.bytes.trim_ascii_start().len() + 1
    }

    pub(super) fn chain<R: Read>(self, rest: R) -> io::Chain<Cursor<Vec<u8>>, R> {
        Cursor::new(self.bytes).chain(rest)
    }
}

/// The first character of a text, and whether it is a bracket that ends its line.
pub(crate) fn opening(bytes: &[u8]) -> (Option<u8>, bool) {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let bytes = bytes.trim_ascii_start();
    let Some((&first, rest)) = bytes.split_first() else { return (None, false) };
    let next = rest.iter().find(|byte| !b" \t\r".contains(byte));
    (Some(first), b"[{".contains(&first) && next == Some(&b'\n'))
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::Head;

    #[test]
    fn a_mark_that_comes_in_parts_is_dropped() {
        let (first, rest) = "\u{feff} [1]".as_bytes().split_at(1);
        let mut input = first.chain(rest);
        let mut head = Head::read(&mut input).expect("bytes");
        head.drop_byte_order_mark();
        assert_eq!((head.opening, head.dropped, head.opened()), (Some(b'['), 3, 5));
    }
}
