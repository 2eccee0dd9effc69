//! Whether a cell needs quotes: the one look at its text. Floor 4.

use crate::csv::dialect::{Dialect, Terminator};
use crate::text::scan;
use crate::text::staging::Buffer;

/// The characters that put a cell in quotes wherever they stand.
pub(super) struct Needles {
    /// Quote and delimiter; CR and LF are too.
    wherever: [u8; 2],
    /// A terminator that is none of them.
    terminator: Option<u8>,
}

impl Needles {
    pub(super) fn new(dialect: Dialect, terminator: Terminator) -> Self {
        let terminator = match terminator {
            Terminator::CRLF | Terminator::Any(b'\r' | b'\n') => None,
            Terminator::Any(byte) => Some(byte),
        };
        Needles { wherever: [dialect.quote, dialect.delimiter], terminator }
    }

    /// Writes a short text that needs no quotes; false decides nothing.
    #[inline(always)]
    pub(super) fn write_plain(&self, text: &str, out: &mut Buffer) -> bool {
        let Some(&first) = text.as_bytes().first() else { return false };
        !opens(first) && self.terminator.is_none() && out.take_without(text, self.wherever)
    }

    /// "Quoted if its text has the quote character, the separator, CR or LF, or *starts with* `[` or `{`" (SPEC §8).
    #[inline]
    pub(super) fn ask_for_quotes(&self, bytes: &[u8]) -> bool {
        let Some(&first) = bytes.first() else { return false };
        opens(first)
            || scan::has_any(bytes, [self.wherever[0], self.wherever[1], b'\r', b'\n'])
            || self.terminator.is_some_and(|byte| memchr::memchr(byte, bytes).is_some())
    }
}

/// `[` and `{`.
#[inline(always)]
fn opens(first: u8) -> bool {
    first | 0x20 == b'{'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_needle_is_found_at_every_place() {
        let dialect = Dialect { delimiter: b';', quote: b'\'' };
        let needles = Needles::new(dialect, Terminator::Any(b'|'));
        let ask = |bytes: &[u8]| needles.ask_for_quotes(bytes);
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
