//! Raw records: in memory against a reader against a model.

use jsv::Error;
use jsv::csv::{ReaderBuilder, Record};

use super::chunks::{CUTS, Chunks};
use super::model;

/// The first byte is the settings, the rest the file. The records and the errors, with their places, are the same
/// however the file is cut, bytes that are not UTF-8 included; of text they are those of the model.
pub fn csv_records(data: &[u8]) {
    let Some((&settings, bytes)) = data.split_first() else { return };
    let mut builder = dialect(settings);
    builder.has_headers(false).flexible(settings & 8 == 0);

    let readings = CUTS.iter().map(|cut| {
        let records = builder.from_reader(Chunks::new(bytes, cut)).into_records();
        (cut, records.map(|record| shown(record, bytes.len())).collect::<Vec<_>>())
    });
    let text = str::from_utf8(bytes).ok();
    let mut expected =
        text.map(|text| builder.records(text).map(|record| shown(record, bytes.len())).collect::<Vec<_>>());
    for (cut, records) in readings {
        let expected = expected.get_or_insert_with(|| records.clone());
        assert_eq!(&records, expected, "in pieces of {cut:?}");
    }
    if let Some(text) = text {
        builder.flexible(true);
        let (delimiter, quote) = DIALECTS[usize::from(settings) % DIALECTS.len()];
        let records: Vec<Option<Vec<String>>> =
            builder.records(text).map(|record| record.ok().map(texts)).collect();
        assert_eq!(records, model::records(text, delimiter, quote), "the model of {text:?}");
    }
}

/// The dialects by the low bits of the settings.
const DIALECTS: [(u8, u8); 8] = [
    (b',', b'"'),
    (b';', b'"'),
    (b'\t', b'\''),
    (b',', b'\''),
    (b':', b'"'),
    (b'|', b'`'),
    (b',', b'"'),
    (b' ', b'"'),
];

pub fn dialect(settings: u8) -> ReaderBuilder {
    let (delimiter, quote) = DIALECTS[usize::from(settings) % DIALECTS.len()];
    let mut builder = ReaderBuilder::new();
    builder.delimiter(delimiter).quote(quote);
    builder
}

/// An error by its kind and its place. Its text may show less of what follows where that has not been read yet.
pub fn place(error: &Error, length: usize) -> String {
    let offset = error.offset().unwrap();
    assert!(offset <= length, "{error} at {offset} of {length}");
    let kind = format!("{:?}", error.kind());
    let kind = kind.split([' ', '(']).next().unwrap();
    format!(
        "{kind} at {offset}, {}:{}, record {:?}, {}",
        error.line(),
        error.column(),
        error.record(),
        error.path()
    )
}

fn shown(record: jsv::Result<Record<'_>>, length: usize) -> String {
    match record {
        Ok(record) => format!("{} {:?} {:?}", record.number(), texts(record.clone()), record.as_str()),
        Err(error) => place(&error, length),
    }
}

fn texts(record: Record<'_>) -> Vec<String> {
    record.iter().map(std::borrow::Cow::into_owned).collect()
}
