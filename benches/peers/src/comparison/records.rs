//! Our CSV beside that of the csv and simd-csv crates.

use super::Comparison;
use crate::{
    measure::Side,
    rows::{self, rows},
    updates::{self, Cells, updates},
};

pub(super) const COMPARISONS: &[Comparison] = &[
    Comparison {
        name: "csv-records",
        what: "CSV raw records, rows",
        peers: &[("csv `ByteRecord`", Some(2.7)), ("simd-csv zero-copy", Some(1.0))],
        sides: records,
        check: check_records,
    },
    Comparison {
        name: "csv-decode",
        what: "CSV typed decode, borrowed, rows",
        peers: &[("csv `StringRecord` + `deserialize`", Some(2.5))],
        sides: decode,
        check: check_decode,
    },
    Comparison {
        name: "csv-encode",
        what: "CSV encode, rows",
        peers: &[("csv `Writer::serialize`", Some(2.5))],
        sides: encode,
        check: check_encode,
    },
    Comparison {
        name: "csv-nested",
        what: "CSV typed decode, nested rows",
        peers: &[("csv + serde_json for a JSON cell", Some(3.0))],
        sides: nested,
        check: check_nested,
    },
];

/// Fields, and the bytes in them as they stand in the file or unquoted: every field's place is asked for.
#[derive(Debug, Default, Clone, Copy, PartialEq)]
struct Tally {
    fields: usize,
    bytes: usize,
}

impl Tally {
    fn add(&mut self, field: &[u8]) {
        self.fields += 1;
        self.bytes += field.len();
    }
}

fn tally_ours(file: &str) -> Tally {
    let mut records = jsv::csv::ReaderBuilder::new().records(file);
    let mut record = jsv::csv::Record::new();
    let mut tally = Tally::default();
    while records.read_record(&mut record).expect("jsv reads records") {
        for index in 0..record.len() {
            tally.add(record.raw_bytes(index).unwrap_or_default());
        }
    }
    tally
}

fn tally_csv(file: &[u8]) -> Tally {
    let mut reader = csv::Reader::from_reader(file);
    let mut record = csv::ByteRecord::new();
    let mut tally = Tally::default();
    while reader.read_byte_record(&mut record).expect("csv reads records") {
        record.iter().for_each(|field| tally.add(field));
    }
    tally
}

fn tally_simd_csv(file: &[u8]) -> Tally {
    let mut reader = simd_csv::ZeroCopyReader::from_reader(file);
    let mut tally = Tally::default();
    while let Some(record) = reader.read_byte_record().expect("simd-csv reads records") {
        record.iter().for_each(|field| tally.add(field));
    }
    tally
}

fn records() -> Vec<Side> {
    let file = &rows().csv;
    vec![
        Side::new("jsv", || tally_ours(file)),
        Side::new("csv", || tally_csv(file.as_bytes())),
        Side::new("simd-csv", || tally_simd_csv(file.as_bytes())),
    ]
}

fn check_records() {
    let file = &rows().csv;
    let fields = rows().objects.len() * 10;
    assert_eq!(tally_ours(file).fields, fields, "jsv");
    assert_eq!(tally_csv(file.as_bytes()).fields, fields, "csv");
    assert_eq!(tally_simd_csv(file.as_bytes()).fields, fields, "simd-csv");
}

