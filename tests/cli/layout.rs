//! `jsv fmt`: layouts there and back, `--check` and `--write`.

use std::fs;

use predicates::prelude::*;

use crate::{file, filter, jsv};

const COMPACT: &str = "{Id:7,Tags:[a,\"b,c\"],Map:{},Note:}\n";
const PRETTY: &str = "{\n\tId: 7,\n\tTags: \n\t[\n\t\ta,\n\t\t\"b,c\"\n\t],\n\tMap: {},\n\tNote: \n}\n";

#[test]
fn layouts() {
    for (arguments, input, output) in [
        ("fmt", COMPACT, PRETTY),
        ("fmt", PRETTY, PRETTY),
        ("fmt --compact", PRETTY, COMPACT),
        ("fmt --compact", COMPACT, COMPACT),
        // White space of a text is kept, and then is in quotes.
        ("fmt", "{a: 1}", "{\n\ta: \" 1\"\n}\n"),
        ("fmt --compact", "{\n\ta: \" 1\"\n}\n", "{a: 1}\n"),
        // A bare text ends where the document does.
        ("fmt", "a text", "a text"),
        ("fmt -f jsvl", "{a:\"1\"}\n\n [2]\n", "{a:1}\n[2]\n"),
        ("fmt -f jsvl", "", ""),
        ("fmt", "\u{feff}[1]", "[\n\t1\n]\n"),
    ] {
        assert_eq!(filter(arguments, input), output, "{arguments}: {input:?}");
    }
}

#[test]
fn check_names_files_and_changes_nothing() {
    let (directory, path) = file("a.jsv", COMPACT);
    fs::write(directory.path().join("b.jsv"), PRETTY).unwrap();
    let fmt = |arguments: &str| {
        let mut command = jsv(arguments);
        command.current_dir(directory.path());
        command
    };
    fmt("fmt --check a.jsv b.jsv")
        .assert()
        .code(1)
        .stdout("a.jsv\n")
        .stderr(predicate::str::contains("1 file not laid out"));
    assert_eq!(fs::read_to_string(&path).unwrap(), COMPACT);
    fmt("fmt --check --compact a.jsv").assert().success().stdout("").stderr("");
    fmt("fmt --write a.jsv b.jsv").assert().success().stdout("").stderr("");
    assert_eq!(fs::read_to_string(&path).unwrap(), PRETTY);
    fmt("fmt --check a.jsv b.jsv").assert().success().stdout("").stderr("");
    fmt("fmt --check --write a.jsv").assert().code(2);
}

#[test]
fn damage_is_shown_and_leaves_the_file() {
    let (_directory, path) = file("a.jsv", "{a:1,b:[2]]");
    jsv("fmt --write").arg(&path).assert().code(1).stdout("").stderr(predicate::str::contains("a.jsv:1:11]"));
    assert_eq!(fs::read_to_string(&path).unwrap(), "{a:1,b:[2]]");
    jsv("fmt -f jsvl")
        .write_stdin("[1]\n[2\n")
        .assert()
        .code(1)
        .stderr(predicate::str::contains("<stdin>:2:"));
}

#[test]
fn a_damaged_file_keeps_no_other_from_its_layout() {
    let (directory, _) = file("a.jsv", COMPACT);
    let path = |name: &str| directory.path().join(name);
    let texts =
        [("b.jsv", "{a:1,b:[2]]"), ("c.jsv", COMPACT), ("d.jsvl", "[1]\n[2\n"), ("e.jsvl", "{a:\"1\"}\n")];
    for (name, text) in texts {
        fs::write(path(name), text).unwrap();
    }
    let fmt = |arguments: &str| {
        let mut command = jsv(arguments);
        command.args(["a.jsv", "b.jsv", "c.jsv", "d.jsvl", "e.jsvl"]).current_dir(directory.path());
        command.assert().code(1)
    };
    let damages = || predicate::str::contains("b.jsv:1:11]").and(predicate::str::contains("d.jsvl:2:"));
    fmt("fmt --check")
        .stdout("a.jsv\nc.jsv\ne.jsvl\n")
        .stderr(damages().and(predicate::str::contains("3 files not laid out")));
    fmt("fmt").stdout(format!("{PRETTY}{PRETTY}{{a:1}}\n")).stderr(damages());
    fmt("fmt --write").stdout("").stderr(damages());
    for (name, text) in [
        ("a.jsv", PRETTY),
        ("b.jsv", texts[0].1),
        ("c.jsv", PRETTY),
        ("d.jsvl", texts[2].1),
        ("e.jsvl", "{a:1}\n"),
    ] {
        assert_eq!(fs::read_to_string(path(name)).unwrap(), text, "{name}");
    }
}
