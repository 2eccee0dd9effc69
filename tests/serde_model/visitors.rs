//! Hand-written visitors and seeds. One that stops early is an error, never a silent loss.

use std::fmt;

use serde::de::{self, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Serialize};

use super::{read, refused};

/// Reads at most two items, two members, or a whole text.
#[derive(Debug, PartialEq)]
struct Two(Vec<String>);

struct TwoVisitor;

impl<'de> Visitor<'de> for TwoVisitor {
    type Value = Two;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("two things")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Two, E> {
        Ok(Two(vec![text.into()]))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Two, A::Error> {
        let mut taken = Vec::new();
        while taken.len() < 2
            && let Some(item) = items.next_element()?
        {
            taken.push(item);
        }
        Ok(Two(taken))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Two, A::Error> {
        let mut taken = Vec::new();
        while taken.len() < 2
            && let Some((key, value)) = members.next_entry::<String, String>()?
        {
            taken.push(format!("{key}={value}"));
        }
        Ok(Two(taken))
    }
}

macro_rules! reads_two {
    ($name:ident, $($call:tt)+) => {
        #[derive(Debug)]
        struct $name(Two);

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.$($call)+.map($name)
            }
        }
    };
}

reads_two!(TwoOfAny, deserialize_any(TwoVisitor));
reads_two!(TwoOfSeq, deserialize_seq(TwoVisitor));
reads_two!(TwoOfMap, deserialize_map(TwoVisitor));
reads_two!(TwoOfStruct, deserialize_struct("Two", &["a", "b", "c"], TwoVisitor));

#[test]
fn visitors_that_stop_early_lose_nothing() {
    assert_eq!(read::<TwoOfSeq>("[a,b]").0, Two(vec!["a".into(), "b".into()]));
    assert_eq!(read::<TwoOfSeq>("a,b").0, Two(vec!["a".into(), "b".into()]));
    assert_eq!(read::<TwoOfAny>("{a:1,b:2}").0, Two(vec!["a=1".into(), "b=2".into()]));
    assert_eq!(read::<TwoOfStruct>("{B:1,a:2}").0, Two(vec!["b=1".into(), "a=2".into()]));
    for text in ["[a,b,c]", "[a,b,]", "a,b,c", "a,b,"] {
        assert!(refused::<TwoOfSeq>(text).starts_with("expected a list of 2 items, found 3"), "{text}");
    }
    assert!(refused::<TwoOfAny>("[a,b,c]").starts_with("expected a list of 2 items, found 3"));
    for text in ["{a:1,b:2,c:3}", "{a:1,b:2,}", "{a:1,b:2,damaged"] {
        let message = "expected `}`: the type takes no more members";
        assert!(refused::<TwoOfAny>(text).starts_with(message), "{text}");
        assert!(refused::<TwoOfMap>(text).starts_with(message), "{text}");
        assert!(refused::<TwoOfStruct>(text).starts_with(message), "{text}");
    }
    // Nested, where what is left would otherwise be taken for what follows.
    assert!(refused::<Vec<TwoOfSeq>>("[[a,b,c],[d]]").starts_with("[0]: expected a list of 2 items"));
    assert!(refused::<Vec<TwoOfMap>>("[{a:1,b:2,c:3}]").starts_with("[0]: expected `}`"));
}

#[test]
fn rows_that_stop_early_lose_nothing() {
    assert_eq!(
        jsv::csv::from_str::<TwoOfMap>("a,b\n1,2\n").unwrap()[0].0,
        Two(vec!["a=1".into(), "b=2".into()])
    );
    assert_eq!(jsv::csv::from_str::<TwoOfSeq>("a,b\n1,2\n").unwrap()[0].0, Two(vec!["1".into(), "2".into()]));
    let text = "a,b,c\n1,2,3\n";
    assert!(jsv::csv::from_str::<TwoOfSeq>(text).is_err());
    assert!(jsv::csv::from_str::<TwoOfMap>(text).is_err());
    assert!(jsv::csv::from_str::<TwoOfStruct>(text).is_err());
    assert!(jsv::csv::from_str::<TwoOfAny>(text).is_err());
    // Unknown columns are skipped, by the reader and not by the visitor.
    assert_eq!(
        jsv::csv::from_str::<TwoOfStruct>("a,x,b\n1,2,3\n").unwrap()[0].0,
        Two(vec!["a=1".into(), "b=3".into()])
    );
}

