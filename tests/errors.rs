//! What damaged texts say, and where: kind, path, line, column and message of each row of `snapshots/errors.tsv`,
//! through every door. Texts are escaped as in Rust.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that fails panics")]
#![allow(dead_code, reason = "the types are read, and fail")]

use std::collections::{BTreeMap, HashSet};
use std::error::Error as _;
use std::fmt::Write as _;
use std::io::{self, Read};
use std::iter;

use jsv::{Category, Error, ErrorKind, Position, Segment, Value, csv};
use serde::Deserialize;
use serde::de::{DeserializeOwned, IgnoredAny};

#[derive(Debug, Default, Deserialize)]
enum Grade {
    #[default]
    Low,
    High,
}

#[derive(Debug, Deserialize)]
enum Shape {
    Dot,
    Circle(f64),
    Box(i32, i32),
    Named { name: String },
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
struct Person {
    first: String,
    age: Option<u8>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
struct Account {
    id: u32,
    name: String,
    balance: f64,
    active: bool,
    grade: Grade,
    initial: char,
    tags: Vec<String>,
    scores: Vec<i32>,
    limits: BTreeMap<String, i32>,
    by_day: BTreeMap<u8, bool>,
    owner: Person,
    shape: Option<Shape>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Update {
    accounts: Vec<Account>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
struct Strict {
    id: u32,
    #[serde(default)]
    name: String,
}

#[derive(Debug, Deserialize)]
#[serde(try_from = "u8")]
struct Even(u8);

impl TryFrom<u8> for Even {
    type Error = String;

    fn try_from(number: u8) -> Result<Self, String> {
        if number.is_multiple_of(2) { Ok(Even(number)) } else { Err(format!("{number} is odd")) }
    }
}

#[derive(Debug)]
struct Tree(Value<'static>);

impl<'de> Deserialize<'de> for Tree {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Value::deserialize(deserializer).map(|value| Tree(value.into_owned()))
    }
}

// The types of the mutated vectors: everything may be absent.

#[derive(Debug, Default, Deserialize)]
enum Level {
    #[default]
    Low,
    Medium,
    High,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
struct Address {
    street: Option<String>,
    city: Option<String>,
    zip: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
struct FlatRow {
    id: i32,
    name: Option<String>,
    note: Option<String>,
    amount: f64,
    active: bool,
    rank: Option<i32>,
    level: Level,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
struct Line {
    sku: Option<String>,
    quantity: i32,
    price: f64,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
struct Order {
    id: i32,
    customer: Option<String>,
    ship_to: Option<Address>,
    lines: Option<Vec<Line>>,
    tags: Option<Vec<Option<String>>>,
    meta: Option<BTreeMap<String, Option<String>>>,
    paid: bool,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
struct Node {
    name: Option<String>,
    weight: i32,
    children: Option<Vec<Node>>,
    next: Option<Box<Node>>,
}

/// Reads a byte at a time.
struct Trickle<'a>(&'a [u8]);

impl Read for Trickle<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = buffer.len().min(1);
        self.0.read(&mut buffer[..length])
    }
}

/// The error of each way to read a document.
fn document<T: DeserializeOwned>(text: &str) -> Vec<Error> {
    fn failed<T>(read: jsv::Result<T>, text: &str) -> Error {
        read.err().unwrap_or_else(|| panic!("{text:?} reads"))
    }
    let mut deserializer = jsv::Deserializer::from_str(text);
    vec![
        failed(jsv::from_str::<T>(text), text),
        failed(jsv::from_slice::<T>(text.as_bytes()), text),
        failed(jsv::from_reader::<_, T>(text.as_bytes()), text),
        failed(jsv::from_reader::<_, T>(Trickle(text.as_bytes())), text),
        failed(T::deserialize(&mut deserializer).and_then(|_| deserializer.end()), text),
    ]
}

/// The first error of each way to read a file.
fn file<T: DeserializeOwned>(text: &str) -> Vec<Error> {
    fn failed<T>(mut rows: impl Iterator<Item = jsv::Result<T>>, text: &str) -> Error {
        rows.find_map(Result::err).unwrap_or_else(|| panic!("{text:?} reads"))
    }
    let bytes = text.as_bytes();
    vec![
        failed(std::iter::once(csv::from_str::<T>(text)), text),
        failed(std::iter::once(csv::from_slice::<T>(bytes)), text),
        failed(csv::rows::<T>(text), text),
        failed(csv::Reader::from_reader(bytes).into_deserialize::<T>(), text),
        failed(csv::Reader::from_reader(Trickle(bytes)).into_deserialize::<T>(), text),
    ]
}

fn errors(format: &str, name: &str, text: &str) -> Vec<Error> {
    macro_rules! by_name {
        ($($name:literal: $type:ty,)*) => {
            match (format, name) {
                $(("jsv", $name) => document::<$type>(text), ("csv", $name) => file::<$type>(text),)*
                _ => panic!("no type {name}"),
            }
        };
    }
    by_name! {
        "Account": Account,
        "Update": Update,
        "Strict": Strict,
        "Grade": Grade,
        "Shape": Shape,
        "Even": Even,
        "i32": i32,
        "u8": u8,
        "f64": f64,
        "bool": bool,
        "char": char,
        "unit": (),
        "string": String,
        "bytes": serde_bytes::ByteBuf,
        "pair": (i32, i32),
        "ints": Vec<i32>,
        "texts": Vec<String>,
        "grid": Vec<Vec<i32>>,
        "evens": Vec<Even>,
        "map": BTreeMap<String, i32>,
        "tree": Tree,
        "ignored": IgnoredAny,
        "Address": Address,
        "FlatRow": FlatRow,
        "Order": Order,
        "Node": Node,
    }
}

fn unescape(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text.chars();
    while let Some(character) = rest.next() {
        match (character, character == '\\') {
            (_, false) => out.push(character),
            (_, true) => match rest.next().unwrap() {
                'n' => out.push('\n'),
                'r' => out.push('\r'),
                't' => out.push('\t'),
                'u' => {
                    let hex: String = rest.by_ref().skip(1).take_while(|&it| it != '}').collect();
                    out.push(char::from_u32(u32::from_str_radix(&hex, 16).unwrap()).unwrap());
                }
                other => out.push(other),
            },
        }
    }
    out
}

/// What an error says, as the snapshots have it.
fn row(error: &Error) -> String {
    let kind = format!("{:?}", error.kind());
    let kind = kind.split([' ', '(']).next().unwrap();
    let record = error.record().map_or(String::from("-"), |record| record.to_string());
    let message = error.kind().to_string().replace('\n', "\\n").replace('\r', "\\r").replace('\t', "\\t");
    format!("{kind}\t{record}\t{}\t{}\t{}\t{message}", error.path(), error.line(), error.column())
}

#[test]
fn every_door_says_what_the_snapshots_say() {
    let mut wrong = String::new();
    let mut count = 0;
    for (number, line) in include_str!("snapshots/errors.tsv").lines().enumerate().skip(1) {
        let mut parts = line.splitn(4, '\t');
        let (format, name, escaped) = (parts.next().unwrap(), parts.next().unwrap(), parts.next().unwrap());
        let expected = parts.next().unwrap();
        let text = unescape(escaped);
        for (door, error) in errors(format, name, &text).iter().enumerate() {
            // A type's own error, raised when the deserializer has given its value and is done, has no place.
            if (format, name, door) == ("jsv", "Even", 4) {
                assert_eq!(error.offset(), None);
                continue;
            }
            let found = row(error);
            if found != expected {
                let line = number + 1;
                writeln!(
                    wrong,
                    "line {line}, door {door}: {escaped}\n  expected {expected}\n  found    {found}"
                )
                .unwrap();
            }
            // The place of the offset is that of line and column.
            let before = &text[..error.offset().unwrap_or_else(|| panic!("no place: {escaped}: {error}"))];
            let start = before.rfind('\n').map_or(0, |index| index + 1);
            let line =
                if start == 0 { before.strip_prefix('\u{feff}').unwrap_or(before) } else { &before[start..] };
            let column = line.chars().count() + 1;
            assert_eq!(
                (before.matches('\n').count() + 1, column),
                (error.line(), error.column()),
                "{escaped}"
            );
        }
        count += 1;
    }
    assert!(wrong.is_empty(), "\n{wrong}");
    assert!(count >= 100, "{count} rows");
}

#[test]
fn the_measure_of_a_message() {
    let accounts = "{Id:1,Name:\"日本, é\",Balance:1}";
    let text =
        format!("\u{feff}{{Note:\"a\r\nb\",Accounts:[{accounts},{accounts},{accounts},{{Id:4,Balance:x}}]}}");
    let error = jsv::from_str::<Update>(&text).unwrap_err();
    // `b",Accounts:[` 13, three accounts of 29 and a comma each, `{Id:4,Balance:` 14.
    assert_eq!(error.to_string(), "Accounts[3].Balance: expected a number, found \"x\" (line 2, column 118)");
    let text = format!("Id,Accounts\r\n1,\"[{},{{Id:4,Balance:x}}]\"\r\n", accounts.replace('"', "\"\""));
    let error = csv::from_str::<Update>(&text).unwrap_err();
    // `1,"[` 4, an account of 29 and two quotes more, a comma, `{Id:4,Balance:` 14.
    assert_eq!(
        error.to_string(),
        "Accounts[1].Balance: expected a number, found \"x\" (record 1, line 2, column 51)"
    );
    assert_eq!((error.field(), error.record()), (Some("Accounts"), Some(1)));
}

#[test]
fn an_error_is_a_pointer_that_may_travel() {
    fn travels<T: Send + Sync + 'static>() {}
    travels::<Error>();
    assert_eq!(size_of::<Error>(), size_of::<usize>());
    assert_eq!(size_of::<jsv::Result<()>>(), size_of::<usize>());
}

#[test]
fn steps_make_the_path() {
    let error = jsv::from_str::<Update>("{Accounts:[{Id:1,Limits:{a:x}}]}").unwrap_err();
    assert_eq!(error.path(), "Accounts[0].Limits.a");
    let steps: Vec<String> = error.segments().map(Segment::to_string).collect();
    assert_eq!(steps, ["Accounts", "[0]", "Limits", "a"]);
    let steps: HashSet<Segment> = error.segments().cloned().collect();
    assert!(steps.contains(&Segment::Index(0)));
}

#[test]
fn places_are_in_the_order_of_the_text() {
    let mut reader = csv::Reader::from_reader("a,b\n1,2\n\"3\n\",4\n5,6".as_bytes());
    let mut places = vec![Position::default(), reader.position()];
    while reader.read_row::<(String, u8)>().unwrap().is_some() {
        places.push(reader.position());
    }
    assert!(places.is_sorted() && places.first() < places.last(), "{places:?}");
    assert_eq!(places.iter().collect::<HashSet<_>>().len(), 4);
}

#[test]
fn a_record_has_a_place() {
    // Blank lines, line feeds in quotes, a row that fails, and more text than is read at once.
    let long = "z".repeat(70_000);
    let text = format!("\u{feff}a,b\r\n\r\n1,\"2\n\"\n\n\nx,4\n5,{long}\n6,{long}\n");
    let starts: Vec<usize> = ["1,", "x,", "5,", "6,"].map(|start| text.find(start).unwrap()).to_vec();
    let expected: Vec<_> = starts.into_iter().zip([3, 7, 8, 9]).collect();
    let place = |position: Position| {
        assert_eq!(position.column, 1);
        (position.offset, position.line)
    };
    for ask_between in [false, true] {
        let mut rows = csv::rows::<(u8, &str)>(&text);
        let mut records = csv::ReaderBuilder::new().records(&text);
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let (mut places, mut ends) = (vec![], vec![]);
        while let Some(row) = rows.next() {
            assert!(records.next().is_some_and(|record| record.is_ok()));
            assert_eq!(reader.read_row::<(u8, &str)>().is_ok(), row.is_ok());
            if ask_between {
                ends.push(place(reader.position()));
                assert_eq!(reader.position(), reader.position());
            }
            let position = rows.record_position();
            assert_eq!(records.record_position(), position);
            assert_eq!(reader.record_position(), position);
            places.push(place(position));
        }
        assert_eq!(places, expected);
        assert!(!ask_between || ends == [(17, 5), (23, 8), (70_026, 9), (140_029, 10)], "{ends:?}");
        assert!(reader.read_row::<(u8, &str)>().unwrap().is_none());
        assert_eq!(reader.position().line, 10);
    }
}

#[test]
fn a_record_is_read_as_a_type_with_the_readers_settings() {
    #[derive(Debug, PartialEq, Deserialize)]
    struct Row<'a> {
        id: u8,
        name: &'a str,
        tags: Vec<&'a str>,
    }
    let text = "Id;Name;Tags\n1;'a;b';[c,d]\nx;e;f\n2;g\n";
    let mut builder = csv::ReaderBuilder::new();
    let mut records = builder.delimiter(b';').quote(b'\'').flexible(true).records(text);
    let header = records.headers().unwrap().unwrap().to_vec();
    let records: Vec<_> = records.map(Result::unwrap).collect();
    let rows: Vec<_> = records.iter().map(|record| record.deserialize::<Row>(Some(&header))).collect();
    assert_eq!(*rows[0].as_ref().unwrap(), Row { id: 1, name: "a;b", tags: vec!["c", "d"] });
    let error = rows[1].as_ref().unwrap_err();
    let place = (error.record(), error.path(), error.line(), error.column());
    assert_eq!(place, (Some(2), "id".to_owned(), 1, 1), "{error}");
    assert!(rows[2].as_ref().unwrap_err().to_string().contains("missing field `tags`"));
    // By position, and no shorter than the header where that is an error.
    assert_eq!(records[2].deserialize::<(u8, &str)>(None).unwrap(), (2, "g"));
    let record = csv::ReaderBuilder::new().records("a,b\n1,2\n").next().unwrap().unwrap();
    let error = record.deserialize::<(u8, u8)>(Some(&["a".to_owned()])).unwrap_err();
    assert_eq!(error.to_string(), "expected a record of 1 cells, found 2 (record 1, line 1, column 1)");
    assert_eq!(record.into_owned().deserialize::<(u8, u8)>(None).unwrap(), (1, 2));
}

#[test]
fn errors_are_sorted_as_serde_json_sorts_them() {
    for (error, category, kind) in [
        (jsv::from_str::<Vec<u8>>("[1").unwrap_err(), Category::Eof, io::ErrorKind::UnexpectedEof),
        (jsv::from_str::<String>("\"a").unwrap_err(), Category::Eof, io::ErrorKind::UnexpectedEof),
        (jsv::from_str::<Vec<u8>>("[1]x").unwrap_err(), Category::Syntax, io::ErrorKind::InvalidData),
        (jsv::from_str::<IgnoredAny>("{:1}").unwrap_err(), Category::Syntax, io::ErrorKind::InvalidData),
        (jsv::from_slice::<String>(b"\xff").unwrap_err(), Category::Syntax, io::ErrorKind::InvalidData),
        (jsv::from_str::<u8>("x").unwrap_err(), Category::Data, io::ErrorKind::InvalidData),
        (jsv::from_str::<Strict>("{}").unwrap_err(), Category::Data, io::ErrorKind::InvalidData),
    ] {
        let message = error.to_string();
        assert_eq!(error.classify(), category, "{message}");
        assert!(error.source().is_none(), "{message}");
        assert_eq!(error.io_error_kind(), None, "{message}");
        let error = io::Error::from(error);
        assert_eq!((error.kind(), error.to_string()), (kind, message));
        assert!(error.get_ref().unwrap().is::<Error>());
    }
}

/// Says that it gave more bytes than there was room for.
struct Boastful<'a>(&'a [u8]);

impl Read for Boastful<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self.0.read(buffer)? {
            0 => Ok(0),
            _ => Ok(buffer.len() + 1),
        }
    }
}

#[test]
fn a_reader_that_says_too_much_is_no_panic() {
    let rows = csv::Reader::from_reader(Boastful(b"a\n1\n")).into_deserialize::<u8>();
    assert_eq!(rows.take(1).flatten().collect::<Vec<_>>(), [1]);
    let lines = jsv::StreamDeserializer::<_, u8>::lines(Boastful(b"1\n2\n"));
    assert_eq!(lines.take(2).flatten().collect::<Vec<_>>(), [1, 2]);
}

/// Gives some bytes, then fails.
struct Broken<'a>(&'a [u8]);

impl Read for Broken<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self.0.read(buffer)? {
            0 => Err(io::Error::new(io::ErrorKind::ConnectionReset, "gone")),
            read => Ok(read),
        }
    }
}

