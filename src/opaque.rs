//! `Debug` for types that show nothing of what they hold. Floor 1.

/// The type's name alone: `Reader { .. }`.
macro_rules! opaque {
    ([$($generics:tt)*] $type:ident $(<$($argument:tt),+>)?) => {
        impl<$($generics)*> core::fmt::Debug for $type $(<$($argument),+>)? {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.debug_struct(stringify!($type)).finish_non_exhaustive()
            }
        }
    };
}

pub(crate) use opaque;

#[cfg(test)]
mod tests {
    #[test]
    fn the_name_alone() {
        let shown =
            alloc::format!("{:?} {:?}", crate::csv::rows::<u8>("a"), crate::Deserializer::from_str("a"));
        assert_eq!(shown, "Rows { .. } Deserializer { .. }");
    }
}
