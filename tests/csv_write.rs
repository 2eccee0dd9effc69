//! Writing CSV, by SPEC §8 and §9.

use std::collections::{BTreeMap, HashMap};

use jsv::csv::{ReaderBuilder, Terminator, Writer, WriterBuilder, header_of, to_string, to_writer};
use jsv::{ErrorKind, Result};
use serde::ser::{SerializeMap, SerializeStruct};
use serde::{Deserialize, Serialize, Serializer};

#[derive(Serialize, Deserialize, Clone, Copy)]
enum Level {
    Low,
    High,
}

#[derive(Serialize, Deserialize, Clone)]
#[serde(rename_all = "PascalCase")]
struct FlatRow {
    id: i32,
    name: Option<String>,
    note: Option<String>,
    amount: f64,
    active: bool,
    rank: Option<i32>,
    level: Level,
}

fn flat(
    id: i32,
    name: &str,
    note: &str,
    amount: f64,
    active: bool,
    rank: Option<i32>,
    level: Level,
) -> FlatRow {
    FlatRow { id, name: Some(name.into()), note: Some(note.into()), amount, active, rank, level }
}

fn flat_rows() -> [FlatRow; 3] {
    [
        flat(1, "a;b", "x,y", 1.5, true, None, Level::High),
        flat(2, "it's", "q\"q", -2.0, false, Some(3), Level::Low),
        flat(3, "t\tb", "l\nl", 0.0, false, None, Level::Low),
    ]
}

fn entries<const N: usize>(entries: [(&str, &str); N]) -> BTreeMap<String, String> {
    entries.into_iter().map(|(key, value)| (key.into(), value.into())).collect()
}

/// The lines of csv-dialect.jsonl.
#[test]
fn dialects_write_what_the_reference_wrote() {
    let lf = Terminator::Any(b'\n');
    for (dialect, builder, expected) in [
        (
            "default",
            WriterBuilder::new(),
            "Id,Name,Note,Amount,Active,Rank,Level\r\n1,a;b,\"x,y\",1.5,True,,High\r\n2,it's,\"q\"\"q\",-2,False,3,Low\r\n3,t\tb,\"l\nl\",0,False,,Low\r\n",
        ),
        (
            "semicolon",
            WriterBuilder::new().delimiter(b';').clone(),
            "Id;Name;Note;Amount;Active;Rank;Level\r\n1;\"a;b\";x,y;1.5;True;;High\r\n2;it's;\"q\"\"q\";-2;False;3;Low\r\n3;t\tb;\"l\nl\";0;False;;Low\r\n",
        ),
        (
            "tab",
            WriterBuilder::new().delimiter(b'\t').clone(),
            "Id\tName\tNote\tAmount\tActive\tRank\tLevel\r\n1\ta;b\tx,y\t1.5\tTrue\t\tHigh\r\n2\tit's\t\"q\"\"q\"\t-2\tFalse\t3\tLow\r\n3\t\"t\tb\"\t\"l\nl\"\t0\tFalse\t\tLow\r\n",
        ),
        (
            "pipe",
            WriterBuilder::new().delimiter(b'|').clone(),
            "Id|Name|Note|Amount|Active|Rank|Level\r\n1|a;b|x,y|1.5|True||High\r\n2|it's|\"q\"\"q\"|-2|False|3|Low\r\n3|t\tb|\"l\nl\"|0|False||Low\r\n",
        ),
        (
            "single quote",
            WriterBuilder::new().quote(b'\'').clone(),
            "Id,Name,Note,Amount,Active,Rank,Level\r\n1,a;b,'x,y',1.5,True,,High\r\n2,'it''s',q\"q,-2,False,3,Low\r\n3,t\tb,'l\nl',0,False,,Low\r\n",
        ),
        (
            "lf",
            WriterBuilder::new().terminator(lf).clone(),
            "Id,Name,Note,Amount,Active,Rank,Level\n1,a;b,\"x,y\",1.5,True,,High\n2,it's,\"q\"\"q\",-2,False,3,Low\n3,t\tb,\"l\nl\",0,False,,Low\n",
        ),
        (
            "no headers",
            WriterBuilder::new().has_headers(false).clone(),
            "1,a;b,\"x,y\",1.5,True,,High\r\n2,it's,\"q\"\"q\",-2,False,3,Low\r\n3,t\tb,\"l\nl\",0,False,,Low\r\n",
        ),
        (
            "semicolon no headers lf",
            WriterBuilder::new().delimiter(b';').has_headers(false).terminator(lf).clone(),
            "1;\"a;b\";x,y;1.5;True;;High\n2;it's;\"q\"\"q\";-2;False;3;Low\n3;t\tb;\"l\nl\";0;False;;Low\n",
        ),
    ] {
        let rows = flat_rows();
        assert_eq!(builder.to_string(&rows).unwrap(), expected, "{dialect}");
        let mut bytes = Vec::new();
        builder.to_writer(&mut bytes, &rows).unwrap();
        assert_eq!(str::from_utf8(&bytes).unwrap(), expected, "{dialect}, to_writer");
        let mut writer = builder.from_writer(Vec::new());
        for row in &rows {
            writer.serialize(row).unwrap();
        }
        assert_eq!(String::from_utf8(writer.into_inner().unwrap()).unwrap(), expected, "{dialect}, Writer");
    }
    let maps = [entries([("b", "1"), ("a", "x,y")]), entries([("c", "3"), ("a", "")])];
    assert_eq!(to_string(&maps).unwrap(), "a,b,c\r\n\"x,y\",1,\r\n,,3\r\n");
    assert_eq!(to_string(&["a", "b,c", ""]).unwrap(), "a,\"b,c\",\r\n");
    assert_eq!(to_string(&[1, 2]).unwrap(), "1,2\r\n");
    assert_eq!(
        to_string(&flat_rows()[0]).unwrap(),
        "Id,Name,Note,Amount,Active,Rank,Level\r\n1,a;b,\"x,y\",1.5,True,,High\r\n"
    );
    let none: [FlatRow; 0] = [];
    let mut builder = WriterBuilder::new();
    assert_eq!(
        builder.header_of::<FlatRow>().unwrap().to_string(&none).unwrap(),
        "Id,Name,Note,Amount,Active,Rank,Level\r\n"
    );
}

