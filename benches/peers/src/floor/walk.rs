//! An empty visitor: asks for each token of a text and keeps none of them.
//!
//! Unlike `IgnoredAny`, which lets a deserializer skip as it likes, it has every key and every scalar handed over, so its
//! time is that of the reader without the type. Numbers are handed over as their text.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

/// The scalars of a value, keys included.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Walk {
    pub scalars: usize,
}

impl<'de> Deserialize<'de> for Walk {
    #[inline]
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Empty)
    }
}

struct Empty;

macro_rules! count_scalars {
    ($($method:ident $type:ty,)+) => {$(
        #[inline]
        fn $method<E>(self, value: $type) -> Result<Walk, E> {
            std::hint::black_box(value);
            Ok(Walk { scalars: 1 })
        }
    )+};
}

impl<'de> Visitor<'de> for Empty {
    type Value = Walk;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("anything")
    }

    count_scalars! {
        visit_bool bool,
        visit_i64 i64,
        visit_u64 u64,
        visit_f64 f64,
        visit_str &str,
        visit_borrowed_str &'de str,
        visit_string String,
    }

    #[inline]
    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Walk, A::Error> {
        let mut scalars = 0;
        while let Some(item) = list.next_element::<Walk>()? {
            scalars += item.scalars;
        }
        Ok(Walk { scalars })
    }

    #[inline]
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Walk, A::Error> {
        let mut scalars = 0;
        while let Some((key, value)) = map.next_entry::<Walk, Walk>()? {
            scalars += key.scalars + value.scalars;
        }
        Ok(Walk { scalars })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        accounts::Accounts,
        floor::{
            replay::replayed,
            tokens::{Keys, Token, tokens_of},
        },
    };

    #[test]
    fn the_text_has_the_scalars_of_its_tokens() {
        let accounts = Accounts::generate(40);
        let tokens = tokens_of(&accounts.objects, Keys::Names);
        let brackets = |token: &&Token<_>| matches!(token, Token::List | Token::Map | Token::End);
        let scalars = tokens.len() - tokens.iter().filter(brackets).count();
        assert_eq!(jsv::from_str::<Walk>(&accounts.jsv).ok(), Some(Walk { scalars }));
        assert_eq!(replayed::<Walk>(&tokens), Ok(Walk { scalars }));
    }
}
