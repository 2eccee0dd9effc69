//! JSV beside JSON.

use serde::{Deserialize, Serialize};

use super::Comparison;
use crate::{
    Text,
    accounts::{Borrowed, Owned, Postcode, accounts},
    measure::Side,
    texts::{Strings, escape_dense, long_quoted},
};

pub(super) const COMPARISONS: &[Comparison] = &[
    Comparison {
        name: "decode-borrowed",
        what: "JSV typed decode, borrowed (`&str`, `Text`), accounts",
        peers: &[("serde_json", Some(2.0)), ("sonic-rs", Some(2.2))],
        sides: || decode::<Vec<Borrowed<'static>>>(),
        check: || check_decode::<Vec<Borrowed<'static>>>(),
    },
    Comparison {
        name: "decode-owned",
        what: "JSV typed decode, owned `String`s, accounts",
        peers: &[("serde_json", Some(1.35)), ("sonic-rs", Some(1.35))],
        sides: || decode::<Vec<Owned>>(),
        check: || check_decode::<Vec<Owned>>(),
    },
    Comparison {
        name: "drop-owned",
        what: "dropping what the line above decoded",
        peers: &[("serde_json", None), ("sonic-rs", None)],
        sides: dropping,
        check: || (),
    },
    Comparison {
        name: "encode",
        what: "JSV encode to a reused buffer, accounts",
        peers: &[("serde_json", Some(1.7)), ("sonic-rs", Some(1.1))],
        sides: encode,
        check: check_encode,
    },
    Comparison {
        name: "value",
        what: "JSV to a borrowed `Value`, accounts",
        peers: &[("serde_json `Value`", Some(5.0)), ("sonic-rs `Value`", Some(0.8))],
        sides: value,
        check: check_value,
    },
    Comparison {
        name: "skip",
        what: "JSV skip (one field of 53), accounts",
        peers: &[("serde_json", Some(2.2)), ("sonic-rs", Some(1.2))],
        sides: || decode::<Vec<Postcode<'static>>>(),
        check: check_skip,
    },
];

pub(super) const TEXTS: &[Comparison] = &[
    Comparison {
        name: "long-quoted",
        what: "long quoted ASCII text, `from_slice`, borrowed (the ratio is the share of its rate)",
        peers: &[("simdutf8 validation", Some(0.6))],
        sides: long,
        check: || {
            let text = long_quoted();
            let read: Vec<&str> = jsv::from_slice(text.jsv.as_bytes()).expect("long text reads");
            assert_eq!(read, text.objects, "long text");
        },
    },
    Comparison {
        name: "escape-dense",
        what: "escape-dense text (a doubled quote every 8 bytes), owned",
        peers: &[("serde_json", Some(1.3))],
        sides: escapes,
        check: || {
            let Strings { objects, jsv, json } = escape_dense();
            assert_eq!(&jsv::from_str::<Vec<String>>(jsv).expect("escapes read"), objects, "jsv");
            assert_eq!(
                &serde_json::from_str::<Vec<String>>(json).expect("escapes read"),
                objects,
                "serde_json"
            );
        },
    },
];

fn decode<T: Deserialize<'static> + 'static>() -> Vec<Side> {
    let accounts = accounts();
    vec![
        Side::new("jsv", || jsv::from_str::<T>(&accounts.jsv).expect("jsv reads accounts")),
        Side::new("serde_json", || {
            serde_json::from_str::<T>(&accounts.json).expect("serde_json reads accounts")
        }),
        Side::new("sonic-rs", || sonic_rs::from_str::<T>(&accounts.json).expect("sonic-rs reads accounts")),
    ]
}

/// Written as JSON again, what every side read is the text that the accounts were written to.
fn check_decode<T: Deserialize<'static> + Serialize + 'static>() {
    let accounts = accounts();
    let ours: T = jsv::from_str(&accounts.jsv).expect("jsv reads accounts");
    let serde_json: T = serde_json::from_str(&accounts.json).expect("serde_json reads accounts");
    let sonic: T = sonic_rs::from_str(&accounts.json).expect("sonic-rs reads accounts");
    for (side, read) in [("jsv", &ours), ("serde_json", &serde_json), ("sonic-rs", &sonic)] {
        let json = serde_json::to_string(read).expect("accounts write as JSON");
        assert!(json == accounts.json, "{side} read other accounts");
    }
}

fn dropping() -> Vec<Side> {
    let accounts = accounts();
    vec![
        Side::dropping("jsv", || jsv::from_str::<Vec<Owned>>(&accounts.jsv)),
        Side::dropping("serde_json", || serde_json::from_str::<Vec<Owned>>(&accounts.json)),
        Side::dropping("sonic-rs", || sonic_rs::from_str::<Vec<Owned>>(&accounts.json)),
    ]
}

