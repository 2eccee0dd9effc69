//! A CSV log that is being appended to: what is whole is read, and what is not is read later.

#![cfg(feature = "std")]

use std::io::{Cursor, Read, Seek, SeekFrom};

use jsv::{Category, csv};
use serde::Deserialize;

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Line {
    id: u32,
    text: String,
}

#[derive(Default)]
struct Tail {
    at: u64,
    header: Vec<String>,
}

impl Tail {
    /// The records that have been finished since the last call.
    fn read(&mut self, log: &mut (impl Read + Seek)) -> jsv::Result<Vec<Line>> {
        let mut bytes = Vec::new();
        log.seek(SeekFrom::Start(self.at))?;
        log.read_to_end(&mut bytes)?;
        let end = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        let mut reader = csv::Reader::from_reader(&bytes[..end]);
        if self.at > 0 {
            reader.set_headers(&self.header);
        } else {
            self.header = reader.headers()?.unwrap_or_default().to_vec();
        }
        let (mut lines, mut whole) = (Vec::new(), reader.position().offset);
        loop {
            match reader.read_row() {
                Ok(Some(line)) => lines.push(line),
                Ok(None) => break,
                // The line feed stands in a quoted cell that has no end yet.
                Err(error) if error.classify() == Category::Eof => break,
                Err(error) => return Err(error),
            }
            whole = reader.position().offset;
        }
        self.at += whole as u64;
        Ok(lines)
    }
}

#[test]
fn a_log_is_read_while_it_is_written() {
    let log = "Id,Text\r\n1,a\r\n2,\"b, \"\"c\"\"\r\nd\"\r\n\n3,\"[x,y]\"\r\n4,\u{e9}\u{1f600}\r\n5,e\r\n";
    let all: Vec<Line> = csv::from_str(log).unwrap();
    assert_eq!(all.len(), 5);
    // One byte after the other, and torn once, anywhere.
    let mut tail = Tail::default();
    let mut lines = Vec::new();
    for length in 0..=log.len() {
        let file = &log.as_bytes()[..length];
        lines.extend(tail.read(&mut Cursor::new(file)).unwrap());
        assert_eq!(lines, all[..lines.len()]);

        let mut torn = Tail::default();
        let mut halves = torn.read(&mut Cursor::new(file)).unwrap();
        halves.extend(torn.read(&mut Cursor::new(log)).unwrap());
        assert_eq!(halves, all, "torn at {length}");
    }
    assert_eq!(lines, all);
    // A record that has damage is not one that has no end.
    let damaged = "Id,Text\r\n1,\"a\"b\r\n2,c\r\n";
    assert!(Tail::default().read(&mut Cursor::new(damaged)).is_err());
}
