//! A media type and its parameters, by RFC 9110 §5.6.6 and §8.3.1. Floor 5.

use alloc::borrow::Cow;
use alloc::string::String;

use nom::branch::alt;
use nom::bytes::complete::take_till;
use nom::character::complete::{anychar, char, none_of, space0};
use nom::combinator::{map, opt};
use nom::multi::fold_many0;
use nom::sequence::preceded;
use nom::{IResult, Parser};

use crate::csv::ReaderBuilder;

/// A media type without its parameters.
pub(super) fn essence(media_type: &str) -> &str {
    media_type.split(';').next().unwrap_or_default().trim()
}

/// The value of the parameter of that name, the first where there are more. Names match in any case.
pub(super) fn parameter<'m>(media_type: &'m str, name: &str) -> Option<Cow<'m, str>> {
    let mut rest = media_type;
    while let Ok((after, (found, value))) = next_parameter(rest) {
        if found.eq_ignore_ascii_case(name) && !value.is_empty() {
            return Some(value);
        }
        rest = after;
    }
    None
}

/// The charset that a text is said to be in, if it is not UTF-8 or a part of it.
pub(super) fn other_charset(content_type: &str) -> Option<Cow<'_, str>> {
    let charset = parameter(content_type, "charset")?;
    let is = |name: &str| charset.eq_ignore_ascii_case(name);
    if is("utf-8") || is("utf8") || is("us-ascii") { None } else { Some(charset) }
}

/// What `text/csv; header=…` says of the first record, by RFC 4180 §3: "present" or "absent". All else says nothing.
pub(super) fn with_header_parameter(content_type: &str, reader: &mut ReaderBuilder) {
    let header = parameter(content_type, "header").unwrap_or_default();
    if header.eq_ignore_ascii_case("absent") {
        reader.has_headers(false);
    } else if header.eq_ignore_ascii_case("present") {
        reader.has_headers(true);
    }
}

/// "parameters = *( OWS ";" OWS [ parameter ] )", "parameter = parameter-name "=" parameter-value".
///
/// What stands before the `;`, the type or something behind a quoted value, is skipped. A parameter without `=` has an
/// empty value, and says nothing.
fn next_parameter(rest: &str) -> IResult<&str, (&str, Cow<'_, str>)> {
    let (rest, _) = (take_till(is_semicolon), char(';')).parse(rest)?;
    let (rest, name) = take_till(|character| character == '=' || is_semicolon(character))(rest)?;
    let (rest, value) = opt(preceded((char('='), space0), value)).parse(rest)?;
    Ok((rest, (name.trim(), value.unwrap_or_default())))
}

/// "parameter-value = ( token / quoted-string )"
fn value(rest: &str) -> IResult<&str, Cow<'_, str>> {
    let token = map(take_till(is_semicolon), |token: &str| Cow::Borrowed(token.trim()));
    alt((map(quoted_string, Cow::Owned), token)).parse(rest)
}

/// "quoted-string = DQUOTE *( qdtext / quoted-pair ) DQUOTE"; one without its end has all that is left.
pub(super) fn quoted_string(rest: &str) -> IResult<&str, String> {
    let character = alt((none_of("\\\""), preceded(char('\\'), anychar)));
    let text = fold_many0(character, String::new, |mut text, character| {
        text.push(character);
        text
    });
    let (rest, text) = preceded(char('"'), text).parse(rest)?;
    let (rest, _) = opt(char('"')).parse(rest)?;
    Ok((rest, text))
}

fn is_semicolon(character: char) -> bool {
    character == ';'
}

#[cfg(test)]
mod tests {
    use super::{essence, parameter};

    #[test]
    fn parameters() {
        for (media_type, expected) in [
            ("text/csv", None),
            ("text/csv; p=a", Some("a")),
            ("text/csv;P=A", Some("A")),
            (" text/csv \t;\t p = a \t;q=b", Some("a")),
            ("text/csv;q=b;;p=a;", Some("a")),
            ("text/csv;p=a;p=b", Some("a")),
            ("text/csv;p;p=b", Some("b")),
            ("text/csv;p=;p=b", Some("b")),
            ("text/csv;p=\"\";p=b", Some("b")),
            ("text/csv;p", None),
            ("text/csv;p=", None),
            ("text/csv;xp=a;px=b", None),
            ("text/csv;p=\"a;b\"", Some("a;b")),
            ("text/csv;q=\";p=b\";p=a", Some("a")),
            ("text/csv;q=\"\\\";p=b\";p=a", Some("a")),
            ("text/csv;p=\"\\a\\\"\\\\\"", Some("a\"\\")),
            ("text/csv;p=\"a\" x;p=b", Some("a")),
            ("text/csv;p=\"a", Some("a")),
            ("text/csv;p=\"a\\", Some("a")),
            ("text/csv;p=a=b", Some("a=b")),
            ("text/csv;p='a'", Some("'a'")),
            ("text/csv;p=\u{e9}", Some("\u{e9}")),
            (";p=a", Some("a")),
            ("p=a", None),
            (";", None),
            ("", None),
        ] {
            assert_eq!(parameter(media_type, "p").as_deref(), expected, "{media_type}");
        }
        assert_eq!(essence(" Text/CSV ; p=a"), "Text/CSV");
    }
}
