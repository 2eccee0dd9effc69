//! Bytes: searched, quoted, read as scalars, taken from readers, put together to be written. Floor 1; no serde, no nom.

pub(crate) mod arrived;
pub(crate) mod copy;
pub(crate) mod digits;
pub(crate) mod feed;
mod lanes;
pub(crate) mod quote;
pub(crate) mod scalar;
pub(crate) mod scan;
pub(crate) mod staging;
pub(crate) mod utf8;
