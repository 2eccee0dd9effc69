//! Whether a cell needs quotes: the one look at its text. Floor 4.

use crate::csv::dialect::{Dialect, Terminator};
use crate::text::staging::Buffer;
use crate::text::{copy, scan};

/// The characters that put a cell in quotes wherever they stand.
pub(super) struct Needles {
    /// Quote and delimiter; CR and LF are too.
    wherever: [u8; 2],
    /// A terminator that is none of them.
    terminator: Option<u8>,
    /// The same as the first two, for short texts.
    short: copy::Needles,
}

impl Needles {
    pub(super) fn new(dialect: Dialect, terminator: Terminator) -> Self {
        let terminator = match terminator {
            Terminator::CRLF | Terminator::Any(b'\r' | b'\n') => None,
            Terminator::Any(byte) => Some(byte),
        };
        let wherever = [dialect.quote, dialect.delimiter];
        Needles { wherever, terminator, short: copy::Needles::new(wherever) }
    }

    /// No terminator of its own is looked for.
    pub(super) fn are_few(&self) -> bool {
        self.terminator.is_none()
    }

    /// Writes a short text that needs no quotes, behind the delimiter where that is due; false decides nothing. Only where
    /// the needles are few.
    #[inline(always)]
    pub(super) fn write_plain(&self, due: bool, text: &str, out: &mut Buffer) -> bool {
        let Some(&first) = text.as_bytes().first() else { return false };
        !opens(first) && out.take_without(due, self.wherever[1], text, &self.short)
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
