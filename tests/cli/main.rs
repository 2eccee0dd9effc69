//! The command `jsv`, run as its users run it: on good, damaged, empty and huge input, in files and pipes.

#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at what it cannot run")]

mod check;
mod command_line;
mod convert;
mod encodings;
mod layout;
mod pages;
mod pipes;
mod readme;
mod round_trip;
mod stat;

use std::fs;
use std::path::PathBuf;

use assert_cmd::Command;
use tempfile::TempDir;

/// The command with these arguments, which stand between spaces.
fn jsv(arguments: &str) -> Command {
    let mut command = assert_cmd::cargo::cargo_bin_cmd!("jsv");
    command.args(arguments.split_whitespace()).env_remove("NO_COLOR");
    command
}

/// What the command makes of its standard input, where all is well.
#[track_caller]
fn filter(arguments: &str, input: &str) -> String {
    let assert = jsv(arguments).write_stdin(input).assert().success().stderr("");
    String::from_utf8(assert.get_output().stdout.clone()).unwrap()
}

/// A directory with one file in it.
fn file(name: &str, text: &str) -> (TempDir, PathBuf) {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join(name);
    fs::write(&path, text).unwrap();
    (directory, path)
}
