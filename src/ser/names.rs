//! Remembers which names need no quotes, so that a struct's fields are looked at once and not in every row. Floor 2.

use crate::text::scan;

/// Names remembered at once.
const NAMES: usize = 64;

/// Names that hold none of the grammar's characters, by their address: they are statics.
pub(super) struct PlainNames([(usize, usize); NAMES]);

impl Default for PlainNames {
    fn default() -> Self {
        PlainNames([(0, 0); NAMES])
    }
}

impl PlainNames {
    /// Whether the name is written as it stands (SPEC §5).
    #[inline]
    pub(super) fn has(&mut self, name: &'static str) -> bool {
        let key = (name.as_ptr().addr(), name.len());
        // The names of a struct mostly lie behind one another.
        let slot = &mut self.0[(key.0 / 4) % NAMES];
        if *slot == key && key.1 != 0 {
            return true;
        }
        let plain = !name.is_empty() && !scan::has_special(name);
        if plain {
            *slot = key;
        }
        plain
    }
}
