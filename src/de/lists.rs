//! How long the lists of a text are: most have as few items as the one before at the same level, so that room for them can be
//! made at once, and for no more. Floor 3.

/// Levels at which the lengths are remembered.
const LEVELS: usize = 8;

/// Items that a `Vec` makes room for with the first one, unless told otherwise. No more are ever announced: one long list would
/// make room for as many in all others.
const FEW: u8 = 4;

/// The most items that a list has had at each of the outer levels.
#[derive(Debug, Default)]
pub(super) struct Lists([u8; LEVELS]);

impl Lists {
    /// How many items a list at this level will have, if all before had few.
    #[inline]
    pub(super) fn expected(&self, level: usize) -> Option<usize> {
        let most = *self.0.get(level)?;
        if (1..=FEW).contains(&most) { Some(most.into()) } else { None }
    }

    /// A list at this level had so many.
    #[inline]
    pub(super) fn saw(&mut self, level: usize, items: usize) {
        if let Some(most) = self.0.get_mut(level)
            && items > usize::from(*most)
        {
            *most = u8::try_from(items).unwrap_or(u8::MAX);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_is_expected_while_it_is_short() {
        let mut lists = Lists::default();
        for (items, expected) in
            [(0, None), (1, Some(1)), (3, Some(3)), (2, Some(3)), (4, Some(4)), (5, None), (1, None)]
        {
            lists.saw(2, items);
            assert_eq!(lists.expected(2), expected, "{items}");
        }
        lists.saw(1, 300);
        lists.saw(LEVELS, 1);
        assert_eq!([0, 1, LEVELS].map(|level| lists.expected(level)), [None; 3]);
    }

    /// The room of each list within the list.
    fn rooms(text: &str) -> alloc::vec::Vec<usize> {
        let lists: alloc::vec::Vec<alloc::vec::Vec<u8>> = crate::from_str(text).unwrap();
        lists.iter().map(alloc::vec::Vec::capacity).collect()
    }

    #[test]
    fn lists_take_no_more_room_than_they_would() {
        assert_eq!(rooms("[[1],[2],[3]]")[1..], [1, 1]);
        assert_eq!(rooms("[[],[1,2,3],[4],[],[5,6]]")[2..], [3, 0, 3]);
        let alone = rooms("[[1]]")[0];
        assert_eq!(rooms("[[1],[2,3]]")[1], rooms("[[2,3]]")[0], "more than expected");
        let long = alloc::format!("[[1{}],[1],[2]]", ",1".repeat(999));
        assert_eq!(rooms(&long)[1..], [alone, alone]);
    }
}