#[derive(Serialize)]
enum Shape {
    Dot,
    Circle(f64),
    Line([i32; 2], [i32; 2]),
    Box { width: i32 },
}

#[derive(Serialize)]
struct Unit;

#[derive(Serialize)]
struct Meters(f64);

/// One cell in a record of two, so that an empty one stays empty.
#[test]
fn a_cell_is_a_text_as_it_stands_or_jsv() {
    fn cell<T: Serialize>(value: T) -> String {
        let text = to_string(&[(value, "-")]).unwrap();
        text.strip_suffix(",-\r\n").unwrap().to_owned()
    }
    assert_eq!(cell("a:b}c]d"), "a:b}c]d");
    for (text, expected) in [
        ("", ""),
        ("a,b", "\"a,b\""),
        ("\"", "\"\"\"\""),
        ("\r", "\"\r\""),
        ("\n", "\"\n\""),
        ("[", "\"[\""),
        ("{", "\"{\""),
        ("a[", "a["),
        (" [", " ["),
        ("seventeen letters", "seventeen letters"),
        ("seventeen letter,", "\"seventeen letter,\""),
    ] {
        assert_eq!(cell(text), expected);
        assert_eq!(cell(Some(text)), expected);
        assert_eq!(cell(format_args!("{text}")), expected);
    }
    assert_eq!(cell('x'), "x");
    assert_eq!(cell('"'), "\"\"\"\"");
    assert_eq!(cell(true), "True");
    assert_eq!(cell(-7_i8), "-7");
    assert_eq!(cell(u128::MAX), "340282366920938463463374607431768211455");
    assert_eq!(cell(1e300), "1E+300");
    assert_eq!(cell(1.5_f32), "1.5");
    assert_eq!(cell(None::<i32>), "");
    assert_eq!(cell(()), "");
    assert_eq!(cell(Unit), "");
    assert_eq!(cell(Meters(2.5)), "2.5");
    assert_eq!(cell(serde_bytes::Bytes::new(b"abc?")), "YWJjPw==");
    assert_eq!(cell(Shape::Dot), "Dot");
    assert_eq!(cell(Shape::Circle(1.5)), "\"{Circle:1.5}\"");
    assert_eq!(cell(Shape::Line([1, 2], [3, 4])), "\"{Line:[[1,2],[3,4]]}\"");
    assert_eq!(cell(Shape::Box { width: 3 }), "\"{Box:{width:3}}\"");
    assert_eq!(cell([0; 0]), "\"[]\"");
    assert_eq!(cell(["a,b", "c"]), "\"[\"\"a,b\"\",c]\"");
    assert_eq!(
        cell(BTreeMap::from([("k\"", "say \"hi\"")])),
        "\"{\"\"k\"\"\"\"\"\":\"\"say \"\"\"\"hi\"\"\"\"\"\"}\""
    );
    assert_eq!(cell(jsv::RawValue::new("{a:\"b\"}").unwrap()), "\"{a:\"\"b\"\"}\"");
    assert_eq!(cell(jsv::RawValue::new("plain").unwrap()), "plain");
}

