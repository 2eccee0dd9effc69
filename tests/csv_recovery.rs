//! After a bad record the reader goes on: what is lost is what must be, and nothing comes twice.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at what it cannot run")]

mod pieces;

use std::fmt::Write;
use std::ops::RangeInclusive;

use jsv::csv::{Reader, ReaderBuilder, Record};
use jsv::{Category, Error, ErrorKind};
use pieces::{Failing, Pieces};
use serde::Deserialize;

#[derive(Deserialize, Debug, PartialEq, Clone)]
struct Row {
    id: u32,
    name: String,
    tags: Vec<String>,
}

const RECORDS: u32 = 8;

fn row(id: u32) -> Row {
    Row { id, name: format!("a,\"{id}"), tags: vec!["b".into(), format!("line\n{id}")] }
}

/// One record in three lines: an empty one that is skipped, and two of text, since its last cell has a line feed.
fn record(id: u32) -> String {
    format!("\r\n{id},\"a,\"\"{id}\",\"[b,\"\"line\n{id}\"\"]\"\r\n")
}

/// The file whose record `damaged` is `text` instead, and the line on which that stands.
fn file(damaged: u32, text: &str) -> (String, usize) {
    let mut file = String::from("Id,Name,Tags\r\n");
    for id in 1..=RECORDS {
        let damage = ["\r\n", text].concat();
        file += &if id == damaged { damage } else { record(id) };
    }
    (file, 3 + 3 * (damaged as usize - 1))
}

/// The rows of the text, the same from memory and from every reader.
fn read(text: &str, limit: usize) -> Vec<Result<Row, Error>> {
    let mut builder = ReaderBuilder::new();
    builder.record_limit(limit);
    let mut all: Vec<Vec<Result<Row, Error>>> = [&[1][..], &[2, 0, 5], &[1 << 20]]
        .map(|sizes| builder.from_reader(Pieces::new(text.as_bytes(), sizes)).into_deserialize().collect())
        .into();
    if limit >= text.len() {
        all.push(builder.rows(text).collect());
    }
    let found = all.pop().unwrap();
    for other in all {
        assert_eq!(format!("{other:?}"), format!("{found:?}"), "{text:?}");
        let lost = |rows: &[Result<Row, Error>]| -> Vec<Option<RangeInclusive<usize>>> {
            rows.iter().filter_map(|row| row.as_ref().err()).map(Error::lost_lines).collect()
        };
        assert_eq!(lost(&other), lost(&found), "{text:?}");
    }
    found
}

/// All rows but one.
fn others(damaged: u32) -> Vec<Row> {
    (1..=RECORDS).filter(|id| *id != damaged).map(row).collect()
}

fn errors(rows: &[Result<Row, Error>]) -> Vec<&Error> {
    rows.iter().filter_map(|row| row.as_ref().err()).collect()
}

fn rows(rows: &[Result<Row, Error>]) -> Vec<Row> {
    rows.iter().flatten().cloned().collect()
}

#[test]
fn a_record_that_does_not_decode_is_lost_alone() {
    for damaged in 1..=RECORDS {
        for text in [
            "x,\"a\nb\",c\r\n",
            "1,\"a\nb\",\"[c\"\r\n",
            "1,\"a\nb\"\r\n",
            "1,\"a\nb\",c,d\r\n",
            "99999999999,\"a\nb\",\r\n",
        ] {
            let (text, line) = file(damaged, text);
            let found = read(&text, usize::MAX);
            assert_eq!(rows(&found), others(damaged), "{text:?}");
            let errors = errors(&found);
            assert_eq!(errors.len(), 1, "{text:?}");
            assert!(found[damaged as usize - 1].is_err());
            assert_eq!(errors[0].record(), Some(u64::from(damaged)));
            assert!((line..line + 2).contains(&errors[0].line()), "{errors:?}");
            assert_eq!(errors[0].lost_lines(), None);
        }
    }
}

