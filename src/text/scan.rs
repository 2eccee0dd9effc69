//! Finds the next byte that matters: the only hot loops of the crate. Floor 1.
//!
//! Tokens are short, so the first bytes are compared a word at a time; what goes on is a text, and `memchr`'s.

/// Bytes looked at by the word before `memchr` takes over: its set-up costs about four words.
const NEAR: usize = 32;

const WORD: usize = size_of::<u64>();
const PAIR: usize = 2 * WORD;
const ONES: u64 = u64::from_le_bytes([0x01; WORD]);
const HIGHS: u64 = u64::from_le_bytes([0x80; WORD]);

/// The index of the first `a` or `b`, or the length where there is none.
#[inline]
pub(crate) fn find2(bytes: &[u8], a: u8, b: u8) -> usize {
    find(bytes, |word| zeros(word ^ splat(a)) | zeros(word ^ splat(b)), |rest| memchr::memchr2(a, b, rest))
}

/// The index of the first `a`, `b` or `c`, or the length where there is none.
#[inline]
pub(crate) fn find3(bytes: &[u8], a: u8, b: u8, c: u8) -> usize {
    find(
        bytes,
        |word| zeros(word ^ splat(a)) | zeros(word ^ splat(b)) | zeros(word ^ splat(c)),
        |rest| memchr::memchr3(a, b, c, rest),
    )
}

/// The index of the first `a`, or the length where there is none.
#[inline]
pub(crate) fn find1(bytes: &[u8], a: u8) -> usize {
    find(bytes, |word| zeros(word ^ splat(a)), |rest| memchr::memchr(a, rest))
}

/// Two words at a time, without a branch between them: most tokens end within them, wherever that is.
#[inline(always)]
fn find(bytes: &[u8], hits: impl Fn(u64) -> u64, far: impl Fn(&[u8]) -> Option<usize>) -> usize {
    let mut at = 0;
    while let Some((pair, _)) = bytes[at..].split_first_chunk::<PAIR>() {
        if let Some(index) = first_hit(pair, &hits) {
            return at + index;
        }
        at += PAIR;
        if at == NEAR {
            return far(&bytes[NEAR..]).map_or(bytes.len(), |index| NEAR + index);
        }
    }
    // The last bytes, fewer than a pair: padded with zeros, which no needle is.
    let tail = &bytes[at..];
    let mut pair = [0; PAIR];
    pair[..tail.len()].copy_from_slice(tail);
    first_hit(&pair, &hits).map_or(bytes.len(), |index| at + index)
}

#[inline(always)]
fn first_hit(pair: &[u8; PAIR], hits: impl Fn(u64) -> u64) -> Option<usize> {
    let (words, _) = pair.as_chunks::<WORD>();
    let low = hits(u64::from_le_bytes(words[0]));
    let high = hits(u64::from_le_bytes(words[1]));
    if low | high == 0 {
        return None;
    }
    let bit = if low == 0 { 64 + high.trailing_zeros() } else { low.trailing_zeros() };
    Some((bit / 8) as usize)
}

#[inline(always)]
const fn splat(byte: u8) -> u64 {
    ONES * byte as u64
}

/// The high bit of each byte that is zero; bits above the first one may lie.
#[inline(always)]
const fn zeros(word: u64) -> u64 {
    word.wrapping_sub(ONES) & !word & HIGHS
}

/// Whether two short texts are equal: a call to `memcmp` costs more than the words of a name. Words overlap at the end.
#[inline(always)]
pub(crate) fn equal(left: &[u8], right: &[u8]) -> bool {
    const HALF: usize = WORD / 2;
    if left.len() != right.len() {
        return false;
    }
    if let (Some(a), Some(b)) = (left.last_chunk::<WORD>(), right.last_chunk::<WORD>()) {
        let words = left.as_chunks::<WORD>().0.iter().zip(right.as_chunks::<WORD>().0);
        for (a, b) in words {
            if u64::from_ne_bytes(*a) != u64::from_ne_bytes(*b) {
                return false;
            }
        }
        return u64::from_ne_bytes(*a) == u64::from_ne_bytes(*b);
    }
    if let (Some(a), Some(b), Some(c), Some(d)) = (
        left.first_chunk::<HALF>(),
        right.first_chunk::<HALF>(),
        left.last_chunk::<HALF>(),
        right.last_chunk::<HALF>(),
    ) {
        return u32::from_ne_bytes(*a) == u32::from_ne_bytes(*b)
            && u32::from_ne_bytes(*c) == u32::from_ne_bytes(*d);
    }
    match (left, right) {
        ([a], [b]) => a == b,
        ([a, b], [c, d]) => a == c && b == d,
        ([a, b, c], [d, e, f]) => a == d && b == e && c == f,
        _ => true,
    }
}