#[test]
fn any_character_may_separate_and_quote() {
    let rows = [(-1.5, true, "b", vec!["x'y"])];
    for (delimiter, quote, expected) in [
        (b'.', b'"', "\"-1.5\".True.b.\"[x'y]\"\r\n"),
        (b'-', b'"', "\"-1.5\"-True-b-\"[x'y]\"\r\n"),
        (b'u', b'\'', "-1.5u'True'ubu'[x''y]'\r\n"),
        (b',', b'x', "-1.5,True,b,x[xx'y]x\r\n"),
        (b'{', b'"', "-1.5{True{b{\"[x'y]\"\r\n"),
        (0, 1, "-1.5\0True\0b\0\u{1}[x'y]\u{1}\r\n"),
    ] {
        let text = WriterBuilder::new().delimiter(delimiter).quote(quote).to_string(&rows).unwrap();
        assert_eq!(text, expected);
    }
    let text = WriterBuilder::new().terminator(Terminator::Any(b'e')).to_string(&rows).unwrap();
    assert_eq!(text, "-1.5,\"True\",b,\"[x'y]\"e");
}

#[test]
fn impossible_dialects_are_refused() {
    for builder in [
        WriterBuilder::new().delimiter(b'\n'),
        WriterBuilder::new().delimiter(b'\r'),
        WriterBuilder::new().delimiter(0xE9),
        WriterBuilder::new().quote(b'\r'),
        WriterBuilder::new().quote(b'\n'),
        WriterBuilder::new().quote(0x80),
        WriterBuilder::new().quote(b','),
        WriterBuilder::new().quote(0),
        // Doubled, they would be taken for JSV.
        WriterBuilder::new().quote(b':'),
        WriterBuilder::new().quote(b'['),
        WriterBuilder::new().delimiter(b';').quote(b','),
        WriterBuilder::new().terminator(Terminator::Any(b',')),
        WriterBuilder::new().terminator(Terminator::Any(b'"')),
        WriterBuilder::new().terminator(Terminator::Any(0xFF)),
    ] {
        let error = builder.to_string(&[[1]]).unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::InvalidDialect(_)), "{builder:?}: {error}");
        assert!(builder.from_writer(Vec::new()).serialize([1]).is_err(), "{builder:?}");
    }
}

/// Whatever the delimiter is, the other characters that mean something are read back.
#[test]
fn any_character_that_separates_is_read_back() {
    const CELLS: [&str; 12] = ["", "a", "[", "{", "]", "}", "[a]", "a}", ":", "\"", " ", "]\n}"];
    for delimiter in (0..128).filter(|byte| !b"\r\n\"".contains(byte)) {
        let mut writer = WriterBuilder::new();
        writer.delimiter(delimiter).has_headers(false);
        let mut rows = Vec::new();
        for first in CELLS {
            for second in CELLS {
                rows.extend(CELLS.map(|third| [first, second, third]));
            }
        }
        let text = writer.to_string(&rows).unwrap();
        let mut reader = ReaderBuilder::new();
        reader.delimiter(delimiter).has_headers(false);
        let read: Vec<[String; 3]> = reader.from_str(&text).unwrap();
        for (read, row) in read.iter().zip(&rows) {
            assert_eq!(read, row, "{:?}", char::from(delimiter));
        }
        assert_eq!(read.len(), rows.len());
    }
}

#[derive(Serialize)]
struct Special {
    #[serde(rename = "a,b")]
    a: i32,
    #[serde(rename = "[c")]
    c: i32,
}

/// The rows of SPEC §9 that concern CSV.
#[test]
fn differences_from_the_reference() {
    assert_eq!(to_string(&[[""]]).unwrap(), "\"\"\r\n");
    assert_eq!(to_string(&[[None::<&str>]]).unwrap(), "\"\"\r\n");
    assert_eq!(to_string(&[""]).unwrap(), "\"\"\r\n");
    assert_eq!(to_string(&[entries([("a", "")])]).unwrap(), "a\r\n\"\"\r\n");
    assert_eq!(WriterBuilder::new().quote(b'\'').to_string(&[[""]]).unwrap(), "''\r\n");

    assert_eq!(to_string(&[Special { a: 1, c: 2 }]).unwrap(), "\"a,b\",\"[c\"\r\n1,2\r\n");

    let maps = [HashMap::from([("b", 1)]), HashMap::from([("a", 2), ("é", 3), ("B", 4)])];
    assert_eq!(to_string(&maps).unwrap(), "B,a,b,é\r\n,,1,\r\n4,2,,3\r\n");
}

