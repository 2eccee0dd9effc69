//! Finds the next byte that matters. Floor 1.
//!
//! Tokens are short, so the first 32 bytes are compared here, a block at a time; what is longer is left to `memchr`.

use super::lanes::{Hits, LANES, Lanes};

const WORD: usize = size_of::<u64>();
const HALF: usize = WORD / 2;

/// Bytes looked at by the block before `memchr` takes over: its set-up costs about two blocks.
const NEAR: usize = 2 * LANES;

/// The index of the first `a`, or the length where there is none.
#[inline]
pub(crate) fn find1(bytes: &[u8], a: u8) -> usize {
    find(bytes, |lanes| lanes.eq(a), |rest| memchr::memchr(a, rest))
}

/// The index of the first `a` or `b`, or the length where there is none.
#[inline]
pub(crate) fn find2(bytes: &[u8], a: u8, b: u8) -> usize {
    find(bytes, |lanes| lanes.eq(a).or(lanes.eq(b)), |rest| memchr::memchr2(a, b, rest))
}

/// The index of the first `a`, `b` or `c`, or the length where there is none.
#[inline]
pub(crate) fn find3(bytes: &[u8], a: u8, b: u8, c: u8) -> usize {
    find(bytes, |lanes| lanes.eq(a).or(lanes.eq(b)).or(lanes.eq(c)), |rest| memchr::memchr3(a, b, c, rest))
}

#[inline(always)]
fn find(bytes: &[u8], hits: impl Fn(Lanes) -> Hits, far: impl Fn(&[u8]) -> Option<usize>) -> usize {
    let mut at = 0;
    while let Some((block, _)) = bytes[at..].split_first_chunk() {
        if let Some(index) = hits(Lanes::new(block)).first() {
            return at + index;
        }
        at += LANES;
        if at == NEAR {
            return far(&bytes[NEAR..]).map_or(bytes.len(), |index| NEAR + index);
        }
    }
    find_in_tail(bytes, at, hits)
}

/// The last bytes, fewer than a block.
#[inline(always)]
fn find_in_tail(bytes: &[u8], at: usize, hits: impl Fn(Lanes) -> Hits) -> usize {
    // A hit behind them is the end.
    let hit = hits(Lanes::new(&padded(&bytes[at..]))).first();
    hit.map_or(bytes.len(), |index| bytes.len().min(at + index))
}

/// Fewer bytes than a block, and zeros behind them. Words that overlap make it: a block copied to the stack in parts and
/// read at once would be waited for until the parts have left the processor's store buffer.
#[inline(always)]
fn padded(bytes: &[u8]) -> [u8; LANES] {
    let bits = |bytes: usize| 8 * (bytes % LANES);
    let length = bytes.len();
    let block = if let (Some(head), Some(tail)) = (bytes.first_chunk::<WORD>(), bytes.last_chunk::<WORD>()) {
        let tail = u128::from(u64::from_le_bytes(*tail));
        u128::from(u64::from_le_bytes(*head)) | tail << bits(length - WORD)
    } else if let (Some(head), Some(tail)) = (bytes.first_chunk::<HALF>(), bytes.last_chunk::<HALF>()) {
        let tail = u64::from(u32::from_le_bytes(*tail));
        u128::from(u64::from(u32::from_le_bytes(*head)) | tail << bits(length - HALF))
    } else if let ([first, ..], [.., last]) = (bytes, bytes) {
        let middle = u32::from(bytes[length / 2]) << bits(length / 2);
        u128::from(u32::from(*first) | middle | u32::from(*last) << bits(length - 1))
    } else {
        0
    };
    block.to_le_bytes()
}

/// With the opening brackets and the quote, before which white space is skipped: what comes first decides what a value is,
/// whatever it starts with.
#[inline(always)]
fn value_end(lanes: Lanes) -> Hits {
    let folded = lanes.folded();
    lanes.eq(b',').or(folded.eq(b'[')).or(folded.eq(b']')).or(lanes.eq(b'"'))
}

/// The index of the first of `" , { } [ ]` within the next 32 bytes; `None` too where they are fewer than are looked at together.
#[inline(always)]
pub(crate) fn find_near_end(bytes: &[u8]) -> Option<usize> {
    find_near(bytes, value_end)
}

/// The same for `"`.
#[inline(always)]
pub(crate) fn find_near_quote(bytes: &[u8]) -> Option<usize> {
    find_near(bytes, |lanes| lanes.eq(b'"'))
}

/// The index of the colon behind a bare key, and of the first of `" , { } [ ]` behind it, both within the next 32 bytes; the
/// latter is their number where none of these is among them. A key has at least one byte.
#[inline(always)]
pub(crate) fn find_near_member(bytes: &[u8]) -> Option<(usize, usize)> {
    let window = bytes.first_chunk::<NEAR>()?;
    let (halves, _) = window.as_chunks();
    let (first, second) = (Lanes::new(&halves[0]), Lanes::new(&halves[1]));
    let colon = match first.eq(b':').first() {
        Some(colon) => colon,
        None => LANES + second.eq(b':').first()?,
    };
    let end = Hits::window(value_end(first), value_end(second)).trailing_zeros() as usize;
    if colon == 0 || colon >= end { None } else { Some((colon, end)) }
}

