//! JSV to a tree and back.

use jsv::Value;
use serde::de::IgnoredAny;

use super::rich::Owned;

/// Reading as a tree and skipping agree through every door; what was read is written, read back and written alike.
pub fn jsv_value(data: &[u8]) {
    let slice = jsv::from_slice::<Value<'_>>(data);
    let reader = jsv::from_reader::<_, Owned>(data);
    assert_eq!(slice.is_ok(), reader.is_ok(), "slice and reader");
    let Ok(text) = str::from_utf8(data) else {
        assert!(slice.is_err(), "invalid UTF-8 was read");
        return;
    };
    let read = jsv::from_str::<Value<'_>>(text);
    let skipped = jsv::from_str::<IgnoredAny>(text);
    assert_eq!(read.is_ok(), slice.is_ok(), "string and slice");
    assert_eq!(read.is_ok(), skipped.is_ok(), "reading and skipping: {read:?}, {skipped:?}");
    let Ok(tree) = read else { return };
    assert_eq!(tree, slice.unwrap());
    assert_eq!(tree, reader.unwrap().0);

    let written = jsv::to_string(&tree).unwrap();
    assert_eq!(jsv::to_vec(&tree).unwrap(), written.as_bytes());
    let again: Value<'_> = jsv::from_str(&written).unwrap();
    assert_eq!(jsv::to_string(&again).unwrap(), written);
    assert_eq!(again, tree, "written as {written:?}");
}
