//! Sixteen bytes compared at once: with the vectors of `wide`, or a word at a time without the feature `simd`. Floor 1.

/// Bytes looked at together.
pub(super) const LANES: usize = 16;

/// One comparison's result for each of sixteen bytes.
#[derive(Clone, Copy)]
pub(super) struct Hits(imp::Mask);

/// Sixteen bytes of a text.
#[derive(Clone, Copy)]
pub(super) struct Lanes(imp::Bytes);

impl Lanes {
    #[inline(always)]
    pub(super) fn new(bytes: &[u8; LANES]) -> Self {
        Lanes(imp::load(bytes))
    }

    /// A byte to compare with, ready to be used many times.
    #[inline]
    pub(super) fn of(byte: u8) -> Self {
        Self::new(&[byte; LANES])
    }

    /// Where the byte stands.
    #[inline(always)]
    pub(super) fn eq(self, byte: u8) -> Hits {
        Hits(imp::eq(self.0, imp::splat(byte)))
    }

    /// Where the byte stands that the other ones all are.
    #[inline(always)]
    pub(super) fn eq_each(self, others: Self) -> Hits {
        Hits(imp::eq(self.0, others.0))
    }

    /// The bytes without bit 5: `{` `}` are `[` `]` then.
    #[inline(always)]
    pub(super) fn folded(self) -> Self {
        Lanes(imp::and(self.0, 0xDF))
    }
}

impl Hits {
    #[inline(always)]
    pub(super) fn or(self, other: Self) -> Self {
        Hits(imp::or(self.0, other.0))
    }

    #[inline(always)]
    pub(super) fn any(self) -> bool {
        imp::bits(self.0) != 0
    }

    /// A bit for each byte, the first one lowest.
    #[inline(always)]
    pub(super) fn mask(self) -> u64 {
        imp::mask(self.0).into()
    }

    /// The same for two blocks, one behind the other.
    #[inline(always)]
    pub(super) fn window(first: Self, second: Self) -> u32 {
        imp::mask(first.0) | imp::mask(second.0) << LANES
    }

    /// The index of the first hit.
    #[inline(always)]
    pub(super) fn first(self) -> Option<usize> {
        let bits = imp::bits(self.0);
        // The remainder is for the compiler, which sees that the index is within the sixteen.
        if bits == 0 { None } else { Some((bits.trailing_zeros() / imp::BITS_A_LANE) as usize % LANES) }
    }
}

#[cfg(feature = "simd")]
mod imp {
    use wide::u8x16;

    pub(super) type Bytes = u8x16;
    pub(super) type Mask = u8x16;
    pub(super) const BITS_A_LANE: u32 = 1;

    #[inline(always)]
    pub(super) fn load(bytes: &[u8; 16]) -> Bytes {
        u8x16::new(*bytes)
    }

    #[inline(always)]
    pub(super) fn splat(byte: u8) -> Bytes {
        u8x16::splat(byte)
    }

    #[inline(always)]
    pub(super) fn eq(bytes: Bytes, others: Bytes) -> Mask {
        bytes.simd_eq(others)
    }

    #[inline(always)]
    pub(super) fn and(bytes: Bytes, byte: u8) -> Bytes {
        bytes & u8x16::splat(byte)
    }

    #[inline(always)]
    pub(super) fn or(left: Mask, right: Mask) -> Mask {
        left | right
    }

    #[inline(always)]
    pub(super) fn bits(mask: Mask) -> u32 {
        mask.to_bitmask()
    }

    #[inline(always)]
    pub(super) fn mask(mask: Mask) -> u32 {
        mask.to_bitmask()
    }
}

#[cfg(not(feature = "simd"))]
mod imp {
    pub(super) type Bytes = u128;
    /// The high bit of each byte that is a hit.
    pub(super) type Mask = (u64, u64);
    pub(super) const BITS_A_LANE: u32 = 8;

    const HIGHS: u64 = u64::from_le_bytes([0x80; 8]);

    #[inline(always)]
    pub(super) fn load(bytes: &[u8; 16]) -> Bytes {
        u128::from_le_bytes(*bytes)
    }

    #[inline(always)]
    pub(super) fn splat(byte: u8) -> Bytes {
        u128::from_le_bytes([byte; 16])
    }

    #[inline(always)]
    #[allow(clippy::cast_possible_truncation)] // The two halves of a word.
    pub(super) fn eq(bytes: Bytes, others: Bytes) -> Mask {
        let differences = bytes ^ others;
        let zeros = |word: u64| !(((word & !HIGHS) + !HIGHS) | word) & HIGHS;
        (zeros(differences as u64), zeros((differences >> 64) as u64))
    }

    #[inline(always)]
    pub(super) fn and(bytes: Bytes, byte: u8) -> Bytes {
        bytes & u128::from_le_bytes([byte; 16])
    }

    #[inline(always)]
    pub(super) fn or(left: Mask, right: Mask) -> Mask {
        (left.0 | right.0, left.1 | right.1)
    }

    #[inline(always)]
    pub(super) fn bits(mask: Mask) -> u128 {
        u128::from(mask.0) | u128::from(mask.1) << 64
    }

    #[inline(always)]
    #[allow(clippy::cast_possible_truncation)] // Eight bits are left.
    pub(super) fn mask(mask: Mask) -> u32 {
        // The multiplication gathers the high bits of eight bytes in the highest byte.
        let gather = |word: u64| ((word >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56) as u32;
        gather(mask.0) | gather(mask.1) << 8
    }
}
