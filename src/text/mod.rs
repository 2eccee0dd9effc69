//! Bytes and scalars: what text means before there is a grammar. Floor 1; no serde, no nom.

mod lanes;
pub(crate) mod feed;
pub(crate) mod quote;
pub(crate) mod scalar;
pub(crate) mod scan;
pub(crate) mod utf8;
