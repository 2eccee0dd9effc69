//! How much of the stack nested values take. Floor 1.
//!
//! A type that holds itself and has fifty fields takes more than 20 KiB a level without optimization: no limit of levels that
//! suits other types keeps it from the end of the stack.

/// Bytes of stack that nested values may take: half of what a thread has unless told otherwise.
const LIMIT: usize = 1 << 20;

/// Bytes of stack that documents in strings, and those in their strings in turn, may take together.
#[cfg(feature = "std")]
const WITHIN: usize = LIMIT / 2;

/// Addresses that are farther apart are not of one stack.
const OTHER_STACK: usize = 16 << 20;

/// Where the stack stood at the outermost level; 0 before.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Stack(usize);

impl Stack {
    /// Whether there is room for another level.
    #[inline]
    pub(crate) fn has_room(&mut self) -> bool {
        let here = address();
        (self.0.wrapping_sub(here) <= LIMIT && self.0 != 0) || self.begins(here)
    }

    /// Whether this is the outermost level, or a stack that somebody has switched to.
    #[cold]
    fn begins(&mut self, here: usize) -> bool {
        if self.0 != 0 && self.0.wrapping_sub(here) <= OTHER_STACK {
            return false;
        }
        self.0 = start(here);
        self.0.wrapping_sub(here) <= LIMIT
    }
}

/// About where the stack stands.
#[inline(always)]
fn address() -> usize {
    let here = 0u8;
    core::ptr::from_ref(&here).addr()
}

#[cfg(feature = "std")]
std::thread_local! {
    /// From where documents within texts count; 0 where there are none.
    static START: core::cell::Cell<usize> = const { core::cell::Cell::new(0) };
}

#[cfg(feature = "std")]
fn start(here: usize) -> usize {
    let start = START.get();
    if start != 0 && start.wrapping_sub(here) <= OTHER_STACK { start } else { here }
}

#[cfg(not(feature = "std"))]
fn start(here: usize) -> usize {
    here
}

/// Reads a document that is a string of another. All that are nested so share `WITHIN`; without the standard library each
/// may take `LIMIT`.
#[cfg(feature = "std")]
pub(crate) fn within<T>(read: impl FnOnce() -> T) -> T {
    struct Restore(usize);

    impl Drop for Restore {
        fn drop(&mut self) {
            START.set(self.0);
        }
    }

    let outer = START.get();
    let _restore = Restore(outer);
    if outer == 0 || outer.wrapping_sub(address()) > OTHER_STACK {
        START.set(address() + (LIMIT - WITHIN));
    }
    read()
}

#[cfg(not(feature = "std"))]
pub(crate) fn within<T>(read: impl FnOnce() -> T) -> T {
    read()
}
