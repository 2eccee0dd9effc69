//! Reads a list or a map and keeps nothing: each item is dropped before the next, so that page faults and allocation of
//! the result are not measured as if they were the reader's.

use std::{fmt, marker::PhantomData};

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

/// How many items a list had.
#[derive(Debug)]
pub struct Items<T> {
    pub count: usize,
    item: PhantomData<fn() -> T>,
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Items<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Count<T>(PhantomData<fn() -> T>);

        impl<'de, T: Deserialize<'de>> Visitor<'de> for Count<T> {
            type Value = usize;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<usize, A::Error> {
                let mut count = 0;
                while let Some(item) = list.next_element::<T>()? {
                    drop(std::hint::black_box(item));
                    count += 1;
                }
                Ok(count)
            }
        }

        let count = deserializer.deserialize_seq(Count::<T>(PhantomData))?;
        Ok(Self { count, item: PhantomData })
    }
}

/// How many members a map had.
#[derive(Debug)]
pub struct Members<V> {
    pub count: usize,
    value: PhantomData<fn() -> V>,
}

impl<'de, V: Deserialize<'de>> Deserialize<'de> for Members<V> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Count<V>(PhantomData<fn() -> V>);

        impl<'de, V: Deserialize<'de>> Visitor<'de> for Count<V> {
            type Value = usize;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a map")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<usize, A::Error> {
                let mut count = 0;
                while let Some(member) = map.next_entry::<&str, V>()? {
                    drop(std::hint::black_box(member));
                    count += 1;
                }
                Ok(count)
            }
        }

        let count = deserializer.deserialize_map(Count::<V>(PhantomData))?;
        Ok(Self { count, value: PhantomData })
    }
}
