use alloc::string::{String, ToString};

use proptest::prelude::*;

use super::*;

fn written_f64(value: f64) -> String {
    LiteralBuffer::new().format(value).to_string()
}

#[test]
fn a_million_digits() {
    let digits = "9".repeat(1_000_000);
    assert_eq!(parse_integer::<u128>(&digits), Err(IntegerError::OutOfRange));
    assert_eq!(parse_f64(&digits), Some(f64::INFINITY));
    assert_eq!(canonical_number(&digits), None);
    assert_eq!(parse_integer::<u8>(&("0".repeat(1_000_000) + "7")), Ok(7));
}

#[test]
fn booleans() {
    for (text, value) in [
        ("True", Some(true)),
        ("False", Some(false)),
        ("true", Some(true)),
        ("false", Some(false)),
        ("TRUE", Some(true)),
        ("FALSE", Some(false)),
        ("tRuE", Some(true)),
        ("T", Some(true)),
        ("F", Some(false)),
        ("t", Some(true)),
        ("f", Some(false)),
        ("1", Some(true)),
        ("0", Some(false)),
        ("Y", Some(true)),
        ("N", Some(false)),
        ("y", Some(true)),
        ("n", Some(false)),
        ("Yes", None),
        ("No", None),
        ("on", Some(true)),
        ("off", Some(false)),
        ("ON", None),
        ("Off", None),
        ("", None),
        (" True", None),
        ("2", None),
        ("01", None),
        ("x", None),
        ("tr", None),
        ("null", None),
    ] {
        assert_eq!(parse_bool(text), value, "{text:?}");
    }
}

/// Every text that differs from `true,` or `false` in one byte, and all of their cases.
#[test]
fn a_boolean_is_seen_at_the_start_of_a_text() {
    for (word, value) in [("true,", true), ("false", false)] {
        let length = word.trim_end_matches(',').len();
        for case in 0..1 << length {
            let cased = |(index, byte): (usize, u8)| if case >> index & 1 == 1 { byte ^ 0x20 } else { byte };
            let text: Vec<u8> = word.bytes().enumerate().map(cased).collect();
            assert_eq!(bool_prefix(&text), Some((value, length)), "{text:?}");
            assert_eq!(bool_prefix(&text[..4]), None);
            for (place, byte) in (0..length).flat_map(|place| (0..=u8::MAX).map(move |byte| (place, byte))) {
                let mut other = text.clone();
                other[place] = byte;
                let is_same = byte.eq_ignore_ascii_case(&text[place]);
                assert_eq!(bool_prefix(&other).is_some(), is_same, "{other:?}");
            }
        }
    }
}

#[test]
fn characters() {
    for (text, value) in [
        ("a", Some('a')),
        (",", Some(',')),
        (" ", Some(' ')),
        ("\u{1f980}", Some('\u{1f980}')),
        ("ab", None),
        ("", None),
    ] {
        assert_eq!(parse_char(text), value, "{text:?}");
    }
}

#[test]
fn base64_both_ways() {
    for (bytes, text) in [
        (&b""[..], ""),
        (&[0], "AA=="),
        (&[1], "AQ=="),
        (&[1, 2, 3], "AQID"),
        (&[0xff, 0xfe, 0xfd, 0xfc], "//79/A=="),
        (b"hello, \"world\"", "aGVsbG8sICJ3b3JsZCI="),
    ] {
        let mut written = String::new();
        encode_base64(bytes, &mut written).expect("a string takes every text");
        assert_eq!(written, text);
        assert_eq!(decode_base64(text).as_deref(), Some(bytes), "{text:?}");
    }
    for text in ["!!", "AQ", "AQ=", "AQI", "AQID=", "__79_A==", "AQ ==", "A", "="] {
        assert_eq!(decode_base64(text), None, "{text:?}");
    }
}

#[test]
fn canonical_numbers() {
    for (text, number) in [
        ("0", Some(Number::I64(0))),
        ("-1", Some(Number::I64(-1))),
        ("10", Some(Number::I64(10))),
        ("-9223372036854775808", Some(Number::I64(i64::MIN))),
        ("9223372036854775807", Some(Number::I64(i64::MAX))),
        ("9223372036854775808", Some(Number::U64(1 << 63))),
        ("-9223372036854775809", Some(Number::I128(-(1 << 63) - 1))),
        ("18446744073709551616", Some(Number::I128(1 << 64))),
        ("170141183460469231731687303715884105728", Some(Number::U128(1 << 127))),
        ("-170141183460469231731687303715884105728", Some(Number::I128(i128::MIN))),
        ("340282366920938463463374607431768211455", Some(Number::U128(u128::MAX))),
        ("340282366920938463463374607431768211456", None),
        ("-170141183460469231731687303715884105729", None),
        ("1.5", Some(Number::F64(1.5))),
        ("-0.25", Some(Number::F64(-0.25))),
        ("1E-05", Some(Number::F64(1e-5))),
        ("1E+17", Some(Number::F64(1e17))),
        ("1.7976931348623157e+308", Some(Number::F64(f64::MAX))),
        ("Infinity", Some(Number::F64(f64::INFINITY))),
        ("-Infinity", Some(Number::F64(f64::NEG_INFINITY))),
        ("01234", None),
        ("-01", None),
        ("00", None),
        ("1e5", None),
        ("1E+5", None),
        ("1E+05", None),
        ("1.50", None),
        ("1.0", None),
        (".5", None),
        ("5.", None),
        ("1.7976931348623157E+308", None),
        ("infinity", None),
        ("nan", None),
        ("-NaN", None),
        ("+1", None),
        ("", None),
        ("-", None),
        (" 1", None),
        ("1 ", None),
        ("0x10", None),
        ("1.23456789012345678", None),
    ] {
        assert_eq!(canonical_number(text), number, "{text:?}");
    }
    assert!(
        matches!(canonical_number("-0"), Some(Number::F64(zero)) if zero.to_bits() == (-0.0_f64).to_bits()),
        "negative zero keeps its sign"
    );
    assert!(matches!(canonical_number("NaN"), Some(Number::F64(number)) if number.is_nan()));
}

fn written(number: Number) -> String {
    match number {
        Number::I64(number) => number.to_string(),
        Number::U64(number) => number.to_string(),
        Number::I128(number) => number.to_string(),
        Number::U128(number) => number.to_string(),
        Number::F64(number) => written_f64(number),
    }
}

proptest! {
    #[test]
    fn any_integer_is_canonical(value: i64) {
        prop_assert_eq!(canonical_number(&value.to_string()), Some(Number::I64(value)));
    }

    #[test]
    fn a_canonical_number_writes_back(text in "-?[0-9]{1,22}|-?[0-9]{0,3}\\.?[0-9]{0,3}(E[+-][0-9]{1,3})?|[+-]?[a-zN]{0,3}|\\PC{0,5}") {
        if let Some(number) = canonical_number(&text) {
            prop_assert_eq!(written(number), text);
        }
    }

    #[test]
    fn any_float_is_canonical(bits: u64) {
        let text = written_f64(f64::from_bits(bits));
        prop_assert_eq!(canonical_number(&text).map(written), Some(text));
    }

    #[test]
    fn any_bytes_come_back(bytes: Vec<u8>) {
        let mut text = String::new();
        encode_base64(&bytes, &mut text)?;
        prop_assert_eq!(decode_base64(&text), Some(bytes));
    }
}
