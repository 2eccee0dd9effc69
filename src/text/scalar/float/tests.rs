use alloc::string::{String, ToString};
use alloc::vec::Vec;

use proptest::prelude::*;

use super::*;
use crate::text::scalar::LiteralBuffer;

/// `d` or `f`, the bits in hex, the text.
const FLOATS: &str = include_str!("../../../../tests/vectors/floats.tsv");

fn written_f64(value: f64) -> String {
    LiteralBuffer::new().format(value).to_string()
}

fn written_f32(value: f32) -> String {
    LiteralBuffer::new().format(value).to_string()
}

#[test]
fn floats_tsv_both_ways() {
    let mut lines = 0;
    for (index, line) in FLOATS.lines().enumerate() {
        let place = alloc::format!("floats.tsv:{}: {line}", index + 1);
        let [kind, hex, text] = line.split('\t').collect::<Vec<_>>().try_into().expect(&place);
        if kind == "d" {
            let bits = u64::from_str_radix(hex, 16).expect(&place);
            assert_eq!(written_f64(f64::from_bits(bits)), text, "{place}");
            assert_eq!(parse_f64(text).map(f64::to_bits), Some(bits), "{place}");
        } else {
            assert_eq!(kind, "f", "{place}");
            let bits = u32::from_str_radix(hex, 16).expect(&place);
            assert_eq!(written_f32(f32::from_bits(bits)), text, "{place}");
            assert_eq!(parse_f32(text).map(f32::to_bits), Some(bits), "{place}");
        }
        lines += 1;
    }
    assert_eq!(lines, 4000);
}

/// The float lines of `scalar-write.jsonl` that `floats.tsv` has no like of, and the edges of fixed notation.
#[test]
fn floats_written() {
    for (value, text) in [
        (0.0, "0"),
        (-0.0, "-0"),
        (-1.0, "-1"),
        (123_456.789, "123456.789"),
        (999_999_999_999_999.0, "999999999999999"),
        (9_007_199_254_740_992.0, "9007199254740992"),
        (-9_007_199_254_740_994.0, "-9007199254740994"),
        (1e16, "10000000000000000"),
        (-12_345_678_901_234_568.0, "-12345678901234568"),
        (1e17_f64.next_down(), "99999999999999980"),
        (1e17, "1E+17"),
        (-1.5e22, "-1.5E+22"),
        (1e100, "1E+100"),
        (0.0001, "0.0001"),
        (0.0001_f64.next_down(), "9.999999999999999E-05"),
        (-0.000_123_45, "-0.00012345"),
        (1e-5, "1E-05"),
        (-1.2345e-5, "-1.2345E-05"),
        (1.5e-7, "1.5E-07"),
        (5e-324, "5E-324"),
        (2.225_073_858_507_201_4e-308, "2.2250738585072014E-308"),
        (f64::MAX, "1.7976931348623157e+308"),
        (f64::MIN, "-1.7976931348623157e+308"),
        (f64::MAX.next_down(), "1.7976931348623155E+308"),
        (f64::NAN, "NaN"),
        (-f64::NAN, "NaN"),
        (f64::INFINITY, "Infinity"),
        (f64::NEG_INFINITY, "-Infinity"),
        (0.1 + 0.2, "0.30000000000000004"),
    ] {
        assert_eq!(written_f64(value), text);
    }
    for (value, text) in [
        (0.0, "0"),
        (-0.0, "-0"),
        (-1.0, "-1"),
        (0.3, "0.3"),
        (16_777_216.0, "16777216"),
        (100_000_000.0, "100000000"),
        (-123_456_790.0, "-123456790"),
        (1e9_f32.next_down(), "999999940"),
        (1e9, "1E+09"),
        // Halfway between two neighbours: it reads back to the even one, so seven digits are enough, as in
        // `8.240032E+09` of floats.tsv.
        (-1_234_567_936.0, "-1.234568E+09"),
        (-1_234_568_064.0, "-1.2345681E+09"),
        (1e15, "1E+15"),
        (0.0001, "0.0001"),
        (0.0001_f32.next_down(), "9.999999E-05"),
        (1e-5, "1E-05"),
        (1e-6, "1E-06"),
        (1e-45, "1E-45"),
        (f32::MAX, "3.4028235e+38"),
        (f32::MIN, "-3.4028235e+38"),
        (f32::MAX.next_down(), "3.4028233E+38"),
        (f32::NAN, "NaN"),
        (f32::INFINITY, "Infinity"),
        (f32::NEG_INFINITY, "-Infinity"),
    ] {
        assert_eq!(written_f32(value), text);
    }
}

