//! The rules of SPEC §2, a table each.

use super::*;

fn raw(text: &str, stop: Stop) -> Result<(&str, &str), Reason> {
    match value(stop)(text) {
        Ok((rest, raw)) => Ok((raw, rest)),
        Err(nom::Err::Error(error)) => Err(error.reason),
        Err(other) => panic!("{other:?}"),
    }
}

#[test]
fn a_value_ends_where_its_surroundings_say() {
    for (text, stop, expected) in [
        ("a,b", Stop::End, ("a,b", "")),
        ("a,b", Stop::List, ("a", ",b")),
        ("a}]b", Stop::List, ("a}", "]b")),
        ("a]}b", Stop::Map, ("a]", "}b")),
        ("\"a,b\" ,c", Stop::List, ("\"a,b\"", ",c")),
        (" [a,[b]] ]", Stop::List, ("[a,[b]]", "]")),
        ("{a:b,\"c\" :{}}x", Stop::End, ("{a:b,\"c\" :{}}", "x")),
        ("", Stop::End, ("", "")),
        (",", Stop::Map, ("", ",")),
    ] {
        assert_eq!(raw(text, stop), Ok(expected), "{text}");
    }
}

#[test]
fn damage_is_named() {
    for (text, reason) in [
        ("[a", Reason::Expected("`,` or `]`")),
        ("{a:b", Reason::Expected("`,` or `}`")),
        ("{a}", Reason::Expected("`:`")),
        ("{a:b,}", Reason::EmptyKey),
        ("{:b}", Reason::EmptyKey),
        ("{a:\"b}", Reason::UnterminatedQuote),
        ("[\"a\"b]", Reason::Expected("`,` or `]`")),
    ] {
        assert_eq!(raw(text, Stop::End), Err(reason), "{text}");
    }
}

#[test]
fn the_stack_of_levels_remembers_more_than_a_word() {
    let syntax = Syntax { quotes: Quotes::Single, insignificant_space: false, depth_limit: usize::MAX };
    for depth in [1, 127, 128, 129, 255, 256, 257, 600] {
        let text = format!("{}x{}", "[{a:".repeat(depth), "}]".repeat(depth));
        let (rest, raw) = recognize(&text, Stop::End, syntax, &mut Unwatched).unwrap();
        assert_eq!((rest, raw.len()), ("", text.len()));
        let crossed = format!("{}x{}", "[{a:".repeat(depth), "]}".repeat(depth));
        assert!(recognize(&crossed, Stop::End, syntax, &mut Unwatched).is_err());
    }
}

#[test]
fn what_is_not_in_quotes_is_an_error() {
    for (quotes, text) in [
        (Quotes::Single, "say \"hi\""),
        (Quotes::Single, ""),
        (Quotes::Single, "é\""),
        (Quotes::Doubled, "\"a\""),
        (Quotes::Doubled, "\"\"a\"é"),
        (Quotes::Doubled, "\"\"a\"b"),
        (Quotes::Doubled, "\"\"a\""),
    ] {
        assert!(quoted(quotes)(text).is_err(), "{text}");
        if text.starts_with('"') {
            assert!(key(quotes)(text).is_err(), "{text}");
        }
    }
}
