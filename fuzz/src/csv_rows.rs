//! Typed rows: in memory against a reader against an `AsyncRead`.

use std::collections::BTreeMap;
use std::fmt::Debug;

use jsv::csv::ReaderBuilder;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::chunks::{CUTS, Chunks, chosen};
use super::csv_records::{dialect, place};
use super::rich::{Kind, Owned, Rich};

#[derive(Debug, Deserialize)]
#[allow(dead_code, reason = "shown by `Debug`")]
#[serde(rename_all = "PascalCase")]
struct Row {
    id: u32,
    name: String,
    #[serde(default)]
    tags: Vec<String>,
    rank: Option<f64>,
    kind: Option<Kind>,
    note: Option<String>,
}

/// The first byte is the settings, the rest the file. The rows and the errors, with their places, are the same however
/// the file is cut.
pub fn csv_rows(data: &[u8]) {
    let Some((&settings, bytes)) = data.split_first() else { return };
    let Ok(text) = str::from_utf8(bytes) else { return };
    let mut builder = dialect(settings);
    builder
        .has_headers(settings & 8 == 0)
        .flexible(settings & 16 != 0)
        .distinguish_empty(settings & 32 != 0)
        .options(jsv::Options::new().insignificant_whitespace(settings & 64 != 0));
    let chosen = chosen(data);
    agree::<Row>(&builder, text, &chosen);
    agree::<Rich>(&builder, text, &chosen);
    agree::<Vec<Option<String>>>(&builder, text, &chosen);
    agree::<BTreeMap<String, String>>(&builder, text, &chosen);
    agree::<Owned>(&builder, text, &chosen);
}

fn agree<T: DeserializeOwned + Debug>(builder: &ReaderBuilder, text: &str, chosen: &[usize]) {
    let rows: Vec<String> = builder.rows::<T>(text).map(|row| shown(row, text.len())).collect();
    for cut in CUTS.iter().copied().chain([chosen]) {
        let input = Chunks::new(text.as_bytes(), cut);
        let read: Vec<String> =
            builder.from_reader(input).into_deserialize::<T>().map(|row| shown(row, text.len())).collect();
        assert_eq!(read, rows, "in pieces of {cut:?} as {}", std::any::type_name::<T>());
    }
    #[cfg(feature = "tokio")]
    {
        let input = Chunks::new(text.as_bytes(), chosen);
        let rows_that_arrive = super::chunks::all(builder.from_async_reader(input).into_deserialize::<T>());
        let read: Vec<String> = rows_that_arrive.into_iter().map(|row| shown(row, text.len())).collect();
        assert_eq!(read, rows, "as they arrive, in pieces of {chosen:?} as {}", std::any::type_name::<T>());
    }
}

fn shown<T: Debug>(row: jsv::Result<T>, length: usize) -> String {
    match row {
        Ok(row) => format!("{row:?}"),
        Err(error) => place(&error, length),
    }
}
