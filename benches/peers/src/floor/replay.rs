//! The derived code alone: a deserializer of ready [`Token`]s, which has nothing to find, to unquote or to parse.
//!
//! Lists do not say how long they are, as in a text. Where keys are names, the derived code still has to tell which field
//! each one names; where they are places, not even that. The rest is serde's own work: filling the fields, growing the lists and maps, moving the result.

use std::{fmt, slice};

use serde::{
    Serialize,
    de::{self, Deserialize, DeserializeSeed, Visitor, value::BorrowedStrDeserializer},
    forward_to_deserialize_any,
};

use super::tokens::{Keys, Token, tokens_of};

/// Reads a value of tokens.
#[inline]
pub fn replayed<'de, T: Deserialize<'de>>(tokens: &[Token<&'de str>]) -> Result<T, Mismatch> {
    T::deserialize(&mut Replay(tokens.iter()))
}

/// The tokens of so many of the objects as the processor's nearer caches hold: tokens take more room than their text, and
/// to fetch them all from memory would cost more than the derived code does.
#[derive(Debug)]
pub struct Supply {
    tokens: Vec<Vec<Token<&'static str>>>,
    count: usize,
}

impl Supply {
    pub fn of<T: Serialize>(objects: &[T], keys: Keys) -> Self {
        const IN_CACHE: usize = 8_192;
        let mut room = IN_CACHE;
        let tokens = objects.iter().map(|object| tokens_of(object, keys)).take_while(|tokens| {
            let fits = room > 0;
            room = room.saturating_sub(tokens.len());
            fits
        });
        Self { tokens: tokens.collect(), count: objects.len() }
    }

    /// As many values as there are objects, from the tokens in turn.
    #[inline]
    pub fn values<T: Deserialize<'static>>(&self) -> impl Iterator<Item = Result<T, Mismatch>> {
        self.tokens.iter().cycle().take(self.count).map(|tokens| replayed(tokens))
    }
}

/// The tokens are not those of the type. It says no more, so that it costs the measured code nothing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mismatch;

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the tokens are not those of the type")
    }
}

impl std::error::Error for Mismatch {}

impl de::Error for Mismatch {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

struct Replay<'t, 'de>(slice::Iter<'t, Token<&'de str>>);

impl<'t, 'de> Replay<'t, 'de> {
    #[inline]
    fn next(&mut self) -> Result<&'t Token<&'de str>, Mismatch> {
        self.0.next().ok_or(Mismatch)
    }

    /// Whether a list or map goes on; takes its end if not.
    #[inline]
    fn goes_on(&mut self) -> bool {
        let more = !matches!(self.0.as_slice().first(), None | Some(Token::End));
        if !more {
            self.0.next();
        }
        more
    }
}

/// What the workloads ask for: a token of one kind.
macro_rules! scalars {
    ($($method:ident $token:ident $visit:ident,)+) => {$(
        #[inline]
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
            match *self.next()? {
                Token::$token(value) => visitor.$visit(value),
                _ => Err(Mismatch),
            }
        }
    )+};
}

impl<'de> de::Deserializer<'de> for &mut Replay<'_, 'de> {
    type Error = Mismatch;

    #[inline]
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        match *self.next()? {
            Token::Bool(value) => visitor.visit_bool(value),
            Token::Signed(value) => visitor.visit_i64(value),
            Token::Unsigned(value) => visitor.visit_u64(value),
            Token::Float(value) => visitor.visit_f64(value),
            Token::Text(text) => visitor.visit_borrowed_str(text),
            Token::List => visitor.visit_seq(self),
            Token::Map => visitor.visit_map(self),
            Token::End => Err(Mismatch),
        }
    }

    scalars! {
        deserialize_bool Bool visit_bool,
        deserialize_i32 Signed visit_i64,
        deserialize_u32 Unsigned visit_u64,
        deserialize_f64 Float visit_f64,
        deserialize_str Text visit_borrowed_str,
        deserialize_string Text visit_borrowed_str,
    }

    /// What is there is `Some`: a `None` has no token.
    #[inline]
    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        visitor.visit_some(self)
    }

    #[inline]
    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        visitor.visit_newtype_struct(self)
    }

    #[inline]
    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        match *self.next()? {
            Token::Text(variant) => visitor.visit_enum(BorrowedStrDeserializer::new(variant)),
            _ => Err(Mismatch),
        }
    }

    #[inline(always)]
    #[allow(clippy::inline_always, reason = "see `named`")]
    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        match *self.next()? {
            Token::Text(name) => named(visitor, name),
            Token::Unsigned(place) => visitor.visit_u64(place),
            _ => Err(Mismatch),
        }
    }

    #[inline]
    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        match *self.next()? {
            Token::List => visitor.visit_seq(self),
            _ => Err(Mismatch),
        }
    }

    #[inline]
    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        match *self.next()? {
            Token::Map => visitor.visit_map(self),
            _ => Err(Mismatch),
        }
    }

    #[inline]
    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        self.deserialize_map(visitor)
    }

    forward_to_deserialize_any! {
        i8 i16 i64 i128 u8 u16 u64 u128 f32 char bytes byte_buf unit unit_struct tuple tuple_struct
        ignored_any
    }
}

