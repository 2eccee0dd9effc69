//! The same language as the grammar's parsers, wherever the text is cut.

use alloc::string::String;
use alloc::vec::Vec;

use proptest::prelude::*;

use super::*;
use crate::grammar::{Quotes, Unwatched, recognize};

fn syntax(insignificant_space: bool, depth_limit: usize) -> Syntax {
    Syntax { quotes: Quotes::Single, insignificant_space, depth_limit }
}

/// What the grammar's own parsers say of a whole text.
fn by_the_grammar(text: &str, syntax: Syntax, outer: Outer) -> Extent {
    let stop = match outer {
        Outer::Item => Stop::List,
        Outer::BareItem => Stop::Comma,
        Outer::Line | Outer::Document => Stop::End,
    };
    match recognize(text, stop, syntax, &mut Unwatched) {
        Ok((rest, _)) => {
            let end = text.len() - rest.len();
            let stops = match outer {
                Outer::Item => rest.is_empty() || rest.starts_with([',', ']']),
                Outer::BareItem => rest.is_empty() || rest.starts_with(','),
                Outer::Line => rest.is_empty() || rest.starts_with('\n'),
                Outer::Document => {
                    return Extent::Ends(text[..end].trim_end_matches(super::super::is_space).len());
                }
            };
            if stops { Extent::Ends(end) } else { Extent::Breaks(end) }
        }
        // A quote that does not end is known at the text's end only.
        Err(nom::Err::Error(error)) if error.reason == crate::grammar::Reason::UnterminatedQuote => {
            Extent::Breaks(text.len())
        }
        Err(nom::Err::Error(error)) => Extent::Breaks(text.len() - error.rest.len()),
        Err(_) => unreachable!("the parsers work on whole texts"),
    }
}

fn in_pieces(text: &str, syntax: Syntax, outer: Outer, step: usize) -> Extent {
    let mut resumed = Resumed::new(syntax, outer);
    let mut ends: Vec<usize> = text.char_indices().map(|(at, _)| at).step_by(step).skip(1).collect();
    ends.push(text.len());
    for end in ends {
        let whole = end == text.len();
        match resumed.resume(&text[..end], whole) {
            Extent::Open => assert!(!whole, "{text:?}"),
            extent => {
                assert!(resumed.scanned() <= end);
                return extent;
            }
        }
    }
    unreachable!("the last piece is whole")
}

/// Where a text breaks; the grammar's parsers blame a key's start for white space that the key is not.
fn same(found: Extent, expected: Extent, text: &str) -> bool {
    match (found, expected) {
        (Extent::Breaks(found), Extent::Breaks(expected)) => {
            found == expected || (expected < found && text[expected..found].trim().is_empty())
        }
        _ => found == expected,
    }
}

fn texts() -> impl Strategy<Value = String> {
    let tokens = vec![
        "{", "}", "[", "]", ":", ",", "\"", "\"\"", "a", "é", " ", "\t", "\r\n", "\n", "{a:", "[a,b]",
        "\"x\"",
    ];
    let token = prop::sample::select(tokens);
    prop::collection::vec(token, 0..16).prop_map(|tokens| tokens.concat())
}

/// Texts that are long enough to be well-formed more often than not.
fn values() -> impl Strategy<Value = String> {
    let leaf = prop::sample::select(vec![
        "a",
        "",
        " b ",
        "\"c,d\"",
        "\"\"",
        "\"e\"\"f\"",
        " \"g\" ",
        "[]",
        "{}",
        "{ }",
        "[ ]",
    ]);
    let value = leaf.prop_map(String::from).boxed();
    value.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4)
                .prop_map(|items| alloc::format!("[{}]", items.join(","))),
            prop::collection::vec(inner, 1..4)
                .prop_map(|items| alloc::format!("{{k:{}}}", items.join(", \"k:k\" :"))),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]

    #[test]
    fn says_what_the_grammar_says(text in prop_oneof![texts(), values()], tail in texts(), spaced: bool, step in 1usize..5) {
        let text = text + &tail;
        let syntax = syntax(spaced, 4);
        for outer in [Outer::Item, Outer::BareItem] {
            let expected = by_the_grammar(&text, syntax, outer);
            let found = in_pieces(&text, syntax, outer, step);
            prop_assert!(same(found, expected, &text), "{text:?} {outer:?}: {found:?}, expected {expected:?}");
        }
        if text.trim_start().starts_with(['{', '[', '"']) {
            let expected = by_the_grammar(&text, syntax, Outer::Document);
            let found = in_pieces(&text, syntax, Outer::Document, step);
            prop_assert!(same(found, expected, &text), "{text:?}: {found:?}, expected {expected:?}");
        }
        let line = text.replace('\n', "");
        if line.trim_start().starts_with(['{', '[', '"']) {
            let expected = by_the_grammar(&line, syntax, Outer::Line);
            let found = in_pieces(&line, syntax, Outer::Line, step);
            prop_assert!(same(found, expected, &line), "{line:?}: {found:?}, expected {expected:?}");
        }
    }

    #[test]
    fn a_line_ends_at_the_first_line_feed_outside_quotes(value in values(), tail in texts()) {
        let line = value.replace('\n', "");
        if let Extent::Ends(end) = in_pieces(&line, syntax(false, 128), Outer::Line, 1) {
            prop_assert_eq!(end, line.len());
            let text = line.clone() + "\n" + &tail;
            prop_assert_eq!(in_pieces(&text, syntax(false, 128), Outer::Line, 1), Extent::Ends(line.len()));
        }
    }
}

#[test]
fn extents() {
    for (text, outer, expected) in [
        ("a\nb", Outer::Line, Extent::Ends(1)),
        ("{a:\"x\ny\"} \nb", Outer::Line, Extent::Ends(10)),
        ("{a:x\n}", Outer::Line, Extent::Breaks(4)),
        ("{a\n:x}", Outer::Line, Extent::Breaks(2)),
        ("[\n]", Outer::Line, Extent::Breaks(1)),
        ("a\n", Outer::Document, Extent::Breaks(0)),
        ("{}{}", Outer::Document, Extent::Ends(2)),
        ("\"a\"\"b\" \"c\"", Outer::Document, Extent::Ends(6)),
        ("{\"a\"\"b\":c}", Outer::Item, Extent::Ends(10)),
        ("[a]b,", Outer::Item, Extent::Breaks(3)),
        ("[[[", Outer::Item, Extent::Breaks(2)),
    ] {
        assert_eq!(in_pieces(text, syntax(false, 2), outer, 1), expected, "{text:?}");
    }
}
