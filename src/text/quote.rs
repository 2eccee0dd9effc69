//! Takes quotes off and puts them on. Floor 1.

use alloc::string::String;
use alloc::vec::Vec;
use core::{fmt, mem};

use super::scan::{self, BLOCK};

/// Appends `raw` to `out` with each run of `width` quotes made one.
///
/// `raw` has quotes in such runs only: the grammar has seen to that.
pub(crate) fn unescape(raw: &str, quote: u8, width: usize, out: &mut String) {
    if raw.len() <= SHORT {
        return unescape_pieces(raw, quote, width, out);
    }
    let mut bytes = if out.is_empty() { mem::take(out).into_bytes() } else { Vec::new() };
    bytes.resize(raw.len(), 0);
    let length = copy_unescaped(raw.as_bytes(), quote, width, &mut bytes);
    bytes.truncate(length);
    match String::from_utf8(bytes) {
        Ok(text) if out.is_empty() => *out = text,
        Ok(text) => out.push_str(&text),
        Err(error) => {
            debug_assert!(false, "a text less some of its ASCII characters is text");
            out.push_str(&String::from_utf8_lossy(error.as_bytes()));
        }
    }
}

/// Bytes up to which a text is copied from quote to quote, as text.
const SHORT: usize = 64;

fn unescape_pieces(raw: &str, quote: u8, width: usize, out: &mut String) {
    out.reserve(raw.len());
    let mut rest = raw;
    loop {
        let index = scan::find1(rest.as_bytes(), quote);
        let Some(behind) = rest.get(index + width..) else { break };
        out.push_str(&rest[..=index]);
        rest = behind;
    }
    out.push_str(rest);
}

/// Bytes of a piece that are copied at once.
const PIECE: usize = 16;

/// Copies `raw` to `room`, which is as long. Each piece is copied as 16 bytes, and the next one overwrites what was too much.
fn copy_unescaped(raw: &[u8], quote: u8, width: usize, room: &mut [u8]) -> usize {
    let (mut from, mut to) = (0, 0);
    while let Some(near) = raw.get(from..).and_then(<[u8]>::first_chunk::<{ BLOCK + PIECE }>)
        && let Some(room) = room[to..].first_chunk_mut::<{ BLOCK + PIECE }>()
        && let Some(block) = near.first_chunk()
    {
        let mut quotes = scan::marks(block, quote);
        let (mut start, mut length) = (0, 0);
        loop {
            let end = (quotes.trailing_zeros() as usize + 1).min(BLOCK);
            while start < end {
                let piece = (end - start).min(PIECE);
                room[length..length + PIECE].copy_from_slice(&near[start..start + PIECE]);
                start += piece;
                length += piece;
            }
            if quotes == 0 {
                break;
            }
            start = end - 1 + width;
            quotes &= u64::MAX.checked_shl(low(start)).unwrap_or(0);
        }
        from += start;
        to += length;
    }
    // A piece at a time, then a byte at a time.
    while let Some((piece, _)) = raw.get(from..).and_then(<[u8]>::split_first_chunk)
        && let Some((room, _)) = room[to..].split_first_chunk_mut()
    {
        *room = *piece;
        let index = scan::first(piece, quote);
        from += index.map_or(PIECE, |index| index + width);
        to += index.map_or(PIECE, |index| index + 1);
    }
    while let Some(&byte) = raw.get(from) {
        room[to] = byte;
        to += 1;
        from += if byte == quote { width } else { 1 };
    }
    to
}

/// A place in a block, or not far behind it, as a number of bits.
#[inline(always)]
#[allow(clippy::cast_possible_truncation, reason = "a block has 64 places")]
fn low(place: usize) -> u32 {
    place as u32
}

/// The index of the closing quote, `width` characters long, or the length where there is none; and whether escaped quotes
/// come before it.
#[inline]
pub(crate) fn find_closing(bytes: &[u8], quote: u8, width: usize) -> (usize, bool) {
    let mut end = scan::find1(bytes, quote);
    let mut escaped = false;
    // The end of the text closes too.
    while bytes.get(end + width) == Some(&quote) {
        escaped = true;
        end = behind_escapes(bytes, end, quote, width);
        end += bytes.get(end..).map_or(0, |rest| scan::find1(rest, quote));
    }
    (end.min(bytes.len()), escaped)
}

/// Blocks without a quote behind an escape, before the next one is left to `memchr`.
const EMPTY: usize = 4;

/// Whether the quotes of a block come in runs of an even length, none of which may go on behind it.
#[inline(always)]
fn are_pairs(quotes: u64) -> bool {
    const EVEN: u64 = u64::MAX / 3;
    let starts = quotes & !(quotes << 1);
    // Added to the run that it starts, a bit is carried to the place behind that run.
    let behind = |starts: u64| quotes.wrapping_add(starts) & !quotes;
    let odd = behind(starts & EVEN) & !EVEN | behind(starts & !EVEN) & EVEN;
    odd == 0 && quotes >> (BLOCK - 1) == 0
}

