//! Digits, a word of them at a time, read and written: how many there are decides no branch. Floor 1.

/// The one to seven digits that eight bytes start with: their value, and how many there are. `None` where there are none, or
/// eight and maybe more.
#[inline(always)]
pub(crate) fn leading(bytes: [u8; 8]) -> Option<(u32, usize)> {
    const ZEROS: u64 = u64::from_le_bytes([b'0'; 8]);
    const HIGHS: u64 = u64::from_le_bytes([0x80; 8]);
    // What added to a byte of up to nine leaves its high bit alone, and sets it for ten and more.
    const ABOVE_NINE: u64 = u64::from_le_bytes([0x80 - 10; 8]);

    let digits = u64::from_le_bytes(bytes) ^ ZEROS;
    // The sum overflows into the next byte only behind the first byte that is no digit.
    let others = (digits.wrapping_add(ABOVE_NINE) | digits) & HIGHS;
    let bits = others.trailing_zeros() & !7;
    if bits.wrapping_sub(8) > 48 {
        return None;
    }
    // Zeros in front: the digits move to the end.
    let digits = digits << (64 - bits);
    // Pairs, then fours, then all: each step adds ten, a hundred, ten thousand times a half to the other one.
    let pairs = digits.wrapping_mul((10 << 8) + 1) >> 8;
    let fours = (pairs & 0x00FF_00FF_00FF_00FF).wrapping_mul((100 << 16) + 1) >> 16;
    let value = (fours & 0x0000_FFFF_0000_FFFF).wrapping_mul((10_000 << 32) + 1) >> 32;
    let value = value as u32;
    Some((value, (bits / 8) as usize))
}

/// The least value that has more than eight digits.
pub(crate) const NINE_DIGITS: u64 = 100_000_000;

/// Eight digits of a value below [`NINE_DIGITS`], zeros in front; each is a byte of 0 to 9, the first one lowest.
#[inline(always)]
pub(crate) fn spread(value: u64) -> u64 {
    // The halves, then the pairs, then the digits: each step divides all of them at once. The factors are exact for
    // values of so many digits.
    let halves = (value / 10_000) | ((value % 10_000) << 32);
    let hundreds = ((halves * 10_486) >> 20) & 0x0000_007F_0000_007F;
    let pairs = hundreds | ((halves - hundreds * 100) << 16);
    let tens = ((pairs * 103) >> 10) & 0x000F_000F_000F_000F;
    tens | ((pairs - tens * 10) << 8)
}

/// The characters of digits that were [`spread`].
#[inline(always)]
pub(crate) fn characters(digits: u64) -> [u8; 8] {
    (digits | u64::from_le_bytes([b'0'; 8])).to_le_bytes()
}

/// The characters of a value below [`NINE_DIGITS`] without zeros in front, and how many of them count.
#[inline(always)]
pub(crate) fn few(value: u64) -> ([u8; 8], usize) {
    const LAST: u64 = 1 << 56;

    let digits = spread(value);
    // The last one stays, whatever it is.
    let zeros = (digits | LAST).trailing_zeros() / 8;
    let characters = u64::from_le_bytes(characters(digits)) >> (8 * zeros);
    (characters.to_le_bytes(), 8 - zeros as usize)
}

#[cfg(test)]
mod tests {
    use super::{characters, few, leading, spread};

    #[test]
    fn digits_are_written() {
        let powers = (0..8).map(|exponent| 10_u64.pow(exponent));
        let edges = powers.flat_map(|power| [power - 1, power, power + 1, 9 * power, 10 * power - 1]);
        for value in (0..20_000).chain((0..100_000_000).step_by(9_973)).chain(edges) {
            assert_eq!(characters(spread(value)).as_slice(), format!("{value:08}").as_bytes());
            let (characters, count) = few(value);
            assert_eq!(&characters[..count], value.to_string().as_bytes());
        }
    }

    #[test]
    fn every_count_before_every_byte() {
        for count in 0..=8_usize {
            for next in 0..=255_u8 {
                let mut bytes = *b"90817263";
                if let Some(byte) = bytes.get_mut(count) {
                    *byte = next;
                }
                let text = &bytes[..bytes.iter().take_while(|byte| byte.is_ascii_digit()).count()];
                let value = str::from_utf8(text).unwrap().parse().ok();
                let expected = value.filter(|_| text.len() < 8).map(|value| (value, text.len()));
                assert_eq!(leading(bytes), expected, "{bytes:?}");
            }
        }
    }

    #[test]
    fn every_value_of_four_digits() {
        for value in 0..10_000_u32 {
            let text = format!("{value:04}}}9,8");
            assert_eq!(leading(text.as_bytes()[..8].try_into().unwrap()), Some((value, 4)));
            let text = format!("{value:07},");
            assert_eq!(leading(text.as_bytes().try_into().unwrap()), Some((value, 7)));
        }
    }
}
