//! Copies short texts without a call, and looks at them on the way. Floor 1.

use super::lanes::{Hits, LANES, Lanes};
use super::scan;

/// The longest text that is copied here.
pub(crate) const SHORT: usize = 2 * LANES;

/// Copies a text of up to [`SHORT`] bytes, if it is not empty and is written without quotes (SPEC §5).
#[inline(always)]
pub(crate) fn plain(text: &[u8], room: &mut [u8; SHORT]) -> bool {
    copy(text, room, scan::special) == Some(false)
}

/// Copies a text of one to [`SHORT`] bytes that has no quote.
#[inline(always)]
pub(crate) fn unquoted(text: &[u8], room: &mut [u8; SHORT]) -> bool {
    copy(text, room, |lanes| lanes.eq(b'"')) == Some(false)
}

/// What a text must not have: two characters, CR and LF.
pub(crate) struct Needles([Lanes; 2]);

impl Needles {
    pub(crate) fn new(characters: [u8; 2]) -> Self {
        Needles(characters.map(Lanes::of))
    }
}

/// Copies a text of one to [`SHORT`] bytes that has none of the needles.
#[inline(always)]
pub(crate) fn without(text: &[u8], room: &mut [u8; SHORT], &Needles([a, b]): &Needles) -> bool {
    let hits = |lanes: Lanes| {
        let line_breaks = lanes.eq(b'\r').or(lanes.eq(b'\n'));
        lanes.eq_each(a).or(lanes.eq_each(b)).or(line_breaks)
    };
    copy(text, room, hits) == Some(false)
}

/// Copies a text of one to [`SHORT`] bytes.
#[inline(always)]
pub(crate) fn any(text: &[u8], room: &mut [u8; SHORT]) -> bool {
    // Whatever is looked for, the answer is not asked.
    copy(text, room, |lanes| lanes.eq(0)).is_some()
}

/// Copies the text's first and last bytes, which overlap rather than leave a gap; whether there was a hit among them.
#[inline(always)]
fn copy(text: &[u8], room: &mut [u8; SHORT], hits: impl Fn(Lanes) -> Hits) -> Option<bool> {
    let length = text.len();
    if length > SHORT {
        return None;
    }
    if let (Some(head), Some(tail)) = (text.first_chunk::<LANES>(), text.last_chunk::<LANES>()) {
        *room.first_chunk_mut()? = *head;
        *room[..length].last_chunk_mut()? = *tail;
        return Some(hits(Lanes::new(head)).or(hits(Lanes::new(tail))).any());
    }
    let room = &mut room[..length];
    let block;
    if let (Some(head), Some(tail)) = (text.first_chunk::<8>(), text.last_chunk::<8>()) {
        *room.first_chunk_mut()? = *head;
        *room.last_chunk_mut()? = *tail;
        block = u128::from(u64::from_le_bytes(*head)) | u128::from(u64::from_le_bytes(*tail)) << 64;
    } else if let (Some(head), Some(tail)) = (text.first_chunk::<4>(), text.last_chunk::<4>()) {
        *room.first_chunk_mut()? = *head;
        *room.last_chunk_mut()? = *tail;
        let word = u64::from(u32::from_le_bytes(*head)) | u64::from(u32::from_le_bytes(*tail)) << 32;
        block = u128::from(word) | u128::from(word) << 64;
    } else {
        let (first, middle, last) = (*text.first()?, text[length / 2], text[length - 1]);
        (room[0], room[length / 2], room[length - 1]) = (first, middle, last);
        block =
            u128::from(u32::from_le_bytes([first, middle, last, last])) * 0x1_0000_0001_0000_0001_0000_0001;
    }
    Some(hits(Lanes::new(&block.to_le_bytes())).any())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_every_length() {
        for length in 0..=40 {
            let text: Vec<u8> = (b'A'..)
                .take(length)
                .map(|byte| if byte == b'[' || byte == b']' { b'x' } else { byte })
                .collect();
            let mut room = [b'-'; SHORT];
            let copied = plain(&text, &mut room);
            assert_eq!(copied, (1..=SHORT).contains(&length), "{length}");
            if copied {
                assert_eq!(room[..length], text);
                assert!(room[length..].iter().all(|&byte| byte == b'-'), "{length}");
            }
            let mut room = [b'-'; SHORT];
            assert_eq!(any(&text, &mut room), copied);
            assert!(!copied || room[..length] == text);
        }
    }

    #[test]
    fn sees_what_needs_quotes_at_every_place() {
        for length in 1..=SHORT {
            for place in 0..length {
                for byte in 0..128 {
                    let mut text = vec![b'x'; length];
                    text[place] = byte;
                    let expected = !b"\":,{}[]\r\n".contains(&byte);
                    assert_eq!(plain(&text, &mut [0; SHORT]), expected, "{text:?}");
                }
            }
        }
    }
}
