//! One value for serde: what its text means, by the type asked for (SPEC §4). Floor 3.

use alloc::borrow::Cow;
use alloc::vec::Vec;

use serde::de::{Unexpected, Visitor};

use super::access::{Access, EnumAccess, Items, MapAccess, NoItems, OneItem, Progress, UnitVariant};
use super::parser::Parser;
use super::struct_access::StructAccess;
use crate::error::{Error, Result, quoted_excerpt};
use crate::grammar::{Stop, Token};
use crate::newtype;
use crate::text::scalar::{self, Number};
use crate::text::scan;

/// A place in the text, and what ends a bare value there.
pub(crate) struct ValueDeserializer<'p, 'de> {
    pub(crate) parser: &'p mut Parser<'de>,
    pub(crate) stop: Stop,
}

/// Ends a map or list that a visitor has left open, or gives it up. Elsewhere the value is not looked at: a small one is put
/// together where the caller wants it then, and a large one is moved once.
#[cold]
#[inline(never)]
fn leave<T>(value: &mut Result<T>, access: &mut impl Access) {
    match value {
        Ok(_) => {
            if let Err(error) = access.end() {
                *value = Err(error);
            }
        }
        Err(error) => access.give_up(error),
    }
}

impl<'de> ValueDeserializer<'_, 'de> {
    #[inline]
    fn visit_text<V: Visitor<'de>>(self, token: Token<'de>, visitor: V) -> Result<V::Value> {
        if token.is_verbatim() {
            visitor.visit_borrowed_str(token.raw)
        } else {
            visitor.visit_str(self.parser.unescaped(token))
        }
    }

    /// A string that is quoted, long, or not bare in another way.
    #[inline(never)]
    fn visit_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        let token = self.parser.string(self.stop)?;
        self.visit_text(token, visitor)
    }

    /// The same for a visitor that keeps what is unescaped.
    #[inline(never)]
    fn visit_owned_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match self.parser.string(self.stop)?.text() {
            Cow::Borrowed(text) => visitor.visit_borrowed_str(text),
            Cow::Owned(text) => visitor.visit_string(text),
        }
    }

    /// The text of a date or another scalar that §11 knows, quoted or not: a string is not unquoted as a whole cell.
    fn visit_bare_scalar<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        let start = self.parser.offset();
        let token = match self.parser.first() {
            Some(b'"') => self.parser.quoted()?,
            _ => self.parser.string(self.stop)?,
        };
        self.visit_text(token, visitor).map_err(|error| error.at(start))
    }

    fn visit_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        let progress = Progress::open_map(self.parser)?;
        let mut access = MapAccess::new(self.parser, progress);
        let mut value = visitor.visit_map(&mut access);
        if !access.is_closed() {
            leave(&mut value, &mut access);
        }
        value
    }

    #[inline]
    fn visit_fields<V: Visitor<'de>>(self, fields: &'static [&'static str], visitor: V) -> Result<V::Value> {
        let progress = Progress::open_map(self.parser)?;
        self.visit_open_fields(progress, fields, visitor)
    }

    #[inline]
    fn visit_open_fields<V: Visitor<'de>>(
        self,
        progress: Progress,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        let fields = self.parser.memory.fields.get(fields);
        let mut access = StructAccess::new(self.parser, progress, fields);
        let mut value = visitor.visit_map(&mut access);
        if !access.is_closed() {
            leave(&mut value, &mut access);
        }
        value
    }

    fn visit_list<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        let progress = Progress::open_list(self.parser)?;
        self.visit_items(progress, Stop::List, visitor)
    }

    #[inline]
    fn visit_items<V: Visitor<'de>>(self, progress: Progress, stop: Stop, visitor: V) -> Result<V::Value> {
        let mut access = Items::new(self.parser, progress, stop);
        let mut value = visitor.visit_seq(&mut access);
        if !access.is_closed() {
            leave(&mut value, &mut access);
        }
        value
    }

    /// A list without brackets (SPEC §4).
    fn visit_bare_list<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        if self.parser.at_nothing(self.stop) {
            return visitor.visit_seq(NoItems);
        }
        self.parser.begin_bare_list()?;
        if self.stop == Stop::End {
            return self.visit_items(Progress::Opened, Stop::Comma, visitor);
        }
        let mut item = OneItem::new(self.parser, self.stop);
        let mut value = visitor.visit_seq(&mut item);
        leave(&mut value, &mut item);
        self.parser.end_bare_list();
        value
    }

    fn bytes(self) -> Result<Vec<u8>> {
        if self.parser.first() == Some(b'[') {
            return serde::Deserialize::deserialize(self);
        }
        self.option_of("base64 or a list of bytes", scalar::decode_base64)
    }

    #[inline(never)]
    fn visit_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        if self.parser.is_whole_cell(self.stop) && !self.parser.is_container()? {
            return self.visit_bare(visitor);
        }
        match self.parser.first() {
            Some(byte) if scan::starts_bare(byte) => self.visit_bare(visitor),
            Some(b'{') => self.visit_map(visitor),
            Some(b'[') => self.visit_list(visitor),
            Some(b'"') => {
                let token = self.parser.quoted()?;
                self.visit_text(token, visitor)
            }
            _ => self.visit_bare(visitor),
        }
    }

    /// A variant with data, or one whose name is quoted or long.
    #[inline(never)]
    fn visit_any_enum<V: Visitor<'de>>(
        self,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        let start = self.parser.offset();
        let whole_cell = self.parser.is_whole_cell(self.stop);
        let named = whole_cell && variants.iter().any(|name| name.starts_with('{'));
        if self.parser.first() == Some(b'{') && (!named || self.parser.is_container()?) {
            let value = visitor.visit_enum(EnumAccess::new(self.parser, variants));
            if value.is_err() {
                self.parser.give_up();
            }
            return value;
        }
        let token = if whole_cell {
            self.parser.bare(self.stop)?
        } else {
            self.parser.scalar(self.stop, "a variant's name")?
        };
        let name = UnitVariant::find(variants, self.parser.resolve(token));
        visitor.visit_enum(name).map_err(|error| error.at(start))
    }

    /// Whether nothing at all is an empty text here: as a whole cell, never within one.
    #[inline]
    fn nothing_is_empty(&self) -> bool {
        self.parser.nothing_is_empty && self.stop == Stop::End
    }

    fn visit_bare<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        let token = match self.parser.verbatim(self.stop) {
            Some(text) => Token::plain(text),
            None => self.parser.bare(self.stop)?,
        };
        if token.raw.is_empty() && !self.nothing_is_empty() {
            return visitor.visit_unit();
        }
        if self.parser.options.infer_scalars {
            match token.raw {
                "True" => return visitor.visit_bool(true),
                "False" => return visitor.visit_bool(false),
                _ => {}
            }
            match scalar::canonical_number(token.raw) {
                Some(Number::I64(number)) => return visitor.visit_i64(number),
                Some(Number::U64(number)) => return visitor.visit_u64(number),
                Some(Number::F64(number)) => return visitor.visit_f64(number),
                // Serde's buffer refuses 128-bit integers: a text is at least a string, and `with::scalar` reads it.
                Some(Number::I128(_) | Number::U128(_)) | None => {}
            }
        }
        self.visit_text(token, visitor)
    }
}

