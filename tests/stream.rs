//! Values from readers: wherever the input is cut, they are those of the text in memory.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at what it cannot run")]

mod pieces;

use std::fmt::Write as _;
use std::io::{self, BufWriter, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};

use jsv::{Category, Error, ErrorKind, Options, OwnedValue, StreamDeserializer, StreamSerializer, stream};
use pieces::{Failing, Pieces};
use proptest::prelude::*;
use serde::de::DeserializeOwned;

#[derive(Clone, Copy, Debug)]
enum Framing {
    Items,
    Lines,
    Documents,
}

const FRAMINGS: [Framing; 3] = [Framing::Items, Framing::Lines, Framing::Documents];

fn stream<R: Read, T: DeserializeOwned>(reader: R, framing: Framing) -> StreamDeserializer<R, T> {
    match framing {
        Framing::Items => StreamDeserializer::items(reader),
        Framing::Lines => StreamDeserializer::lines(reader),
        Framing::Documents => StreamDeserializer::documents(reader),
    }
}

type Shown = Vec<Result<String, String>>;

fn shown<T: std::fmt::Debug>(values: impl Iterator<Item = Result<T, Error>>) -> Shown {
    values
        .map(|value| value.map(|value| format!("{value:?}")).map_err(|error| format!("{error:?}")))
        .collect()
}

/// The values of the text in one piece, which are also those of the text in memory.
fn whole<T: DeserializeOwned + std::fmt::Debug>(text: &str, framing: Framing) -> Shown {
    let found = shown(stream::<_, T>(text.as_bytes(), framing));
    let borrowed = match framing {
        Framing::Items => shown(stream::items::<T>(text)),
        Framing::Lines => shown(stream::lines::<T>(text)),
        Framing::Documents => shown(stream::documents::<T>(text)),
    };
    assert_eq!(found, borrowed, "{text:?} {framing:?}");
    found
}

fn same_in_pieces<T: DeserializeOwned + std::fmt::Debug>(text: &str, framing: Framing, sizes: &[usize]) {
    let expected = whole::<T>(text, framing);
    let found = shown(stream::<_, T>(Pieces::new(text.as_bytes(), sizes), framing));
    assert_eq!(found, expected, "{text:?} {framing:?} {sizes:?}");
}

fn texts() -> impl Strategy<Value = String> {
    let tokens = vec![
        "{", "}", "[", "]", ":", ",", "\"", "\"\"", "a", "1", "é", " ", "\r\n", "\n", "{a:", "{a:1}",
        "[1,2]", "\"x\"", "],[", "}\n{a:", "a\r\n", "\u{feff}",
    ];
    (any::<bool>(), prop::collection::vec(prop::sample::select(tokens), 0..24)).prop_map(|(list, tokens)| {
        let text = tokens.concat();
        if list { format!("[{text}]") } else { text }
    })
}

#[derive(serde::Deserialize, Debug)]
struct Record {
    #[allow(dead_code, reason = "shown")]
    a: Option<u8>,
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn any_pieces_give_the_same_values(text in texts(), sizes in prop::collection::vec(0usize..4, 0..6)) {
        let mut sizes = sizes;
        sizes.push(1);
        for framing in FRAMINGS {
            same_in_pieces::<OwnedValue>(&text, framing, &sizes);
            same_in_pieces::<String>(&text, framing, &sizes);
            same_in_pieces::<Record>(&text, framing, &sizes);
            same_in_pieces::<Vec<u8>>(&text, framing, &sizes);
        }
    }

    /// A list that reads whole streams to the same items; one that does not, fails.
    #[test]
    fn streams_what_from_str_reads(text in texts()) {
        let list = jsv::from_str::<Vec<OwnedValue>>(&text);
        let items: Result<Vec<OwnedValue>, Error> = stream::items(&text).collect();
        match (&list, &items) {
            (Ok(list), Ok(items)) => prop_assert_eq!(list, items),
            (Err(list), Err(items)) => {
                prop_assert_eq!(list.to_string(), items.to_string(), "{:?}", text);
                prop_assert_eq!(list.offset(), items.offset());
            }
            _ => prop_assert!(false, "{text:?}: {list:?}, streamed {items:?}"),
        }
    }

    #[test]
    fn limits_do_not_depend_on_the_pieces(text in texts(), limit in 0usize..12, size in 1usize..5) {
        for framing in FRAMINGS {
            let expected = shown(stream::<_, OwnedValue>(text.as_bytes(), framing).value_limit(limit));
            let pieces = Pieces::new(text.as_bytes(), &[size]);
            let found = shown(stream::<_, OwnedValue>(pieces, framing).value_limit(limit));
            prop_assert_eq!(found, expected, "{:?} {:?}", &text, framing);
        }
    }

