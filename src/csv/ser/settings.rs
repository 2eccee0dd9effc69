//! How a file is written: what a builder sets. Floor 4.

use alloc::string::String;
use alloc::vec::Vec;

use crate::csv::dialect::{Dialect, Terminator};

/// How a file is written.
#[derive(Debug, Clone)]
#[allow(clippy::struct_excessive_bools, reason = "settings")]
pub(crate) struct Settings {
    pub(crate) dialect: Dialect,
    pub(crate) terminator: Terminator,
    pub(crate) has_headers: bool,
    pub(crate) flexible: bool,
    pub(crate) header: Option<Vec<String>>,
    pub(crate) distinguish_empty: bool,
    pub(crate) escape_formulas: bool,
    pub(crate) capitalize_header: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            dialect: Dialect::default(),
            terminator: Terminator::default(),
            has_headers: true,
            flexible: false,
            header: None,
            distinguish_empty: false,
            escape_formulas: false,
            capitalize_header: false,
        }
    }
}
