//! A struct's fields, identified to its key type by name or by number: the result is that of the names, whatever the type does
//! with numbers. Structs stand in lists, as numbers are used from the second on.

use std::{fmt, mem::discriminant};

use proptest::{collection, prelude::*, sample, test_runner::TestCaseError};
use serde::de::{self, Deserializer, MapAccess, Visitor};
use serde::{Deserialize, Serialize};

use super::{both_ways, read, refused};

/// `value` in a list of four, from JSV and CSV.
fn check<T: for<'de> Deserialize<'de> + PartialEq + fmt::Debug>(record: &[(&str, &str)], value: &T) {
    let members: Vec<_> = record.iter().map(|(name, text)| format!("{name}:{text}")).collect();
    let jsv = format!("[{}]", vec![format!("{{{}}}", members.join(",")); 4].join(","));
    for (index, read) in jsv::from_str::<Vec<T>>(&jsv).unwrap().iter().enumerate() {
        assert_eq!(read, value, "item {index} of {jsv}");
    }
    let (names, texts): (Vec<_>, Vec<_>) = record.iter().copied().unzip();
    let csv = names.join(",") + "\n" + &(texts.join(",") + "\n").repeat(4);
    for (index, read) in jsv::csv::rows::<T>(&csv).enumerate() {
        assert_eq!(&read.unwrap(), value, "row {index} of {csv}");
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
struct Plain {
    first: u8,
    second: String,
    third: bool,
}

#[test]
fn fields_in_any_order_and_case() {
    let value = Plain { first: 1, second: "b".into(), third: true };
    check(&[("First", "1"), ("Second", "b"), ("Third", "True")], &value);
    check(&[("Third", "True"), ("First", "1"), ("Second", "b")], &value);
    check(&[("third", "True"), ("SECOND", "b"), ("first", "1")], &value);
}

#[test]
fn unknown_fields_are_denied_by_name() {
    let text = "[{First:1,Second:b,Third:True},{First:1,Second:b,Third:True},{First:1,Second:b,Third:True,Fourth:x}]";
    let error = jsv::from_str::<Vec<Plain>>(text).unwrap_err().to_string();
    assert!(error.contains("unknown field \"Fourth\"") && error.contains("[2]"), "{error}");
    let text = text.replace("Second:b,Third:True,Fourth", "Third:True,third");
    let error = jsv::from_str::<Vec<Plain>>(&text).unwrap_err().to_string();
    assert!(error.contains("duplicate field `Third`") && error.contains("[2]"), "{error}");
}

#[derive(Debug, Default, PartialEq, Deserialize)]
struct Aliases {
    #[serde(alias = "uno", alias = "eins")]
    one: u8,
    #[serde(skip)]
    none: u8,
    two: u8,
    #[serde(alias = "drei", default)]
    three: u8,
}

#[test]
fn aliases_have_numbers_of_no_field() {
    let value = Aliases { one: 1, two: 2, three: 3, ..Aliases::default() };
    for one in ["one", "uno", "eins"] {
        for three in ["three", "drei"] {
            check(&[(one, "1"), ("two", "2"), (three, "3")], &value);
            check(&[(three, "3"), (one, "1"), ("two", "2")], &value);
        }
    }
}

#[derive(Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
struct Skipped {
    #[serde(skip)]
    none: u8,
    one: u8,
    #[serde(skip_deserializing)]
    neither: u8,
    two: u8,
}

#[test]
fn fields_that_are_skipped_have_no_number() {
    check(&[("one", "1"), ("two", "2")], &Skipped { one: 1, two: 2, ..Skipped::default() });
    check(&[("two", "2"), ("neither", "x")], &Skipped { two: 2, ..Skipped::default() });
}

#[test]
fn a_struct_of_more_fields_than_a_byte_counts() {
    macro_rules! many {
        ($($field:ident)*) => {
            #[derive(Debug, PartialEq, Serialize, Deserialize)]
            struct Many { $($field: u16,)* }
        };
    }
    macro_rules! tens {
        ($($tens:ident)*) => { many! { $($tens)* } };
    }
    tens! {
        a00 a01 a02 a03 a04 a05 a06 a07 a08 a09 a10 a11 a12 a13 a14 a15 a16 a17 a18 a19 a20 a21 a22 a23 a24 a25 a26 a27 a28 a29
        b00 b01 b02 b03 b04 b05 b06 b07 b08 b09 b10 b11 b12 b13 b14 b15 b16 b17 b18 b19 b20 b21 b22 b23 b24 b25 b26 b27 b28 b29
        c00 c01 c02 c03 c04 c05 c06 c07 c08 c09 c10 c11 c12 c13 c14 c15 c16 c17 c18 c19 c20 c21 c22 c23 c24 c25 c26 c27 c28 c29
        d00 d01 d02 d03 d04 d05 d06 d07 d08 d09 d10 d11 d12 d13 d14 d15 d16 d17 d18 d19 d20 d21 d22 d23 d24 d25 d26 d27 d28 d29
        e00 e01 e02 e03 e04 e05 e06 e07 e08 e09 e10 e11 e12 e13 e14 e15 e16 e17 e18 e19 e20 e21 e22 e23 e24 e25 e26 e27 e28 e29
        f00 f01 f02 f03 f04 f05 f06 f07 f08 f09 f10 f11 f12 f13 f14 f15 f16 f17 f18 f19 f20 f21 f22 f23 f24 f25 f26 f27 f28 f29
        g00 g01 g02 g03 g04 g05 g06 g07 g08 g09 g10 g11 g12 g13 g14 g15 g16 g17 g18 g19 g20 g21 g22 g23 g24 g25 g26 g27 g28 g29
        h00 h01 h02 h03 h04 h05 h06 h07 h08 h09 h10 h11 h12 h13 h14 h15 h16 h17 h18 h19 h20 h21 h22 h23 h24 h25 h26 h27 h28 h29
        i00 i01 i02 i03 i04 i05 i06 i07 i08 i09 i10 i11 i12 i13 i14 i15 i16 i17 i18 i19 i20 i21 i22 i23 i24 i25 i26 i27 i28 i29
    }
    let names: Vec<_> =
        ('a'..='i').flat_map(|letter| (0..30).map(move |number| format!("{letter}{number:02}"))).collect();
    let texts: Vec<_> = (0..names.len()).map(|number| number.to_string()).collect();
    let record: Vec<_> =
        names.iter().zip(&texts).map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let text = record.iter().map(|(name, text)| format!("{name}:{text}")).collect::<Vec<_>>().join(",");
    let many: Many = jsv::from_str(&format!("{{{text}}}")).unwrap();
    assert_eq!(jsv::to_string(&many).unwrap(), format!("{{{text}}}"));
    check(&record, &many);
}

/// A pair whose visitor is written by hand, with keys of type `K`.
struct Pair<K>(std::marker::PhantomData<K>);

trait Key {
    fn is_left(&self) -> bool;
}

impl<'de, K: Key + Deserialize<'de>> Visitor<'de> for Pair<K> {
    type Value = (u8, u8);

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("a pair")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<(u8, u8), A::Error> {
        let mut pair = (0, 0);
        while let Some(key) = access.next_key::<K>()? {
            *(if key.is_left() { &mut pair.0 } else { &mut pair.1 }) = access.next_value()?;
        }
        Ok(pair)
    }
}

macro_rules! pairs {
    ($($pair:ident of $key:ty,)*) => {$(
        #[derive(Debug, PartialEq)]
        struct $pair(u8, u8);

        impl<'de> Deserialize<'de> for $pair {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let visitor = Pair::<$key>(std::marker::PhantomData);
                deserializer.deserialize_struct("Pair", &["left", "right"], visitor).map(|(left, right)| $pair(left, right))
            }
        }
    )*};
}