#[test]
fn one_buffer_writes_many() {
    let mut buffer = LiteralBuffer::new();
    for (value, text) in
        [(-1.25e300, "-1.25E+300"), (1e-9, "1E-09"), (3.0, "3"), (0.5, "0.5"), (2e16, "20000000000000000")]
    {
        assert_eq!(buffer.format(value), text);
    }
}

#[test]
fn floats_read() {
    for (text, value) in [
        ("0", 0.0),
        ("-0", -0.0),
        ("-0.000", -0.0),
        ("-0e9", -0.0),
        ("1", 1.0),
        ("1.5", 1.5),
        (".5", 0.5),
        ("-.5", -0.5),
        ("5.", 5.0),
        ("5.e1", 50.0),
        ("1e5", 100_000.0),
        ("1E5", 100_000.0),
        ("1E+5", 100_000.0),
        ("1E-5", 0.00001),
        ("001", 1.0),
        ("1E+400", f64::INFINITY),
        ("-1E+400", f64::NEG_INFINITY),
        ("1e99999999999999999999", f64::INFINITY),
        ("1e-99999999999999999999", 0.0),
        ("0e99999999999999999999", 0.0),
        ("Infinity", f64::INFINITY),
        ("iNFINITY", f64::INFINITY),
        ("-Infinity", f64::NEG_INFINITY),
        ("-infinity", f64::NEG_INFINITY),
        ("1.7976931348623157E+308", f64::MAX),
        ("4.9E-324", 5e-324),
        ("123456789012345678901234567890", 1.234_567_890_123_456_8e29),
        // 2^53 + 1 lies halfway between its neighbours.
        ("9007199254740993", 9_007_199_254_740_992.0),
        ("9007199254740993.00000000000000000001", 9_007_199_254_740_994.0),
        // 2^64 + 1: the mantissa has wrapped around to 1.
        ("18446744073709551617", 18_446_744_073_709_551_616.0),
        ("1e22", 1e22),
        ("1e23", 1e23),
        ("9007199254740992e-22", 9_007_199_254_740_992e-22),
    ] {
        assert_eq!(parse_f64(text).map(f64::to_bits), Some(value.to_bits()), "{text}");
    }
    assert!(["NaN", "nan", "NAN"].iter().all(|text| parse_f64(text).is_some_and(f64::is_nan)));
    assert!(["NaN", "nan", "NAN"].iter().all(|text| parse_f32(text).is_some_and(f32::is_nan)));
    for (text, value) in [
        ("-0", -0.0),
        (".1", 0.1),
        ("16777217", 16_777_216.0),
        ("18446744073709551617", 18_446_744_073_709_551_616.0),
        // Rounding to an f64 on the way would give 1.
        ("1.00000005960464477540", 1.000_000_1),
        ("3.4028235677e38", f32::MAX),
        ("3.4028236e38", f32::INFINITY),
        ("3.5e38", f32::INFINITY),
        ("-infinity", f32::NEG_INFINITY),
        ("1e-10", 1e-10),
        ("1e11", 1e11),
    ] {
        assert_eq!(parse_f32(text).map(f32::to_bits), Some(value.to_bits()), "{text}");
    }
}

