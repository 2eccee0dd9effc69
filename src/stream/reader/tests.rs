//! However small the pieces, fewer than three times the input's bytes are looked at.

use alloc::string::{String, ToString};
use alloc::vec::Vec;
use std::io;

use super::*;
use crate::OwnedValue;

struct OneByte<'a>(&'a [u8]);

impl Read for OneByte<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let Some((first, rest)) = self.0.split_first() else { return Ok(0) };
        buffer[0] = *first;
        self.0 = rest;
        Ok(1)
    }
}

fn scanned<R: Read>(mut stream: StreamDeserializer<R, OwnedValue>) -> usize {
    for value in stream.by_ref() {
        value.unwrap();
    }
    // Bytes are brackets, commas and line feeds, or some value's.
    stream.engine.scanned
}

#[test]
fn one_byte_at_a_time_no_byte_is_looked_at_three_times() {
    let long = ["word", "\"a,\"\"b\"", "{k:[1,2,{m:\"x\"}]}"].join(",") + ",";
    let long = long.repeat(300) + "end";
    let lists = [
        alloc::format!("[{}]", "a,".repeat(5000)),
        alloc::format!("[{}\"\"]", "\"a\"\"b\",".repeat(3000)),
        alloc::format!("[{{a:[{long}]}},[{long}],{{b:{{c:[{long}]}}}}]"),
        alloc::format!("[\"{}\",\"{}\"]", "x".repeat(9000), "\"\"".repeat(9000)),
        alloc::format!("[{}a{}]", "[".repeat(120), "]".repeat(120)),
        alloc::format!("{}\"z\"", "a,[b],".repeat(2000)),
    ];
    for list in &lists {
        let stream = StreamDeserializer::items(OneByte(list.as_bytes()));
        let scanned = scanned(stream);
        assert!(scanned >= list.len() / 2, "{scanned} of {}", list.len());
        assert!(scanned < 3 * list.len(), "{scanned} of {}", list.len());
    }
    let bodies: Vec<String> = (1..40)
        .map(|length| {
            alloc::format!("{{a:[{}\"x\ny\"],b:\"{}\"}}", "1,".repeat(length), "é".repeat(length * 9))
        })
        .collect();
    for (lines, text) in [(true, bodies.join("\n")), (false, bodies.join(""))] {
        let reader = OneByte(text.as_bytes());
        let stream =
            if lines { StreamDeserializer::lines(reader) } else { StreamDeserializer::documents(reader) };
        let scanned = scanned(stream);
        assert!(scanned >= text.len() && scanned < 3 * text.len(), "{scanned} of {}", text.len());
    }
}

#[test]
fn large_pieces_are_read_once() {
    let list = alloc::format!("[{}1]", "{a:1,b:\"x,y\"},".repeat(20_000));
    let stream = StreamDeserializer::items(list.as_bytes());
    let scanned = scanned(stream);
    assert!(scanned < list.len() * 101 / 100, "{scanned} of {}", list.len());
}

/// The line's text is searched once, however long it stays without a line feed.
#[test]
fn a_broken_line_is_searched_once() {
    let text = alloc::format!("{{a b:{}\n[1]", "x".repeat(50_000));
    let mut stream = StreamDeserializer::<_, OwnedValue>::lines(OneByte(text.as_bytes()));
    assert!(stream.next().is_some_and(|line| line.is_err()));
    assert_eq!(stream.next().unwrap().unwrap().to_string(), "[1]");
    assert!(stream.engine.scanned < 3 * text.len());
}

/// Read from its start, each line opens a quote that the next one closes, up to the end of the text.
#[test]
fn lines_that_break_far_behind_their_ends_are_not_looked_at_again_and_again() {
    for line in ["{a:x\",b:\"\n", "[x\",\"\n", ",\",&\n[:%\" \n"] {
        let text = line.repeat(300_000 / line.len());
        let read = |reader: &mut dyn Read| {
            let mut stream = StreamDeserializer::<_, OwnedValue>::lines(reader);
            let values: Vec<_> =
                stream.by_ref().map(|value| value.map_err(|error| error.to_string())).collect();
            // Once for what was owed already, and what it may grow to.
            assert!(stream.engine.scanned < 6 * text.len(), "{} of {}", stream.engine.scanned, text.len());
            values
        };
        let whole = read(&mut text.as_bytes());
        assert_eq!(whole, read(&mut OneByte(text.as_bytes())));
        assert!(whole.len() >= text.len() / line.len(), "{}", whole.len());
    }
}

/// A quote that is missing does not keep a later text in quotes from having a line feed.
#[test]
fn what_was_owed_is_paid_off() {
    let text = alloc::format!("{{a:\"x}}\n{}{{b:\"y\nz\"}}\n[\"1\n2\"]\n", "{c:1}\n".repeat(50_000));
    let stream = StreamDeserializer::<_, OwnedValue>::lines(text.as_bytes());
    let values: Vec<_> = stream.map(|value| value.map(|value| value.to_string()).ok()).collect();
    assert_eq!(values.len(), 50_003);
    assert_eq!(values.iter().filter(|value| value.is_none()).count(), 1);
    assert_eq!(values[50_001..], [Some("{b:\"y\nz\"}".into()), Some("[\"1\n2\"]".into())]);
}

/// However short the text, what is looked at in vain is bounded.
#[test]
fn few_broken_lines_are_looked_at_again_but_not_forever() {
    let text = "{a:x\",b:\"\n".repeat(500);
    let mut stream = StreamDeserializer::<_, OwnedValue>::lines(text.as_bytes());
    assert_eq!(stream.by_ref().filter(Result::is_err).count(), 500);
    let bound = 6 * text.len() + (64 << 10);
    assert!(stream.engine.scanned < bound, "{} of {bound}", stream.engine.scanned);
}

#[test]
fn white_space_before_a_list_is_looked_at_once() {
    let text = " \n".repeat(50_000) + "[1]";
    let mut stream = StreamDeserializer::<_, OwnedValue>::items(OneByte(text.as_bytes()));
    assert!(stream.by_ref().all(|value| value.is_ok()));
    assert!(stream.engine.scanned < 3 * text.len(), "{} of {}", stream.engine.scanned, text.len());
}