#[inline(always)]
fn find_near(bytes: &[u8], hits: impl Fn(Lanes) -> Hits) -> Option<usize> {
    let (block, rest) = bytes.split_first_chunk()?;
    if let Some(index) = hits(Lanes::new(block)).first() {
        return Some(index);
    }
    hits(Lanes::new(rest.first_chunk()?)).first().map(|index| LANES + index)
}

/// The index of the first of `" , { } [ ]` within the last 16 bytes of `text`, `left` of which are left: what has no whole block
/// is looked at with what stands before it.
#[inline]
pub(crate) fn find_last_end(text: &[u8], left: usize) -> Option<usize> {
    let bits = value_end(Lanes::new(text.last_chunk()?)).mask() >> LANES.checked_sub(left)?;
    if bits == 0 { None } else { Some(bits.trailing_zeros() as usize) }
}

/// The index of the first `a` in a piece.
#[inline(always)]
pub(crate) fn first(piece: &[u8; LANES], a: u8) -> Option<usize> {
    Lanes::new(piece).eq(a).first()
}

/// Bytes that [`either`] and [`marks`] look at together.
pub(crate) const BLOCK: usize = 4 * LANES;

/// A bit for each byte of the block that is `a` or `b`, the first one lowest.
#[inline(always)]
pub(crate) fn either(block: &[u8; BLOCK], a: u8, b: u8) -> u64 {
    let (quarters, _) = block.as_chunks::<LANES>();
    quarters.iter().rev().fold(0, |mask, quarter| {
        let lanes = Lanes::new(quarter);
        mask << LANES | lanes.eq(a).or(lanes.eq(b)).mask()
    })
}

/// A bit for each byte of the block that is `a`, the first one lowest.
#[inline(always)]
pub(crate) fn marks(block: &[u8; BLOCK], a: u8) -> u64 {
    let (quarters, _) = block.as_chunks::<LANES>();
    quarters.iter().rev().fold(0, |mask, quarter| mask << LANES | Lanes::new(quarter).eq(a).mask())
}

/// Whether `hits` finds anything. Blocks overlap rather than leave a tail, and short texts are repeated to fill one.
#[inline(always)]
fn any(bytes: &[u8], hits: impl Fn(Lanes) -> Hits) -> bool {
    if let Some(last) = bytes.last_chunk() {
        let (blocks, _) = bytes.as_chunks();
        return blocks.iter().any(|block| hits(Lanes::new(block)).any()) || hits(Lanes::new(last)).any();
    }
    let mut block;
    if let (Some(head), Some(tail)) = (bytes.first_chunk::<WORD>(), bytes.last_chunk::<WORD>()) {
        block = (u128::from(u64::from_le_bytes(*head)) | u128::from(u64::from_le_bytes(*tail)) << 64)
            .to_le_bytes();
    } else if let (Some(head), Some(tail)) = (bytes.first_chunk::<HALF>(), bytes.last_chunk::<HALF>()) {
        let word = u64::from(u32::from_le_bytes(*head)) | u64::from(u32::from_le_bytes(*tail)) << 32;
        block = (u128::from(word) | u128::from(word) << 64).to_le_bytes();
    } else if let ([first, ..], [.., last]) = (bytes, bytes) {
        block = [*first; LANES];
        (block[1], block[2]) = (bytes[bytes.len() / 2], *last);
    } else {
        return false;
    }
    hits(Lanes::new(&block)).any()
}

/// Whether two names are equal: those of 4 to 16 bytes are compared as two words that may overlap.
#[inline(always)]
pub(crate) fn is_same_name(one: &[u8], other: &[u8]) -> bool {
    if one.len() != other.len() {
        return false;
    }
    match one.len() {
        WORD..=16 => {
            one.first_chunk::<WORD>() == other.first_chunk() && one.last_chunk::<WORD>() == other.last_chunk()
        }
        HALF..WORD => {
            one.first_chunk::<HALF>() == other.first_chunk() && one.last_chunk::<HALF>() == other.last_chunk()
        }
        _ => is_same(one, other),
    }
}

/// The same for those that are shorter or longer.
#[inline(never)]
fn is_same(one: &[u8], other: &[u8]) -> bool {
    match (one, other) {
        ([first], [byte]) => first == byte,
        ([first, .., last], [byte, .., end]) if one.len() < HALF => {
            first == byte && last == end && one.get(1) == other.get(1)
        }
        _ if (LANES..=NEAR).contains(&one.len()) => {
            one.first_chunk::<LANES>() == other.first_chunk()
                && one.last_chunk::<LANES>() == other.last_chunk()
        }
        _ => one == other,
    }
}

/// The index of the first of `" : , { } [ ]`, which end a bare key, or the length where there is none.
#[inline]
pub(crate) fn find_key_end(bytes: &[u8]) -> usize {
    find_hit(bytes, syntax)
}

