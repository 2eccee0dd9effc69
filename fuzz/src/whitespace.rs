//! Strict reading against reading with insignificant white space.

use jsv::{Options, Value};

use super::rich::Rich;

/// Texts without white space mean the same either way; laid out and read leniently a text is what it was.
pub fn whitespace(data: &[u8]) {
    let Ok(text) = str::from_utf8(data) else { return };
    let lenient = Options::new().insignificant_whitespace(true);
    let strict = jsv::from_str::<Value<'_>>(text);
    let loose = lenient.from_str::<Value<'_>>(text);
    if !text.bytes().any(|byte| b" \t\r\n".contains(&byte)) {
        assert_eq!(format!("{strict:?}"), format!("{loose:?}"), "as a tree");
        let strict = jsv::from_str::<Rich>(text);
        let loose = lenient.from_str::<Rich>(text);
        assert_eq!(format!("{strict:?}"), format!("{loose:?}"), "as a struct");
    }
    let Ok(laid_out) = jsv::pretty(text) else {
        assert!(strict.is_err(), "not laid out");
        return;
    };
    let strict = strict.unwrap();
    match lenient.from_str::<Value<'_>>(&laid_out) {
        Ok(read) => assert_eq!(read, strict, "laid out as {laid_out:?}"),
        Err(error) => panic!("{error}: laid out as {laid_out:?}"),
    }
}
