//! Every door of the library for one text: they must agree, and what they say is shown for comparison.

use std::fmt::Debug;

use serde::Serialize;
use serde::de::DeserializeOwned;

pub(crate) type Shown = Result<String, String>;

/// How a value is compared: `Debug` tells `-0.0` from `0.0`, shows the shortest digits of each float type, and keeps
/// the order of a map.
pub(crate) fn shown<T: Debug, E: ToString>(result: Result<T, E>) -> Shown {
    result.map(|value| format!("{value:?}")).map_err(|error| error.to_string())
}

/// What the doors say if they all say the same: a value, or each an error.
pub(super) fn agreed(doors: Vec<(&str, Shown)>) -> Result<Shown, String> {
    let (first, rest) = doors.split_first().unwrap();
    for door in rest {
        let agree = match (&first.1, &door.1) {
            (Ok(left), Ok(right)) => left == right,
            (Err(_), Err(_)) => true,
            _ => false,
        };
        if !agree {
            return Err(format!("{} gives {:?}, {} gives {:?}", first.0, first.1, door.0, door.1));
        }
    }
    Ok(doors.into_iter().next().unwrap().1)
}

/// Reads one JSV document through the string, the slice and the reader.
pub(crate) fn jsv<T: DeserializeOwned + Debug>(text: &str) -> Result<Shown, String> {
    agreed(vec![
        ("from_str", shown(jsv::from_str::<T>(text))),
        ("from_slice", shown(jsv::from_slice::<T>(text.as_bytes()))),
        ("from_reader", shown(jsv::from_reader::<_, T>(text.as_bytes()))),
    ])
}

/// Writes one JSV document as a string, as bytes and into a writer.
pub(crate) fn to_jsv<T: Serialize>(value: &T) -> Result<Shown, String> {
    let mut written = Vec::new();
    let to_writer = jsv::to_writer(&mut written, value).map(|()| String::from_utf8(written).unwrap());
    agreed(vec![
        ("to_string", jsv::to_string(value).map_err(|error| error.to_string())),
        (
            "to_vec",
            jsv::to_vec(value).map(|bytes| String::from_utf8(bytes).unwrap()).map_err(|e| e.to_string()),
        ),
        ("to_writer", to_writer.map_err(|error| error.to_string())),
    ])
}
