//! The floors of the lines about CSV. Rows are dropped one by one within the time, as in the lines themselves.

use std::hint::black_box;

use memchr::{memchr, memchr2_iter};
use serde::{Deserialize, Serialize, de::IgnoredAny};

use super::{Floors, lengths::length_of, replay::Supply, tokens::Keys};
use crate::{
    measure::Side,
    rows::{self, rows},
    updates::{self, updates},
};

pub(super) const FLOORS: &[Floors] = &[
    Floors { name: "csv-records", sides: || vec![delimiters(&rows().csv), look(&rows().csv)] },
    Floors {
        name: "csv-decode",
        sides: || {
            // The header names the columns once for all rows.
            let places = derived::<rows::Borrowed<'static>>(&rows().objects, Keys::Places);
            vec![places, skip(&rows().csv), delimiters(&rows().csv)]
        },
    },
    Floors { name: "csv-encode", sides: encode },
    Floors {
        name: "csv-nested",
        sides: || {
            let file = &updates().csv_of_jsv;
            let [names, places] = [Keys::Names, Keys::Places]
                .map(|keys| derived::<updates::Borrowed<'static>>(&updates().objects, keys));
            vec![names, places, skip(file), look(file)]
        },
    },
];

fn derived<T: Deserialize<'static> + 'static>(objects: &[impl Serialize], keys: Keys) -> Side {
    let tokens = Supply::of(objects, keys);
    Side::new(keys.floor(), move || {
        tokens.values::<T>().for_each(|row| drop(black_box(row.expect("the rows' tokens"))));
    })
}

fn skip(file: &'static str) -> Side {
    Side::new("records whose cells are `IgnoredAny`", || {
        jsv::csv::rows::<IgnoredAny>(file).for_each(|row| _ = black_box(row.expect("rows read")));
    })
}

/// Every delimiter and line end, also those within quotes.
fn delimiters(file: &'static str) -> Side {
    Side::new("`memchr2` from delimiter to delimiter", || {
        memchr2_iter(b',', b'\n', black_box(file.as_bytes())).count()
    })
}

/// One look at every byte: the search for a byte that is not there.
fn look(file: &'static str) -> Side {
    Side::new("`memchr` of an absent byte", || memchr(0, black_box(file.as_bytes())))
}

fn encode() -> Vec<Side> {
    let rows = rows();
    let mut file = Vec::with_capacity(2 * rows.csv.len());
    vec![
        Side::new("the derived code, lengths added up", || {
            length_of(black_box(&rows.objects)).expect("rows have lengths")
        }),
        Side::new("`memcpy` of the output", move || {
            file.clear();
            file.extend_from_slice(black_box(rows.csv.as_bytes()));
            file.len()
        }),
    ]
}
