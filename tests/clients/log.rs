//! A CSV log that is being appended to: what is whole is read, and what is not is read later.

#![cfg(feature = "std")]

use std::io::{Cursor, Read, Seek, SeekFrom};

use jsv::{Category, csv};
use serde::Deserialize;
use serde::de::DeserializeOwned;

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
    fn read<T: DeserializeOwned>(
        &mut self,
        log: &mut (impl Read + Seek),
    ) -> jsv::Result<Vec<jsv::Result<T>>> {
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
        let mut lines = Vec::new();
        let whole = loop {
            match reader.read_row() {
                Ok(Some(line)) => lines.push(Ok(line)),
                Ok(None) => break reader.position(),
                // The line feed stands in a quoted cell that has no end yet.
                Err(error) if error.classify() == Category::Eof => break reader.record_position(),
                Err(error) => lines.push(Err(error)),
            }
        };
        self.at += whole.offset as u64;
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
        lines.extend(whole(&mut tail, file));
        assert_eq!(lines, all[..lines.len()]);

        let mut torn = Tail::default();
        let mut halves = whole(&mut torn, file);
        halves.extend(whole(&mut torn, log.as_bytes()));
        assert_eq!(halves, all, "torn at {length}");
    }
    assert_eq!(lines, all);
}

fn whole(tail: &mut Tail, file: &[u8]) -> Vec<Line> {
    tail.read(&mut Cursor::new(file)).unwrap().into_iter().map(Result::unwrap).collect()
}

/// A record that has damage is not one that has no end, and those after it are read.
#[test]
fn damage_in_a_log_is_one_error() {
    for damaged in ["2,\"a\"b\r\n", "two,[]\r\n", "2\r\n", "2,\"[x\"\r\n", "2,[x\r\n"] {
        let log = format!("Id,Tags\r\n1,[a]\r\n{damaged}3,[]\r\n");
        let mut tail = Tail::default();
        let mut found = Vec::new();
        for length in 0..=log.len() {
            let mut file = Cursor::new(&log.as_bytes()[..length]);
            found.extend(tail.read::<(u8, Vec<String>)>(&mut file).unwrap());
        }
        assert!(matches!(&found[..], [Ok((1, _)), Err(_), Ok((3, _))]), "{damaged}: {found:?}");
    }
}