#[test]
fn errors_of_the_reader_come_through() {
    let errors = [
        jsv::from_reader::<_, Vec<u8>>(Broken(b"[1,")).unwrap_err(),
        csv::Reader::from_reader(Broken(b"a\n1\n2")).into_deserialize::<u8>().find_map(Result::err).unwrap(),
    ];
    for error in errors {
        assert_eq!(error.classify(), Category::Io);
        assert!(matches!(error.kind(), ErrorKind::Io(_)));
        assert_eq!((error.to_string().as_str(), error.line(), error.offset()), ("gone", 0, None));
        assert_eq!(error.io_error_kind(), Some(io::ErrorKind::ConnectionReset));
        assert_eq!(io::Error::from(error).kind(), io::ErrorKind::ConnectionReset);
    }
}

#[test]
fn kinds_are_handed_on() {
    let error = jsv::from_reader::<_, Vec<u8>>(Broken(b"[1,")).unwrap_err();
    let ErrorKind::Io(error) = error.into_kind() else { panic!("the reader failed") };
    assert_eq!((error.kind(), error.to_string().as_str()), (io::ErrorKind::ConnectionReset, "gone"));
    let kind = jsv::from_str::<Vec<u8>>("[1,256]").unwrap_err().into_kind();
    assert!(
        matches!(&kind, ErrorKind::OutOfRange { expected: "u8", found, .. } if found == "\"256\""),
        "{kind:?}"
    );
    assert_eq!(Error::from(kind).to_string(), "\"256\" is out of range for u8");
}

