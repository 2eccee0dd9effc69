//! Whether a cell needs quotes: the one look at its text. Floor 4.

use crate::csv::dialect::{Dialect, Terminator};

const ONES: u64 = u64::from_le_bytes([0x01; 8]);
const HIGHS: u64 = u64::from_le_bytes([0x80; 8]);

/// The characters that put a cell in quotes wherever they stand.
pub(super) struct Needles {
    /// Quote, delimiter, CR and LF, each in every byte of a word.
    words: [u64; 4],
    /// A terminator that is none of them.
    terminator: Option<u8>,
}

impl Needles {
    pub(super) fn new(dialect: Dialect, terminator: Terminator) -> Self {
        let terminator = match terminator {
            Terminator::CRLF | Terminator::Any(b'\r' | b'\n') => None,
            Terminator::Any(byte) => Some(byte),
        };
        let words = [dialect.quote, dialect.delimiter, b'\r', b'\n'].map(|byte| ONES * u64::from(byte));
        Needles { words, terminator }
    }

    /// "Quoted if its text has the quote character, the separator, CR or LF, or *starts with* `[` or `{`" (SPEC §8).
    #[inline]
    pub(super) fn ask_for_quotes(&self, text: &str) -> bool {
        let bytes = text.as_bytes();
        let Some(&first) = bytes.first() else { return false };
        first | 0x20 == b'{'
            || self.are_in(bytes)
            || self.terminator.is_some_and(|byte| memchr::memchr(byte, bytes).is_some())
    }

    /// A word at a time. Words overlap rather than leave a tail, and a text shorter than a word is repeated to fill
    /// one.
    #[inline]
    fn are_in(&self, bytes: &[u8]) -> bool {
        let half = |bytes: [u8; 4]| u64::from(u32::from_le_bytes(bytes));
        if let Some(last) = bytes.last_chunk() {
            let (words, _) = bytes.as_chunks();
            return words.iter().any(|word| self.hits(u64::from_le_bytes(*word)) != 0)
                || self.hits(u64::from_le_bytes(*last)) != 0;
        }
        let word = if let (Some(head), Some(tail)) = (bytes.first_chunk(), bytes.last_chunk()) {
            half(*head) | half(*tail) << 32
        } else if let (&[first, ..], &[.., last]) = (bytes, bytes) {
            let four = half([first, bytes[bytes.len() / 2], last, last]);
            four | four << 32
        } else {
            return false;
        };
        self.hits(word) != 0
    }

    /// Not zero if a byte of the word is a needle.
    #[inline(always)]
    fn hits(&self, word: u64) -> u64 {
        let zeros = |word: u64| word.wrapping_sub(ONES) & !word;
        let [quote, delimiter, cr, lf] = self.words;
        (zeros(word ^ quote) | zeros(word ^ delimiter) | zeros(word ^ cr) | zeros(word ^ lf)) & HIGHS
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
