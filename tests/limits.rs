//! Depth is limited and time is linear, whatever the text and whatever the type (SPEC §2, §6).

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that fails panics")]

mod processor;

use std::collections::BTreeMap;
use std::time::Duration;

use jsv::{ErrorKind, Options, RawValue, Value, csv};
use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};

/// The highest limit that [`Options::depth_limit`] takes.
const HIGHEST: usize = 256;

/// Runs on the stack that a thread has unless told otherwise.
fn on_a_thread<T: Send + 'static>(run: impl FnOnce() -> T + Send + 'static) -> T {
    std::thread::Builder::new().stack_size(2 << 20).spawn(run).unwrap().join().unwrap()
}

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
#[allow(dead_code)]
struct Node {
    id: i32,
    name: Option<String>,
    next: Option<Box<Node>>,
    children: Vec<Node>,
    by_key: BTreeMap<String, Node>,
}

#[derive(Debug, Deserialize)]
#[allow(dead_code)]
struct List(Vec<List>);

#[derive(Debug, Deserialize)]
#[allow(dead_code)]
struct Dictionary(BTreeMap<String, Dictionary>);

#[derive(Debug, Deserialize)]
#[allow(dead_code)]
enum Tree {
    Leaf,
    Branch(Box<Tree>),
    Pair(Box<Tree>, Box<Tree>),
    Forest { trees: Vec<Tree> },
}

macro_rules! wide {
    ($($field:ident)*) => {
        /// As wide as the accounts of the sample, and it holds itself: what takes most of the stack.
        #[derive(Debug, Default, Deserialize)]
        #[serde(default)]
        #[allow(dead_code)]
        struct Wide {
            next: Option<Box<Wide>>,
            list: Vec<Wide>,
            map: BTreeMap<String, Wide>,
            $($field: Option<String>,)*
        }
    };
}

wide! {
    a01 a02 a03 a04 a05 a06 a07 a08 a09 a10 a11 a12 a13 a14 a15 a16 a17 a18 a19 a20 a21 a22 a23 a24 a25
    a26 a27 a28 a29 a30 a31 a32 a33 a34 a35 a36 a37 a38 a39 a40 a41 a42 a43 a44 a45 a46 a47 a48 a49 a50
}

fn nested(open: &str, inner: &str, close: &str, times: usize) -> String {
    format!("{}{inner}{}", open.repeat(times), close.repeat(times))
}

/// Text of so many levels, a level each time.
type Nest = fn(usize) -> String;

fn lists(levels: usize) -> String {
    nested("[", "", "]", levels)
}

fn maps(levels: usize) -> String {
    nested("{a:", "{}", "}", levels - 1)
}

fn mixed(levels: usize) -> String {
    let inner = if levels.is_multiple_of(2) { "" } else { "[]" };
    nested("[{a:", inner, "}]", levels / 2)
}

fn quoted_mixed(levels: usize) -> String {
    let inner = if levels.is_multiple_of(2) { "" } else { "[]" };
    nested("[{\"a,b\":", inner, "}]", levels / 2)
}

/// The limit that the text breaks, if it breaks one.
fn limit<T>(read: jsv::Result<T>) -> Option<usize> {
    match read {
        Ok(_) => None,
        Err(error) => match error.kind() {
            ErrorKind::DepthLimit { limit, .. } => Some(*limit),
            _ => panic!("{error}"),
        },
    }
}

#[derive(Deserialize)]
#[allow(dead_code)]
struct Other {
    other: Option<String>,
}

#[derive(Deserialize)]
#[allow(dead_code)]
struct Column<'a> {
    #[serde(borrow)]
    a: RawValue<'a>,
}

#[derive(Default, Deserialize)]
#[allow(dead_code)]
struct Typed<T> {
    a: T,
}