#[test]
fn not_floats() {
    const ZEROS: &str = "00000000000000000000";

    for tail in ["e", "e+", "e-", ".5.", "e5.", "e5x", "x", " ", "_0", "f", ",5", "e\u{661}", "-", "+1"] {
        let text = ZEROS.to_string() + "1" + tail;
        assert_eq!(parse_f64(&text), None, "{text:?}");
        assert_eq!(parse_f32(&text), None, "{text:?}");
    }
    for head in ["+", "--", "-+", " ", "_", "x"] {
        let text = head.to_string() + ZEROS + "1";
        assert_eq!(parse_f64(&text), None, "{text:?}");
        assert_eq!(parse_f32(&text), None, "{text:?}");
    }
    for text in [
        "",
        "-",
        ".",
        "-.",
        "e5",
        ".e5",
        "1e",
        "1e+",
        "1e-",
        "1e5.",
        "1e5x",
        "1.2.3",
        "--1",
        "+1",
        "+Infinity",
        "-NaN",
        "inf",
        "-inf",
        "infinit",
        "\u{221e}",
        "abc",
        "0x1p3",
        "1_0",
        "null",
        "1 ",
        " 1",
        "1f",
        "1,5",
        "\u{661}",
        "1\u{0}",
    ] {
        assert_eq!(parse_f64(text), None, "{text:?}");
        assert_eq!(parse_f32(text), None, "{text:?}");
    }
}

proptest! {
    #[test]
    fn any_f64_comes_back(bits: u64) {
        let value = f64::from_bits(bits);
        let back = parse_f64(&written_f64(value));
        prop_assert!(back.is_some_and(|back| back.to_bits() == bits || (back.is_nan() && value.is_nan())));
    }

    #[test]
    fn any_f32_comes_back(bits: u32) {
        let value = f32::from_bits(bits);
        let back = parse_f32(&written_f32(value));
        prop_assert!(back.is_some_and(|back| back.to_bits() == bits || (back.is_nan() && value.is_nan())));
    }

    /// Money and measures, which random bits never are.
    #[test]
    fn few_digits_come_back(digits in -1_000_000_i32..1_000_000, exponent in -30_i32..30) {
        let text = alloc::format!("{digits}e{exponent}");
        let (double, single): (f64, f32) = (text.parse()?, text.parse()?);
        prop_assert_eq!(parse_f64(&written_f64(double)).map(f64::to_bits), Some(double.to_bits()));
        prop_assert_eq!(parse_f32(&written_f32(single)).map(f32::to_bits), Some(single.to_bits()));
    }

    /// What is written without asking for the shortest digits has the shortest digits.
    #[test]
    fn short_decimals_are_the_shortest(digits in 0_i64..1_000_000_000_000_000, places in 0..15_i32, negative: bool) {
        let value: f64 = alloc::format!("{}{digits}e-{places}", if negative { "-" } else { "" }).parse()?;
        for value in [value, value.next_up(), value.next_down(), value * 3.0, value / 3.0] {
            if (1e-4..1e16).contains(&value.abs()) {
                let text = zmij::Buffer::new().format_finite(value).to_string();
                prop_assert_eq!(written_f64(value), text.strip_suffix(".0").unwrap_or(&text));
            }
        }
    }

    /// The standard library is the judge of rounding.
    #[test]
    fn decimals_are_correctly_rounded(text in "-?([0-9]{1,25}(\\.[0-9]{0,25})?|\\.[0-9]{1,25})([eE][+-]?[0-9]{1,3})?") {
        let (double, single): (f64, f32) = (text.parse()?, text.parse()?);
        prop_assert_eq!(parse_f64(&text).map(f64::to_bits), Some(double.to_bits()));
        prop_assert_eq!(parse_f32(&text).map(f32::to_bits), Some(single.to_bits()));
    }

    #[test]
    fn short_decimals_are_correctly_rounded(text in "-?[0-9]{1,9}\\.[0-9]{0,6}([eE][+-]?[0-9])?") {
        let (double, single): (f64, f32) = (text.parse()?, text.parse()?);
        prop_assert_eq!(parse_f64(&text).map(f64::to_bits), Some(double.to_bits()));
        prop_assert_eq!(parse_f32(&text).map(f32::to_bits), Some(single.to_bits()));
    }
}