pairs! {
    ByString of String,
    ByIdentifier of Identifier,
    ByVariant of Variant,
    ByLiar of liar::__Field,
    ByTaker of taker::__Field,
}

impl Key for String {
    fn is_left(&self) -> bool {
        self == "left"
    }
}

#[derive(Deserialize)]
#[serde(field_identifier, rename_all = "lowercase")]
enum Identifier {
    // Not in the order of the fields.
    Right,
    Left,
}

impl Key for Identifier {
    fn is_left(&self) -> bool {
        matches!(self, Identifier::Left)
    }
}

/// An enum as any other, not one of identifiers.
#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Variant {
    Right,
    Left,
}

impl Key for Variant {
    fn is_left(&self) -> bool {
        matches!(self, Variant::Left)
    }
}

/// Types of the name that serde gives to derived ones, which read numbers or names of no field in another way.
macro_rules! impostors {
    ($($module:ident with left as $left:literal,)*) => {$(
        mod $module {
            use super::{Deserialize, Deserializer, Key, Visitor, de, fmt};

            #[allow(non_camel_case_types)]
            pub(super) enum __Field {
                Left,
                Right,
            }

            impl Key for __Field {
                fn is_left(&self) -> bool {
                    matches!(self, __Field::Left)
                }
            }

            struct AnyField;

            impl Visitor<'_> for AnyField {
                type Value = __Field;

                fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
                    formatter.write_str("left or right")
                }

                fn visit_u64<E: de::Error>(self, number: u64) -> Result<__Field, E> {
                    Ok(if number == $left { __Field::Left } else { __Field::Right })
                }

                fn visit_str<E: de::Error>(self, name: &str) -> Result<__Field, E> {
                    Ok(if name == "left" { __Field::Left } else { __Field::Right })
                }
            }

            impl<'de> Deserialize<'de> for __Field {
                fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                    deserializer.deserialize_identifier(AnyField)
                }
            }
        }
    )*};
}

