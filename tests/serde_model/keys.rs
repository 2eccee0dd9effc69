//! Maps, and keys of every scalar type.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};

use super::{both_ways, read, refused};

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
enum Side {
    Left,
    #[serde(rename = "the right")]
    Right,
    #[serde(rename = "a:b")]
    Special,
}

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct Id<T>(T);

fn one<K: Ord>(key: K) -> BTreeMap<K, i32> {
    BTreeMap::from([(key, 1)])
}

#[test]
fn keys_of_every_scalar_type() {
    both_ways(&one("a".to_string()), "{a:1}");
    both_ways(&one(String::new()), "{\"\":1}");
    both_ways(&one("a:b".to_string()), "{\"a:b\":1}");
    both_ways(&one(" a ".to_string()), "{ a :1}");
    both_ways(&one('x'), "{x:1}");
    both_ways(&one(':'), "{\":\":1}");
    both_ways(&one('"'), "{\"\"\"\":1}");
    both_ways(&one(' '), "{ :1}");
    both_ways(&BTreeMap::from([(false, 1), (true, 2)]), "{False:1,True:2}");
    both_ways(&one(i8::MIN), "{-128:1}");
    both_ways(&one(i16::MIN), "{-32768:1}");
    both_ways(&one(i32::MIN), "{-2147483648:1}");
    both_ways(&one(i64::MIN), "{-9223372036854775808:1}");
    both_ways(&one(i128::MIN), "{-170141183460469231731687303715884105728:1}");
    both_ways(&one(u8::MAX), "{255:1}");
    both_ways(&one(u16::MAX), "{65535:1}");
    both_ways(&one(u32::MAX), "{4294967295:1}");
    both_ways(&one(u64::MAX), "{18446744073709551615:1}");
    both_ways(&one(u128::MAX), "{340282366920938463463374607431768211455:1}");
    both_ways(&one(Side::Left), "{Left:1}");
    both_ways(&one(Side::Right), "{the right:1}");
    both_ways(&one(Side::Special), "{\"a:b\":1}");
    both_ways(&one(Id(7_u64)), "{7:1}");
    both_ways(&one(Id("x,".to_string())), "{\"x,\":1}");
    both_ways(&one(Id(Id(Side::Left))), "{Left:1}");
    both_ways(&HashMap::from([("k".to_string(), "v".to_string())]), "{k:v}");
}

/// A key that shows itself is a string: quoted if it has special characters.
#[test]
fn keys_that_show_themselves() {
    struct Shown(&'static str);

    impl Serialize for Shown {
        fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.collect_str(self.0)
        }
    }

    struct Members(&'static str);

    impl Serialize for Members {
        fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.collect_map([(Shown(self.0), 1)])
        }
    }

    for (key, text) in [("a", "{a:1}"), ("::1", "{\"::1\":1}"), ("", "{\"\":1}"), ("\"", "{\"\"\"\":1}")] {
        assert_eq!(jsv::to_string(&Members(key)).unwrap(), text);
    }
}

/// Floats are no `Ord` and no `Hash`: a map of them is a list of pairs that serializes as a map.
#[test]
fn float_keys() {
    #[derive(Debug, PartialEq)]
    struct Pairs<F>(Vec<(F, i32)>);

    impl<F: Serialize> Serialize for Pairs<F> {
        fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.collect_map(self.0.iter().map(|(key, value)| (key, value)))
        }
    }

    impl<'de, F: Deserialize<'de>> Deserialize<'de> for Pairs<F> {
        fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            struct PairsVisitor<F>(std::marker::PhantomData<F>);

            impl<'de, F: Deserialize<'de>> serde::de::Visitor<'de> for PairsVisitor<F> {
                type Value = Pairs<F>;

                fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                    f.write_str("a map")
                }

                fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<Pairs<F>, A::Error> {
                    let mut pairs = Vec::new();
                    while let Some(pair) = map.next_entry()? {
                        pairs.push(pair);
                    }
                    Ok(Pairs(pairs))
                }
            }

            deserializer.deserialize_map(PairsVisitor(std::marker::PhantomData))
        }
    }

    both_ways(&Pairs(vec![(0.5_f64, 1), (1e20, 2), (f64::INFINITY, 3)]), "{0.5:1,1E+20:2,Infinity:3}");
    both_ways(&Pairs(vec![(0.1_f32, 1), (f32::MAX, 2)]), "{0.1:1,3.4028235e+38:2}");
    // A repeated key reaches a hand-written visitor twice.
    assert_eq!(read::<Pairs<f32>>("{1:1,1.0:2}"), Pairs(vec![(1.0, 1), (1.0, 2)]));
    assert!(refused::<Pairs<f32>>("{x:1}").starts_with("expected a number, found \"x\""));
}