#[test]
fn after_damage_reading_resumes_at_the_first_line_feed_behind_the_cells_start() {
    for damaged in 1..=RECORDS {
        for (text, lines) in [
            // A stray quote: behind the closing one, in the first cell, in one behind a cell of two lines.
            ("1,\"a\"b,c\r\n", 0..=0),
            ("\"1\"1,a,c\r\n", 0..=0),
            ("1,\"a\nb\",\"c\"d\r\n", 0..=1),
            // A missing quote: the next record's closes it.
            ("1,\"a,c\r\n", 0..=0),
            ("1,\"a\nb\",\"c\r\n", 0..=1),
        ] {
            let (text, line) = file(damaged, text);
            let found = read(&text, usize::MAX);
            assert_eq!(rows(&found), others(damaged), "{text:?}");
            let errors = errors(&found);
            assert_eq!(errors.len(), 1, "{text:?} {errors:?}");
            assert!(matches!(
                errors[0].kind(),
                ErrorKind::TextAfterQuote { .. } | ErrorKind::UnterminatedQuote
            ));
            assert_eq!(errors[0].lost_lines(), Some(line + lines.start()..=line + lines.end()), "{text:?}");
            assert_eq!(errors[0].record(), Some(u64::from(damaged)));
        }
    }
}

#[test]
fn a_record_limit_stops_a_missing_quote_and_names_its_line() {
    for damaged in 1..=RECORDS {
        let mut text = String::from("Id,Name,Tags\n");
        for id in 1..=RECORDS {
            let quote = if id == damaged { "\"" } else { "" };
            writeln!(text, "{id},{quote}a{id},b").unwrap();
        }
        let found = read(&text, 24);
        let errors = errors(&found);
        assert_eq!(errors.len(), 1, "{found:?}");
        let line = damaged as usize + 1;
        assert_eq!((errors[0].line(), errors[0].lost_lines()), (line, Some(line..=line)));
        if damaged + 3 <= RECORDS {
            assert!(matches!(errors[0].kind(), ErrorKind::RecordLimit { limit: 24, .. }), "{errors:?}");
        }
        let ids: Vec<u32> = found.iter().flatten().map(|row| row.id).collect();
        assert_eq!(ids, (1..=RECORDS).filter(|id| *id != damaged).collect::<Vec<_>>());
    }
}

/// To blame is the cell that the limit falls in, wherever reading has come to.
#[test]
fn a_record_limit_names_the_cell_that_it_falls_in() {
    for (text, column) in [
        ("123456789,b,c\n", 1),
        ("1,23456789,c\n", 3),
        ("123,4567,89,a\n", 5),
        ("123,\"4567\",89,a\n", 5),
        ("123,\"4\"\"7\",89,a\n", 5),
        ("1,2,3,4,5,6\n", 7),
    ] {
        let mut builder = ReaderBuilder::new();
        builder.has_headers(false).record_limit(6);
        for sizes in [&[1][..], &[2, 0, 5], &[1 << 20]] {
            let reader = builder.from_reader(Pieces::new(text.as_bytes(), sizes));
            let error = reader.into_records().next().unwrap().unwrap_err();
            assert!(matches!(error.kind(), ErrorKind::RecordLimit { limit: 6, .. }), "{text:?} {error}");
            assert_eq!((error.line(), error.column()), (1, column), "{text:?} {sizes:?} {error}");
        }
    }
}

/// The record read last is the damaged one, and then the one behind it.
#[test]
fn a_damaged_record_has_its_place() {
    let text = "a,b\n1,2\n\n3,\"4\"x\n5,6\n";
    let mut rows = jsv::csv::rows::<[u8; 2]>(text);
    let mut reader = Reader::from_reader(text.as_bytes());
    for (whole, offset, line) in [(true, 4, 2), (false, 9, 4), (true, 16, 5)] {
        assert_eq!(rows.next().unwrap().is_ok(), whole);
        assert_eq!(reader.read_row::<[u8; 2]>().is_ok(), whole);
        for position in [rows.record_position(), reader.record_position()] {
            assert_eq!((position.offset, position.line), (offset, line));
        }
    }
}

