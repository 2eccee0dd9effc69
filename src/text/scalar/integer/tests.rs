use alloc::string::ToString;

use proptest::prelude::*;

use super::*;

#[test]
fn integers() {
    use IntegerError::{NotAnInteger, OutOfRange};

    for (text, value) in [
        ("0", Ok(0)),
        ("-0", Ok(0)),
        ("1", Ok(1)),
        ("-1", Ok(-1)),
        ("+1", Err(NotAnInteger)),
        ("01", Ok(1)),
        ("-0000000000000000000000000000000000000000000000001", Ok(-1)),
        ("2147483647", Ok(i32::MAX)),
        ("2147483648", Err(OutOfRange)),
        ("-2147483648", Ok(i32::MIN)),
        ("-2147483649", Err(OutOfRange)),
        ("99999999999999999999999999999999999999999999999", Err(OutOfRange)),
        ("9999999999999999999999999999999999999999999999x", Err(NotAnInteger)),
        ("1.0", Err(NotAnInteger)),
        ("1.5", Err(NotAnInteger)),
        ("1e3", Err(NotAnInteger)),
        ("0x10", Err(NotAnInteger)),
        ("1_000", Err(NotAnInteger)),
        ("", Err(NotAnInteger)),
        ("abc", Err(NotAnInteger)),
        ("1a", Err(NotAnInteger)),
        ("-", Err(NotAnInteger)),
        ("--1", Err(NotAnInteger)),
        ("1-", Err(NotAnInteger)),
        (" 1", Err(NotAnInteger)),
        ("null", Err(NotAnInteger)),
        ("True", Err(NotAnInteger)),
        ("\u{661}", Err(NotAnInteger)),
    ] {
        assert_eq!(parse_integer::<i32>(text), value, "{text:?}");
    }
    for (text, value) in [
        ("0", Ok(0)),
        ("-0", Ok(0)),
        ("255", Ok(255)),
        ("256", Err(OutOfRange)),
        ("-1", Err(OutOfRange)),
        ("7", Ok(7)),
    ] {
        assert_eq!(parse_integer::<u8>(text), value, "{text:?}");
    }
    assert_eq!(parse_integer("9223372036854775807"), Ok(i64::MAX));
    assert_eq!(parse_integer::<i64>("9223372036854775808"), Err(OutOfRange));
    assert_eq!(parse_integer("-9223372036854775808"), Ok(i64::MIN));
    assert_eq!(parse_integer("18446744073709551615"), Ok(u64::MAX));
    assert_eq!(parse_integer::<u64>("18446744073709551616"), Err(OutOfRange));
    assert_eq!(parse_integer::<u64>("-1"), Err(OutOfRange));
    assert_eq!(parse_integer("-170141183460469231731687303715884105728"), Ok(i128::MIN));
    assert_eq!(parse_integer::<i128>("-170141183460469231731687303715884105729"), Err(OutOfRange));
    assert_eq!(parse_integer("340282366920938463463374607431768211455"), Ok(u128::MAX));
    assert_eq!(parse_integer::<u128>("340282366920938463463374607431768211456"), Err(OutOfRange));
    assert_eq!(parse_integer::<u128>("-1000000000000000000000"), Err(OutOfRange));
    assert_eq!(parse_integer::<u128>("-00000000000000000000000"), Ok(0));
    assert_eq!((i8::NAME, u128::NAME), ("i8", "u128"));
}

#[test]
fn integer_prefixes() {
    for (text, found) in [
        ("", None),
        ("-", None),
        ("x1", None),
        ("+1", None),
        ("0", Some((0, 1))),
        ("-0,", Some((0, 2))),
        ("12,3", Some((12, 2))),
        ("-12}", Some((-12, 3))),
        ("1.5", Some((1, 1))),
        ("1-2", Some((1, 1))),
        ("007]", Some((7, 3))),
        ("999999999999999999,", Some((999_999_999_999_999_999, 18))),
        ("-999999999999999999", Some((-999_999_999_999_999_999, 19))),
        ("1000000000000000000", None),
        ("0000000000000000001", None),
    ] {
        assert_eq!(integer_prefix(text.as_bytes()), found, "{text:?}");
    }
}

proptest! {
    #[test]
    fn any_integer_comes_back(signed: i128, unsigned: u128, small: i64) {
        prop_assert_eq!(parse_integer(&signed.to_string()), Ok(signed));
        prop_assert_eq!(parse_integer(&unsigned.to_string()), Ok(unsigned));
        prop_assert_eq!(parse_integer(&small.to_string()), Ok(small));
    }

    #[test]
    fn integers_are_range_checked(value: i64) {
        let expected = i16::try_from(value).map_err(|_| IntegerError::OutOfRange);
        prop_assert_eq!(parse_integer::<i16>(&value.to_string()), expected);
    }
}