#[test]
fn keys_are_read_by_their_type() {
    assert_eq!(read::<BTreeMap<i32, i32>>("{ 1 :1,\"2\":2}"), BTreeMap::from([(1, 1), (2, 2)]));
    assert_eq!(read::<BTreeMap<bool, i32>>("{t:1,OFF:2,off:2}".replace("OFF:2,", "").as_str()).len(), 2);
    assert_eq!(read::<BTreeMap<Side, i32>>("{ LEFT :1,The Right:2}").len(), 2);
    assert_eq!(read::<BTreeMap<Option<u8>, u8>>("{1:1}"), BTreeMap::from([(Some(1), 1)]));
    // "Repeated key: the last wins", also where the texts differ and the keys do not.
    assert_eq!(read::<BTreeMap<i32, i32>>("{1:1,01:2}"), BTreeMap::from([(1, 2)]));
    assert_eq!(read::<BTreeMap<String, i32>>("{a:1,a:2}"), BTreeMap::from([("a".into(), 2)]));
    assert_eq!(read::<BTreeMap<&str, &str>>("{a :x,\"b\":}"), BTreeMap::from([("a ", "x"), ("b", "")]));
    assert_eq!(read::<BTreeMap<String, i32>>(""), BTreeMap::new());
    assert_eq!(read::<BTreeMap<String, i32>>(" { } "), BTreeMap::new());
    for (text, message) in [
        ("{x:1}", "expected an integer, found \"x\" (line 1, column 2)"),
        ("{1:1,256:1}", "\"256\" is out of range for u8 (line 1, column 6)"),
        ("{\"\":1}", "expected an integer, found \"\" (line 1, column 2)"),
        ("{1:x}", "1: expected an integer, found \"x\" (line 1, column 4)"),
        ("{1:1,}", "empty key (line 1, column 6)"),
        ("\"\"", "expected a map, found \"\" (line 1, column 1)"),
        ("[a]", "expected a map, found a list (line 1, column 1)"),
        (
            "[]",
            "expected a map, found a list; an empty map is `{}`, `Options::empty_list_is_map` takes this for one \
             (line 1, column 1)",
        ),
    ] {
        let error = jsv::from_str::<BTreeMap<u8, u8>>(text).unwrap_err();
        assert_eq!(error.to_string(), message, "{text}");
    }
    assert!(
        refused::<BTreeMap<Side, u8>>("{up:1}").starts_with("unknown variant \"up\", expected one of `Left`")
    );
    assert!(refused::<BTreeMap<char, u8>>("{ab:1}").starts_with("expected one character, found \"ab\""));
}

#[test]
fn keys_that_are_no_scalars_are_refused() {
    let refuse = |result: jsv::Result<String>| {
        assert!(matches!(result.unwrap_err().kind(), jsv::ErrorKind::KeyNotScalar));
    };
    #[derive(PartialEq, Eq, PartialOrd, Ord, Serialize)]
    struct Nothing;

    refuse(jsv::to_string(&one(Nothing)));
    refuse(jsv::to_string(&one(vec![1])));
    refuse(jsv::to_string(&one((1, 2))));
    refuse(jsv::to_string(&one(())));
    refuse(jsv::to_string(&one(one(1))));
    refuse(jsv::to_string(&one(None::<i32>)));
    refuse(jsv::to_string(&one(serde_bytes::ByteBuf::from("a"))));
    refuse(jsv::to_string(&one(Ok::<u8, u8>(1))));
}
