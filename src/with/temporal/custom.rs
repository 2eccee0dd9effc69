//! Dates by rules that a user declares: a format, an offset that texts leave out (SPEC §11). Floor 5.

use core::marker::PhantomData;

use super::{Moment, Rfc1123};
use crate::with::field::adapter;

/// A format of dates and times: a type without values that names it.
///
/// The specifiers are those of the library whose types are read: chrono's [`strftime`] or jiff's `fmt::strtime`. A
/// format that the library does not know is an error of the first value.
///
/// [`strftime`]: https://docs.rs/chrono/latest/chrono/format/strftime/index.html
pub trait Format {
    /// The format, such as `%m/%d/%Y %H:%M:%S`.
    const FORMAT: &'static str;
}

/// Dates and times in a [`Format`].
///
/// A format without an offset is in UTC, in writing too, whatever the value's own offset; one without a time of day means
/// midnight. The text is bare unless JSV would end it early, as at a comma.
#[derive(Debug)]
pub struct Formatted<F>(PhantomData<F>);

/// The adapter: `#[serde(with = "….Formatted::<TheFormat>")]`.
impl<F: Format> Formatted<F> {
    adapter!(Formatted<F>);
}

/// Dates and times whose offset is left out: local wall time, as `new Date().toLocaleString()` and many databases give it.
///
/// Reads what `instant` reads, but where there is no offset it is that of `Z`: a [`Minutes`], or a `Zone` of your own.
/// Writes what `instant` or `offset` writes, with the offset.
#[derive(Debug)]
pub struct Assumed<Z>(PhantomData<Z>);

/// The adapter: `#[serde(with = "….Assumed::<TheZone>")]`.
impl<Z> Assumed<Z> {
    adapter!(Assumed<Z>);
}

/// So many minutes east of UTC, whatever the season: a `Zone`.
#[derive(Debug)]
pub enum Minutes<const EAST: i32> {}

impl Format for Rfc1123 {
    const FORMAT: &'static str = "%a, %d %b %Y %H:%M:%S GMT";
}

/// A leap second has no number of its own.
fn numbered(moment: Option<Moment>) -> Result<Moment, &'static str> {
    let moment = moment.ok_or(super::NO_YEAR)?;
    if moment.is_leap_second() { Err(super::NO_TIME) } else { Ok(moment) }
}

/// Whole seconds since 1970; what is behind the point is cut off.
pub(in crate::with) fn unix_seconds(moment: Option<Moment>) -> Result<i64, &'static str> {
    numbered(moment).map(|moment| moment.seconds)
}

pub(in crate::with) fn from_unix_seconds(seconds: i64) -> Option<Moment> {
    Moment::new(seconds, 0)
}

/// Whole milliseconds since 1970.
pub(in crate::with) fn unix_milliseconds(moment: Option<Moment>) -> Result<i64, &'static str> {
    numbered(moment).map(|moment| moment.seconds * 1_000 + i64::from(moment.nanos / 1_000_000))
}

pub(in crate::with) fn from_unix_milliseconds(milliseconds: i64) -> Option<Moment> {
    let nanos = u32::try_from(milliseconds.rem_euclid(1_000)).ok()? * 1_000_000;
    Moment::new(milliseconds.div_euclid(1_000), nanos)
}