impostors! {
    liar with left as 1,
    taker with left as 0,
}

#[test]
fn keys_of_types_written_by_hand() {
    for record in [[("left", "1"), ("right", "2")], [("right", "2"), ("left", "1")]] {
        check(&record, &ByString(1, 2));
        check(&record, &ByIdentifier(1, 2));
        check(&record, &ByVariant(1, 2));
        check(&record, &ByLiar(1, 2));
        check(&record, &ByTaker(1, 2));
    }
}

#[test]
fn a_name_of_no_field_is_told_to_a_type_that_takes_it_for_one() {
    let text = format!("[{}]", ["{left:1,right:2,up:3,down:4}"; 4].join(","));
    assert_eq!(jsv::from_str::<Vec<ByTaker>>(&text).unwrap(), [const { ByTaker(1, 4) }; 4]);
    assert_eq!(jsv::from_str::<Vec<ByLiar>>(&text).unwrap(), [const { ByLiar(1, 4) }; 4]);
}

/// Key and value texts that are well-formed; not all of them suit a field of their name.
fn members() -> impl Strategy<Value = String> {
    let keys = [
        "first",
        "second",
        "third",
        "FIRST",
        "Second",
        "fourth",
        "\"third\"",
        "\"a:b\"",
        " first",
        "second ",
        " x",
        "a key that is longer than thirty-two bytes",
        "é",
        "f",
        "fxrst",
        "sixth1",
    ];
    let values = [
        "1",
        "",
        "255",
        "256",
        "x",
        " ",
        " 7 ",
        "True",
        "\"1\"",
        "\"a,b}\"",
        "\"a\"\"b\"",
        "[]",
        "[1,2]",
        "[ 1 ,x]",
        "{}",
        "{a:b}",
        "{first:1,x:[{y:z}]}",
        "a text that is longer than thirty-two bytes",
        "a text of thirty bytes or of 31",
        "a:b",
        "é",
    ];
    let member = (sample::select(keys.to_vec()), sample::select(values.to_vec()));
    let members = collection::vec(member.prop_map(|(key, value)| format!("{key}:{value}")), 0..8);
    members.prop_map(|members| format!("{{{}}}", members.join(",")))
}