/// Reads each row into a type that borrows from the record, as the csv crate's tutorial advises for speed.
fn each_csv_row(file: &str, mut each: impl FnMut(rows::Borrowed<'_>)) {
    let mut reader = csv::Reader::from_reader(file.as_bytes());
    let headers = reader.headers().expect("csv reads the header").clone();
    let mut record = csv::StringRecord::new();
    while reader.read_record(&mut record).expect("csv reads records") {
        each(record.deserialize(Some(&headers)).expect("csv reads rows"));
    }
}

fn each_of_our_rows(file: &str, mut each: impl FnMut(rows::Borrowed<'_>)) {
    for row in jsv::csv::rows(file) {
        each(row.expect("jsv reads rows"));
    }
}

fn decode() -> Vec<Side> {
    let file = &rows().csv;
    vec![
        Side::new("jsv", || each_of_our_rows(file, |row| drop(std::hint::black_box(row)))),
        Side::new("csv", || each_csv_row(file, |row| drop(std::hint::black_box(row)))),
    ]
}

fn check_decode() {
    let rows = rows();
    let json = |row: rows::Borrowed<'_>| serde_json::to_string(&row).expect("rows write as JSON");
    let expected: Vec<_> =
        rows.objects.iter().map(|row| serde_json::to_string(row).expect("rows write as JSON")).collect();
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    each_of_our_rows(&rows.csv, |row| ours.push(json(row)));
    each_csv_row(&rows.csv, |row| theirs.push(json(row)));
    assert!(ours == expected, "jsv read other rows");
    assert!(theirs == expected, "csv read other rows");
}

fn encode_ours(buffer: &mut Vec<u8>) -> usize {
    buffer.clear();
    let mut writer = jsv::csv::Writer::from_writer(&mut *buffer);
    for row in &rows().objects {
        writer.serialize(row).expect("jsv writes rows");
    }
    writer.flush().expect("jsv writes rows");
    drop(writer);
    buffer.len()
}

fn encode_csv(buffer: &mut Vec<u8>) -> usize {
    buffer.clear();
    let mut writer = csv::Writer::from_writer(&mut *buffer);
    for row in &rows().objects {
        writer.serialize(row).expect("csv writes rows");
    }
    writer.flush().expect("csv writes rows");
    drop(writer);
    buffer.len()
}

fn encode() -> Vec<Side> {
    let room = 2 * rows().csv.len();
    let (mut ours, mut theirs) = (Vec::with_capacity(room), Vec::with_capacity(room));
    vec![Side::new("jsv", move || encode_ours(&mut ours)), Side::new("csv", move || encode_csv(&mut theirs))]
}

fn check_encode() {
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    encode_ours(&mut ours);
    encode_csv(&mut theirs);
    for (side, file) in [("jsv", ours.as_slice()), ("csv", theirs.as_slice())] {
        let mut reader = csv::Reader::from_reader(file);
        // The csv crate reads booleans in lower case only.
        let lower =
            |record: csv::StringRecord| -> csv::StringRecord {
                record
                    .iter()
                    .map(|field| {
                        if matches!(field, "True" | "False") {
                            field.to_lowercase()
                        } else {
                            field.to_owned()
                        }
                    })
                    .collect()
            };
        let headers = reader.headers().expect("a header").clone();
        let read: Vec<rows::Owned> = reader
            .records()
            .map(|record| lower(record.expect("a record")).deserialize(Some(&headers)).expect("a row"))
            .collect();
        assert!(read == rows().objects, "{side} wrote other rows");
    }
}

fn each_update(file: &str, mut each: impl FnMut(updates::Borrowed<'_>)) {
    for row in jsv::csv::rows(file) {
        each(row.expect("jsv reads nested rows"));
    }
}

fn each_json_update(file: &str, mut each: impl FnMut(updates::Borrowed<'_>)) {
    let mut reader = csv::Reader::from_reader(file.as_bytes());
    let headers = reader.headers().expect("csv reads the header").clone();
    let mut record = csv::StringRecord::new();
    while reader.read_record(&mut record).expect("csv reads records") {
        let cells: Cells<'_> = record.deserialize(Some(&headers)).expect("csv reads nested rows");
        each(cells.parse().expect("serde_json reads the cells"));
    }
}

fn nested() -> Vec<Side> {
    let updates = updates();
    vec![
        Side::new("jsv", || each_update(&updates.csv_of_jsv, |row| drop(std::hint::black_box(row)))),
        Side::new("csv+serde_json", || {
            each_json_update(&updates.csv_of_json, |row| drop(std::hint::black_box(row)));
        }),
    ]
}

fn check_nested() {
    let updates = updates();
    assert!(updates.csv_of_jsv.contains("\"\"\"\""), "no quadrupled quotes");
    let json = |row: updates::Borrowed<'_>| serde_json::to_string(&row).expect("rows write as JSON");
    let expected: Vec<_> =
        updates.objects.iter().map(|row| serde_json::to_string(row).expect("rows write as JSON")).collect();
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    each_update(&updates.csv_of_jsv, |row| ours.push(json(row)));
    each_json_update(&updates.csv_of_json, |row| theirs.push(json(row)));
    assert!(ours == expected, "jsv read other nested rows");
    assert!(theirs == expected, "csv and serde_json read other nested rows");
}
