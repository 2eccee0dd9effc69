//! Bit flags by their number, as ServiceStack writes an enum that is marked `[Flags]`. Floor 5.
//!
//! The type implements [`Numbered`]: a newtype of your own, or one that the crate `bitflags` makes. `Option` and `Vec` of it are
//! read and written too. A bit that [`from_number`](Numbered::from_number) does not know is an error.
//!
//! ```
//! use jsv::with::{self, Numbered};
//!
//! #[derive(Debug, Clone, Copy, PartialEq)]
//! struct Rights(u8);
//!
//! impl Rights {
//!     const READ: u8 = 1;
//!     const WRITE: u8 = 2;
//!     const ALL: u8 = Self::READ | Self::WRITE;
//! }
//!
//! impl Numbered for Rights {
//!     fn number(&self) -> i64 {
//!         self.0.into()
//!     }
//!
//!     fn from_number(number: i64) -> Option<Self> {
//!         u8::try_from(number).ok().filter(|bits| bits & !Self::ALL == 0).map(Rights)
//!     }
//! }
//!
//! #[derive(serde::Serialize, serde::Deserialize)]
//! struct User {
//!     #[serde(with = "with::flags")]
//!     rights: Rights,
//! }
//!
//! let user: User = jsv::from_str("{rights:3}")?;
//! assert_eq!(user.rights, Rights(Rights::READ | Rights::WRITE));
//! assert_eq!(jsv::to_string(&user)?, "{rights:3}");
//! assert!(jsv::from_str::<User>("{rights:4}").is_err());
//! # Ok::<(), jsv::Error>(())
//! ```

use super::Numbered;
use super::field::{Bits, Field, Number, adapter, read_number, write_number};

adapter!(Bits);

impl<T: Numbered> Number<Bits> for T {
    const EXPECTED: &'static str = "flags, as a number";

    fn number(&self) -> Result<i64, &'static str> {
        Ok(Numbered::number(self))
    }

    fn from_number(number: i64) -> Option<Self> {
        Numbered::from_number(number)
    }
}

impl<T: Numbered> Field<Bits> for T {
    fn write<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write_number::<Bits, T, S>(self, serializer)
    }

    fn read<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read_number::<Bits, T, D>(deserializer)
    }
}
