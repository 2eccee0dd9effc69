//! What an `Accept` header asks for, by RFC 9110 §12.5.1: quality values, and the most specific range decides. Floor 5.

use nom::branch::alt;
use nom::bytes::complete::take_till1;
use nom::combinator::recognize;
use nom::multi::many0_count;
use nom::{IResult, Parser};

use super::format::Format;
use super::media_type::{essence, parameter, quoted_string};

/// How well a format is liked: the quality in thousandths, how specific the range is that says so, and where it stands.
type Liking = (u16, u8, core::cmp::Reverse<usize>);

/// The format to answer in, where `accept` are the values of the `Accept` headers.
///
/// Of formats liked equally the one named wins over one that only a `*` takes in, then the one named first, then the
/// order of [`Format::ALL`]. Where nothing is acceptable the header is disregarded, but for what it excludes with `q=0`.
pub(super) fn negotiate<'a>(accept: impl Iterator<Item = &'a str>) -> Format {
    let mut liked: [Option<Liking>; Format::ALL.len()] = [None; Format::ALL.len()];
    let ranges = accept.flat_map(elements).filter(|range| !range.trim().is_empty());
    for (position, range) in ranges.enumerate() {
        let quality = quality(range);
        for (liking, &format) in liked.iter_mut().zip(Format::ALL) {
            let Some(specific) = matches(essence(range), format) else { continue };
            let (known_quality, known_specific, _) = liking.unwrap_or_default();
            if (specific, quality) > (known_specific, known_quality) || liking.is_none() {
                *liking = Some((quality, specific, core::cmp::Reverse(position)));
            }
        }
    }
    let mut best: Option<(Liking, Format)> = None;
    for (liking, &format) in liked.into_iter().zip(Format::ALL) {
        if let Some(liking) = liking
            && liking.0 > 0
            && best.is_none_or(|(best, _)| liking > best)
        {
            best = Some((liking, format));
        }
    }
    let unmentioned =
        || liked.iter().zip(Format::ALL).find(|(liking, _)| liking.is_none()).map(|(_, format)| *format);
    best.map(|(_, format)| format).or_else(unmentioned).unwrap_or_default()
}

/// "#element": what stands between the commas of a list, but for those in quotes.
fn elements(list: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(list);
    core::iter::from_fn(move || {
        let (after, element) = element(rest?).ok()?;
        rest = after.strip_prefix(',');
        Some(element)
    })
}

fn element(rest: &str) -> IResult<&str, &str> {
    let unquoted = take_till1(|character| character == ',' || character == '"');
    recognize(many0_count(alt((unquoted, recognize(quoted_string))))).parse(rest)
}

/// How specific the range is that takes in the format: by name 3, by its first half 2, with everything else 1.
fn matches(range: &str, format: Format) -> Option<u8> {
    let answer = essence(format.content_type());
    match range.split_once('/') {
        Some(("*", "*")) => Some(1),
        Some((half, "*")) => {
            let of_answer = answer.split_once('/').map(|(half, _)| half);
            of_answer.is_some_and(|of_answer| of_answer.eq_ignore_ascii_case(half)).then_some(2)
        }
        _ => format.is_named(range).then_some(3),
    }
}

/// The quality of a range in thousandths; 1000 where it says nothing, or nothing that is a number.
fn quality(range: &str) -> u16 {
    match parameter(range, "q").and_then(|value| value.parse::<f32>().ok()) {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 1000")]
        Some(quality) if quality.is_finite() => (quality.clamp(0.0, 1.0) * 1000.0).round() as u16,
        _ => 1000,
    }
}

#[cfg(test)]
mod tests {
    use alloc::vec::Vec;

    use super::{Format, elements, negotiate};

    #[test]
    fn lists() {
        for (list, expected) in [
            ("", &[""][..]),
            ("a", &["a"]),
            ("a, b;c=d,", &["a", " b;c=d", ""]),
            ("a;b=\"c,d\",e", &["a;b=\"c,d\"", "e"]),
            ("a;b=\"\\\",\" ,e", &["a;b=\"\\\",\" ", "e"]),
            ("a;b=\"c,d", &["a;b=\"c,d"]),
            ("\"\",\"\\", &["\"\"", "\"\\"]),
        ] {
            assert_eq!(elements(list).collect::<Vec<_>>(), expected, "{list}");
        }
    }

    #[test]
    fn quality_values() {
        for (accept, expected) in [
            ("", Format::Json),
            ("*/*", Format::Json),
            ("text/csv, application/json", Format::Csv),
            ("application/json, text/csv", Format::Json),
            ("application/json;q=0.5, text/csv", Format::Csv),
            ("application/json;q=0.5,application/jsv;q=0.9", Format::Jsv),
            ("text/csv;Q = 0.001, */*;q=0", Format::Csv),
            ("text/csv,*/*;q=0.1", Format::Csv),
            ("*/*, text/csv", Format::Csv),
            ("*/*;q=0.8, text/csv;q=0.7", Format::Json),
            ("text/*", Format::Csv),
            ("application/*", Format::Json),
            ("application/*, application/json;q=0", Format::Jsv),
            ("text/jsv", Format::Jsv),
            ("text/jsv;q=0.1, application/jsv, text/csv;q=0.9", Format::Jsv),
            ("APPLICATION/JSV; charset=utf-8", Format::Jsv),
            // Nothing is acceptable: the default, unless it is excluded.
            ("image/png", Format::Json),
            ("text/csv;q=0", Format::Json),
            ("application/json;q=0", Format::Jsv),
            ("*/*;q=0", Format::Json),
            // What is no quality says nothing.
            ("text/csv;q=high, application/json;q=0.9", Format::Csv),
            ("text/csv;q=NaN, application/json;q=0.9", Format::Csv),
            ("text/csv;q=-1, application/jsv;q=0.1", Format::Jsv),
            (",,;,/,text/csv", Format::Csv),
            // A range matches its own type, not the other types of the same syntax.
            ("application/problem+json, text/csv", Format::Csv),
            ("application/vnd.api+json, application/jsv;q=0.1", Format::Jsv),
            ("application/json;q=0, application/problem+json", Format::Jsv),
            ("application/vnd.x+json;q=0", Format::Json),
            ("application/vnd.x+json;q=0, */*", Format::Json),
            ("application/problem+json", Format::Json),
            // What is quoted separates nothing.
            ("text/csv;x=\"a,application/json\";q=0.1, application/jsv;q=0.5", Format::Jsv),
            ("text/csv;x=\"\\\",\";q=0.1,application/jsv;q=0.5", Format::Jsv),
            ("text/csv;x=\"a;q=0.1\", application/jsv;q=0.5", Format::Csv),
            ("text/csv;q=0.1;x=\"a, application/jsv", Format::Csv),
        ] {
            assert_eq!(negotiate([accept].into_iter()), expected, "{accept}");
        }
        assert_eq!(negotiate(["image/png", "text/csv"].into_iter()), Format::Csv, "two headers");
    }
}