/// Each way to read `text`, in which it stands so many levels deep; the limit that each breaks.
fn every_way(text: &str, options: Options) -> Vec<(&'static str, usize, Option<usize>)> {
    let member = format!("{{a:{text}}}");
    let quoted = format!("a\n\"{}\"\n", text.replace('"', "\"\""));
    let bare = format!("a\n{text}\n");
    let mut rows = csv::ReaderBuilder::new();
    rows.options(options);
    vec![
        ("skipped", 0, limit(options.from_str::<IgnoredAny>(text))),
        ("tree", 0, limit(options.from_str::<Value>(text))),
        ("raw", 0, limit(options.from_str::<RawValue>(text))),
        // One of maps is a list without brackets, which is no level.
        ("list", 0, limit(options.from_str::<Vec<IgnoredAny>>(text))),
        ("list field", 1, limit(options.from_str::<Typed<Vec<Value>>>(&member))),
        ("list in a quoted cell", 0, limit(rows.from_str::<Typed<Vec<Value>>>(&quoted))),
        ("unknown field", 1, limit(options.from_str::<Other>(&member))),
        ("raw field", 1, limit(options.from_str::<Column>(&member))),
        ("string field", 1, limit(options.from_str::<Typed<String>>(&member))),
        ("tree field", 1, limit(options.from_str::<Typed<Value>>(&member))),
        ("mistyped field", 1, limit(options.from_str::<Typed<Option<u8>>>(&member).or_else(ill_typed))),
        ("quoted cell, tree", 0, limit(rows.from_str::<Typed<Value>>(&quoted))),
        ("quoted cell, raw", 0, limit(rows.from_str::<Column>(&quoted))),
        ("bare cell, tree", 0, limit(rows.from_str::<Typed<Value>>(&bare))),
        ("bare cell, raw", 0, limit(rows.from_str::<Column>(&bare))),
        ("bare cell, string", 0, limit(rows.from_str::<Typed<String>>(&bare))),
        ("bare cell, unknown column", 0, limit(rows.from_str::<Other>(&bare))),
        ("bare cell, record", 0, limit(rows.records(&bare).collect::<jsv::Result<Vec<_>>>())),
    ]
}

fn ill_typed<T: Default>(error: jsv::Error) -> jsv::Result<T> {
    match error.kind() {
        ErrorKind::InvalidType { .. } => Ok(T::default()),
        _ => Err(error),
    }
}

#[test]
fn the_limit_is_the_same_in_every_way_to_read() {
    for (name, nest) in [("lists", lists as Nest), ("maps", maps), ("mixed", mixed), ("quoted", quoted_mixed)]
    {
        for (options, limit) in [
            (Options::new(), 128),
            (Options::new().depth_limit(3), 3),
            (Options::new().depth_limit(HIGHEST), HIGHEST),
            (Options::new().depth_limit(usize::MAX), HIGHEST),
        ] {
            for (way, levels, _) in every_way("", options) {
                let read = |levels: usize| {
                    let all = every_way(&nest(levels), options);
                    all.into_iter().find(|read| read.0 == way).unwrap().2
                };
                assert_eq!(read(limit - levels), None, "{limit} levels of {name}, {way}");
                assert_eq!(read(limit - levels + 1), Some(limit), "{limit} + 1 levels of {name}, {way}");
            }
        }
    }
}

#[test]
fn no_levels_at_all_is_a_limit_too() {
    let options = Options::new().depth_limit(0);
    assert_eq!(options.from_str::<u8>("1").unwrap(), 1);
    assert_eq!(limit(options.from_str::<Vec<u8>>("[]")), Some(0));
    assert_eq!(options.from_str::<Vec<u8>>("1,2").unwrap(), [1, 2]);
    assert_eq!(limit(options.from_str::<IgnoredAny>("[]")), Some(0));
}

#[test]
fn the_error_stands_where_the_first_level_too_many_opens() {
    let error = jsv::from_str::<List>(&lists(129)).unwrap_err();
    assert_eq!((error.line(), error.column(), error.offset()), (1, 129, Some(128)));
    assert_eq!(error.path(), "[0]".repeat(128));
    let text = format!("a,b\n1,{}\n", lists(129));
    let error = csv::from_str::<(u8, IgnoredAny)>(&text).unwrap_err();
    assert_eq!((error.line(), error.column(), error.offset()), (2, 3 + 128, Some(4 + 2 + 128)));
    assert_eq!((error.record(), error.path().as_str()), (Some(1), "b"));
    let text = format!("a,b\n1,\"{}\"\n", lists(129));
    let error = csv::from_str::<(u8, Value)>(&text).unwrap_err();
    assert_eq!((error.line(), error.column(), error.path().as_str()), (2, 4 + 128, "b"));
}

