//! Rows whose columns are the fields in their order: their cells are handed over without keys from the second row on, and all
//! rows read as the first does.

use std::collections::BTreeMap;
use std::fmt;

use jsv::csv;
use serde::de::{self, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Serialize, forward_to_deserialize_any};

#[derive(Debug, PartialEq, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Row<T> {
    id: T,
    name: Option<String>,
    #[serde(default)]
    tags: Vec<String>,
    #[serde(skip)]
    none: u8,
}

fn row(id: u8, name: Option<&str>, tags: &[&str]) -> Row<u8> {
    let tags = tags.iter().map(|tag| (*tag).to_owned()).collect();
    Row { id, name: name.map(str::to_owned), tags, none: 0 }
}

#[test]
fn every_row_is_as_the_first() {
    let text = "id,NAME,Tags\n1,Ann,\"[a,b]\"\n2,,\n3,\"Bo \"\"x\"\"\",\"c,d\"\n4,{a:b},[]\n";
    let rows: Vec<Row<u8>> = csv::from_str(text).unwrap();
    let expected = [
        row(1, Some("Ann"), &["a", "b"]),
        row(2, None, &[]),
        row(3, Some("Bo \"x\""), &["c", "d"]),
        row(4, Some("{a:b}"), &[]),
    ];
    assert_eq!(rows, expected);
}

#[test]
fn errors_name_field_and_place_in_every_row() {
    for index in 0..5 {
        let mut lines = ["1,Ann,[a]"; 5];
        lines[index] = "1,Ann,\"[a,{\"\"b]\"";
        let text = format!("Id,Name,Tags\n{}\n", lines.join("\n"));
        let error = csv::from_str::<Row<u8>>(&text).unwrap_err();
        let place = (error.record(), error.line(), error.column(), error.path());
        let record = index as u64 + 1;
        assert_eq!(place, (Some(record), index + 2, 12, "Tags[1]".to_owned()), "{error}");

        lines[index] = "x,Ann,[a]";
        let text = format!("ID,Name,Tags\n{}\n", lines.join("\n"));
        let error = csv::from_str::<Row<u8>>(&text).unwrap_err();
        let place = (error.record(), error.line(), error.column(), error.path());
        assert_eq!(place, (Some(record), index + 2, 1, "Id".to_owned()), "{error}");
    }
}

#[test]
fn what_a_short_row_lacks_is_missing() {
    let text = "Id,Name,Tags\n1,Ann,[a]\n2,Bo,[b]\n3,Cy\n4\n5,Di,[e]\n";
    let mut reader = csv::ReaderBuilder::new();
    let rows: Result<Vec<Row<u8>>, _> = reader.flexible(true).rows(text).collect();
    let expected = [
        row(1, Some("Ann"), &["a"]),
        row(2, Some("Bo"), &["b"]),
        row(3, Some("Cy"), &[]),
        row(4, None, &[]),
        row(5, Some("Di"), &["e"]),
    ];
    assert_eq!(rows.unwrap(), expected);

    let text = "Id,Name,Tags\n1,Ann,[a]\n2,Bo,[b]\n3,Cy\n4,Di,[e],f\n";
    let rows: Vec<_> = csv::rows::<Row<u8>>(text).map(|row| row.is_ok()).collect();
    assert_eq!(rows, [true, true, false, false]);
}

/// Two structs of the same names, in turns from one reader: one has an alias of the other's name.
#[test]
fn structs_of_the_same_names_are_not_taken_for_each_other() {
    #[derive(Debug, PartialEq, Deserialize)]
    struct Both {
        x: u8,
        y: u8,
    }
    #[derive(Debug, PartialEq, Deserialize)]
    struct One {
        #[serde(alias = "y")]
        x: u8,
    }
    for both in [0b0000, 0b1111, 0b0101, 0b1010, 0b0011, 0b1101] {
        let mut reader = csv::Reader::from_reader(&b"x,y\n1,2\n1,2\n1,2\n1,2\n"[..]);
        for index in 0..4 {
            if both >> index & 1 == 1 {
                assert_eq!(reader.read_row().unwrap(), Some(Both { x: 1, y: 2 }), "row {index} of {both:b}");
            } else {
                let error = reader.read_row::<One>().unwrap_err().to_string();
                assert!(error.contains("duplicate field `x`"), "row {index} of {both:b}: {error}");
            }
        }
    }
}

/// The compiler may keep one list of names for both.
#[test]
fn a_strict_struct_is_not_taken_for_a_lax_one() {
    #[derive(Debug, PartialEq, Deserialize)]
    struct Lax {
        x: u8,
        y: u8,
    }
    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Strict {
        x: u8,
        y: u8,
    }
    for strict in 0..16 {
        let mut reader = csv::Reader::from_reader(&b"x,y,z\n1,2,3\n1,2,3\n1,2,3\n1,2,3\n"[..]);
        for index in 0..4 {
            if strict >> index & 1 == 1 {
                let error = reader.read_row::<Strict>().unwrap_err().to_string();
                assert!(error.contains("unknown field \"z\""), "row {index} of {strict:b}: {error}");
            } else {
                assert_eq!(reader.read_row().unwrap(), Some(Lax { x: 1, y: 2 }), "row {index} of {strict:b}");
            }
        }
    }
}