/// The search of a name stays out of the loop over the members, so that the rest of `next_key` is inlined there: behind a
/// call, the jump to the field's code is mispredicted so often that the derived code takes two and a half times as long.
#[inline(never)]
fn named<'de, V: Visitor<'de>>(visitor: V, name: &'de str) -> Result<V::Value, Mismatch> {
    visitor.visit_borrowed_str(name)
}

impl<'de> de::SeqAccess<'de> for &mut Replay<'_, 'de> {
    type Error = Mismatch;

    #[inline]
    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Mismatch> {
        if self.goes_on() { seed.deserialize(&mut **self).map(Some) } else { Ok(None) }
    }
}

impl<'de> de::MapAccess<'de> for &mut Replay<'_, 'de> {
    type Error = Mismatch;

    #[inline(always)]
    #[allow(clippy::inline_always, reason = "see `named`")]
    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Mismatch> {
        if self.goes_on() { seed.deserialize(&mut **self).map(Some) } else { Ok(None) }
    }

    #[inline]
    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Mismatch> {
        seed.deserialize(&mut **self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        accounts::{Accounts, Borrowed, Owned},
        rows::Rows,
        updates::{self, Updates},
    };

    #[test]
    fn the_objects_come_back() {
        let (accounts, rows) = (Accounts::generate(40).objects, Rows::generate(40).objects);
        let updates = Updates::generate(40).objects;
        for keys in [Keys::Names, Keys::Places] {
            let tokens = tokens_of(&accounts, keys);
            assert_eq!(replayed::<Vec<Owned>>(&tokens).as_ref(), Ok(&accounts), "{keys:?}");
            let borrowed: Vec<Borrowed<'_>> = replayed(&tokens).expect("the accounts' tokens");
            assert_eq!(jsv::to_string(&borrowed).ok(), jsv::to_string(&accounts).ok(), "{keys:?}");
            assert_eq!(replayed(&tokens_of(&rows, keys)).as_ref(), Ok(&rows), "{keys:?}");
            let read = replayed::<Vec<updates::Owned>>(&tokens_of(&updates, keys));
            assert_eq!(read.as_ref(), Ok(&updates), "{keys:?}");
        }
    }

    #[test]
    fn a_supply_has_a_value_for_each_object() {
        let objects = Accounts::generate(100).objects;
        let supply = Supply::of(&objects, Keys::Names);
        let read: Vec<Owned> = supply.values().collect::<Result<_, _>>().expect("the accounts' tokens");
        let distinct = supply.tokens.len();
        assert!((20..60).contains(&distinct), "{distinct}");
        let expected: Vec<_> = objects[..distinct].iter().cycle().take(100).cloned().collect();
        assert_eq!(read, expected);
    }

    #[test]
    fn what_is_none_has_no_token() {
        let accounts = Accounts::generate(40).objects;
        let tokens = tokens_of(&accounts, Keys::Names);
        let named = |name| tokens.iter().filter(|token| **token == Token::Text(name)).count();
        let blocked = accounts.iter().filter(|account| account.map_blocked.is_some()).count();
        assert_eq!((named("MapBlocked"), named("Balance")), (blocked, accounts.len()));
    }

    #[test]
    fn other_tokens_are_a_mismatch() {
        for tokens in [&[][..], &[Token::Signed(1)], &[Token::List, Token::Signed(1)]] {
            assert_eq!(replayed::<Vec<String>>(tokens), Err(Mismatch), "{tokens:?}");
        }
    }
}
