//! Which encoding a text is in where it is not UTF-8, as far as its first bytes leave no doubt. Floor 5.

/// What `iconv` calls the encoding of a text that starts so.
pub(super) fn of(start: &[u8]) -> Option<&'static str> {
    let is_text = |byte: u8| matches!(byte, b'\t' | b'\n' | b'\r' | b' '..=b'~');
    match *start {
        [0, 0, 0xFE, 0xFF, ..] | [0xFF, 0xFE, 0, 0, ..] => Some("UTF-32"),
        [0xFE, 0xFF, ..] | [0xFF, 0xFE, ..] => Some("UTF-16"),
        // Without a byte order mark.
        [0, first, 0, second, ..] if is_text(first) && is_text(second) => Some("UTF-16BE"),
        [first, 0, second, 0, ..] if is_text(first) && is_text(second) => Some("UTF-16LE"),
        _ => None,
    }
}
