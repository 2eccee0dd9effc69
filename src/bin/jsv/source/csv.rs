//! The records of a CSV input; a cell may hold a map or a list. Floor 5.

use jsv::csv::Record;

use super::{Items, Shape, Source};
use crate::datum::Datum;
use crate::report::{Damage, Stop};
use crate::tap::Tap;

impl Source<'_> {
    pub(super) fn csv(&self, input: Tap, items: &mut dyn Items) -> Result<(), Stop> {
        let mut reader = self.reading.csv(self.format.delimiter()).from_reader(input);
        let columns = match reader.headers() {
            Ok(columns) => columns.map(<[String]>::to_vec),
            Err(error) => {
                items.begin(Shape::Many, None)?;
                return items.damaged(self.damage(error)?);
            }
        };
        items.begin(Shape::Many, columns.as_deref())?;
        let (options, empty) = (self.reading.options(), self.reading.dialect.distinguish_empty);
        let mut record = Record::new();
        loop {
            match reader.read_record(&mut record) {
                Ok(true) => {}
                Ok(false) => return Ok(()),
                Err(error) => {
                    items.damaged(self.damage(error)?)?;
                    continue;
                }
            }
            let mut too_deep = None;
            let cells = record.iter().enumerate().map(|(index, text)| {
                if text.is_empty() && !(empty && record.is_quoted(index)) {
                    return Datum::Null;
                }
                self.scalars.cell(text, options).unwrap_or_else(|error| {
                    too_deep.get_or_insert((index, error));
                    Datum::Null
                })
            });
            let item = match &columns {
                Some(names) => Datum::Map(names.iter().map(|name| name.as_str().into()).zip(cells).collect()),
                None => Datum::List(cells.collect()),
            };
            match too_deep {
                None => items.item(item)?,
                Some((index, error)) => {
                    let column = columns.as_ref().and_then(|names| names.get(index));
                    let start = reader.record_position().offset;
                    items.damaged(self.cell_damage(&error, &record, start, index, column))?;
                }
            }
        }
    }

    /// An error in the text of a cell, of the record that starts there.
    fn cell_damage(
        &self,
        error: &jsv::Error,
        record: &Record<'_>,
        start: usize,
        index: usize,
        column: Option<&String>,
    ) -> Damage {
        let column = column.map_or_else(String::new, |name| format!("{name}: "));
        let message = format!("{column}{} (record {})", error.kind(), record.number());
        let text = record.get(index).unwrap_or_default();
        let before = text.get(..error.offset().unwrap_or_default()).unwrap_or_default();
        // In quotes they are doubled.
        let quote = char::from(self.reading.quote());
        let doubled = if record.is_quoted(index) { before.matches(quote).count() } else { 0 };
        let cell = record.range(index).unwrap_or_default().start;
        self.fault(message, "jsv::depth_limit", start + cell + before.len() + doubled)
    }
}
