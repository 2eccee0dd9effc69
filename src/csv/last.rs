//! Where the record read last starts, for a program's own messages about it. Floor 4.

use crate::error::Position;

/// The record read last, or the one damaged last if that is behind it.
#[derive(Debug, Default)]
pub(super) struct LastRecord {
    /// The offset in the file of the record read last.
    offset: usize,
    /// The same as a place, where it is worked out already, or where the record damaged last starts.
    place: Option<Position>,
}

impl LastRecord {
    /// A record that starts at `offset` has been read.
    #[inline]
    pub(super) fn read(&mut self, offset: usize) {
        self.offset = offset;
    }

    /// The record that starts at `place` is damaged.
    pub(super) fn lost(&mut self, place: Position) {
        self.place = Some(place);
    }

    /// Its place, worked out once: `reach` counts the lines up to an offset.
    pub(super) fn place(&mut self, reach: impl FnOnce(usize) -> Position) -> Position {
        match self.place {
            Some(place) if place.offset >= self.offset => place,
            _ => *self.place.insert(reach(self.offset)),
        }
    }
}
