//! Who runs what on which objects. `table`, `counts` and the criterion groups all take their work from this list, so
//! that a figure in one of them is about the same code as in the others.

mod documents;
mod records;

use crate::measure::Side;

/// One line of the table: our work and that of the peers on the same objects.
pub struct Comparison {
    /// A short name, by which the programs are asked for it.
    pub name: &'static str,
    pub what: &'static str,
    /// The peer's side, and the ratio to reach, where one is set.
    pub peers: &'static [(&'static str, Option<f64>)],
    /// Makes the sides, ours first, then the peers in their order. Everything made outside of the runs is made here.
    pub sides: fn() -> Vec<Side>,
    /// Fails unless every side reads, or writes, the same objects.
    pub check: fn(),
}

/// The lines, in the order of the table.
pub fn all() -> impl Iterator<Item = &'static Comparison> {
    documents::COMPARISONS.iter().chain(records::COMPARISONS).chain(documents::TEXTS)
}

/// The comparison of that name.
pub fn named(name: &str) -> Option<&'static Comparison> {
    all().find(|comparison| comparison.name == name)
}