/// Reads `text` with types that hold themselves, on the stack of a thread.
macro_rules! passes {
    ($($type:ty: $nest:expr, $levels:expr;)*) => {$(
        on_a_thread(|| {
            let text = $nest($levels);
            Options::new().depth_limit($levels).from_str::<$type>(&text).expect(stringify!($type));
            let text = format!("{}\n", text.replace('"', "\"\""));
            let mut rows = csv::ReaderBuilder::new();
            rows.has_headers(false).options(Options::new().depth_limit($levels));
            rows.from_str::<($type,)>(&text).expect(stringify!($type));
        });
        on_a_thread(|| {
            let text = $nest($levels + 3);
            let read = Options::new().depth_limit($levels).from_str::<$type>(&text);
            assert_eq!(limit(read), Some($levels), stringify!($type));
        });
    )*};
}

#[test]
fn derived_types_of_the_highest_limit_fit_a_thread() {
    passes! {
        List: lists, HIGHEST;
        Dictionary: maps, HIGHEST;
        Tree: (|levels| nested("{Branch:", "Leaf", "}", levels)), HIGHEST;
        Tree: (|levels| nested("{Pair:[", "Leaf", ",Leaf]}", levels / 2)), HIGHEST;
        Tree: (|levels| nested("{Forest:{trees:[", "Leaf", "]}}", levels / 3)), HIGHEST / 3 * 3;
        Node: (|levels| nested("{next:", "{}", "}", levels - 1)), HIGHEST;
        Node: (|levels| nested("{children:[", "", "]}", levels / 2)), HIGHEST;
        Node: (|levels| nested("{by_key:{a:", "{by_key:{}}", "}}", levels / 2 - 1)), HIGHEST;
    }
}

#[test]
fn a_type_too_large_for_the_stack_is_an_error_as_well() {
    for (open, inner, close) in [("{next:", "{}", "}"), ("{list:[", "", "]}"), ("{map:{a:", "{}", "}}")] {
        on_a_thread(move || {
            let options = Options::new().depth_limit(HIGHEST);
            let text = nested(open, inner, close, HIGHEST);
            let found = limit(options.from_str::<Wide>(&text)).unwrap();
            assert!((16..=HIGHEST).contains(&found), "{found}");
            // A tree is as deep as it is: only the stack ends it.
            let text = nested(open, inner, close, HIGHEST / 2 - 1);
            let tree: Value = options.from_str(&text).unwrap();
            for read in [Wide::deserialize(&tree), jsv::from_value(tree.clone())] {
                assert!(limit(read).is_none_or(|found| (16..HIGHEST).contains(&found)), "{open}");
            }
        });
    }
    // A level or two must fit any build.
    jsv::from_str::<Wide>(&nested("{next:", "{}", "}", 20)).unwrap();
}

#[test]
fn a_list_of_itself_ends_where_no_bracket_does() {
    on_a_thread(|| {
        for text in ["a", "[a]", "a,b", "[[],[a]]"] {
            assert_eq!(limit(jsv::from_str::<List>(text)), Some(128), "{text}");
            let rows =
                csv::ReaderBuilder::new().has_headers(false).from_str::<(List,)>(&format!("\"{text}\"\n"));
            assert_eq!(limit(rows), Some(128), "{text}");
        }
    });
}

/// Seconds here are hours, or days, where something is quadratic.
fn assert_soon_after(started: Duration) {
    let time = processor::since(started);
    assert!(time < Duration::from_secs(60), "{time:?}");
}

fn ends_soon(pattern: &str, length: usize) {
    let text = pattern.repeat(length / pattern.len());
    on_a_thread(move || {
        let started = processor::now();
        let records = csv::ReaderBuilder::new().has_headers(false).records(&text).collect::<Vec<_>>();
        assert!(records.len() == 1, "{}…: one record or one error", &text[..9]);
        jsv::from_str::<List>(&text).unwrap_err();
        jsv::from_str::<Node>(&text).unwrap_err();
        jsv::from_str::<IgnoredAny>(&text).unwrap_err();
        jsv::from_str::<RawValue>(&text).unwrap_err();
        jsv::from_str::<Value>(&text).unwrap_err();
        jsv::from_str::<Vec<String>>(&text).unwrap_err();
        assert_soon_after(started);
    });
}

