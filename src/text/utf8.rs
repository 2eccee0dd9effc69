//! Checks that bytes are UTF-8. Floor 1.

use crate::error::{Error, ErrorKind, Result};

/// The bytes as text, or an error that says at which byte they stop being text.
pub(crate) fn check(bytes: &[u8]) -> Result<&str> {
    match simdutf8::basic::from_utf8(bytes) {
        Ok(text) => Ok(text),
        Err(_) => Err(invalid(bytes)),
    }
}

#[cold]
fn invalid(bytes: &[u8]) -> Error {
    let offset = match core::str::from_utf8(bytes) {
        Err(error) => error.valid_up_to(),
        Ok(text) => text.len(),
    };
    Error::new(ErrorKind::InvalidUtf8).at(offset).locate(bytes)
}