#[test]
fn unknown_names_are_told_which_are_known() {
    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct None {}
    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[allow(dead_code, reason = "only its name is read")]
    struct One {
        a: u8,
    }
    #[derive(Debug, Deserialize)]
    enum Two {
        A,
        B,
    }
    let table = [
        (jsv::from_str::<None>("{x:1}").unwrap_err(), "expected none: there are none"),
        (jsv::from_str::<One>("{x:1}").unwrap_err(), "expected `a`"),
        (jsv::from_str::<Two>("x").unwrap_err(), "expected one of `A`, `B`"),
    ];
    for (error, expected) in table {
        assert!(error.to_string().contains(expected), "{error}");
    }
}

#[test]
fn hints_name_the_habits_of_other_writers() {
    let backslash = Some("a quote in a quoted text is doubled, `\\\"` ends the text");
    let bare_comma = Some("a text with a comma stands in quotes, a list in brackets");
    let table = [
        // Whether the text behind the backslash breaks or the quotes no longer pair.
        ("[\"a\\\"b\"]", backslash),
        ("[\"say \\\"\"]", backslash),
        ("[\"say \"\"]", None),
        ("{Tags:a,b}", bare_comma),
        ("{Tags:a,b,Id:1}", bare_comma),
        ("{Tags}", None),
        ("{Tags{a}", None),
        ("{Tags:a,b{c}", None),
    ];
    for (text, expected) in table {
        assert_eq!(jsv::from_str::<Value<'_>>(text).unwrap_err().hint(), expected, "{text}");
    }
    let object = Some("the sender converted an object to text");
    let table = [
        ("[[object Object]]", object),
        ("[\"[object Object]\"]", object),
        ("[object Object]", object),
        ("[objects]", None),
        ("[1,object Object]", None),
    ];
    for (text, expected) in table {
        assert_eq!(jsv::from_str::<Vec<u8>>(text).unwrap_err().hint(), expected, "{text}");
    }
}

/// What prints an error with its sources, as `anyhow` does.
#[test]
fn a_chain_of_errors_says_each_message_once() {
    #[derive(Debug, thiserror::Error)]
    #[error("the disk is full")]
    struct Full;
    #[derive(Debug, thiserror::Error)]
    #[error("gone")]
    struct Gone(#[source] Full);
    let error = Error::from(io::Error::other(Gone(Full)));
    let causes = iter::successors(error.source(), |&cause| cause.source());
    assert_eq!(error.to_string(), "gone");
    assert_eq!(causes.map(ToString::to_string).collect::<Vec<_>>(), ["the disk is full"]);
    let ErrorKind::Io(error) = error.kind() else { panic!("{error:?}") };
    assert!(error.get_ref().unwrap().is::<Gone>());
}

#[test]
fn bytes_that_are_no_text_have_a_place() {
    for (bytes, offset, line, column) in [
        (&b"\xff"[..], 0, 1, 1),
        (b"{Name:\xc3}", 6, 1, 7),
        (b"{Name:\xc3\xa9\r\n\xe6\x97", 10, 2, 1),
        (b"\xef\xbb\xbf{a\xc0\xaf}", 5, 1, 3),
        (b"\xed\xa0\x80", 0, 1, 1),
    ] {
        for error in [
            jsv::from_slice::<IgnoredAny>(bytes).unwrap_err(),
            jsv::from_reader::<_, IgnoredAny>(bytes).unwrap_err(),
            csv::from_slice::<IgnoredAny>(bytes).unwrap_err(),
        ] {
            assert!(matches!(error.kind(), ErrorKind::InvalidUtf8));
            assert_eq!(
                (error.offset(), error.line(), error.column()),
                (Some(offset), line, column),
                "{bytes:?}"
            );
        }
        let error = csv::Reader::from_reader(bytes).into_records().find_map(Result::err).unwrap();
        assert_eq!((error.offset(), error.line(), error.column()), (Some(offset), line, column), "{bytes:?}");
    }
}

/// Found by fuzzing: it had no width where the text after it was placed on its own.
#[test]
fn a_byte_order_mark_within_a_file_is_a_character() {
    let text = "\u{feff}a,b\n\u{feff}1,x\n2,\u{feff}x\n\u{feff},\"\"x\n";
    let mut places = vec![(2, 4), (3, 3), (4, 5)];
    let places_of = |error: Error| (error.line(), error.column());
    let rows = csv::rows::<(String, u8)>(text);
    assert_eq!(rows.map(|row| places_of(row.unwrap_err())).collect::<Vec<_>>(), places);
    let reader = csv::Reader::from_reader(text.as_bytes()).into_deserialize::<(String, u8)>();
    assert_eq!(reader.map(|row| places_of(row.unwrap_err())).collect::<Vec<_>>(), places);
    places = vec![(1, 4)];
    let document = jsv::from_str::<Vec<u8>>("\u{feff}[1,x]").unwrap_err();
    assert_eq!([places_of(document)], places[..]);
}

/// The line is that of the value, not of the white space in front of it (SPEC §3).
#[test]
fn a_value_behind_a_line_break_is_where_it_stands() {
    #[derive(Debug, Deserialize)]
    struct A {
        a: u8,
    }
    #[derive(Debug, Deserialize)]
    struct K {
        k: A,
    }
    let spaced = jsv::Options::new().insignificant_whitespace(true);
    let place = |error: Error| (error.line(), error.column());
    assert_eq!(place(spaced.from_str::<Vec<u8>>("[\n  1,\n  x\n]").unwrap_err()), (3, 3));
    assert_eq!(place(jsv::from_str::<Vec<A>>("[{a:1},\n{b:1}]").unwrap_err()), (2, 1));
    assert_eq!(place(jsv::from_str::<K>("{k:\n {b:1}}").unwrap_err()), (2, 2));
    assert_eq!(place(jsv::from_str::<BTreeMap<&str, A>>("{k:\n {b:1}}").unwrap_err()), (2, 2));
    assert_eq!(place(jsv::from_str::<A>("\n\n  {b:1}").unwrap_err()), (3, 3));
    assert_eq!(place(jsv::from_str::<Vec<u8>>("[1,\n\"x\"]").unwrap_err()), (2, 1));
    // White space in front of a bare text is its own, but a number has none.
    assert_eq!(place(jsv::from_str::<Vec<char>>("[1,\nx]").unwrap_err()), (1, 4));
    for text in ["[1,\n x]", "[1,\n True]", "[1,\n 300]", "[1,\n -]"] {
        assert_eq!(place(jsv::from_str::<Vec<u8>>(text).unwrap_err()), (2, 2), "{text}");
    }
    let rows = jsv::csv::from_str::<(Vec<u8>,)>("a\n\"[1,\n\n x]\"\n");
    assert_eq!(place(rows.unwrap_err()), (4, 2));
}

#[test]
fn text_that_ends_before_a_scalar_is_cut_short() {
    #[derive(Debug, Deserialize)]
    struct A {
        #[allow(dead_code)]
        a: bool,
    }
    let errors = [
        jsv::from_str::<Vec<u8>>("[1,").unwrap_err(),
        jsv::from_str::<Vec<u8>>("[").unwrap_err(),
        jsv::from_str::<Vec<f64>>("[1, ").unwrap_err(),
        jsv::from_str::<A>("{a:").unwrap_err(),
        jsv::csv::from_str::<(Vec<u8>,)>("a\n\"[1]\n").unwrap_err(),
    ];
    for error in errors {
        assert_eq!(error.classify(), Category::Eof, "{error}");
    }
    for text in ["[1,]", "1,", "", "[1,\"\"", "[1,x"] {
        let error = jsv::from_str::<Vec<u16>>(text);
        assert!(
            error.map_or_else(|error| error.classify() == Category::Data, |read| read.is_empty()),
            "{text}"
        );
    }
}

/// More input would not mend it.
#[test]
fn a_nested_cell_that_ends_too_early_is_damaged_and_not_cut_short() {
    type Rows = Vec<(u8, Vec<String>)>;
    for (text, message) in [
        (
            "id,tags\n1,\"[a\"\n2,[b]\n",
            "tags: expected `,` or `]`, found the end of the cell (record 1, line 2, column 6)",
        ),
        (
            "id,tags\n1,[a\n2,[b]\n",
            "tags: expected `,` or `]`, found the end of the cell (record 1, line 2, column 5)",
        ),
        ("id,tags\n1,\"[\"\"a]\"\n2,[b]\n", "tags[0]: unterminated quote (record 1, line 2, column 5)"),
    ] {
        let errors = [
            jsv::csv::from_str::<(u8, Vec<String>)>(text).unwrap_err(),
            jsv::csv::from_str::<BTreeMap<String, Vec<String>>>(text).unwrap_err(),
            jsv::csv::Reader::from_reader(text.as_bytes()).read_row::<(u8, Vec<String>)>().unwrap_err(),
        ];
        for error in errors {
            assert_eq!((error.to_string().as_str(), error.classify()), (message, Category::Syntax));
        }
        let rows = jsv::csv::rows::<(u8, Vec<String>)>(text).filter_map(Result::ok).collect::<Rows>();
        assert_eq!(rows, [(2, vec!["b".to_owned()])], "{text}");
    }
}

/// A line that others follow is whole.
#[test]
fn a_line_that_ends_too_early_is_damaged_and_not_cut_short() {
    let text = "[1\n{a:\n[\"b]\n[2";
    let lines = jsv::stream::lines::<jsv::Value<'_>>(text).map(Result::unwrap_err);
    let streamed =
        jsv::StreamDeserializer::<_, jsv::OwnedValue>::lines(text.as_bytes()).map(Result::unwrap_err);
    for errors in [lines.collect::<Vec<_>>(), streamed.collect()] {
        let categories: Vec<_> = errors.iter().map(Error::classify).collect();
        assert_eq!(
            categories,
            [Category::Syntax, Category::Syntax, Category::Syntax, Category::Eof],
            "{errors:?}"
        );
        assert_eq!(
            errors[0].to_string(),
            "expected `,` or `]`, found the end of the line (line 1, column 3)"
        );
    }
}

/// The end of the input does not move it.
#[test]
fn a_records_place_stays_when_more_is_asked_for() {
    let text = "a\n1\n2\n\n";
    let mut rows = jsv::csv::rows::<[u8; 1]>(text);
    let mut reader = jsv::csv::Reader::from_reader(text.as_bytes());
    for (place, whole) in [((2, 2), true), ((4, 3), true), ((4, 3), false), ((4, 3), false)] {
        assert_eq!((rows.next().is_some(), reader.read_row::<[u8; 1]>().unwrap().is_some()), (whole, whole));
        for position in [rows.record_position(), reader.record_position()] {
            assert_eq!((position.offset, position.line), place);
        }
        reader.position();
    }
}

#[test]
fn white_space_about_a_document_in_quotes_is_skipped_on_request() {
    let spaced = jsv::Options::new().insignificant_whitespace(true);
    assert_eq!(spaced.from_str::<String>(" \"a b\" ").unwrap(), "a b");
    assert_eq!(jsv::from_str::<String>(" \"a\"").unwrap(), " \"a\"");
}

#[test]
fn white_space_in_whole_cells_is_text_on_request_too() {
    type Row = (String, Option<String>, char, Vec<String>);
    let spaced = jsv::Options::new().insignificant_whitespace(true);
    let mut reader = jsv::csv::ReaderBuilder::new();
    reader.has_headers(false).options(spaced);
    let rows: Vec<Row> = reader.from_str(" a ,\"\n\", ,\"[ a , \"\" b \"\" ]\"\n").unwrap();
    let tags = vec!["a".to_owned(), " b ".to_owned()];
    assert_eq!(rows, [(" a ".to_owned(), Some("\n".to_owned()), ' ', tags)]);
    // A raw value is trimmed as the text is that it stands for.
    let raw: BTreeMap<String, jsv::RawValue<'_>> =
        spaced.from_str("{ a: x , b: [ y ] , c : \" z \" }").unwrap();
    assert_eq!(raw.values().map(jsv::RawValue::get).collect::<Vec<_>>(), ["x", "[ y ]", "\" z \""]);
    assert_eq!(spaced.from_str::<jsv::RawValue<'_>>(" x ").unwrap().get(), "x");
}

#[test]
fn an_empty_key_is_damage_even_if_a_field_is_called_so() {
    #[derive(Debug, Deserialize)]
    struct Empty {
        #[serde(default, rename = "")]
        e: u8,
        b: u8,
    }
    for text in ["{:1,b:2}", "{b:2,:1}"] {
        let error = jsv::from_str::<Empty>(text).unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::EmptyKey), "{text}: {error}");
    }
    assert_eq!(jsv::from_str::<Empty>("{\"\":1,b:2}").unwrap().e, 1);
    // Skipped or not. White space is a key, unless it is insignificant.
    let bare = jsv::Options::new();
    let spaced = bare.insignificant_whitespace(true);
    for (options, text, empty) in [
        (bare, "{:1}", true),
        (bare, "{ :1}", false),
        (bare, "{\"\":1}", false),
        (spaced, "{:1}", true),
        (spaced, "{ :1}", true),
        (spaced, "{ \"\" :1}", false),
        (spaced, "{a:{\"\":1}}", false),
    ] {
        let read = options.from_str::<Value<'_>>(text).map(drop);
        let skipped = options.from_str::<IgnoredAny>(text).map(drop);
        for result in [read, skipped] {
            let kind = result.map_err(Error::into_kind);
            assert_eq!(matches!(kind, Err(ErrorKind::EmptyKey)), empty, "{text:?}");
        }
    }
}
