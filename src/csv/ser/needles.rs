//! Whether a cell needs quotes: the one look at its text. Floor 4.

use crate::csv::dialect::{Dialect, Terminator};
use crate::text::scan;

/// The characters that put a cell in quotes wherever they stand.
pub(super) struct Needles {
    /// Quote, delimiter, CR and LF.
    bytes: [u8; 4],
    /// A terminator that is none of them.
    terminator: Option<u8>,
}

impl Needles {
    pub(super) fn new(dialect: Dialect, terminator: Terminator) -> Self {
        let terminator = match terminator {
            Terminator::CRLF | Terminator::Any(b'\r' | b'\n') => None,
            Terminator::Any(byte) => Some(byte),
        };
        Needles { bytes: [dialect.quote, dialect.delimiter, b'\r', b'\n'], terminator }
    }

    /// "Quoted if its text has the quote character, the separator, CR or LF, or *starts with* `[` or `{`" (SPEC §8).
    #[inline]
    pub(super) fn ask_for_quotes(&self, text: &str) -> bool {
        let bytes = text.as_bytes();
        let Some(&first) = bytes.first() else { return false };
        first | 0x20 == b'{'
            || scan::has_any(bytes, self.bytes)
            || self.terminator.is_some_and(|byte| memchr::memchr(byte, bytes).is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_needle_is_found_at_every_place() {
        let dialect = Dialect { delimiter: b';', quote: b'\'' };
        let needles = Needles::new(dialect, Terminator::Any(b'|'));
        let ask = |bytes: &[u8]| needles.ask_for_quotes(str::from_utf8(bytes).unwrap());
        for length in 1..50 {
            let plain = vec![b'x'; length];
            assert!(!ask(&plain));
            for place in 0..length {
                for byte in 0..128 {
                    let mut bytes = plain.clone();
                    bytes[place] = byte;
                    let expected = b"';\r\n|".contains(&byte) || (place == 0 && b"[{".contains(&byte));
                    assert_eq!(ask(&bytes), expected, "{bytes:?}");
                }
            }
        }
    }
}
