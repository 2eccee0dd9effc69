//! The private newtypes by which texts pass through serde as they stand. Floor 1.

use alloc::borrow::Cow;

use serde::de::Visitor;
use serde::de::value::{BorrowedStrDeserializer, StringDeserializer};

use crate::error::Result;

/// The newtype that asks this crate's deserializer for raw text and hands its serializer text to write as it stands.
/// To every other format it is a string.
pub(crate) const RAW: &str = "$jsv::private::RawValue";

/// The newtype of scalars that are written bare although they hold a colon: dates and durations (SPEC §5).
pub(crate) const BARE: &str = "$jsv::private::Bare";

/// The newtype of a tree's [`Null`](crate::Value::Null): it writes nothing, but keeps its member, as it was read.
pub(crate) const NOTHING: &str = "$jsv::private::Nothing";

/// Whether a newtype is one of ours rather than a type's own.
pub(crate) fn is_private(name: &str) -> bool {
    name.starts_with("$jsv::private::")
}

/// Hands the text of a value, which was checked, to the visitor of a [`RawValue`](crate::RawValue).
pub(crate) fn hand_over<'de, V: Visitor<'de>>(text: Cow<'de, str>, visitor: V) -> Result<V::Value> {
    match text {
        Cow::Borrowed(text) => visitor.visit_some(BorrowedStrDeserializer::new(text)),
        Cow::Owned(text) => visitor.visit_some(StringDeserializer::new(text)),
    }
}
