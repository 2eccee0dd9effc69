//! The values of a stream: in memory against a reader against an `AsyncRead`.

use std::collections::BTreeMap;
use std::fmt::Debug;

use jsv::stream::{Values, documents, items, lines};
use jsv::{Options, StreamDeserializer};
use serde::de::DeserializeOwned;

use super::chunks::{CUTS, Chunks, chosen};
use super::rich::{Kind, Owned, Rich};

/// The first byte is the settings, the rest the stream. The values and the errors, with their places, are the same however
/// the stream is cut, bytes that are not UTF-8 included.
pub fn stream(data: &[u8]) {
    let Some((&settings, bytes)) = data.split_first() else { return };
    let framing = usize::from(settings) % FRAMINGS;
    let options = Options::new().insignificant_whitespace(settings & 64 != 0);
    let chosen = chosen(data);
    agree::<Owned>(framing, options, bytes, &chosen);
    agree::<String>(framing, options, bytes, &chosen);
    agree::<Rich>(framing, options, bytes, &chosen);
    agree::<Vec<Option<Kind>>>(framing, options, bytes, &chosen);
    agree::<BTreeMap<String, i32>>(framing, options, bytes, &chosen);
}

/// Items of one list, a document on each line, documents one behind another.
const FRAMINGS: usize = 3;

fn agree<T: DeserializeOwned + Debug>(framing: usize, options: Options, bytes: &[u8], chosen: &[usize]) {
    let shown = |value: jsv::Result<T>| match value {
        Ok(value) => format!("{value:?}"),
        // What a message quotes does not depend on how much has been read either.
        Err(error) => format!("{error:?}"),
    };
    let text = str::from_utf8(bytes).ok();
    let mut expected = text.map(|text| {
        let values: Values<'_, T> = [items, lines, documents][framing](text);
        values.options(options).map(shown).collect::<Vec<_>>()
    });
    for cut in CUTS.iter().copied().chain([chosen]) {
        let input = Chunks::new(bytes, cut);
        let open = [StreamDeserializer::items, StreamDeserializer::lines, StreamDeserializer::documents];
        let read: Vec<_> = open[framing](input).options(options).map(shown).collect();
        let expected = expected.get_or_insert_with(|| read.clone());
        assert_eq!(&read, expected, "in pieces of {cut:?} as {}", std::any::type_name::<T>());
    }
    #[cfg(feature = "tokio")]
    {
        use jsv::AsyncStreamDeserializer as Async;

        let input = Chunks::new(bytes, chosen);
        let values = [Async::items, Async::lines, Async::documents][framing](input).options(options);
        let read: Vec<_> = super::chunks::all(values).into_iter().map(shown).collect();
        assert_eq!(Some(read), expected, "as it arrives, in pieces of {chosen:?}");
    }
}