#[test]
fn what_rows_are() {
    #[derive(Serialize)]
    struct Nothing;
    #[derive(Serialize)]
    struct Newtype<T>(T);

    for (text, expected) in [
        (to_string(&[(1, "a"), (2, "b")]), "1,a\r\n2,b\r\n"),
        (to_string(&((1, "a"), (2, "b"))), "1,a\r\n2,b\r\n"),
        (to_string(&vec![vec![1, 2], vec![3, 4]]), "1,2\r\n3,4\r\n"),
        (to_string(&(1, "a", [2])), "1,a,\"[2]\"\r\n"),
        (to_string(&[Some("a"), None, Some("c")]), "a,,c\r\n"),
        (to_string(&[None, Some("b")]), ",b\r\n"),
        (to_string(&[None::<i32>, None]), ",\r\n"),
        (to_string(&[Shape::Circle(1.0), Shape::Dot]), "\"{Circle:1}\",Dot\r\n"),
        (
            to_string(&[Shape::Box { width: 1 }, Shape::Line([1, 2], [3, 4])]),
            "\"{Box:{width:1}}\",\"{Line:[[1,2],[3,4]]}\"\r\n",
        ),
        (to_string(&[Nothing, Nothing]), ",\r\n"),
        (to_string(&[(), ()]), ",\r\n"),
        (to_string(&[(1, Nothing, 2, ())]), "1,,2,\r\n"),
        (
            to_string(&[(Newtype("a\"b"), Newtype(Some(true)), Newtype(vec!["a,b"]), Newtype([1.0; 2]))]),
            "\"a\"\"b\",True,\"[\"\"a,b\"\"]\",\"[1,1]\"\r\n",
        ),
        (to_string(&Nothing), ""),
        (to_string(&[Newtype((1, "a"))]), "1,a\r\n"),
        (to_string(&[Newtype(entries([("b", "1"), ("a", "2")]))]), "a,b\r\n2,1\r\n"),
        (to_string("a,b"), "\"a,b\"\r\n"),
        (to_string(&format_args!("a,{}", 1)), "\"a,1\"\r\n"),
        (to_string(&[format_args!("={}", 1)]), "=1\r\n"),
        (to_string(&Shape::Circle(1.0)), "\"{Circle:1}\"\r\n"),
        (to_string(&1), "1\r\n"),
        (to_string(&()), ""),
        (to_string(&None::<FlatRow>), ""),
        (to_string(&Vec::<i32>::new()), ""),
        (to_string(&entries([("b", "1"), ("a", "2")])), "a,b\r\n2,1\r\n"),
        (to_string(&[BTreeMap::from([(2, 'a'), (10, 'b')])]), "10,2\r\nb,a\r\n"),
        (to_string(&[BTreeMap::from([("say \"hi\"", 1), ("a:b", 2)])]), "a:b,\"say \"\"hi\"\"\"\r\n2,1\r\n"),
        (WriterBuilder::new().header(["x", "y"]).to_string(&Vec::<i32>::new()), "x,y\r\n"),
        (WriterBuilder::new().header(["x", "y"]).has_headers(false).to_string(&Vec::<i32>::new()), ""),
        (WriterBuilder::new().header(["x", "y"]).to_string(&[1, 2]), "x,y\r\n1,2\r\n"),
        (
            WriterBuilder::new()
                .header(["b", "a"])
                .to_string(&[entries([("a", "1")]), entries([("b", "2")])]),
            "b,a\r\n,1\r\n2,\r\n",
        ),
        (WriterBuilder::new().has_headers(false).to_string(&[entries([("b", "1"), ("a", "2")])]), "2,1\r\n"),
    ] {
        assert_eq!(text.unwrap(), expected);
    }
}

#[test]
fn what_cannot_be_rows() {
    type Case = (Result<String>, &'static str);
    let cases: [Case; 10] = [
        (to_string(&(vec![1], 2)), "a scalar among rows (record 2)"),
        (to_string(&[Some([1]), None]), "nothing among rows (record 2)"),
        (to_string(&[None, Some([1])]), "nothing among rows (record 1)"),
        (to_string(&[[0; 0]]), "a record without cells (record 1)"),
        (to_string(&[BTreeMap::<i32, i32>::new()]), "a record without cells"),
        (to_string(&([1], entries([("a", "1")]))), "named fields among rows without names (record 2)"),
        (to_string(&(entries([("a", "1")]), [1])), "a list among maps (record 2)"),
        (
            WriterBuilder::new().header(["a"]).to_string(&[[1, 2]]),
            "expected 1 cells, as in the header, found 2 (record 1)",
        ),
        (
            WriterBuilder::new().header(["a"]).to_string(&[entries([("b", "1")])]),
            "b: unknown field \"b\", expected a column of the header (record 1)",
        ),
        (WriterBuilder::new().header(["a", "a"]).to_string(&[[1, 2]]), "duplicate field `a`"),
    ];
    for (result, expected) in cases {
        assert_eq!(result.unwrap_err().to_string(), expected);
    }
    let error = to_string(&[(1, BTreeMap::from([([1], 2)]))]).unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::KeyNotScalar));
    assert_eq!((error.record(), error.path().as_str()), (Some(1), "[1]"));
}