fn encode() -> Vec<Side> {
    let accounts = accounts();
    let mut text = String::with_capacity(2 * accounts.jsv.len());
    let mut json = Vec::with_capacity(2 * accounts.json.len());
    let mut sonic = Vec::with_capacity(2 * accounts.json.len());
    vec![
        Side::new("jsv", move || {
            text.clear();
            accounts.objects.serialize(&mut jsv::Serializer::new(&mut text)).expect("accounts write as JSV");
            text.len()
        }),
        Side::new("serde_json", move || {
            json.clear();
            serde_json::to_writer(&mut json, &accounts.objects).expect("accounts write as JSON");
            json.len()
        }),
        Side::new("sonic-rs", move || {
            sonic.clear();
            sonic_rs::to_writer(&mut sonic, &accounts.objects).expect("accounts write as JSON");
            sonic.len()
        }),
    ]
}

fn check_encode() {
    let accounts = accounts();
    let sonic = sonic_rs::to_string(&accounts.objects).expect("accounts write as JSON");
    let read: Vec<Owned> = serde_json::from_str(&sonic).expect("serde_json reads sonic-rs");
    assert_eq!(read, accounts.objects, "sonic-rs wrote other accounts");
    let read: Vec<Owned> = jsv::from_str(&accounts.jsv).expect("jsv reads accounts");
    assert_eq!(read, accounts.objects, "jsv wrote other accounts");
}

fn value() -> Vec<Side> {
    let accounts = accounts();
    vec![
        Side::new("jsv", || jsv::from_str::<jsv::Value<'static>>(&accounts.jsv).expect("jsv reads accounts")),
        Side::new("serde_json", || {
            serde_json::from_str::<serde_json::Value>(&accounts.json).expect("serde_json reads accounts")
        }),
        Side::new("sonic-rs", || {
            sonic_rs::from_str::<sonic_rs::Value>(&accounts.json).expect("sonic-rs reads accounts")
        }),
    ]
}

fn check_value() {
    let accounts = accounts();
    let ours: jsv::Value<'_> = jsv::from_str(&accounts.jsv).expect("jsv reads accounts");
    assert!(jsv::to_string(&ours).expect("trees write") == accounts.jsv, "our tree is not the accounts");
    // serde_json's map is sorted, sonic-rs's is not: both are read into the typed accounts.
    let serde_json: serde_json::Value =
        serde_json::from_str(&accounts.json).expect("serde_json reads accounts");
    let read: Vec<Owned> = serde_json::from_value(serde_json).expect("serde_json's tree reads");
    assert_eq!(read, accounts.objects, "serde_json's tree is not the accounts");
    let sonic: sonic_rs::Value = sonic_rs::from_str(&accounts.json).expect("sonic-rs reads accounts");
    let read: Vec<Owned> = sonic_rs::from_value(&sonic).expect("sonic-rs's tree reads");
    assert_eq!(read, accounts.objects, "sonic-rs's tree is not the accounts");
}

fn check_skip() {
    let accounts = accounts();
    let expected: Vec<_> = accounts.objects.iter().map(|account| account.postcode.as_str()).collect();
    let sides: [(&str, Vec<Postcode<'_>>); 3] = [
        ("jsv", jsv::from_str(&accounts.jsv).expect("jsv skips")),
        ("serde_json", serde_json::from_str(&accounts.json).expect("serde_json skips")),
        ("sonic-rs", sonic_rs::from_str(&accounts.json).expect("sonic-rs skips")),
    ];
    for (side, read) in sides {
        let read: Vec<_> = read.iter().map(|account| account.postcode).collect();
        assert_eq!(read, expected, "{side} read other postcodes");
    }
}

fn long() -> Vec<Side> {
    let bytes = long_quoted().jsv.as_bytes();
    vec![
        Side::new("jsv", || jsv::from_slice::<Vec<Text<'static>>>(bytes).expect("jsv reads long text")),
        Side::new("simdutf8", || simdutf8::basic::from_utf8(bytes).expect("long text is UTF-8").len()),
    ]
}

fn escapes() -> Vec<Side> {
    let text = escape_dense();
    vec![
        Side::new("jsv", || jsv::from_str::<Vec<String>>(&text.jsv).expect("jsv reads escapes")),
        Side::new("serde_json", || {
            serde_json::from_str::<Vec<String>>(&text.json).expect("serde_json reads escapes")
        }),
    ]
}
