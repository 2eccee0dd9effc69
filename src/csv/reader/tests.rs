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

#[test]
fn one_byte_at_a_time_no_byte_is_looked_at_four_times() {
    let quoted = alloc::format!("\"{}\"", "a,\"\"b\r\n".repeat(400));
    let nested = alloc::format!("[{}]", "{a:\"x,\ny\",b:[1,2]},".repeat(400));
    for record in [
        alloc::format!("{},{}\r\n", "plain".repeat(300), "x".repeat(2000)),
        alloc::format!("{quoted},{quoted}\n"),
        alloc::format!("{nested},{nested}\n"),
        alloc::format!("{nested},{quoted}\n,\"\"\nplain,[x\n"),
        "a,\"b\"\n[c,d],{e:f}\n,\n".repeat(200),
        // No line feed for long: what has been searched for one is not searched again.
        alloc::format!("x,[{}\n", "a".repeat(20_000)),
    ] {
        let text = alloc::format!("h,i\n{}", record.repeat(3));
        let mut reader = Reader::from_reader(OneByte(text.as_bytes()));
        let mut bytes = 0;
        for record in reader.records() {
            bytes += record.unwrap().as_str().len();
        }
        assert!(bytes + "h,i\n".len() >= text.len());
        let scanned = reader.engine.scanned();
        // Twice by attempts at nested cells, once in search of a line feed, and as what it is.
        assert!(scanned >= text.len() / 2 && scanned < 4 * text.len(), "{scanned} of {}", text.len());
    }
}