/// Asks for nothing at all.
#[derive(Debug)]
struct Deaf;

impl<'de> Deserialize<'de> for Deaf {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct DeafVisitor;

        impl<'de> Visitor<'de> for DeafVisitor {
            type Value = Deaf;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("anything")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, _: A) -> Result<Deaf, A::Error> {
                Ok(Deaf)
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Deaf, A::Error> {
                // A key without its value.
                map.next_key::<IgnoredAny>()?;
                Ok(Deaf)
            }
        }

        deserializer.deserialize_any(DeafVisitor)
    }
}

#[test]
fn visitors_that_ask_for_nothing() {
    read::<Deaf>("[]");
    read::<Deaf>("{}");
    refused::<Deaf>("[a]");
    refused::<Deaf>("[,]");
    refused::<Deaf>("{a:1}");
    refused::<Vec<Deaf>>("[{a:1},{b:2}]");
    refused::<(Deaf, u8)>("[[x],1]");
}

/// An enum's visitor that does not look at the content, or not even at the variant.
#[test]
fn enum_visitors_that_ask_for_nothing() {
    struct Lazy<const LOOK: bool>;

    impl<'de, const LOOK: bool> Visitor<'de> for Lazy<LOOK> {
        type Value = ();

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an enum")
        }

        fn visit_enum<A: de::EnumAccess<'de>>(self, access: A) -> Result<(), A::Error> {
            if LOOK {
                access.variant::<IgnoredAny>()?;
            }
            Ok(())
        }
    }

    #[derive(Debug)]
    struct Ignorant<const LOOK: bool>;

    impl<'de, const LOOK: bool> Deserialize<'de> for Ignorant<LOOK> {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            deserializer.deserialize_enum("Ignorant", &["A"], Lazy::<LOOK>)?;
            Ok(Ignorant)
        }
    }

    for text in ["{A:1}", "{A:[1,2]}", "{A:}"] {
        refused::<Ignorant<true>>(text);
        refused::<Ignorant<false>>(text);
        refused::<Vec<Ignorant<true>>>(&format!("[{text}]"));
        refused::<Vec<Ignorant<false>>>(&format!("[{text}]"));
    }
}

/// What is damaged is damaged for whoever skips it.
#[test]
fn ignored_values_must_be_well_formed() {
    for text in ["", "a", "a,b]}", "\"a,b\"", "[a,[b],{c:d}]", "{a:{b:[]}}", " [a] ", "[ ]", "{ }", "x\"y"] {
        read::<IgnoredAny>(text);
    }
    for text in ["[a", "{a", "{a}", "{a:1", "{a:b,}", "{:1}", "\"a", "[\"a\"b]", "[a]b", "{a:[}]", "[{]}"] {
        refused::<IgnoredAny>(text);
        refused::<Vec<IgnoredAny>>(&format!("[{text}"));
    }
    let deep = |levels: usize| "[".repeat(levels) + &"]".repeat(levels);
    read::<IgnoredAny>(&deep(128));
    assert!(refused::<IgnoredAny>(&deep(129)).contains("128 levels"));
}

#[test]
fn both_sides_are_human_readable() {
    struct Probe;

    impl Serialize for Probe {
        fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            let readable = serializer.is_human_readable();
            serializer.serialize_bool(readable)
        }
    }

    impl<'de> Deserialize<'de> for Probe {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            let readable = deserializer.is_human_readable();
            IgnoredAny::deserialize(deserializer)?;
            if readable { Ok(Probe) } else { Err(de::Error::custom("not human-readable")) }
        }
    }

    assert_eq!(jsv::to_string(&[Probe]).unwrap(), "[True]");
    jsv::from_str::<Probe>("x").unwrap();
    jsv::from_str::<Vec<Probe>>("[x,{a:1}]").unwrap();
    jsv::csv::from_str::<(Probe, Probe)>("a,b\n1,2\n").unwrap();
    jsv::from_value::<Probe>(jsv::jsv!("x")).unwrap();
}

