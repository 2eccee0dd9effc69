//! What a codec cannot go below: the work that is left when reading or writing the text itself costs nothing.
//!
//! [`all`] lists the floors of each line of the table that [`comparison`](crate::comparison) measures. A floor does less
//! than the line on purpose: the derived code on ready tokens ([`tokens`], [`replay`]), an empty visitor over the same text
//! ([`walk`]), the derived code that writes nothing ([`lengths`]), a copy of the result, one look at every byte.

mod documents;
pub mod lengths;
mod records;
pub mod replay;
pub mod tokens;
pub mod walk;

use crate::measure::Side;

/// The floors of one line of the table.
pub struct Floors {
    /// The line's name in [`comparison`](crate::comparison).
    pub name: &'static str,
    /// Makes the floors. Everything made outside of the runs is made here.
    pub sides: fn() -> Vec<Side>,
}

/// The floors, in the order of the table.
pub fn all() -> impl Iterator<Item = &'static Floors> {
    documents::FLOORS.iter().chain(records::FLOORS).chain(documents::TEXTS)
}

#[cfg(test)]
mod tests {
    use crate::comparison;

    #[test]
    fn every_floor_is_of_a_line_of_the_table() {
        for line in super::all() {
            assert!(comparison::named(line.name).is_some(), "no line is named {}", line.name);
        }
    }
}
