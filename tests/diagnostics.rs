//! The feature `miette`: codes, help, the label's place, and what a report looks like.

#![cfg(feature = "miette")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at what it cannot run")]

use jsv::{Error, Excerpt, Position, SourceError, StreamDeserializer};
use miette::{Diagnostic, NarratableReportHandler, SourceCode};
use serde::Deserialize;
use serde::de::IgnoredAny;

fn label(diagnostic: &dyn Diagnostic) -> (usize, usize, String) {
    let label = diagnostic.labels().unwrap().next().unwrap();
    (label.offset(), label.len(), label.label().unwrap_or_default().to_owned())
}

fn csv<T: for<'de> Deserialize<'de>>(text: &str) -> Error {
    jsv::csv::rows::<T>(text).find_map(Result::err).unwrap()
}

#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
struct Point {
    #[allow(dead_code)]
    x: u8,
}

#[derive(Deserialize, Debug)]
struct Accented {
    #[serde(rename = "é", alias = "É")]
    #[allow(dead_code)]
    e: u8,
}

#[test]
fn codes_and_labels() {
    // Text, error, code, offset and length of the label, what it says.
    let jsv = |text: &'static str| (text, jsv::from_str::<Vec<u8>>(text).unwrap_err());
    let point = |text: &'static str| (text, jsv::from_str::<Point>(text).unwrap_err());
    let accented = |text: &'static str| (text, jsv::from_str::<Accented>(text).unwrap_err());
    let pair = |text: &'static str| (text, jsv::from_str::<((u8, u8), u8)>(text).unwrap_err());
    let row = |text: &'static str| (text, csv::<(u8, u8)>(text));
    let table = [
        (jsv("[1,two]"), "invalid_type", (3, 3, "expected an integer")),
        (jsv("[1,é]"), "invalid_type", (3, 2, "expected an integer")),
        (jsv("[1,256]"), "out_of_range", (3, 3, "out of range for u8")),
        (jsv("[1,\"2]"), "unterminated_quote", (3, 1, "opens here")),
        (jsv("[1,2"), "end_of_text", (4, 1, "expected `,` or `]`")),
        (point("{x:1,y:2}"), "unknown_field", (5, 1, "expected `x`")),
        (point("{}"), "missing_field", (0, 1, "here")),
        (point("{:1}"), "empty_key", (1, 1, "here")),
        (accented("{é:1,É:2}"), "duplicate_field", (6, 2, "here")),
        (pair("[[1],2]"), "invalid_length", (1, 1, "expected a tuple of size 2")),
        (row("a,b\n1,\"2\"x\n"), "text_after_quote", (9, 1, "expected a separator")),
        (row("a,b\r\n1,2,3\r\n4,5\r\n"), "invalid_length", (5, 5, "expected a record of 2 cells")),
        (row("a,b\n1,x\n"), "invalid_type", (6, 1, "expected an integer")),
    ];
    for ((text, error), code, (offset, length, said)) in table {
        let code = format!("jsv::{code}");
        assert_eq!(error.code().unwrap().to_string(), code, "{text}");
        assert_eq!(label(&error), (offset, 0, said.to_owned()), "{text}");
        let joined = error.in_source("a text", text);
        assert_eq!(label(&joined), (offset, length, said.to_owned()), "{text}");
        assert_eq!(joined.code().unwrap().to_string(), code, "{text}");
    }
}