#[derive(Debug, PartialEq, Deserialize)]
struct Open {
    first: Option<u8>,
    #[serde(default)]
    second: String,
    third: Option<Vec<String>>,
    sixth: Option<bool>,
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Closed {
    first: Option<u8>,
    #[serde(default)]
    second: String,
    third: Option<Vec<String>>,
}

/// What `item` is alone, where names are used, is what it is in a list, where numbers are and what is of no field may be skipped.
fn check_alone_and_in_list<T>(items: &[String]) -> Result<(), TestCaseError>
where
    T: for<'de> Deserialize<'de> + PartialEq + fmt::Debug,
{
    let list = format!("[{{first:1}},{{first:1}},{}]", items.join(","));
    let alone: Vec<_> = items.iter().map(|item| jsv::from_str::<T>(item)).collect();
    match (jsv::from_str::<Vec<T>>(&list), alone.iter().position(Result::is_err)) {
        (Ok(read), None) => {
            let alone: Vec<T> = alone.into_iter().flatten().collect();
            prop_assert_eq!(&read[2..], &alone, "{}", list);
        }
        (Err(error), Some(index)) => {
            let before: usize = items[..index].iter().map(|item| item.len() + 1).sum();
            let start = "[{first:1},{first:1},".len() + before;
            let expected = alone[index].as_ref().unwrap_err();
            let kinds = (discriminant(error.kind()), discriminant(expected.kind()));
            prop_assert_eq!(kinds.0, kinds.1, "{}", list);
            prop_assert_eq!(error.offset(), expected.offset().map(|offset| start + offset), "{}", list);
            let path = error.path();
            let path = path.strip_prefix(&format!("[{}]", index + 2)).unwrap_or("elsewhere");
            prop_assert_eq!(path.trim_start_matches('.'), expected.path(), "{}", list);
        }
        (read, alone) => prop_assert!(false, "{list}: {read:?}, and alone the first error is {alone:?}"),
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn items_of_a_list_are_what_they_are_alone(items in collection::vec(members(), 1..5)) {
        check_alone_and_in_list::<Open>(&items)?;
        check_alone_and_in_list::<Closed>(&items)?;
    }
}

/// Two structs of the same names, in turns: one has an alias of the other's name.
#[test]
fn structs_of_the_same_names_are_not_taken_for_each_other() {
    #[derive(Debug, PartialEq, Deserialize)]
    struct Both {
        x: u8,
        #[serde(default)]
        y: u8,
    }
    #[derive(Debug, PartialEq, Deserialize)]
    struct One {
        #[serde(alias = "y")]
        x: u8,
    }
    let text = format!("[{}]", ["[{x:1,y:2},{y:3}]"; 4].join(","));
    let read: Vec<(Both, One)> = jsv::from_str(&text).unwrap();
    assert_eq!(read.len(), 4);
    for pair in read {
        assert_eq!(pair, (Both { x: 1, y: 2 }, One { x: 3 }));
    }
}

/// "Trimmed", but for a name that is declared with its white space: at any place, and in a tree.
#[test]
fn names_with_white_space_come_back() {
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Spaced {
        j: u8,
        #[serde(rename = " j")]
        before: u8,
        #[serde(rename = "k ", default)]
        last: Option<Vec<u8>>,
    }
    let both = Spaced { j: 1, before: 2, last: Some(vec![3]) };
    both_ways(&both, "{j:1, j:2,k :[3]}");
    for text in
        ["{ j:2,j:1,k :[3]}", "{k :[3],j:1, j:2}", "{j :1, j:2,k :[3]}", "{other:[], j:2,k :[3], J :1}"]
    {
        assert_eq!(read::<Spaced>(text), both, "{text}");
        let tree: jsv::Value = jsv::from_str(text).unwrap();
        assert_eq!(jsv::from_value::<Spaced>(tree).unwrap(), both, "{text}");
    }
    for (text, path) in [("{j:1, j:x}", " j: "), ("{ j:x}", " j: "), ("{j:1, j:2,k :[x]}", "k [0]: ")] {
        assert!(refused::<Spaced>(text).starts_with(path), "{}", refused::<Spaced>(text));
    }
    assert!(refused::<Spaced>("{ j:2, j:1,j:1}").contains("duplicate field ` j`"));
}