/// Fields in any order, some left out without a word.
struct Loose(Vec<(&'static str, &'static str)>);

impl Serialize for Loose {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut row = serializer.serialize_struct("Loose", self.0.len())?;
        for (name, value) in &self.0 {
            row.serialize_field(name, value)?;
        }
        row.end()
    }
}

/// The same as a map, whose keys may repeat.
struct LooseMap(Vec<(&'static str, &'static str)>);

impl Serialize for LooseMap {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut row = serializer.serialize_map(None)?;
        for (name, value) in &self.0 {
            row.serialize_entry(name, value)?;
        }
        row.end()
    }
}

#[test]
fn fields_go_to_the_column_of_their_name() {
    let rows: [(&[(&str, &str)], &str); 7] = [
        (&[("a", "1"), ("b", "2"), ("c", "3,")], "1,2,\"3,\""),
        (&[("a", "4"), ("b", "5"), ("c", "6")], "4,5,6"),
        (&[("c", "7,"), ("b", "8"), ("a", "9")], "9,8,\"7,\""),
        (&[("b", "10")], ",10,"),
        (&[("a", "11"), ("c", "12")], "11,,12"),
        (&[("a", "13"), ("c", "14"), ("b", "15")], "13,15,14"),
        (&[], ",,"),
    ];
    let mut structs = Writer::from_writer(Vec::new());
    let mut maps = Writer::from_writer(Vec::new());
    let mut expected = String::from("a,b,c\r\n");
    for (row, line) in rows {
        structs.serialize(Loose(row.to_vec())).unwrap();
        maps.serialize(LooseMap(row.to_vec())).unwrap();
        expected.push_str(line);
        expected.push_str("\r\n");
    }
    assert_eq!(String::from_utf8(structs.into_inner().unwrap()).unwrap(), expected);
    assert_eq!(String::from_utf8(maps.into_inner().unwrap()).unwrap(), expected);
    let structs: Vec<Loose> = rows.iter().map(|(row, _)| Loose(row.to_vec())).collect();
    assert_eq!(to_string(&structs).unwrap(), expected);
    let maps: Vec<LooseMap> = rows.iter().rev().map(|(row, _)| LooseMap(row.to_vec())).collect();
    let mut lines: Vec<&str> = expected.split_inclusive("\r\n").collect();
    lines[1..].reverse();
    assert_eq!(to_string(&maps).unwrap(), lines.concat());
}

#[test]
fn a_row_that_fails_writes_nothing() {
    let mut writer = Writer::from_writer(Vec::new());
    for (row, expected) in [
        (vec![("a", "0"), ("a", "0")], Err("a: duplicate field `a` (record 1)")),
        (vec![("b", "1"), ("a", "2")], Ok(())),
        (
            vec![("b", "3"), ("c", "4")],
            Err("c: unknown field \"c\", expected a column of the header (record 2)"),
        ),
        (vec![("b", "3"), ("b", "4")], Err("b: duplicate field `b` (record 2)")),
        (vec![("a", "3"), ("a", "4")], Err("a: duplicate field `a` (record 2)")),
        (vec![("a", "3"), ("b", "4"), ("a", "5")], Err("a: duplicate field `a` (record 2)")),
        (vec![("b", "5"), ("a", "6")], Ok(())),
    ] {
        let written = writer.serialize(LooseMap(row)).map_err(|error| error.to_string());
        assert_eq!(written, expected.map_err(str::to_owned));
    }
    assert!(writer.serialize(&(1, BTreeMap::from([([1], 2)]))).is_err());
    assert!(writer.serialize([1, 2, 3]).is_err());
    assert!(writer.write_record(["1"]).is_err());
    writer.serialize((7, "{")).unwrap();
    assert_eq!(writer.into_inner().unwrap(), b"b,a\r\n1,2\r\n5,6\r\n7,\"{\"\r\n");
}

#[test]
fn empty_and_none_differ_on_request() {
    let mut builder = WriterBuilder::new();
    builder.distinguish_empty(true);
    assert_eq!(builder.to_string(&[(Some(""), None::<&str>, 'x', "", ())]).unwrap(), "\"\",,x,\"\",\r\n");
    assert_eq!(builder.to_string(&[("a", format_args!(""))]).unwrap(), "a,\"\"\r\n");
    assert_eq!(builder.to_string(&[[None::<&str>]]).unwrap(), "\"\"\r\n");
    assert_eq!(builder.to_string(&[([""], ())]).unwrap(), "\"[\"\"\"\"]\",\r\n");
}