#[test]
fn help_says_what_to_do_and_which_lines_are_lost() {
    let error = csv::<(u8, u8)>("a,b\n1,\"2\n3,4\n");
    assert_eq!(
        error.help().unwrap().to_string(),
        "no quote closes this one; a quote within quoted text is doubled"
    );
    let error = csv::<(u8, u8)>("a,b\n\"1\n\",\"2\n3,4\n");
    assert!(
        error.help().unwrap().to_string().ends_with("; lines 2 to 3 are lost"),
        "{}",
        error.help().unwrap()
    );
    assert!(jsv::from_str::<u8>("x").unwrap_err().help().is_none());
    let capped = |cap: fn(&mut jsv::csv::ReaderBuilder)| {
        let mut builder = jsv::csv::ReaderBuilder::new();
        cap(&mut builder);
        let mut rows = builder.from_reader("a,b\n1,\"2\n3,4\n".as_bytes());
        rows.deserialize::<(u8, String)>().find_map(Result::err).unwrap()
    };
    let items = StreamDeserializer::<_, String>::items("[\"abc".as_bytes()).value_limit(2);
    // Error, what its help speaks of.
    let table = [
        (jsv::from_str::<Point>("{:1}").unwrap_err(), "is written `\"\"`"),
        (jsv::from_str::<IgnoredAny>(&"[".repeat(129)).unwrap_err(), "`depth_limit`"),
        (csv::<(u8, u8)>("a,b\n1,\"2\"x\n"), "is doubled"),
        (csv::<(u8, u8)>("a,b\n1,2,3\n"), "`flexible`"),
        (capped(|builder| _ = builder.record_limit(4)), "`record_limit`"),
        (items.last().unwrap().unwrap_err(), "`value_limit`"),
        (jsv::from_str::<Point>("{x:1,X:2}").unwrap_err(), "in any case"),
    ];
    for (error, expected) in table {
        let help = error.help().unwrap().to_string();
        assert!(help.contains(expected), "{error}: {help}");
    }
    // Only a record may be of any length on request.
    assert!(jsv::from_str::<[u8; 2]>("[1]").unwrap_err().help().is_none());
    let error = jsv::from_slice::<String>(b"\xff\xfea\0").unwrap_err();
    let help = error.help().unwrap().to_string();
    for encoding in ["UTF-16", "WINDOWS-1252"] {
        assert!(help.contains(&format!("`iconv -f {encoding} -t UTF-8`")), "{help}");
    }
    // What the sender did goes before what the format wants.
    let error = jsv::from_str::<Vec<String>>("[\"a\\\"b]").unwrap_err();
    assert!(error.hint().is_some());
    assert_eq!(error.help().map(|help| help.to_string()).as_deref(), error.hint());
}

#[test]
fn an_error_without_a_place_has_no_label() {
    let error = jsv::to_string(&std::collections::BTreeMap::from([([1], 2)])).unwrap_err();
    assert!(error.labels().is_none());
    let joined = error.in_source("a text", "");
    assert!(joined.labels().is_none() && joined.source_code().is_none());
    assert_eq!(joined.to_string(), "a map key must be a string, character, boolean, number or unit variant");
}

fn narrated(error: &SourceError) -> String {
    let mut text = String::new();
    NarratableReportHandler::new().render_report(&mut text, error).unwrap();
    text
}

#[test]
fn a_narrated_report() {
    let text = "Id,Price\r\n1,2.5\r\n2,cheap\r\n3,4\r\n";
    let error = csv::<(u32, f64)>(text).in_source("prices.csv", text);
    assert_eq!(
        narrated(&error),
        "Price: expected a number, found \"cheap\" (record 2)
    Diagnostic severity: error
Begin snippet for prices.csv starting at line 2, column 1

snippet line 2: 1,2.5
snippet line 3: 2,cheap
    label at line 3, columns 3 to 7: expected a number
snippet line 4: 3,4
diagnostic code: jsv::invalid_type
"
    );
}

