//! Decimals: [`Decimal`] (feature `rust_decimal`, SPEC §11). Floor 5.
//!
//! Writes the digits, trailing zeros kept. Reads digits with an optional fraction, and nothing that would be rounded.
//! What another format has rounded already stays so: a number of JSON is an `f64` by then, unless `serde_json` has its
//! feature `arbitrary_precision`. In the JSON bodies of `jsv::http` it keeps its digits.
//!
//! ```
//! use rust_decimal::Decimal;
//!
//! #[derive(serde::Serialize, serde::Deserialize)]
//! struct Price {
//!     #[serde(with = "jsv::with::rust_decimal")]
//!     net: Decimal,
//!     #[serde(default, with = "jsv::with::rust_decimal")]
//!     rebate: Option<Decimal>,
//! }
//!
//! let price: Price = jsv::from_str("{net:1.10}")?;
//! assert_eq!(price.net, Decimal::new(110, 2));
//! assert_eq!(jsv::to_string(&price)?, "{net:1.10}");
//! assert!(jsv::from_str::<Price>("{net:1e2}").is_err());
//! # Ok::<(), jsv::Error>(())
//! ```

use core::fmt::Display;

use ::rust_decimal::Decimal;

use super::field::{DecimalText, Text, adapter, fields};

adapter!(DecimalText);

fields! {
    Decimal: DecimalText,
}

impl Text<DecimalText> for Decimal {
    const EXPECTED: &'static str = "a decimal number";
    const MAY_BE_NUMBER: bool = true;

    fn text(&self) -> Result<impl Display, &'static str> {
        Ok(self)
    }

    /// "`-?` digits, optional fraction; in range."
    fn parse(text: &str) -> Option<Self> {
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        let unsigned = text.strip_prefix('-').unwrap_or(text);
        let (whole, well_formed) = match unsigned.split_once('.') {
            Some((whole, fraction)) => (whole, digits(whole) && digits(fraction)),
            None => (unsigned, digits(unsigned)),
        };
        if !well_formed {
            return None;
        }
        // The library recurses for each digit until one does not fit: leading zeros always do.
        let zeros = whole.len() - whole.trim_start_matches('0').len();
        let mut decimal = Decimal::from_str_exact(&unsigned[zeros.min(whole.len() - 1)..]).ok()?;
        decimal.set_sign_negative(unsigned.len() < text.len());
        Some(decimal)
    }
}