#[test]
fn lists_are_as_long_as_the_first_unless_flexible() {
    let rows = [vec![1, 2], vec![3], vec![4, 5, 6]];
    let error = jsv::csv::to_string(&rows).unwrap_err();
    assert_eq!(error.to_string(), "expected 2 cells, as in the first record, found 1 (record 2)");
    let mut builder = WriterBuilder::new();
    builder.flexible(true);
    assert_eq!(builder.to_string(&rows).unwrap(), "1,2\r\n3\r\n4,5,6\r\n");
    builder.header(["a", "b"]);
    assert_eq!(builder.to_string(&rows).unwrap(), "a,b\r\n1,2\r\n3\r\n4,5,6\r\n");
    let error = builder.flexible(false).to_string(&rows).unwrap_err();
    assert_eq!(error.to_string(), "expected 2 cells, as in the header, found 1 (record 2)");

    let mut writer = Writer::from_writer(Vec::new());
    // A record that was not written does not count.
    assert!(writer.serialize(&(1, BTreeMap::from([([1], 2)]))).is_err());
    writer.serialize(("a", 1, 2)).unwrap();
    assert!(writer.serialize(("b", 1)).is_err());
    let error = writer.write_record(["c", "1", "2", "3"]).unwrap_err();
    assert_eq!(error.to_string(), "expected 3 cells, as in the first record, found 4 (record 2)");
    writer.write_record(["d", "3", "4"]).unwrap();
    assert_eq!(writer.into_inner().unwrap(), b"a,1,2\r\nd,3,4\r\n");
}

#[test]
fn records_of_texts_and_rows_mix() {
    let mut writer = Writer::from_writer(Vec::new());
    writer.write_record(["Number", "Text"]).unwrap();
    writer.serialize(Loose(vec![("n", "1"), ("t", "a,b")])).unwrap();
    writer.serialize(Loose(vec![("t", "c"), ("n", "2")])).unwrap();
    writer.serialize((3, "d")).unwrap();
    writer.write_record(&["4".to_owned(), "[e".to_owned()]).unwrap();
    assert_eq!(
        String::from_utf8(writer.into_inner().unwrap()).unwrap(),
        "Number,Text\r\n1,\"a,b\"\r\n2,c\r\n3,d\r\n4,\"[e\"\r\n"
    );
    let mut writer = WriterBuilder::new().header(["a"]).from_writer(Vec::new());
    writer.flush().unwrap();
    writer.flush().unwrap();
    assert_eq!(writer.into_inner().unwrap(), b"a\r\n");
    let mut writer = Writer::from_writer(Vec::new());
    writer.serialize(1).unwrap();
    writer.serialize("a,b").unwrap();
    writer.serialize(None::<i32>).unwrap();
    assert_eq!(writer.into_inner().unwrap(), b"1\r\n\"a,b\"\r\n\"\"\r\n");
}

/// Takes a few bytes at a time, is interrupted, and fails now and then.
#[derive(Default)]
struct Flaky {
    bytes: Vec<u8>,
    calls: usize,
}

impl std::io::Write for Flaky {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.calls += 1;
        match self.calls % 5 {
            0 => Err(std::io::ErrorKind::Interrupted.into()),
            3 => Err(std::io::ErrorKind::TimedOut.into()),
            _ => {
                let count = bytes.len().min(7);
                self.bytes.extend_from_slice(&bytes[..count]);
                Ok(count)
            }
        }
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn after_an_error_of_the_writer_nothing_is_lost_or_written_twice() {
    let mut writer = Writer::from_writer(Flaky::default());
    for number in 0..20_000 {
        // A row counts as written even if the buffer could not be sent.
        let _ = writer.serialize((number, "text"));
    }
    while writer.flush().is_err() {}
    let bytes = writer.into_inner().unwrap().bytes;
    let lines: Vec<String> = (0..20_000).map(|number| format!("{number},text\r\n")).collect();
    assert!(bytes == lines.concat().as_bytes());
    assert!(to_writer(Flaky::default(), &[[1], [2]]).is_ok());
    let rows: Vec<[&str; 1]> = vec![["seven or more"]; 10];
    let error = to_writer(Flaky::default(), &rows).unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Io(_)));
}

#[test]
fn dropping_the_writer_flushes_it() {
    let mut bytes = Vec::new();
    Writer::from_writer(&mut bytes).serialize([1, 2]).unwrap();
    assert_eq!(bytes, b"1,2\r\n");
}