    #[test]
    fn written_lists_and_lines_read_back(texts in prop::collection::vec(".{0,9}|[,:\"\\[\\]{}\r\n a]{1,9}", 0..9)) {
        let mut list = StreamSerializer::items(Vec::new());
        let mut lines = StreamSerializer::lines(Vec::new());
        for text in &texts {
            list.serialize(text).unwrap();
            lines.serialize([text]).unwrap();
        }
        let list = list.finish().unwrap();
        prop_assert_eq!(&list, &jsv::to_vec(&texts).unwrap());
        let items: Result<Vec<String>, _> = StreamDeserializer::items(Pieces::new(&list, &[1])).collect();
        prop_assert_eq!(&items.unwrap(), &texts);
        let lines = lines.finish().unwrap();
        let items: Result<Vec<(String,)>, _> = StreamDeserializer::lines(Pieces::new(&lines, &[1, 7])).collect();
        let items: Vec<_> = items.unwrap().into_iter().map(|(text,)| text).collect();
        prop_assert_eq!(items, texts);
    }
}

#[test]
fn errors_name_item_and_place() {
    #[derive(serde::Deserialize, Debug)]
    struct Row {
        #[allow(dead_code, reason = "shown")]
        id: u8,
    }

    for (text, expected) in [
        ("[{id:1},\n{id:x}]", "[1].id: expected an integer, found \"x\" (line 2, column 5)"),
        ("[{id:1},\n{id:2", "[1]: expected `,` or `}`, found the end of the text (line 2, column 6)"),
        ("[{id:1}\n{id:2}]", "expected `,` or `]`, found \"{id:2}]\" (line 2, column 1)"),
        ("[{id:1},{id:\"2}]", "[1].id: unterminated quote (line 1, column 13)"),
        ("[{id:1}", "expected `,` or `]`, found the end of the text (line 1, column 8)"),
        ("[{id:1}] x", "expected the end of the text, found \"x\" (line 1, column 10)"),
        ("[{}]", "[0]: missing field `id` (line 1, column 2)"),
    ] {
        for sizes in [&[1][..], &[64]] {
            let values: Vec<_> =
                StreamDeserializer::<_, Row>::items(Pieces::new(text.as_bytes(), sizes)).collect();
            let errors: Vec<_> =
                values.iter().filter_map(|value| value.as_ref().err()).map(Error::to_string).collect();
            assert_eq!(errors, [expected], "{text:?}");
        }
    }
}

#[test]
fn a_missing_quote_costs_one_line_and_the_error_names_it() {
    let mut text = String::new();
    for line in 1..=9 {
        let quote = if line == 4 { "" } else { "\"" };
        writeln!(text, "{{a:{line},b:\"x,{line}{quote}}}").unwrap();
    }
    let values: Vec<_> =
        StreamDeserializer::<_, OwnedValue>::lines(Pieces::new(text.as_bytes(), &[3])).collect();
    assert_eq!(values.len(), 9);
    for (index, value) in values.iter().enumerate() {
        assert_eq!(value.is_err(), index == 3, "{value:?}");
    }
    let error = values[3].as_ref().unwrap_err();
    assert_eq!((error.line(), error.column()), (4, 8));
    assert!(matches!(error.kind(), ErrorKind::UnterminatedQuote));
}

#[test]
fn bytes_that_are_not_utf8() {
    let list = b"[a,b\xFFc,d]";
    let found = shown(StreamDeserializer::<_, String>::items(Pieces::new(list, &[1])));
    assert_eq!(found.len(), 2);
    assert!(found[1].as_ref().unwrap_err().contains("InvalidUtf8"), "{found:?}");
    let lines = b"[1]\n[2\xFF\xFF,\xC3\n[3]\n\xE2\x82";
    for size in [1, 2, 64] {
        let found: Vec<_> = StreamDeserializer::<_, [u8; 1]>::lines(Pieces::new(lines, &[size])).collect();
        let offsets: Vec<_> = found.iter().map(|line| line.as_ref().map_err(Error::offset)).collect();
        assert_eq!(offsets, [Ok(&[1]), Err(Some(6)), Ok(&[3]), Err(Some(15))]);
    }
}

#[test]
fn a_failing_reader_loses_nothing() {
    let text = "[a,\"b,\"\"c\",{d:e},[f]]";
    let mut items = StreamDeserializer::<_, OwnedValue>::items(Failing::new(text.as_bytes()));
    let mut found = Vec::new();
    let mut failures = 0;
    loop {
        match items.read_value() {
            Ok(Some(value)) => found.push(value),
            Ok(None) => break,
            Err(error) => {
                assert_eq!(error.classify(), Category::Io);
                failures += 1;
            }
        }
    }
    assert_eq!(found, jsv::from_str::<Vec<OwnedValue>>(text).unwrap());
    assert!(failures >= text.len());
    // The iterator ends instead: a caller that drops errors must not spin.
    assert_eq!(StreamDeserializer::<_, OwnedValue>::items(Failing::new(text.as_bytes())).count(), 1);
}

