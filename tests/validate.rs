//! Every structural error of one list, wherever it is damaged.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that fails panics")]

mod processor;

use std::time::Duration;

use jsv::Error;
use jsv::stream::{items, validate_items};
use proptest::prelude::*;
use serde::de::IgnoredAny;

/// What is replaced in an item by what, and on which line after the item's the damage shows.
type Damage = (&'static str, &'static str, usize);

/// Items of one list, one on each line, and what damages them.
const LISTS: &[(&str, &[Damage])] = &[
    (
        "{Id:1,Name:\"Smith, John\",Tags:[a,\"b\"],Lines:[{A:1},{A:2}],Last:x}",
        &[
            ("Id:1", "Id", 0),
            ("Id:1", ":1", 0),
            ("{Id", "{{Id", 0),
            ("John\"", "John\"\" Jr\"y", 0),
            ("\"Smith", "\"\"Smith", 0),
            ("\"Smith, John\"", "\"Smith\", John", 0),
            ("\"b\"]", "\"b\"]]", 0),
            ("{A:1}", "{A}", 0),
            ("{A:1}", "{A:1}}", 0),
            ("{A:1},{A:2}", "{A:1}{A:2}", 0),
            ("{A:2}]", "{A:2}}", 0),
            ("Last:x}", "Last:x}}", 0),
            ("Last:x}", "Last:x}]", 0),
            ("Last:x}", "Last:x", 1),
            // The quote that opens the next item's text closes this one's.
            ("John\"", "John", 0),
        ],
    ),
    (
        "[1,[2,\"x, y\"],{a:b}]",
        &[
            ("[2", "{2", 0),
            ("a:b", "a", 0),
            ("x, y\"", "x\" y\"", 0),
            ("{a:b}]", "{a:b}]]", 0),
            ("{a:b}", "{a:b}}", 0),
            ("[2,", "[\"2\"3,", 0),
        ],
    ),
    ("\"a, \"\"b\"\" [c]\"", &[("c]\"", "c]\"d", 0), ("\"a", "\"a\"", 0), ("\"a", "\"a\", ", 0)]),
];

/// The list of nine items, of which some are damaged.
fn list(item: &str, damaged: &[(usize, &Damage)]) -> String {
    let items = (0..9).map(|index| {
        let damage = damaged.iter().find(|(place, _)| *place == index);
        damage.map_or_else(|| item.to_string(), |(_, damage)| item.replacen(damage.0, damage.1, 1))
    });
    format!("[{}]", items.collect::<Vec<_>>().join(",\n"))
}

fn lines(errors: &[Error]) -> Vec<usize> {
    errors.iter().map(Error::line).collect()
}

#[test]
fn each_item_in_turn_is_damaged_and_that_is_the_one_error() {
    for (item, damages) in LISTS {
        assert_eq!(lines(&validate_items(&list(item, &[]), 9)), [0; 0], "{item}");
        for damage in *damages {
            for index in 0..9 {
                let text = list(item, &[(index, damage)]);
                let errors = validate_items(&text, 99);
                let line = if index == 8 { 9 } else { index + 1 + damage.2 };
                assert_eq!(lines(&errors), [line], "{damage:?} at {index}: {errors:?}");
                let first = items::<IgnoredAny>(&text).find_map(Result::err).unwrap();
                assert_eq!(errors[0].to_string(), first.to_string());
            }
        }
    }
}

/// How many more brackets of each kind the damage opens than it closes.
fn opened(damage: &Damage) -> [isize; 2] {
    ["{}", "[]"].map(|pair| {
        let balance = |text: &str| {
            let count = |bracket: &str| text.matches(bracket).count().cast_signed();
            count(&pair[..1]) - count(&pair[1..])
        };
        balance(damage.1) - balance(damage.0)
    })
}

#[test]
fn two_damaged_items_are_two_errors() {
    for (item, damages) in LISTS {
        for first in *damages {
            for second in *damages {
                let text = list(item, &[(2, first), (6, second)]);
                let errors = validate_items(&text, 99);
                // A bracket that one item lacks may be the one that another has too many.
                let settled =
                    opened(first).iter().zip(opened(second)).any(|(&open, close)| open > 0 && close < 0);
                let mut expected = vec![3 + first.2, 7 + second.2];
                if settled {
                    expected.truncate(errors.len().max(1));
                }
                assert_eq!(lines(&errors), expected, "{first:?} {second:?}: {errors:?}");
                assert_eq!(lines(&validate_items(&text, 1)), [3 + first.2]);
            }
        }
    }
}

