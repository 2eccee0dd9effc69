//! Numbers and booleans on their way out: their characters, put where they are needed. Floor 1.

use crate::text::copy;
use crate::text::digits::{self, NINE_DIGITS};

/// Bytes that hold the text of any literal: `-170141183460469231731687303715884105728`.
pub(crate) const WIDEST: usize = 40;

/// A number or a boolean, which is written without quotes (SPEC §5).
pub(crate) trait Literal: Copy {
    /// Writes the text, which is ASCII, at the start of `room`: how many bytes it takes.
    fn write(self, room: &mut [u8; WIDEST]) -> usize;
}

/// Room for the text of one literal, on the stack.
pub(crate) struct LiteralBuffer {
    room: [u8; WIDEST],
}

impl LiteralBuffer {
    #[inline]
    pub(crate) fn new() -> Self {
        Self { room: [0; WIDEST] }
    }

    #[inline]
    pub(crate) fn format(&mut self, literal: impl Literal) -> &str {
        let length = literal.write(&mut self.room);
        // Only ASCII was written.
        core::str::from_utf8(&self.room[..length]).unwrap_or_default()
    }
}

impl Literal for bool {
    #[inline]
    fn write(self, room: &mut [u8; WIDEST]) -> usize {
        put(room, 0, if self { *b"True    " } else { *b"False   " });
        if self { 4 } else { 5 }
    }
}

macro_rules! integers {
    ($($unsigned:ident $signed:ident,)*) => {$(
        impl Literal for $unsigned {
            #[inline]
            fn write(self, room: &mut [u8; WIDEST]) -> usize {
                write_at(room, 0, self.into())
            }
        }

        impl Literal for $signed {
            #[inline]
            fn write(self, room: &mut [u8; WIDEST]) -> usize {
                room[0] = b'-';
                write_at(room, usize::from(self < 0), self.unsigned_abs().into())
            }
        }
    )*};
}

integers! {
    u8 i8,
    u16 i16,
    u32 i32,
    u64 i64,
}

macro_rules! sizes {
    ($($size:ident $as:ident,)*) => {$(
        impl Literal for $size {
            #[inline]
            fn write(self, room: &mut [u8; WIDEST]) -> usize {
                (self as $as).write(room)
            }
        }
    )*};
}

sizes! {
    usize u64,
    isize i64,
}

impl Literal for u128 {
    fn write(self, room: &mut [u8; WIDEST]) -> usize {
        write_wide(room, 0, self)
    }
}

impl Literal for i128 {
    fn write(self, room: &mut [u8; WIDEST]) -> usize {
        room[0] = b'-';
        write_wide(room, usize::from(self < 0), self.unsigned_abs())
    }
}

/// Writes digits from the byte `at` on: where they end.
#[inline(always)]
pub(super) fn write_at(room: &mut [u8; WIDEST], at: usize, value: u64) -> usize {
    if value >= NINE_DIGITS {
        return write_long(room, at, value);
    }
    let (characters, count) = digits::few(value);
    put(room, at, characters);
    at + count
}

#[inline(never)]
fn write_long(room: &mut [u8; WIDEST], at: usize, value: u64) -> usize {
    let at = write_at(room, at, value / NINE_DIGITS);
    put(room, at, digits::characters(digits::spread(value % NINE_DIGITS)));
    at + 8
}

fn write_wide(room: &mut [u8; WIDEST], at: usize, value: u128) -> usize {
    const SPLIT: u128 = NINE_DIGITS as u128;

    if let Ok(value) = u64::try_from(value) {
        return write_at(room, at, value);
    }
    let at = write_wide(room, at, value / SPLIT);
    put(room, at, digits::characters(digits::spread((value % SPLIT) as u64)));
    at + 8
}

#[inline(always)]
pub(super) fn put(room: &mut [u8; WIDEST], at: usize, characters: [u8; 8]) {
    if let Some(place) = room.get_mut(at..).and_then(|room| room.first_chunk_mut()) {
        *place = characters;
    }
}

/// Puts an ASCII text of up to 32 characters at the start.
#[inline]
pub(super) fn put_text(room: &mut [u8; WIDEST], text: &str) -> usize {
    let taken = room.first_chunk_mut().is_some_and(|room| copy::any(text.as_bytes(), room));
    if taken { text.len() } else { 0 }
}

#[cfg(test)]
mod tests {
    use alloc::string::ToString;

    use super::*;

    #[test]
    fn integers_of_every_width() {
        fn check<N: Literal + ToString>(number: N) {
            assert_eq!(LiteralBuffer::new().format(number), number.to_string());
        }

        macro_rules! edges {
            ($($integer:ident)*) => {$(
                let mut power: $integer = 1;
                loop {
                    for number in [power - 1, power, power + 1, power / 7, $integer::MAX - power] {
                        check(number);
                        check($integer::MIN + number);
                        check((0 as $integer).wrapping_sub(number));
                    }
                    let Some(next) = power.checked_mul(10) else { break };
                    power = next;
                }
            )*};
        }

        edges!(i8 i16 i32 i64 i128 isize);
        for number in [0, 1, 9, 10, 99, 100, 255_u8] {
            check(number);
        }
        let mut power = 1_u128;
        for _ in 0..38 {
            for number in [power - 1, power, power + 1, u128::MAX / power, u128::MAX - power] {
                check(number);
                #[expect(clippy::cast_possible_truncation, reason = "any number is as good")]
                check(number as u64);
                #[expect(clippy::cast_possible_truncation, reason = "any number is as good")]
                check(number as u32);
                #[expect(clippy::cast_possible_truncation, reason = "any number is as good")]
                check(number as u16);
            }
            power *= 10;
        }
    }

    #[test]
    fn the_widest_fits() {
        assert_eq!(i128::MIN.to_string().len(), WIDEST);
    }
}
