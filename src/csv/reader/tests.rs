//! However small the pieces, fewer than three times the input's bytes are looked at.

use std::io;

use super::*;

struct OneByte<'a>(&'a [u8]);

impl Read for OneByte<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let Some((first, rest)) = self.0.split_first() else { return Ok(0) };
        buffer[0] = *first;
        self.0 = rest;
        Ok(1)
    }
}

/// How often a byte of the text is looked at, on the average, if it comes one at a time.
fn looks(text: &str) -> f64 {
    let mut reader = Reader::from_reader(OneByte(text.as_bytes()));
    let mut bytes = 0;
    for record in reader.records() {
        bytes += record.unwrap().as_str().len();
    }
    assert!(bytes + "h,i\n".len() >= text.len());
    f64::from(u32::try_from(reader.engine.scanned()).unwrap()) / f64::from(u32::try_from(text.len()).unwrap())
}

#[test]
fn one_byte_at_a_time_no_byte_is_looked_at_three_times() {
    let quoted = alloc::format!("\"{}\"", "a,\"\"b\r\n".repeat(400));
    let nested = alloc::format!("[{}]", "{a:\"x,\ny\",b:[1,2]},".repeat(400));
    for record in [
        alloc::format!("{},{}\r\n", "plain".repeat(300), "x".repeat(2000)),
        alloc::format!("{quoted},{quoted}\n"),
        alloc::format!("{nested},{nested}\n"),
        alloc::format!("{nested},{quoted}\n,\"\"\nplain,[x\n"),
        "a,\"b\"\n[c,d],{e:f}\n,\n".repeat(200),
    ] {
        let looks = looks(&alloc::format!("h,i\n{}", record.repeat(3)));
        assert!((0.5..3.0).contains(&looks), "{looks}");
    }
}

/// By attempts at a nested cell, in search of a line feed, and as the text that it is: what has been searched once is not
/// searched again.
#[test]
fn a_cell_without_a_line_feed_for_long_is_not_searched_again_and_again() {
    for length in [2_000, 20_000] {
        let looks = looks(&alloc::format!("h,i\nx,[{}\n", "a".repeat(length)));
        assert!((0.5..4.0).contains(&looks), "{looks}");
    }
}