/// Two records are equal if their cells are, however they are written and wherever they stand.
#[test]
fn records_are_compared_and_shown_by_their_cells() {
    let record =
        |text: &'static str| ReaderBuilder::new().has_headers(false).records(text).next().unwrap().unwrap();
    let first = record("a,\"b\"\"c\"\n");
    for (text, equal) in [
        ("\"a\",\"b\"\"c\"\r\n", true),
        ("a,b\"c", true),
        ("a\n", false),
        ("a,b,c\n", false),
        ("a,\"b\"\"c\",\n", false),
        ("a,b\n", false),
        ("x,\"b\"\"c\"\n", false),
    ] {
        assert_eq!(first == record(text), equal, "{text:?}");
    }
    assert_eq!(format!("{first:?}"), r#"["a", "b\"c"]"#);
    assert!(first.iter().rev().eq(["b\"c", "a"]));
    assert_eq!(Record::new(), Record::new());
}

#[test]
fn bytes_that_are_not_utf8_cost_their_line() {
    for damaged in 1..=RECORDS {
        for bad in [&b"\xFF"[..], b"\xC3", b"\xE2\x82", b"\xFF\xFE\xFD"] {
            let mut bytes = b"Id\n".to_vec();
            for id in 1..=RECORDS {
                bytes.extend_from_slice(id.to_string().as_bytes());
                bytes.extend_from_slice(if id == damaged { bad } else { b"" });
                bytes.push(b'\n');
            }
            for size in [1, 2, 1000] {
                let found: Vec<Result<[u32; 1], Error>> =
                    Reader::from_reader(Pieces::new(&bytes, &[size])).into_deserialize().collect();
                assert_eq!(found.len(), RECORDS as usize, "{bad:?} {found:?}");
                for (id, row) in (1..).zip(&found) {
                    match row {
                        Ok([found]) => assert!(*found == id && id != damaged),
                        Err(error) => {
                            let line = damaged as usize + 1;
                            assert!(
                                id == damaged && matches!(error.kind(), ErrorKind::InvalidUtf8),
                                "{error}"
                            );
                            assert_eq!((error.line(), error.lost_lines()), (line, Some(line..=line)));
                        }
                    }
                }
            }
        }
    }
}

/// Where no record was begun, the one to come is lost.
#[test]
fn bytes_that_are_not_utf8_are_in_a_record() {
    // The file, the records that are lost, and those that are read.
    for (file, lost, read) in [
        (&b"a,b\n\xFF,1\n2,3\n"[..], &[1][..], &[2][..]),
        (b"a,b\n\r\n\n\xFF,1\n2,3\n", &[1], &[2]),
        (b"a,b\nx,1\n2,3\n\xFF,1\n", &[3], &[1, 2]),
        (b"a,b\nx,\xFF\n2,3\n\xFF,1\n\xFE", &[1, 3, 4], &[2]),
        (b"a,b\nx,1\n\"\xFF,1\"\n4,5", &[2], &[1, 3]),
        (b"\xFF,b\n1,2\n", &[0], &[]),
    ] {
        for size in [1, 2, 1000] {
            let mut reader = Reader::from_reader(Pieces::new(file, &[size]));
            let (read_ones, damages): (Vec<_>, Vec<_>) = reader.records().partition(Result::is_ok);
            let numbers: Vec<u64> = read_ones.iter().flatten().map(Record::number).collect();
            let errors = damages.iter().filter_map(|item| item.as_ref().err());
            let damages: Vec<u64> = errors.filter_map(Error::record).collect();
            assert_eq!((&damages[..], &numbers[..]), (lost, read), "{:?}", file.escape_ascii().to_string());
        }
    }
}

#[test]
fn a_failing_reader_loses_nothing_and_gives_nothing_twice() {
    let (text, _) = file(3, "x,\"y\"z\r\n");
    let mut reader = Reader::from_reader(Failing::new(text.as_bytes()));
    let (mut found, mut failures, mut damage) = (Vec::new(), 0, 0);
    loop {
        match reader.read_row::<Row>() {
            Ok(Some(row)) => found.push(row),
            Ok(None) => break,
            Err(error) if error.classify() == Category::Io => failures += 1,
            Err(_) => damage += 1,
        }
    }
    assert_eq!(found, others(3));
    assert_eq!((failures, damage), (text.len() + 1, 1));

    let mut reader = Reader::from_reader(Failing::new(text.as_bytes()));
    let (mut record, mut records) = (Record::new(), 0);
    loop {
        match reader.read_record(&mut record) {
            Ok(true) => records += 1,
            Ok(false) => break,
            Err(_) => {}
        }
    }
    assert_eq!(records, RECORDS - 1);

    // An iterator ends instead: who drops errors must not spin.
    assert_eq!(Reader::from_reader(Failing::new(text.as_bytes())).into_records().count(), 1);
}

#[test]
fn a_damaged_header_is_one_error_and_the_end() {
    for sizes in [&[1][..], &[1000]] {
        let text = "Id,\"Name\"x\n1,a\n";
        let found: Vec<Result<Row, Error>> =
            Reader::from_reader(Pieces::new(text.as_bytes(), sizes)).into_deserialize().collect();
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].as_ref().unwrap_err().record(), Some(0));
    }
}