/// `" : , { } [ ]`: what ends a bare key.
const ENDS_KEY: u8 = 1;
/// CR and LF: with the others, what makes a written text quoted (SPEC §5).
const BREAKS_LINE: u8 = 2;
/// `" { [` and white space: what may start a value that is not bare (SPEC §3).
const STARTS: u8 = 4;

static CLASS: [u8; 256] = {
    let mut class = [0; 256];
    let ends = b"\":,{}[]";
    let mut index = 0;
    while index < ends.len() {
        class[ends[index] as usize] = ENDS_KEY;
        index += 1;
    }
    class[b'\r' as usize] = BREAKS_LINE;
    class[b'\n' as usize] = BREAKS_LINE;
    let starts = b"\"{[ \t\r\n";
    let mut index = 0;
    while index < starts.len() {
        class[starts[index] as usize] |= STARTS;
        index += 1;
    }
    class
};

/// The index of the first byte that ends a bare key, or the length where there is none.
#[inline]
pub(crate) fn find_key_end(bytes: &[u8]) -> usize {
    bytes.iter().position(|&byte| CLASS[byte as usize] & ENDS_KEY != 0).unwrap_or(bytes.len())
}

/// Whether a value that starts with this byte is bare, whatever follows.
#[inline(always)]
pub(crate) fn starts_bare(byte: u8) -> bool {
    CLASS[byte as usize] & STARTS == 0
}

/// Whether the text is written in quotes: it has any of `" : , { } [ ]` CR LF (SPEC §5).
#[inline]
pub(crate) fn has_special(text: &str) -> bool {
    let (chunks, tail) = text.as_bytes().as_chunks::<16>();
    chunks.iter().any(|chunk| chunk.iter().fold(0, |seen, &byte| seen | special(byte)) != 0)
        || tail.iter().fold(0, |seen, &byte| seen | CLASS[byte as usize]) & (ENDS_KEY | BREAKS_LINE) != 0
}

/// Comparisons rather than the table: the compiler turns sixteen of them into vector instructions.
#[inline(always)]
fn special(byte: u8) -> u8 {
    let bracket = byte & 0xDF; // folds `{` `}` into `[` `]`
    u8::from(bracket == b'[')
        | u8::from(bracket == b']')
        | u8::from(byte == b'"')
        | u8::from(byte == b':')
        | u8::from(byte == b',')
        | u8::from(byte == b'\r')
        | u8::from(byte == b'\n')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_first_needle_at_every_place() {
        for length in 0..80 {
            for place in 0..=length {
                let mut bytes = vec![b'x'; length];
                if place < length {
                    bytes[place] = b',';
                }
                assert_eq!(find1(&bytes, b','), place);
                assert_eq!(find2(&bytes, b',', b'}'), place);
                assert_eq!(find2(&bytes, b'}', b','), place);
                assert_eq!(find3(&bytes, b'\n', b'}', b','), place);
                assert_eq!(find_key_end(&bytes), place);
            }
        }
    }

    #[test]
    fn equal_is_equal() {
        for length in 0..40 {
            let text: Vec<u8> = (0..length).collect();
            assert!(equal(&text, &text.clone()));
            assert!(!equal(&text, b"another length, which is that of no text here"));
            for place in 0..text.len() {
                let mut other = text.clone();
                other[place] ^= 0x20;
                assert!(!equal(&text, &other), "{length} {place}");
            }
        }
    }

    #[test]
    fn a_byte_above_a_needle_is_not_a_hit() {
        // One more than the needle, right after it, is where the borrow of the word trick reaches.
        assert_eq!(find2(b"-,-----}", b'}', b','), 1);
        assert_eq!(find1(&[0x80, 0x2C ^ 0x80, 0x2D, b','], b','), 3);
    }

    #[test]
    fn special_characters_are_those_of_section_5() {
        for byte in 0..=127u8 {
            let expected = b"\":,{}[]\r\n".contains(&byte);
            for length in [1, 15, 16, 17, 40] {
                for place in 0..length {
                    let mut bytes = vec![b'x'; length];
                    bytes[place] = byte;
                    let text = str::from_utf8(&bytes).unwrap();
                    assert_eq!(has_special(text), expected, "{text:?}");
                }
            }
        }
    }
}
