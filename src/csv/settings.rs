//! How a file is read: what a builder sets, and readers and records keep. Floor 4.

use super::dialect::Dialect;
use crate::options::Options;

/// How a file is read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Settings {
    pub(crate) dialect: Dialect,
    pub(crate) has_headers: bool,
    pub(crate) flexible: bool,
    pub(crate) distinguish_empty: bool,
    pub(crate) record_limit: usize,
    pub(crate) options: Options,
}

/// Bytes that a record of a reader may have unless told otherwise: 16 MiB.
pub(crate) const RECORD_LIMIT: usize = 16 << 20;

impl Default for Settings {
    fn default() -> Self {
        Settings {
            dialect: Dialect::default(),
            has_headers: true,
            flexible: false,
            distinguish_empty: false,
            record_limit: RECORD_LIMIT,
            options: Options::default(),
        }
    }
}