macro_rules! integers {
    ($($deserialize:ident $visit:ident,)*) => {$(
        #[inline]
        fn $deserialize<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
            visitor.$visit(self.integer()?)
        }
    )*};
}

impl<'de> serde::Deserializer<'de> for ValueDeserializer<'_, 'de> {
    type Error = Error;

    #[cfg_attr(not(debug_assertions), inline(always))]
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        let ValueDeserializer { parser, stop } = self;
        if stop != Stop::End
            && !parser.options.infer_scalars
            && let Some(text) = parser.seen_verbatim().or_else(|| parser.verbatim(stop))
            && !text.is_empty()
        {
            return visitor.visit_borrowed_str(text);
        }
        ValueDeserializer { parser, stop }.visit_any(visitor)
    }

    #[inline]
    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        visitor.visit_bool(self.boolean()?)
    }

    integers! {
        deserialize_i8 visit_i8,
        deserialize_i16 visit_i16,
        deserialize_i32 visit_i32,
        deserialize_i64 visit_i64,
        deserialize_i128 visit_i128,
        deserialize_u8 visit_u8,
        deserialize_u16 visit_u16,
        deserialize_u32 visit_u32,
        deserialize_u64 visit_u64,
        deserialize_u128 visit_u128,
    }

    #[inline]
    fn deserialize_f32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        visitor.visit_f32(self.option_of("a number", scalar::parse_f32)?)
    }

    #[inline]
    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        visitor.visit_f64(self.double()?)
    }

    fn deserialize_char<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        let start = self.parser.offset();
        let token = if self.parser.is_whole_cell(self.stop) {
            self.parser.bare(self.stop)?
        } else {
            self.parser.scalar(self.stop, "one character")?
        };
        let text = self.parser.resolve(token);
        match scalar::parse_char(text) {
            Some(character) => visitor.visit_char(character),
            None => Err(Error::invalid_type("one character", quoted_excerpt(text)).at(start)),
        }
    }

    #[inline]
    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match self.parser.verbatim_string(self.stop) {
            Some(text) => visitor.visit_borrowed_str(text),
            None => self.visit_string(visitor),
        }
    }

    #[inline]
    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match self.parser.verbatim_string(self.stop) {
            Some(text) => visitor.visit_borrowed_str(text),
            None => self.visit_owned_string(visitor),
        }
    }

    fn deserialize_bytes<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        visitor.visit_byte_buf(self.bytes()?)
    }

    fn deserialize_byte_buf<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        visitor.visit_byte_buf(self.bytes()?)
    }

    #[inline]
    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        if self.parser.at_nothing(self.stop) && !self.nothing_is_empty() {
            visitor.visit_none()
        } else {
            visitor.visit_some(self)
        }
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        let start = self.parser.offset();
        let token = self.parser.scalar(self.stop, "nothing")?;
        if token.raw.is_empty() {
            visitor.visit_unit()
        } else {
            Err(Error::invalid_type("nothing", quoted_excerpt(token.raw)).at(start))
        }
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value> {
        if name == newtype::RAW {
            let token = Token::bare(self.parser.raw(self.stop)?, self.parser.quotes);
            return newtype::hand_over(token.text(), visitor);
        }
        if name == newtype::BARE {
            return self.visit_bare_scalar(visitor);
        }
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match self.parser.first() {
            Some(b'[') => self.visit_list(visitor),
            _ => self.visit_bare_list(visitor),
        }
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match self.parser.first() {
            Some(b'{') => self.visit_map(visitor),
            // "Nothing: an empty map."
            _ if self.parser.at_nothing(self.stop) => visit_no_members(visitor),
            _ => self.visit_no_map(visitor),
        }
    }

    #[inline]
    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        match self.parser.first() {
            Some(b'{') => self.visit_fields(fields, visitor),
            _ => self.visit_no_map(visitor),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        let left = self.parser.rest.len();
        // A whole cell may be a map.
        if self.stop != Stop::End
            && let Some(text) = self.parser.verbatim(self.stop)
        {
            let value = visitor.visit_enum(UnitVariant::find(variants, text));
            return value.map_err(|error| error.at(self.parser.offset_before(left)));
        }
        self.visit_any_enum(variants, visitor)
    }

    #[inline]
    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        self.deserialize_str(visitor)
    }

    #[inline]
    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        if self.parser.seen_verbatim().is_none() {
            self.parser.skip(self.stop)?;
        }
        visitor.visit_unit()
    }
}