/// Steps over the escapes that follow closely; `start` is one. `width` is 1 or 2: a power of two, as the remainder needs it.
#[inline(never)]
fn behind_escapes(bytes: &[u8], start: usize, quote: u8, width: usize) -> usize {
    let mut at = start + 2 * width;
    let mut empty = 0;
    'blocks: while let Some(block) = bytes.get(at..).and_then(<[u8]>::first_chunk::<BLOCK>)
        && empty < EMPTY
    {
        let mut quotes = scan::marks(block, quote);
        empty = if quotes == 0 { empty + 1 } else { 0 };
        if width == 1 && are_pairs(quotes) {
            quotes = 0;
        }
        while quotes != 0 && quotes != u64::MAX {
            let index = quotes.trailing_zeros();
            let run = (quotes >> index).trailing_ones();
            let behind = index + run;
            if behind as usize == BLOCK {
                // It may go on behind the block.
                at += index as usize;
                continue 'blocks;
            }
            let rest = run as usize & (2 * width - 1);
            if rest != 0 {
                return at + behind as usize - rest;
            }
            quotes &= u64::MAX << behind;
        }
        at += BLOCK;
    }
    at
}

/// Writes `text` with every `quote` in it doubled.
pub(crate) fn write_doubled<W: fmt::Write>(text: &str, quote: u8, out: &mut W) -> fmt::Result {
    let mut rest = text;
    loop {
        let index = scan::find1(rest.as_bytes(), quote);
        if index == rest.len() {
            break;
        }
        out.write_str(&rest[..=index])?;
        rest = &rest[index..];
        out.write_str(&rest[..1])?;
        rest = &rest[1..];
    }
    out.write_str(rest)
}

/// Writes `text` between quotes, those in it doubled.
pub(crate) fn write_quoted<W: fmt::Write>(text: &str, out: &mut W) -> fmt::Result {
    out.write_char('"')?;
    write_doubled(text, b'"', out)?;
    out.write_char('"')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_off_what_it_puts_on() {
        for text in ["", "a", "\"", "a\"b", "\"\"", "a\"", "\"a", "é\"😀\"\"x"] {
            let mut doubled = String::new();
            write_doubled(text, b'"', &mut doubled).unwrap();
            let mut back = String::new();
            unescape(&doubled, b'"', 2, &mut back);
            assert_eq!(back, text);
            let mut quadrupled = String::new();
            write_doubled(&doubled, b'"', &mut quadrupled).unwrap();
            back.clear();
            unescape(&quadrupled, b'"', 4, &mut back);
            assert_eq!(back, text);
        }
    }

    /// Texts of quotes and letters, longer than some blocks, from a generator whose state is `seed`.
    fn text(mut seed: u64) -> String {
        let length = usize::try_from(seed % 400).unwrap();
        let sparse = 2 + seed % 40;
        let next = |_| {
            seed ^= seed << 13;
            seed ^= seed >> 7;
            seed ^= seed << 17;
            if seed.is_multiple_of(sparse) {
                '"'
            } else if seed.is_multiple_of(97) {
                'é'
            } else {
                'x'
            }
        };
        (0..length).map(next).collect()
    }

    #[test]
    fn runs_of_an_even_length_are_pairs() {
        for quotes in [0, 0b11, 0b110, 0b110_1111, u64::MAX >> 2, 0b11 << 61] {
            assert!(are_pairs(quotes), "{quotes:b}");
        }
        // Every other byte, or a run that may go on behind the block.
        for quotes in [1, 0b10, 0b111, 0b1_0110, u64::MAX / 3, 0xAAAA_AAAA_AAAA_AAAA, 0b11 << 62] {
            assert!(!are_pairs(quotes), "{quotes:b}");
        }
    }

    #[test]
    fn blocks_unescape_as_characters_do() {
        for seed in 1..4000_u64 {
            let text = text(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15));
            for width in [2, 4] {
                let raw = text.replace('"', &"\"".repeat(width));
                let mut back = String::from(if seed % 2 == 0 { "" } else { "before" });
                let expected = back.clone() + &text;
                unescape(&raw, b'"', width, &mut back);
                assert_eq!(back, expected, "{raw}");
            }
        }
    }

    /// Byte by byte, as the grammar says it.
    fn closing(bytes: &[u8], width: usize) -> (usize, bool) {
        let (mut at, mut escaped) = (0, false);
        loop {
            at += bytes.get(at..).unwrap_or_default().iter().take_while(|&&byte| byte != b'"').count();
            if bytes.get(at + width) != Some(&b'"') {
                return (at.min(bytes.len()), escaped);
            }
            escaped = true;
            at += 2 * width;
        }
    }

    #[test]
    fn the_closing_quote_is_the_first_that_is_not_doubled() {
        for seed in 1..4000_u64 {
            let text = text(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15));
            for width in [1, 2] {
                for after in ["", ",b", "\"", "\"\"\"", "\",\"d\""] {
                    let escaped = (text.replace('"', "\"\"") + after).replace('"', &"\"".repeat(width));
                    let half = (0..=escaped.len() / 2).rfind(|&at| escaped.is_char_boundary(at)).unwrap();
                    // With quotes left out in places, too.
                    for text in [&escaped, &escaped.replacen("x\"", "x", 1), &escaped[..half]] {
                        let expected = closing(text.as_bytes(), width);
                        assert_eq!(find_closing(text.as_bytes(), b'"', width), expected, "{text}");
                        let text = text.replace('"', "'");
                        assert_eq!(find_closing(text.as_bytes(), b'\'', width), expected, "{text}");
                    }
                }
            }
        }
    }
}