#[test]
fn validation_finds_every_damaged_record_up_to_its_limit() {
    let mut text = String::from("a,b\n");
    let mut lines = Vec::new();
    for line in 2..40 {
        let damaged = line % 3 == 0;
        text += match (damaged, line % 2) {
            (false, _) => "1,\"2\"\n",
            (true, 0) => "1,\"2\" \n",
            (true, _) => "1,2,3\n",
        };
        lines.extend(damaged.then_some(line));
    }
    for limit in [0, 1, 5, 100] {
        let found: Vec<usize> = jsv::csv::validate(&text, limit).iter().map(Error::line).collect();
        assert_eq!(found, lines[..limit.min(lines.len())]);
    }
}

#[test]
fn a_record_that_waits_is_read_before_damage() {
    // `[a,b,` opens like JSV: in small pieces the reader puts off looking whether it is.
    let file = b"x,y,z\r\n[a,b,\r\nc,\xD8\r\nd,e,f\r\n";
    for size in 1..20 {
        let pieces = std::io::BufReader::with_capacity(size, &file[..]);
        let mut reader = jsv::csv::ReaderBuilder::new().has_headers(false).from_reader(pieces);
        let records: Vec<_> =
            reader.records().map(|record| record.map(|record| record.as_str().to_owned())).collect();
        let shown: Vec<_> = records.iter().map(|record| record.as_deref().unwrap_or("lost")).collect();
        assert_eq!(shown, ["x,y,z\r\n", "[a,b,\r\n", "lost", "d,e,f\r\n"], "in pieces of {size}");
    }
}

/// What it holds is no nested cell, which shows at its end only.
#[test]
fn a_cell_that_waits_does_not_make_its_record_too_long() {
    let text = "x\n[\"\"\n{a:1},b\nc\n";
    let mut builder = ReaderBuilder::new();
    builder.has_headers(false).flexible(true).record_limit(8);
    for size in 1..=text.len() {
        let input = Pieces::new(text.as_bytes(), &[size]);
        let records: Vec<_> =
            builder.from_reader(input).into_records().map(|record| record.map(|r| r.len())).collect();
        let lengths: Vec<_> = records.iter().map(|length| length.as_ref().ok()).collect();
        assert_eq!(lengths, [Some(&1), Some(&1), Some(&2), Some(&1)], "{size}: {records:?}");
    }
}