#[test]
fn long_lists_stream_through_the_buffer() {
    let rows: Vec<(usize, &str)> = (0..20_000).map(|number| (number, "some text")).collect();
    let mut bytes = Vec::new();
    to_writer(&mut bytes, &rows).unwrap();
    assert_eq!(String::from_utf8(bytes).unwrap(), to_string(&rows).unwrap());
    let rows: Vec<BTreeMap<usize, usize>> =
        (0..20_000).map(|number| BTreeMap::from([(number % 10, number)])).collect();
    let mut bytes = Vec::new();
    to_writer(&mut bytes, &rows).unwrap();
    let text = to_string(&rows).unwrap();
    assert_eq!(String::from_utf8(bytes).unwrap(), text);
    assert!(text.starts_with("0,1,2,3,4,5,6,7,8,9\r\n0,,,,,,,,,\r\n,1,,,,,,,,\r\n"), "{}", &text[..99]);
}

#[derive(Deserialize)]
#[allow(dead_code)]
struct Point {
    #[serde(alias = "a")]
    x: i32,
    #[serde(alias = "b", alias = "zz")]
    y: Option<i32>,
}

#[derive(Deserialize)]
#[allow(dead_code)]
enum Kind {
    Of(Point),
    Not,
}

#[derive(Deserialize)]
#[allow(dead_code)]
struct Many<'a> {
    #[serde(alias = "a1", rename = "Text")]
    text: &'a str,
    #[serde(alias = "a2")]
    list: Vec<Many<'a>>,
    #[serde(alias = "a3")]
    point: Point,
    #[serde(alias = "a4")]
    kind: Kind,
    #[serde(alias = "a5")]
    map: BTreeMap<String, i128>,
    #[serde(alias = "a6", default)]
    pair: (char, [bool; 2], ()),
    #[serde(alias = "a7")]
    boxed: Option<Box<Many<'a>>>,
    #[serde(skip)]
    skipped: i32,
}

#[derive(Deserialize)]
#[allow(dead_code)]
struct Wrapped(Option<Point>);

#[derive(Deserialize)]
#[allow(dead_code)]
struct Flattened {
    #[serde(flatten)]
    point: Point,
}

#[test]
fn a_type_tells_its_header() {
    assert_eq!(header_of::<FlatRow>().unwrap(), ["Id", "Name", "Note", "Amount", "Active", "Rank", "Level"]);
    assert_eq!(header_of::<Many>().unwrap(), ["Text", "list", "point", "kind", "map", "pair", "boxed"]);
    assert_eq!(header_of::<Point>().unwrap(), ["x", "y"]);
    assert_eq!(header_of::<Wrapped>().unwrap(), ["x", "y"]);
    for error in [
        header_of::<i32>(),
        header_of::<Vec<Point>>(),
        header_of::<Kind>(),
        header_of::<Flattened>(),
        header_of::<BTreeMap<String, i32>>(),
    ] {
        assert!(matches!(error.unwrap_err().kind(), ErrorKind::Unsupported(_)));
    }
}

#[derive(Serialize)]
struct Marked {
    #[serde(rename = "\u{feff}id")]
    id: &'static str,
}

#[test]
fn a_byte_order_mark_of_the_first_cell_is_not_the_files() {
    for rows in [vec![vec!["\u{feff}"]], vec![vec!["\u{feff}a", "b"], vec!["\u{feff}", ""]]] {
        let text = jsv::csv::WriterBuilder::new().has_headers(false).to_string(&rows).unwrap();
        let read: Vec<Vec<String>> =
            jsv::csv::ReaderBuilder::new().has_headers(false).from_str(&text).unwrap();
        assert_eq!(read, rows, "{text:?}");
    }
    let row = std::collections::BTreeMap::from([("\u{feff}key", 1)]);
    let text = jsv::csv::to_string(&[&row]).unwrap();
    assert_eq!(text, "\"\u{feff}key\"\r\n1\r\n");

    // The header's, not that of the record behind it.
    let text = jsv::csv::to_string(&[Marked { id: "\u{feff}x" }]).unwrap();
    assert_eq!(text, "\"\u{feff}id\"\r\n\u{feff}x\r\n");
}

#[test]
fn a_header_that_fails_is_written_with_the_next_row() {
    let mut writer = jsv::csv::WriterBuilder::new().capitalize_header(true).from_writer(Vec::new());
    let error = writer.serialize(BTreeMap::from([("id", 1), ("Id", 2)])).unwrap_err();
    assert_eq!(error.record(), Some(1), "{error}");
    writer.serialize(BTreeMap::from([("a", 1)])).unwrap();
    assert_eq!(writer.into_inner().unwrap(), b"A\r\n1\r\n");
}

/// Panics while it is written, as a row or as a writer.
struct Panics;

