//! The committed corpora and the inputs that once failed, through the fuzz targets' own code: no fuzzer is needed.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at what it cannot run")]

// The targets are a crate of their own; here they are a module of this one.
#[allow(clippy::pedantic, reason = "the package in `fuzz` has its own lints")]
#[path = "../fuzz/src/lib.rs"]
mod targets;

use std::fs;
use std::path::{Path, PathBuf};

/// The inputs of a directory, in the order of their names; none where there is no directory.
fn inputs(directory: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(directory) else { return Vec::new() };
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

fn replay(name: &str) {
    let Some((_, target)) = targets::TARGETS.iter().find(|target| target.0 == name) else {
        panic!("no target {name}")
    };
    let fuzz = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz");
    let corpus = inputs(&fuzz.join("corpus").join(name));
    assert!(!corpus.is_empty(), "{name} has no corpus");
    for path in corpus.into_iter().chain(inputs(&fuzz.join("regressions").join(name))) {
        let input = fs::read(&path).unwrap();
        if let Err(panic) = std::panic::catch_unwind(|| target(&input)) {
            eprintln!("failed: {}", path.display());
            std::panic::resume_unwind(panic);
        }
    }
}

macro_rules! replays {
    ($($(#[$attribute:meta])* $target:ident,)*) => {
        $(
            $(#[$attribute])*
            #[test]
            fn $target() {
                replay(stringify!($target));
            }
        )*

        #[test]
        fn no_target_is_left_out() {
            let here = [$($(#[$attribute])* stringify!($target)),*];
            assert!(targets::TARGETS.iter().map(|target| target.0).eq(here));
        }
    };
}

replays! {
    jsv_value,
    jsv_struct,
    csv_records,
    csv_rows,
    stream,
    #[cfg(feature = "query")]
    query,
    whitespace,
    typed_tree,
    roundtrip,
}