#[test]
fn white_space_is_an_option() {
    let text = "[\n\t{ a: 1 },\n\t{ a: 2 }\n]\n";
    let items = StreamDeserializer::<_, Record>::items(Pieces::new(text.as_bytes(), &[1]));
    let items: Result<Vec<_>, _> = items.options(Options::new().insignificant_whitespace(true)).collect();
    assert_eq!(items.unwrap().iter().map(|record| record.a).collect::<Vec<_>>(), [Some(1), Some(2)]);
}

/// Takes a byte a call, and fails at each second.
struct Slow(Vec<u8>, bool);

impl Write for Slow {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.1 = !self.1;
        if self.1 {
            return Err(io::Error::other("full"));
        }
        self.0.push(bytes[0]);
        Ok(1)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_failing_writer_is_tried_again() {
    let mut file = Slow(Vec::new(), false);
    let mut list = StreamSerializer::items(&mut file);
    let mut failures = 0;
    for item in ["a", "b,c"] {
        list.serialize(item).unwrap();
        while let Err(error) = list.flush() {
            assert_eq!(error.classify(), Category::Io);
            failures += 1;
        }
    }
    drop(list);
    assert_eq!(file.0, b"[a,\"b,c\"");
    assert_eq!(failures, file.0.len());
}

#[test]
fn a_writer_that_is_dropped_flushes() {
    for (lines, expected) in [(true, "1\n2\n"), (false, "[1,2")] {
        let mut file = Vec::new();
        let output = BufWriter::new(&mut file);
        let mut list = if lines { StreamSerializer::lines(output) } else { StreamSerializer::items(output) };
        list.serialize(1).unwrap();
        list.serialize(2).unwrap();
        drop(list);
        assert_eq!(String::from_utf8(file).unwrap(), expected);
    }
}

/// Panics when it is called.
struct Bomb(u32);

impl Write for Bomb {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        self.0 += 1;
        assert_eq!(self.0, 2, "called");
        Ok(0)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_writer_that_panicked_is_not_called_again() {
    let mut file = Bomb(0);
    let written = catch_unwind(AssertUnwindSafe(|| {
        let mut list = StreamSerializer::items(&mut file);
        list.serialize("a").unwrap();
        list.flush()
    }));
    assert!(written.is_err());
    assert_eq!(file.0, 1);
}

#[test]
fn columns_count_characters_however_long_the_line() {
    for length in [1, 254, 255, 256, 511, 70_000] {
        let text = format!("[[{},1],[x]]", "é".repeat(length));
        let error = StreamDeserializer::<_, (u8,)>::items(text.as_bytes()).nth(1).unwrap().unwrap_err();
        assert_eq!((error.column(), error.offset()), (length + 8, Some(2 * length + 7)));
    }
}

/// A message quotes 40 characters, of however many bytes they are and however much of the text is at hand.
#[test]
fn a_message_is_cut_between_characters() {
    for character in ["é", "€", "𝄞"] {
        for lead in ["", "x", "xx", "xxx"] {
            let text = format!("[1]{lead}{}", character.repeat(200));
            let quoted: String = text.chars().skip(3).take(40).collect();
            let message = format!("expected the end of the text, found \"{quoted}…\" (line 1, column 4)");
            for size in [1, 7, 1 << 20] {
                let values = stream::<_, u8>(Pieces::new(text.as_bytes(), &[size]), Framing::Items);
                let found: Vec<_> = values.map(|value| value.map_err(|error| error.to_string())).collect();
                assert_eq!(found, [Ok(1), Err(message.clone())], "{text:?} {size}");
            }
        }
    }
}

#[test]
fn a_line_of_more_than_one_is_refused() {
    let raw: Vec<jsv::RawValue<'_>> = jsv::from_str("[{a:x\ny},b\nc,q\r,a\"b\n\"c,\"d\ne\",z]").unwrap();
    let mut lines = StreamSerializer::lines(Vec::new());
    let written: Vec<_> = raw.iter().map(|item| lines.serialize(item).is_ok()).collect();
    assert_eq!(written, [false, false, false, false, true, true]);
    assert_eq!(lines.finish().unwrap(), b"\"d\ne\"\nz\n");
}

/// White space alone is a text, or nothing where it is insignificant: the items are those of the list.
#[test]
fn white_space_alone() {
    for text in [" ", "\n", "\u{feff} \t"] {
        for (options, expected) in [(Options::new(), 1), (Options::new().insignificant_whitespace(true), 0)] {
            let list: Vec<String> = options.from_str(text).unwrap();
            assert_eq!(list.len(), expected, "{text:?}");
            let items = stream::items::<String>(text).options(options);
            assert_eq!(items.collect::<Result<Vec<_>, _>>().unwrap(), list, "{text:?}");
            let reader = StreamDeserializer::<_, String>::items(Pieces::new(text.as_bytes(), &[1]));
            assert_eq!(reader.options(options).collect::<Result<Vec<_>, _>>().unwrap(), list, "{text:?}");
        }
    }
}
