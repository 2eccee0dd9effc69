//! Query strings to structs and maps and back.

use std::collections::BTreeMap;

use jsv::query::{self, Options, Query};

use super::rich::Rich;

/// What does not parse is not read; what was read is written and read back.
pub fn query(data: &[u8]) {
    let Ok(text) = str::from_utf8(data) else { return };
    let parsed = Query::parse(text);
    let map = query::from_str::<BTreeMap<String, String>>(text);
    assert!(parsed.is_ok() || map.is_err(), "damaged, and read");
    if let Ok(map) = map {
        let written = query::to_string(&map).unwrap();
        assert_eq!(query::from_str::<BTreeMap<String, String>>(&written).unwrap(), map, "from {written:?}");
    }
    for options in [Options::new(), Options::new().empty_is_none(true)] {
        if let Ok(value) = options.from_str::<Rich>(text) {
            let value = value.writable();
            let written = query::to_string(&value).unwrap();
            match query::from_str::<Rich>(&written) {
                Ok(read) => assert_eq!(format!("{read:?}"), format!("{value:?}"), "from {written:?}"),
                Err(error) => panic!("{error}: {value:?} was written as {written:?}"),
            }
        }
    }
}