/// `(list, lines of its errors)`: what hides other damage, and what does not.
const TEXTS: &[(&str, &[usize])] = &[
    ("", &[]),
    ("[]", &[]),
    ("[a,b", &[1]),
    ("[a]\n,b]", &[2]),
    ("[]\n,[1]", &[2]),
    // The first item takes all that follow for its own.
    ("[[{a:1},\n{b:2},\n{c}]", &[3]),
    ("[[{a:1},\n{b:2},\n{c:3}]", &[3]),
    // A closing quote is missing in the last item, and in the first of two: the second's quote closes it.
    ("[{a:\"1\"},\n{a:\"2\"},\n{a:\"3},\n{a}]", &[3, 4]),
    ("[{a:\"1},\n{a:\"2\"},\n{a}]", &[2, 3]),
    // Items of a list within the damaged item are looked at, too, and what closes it is no error.
    ("[{a:[{x:1}{y:2},\n{z}],b:1},\n{c:1}]", &[1, 2]),
    ("[{a:{b:[{x:1}{y:2},{z:3}],c:[1]}},\n{d}]", &[1, 2]),
    // Items of other kinds behind the damaged one are not looked for.
    ("[{a},\n[\"b\"c],\n{d}]", &[1, 3]),
    // Without brackets.
    ("{a},\n{b:1},\n{c}", &[1, 3]),
    // A missing opening bracket makes bare texts of the members.
    ("[{a:1},\nb:2},\n{c}]", &[3]),
];

#[test]
fn lists_that_are_damaged_in_other_ways() {
    for (text, expected) in TEXTS {
        let errors = validate_items(text, 99);
        assert_eq!(lines(&errors), *expected, "{text:?}: {errors:?}");
    }
    let deep = format!("[{}]", vec![format!("{}{}", "[".repeat(200), "]".repeat(200)); 3].join(",\n"));
    assert_eq!(lines(&validate_items(&deep, 99)), [1, 2, 3]);
}

fn texts() -> impl Strategy<Value = String> {
    let tokens = vec![
        "{", "}", "[", "]", ":", ",", "\"", "\"\"", "a", "é", " ", "\n", "{a:", "{a:1}", "[1,2]", "\"x\"",
        "],[", "},{a:", ",\"", "\u{feff}",
    ];
    (any::<bool>(), prop::collection::vec(prop::sample::select(tokens), 0..40)).prop_map(|(list, tokens)| {
        let text = tokens.concat();
        if list { format!("[{text}]") } else { text }
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    #[test]
    fn there_is_an_error_where_the_list_does_not_read_and_places_only_grow(text in texts()) {
        let errors = validate_items(&text, usize::MAX);
        let read = jsv::from_str::<Vec<IgnoredAny>>(&text);
        match read {
            Ok(_) => prop_assert!(errors.is_empty(), "{errors:?}"),
            Err(error) => prop_assert_eq!(error.to_string(), errors[0].to_string()),
        }
        prop_assert!(errors.is_sorted_by(|left, right| left.offset() < right.offset()), "{errors:?}");
        for error in &errors {
            let before = &text[..error.offset().unwrap()];
            let before = before.strip_prefix('\u{feff}').unwrap_or(before);
            let column = before.rsplit('\n').next().unwrap().chars().count() + 1;
            prop_assert_eq!((error.line(), error.column()), (before.matches('\n').count() + 1, column));
        }
        for limit in 0..errors.len() {
            prop_assert_eq!(validate_items(&text, limit).len(), limit);
        }
    }
}

/// A hundred thousand bytes of each take minutes where the text behind damage is read again and again.
#[test]
fn time_is_linear() {
    let pieces = [
        "{",
        "{,",
        "[",
        ",[",
        "{a",
        "{a:\"x\"",
        "{a:\"x,",
        "{a:\"\",",
        "{a:[",
        "{a:[b,",
        "{a:[},",
        "{a:[{},",
        "\"a\"b,",
        "\",{",
        "\",\"",
        "{a}},",
        "]]],",
        "}",
        "],",
        "{a:\"\"x,{a:\"y\"",
        "[\"\"\"\",{a:\"",
        ", ",
        "\",\n",
        "{a:[{b:\"c},\n",
    ];
    for piece in pieces {
        for (start, end) in [("[", "]"), ("[{a:[\"", ""), ("[{a},", "")] {
            let text = format!("{start}{}{end}", piece.repeat(100_000 / piece.len()));
            let started = processor::now();
            let errors = validate_items(&text, usize::MAX);
            assert!(errors.len() <= text.len());
            assert!(processor::since(started) < Duration::from_secs(20), "{start}{piece}{piece}…{end}");
        }
    }
}