#[test]
fn ten_megabytes_of_openers_end_soon() {
    for pattern in ["[", "{a:", "[,"] {
        ends_soon(pattern, 10 << 20);
    }
}

#[test]
fn a_megabyte_of_any_openers_ends_soon() {
    for pattern in
        ["{a:[,", "{\"a\":", "[\"", "[\"\",", "[[],", "[ ", "{", "{a:b,", "[ \",[x\",", " [", "[]x,["]
    {
        ends_soon(pattern, 1 << 20);
    }
}

#[test]
fn errors_in_every_row_do_not_count_all_lines_before_them() {
    let text = format!("a\n{}", "x\n".repeat(1 << 19));
    let started = processor::now();
    let last = csv::rows::<u8>(&text).last().unwrap().unwrap_err();
    assert_eq!((last.line(), last.column(), last.record()), ((1 << 19) + 1, 1, Some(1 << 19)));
    let last =
        csv::Reader::from_reader(text.as_bytes()).into_deserialize::<u8>().last().unwrap().unwrap_err();
    assert_eq!((last.line(), last.column(), last.record()), ((1 << 19) + 1, 1, Some(1 << 19)));
    assert_soon_after(started);
}

#[test]
fn a_header_that_no_row_can_be_read_by_is_worked_out_once() {
    #[derive(Debug, Deserialize)]
    struct Row {
        #[allow(dead_code)]
        a: Option<String>,
    }
    let text = format!("a,{}A\n{}", "x,".repeat(1 << 17), "1\n".repeat(1 << 17));
    let mut builder = csv::ReaderBuilder::new();
    builder.flexible(true);
    let started = processor::now();
    let mut reader = builder.from_reader(text.as_bytes());
    let rows: Vec<_> = builder.rows::<Row>(&text).chain(reader.deserialize()).collect();
    assert_eq!(rows.len(), 2 << 17);
    for row in rows {
        let error = row.unwrap_err();
        assert_eq!((error.to_string().split(' ').next(), error.record()), (Some("duplicate"), Some(0)));
        assert_eq!((error.line(), error.column()), (1, 3 + (2 << 17)));
    }
    assert_soon_after(started);
}

/// Each level of quotes has levels of its own.
#[test]
fn documents_within_texts_share_the_stack() {
    #[derive(Debug, Default, Deserialize)]
    #[serde(default)]
    struct Texts {
        next: Option<Box<Texts>>,
        #[serde(with = "jsv::with::jsv_text")]
        text: Option<Box<Texts>>,
        #[cfg(feature = "json")]
        #[serde(with = "jsv::with::json_or_jsv")]
        json: Option<Box<Texts>>,
        large: Large,
    }
    #[derive(Debug)]
    struct Large([u8; 2000]);
    impl Default for Large {
        fn default() -> Self {
            Large([0; 2000])
        }
    }
    impl<'de> Deserialize<'de> for Large {
        fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            u8::deserialize(deserializer).map(|byte| Large([byte; 2000]))
        }
    }
    let fields: &[&str] = if cfg!(feature = "json") { &["text", "json"] } else { &["text"] };
    for field in fields {
        let mut text = String::from("{large:1}");
        for quotes in 0..10 {
            text = nested("{next:", &text, "}", 100);
            text = format!("{{{field}:\"{}\"}}", text.replace('"', "\"\""));
            on_a_thread({
                let text = text.clone();
                move || match jsv::from_str::<Texts>(&text) {
                    Ok(read) => assert!(quotes < 9, "{:?}", read.large.0[0]),
                    Err(error) => assert!(error.to_string().contains("levels of maps and lists"), "{error}"),
                }
            });
        }
    }
    // What was read before leaves nothing behind.
    on_a_thread(|| jsv::from_str::<Texts>("{text:{text:{next:{large:1}}}}").unwrap());
}