#[allow(clippy::panic, reason = "it is what is tested")]
impl Serialize for Panics {
    fn serialize<S: serde::Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        panic!("the cell")
    }
}

#[allow(clippy::panic, reason = "it is what is tested")]
impl std::io::Write for Panics {
    fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
        panic!("the writer")
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_row_that_panics_writes_nothing() {
    let mut out = Vec::new();
    let mut writer = jsv::csv::Writer::from_writer(&mut out);
    writer.serialize(("ok", "1")).unwrap();
    let half = std::panic::AssertUnwindSafe(|| writer.serialize(&("half", Panics)));
    std::panic::catch_unwind(half).unwrap_err();
    writer.serialize(("ok", "2")).unwrap();
    drop(writer);
    assert_eq!(String::from_utf8(out).unwrap(), "ok,1\r\nok,2\r\n");
}

/// Twice would be a panic while another unwinds, which aborts.
#[test]
fn a_writer_that_panics_is_not_called_again() {
    let write = || {
        let mut writer = jsv::csv::Writer::from_writer(Panics);
        writer.serialize(("a", "b")).unwrap();
        writer.flush()
    };
    std::panic::catch_unwind(write).unwrap_err();
}

#[test]
fn a_dialect_that_cannot_be_read_is_an_error_once() {
    let mut builder = jsv::csv::ReaderBuilder::new();
    builder.delimiter(0xC3);
    let mut rows = builder.rows::<Vec<String>>("é,b\nc\n");
    assert!(rows.next().unwrap().is_err());
    assert!(rows.next().is_none());
    let mut reader = builder.from_reader("é,b\nc\n".as_bytes());
    let errors = reader.records().map(|record| record.is_err()).collect::<Vec<_>>();
    assert_eq!(errors, [true]);
}

#[test]
fn a_header_with_capital_letters() {
    #[derive(Serialize)]
    #[serde(rename_all = "camelCase")]
    struct Row {
        user_id: u8,
        #[serde(rename = "Kept")]
        kept: u8,
        #[serde(rename = "étage")]
        floor: u8,
    }
    let rows = [Row { user_id: 1, kept: 2, floor: 3 }, Row { user_id: 4, kept: 5, floor: 6 }];
    let expected = "UserId,Kept,étage\r\n1,2,3\r\n4,5,6\r\n";
    let mut builder = WriterBuilder::new();
    builder.capitalize_header(true);
    assert_eq!(builder.to_string(&rows).unwrap(), expected);
    let mut writer = builder.from_writer(Vec::new());
    for row in &rows {
        writer.serialize(row).unwrap();
    }
    assert_eq!(writer.into_inner().unwrap(), expected.as_bytes());
    // Fields still go to the column of their own name; what is data stays as it is.
    let mut given = builder.clone();
    given.header(["étage", "userId", "Kept", ""]);
    assert_eq!(given.to_string(&rows[..1]).unwrap(), "étage,UserId,Kept,\r\n3,1,2,\r\n");
    assert_eq!(builder.to_string(&[entries([("b", "x"), ("a", "y")])]).unwrap(), "A,B\r\ny,x\r\n");
    assert_eq!(builder.to_string(&[["a", "b"]]).unwrap(), "a,b\r\n");

    for twice in [
        builder.to_string(&[entries([("id", "x"), ("Id", "y")])]),
        given.header(["id", "Id"]).to_string(&[[1, 2]]),
    ] {
        assert!(matches!(twice.unwrap_err().kind(), ErrorKind::DuplicateField(name) if name == "id"));
    }
}

#[test]
fn structs_are_as_long_as_the_first_record_unless_flexible() {
    #[derive(Serialize)]
    struct Three {
        a: u8,
        b: u8,
        c: u8,
    }
    let three = Three { a: 1, b: 2, c: 3 };
    for headers in [true, false] {
        let mut builder = WriterBuilder::new();
        let mut writer = builder.has_headers(headers).from_writer(Vec::new());
        writer.write_record(["x", "y"]).unwrap();
        let error = writer.serialize(&three).unwrap_err();
        assert_eq!(error.to_string(), "expected 2 cells, as in the first record, found 3 (record 2)");
        writer.serialize(BTreeMap::from([("x", 1), ("y", 2)])).unwrap();
        assert!(writer.write_record(["1", "2", "3"]).is_err());
        writer.write_record(["3", "4"]).unwrap();
        assert_eq!(writer.into_inner().unwrap(), b"x,y\r\n1,2\r\n3,4\r\n");

        let mut writer = builder.flexible(true).from_writer(Vec::new());
        writer.write_record(["x", "y"]).unwrap();
        writer.serialize(&three).unwrap();
        assert_eq!(writer.into_inner().unwrap(), b"x,y\r\n1,2,3\r\n");
    }
}
