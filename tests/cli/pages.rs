//! Completions, manual pages and help, from the definition of the command line.

use std::fs;

use predicates::prelude::*;

use crate::{filter, jsv};

const SUBCOMMANDS: [&str; 6] = ["check", "completions", "convert", "fmt", "man", "stat"];

#[test]
fn completions_of_every_shell() {
    for (shell, mark) in [
        ("bash", "complete -F _jsv"),
        ("zsh", "#compdef jsv"),
        ("fish", "complete -c jsv"),
        ("powershell", "Register-ArgumentCompleter"),
        ("elvish", "edit:completion:arg-completer[jsv]"),
    ] {
        let script = filter(&format!("completions {shell}"), "");
        assert!(script.contains(mark), "{shell}");
        assert!(
            SUBCOMMANDS.iter().all(|name| script.contains(name)) && script.contains("depth-limit"),
            "{shell}"
        );
    }
    jsv("completions tcsh").assert().code(2);
}

#[test]
fn bash_takes_the_completions() {
    let script = filter("completions bash", "");
    let Ok(status) = std::process::Command::new("bash").args(["-n", "-c", &script]).status() else { return };
    assert!(status.success());
}

#[test]
fn manual_pages() {
    let page = filter("man", "");
    assert!(page.contains(".TH jsv 1") && page.contains(".SH DESCRIPTION"), "{page}");
    assert!(SUBCOMMANDS.iter().all(|name| page.contains(&format!("jsv\\-{name}"))), "{page}");
    let page = filter("man convert", "");
    assert!(page.contains(".TH jsv-convert 1") && page.contains("keep\\-going"), "{page}");

    let directory = tempfile::tempdir().unwrap();
    jsv("man --dir").arg(directory.path()).assert().success().stdout("");
    for name in SUBCOMMANDS {
        assert!(fs::exists(directory.path().join(format!("jsv-{name}.1"))).unwrap(), "{name}");
    }
    assert!(directory.path().join("jsv.1").exists());
}

#[test]
fn help_and_version() {
    jsv("--version").assert().success().stdout(concat!("jsv ", env!("CARGO_PKG_VERSION"), "\n"));
    for page in ["--help", "man"] {
        let page = filter(page, "").split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(page.contains("or cannot be read or written to its end"), "{page}");
    }
    jsv("").assert().code(2).stderr(predicate::str::contains("Usage: jsv"));
    for name in SUBCOMMANDS {
        jsv(&format!("{name} --help"))
            .assert()
            .success()
            .stdout(predicate::str::contains(format!("Usage: jsv {name}")));
    }
    // The dialect's options are called as in the library.
    let help = filter("convert --help", "");
    for option in
        ["--delimiter", "--quote", "--no-headers", "--flexible", "--distinguish-empty", "--depth-limit"]
    {
        assert!(help.contains(option), "{option}");
    }
}
