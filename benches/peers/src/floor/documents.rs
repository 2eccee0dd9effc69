//! The floors of the lines about JSV.

use std::hint::black_box;

use memchr::{memchr, memchr_iter, memrchr};
use serde::{Deserialize, de::IgnoredAny};

use super::{Floors, lengths::length_of, replay::Supply, tokens::Keys, walk::Walk};
use crate::{
    accounts::{Borrowed, Owned, Postcode, accounts},
    measure::Side,
    texts::{escape_dense, long_quoted},
};

pub(super) const FLOORS: &[Floors] = &[
    Floors {
        name: "decode-borrowed",
        sides: || {
            let objects: Vec<Borrowed<'static>> = jsv::from_str(&accounts().jsv).expect("accounts read");
            let [names, places] = [Keys::Names, Keys::Places].map(derived::<Borrowed<'static>>);
            vec![names, places, walk(), skip(), copy(objects)]
        },
    },
    Floors {
        name: "decode-owned",
        sides: || {
            let [names, places] = [Keys::Names, Keys::Places].map(derived::<Owned>);
            vec![names, places, walk(), skip(), copy(accounts().objects.clone())]
        },
    },
    Floors { name: "encode", sides: encode },
    Floors {
        name: "value",
        sides: || {
            let tree: jsv::Value<'static> = jsv::from_str(&accounts().jsv).expect("accounts read");
            vec![copy(tree), walk(), skip()]
        },
    },
    Floors {
        name: "skip",
        sides: || vec![derived::<Postcode<'static>>(Keys::Names), skip(), look(&accounts().jsv)],
    },
];

pub(super) const TEXTS: &[Floors] =
    &[Floors { name: "long-quoted", sides: long }, Floors { name: "escape-dense", sides: escapes }];

fn derived<T: Deserialize<'static> + 'static>(keys: Keys) -> Side {
    let tokens = Supply::of(&accounts().objects, keys);
    Side::new(keys.floor(), move || {
        let mut values = Vec::new();
        tokens.values::<T>().for_each(|value| values.push(value.expect("the accounts' tokens")));
        values
    })
}

/// Allocation and copying: the result again, without reading anything.
fn copy<T: Clone + 'static>(result: T) -> Side {
    Side::new("a clone of the result", move || black_box(&result).clone())
}

fn walk() -> Side {
    let text = &accounts().jsv;
    Side::new("an empty visitor of each key and scalar", || {
        jsv::from_str::<Walk>(text).expect("accounts read")
    })
}

fn skip() -> Side {
    let text = &accounts().jsv;
    Side::new("`IgnoredAny`", || jsv::from_str::<IgnoredAny>(text).expect("accounts read"))
}

/// One look at every byte: the search for a byte that is not there.
fn look(text: &'static str) -> Side {
    Side::new("`memchr` of an absent byte", || memchr(0, black_box(text.as_bytes())))
}

fn encode() -> Vec<Side> {
    let accounts = accounts();
    let mut text = String::with_capacity(2 * accounts.jsv.len());
    vec![
        Side::new("the derived code, lengths added up", || {
            length_of(black_box(&accounts.objects)).expect("accounts have lengths")
        }),
        Side::new("`memcpy` of the output", move || {
            text.clear();
            text.push_str(black_box(&accounts.jsv));
            text.len()
        }),
    ]
}

fn long() -> Vec<Side> {
    let bytes = long_quoted().jsv.as_bytes();
    vec![
        Side::new("simdutf8 validation", || validate(bytes)),
        Side::new("`memchr` from quote to quote", || quotes(bytes)),
        Side::new("both, one after the other", || (validate(bytes), quotes(bytes))),
        Side::new("each text searched, then validated", || by_text(bytes)),
        Side::new("each 256 KB validated, then searched", || by_window(bytes)),
    ]
}

fn escapes() -> Vec<Side> {
    let text = escape_dense();
    vec![copy(text.objects.clone()), look(&text.jsv)]
}

/// Validates one text after another as soon as its end is found, while it is in the cache.
fn by_text(bytes: &[u8]) -> usize {
    let mut quotes = memchr_iter(b'"', black_box(bytes));
    let mut valid = 0;
    while let (Some(open), Some(close)) = (quotes.next(), quotes.next()) {
        valid += validate(&bytes[open..=close]);
    }
    valid
}

/// Searches one window after another as soon as it is validated, while it is in the cache. A window ends at a quote: what is
/// validated in parts is no `&str`.
fn by_window(bytes: &[u8]) -> usize {
    const WINDOW: usize = 256 << 10;
    let mut rest = black_box(bytes);
    let mut found = 0;
    while !rest.is_empty() {
        let end = rest.get(..WINDOW).and_then(|window| memrchr(b'"', window));
        let (window, behind) = rest.split_at(end.map_or(rest.len(), |quote| quote + 1));
        found += validate(window) + quotes(window);
        rest = behind;
    }
    found
}

fn validate(bytes: &[u8]) -> usize {
    simdutf8::basic::from_utf8(black_box(bytes)).expect("long text is UTF-8").len()
}

/// Finds every quote by a search of its own; `count` of the iterator would not search but count.
fn quotes(bytes: &[u8]) -> usize {
    memchr_iter(b'"', black_box(bytes)).fold(0, |quotes, _| quotes + 1)
}