#[test]
fn seeds() {
    /// Adds numbers to a sum that the caller holds.
    struct Sum<'s>(&'s mut u32);

    impl<'de> DeserializeSeed<'de> for Sum<'_> {
        type Value = ();

        fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
            deserializer.deserialize_seq(self)
        }
    }

    impl<'de> Visitor<'de> for Sum<'_> {
        type Value = ();

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("numbers")
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
            while let Some(number) = items.next_element::<u32>()? {
                *self.0 += number;
            }
            Ok(())
        }
    }

    let mut sum = 0;
    let mut deserializer = jsv::Deserializer::from_str("[1,2,39]");
    Sum(&mut sum).deserialize(&mut deserializer).unwrap();
    deserializer.end().unwrap();
    assert_eq!(sum, 42);
    let mut deserializer = jsv::Deserializer::from_str("[1,x]");
    let error = Sum(&mut sum).deserialize(&mut deserializer).unwrap_err();
    assert_eq!(error.to_string(), "[1]: expected an integer, found \"x\" (line 1, column 4)");
}

/// The keys of a struct, borrowed as a visitor written by hand may ask for them.
#[derive(Debug, PartialEq)]
struct Keys<'a>(Vec<&'a str>);

impl<'de> Visitor<'de> for Keys<'de> {
    type Value = Self;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a struct")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut members: A) -> Result<Self, A::Error> {
        while let Some((key, _)) = members.next_entry::<&str, IgnoredAny>()? {
            self.0.push(key);
        }
        Ok(self)
    }
}

impl<'de> Deserialize<'de> for Keys<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_struct("Keys", &["Id", "Display:Name", "Tags"], Keys(Vec::new()))
    }
}

#[test]
fn keys_of_a_struct_can_be_borrowed() {
    for (text, keys) in [
        ("{Id:1,Tags:[a]}", vec!["Id", "Tags"]),
        ("{TAGS:[a],id:1}", vec!["Tags", "Id"]),
        ("{\"Display:Name\":a,Other:b,\"Id\":1,\"And\":c}", vec!["Display:Name", "Other", "Id", "And"]),
    ] {
        assert_eq!(read::<Keys>(text), Keys(keys.clone()), "{text}");
        let tree = jsv::from_str::<jsv::Value>(text).unwrap();
        assert_eq!(jsv::from_value::<Keys>(tree).unwrap(), Keys(keys), "{text}");
    }
}

/// A path names the field whether its key was expected, searched for, unknown, or has to be quoted.
#[test]
fn the_key_of_a_damaged_value_is_named() {
    #[derive(Debug, Deserialize)]
    #[allow(dead_code, reason = "only errors are looked at")]
    struct Plain {
        #[serde(default)]
        id: u8,
        #[serde(default)]
        size: u8,
    }
    #[derive(Debug, Deserialize)]
    #[allow(dead_code, reason = "only errors are looked at")]
    struct Quoted {
        #[serde(default, rename = "a:b")]
        id: u8,
        #[serde(default)]
        size: u8,
    }
    for (text, path) in [
        ("{id:x}", "id"),
        ("{id:1,size:x}", "size"),
        ("{size:x}", "size"),
        ("{SIZE:1,ID:x}", "id"),
        ("{other:1,id:x}", "id"),
        ("{other:[a}", "other"),
        ("{ID:1,size:1,\"o\"\"r\":[}", "o\"r"),
    ] {
        assert!(
            refused::<Plain>(text).starts_with(&format!("{path}: ")),
            "{text}: {}",
            refused::<Plain>(text)
        );
    }
    for (text, path) in
        [("{\"a:b\":x}", "a:b"), ("{size:1,\"A:B\":x}", "a:b"), ("{\"a:b\":1,size:x}", "size")]
    {
        assert!(refused::<Quoted>(text).contains(path), "{text}: {}", refused::<Quoted>(text));
    }
}