/// The same where a line feed ends the key too.
#[inline]
pub(crate) fn find_key_end_on_line(bytes: &[u8]) -> usize {
    find_hit(bytes, |lanes| syntax(lanes).or(lanes.eq(b'\n')))
}

#[inline(always)]
fn find_hit(bytes: &[u8], hits: impl Fn(Lanes) -> Hits) -> usize {
    let mut at = 0;
    while let Some((block, _)) = bytes[at..].split_first_chunk() {
        if let Some(index) = hits(Lanes::new(block)).first() {
            return at + index;
        }
        at += LANES;
    }
    find_in_tail(bytes, at, hits)
}

/// Whether the text is written in quotes: it has any of `" : , { } [ ]` CR LF (SPEC §5).
#[inline]
pub(crate) fn has_special(text: &str) -> bool {
    any(text.as_bytes(), special)
}

/// Where one of them stands.
#[inline(always)]
pub(super) fn special(lanes: Lanes) -> Hits {
    syntax(lanes).or(lanes.eq(b'\r')).or(lanes.eq(b'\n'))
}

#[inline(always)]
fn syntax(lanes: Lanes) -> Hits {
    let folded = lanes.folded();
    let brackets = folded.eq(b'[').or(folded.eq(b']'));
    brackets.or(lanes.eq(b'"')).or(lanes.eq(b':')).or(lanes.eq(b','))
}

/// Whether the text has one of four bytes.
#[inline]
pub(crate) fn has_any(text: &[u8], needles: [u8; 4]) -> bool {
    let [a, b, c, d] = needles;
    any(text, |lanes| lanes.eq(a).or(lanes.eq(b)).or(lanes.eq(c)).or(lanes.eq(d)))
}

/// `" { [` and white space: what may start a value that is not bare (SPEC §3).
static STARTS: [bool; 256] = {
    let mut starts = [false; 256];
    let bytes = b"\"{[ \t\r\n";
    let mut index = 0;
    while index < bytes.len() {
        starts[bytes[index] as usize] = true;
        index += 1;
    }
    starts
};

/// Whether a value that starts with this byte is bare, whatever follows.
#[inline(always)]
pub(crate) fn starts_bare(byte: u8) -> bool {
    !STARTS[byte as usize]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_ends_are_found_from_every_place() {
        for length in 0..60 {
            for place in 0..length {
                let mut text = vec![b'x'; length];
                text[place] = b',';
                for start in 0..=length {
                    let (rest, left) = (&text[start..], length - start);
                    let end = place.checked_sub(start);
                    let near = end.filter(|end| end / LANES < (left / LANES).min(2));
                    assert_eq!(find_near_end(rest), near, "{length} {place} {start}");
                    let last = end.filter(|_| left <= LANES && length >= LANES);
                    assert_eq!(find_last_end(&text, left), last, "{length} {place} {start}");
                }
            }
        }
    }

    #[test]
    fn members_are_found_with_their_values_ends() {
        for length in [31, 32, 33, 50] {
            for colon in 0..length {
                for end in 0..length {
                    for byte in *b"\",{}[]" {
                        let mut text = vec![b'x'; length];
                        // A second colon is the value's.
                        (text[colon], text[length - 1]) = (b':', b':');
                        text[end] = byte;
                        let colon = text.iter().position(|byte| *byte == b':').filter(|colon| *colon < NEAR);
                        let expected = colon
                            .filter(|colon| *colon != 0 && *colon < end && length >= NEAR)
                            .map(|colon| (colon, end.min(NEAR)));
                        assert_eq!(find_near_member(&text), expected, "{}", text.escape_ascii());
                    }
                }
            }
        }
    }

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
                assert_eq!(find_key_end_on_line(&bytes), place);
            }
        }
    }

    #[test]
    fn either_marks_every_place() {
        let mut block = [b'-'; BLOCK];
        for (place, byte) in
            [(0, b','), (1, b'\n'), (15, b','), (16, b','), (17, b'\n'), (40, b','), (63, b',')]
        {
            block[place] = byte;
        }
        // Bytes a bit away from a needle, in the high bit and in the lowest.
        (block[2], block[3], block[41]) = (b',' | 0x80, b',' + 1, b'\n' - 1);
        let expected = [0, 1, 15, 16, 17, 40, 63].iter().fold(0, |mask, place| mask | 1 << place);
        assert_eq!(either(&block, b',', b'\n'), expected);
        assert_eq!(marks(&block, b','), expected & !(1 << 1 | 1 << 17));
    }

    #[test]
    fn names_differ_in_any_byte() {
        for length in 0..40 {
            let name: Vec<u8> = (b'A'..).take(length).collect();
            assert!(is_same_name(&name, &name.clone()));
            for place in 0..length {
                let mut other = name.clone();
                other[place] ^= 0x20;
                assert!(!is_same_name(&name, &other), "{name:?} {place}");
                assert!(!is_same_name(&name, &name[..place]), "{name:?} {place}");
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