/// A visitor around another, which takes maps only.
struct MapOnly<V>(V);

impl<'de, V: Visitor<'de>> Visitor<'de> for MapOnly<V> {
    type Value = V::Value;

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        self.0.expecting(formatter)
    }

    fn visit_map<A: MapAccess<'de>>(self, access: A) -> Result<V::Value, A::Error> {
        self.0.visit_map(access)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, _: A) -> Result<V::Value, A::Error> {
        Err(de::Error::custom("a sequence"))
    }
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for MapOnly<D> {
    type Error = D::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_any(visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.0.deserialize_struct(name, fields, MapOnly(visitor))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}

#[derive(Debug, PartialEq)]
struct ByMap<T>(T);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for ByMap<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::deserialize(MapOnly(deserializer)).map(ByMap)
    }
}

#[test]
fn visitors_around_derived_ones_are_given_maps() {
    let text = "Id,Name,Tags\n".to_owned() + &"1,Ann,[a]\n".repeat(4);
    let rows: Vec<ByMap<Row<u8>>> = csv::from_str(&text).unwrap();
    assert_eq!(rows.len(), 4);
    for read in rows {
        assert_eq!(read, ByMap(row(1, Some("Ann"), &["a"])));
    }
}

/// A header's names are keys: scalars of any type, as in JSV (SPEC §4).
#[test]
fn keys_of_rows_are_scalars_of_any_type() {
    #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
    enum Kind {
        First,
        Second,
    }
    #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
    struct Id(String);

    fn back<K: Ord + Clone + std::fmt::Debug + Serialize + serde::de::DeserializeOwned>(
        keys: [K; 2],
        header: &str,
    ) {
        let row = BTreeMap::from(keys.map(|key| (key, 1)));
        let text = csv::to_string(&[&row]).unwrap();
        assert_eq!(text.lines().next(), Some(header));
        let read: Vec<BTreeMap<K, u8>> = csv::from_str(&text).unwrap();
        let owned: Result<Vec<_>, _> = csv::Reader::from_reader(text.as_bytes()).deserialize().collect();
        assert_eq!((read, owned.unwrap()), (vec![row.clone()], vec![row]));
    }
    back([1, 3], "1,3");
    back([-1_i128, 3], "-1,3");
    back([false, true], "False,True");
    back(['a', 'b'], "a,b");
    back([Kind::First, Kind::Second], "First,Second");
    back([Id("a".into()), Id("b".into())], "a,b");
    let row: Vec<BTreeMap<Option<String>, u8>> = csv::from_str("a\n1\n").unwrap();
    assert_eq!(row, [BTreeMap::from([(Some("a".to_owned()), 1)])]);
    let row: Vec<BTreeMap<Kind, u8>> = csv::from_str("first,SECOND\n1,2\n").unwrap();
    assert_eq!(row, [BTreeMap::from([(Kind::First, 1), (Kind::Second, 2)])]);
    let (read, mut reader) =
        (csv::from_str::<BTreeMap<u8, u8>>("a\n1\n"), csv::Reader::from_reader(&b"a\n1\n"[..]));
    for error in [read.unwrap_err(), reader.read_row::<BTreeMap<u8, u8>>().unwrap_err()] {
        assert_eq!(error.to_string(), "expected an integer, found \"a\" (record 0, line 1, column 1)");
    }
}

/// The names of a file that is read piece by piece, or of the caller's, are the keys' own.
#[test]
fn keys_of_a_readers_rows_are_their_own() {
    fn rows(reader: csv::Reader<&[u8]>) -> Vec<BTreeMap<String, String>> {
        reader.into_deserialize().collect::<Result<_, _>>().unwrap()
    }
    fn row<const N: usize>(members: [(&str, &str); N]) -> BTreeMap<String, String> {
        members.map(|(name, cell)| (name.to_owned(), cell.to_owned())).into()
    }
    let file = "Id ,\"say \"\"hi\"\"\"\n1,a\n2,b\n";
    let expected = [row([("Id", "1"), ("say \"hi\"", "a")]), row([("Id", "2"), ("say \"hi\"", "b")])];
    assert_eq!(rows(csv::Reader::from_reader(file.as_bytes())), expected);
    assert_eq!(csv::from_str::<BTreeMap<String, String>>(file).unwrap(), expected);

    let mut reader = csv::Reader::from_reader(&b"1,a\n"[..]);
    reader.set_headers([" No ", "Name"]);
    assert_eq!(rows(reader), [row([("No", "1"), ("Name", "a")])]);

    let mut reader = csv::Reader::from_reader(&b"Id,Name\n1,a\n"[..]);
    let lent: Option<BTreeMap<String, &str>> = reader.read_row().unwrap();
    assert_eq!(lent, Some(BTreeMap::from([("Id".to_owned(), "1"), ("Name".to_owned(), "a")])));
    let mut reader = csv::Reader::from_reader(&b"Id,Name\n1,a\n"[..]);
    let error = reader.read_row::<BTreeMap<&str, &str>>().unwrap_err();
    assert_eq!((error.record(), error.line(), error.column()), (Some(0), 1, 1), "{error}");
}

