//! JSV to a rich struct, and the struct to JSV.

use jsv::ErrorKind;
use serde::de::IgnoredAny;

use super::rich::Rich;

/// String, slice and reader agree; what a type accepts is well-formed; what was read is written and read back. A map is the same
/// alone and in a list, where fields are identified in another way.
pub fn jsv_struct(data: &[u8]) {
    let slice = jsv::from_slice::<Rich>(data);
    let reader = jsv::from_reader::<_, Rich>(data);
    assert_eq!(format!("{slice:?}"), format!("{reader:?}"), "slice and reader");
    let Ok(text) = str::from_utf8(data) else {
        assert!(slice.is_err(), "invalid UTF-8 was read");
        return;
    };
    let read = jsv::from_str::<Rich>(text);
    assert_eq!(format!("{read:?}"), format!("{slice:?}"), "string and slice");
    let skipped = jsv::from_str::<IgnoredAny>(text);
    if skipped.is_ok() && text.starts_with('{') {
        in_a_list(text, &read);
    }
    match read {
        Ok(value) => {
            assert!(skipped.is_ok(), "a type reads what is damaged: {skipped:?}");
            comes_back(&value.writable());
        }
        Err(error) => {
            assert!(error.offset().is_some_and(|offset| offset <= text.len()), "no place: {error}");
            if skipped.is_err() {
                // Whatever else is wrong, the place of a first error lies no further than the damage.
                assert!(error.line() >= 1 && error.column() >= 1);
            }
        }
    }
}

fn in_a_list(text: &str, alone: &jsv::Result<Rich>) {
    let list = format!("[{}]", [text; 3].join(","));
    match (jsv::from_str::<Vec<Rich>>(&list), alone) {
        (Ok(items), Ok(value)) => {
            assert_eq!(items.len(), 3, "items of {list:?}");
            for item in items {
                assert_eq!(format!("{item:?}"), format!("{value:?}"), "in {list:?}");
            }
        }
        (Err(_), Err(_)) => {}
        // The list is a level too.
        (Err(error), Ok(_)) if matches!(error.kind(), ErrorKind::DepthLimit { .. }) => {}
        (items, alone) => panic!("{items:?} in {list:?}, and {alone:?} alone"),
    }
}

pub fn comes_back(value: &Rich) {
    let written = jsv::to_string(value).unwrap();
    match jsv::from_str::<Rich>(&written) {
        Ok(again) => assert_eq!(format!("{again:?}"), format!("{value:?}"), "written as {written:?}"),
        Err(error) => panic!("{error}: {value:?} was written as {written:?}"),
    }
}
