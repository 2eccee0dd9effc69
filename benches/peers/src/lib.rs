//! Measures `jsv` beside the crates its users would otherwise take, on the same objects in the same process.
//!
//! The workloads are generated (`accounts`, `rows`, `updates`, `texts`), [`comparison`] lists who runs what on them, and
//! the programs use that one list: `table` prints the ratios, `floors` what is below us, `counts` runs one side under
//! callgrind; `linear` reports how time and memory grow. The peers are used as their documentation recommends, with one exception: nothing is built
//! with `target-cpu=native`, which sonic-rs asks for, because a published library cannot ask its users for it.

pub mod accounts;
pub mod comparison;
pub mod floor;
pub mod fold;
pub mod measure;
pub mod rows;
pub mod setting;
pub mod texts;
pub mod updates;
pub mod xorshift;

pub use jsv::Text;
