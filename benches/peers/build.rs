//! Records what the table has to name: the compiler, and the version of every crate measured, as `Cargo.lock` pins it.

use std::{env, fs, path::Path, process::Command};

const MEASURED: [&str; 6] = ["jsv", "serde_json", "sonic-rs", "csv", "simd-csv", "simdutf8"];

fn main() {
    let rustc = env::var("RUSTC").unwrap_or_else(|_| "rustc".into());
    let compiler = Command::new(rustc)
        .arg("--version")
        .output()
        .map(|out| String::from_utf8_lossy(&out.stdout).trim().to_owned())
        .unwrap_or_default();
    println!("cargo:rustc-env=MEASURED_COMPILER={compiler}");

    let root = Path::new(&env::var("CARGO_MANIFEST_DIR").unwrap_or_default()).join("../..");
    let lock = root.join("Cargo.lock");
    println!("cargo:rerun-if-changed={}", lock.display());
    let lock = fs::read_to_string(lock).unwrap_or_default();
    let versions: Vec<_> = MEASURED.iter().filter_map(|name| version_of(&lock, name)).collect();
    println!("cargo:rustc-env=MEASURED_CRATES={}", versions.join(", "));
}

fn version_of(lock: &str, name: &str) -> Option<String> {
    let (_, package) = lock.split_once(&format!("name = \"{name}\"\nversion = \""))?;
    let (version, _) = package.split_once('"')?;
    Some(format!("{name} {version}"))
}
