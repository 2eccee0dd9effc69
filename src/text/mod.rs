//! Bytes and scalars: what text means before there is a grammar. Floor 1; no serde, no nom.

pub(crate) mod scalar;
