//! Raw records: in memory against a reader against an `AsyncRead` and a decoder against a model.

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
    #[cfg(feature = "tokio")]
    {
        let sizes = super::chunks::chosen(data);
        let input = Chunks::new(bytes, &sizes);
        let records = super::chunks::all(builder.from_async_reader(input).into_records());
        let records: Vec<_> = records.into_iter().map(|record| shown(record, bytes.len())).collect();
        assert_eq!(Some(&records), expected.as_ref(), "as they arrive, in pieces of {sizes:?}");
        let records: Vec<_> =
            decoded(&builder, bytes, &sizes).into_iter().map(|record| shown(record, bytes.len())).collect();
        assert_eq!(Some(&records), expected.as_ref(), "decoded, in pieces of {sizes:?}");
    }
    if let Some(text) = text {
        builder.flexible(true);
        let (delimiter, quote) = DIALECTS[usize::from(settings) % DIALECTS.len()];
        let records: Vec<Option<Vec<String>>> =
            builder.records(text).map(|record| record.ok().map(texts)).collect();
        assert_eq!(records, model::records(text, delimiter, quote), "the model of {text:?}");
    }
}

/// The records that the decoder makes of pieces of these sizes.
#[cfg(feature = "tokio")]
fn decoded(builder: &ReaderBuilder, bytes: &[u8], sizes: &[usize]) -> Vec<jsv::Result<Record<'static>>> {
    use tokio_util::codec::Decoder;

    let mut decoder = builder.decoder();
    let mut source = bytes::BytesMut::new();
    let mut records = Vec::new();
    let mut rest = bytes;
    for size in sizes.iter().cycle() {
        if rest.is_empty() {
            break;
        }
        let (piece, left) = rest.split_at(rest.len().min(*size));
        rest = left;
        source.extend_from_slice(piece);
        while let Some(record) = decoder.decode(&mut source).unwrap() {
            records.push(record);
        }
    }
    while let Some(record) = decoder.decode_eof(&mut source).unwrap() {
        records.push(record);
    }
    records
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