fn visit_no_members<'de, V: Visitor<'de>>(visitor: V) -> Result<V::Value> {
    visitor.visit_map(serde::de::value::MapDeserializer::new(core::iter::empty::<((), ())>()))
}

impl<'de> ValueDeserializer<'_, 'de> {
    /// What is no map; an empty list may be one by the options.
    #[cold]
    fn visit_no_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        if self.parser.options.empty_list_is_map && self.parser.first() == Some(b'[') {
            let start = self.parser.rest;
            if !self.parser.open_list()? {
                return visit_no_members(visitor);
            }
            self.parser.ascend();
            self.parser.rest = start;
        }
        Err(self.not_a_map())
    }

    #[cold]
    fn not_a_map(self) -> Error {
        let start = self.parser.offset();
        match self.parser.first() {
            Some(b'[') => self.parser.unexpected_container(self.stop, "a map"),
            _ => match self.parser.scalar(self.stop, "a map") {
                Ok(token) => {
                    let text = self.parser.resolve(token);
                    let nothing = text.is_empty() && !token.quoted;
                    let found = if nothing { Unexpected::Unit } else { Unexpected::Str(text) };
                    <Error as serde::de::Error>::invalid_type(found, &"a map").at(start)
                }
                Err(error) => error,
            },
        }
    }
}