/// "Unless `flexible`: extra cells ignored" (SPEC §6), by position too.
#[test]
fn flexible_rows_by_position_may_have_more_cells() {
    let mut reader = csv::ReaderBuilder::new();
    assert!(reader.from_str::<(u8, u8)>("a,b\n1,2,3\n").is_err());
    reader.flexible(true);
    assert_eq!(reader.from_str::<(u8, u8)>("a,b\n1,2,3\n").unwrap(), [(1, 2)]);
    reader.has_headers(false);
    assert_eq!(reader.from_str::<(u8, u8)>("1,2\n1,2,3\n").unwrap(), [(1, 2), (1, 2)]);
}

#[test]
fn unknown_columns_are_denied_by_name() {
    #[derive(Debug, Default, PartialEq, Deserialize)]
    #[serde(default, rename_all = "PascalCase", deny_unknown_fields)]
    struct Strict {
        #[serde(alias = "No")]
        number: u8,
        name: String,
    }
    let strict = |number, name: &str| Strict { number, name: name.to_owned() };
    for known in ["Number,Name\n1,a\n2,b\n", "name,NO\na,1\nb,2\n"] {
        assert_eq!(csv::from_str::<Strict>(known).unwrap(), [strict(1, "a"), strict(2, "b")]);
    }
    let unknown = "Number,Nmae,Name\n1,[,a\n2,b,c\n";
    let mut reader = csv::Reader::from_reader(unknown.as_bytes());
    let rows: Vec<_> = csv::rows::<Strict>(unknown).chain(reader.deserialize()).collect();
    assert_eq!(rows.len(), 4);
    for row in rows {
        let error = row.unwrap_err();
        assert!(error.to_string().starts_with("unknown field \"Nmae\""), "{error}");
        assert_eq!((error.record(), error.line(), error.column()), (Some(0), 1, 8), "{error}");
    }
    // What a short record lacks stands in the header all the same.
    let short = csv::ReaderBuilder::new().flexible(true).from_str::<Strict>("Number,Name,Nmae\n1\n2,b,c\n");
    assert_eq!(short.unwrap_err().column(), 13);
    let error = csv::ReaderBuilder::new().has_headers(false).from_str::<Strict>("1,a,b\n").unwrap_err();
    assert_eq!(error.to_string(), "expected a record of 2 cells, found 3 (record 1, line 1, column 1)");
}

#[test]
fn names_that_are_no_keys_are_found_in_the_header() {
    let error = csv::from_str::<BTreeMap<u8, u8>>("1, xx\n1,2\n").unwrap_err();
    assert_eq!(error.to_string(), "expected an integer, found \"xx\" (record 0, line 1, column 3)");
}

#[test]
fn a_row_of_one_empty_cell_is_nothing() {
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Newtype(Option<u8>);
    let text = "a\n1\n\"\"\n";
    assert_eq!(csv::from_str::<Option<u8>>(text).unwrap(), [Some(1), None]);
    assert_eq!(csv::from_str::<Newtype>(text).unwrap(), [Newtype(Some(1)), Newtype(None)]);
    assert_eq!(csv::from_str::<Option<&str>>(text).unwrap(), [Some("1"), None]);
    assert_eq!(csv::from_str::<Option<(u8, Option<u8>)>>("a,b\n1,\n").unwrap(), [Some((1, None))]);
    let mut builder = csv::ReaderBuilder::new();
    builder.distinguish_empty(true);
    assert_eq!(builder.from_str::<Option<&str>>(text).unwrap(), [Some("1"), Some("")]);

    let mut writer = csv::Writer::from_writer(Vec::new());
    for value in [Newtype(Some(1)), Newtype(None)] {
        writer.serialize(&value).unwrap();
    }
    let written = String::from_utf8(writer.into_inner().unwrap()).unwrap();
    let read = csv::ReaderBuilder::new().has_headers(false).from_str::<Newtype>(&written);
    assert_eq!(read.unwrap(), [Newtype(Some(1)), Newtype(None)], "{written:?}");
}

#[test]
fn a_row_may_borrow_from_the_reader() {
    #[derive(Debug, PartialEq, Deserialize)]
    struct Lent<'a> {
        name: &'a str,
        #[serde(borrow)]
        tags: Vec<&'a str>,
    }
    let text = "Name,Tags\nAnn,\"[a,b]\"\n\"B\"\"o\",[]\nCy,c\n";
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    assert_eq!(reader.read_row().unwrap(), Some(Lent { name: "Ann", tags: vec!["a", "b"] }));
    let error = reader.read_row::<Lent<'_>>().unwrap_err();
    assert_eq!((error.record(), error.line(), error.path().as_str()), (Some(2), 3, "name"));
    assert_eq!(reader.read_row().unwrap(), Some(Lent { name: "Cy", tags: vec!["c"] }));
    assert_eq!(reader.read_row::<Lent<'_>>().unwrap(), None);
}
