//! Takes quotes off and puts them on. Floor 1.

use alloc::string::String;
use core::fmt;

use super::scan;

/// Appends `raw` to `out` with each run of `width` quotes made one.
///
/// `raw` has quotes in such runs only: the grammar has seen to that.
pub(crate) fn unescape(raw: &str, quote: u8, width: usize, out: &mut String) {
    out.reserve(raw.len());
    let mut rest = raw;
    loop {
        let index = scan::find1(rest.as_bytes(), quote);
        if index == rest.len() {
            break;
        }
        out.push_str(&rest[..=index]);
        rest = rest.get(index + width..).unwrap_or_default();
    }
    out.push_str(rest);
}

/// Writes `text` with every `quote` in it doubled.
pub(crate) fn write_doubled<W: fmt::Write>(text: &str, quote: u8, out: &mut W) -> fmt::Result {
    let mut rest = text;
    loop {
        let index = scan::find1(rest.as_bytes(), quote);
        if index == rest.len() {
            break;
        }
        out.write_str(&rest[..=index])?;
        rest = &rest[index..];
        out.write_str(&rest[..1])?;
        rest = &rest[1..];
    }
    out.write_str(rest)
}

/// Writes `text` between quotes, those in it doubled.
pub(crate) fn write_quoted<W: fmt::Write>(text: &str, out: &mut W) -> fmt::Result {
    out.write_char('"')?;
    write_doubled(text, b'"', out)?;
    out.write_char('"')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_off_what_it_puts_on() {
        for text in ["", "a", "\"", "a\"b", "\"\"", "a\"", "\"a", "é\"😀\"\"x"] {
            let mut doubled = String::new();
            write_doubled(text, b'"', &mut doubled).unwrap();
            let mut back = String::new();
            unescape(&doubled, b'"', 2, &mut back);
            assert_eq!(back, text);
            let mut quadrupled = String::new();
            write_doubled(&doubled, b'"', &mut quadrupled).unwrap();
            back.clear();
            unescape(&quadrupled, b'"', 4, &mut back);
            assert_eq!(back, text);
        }
    }
}