#[test]
#[cfg(feature = "cli")]
fn a_drawn_report() {
    let drawn = |error: &dyn Diagnostic| {
        let mut text = String::new();
        let handler = miette::GraphicalReportHandler::new_themed(miette::GraphicalTheme::unicode_nocolor());
        handler.render_report(&mut text, error).unwrap();
        text
    };
    let text = "{\n\tName: Ann,\n\tTags: [a, \"b]\n}";
    let options = jsv::Options::new().insignificant_whitespace(true);
    let error = options.from_str::<jsv::Value<'_>>(text).unwrap_err();
    assert_eq!(
        drawn(&error.in_source("ann.jsv", text)),
        "jsv::unterminated_quote

  × Tags[1]: unterminated quote
   ╭─[ann.jsv:3:12]
 2 │     Name: Ann,
 3 │     Tags: [a, \"b]
   ·               ┬
   ·               ╰── opens here
 4 │ }
   ╰────
  help: no quote closes this one; a quote within quoted text is doubled
"
    );
    // At the end of a text, which has no character to point to.
    let error = jsv::from_str::<jsv::Value<'_>>("[a\n").unwrap_err();
    assert_eq!(
        drawn(&jsv::from_str::<Vec<u8>>("[1").unwrap_err().in_source("end", "[1")),
        "jsv::end_of_text

  × expected `,` or `]`, found the end of the text
   ╭─[end:1:3]
 1 │ [1 
   ·   ┬
   ·   ╰── expected `,` or `]`
   ╰────
  help: the text is cut short, or a bracket is not closed
"
    );
    assert!(drawn(&error.in_source("end", "[a\n")).contains("─[end:2:1]\n"));
}

/// Whatever is read of an excerpt is the text's own, at its own place, and little.
#[test]
fn excerpts_of_all_places() {
    let long = "é".repeat(500);
    let texts = [
        "one\ntwo\r\n\nthree".to_owned(),
        "\u{feff}a\nb\n".to_owned(),
        format!("{long}\n{long}x\n{long}"),
        format!("short\n{long}\nshort\n"),
        String::new(),
    ];
    for text in &texts {
        let ends = text.char_indices().map(|(offset, _)| offset).chain([text.len()]);
        for offset in ends.filter(|&offset| !(offset == 0 && text.starts_with('\u{feff}'))) {
            let before = text[..offset].strip_prefix('\u{feff}').unwrap_or(&text[..offset]);
            let line = before.matches('\n').count() + 1;
            let column = before.rsplit('\n').next().unwrap().chars().count() + 1;
            let place = Position::new(offset, line, column);
            let origins = [0, offset / 2, offset].into_iter().filter(|&origin| text.is_char_boundary(origin));
            for origin in origins {
                let excerpt = Excerpt::new("a text", &text.as_bytes()[origin..], origin, place).unwrap();
                let at = excerpt.read_span(&(offset, 0).into(), 0, 0).unwrap();
                assert_eq!((at.line() + 1, at.column() + 1), (line, column), "{offset} of {text:?}");
                let around = excerpt.read_span(&(offset, 0).into(), 1, 1).unwrap();
                assert!(around.data().len() < 1024);
                let start = around.span().offset();
                let shown = std::str::from_utf8(around.data()).unwrap();
                let shown = shown.strip_suffix(' ').unwrap_or(shown).replace('?', "\r");
                assert!(text[start..].starts_with(&shown), "{shown:?} at {start} of {text:?}");
                let start_line = text[..start].matches('\n').count();
                assert_eq!(around.line(), start_line, "{offset} of {text:?}");
            }
        }
    }
    let place = Position::new(9, 1, 10);
    assert!(Excerpt::new("a text", b"12345", 0, place).is_none());
    assert!(Excerpt::new("a text", b"12345", 10, place).is_none());
}

#[test]
fn an_excerpt_counts_its_lines() {
    let text = "[x,\n2]";
    let error = jsv::from_str::<Vec<u8>>(text).unwrap_err().in_source("a text", text);
    let source = error.source_code().unwrap();
    let lines = |around| source.read_span(&(1, 1).into(), around, around).unwrap().line_count();
    assert_eq!((lines(1), lines(0)), (2, 1));
}

#[test]
fn an_error_in_its_source_keeps_its_cause() {
    #[derive(Debug, thiserror::Error)]
    #[error("gone")]
    struct Gone(#[source] std::fmt::Error);
    let error = Error::from(std::io::Error::other(Gone(std::fmt::Error))).in_source("a text", "");
    assert!(std::error::Error::source(&error).unwrap().is::<std::fmt::Error>());
}

#[test]
fn control_characters_reach_no_terminal() {
    let text = "[1,\u{1b}[31m\u{9b}2\r\t\u{7f}]";
    let error = jsv::from_str::<Vec<u8>>(text).unwrap_err().in_source("a text", text);
    let shown = narrated(&error);
    assert!(
        shown.chars().all(|character| matches!(character, '\n' | '\t') || !character.is_control()),
        "{shown:?}"
    );
    // Each keeps its width in bytes, so that labels stay where they are.
    let contents = error.source_code().unwrap().read_span(&(0, 0).into(), 1, 1).unwrap();
    assert_eq!(contents.data().len(), text.len());
}