#[test]
fn keys_of_a_row_can_be_borrowed() {
    let rows = jsv::csv::from_str::<Keys>("id,Other,TAGS\n1,2,3\n").unwrap();
    assert_eq!(rows, [Keys(vec!["Id", "Tags"])]);
}

/// Hides the error of what it holds.
#[derive(Debug, PartialEq)]
struct Hiding<T>(Option<T>);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Hiding<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Hiding(T::deserialize(deserializer).ok()))
    }
}

/// What is left of a list or map that failed must not be taken for what follows it.
#[test]
fn a_type_that_hides_an_error_is_not_given_what_is_left_of_its_value() {
    #[derive(Debug, PartialEq, Deserialize)]
    struct User {
        scores: Hiding<Vec<u8>>,
        #[serde(default)]
        admin: bool,
    }
    #[derive(Debug, PartialEq, Deserialize)]
    enum Kind {
        Scored(Vec<u8>),
    }
    type Lists = Vec<Hiding<Vec<u8>>>;
    let hidden = |error: jsv::Error| error.to_string().contains("has hidden its error");

    // Of a scalar nothing is left.
    let scalars: Vec<Hiding<u8>> = jsv::from_str("[1,x,3]").unwrap();
    assert_eq!(scalars, [Hiding(Some(1)), Hiding(None), Hiding(Some(3))]);
    // Nor does a cell go on in the next one.
    let rows: Vec<(Hiding<Vec<u8>>, u8)> = jsv::csv::from_str("a,b\n[x],1\n\"[x\",2\n[2],3\n").unwrap();
    assert_eq!(rows, [(Hiding(None), 1), (Hiding(None), 2), (Hiding(Some(vec![2])), 3)]);

    assert!(hidden(jsv::from_str::<User>("{scores:[q,admin:True]}").unwrap_err()));
    assert!(hidden(jsv::from_str::<User>("{scores:[q],admin:True}").unwrap_err()));
    for text in ["[[q]", "[[q],[1]]", "[[1],[q,2],[3]]", "[[1,q"] {
        assert!(hidden(jsv::from_str::<Lists>(text).unwrap_err()), "{text}");
    }
    assert!(hidden(jsv::from_str::<Hiding<Vec<u8>>>("[q").unwrap_err()));
    assert!(hidden(jsv::from_str::<Vec<Hiding<User>>>("[{admin:x,scores:[]}]").unwrap_err()));
    for text in ["[{Scored:[q],x:1}]", "[{Other:1},{Scored:[1]}]", "[{,a]", "[{Scored:[1],b]"] {
        assert!(hidden(jsv::from_str::<Vec<Hiding<Kind>>>(text).unwrap_err()), "{text}");
    }

    for size in 1..12 {
        let text = "[[q,1],[2],[1]]";
        let items = jsv::StreamDeserializer::<_, Hiding<Vec<u8>>>::items(Slow(text.as_bytes(), size));
        let items: Vec<_> = items.map(Result::ok).collect();
        assert_eq!(items, [None, Some(Hiding(Some(vec![2]))), Some(Hiding(Some(vec![1])))], "{size}");
        let lines = jsv::StreamDeserializer::<_, Hiding<Vec<u8>>>::lines(Slow(b"[q\n[1]\n", size));
        assert_eq!(lines.map(Result::ok).collect::<Vec<_>>(), [None, Some(Hiding(Some(vec![1])))], "{size}");
    }
}

/// So many bytes at once.
struct Slow<'a>(&'a [u8], usize);

impl std::io::Read for Slow<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.1.min(buffer.len());
        self.0.read(&mut buffer[..count])
    }
}
