//! A tiny deterministic generator, so that every run on every machine measures the same bytes.

/// Marsaglia's xorshift with 64 bits of state.
#[derive(Debug, Clone)]
pub struct Xorshift(u64);

impl Xorshift {
    pub fn new(seed: u64) -> Self {
        // The state must not be zero; the odd constant also spreads small seeds.
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub fn next_u64(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// A number in `0..bound`.
    pub fn below(&mut self, bound: u32) -> u32 {
        let high = u32::try_from(self.next_u64() >> 32).unwrap_or(0);
        u32::try_from((u64::from(high) * u64::from(bound)) >> 32).unwrap_or(0)
    }

    pub fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(u32::try_from(from.len()).unwrap_or(1)) as usize]
    }

    /// `digits` decimal digits, the first never `0`.
    pub fn digits(&mut self, digits: usize) -> String {
        (0..digits)
            .map(|place| if place == 0 { 1 + self.below(9) } else { self.below(10) })
            .filter_map(|digit| char::from_digit(digit, 10))
            .collect()
    }

    /// An amount of money: two decimals.
    pub fn amount(&mut self, below: u32) -> f64 {
        f64::from(self.below(below * 100)) / 100.0
    }
}
