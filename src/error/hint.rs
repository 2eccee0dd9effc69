//! What another writer did, where the damaged text shows it. Floor 1.
//!
//! The kind of an error says what the format wants. These say why so many texts lack it: each is a habit of writers that
//! are not ServiceStack's, recognized by the text at the place of the error. Nobody pays for it but a text that failed.

use super::ErrorKind;

const OBJECT: &str = "the sender converted an object to text";
const BACKSLASH: &str = "a quote in a quoted text is doubled, `\\\"` ends the text";
const EMPTY_MAP: &str = "an empty map is `{}`, `Options::empty_list_is_map` takes this for one";
const BARE_COMMA: &str = "a text with a comma stands in quotes, a list in brackets";
const NULL: &str = "JSON's `null` is a text here, null is nothing at all";

/// Bytes about the place that are looked at: in a file full of damage each error costs no more.
const WINDOW: usize = 1024;

/// The habit that `text` shows at `offset`, if it is one of those known.
#[cold]
pub(super) fn of(kind: &ErrorKind, text: &[u8], offset: usize) -> Option<&'static str> {
    let (before, behind) = text.split_at_checked(offset)?;
    let before = &before[before.len().saturating_sub(WINDOW)..];
    let behind = &behind[..behind.len().min(WINDOW)];
    match kind {
        ErrorKind::InvalidType { .. } | ErrorKind::UnknownVariant { .. } if is_object(before, behind) => {
            Some(OBJECT)
        }
        ErrorKind::InvalidType { expected, .. } if expected == "a map" && is_empty_list(behind) => {
            Some(EMPTY_MAP)
        }
        ErrorKind::InvalidType { .. } if is_null(behind) => Some(NULL),
        ErrorKind::Syntax { .. } | ErrorKind::TextAfterQuote { .. } if before.ends_with(b"\\\"") => {
            Some(BACKSLASH)
        }
        ErrorKind::UnterminatedQuote if has_backslash_quote(behind) => Some(BACKSLASH),
        ErrorKind::Syntax { expected: "`:`", .. } if is_bare_key(before, behind) => Some(BARE_COMMA),
        _ => None,
    }
}

/// What JavaScript makes of an object; to JSV it is a list of one text.
fn is_object(before: &[u8], behind: &[u8]) -> bool {
    const ITEM: &[u8] = b"object Object]";
    let behind = behind.strip_prefix(b"\"").unwrap_or(behind);
    match behind.strip_prefix(b"[") {
        Some(item) => item.starts_with(ITEM),
        None => before.ends_with(b"[") && behind.starts_with(ITEM),
    }
}

fn is_empty_list(behind: &[u8]) -> bool {
    behind.strip_prefix(b"[").is_some_and(|rest| rest.trim_ascii_start().starts_with(b"]"))
}

fn is_null(behind: &[u8]) -> bool {
    let spaces = behind.iter().take_while(|byte| **byte == b' ').count();
    let text = &behind[spaces..];
    text.strip_prefix(b"null")
        .is_some_and(|rest| matches!(rest, [] | [b',' | b'}' | b']' | b'\r' | b'\n' | b'"', ..]))
}

/// A quote behind the opening one, on the same line, has a backslash before it.
fn has_backslash_quote(behind: &[u8]) -> bool {
    let Some(text) = behind.strip_prefix(b"\"") else { return false };
    let line = text.split(|byte| *byte == b'\n').next().unwrap_or_default();
    line.windows(2).any(|pair| pair == b"\\\"")
}

/// A key without a colon, behind a comma: the comma did not end the member's value.
fn is_bare_key(before: &[u8], behind: &[u8]) -> bool {
    let key = before.iter().rev().take_while(|byte| !b",{}[]\":".contains(byte)).count();
    before[..before.len() - key].ends_with(b",") && matches!(behind, [b',' | b'}', ..])
}
