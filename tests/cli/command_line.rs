//! A wrong command line is exit status 2, and the message names the option.

use predicates::prelude::*;

use crate::{file, jsv};

/// The command ends before it reads or writes anything.
#[track_caller]
fn refused(arguments: &str, message: &str) {
    jsv(arguments)
        .write_stdin("[1]")
        .assert()
        .code(2)
        .stdout("")
        .stderr(predicate::str::contains(format!("error: {message}\n")));
}

#[test]
fn options_that_mean_nothing_for_the_formats() {
    for (arguments, message) in [
        ("convert -f csv -t json --columns a", "`--columns`: only for CSV output, and this is json"),
        (
            "convert -f csv -t jsv --out-no-headers --out-flexible --out-distinguish-empty",
            "`--out-no-headers`, `--out-flexible`, `--out-distinguish-empty`: only for CSV output, and this is jsv",
        ),
        (
            "convert -f csv -t query --out-delimiter ;",
            "`--out-delimiter`: only for CSV output, and this is query",
        ),
        // What is the default of CSV is said for nothing all the same.
        (
            "convert -f csv -t jsonl --out-quote \" --terminator crlf",
            "`--out-quote`, `--terminator`: only for CSV output, and this is jsonl",
        ),
        ("convert -f json -t csv --no-headers", "`--no-headers`: only for CSV input, and this is json"),
        ("check -f jsv --delimiter ;", "`--delimiter`: only for CSV input, and this is jsv"),
        ("stat -f jsonl --quote \"", "`--quote`: only for CSV input, and this is jsonl"),
        (
            "check -f query --flexible --distinguish-empty",
            "`--flexible`, `--distinguish-empty`: only for CSV input, and this is query",
        ),
        ("convert -f json -t csv --pretty", "`--pretty`: only for JSON and JSV output, and this is csv"),
        ("convert -f json -t jsonl --pretty", "`--pretty`: only for JSON and JSV output, and this is jsonl"),
    ] {
        refused(arguments, message);
    }
}

#[test]
fn options_and_formats_that_names_of_files_tell() {
    let (directory, _) = file("a.jsv", "[1]");
    std::fs::write(directory.path().join("b.tsv"), "a\tb\n1\t2\n").unwrap();
    let run = |arguments: &str| {
        let mut command = jsv(arguments);
        command.current_dir(directory.path());
        command
    };
    run("stat a.jsv --no-headers").assert().code(2).stderr(predicate::str::contains("and this is jsv"));
    run("convert b.tsv b.json --columns a")
        .assert()
        .code(2)
        .stderr(predicate::str::contains("and this is json"));
    assert!(!directory.path().join("b.json").exists());
    // One of the files is CSV.
    run("check --quiet a.jsv b.tsv --quote '").assert().success();
    run("convert b.tsv - -t tsv --quote ' --out-quote '").assert().success().stdout("a\tb\r\n1\t2\r\n");
}

#[test]
fn dialects_that_cannot_be() {
    for (arguments, message) in [
        ("check -f csv --quote [", "`--quote`: a quote must not be syntax of JSV"),
        ("stat -f tsv --quote ,", "`--quote`: a quote must not be syntax of JSV"),
        ("convert -f csv -t json --quote }", "`--quote`: a quote must not be syntax of JSV"),
        ("convert -f csv -t csv --out-quote :", "`--out-quote`: a quote must not be syntax of JSV"),
        ("check -f csv --delimiter \"", "`--delimiter` and `--quote` must differ"),
        ("check -f tsv --quote tab", "`--delimiter` and `--quote` must differ"),
        ("convert -f csv -t csv --out-delimiter \"", "`--out-delimiter` and `--out-quote` must differ"),
    ] {
        refused(arguments, message);
    }
}
