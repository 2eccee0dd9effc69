//! Trees as serde deserializers: `T::deserialize(value)` and `T::deserialize(&value)`. Floor 4.

use serde::de::{Deserializer, IntoDeserializer, Visitor};

use super::Value;
use super::read::Reader;
use crate::error::{Error, Result};

macro_rules! forward {
    ($($deserialize:ident($($argument:ident: $type:ty),*),)*) => {$(
        fn $deserialize<V: Visitor<'de>>(self, $($argument: $type,)* visitor: V) -> Result<V::Value> {
            Reader::new(self).$deserialize($($argument,)* visitor)
        }
    )*};
}

macro_rules! deserializer {
    ($(#[$doc:meta])* impl<$($life:lifetime),*> for $tree:ty) => {
        $(#[$doc])*
        impl<$($life),*> Deserializer<'de> for $tree {
            type Error = Error;

            forward! {
                deserialize_any(),
                deserialize_bool(),
                deserialize_i8(),
                deserialize_i16(),
                deserialize_i32(),
                deserialize_i64(),
                deserialize_i128(),
                deserialize_u8(),
                deserialize_u16(),
                deserialize_u32(),
                deserialize_u64(),
                deserialize_u128(),
                deserialize_f32(),
                deserialize_f64(),
                deserialize_char(),
                deserialize_str(),
                deserialize_string(),
                deserialize_bytes(),
                deserialize_byte_buf(),
                deserialize_option(),
                deserialize_unit(),
                deserialize_unit_struct(name: &'static str),
                deserialize_newtype_struct(name: &'static str),
                deserialize_seq(),
                deserialize_tuple(length: usize),
                deserialize_tuple_struct(name: &'static str, length: usize),
                deserialize_map(),
                deserialize_struct(name: &'static str, fields: &'static [&'static str]),
                deserialize_enum(name: &'static str, variants: &'static [&'static str]),
                deserialize_identifier(),
                deserialize_ignored_any(),
            }
        }

        impl<$($life),*> IntoDeserializer<'de, Error> for $tree {
            type Deserializer = Self;

            fn into_deserializer(self) -> Self {
                self
            }
        }
    };
}

deserializer! {
    /// Gives its texts away: borrowed ones borrow from the input, owned ones move. See [`from_value`](super::from_value).
    impl<'de> for Value<'de>
}

deserializer! {
    /// Lends its texts.
    ///
    /// ```
    /// use serde::Deserialize;
    ///
    /// let value = jsv::jsv!({ Names: ["Ann", "Bob"] });
    /// let names = Vec::<&str>::deserialize(&value["Names"])?;
    /// assert_eq!(names, ["Ann", "Bob"]);
    /// # Ok::<(), jsv::Error>(())
    /// ```
    impl<'de, 'a> for &'de Value<'a>
}
