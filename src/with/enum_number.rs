//! Enums by their numbers, as ServiceStack writes them where it is told to (`TreatEnumAsInteger`). Floor 5.
//!
//! The enum implements [`Numbered`]. Its number is written. Its number or its name, exact or in any case, is read, so that one
//! field takes the answers of both settings. `Option` and `Vec` of it are read and written too. Fields without the adapter go
//! by the name. For an enum that is always a number, `serde_repr`'s derives need no adapter.
//!
//! ```
//! use jsv::with::{self, Numbered};
//!
//! #[derive(Debug, PartialEq, serde::Serialize, serde::Deserialize)]
//! enum Level { Low, High }
//!
//! impl Numbered for Level {
//!     fn number(&self) -> i64 {
//!         match self {
//!             Level::Low => 1,
//!             Level::High => 10,
//!         }
//!     }
//!
//!     fn from_number(number: i64) -> Option<Self> {
//!         [Level::Low, Level::High].into_iter().find(|level| level.number() == number)
//!     }
//! }
//!
//! #[derive(serde::Serialize, serde::Deserialize)]
//! struct Alarm {
//!     #[serde(with = "with::enum_number")]
//!     level: Level,
//!     #[serde(default, with = "with::enum_number")]
//!     before: Option<Level>,
//! }
//!
//! let alarm: Alarm = jsv::from_str("{level:10,before:low}")?;
//! assert_eq!((&alarm.level, &alarm.before), (&Level::High, &Some(Level::Low)));
//! assert_eq!(jsv::to_string(&alarm)?, "{level:10,before:1}");
//! assert!(jsv::from_str::<Alarm>("{level:2}").is_err());
//! # Ok::<(), jsv::Error>(())
//! ```

use alloc::borrow::Cow;
use core::fmt::Display;

use serde::de::DeserializeOwned;

use super::Numbered;
use super::field::{ByNumber, Field, Text, adapter, read};
use crate::Value;
use crate::text::scalar::parse_integer;

adapter!(ByNumber);

/// A value as its number or its name.
struct NumberOrName<T>(T);

impl<T: Numbered + DeserializeOwned> Text<ByNumber> for NumberOrName<T> {
    const EXPECTED: &'static str = "the number or the name of a variant";
    const MAY_BE_NUMBER: bool = true;

    fn text(&self) -> Result<impl Display, &'static str> {
        Ok(self.0.number())
    }

    fn parse(text: &str) -> Option<Self> {
        let value = match parse_integer(text) {
            Ok(number) => T::from_number(number)?,
            Err(_) => T::deserialize(Value::Text(Cow::Borrowed(text))).ok()?,
        };
        Some(NumberOrName(value))
    }
}

impl<T: Numbered + DeserializeOwned> Field<ByNumber> for T {
    fn write<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_i64(self.number())
    }

    fn read<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read::<ByNumber, NumberOrName<T>, D>(deserializer).map(|value| value.0)
    }
}
