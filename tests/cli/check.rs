//! `jsv check`: every error with its file, line and column, the line itself and a caret.

use std::fs;

use predicates::prelude::*;

use crate::{file, jsv};

#[test]
fn every_error_with_its_line_and_a_caret() {
    let (directory, _) =
        file("bad.csv", "Id,Name,Tags\n1,Ann,\"[a,b]\"\n2,\"Bob\"x,[]\n3\n4,Cy,\"[new]\"\n5,\"Dee\n");
    let expected = r#"jsv::text_after_quote

  x Name: expected a separator or the record's end after the closing quote, found "x" (record 2)
   ,-[bad.csv:3:8]
 2 | 1,Ann,"[a,b]"
 3 | 2,"Bob"x,[]
   :        |
   :        `-- expected a separator
 4 | 3
   `----
  help: a quote within a quoted cell is doubled

jsv::invalid_length

  x expected a record of 3 cells, found 1 (record 3)
   ,-[bad.csv:4:1]
 3 | 2,"Bob"x,[]
 4 | 3
   : |
   : `-- expected a record of 3 cells
 5 | 4,Cy,"[new]"
   `----
  help: a cell with a separator in it needs quotes; `--flexible` takes records of any length

jsv::unterminated_quote

  x Name: unterminated quote (record 5)
   ,-[bad.csv:6:3]
 5 | 4,Cy,"[new]"
 6 | 5,"Dee
   :   |
   :   `-- opens here
   `----
  help: no quote closes this one; a quote within quoted text is doubled

"#;
    jsv("check bad.csv")
        .current_dir(directory.path())
        .assert()
        .code(1)
        .stdout("bad.csv: 2 good items, 3 errors\n")
        .stderr(expected);
    jsv("check --limit 2 bad.csv")
        .current_dir(directory.path())
        .assert()
        .code(1)
        .stdout("bad.csv: 1 good item, 2 errors or more\n")
        .stderr(predicate::str::contains("jsv::").count(2));
}

#[test]
fn places_in_every_format() {
    // Format, text, the errors' lines and columns.
    let long = format!("[{}\"x\"y]", "{a:1},".repeat(200_000));
    let long_json = format!("[{}x]", "{\"é\":1},".repeat(200_000));
    let table: &[(&str, &str, &[&str])] = &[
        // In a list `}` is a character like others (SPEC §2).
        ("jsv", "{a:1,b:[2}", &[":1:11]"]),
        ("jsv", "{a:1,b:[2]]", &[":1:11]"]),
        ("jsv", "[{a:1},{a:\"2]", &[":1:11]"]),
        ("jsv", "[1,2]3", &[":1:6]"]),
        ("jsvl", "{a:1}\n{a\n[1,2]\n[\"x\n", &[":2:3]", ":4:2]"]),
        ("jsv", &long, &[":1:1200005]"]),
        ("csv", "\u{feff}é,b\n1,\"2\"é\n\n1,2,3\n", &[":2:6]", ":4:1]"]),
        ("csv", "a\n\u{1}[31m,x\n", &[":2:1]"]),
        ("json", &long_json, &[":1:1600002]"]),
        ("json", "[1,\n {\"a\":}]", &[":2:7]"]),
        ("json", "\u{feff}{\"a\" 1}", &[":1:6]"]),
        ("json", "[\"\\ud800\"]", &[":1:2]"]),
        ("jsonl", "1\n{\n[]\n\"é\" 2\n", &[":2:1]", ":4:5]"]),
        ("query", "a=1\na=%2\n", &[":2:3]"]),
    ];
    for (format, text, places) in table {
        let assert = jsv(&format!("check --from {format}")).write_stdin(*text).assert().code(1);
        let shown = String::from_utf8(assert.get_output().stderr.clone()).unwrap();
        let found: Vec<_> = shown.lines().filter(|line| line.contains(",-[<stdin>")).collect();
        assert_eq!(found.len(), places.len(), "{format}: {shown}");
        for (found, place) in found.iter().zip(*places) {
            assert!(found.ends_with(place), "{format}: {found} is not {place}\n{shown}");
        }
        assert!(!shown.contains('\u{1}'), "control characters reach no terminal: {shown:?}");
        assert!(shown.lines().all(|line| line.chars().count() < 180), "{shown}");
    }
}

#[test]
fn bytes_that_are_not_utf8() {
    let (_directory, path) = file("a.csv", "");
    fs::write(&path, b"a,b\n1,Caf\xe9\n2,x\n").unwrap();
    jsv("check").arg(&path).assert().code(1).stderr(
        predicate::str::contains("a.csv:2:6]")
            .and(predicate::str::contains("2 | 1,Caf?\n   :      |"))
            .and(predicate::str::contains("iconv")),
    );
    jsv("check -f jsonl")
        .write_stdin(&b"1\n\"\xff\"\n2\n"[..])
        .assert()
        .code(1)
        .stdout("<stdin>: 2 good items, 1 error\n");
}

#[test]
fn depth_and_length_have_limits() {
    let deep = format!("{}{}", "[".repeat(129), "]".repeat(129));
    for format in ["jsv", "json", "jsvl", "jsonl"] {
        jsv(&format!("check -f {format}"))
            .write_stdin(deep.as_str())
            .assert()
            .code(1)
            .stderr(predicate::str::contains("more than 128 levels"));
        jsv(&format!("check -f {format} --depth-limit 129")).write_stdin(deep.as_str()).assert().success();
    }
    let long = format!("[{}]\n", "1,".repeat(600_000) + "1");
    for format in ["jsvl", "jsonl"] {
        let text = format!("{long}{long}[2]\n");
        jsv(&format!("check -f {format} --record-limit 1"))
            .write_stdin(text.as_str())
            .assert()
            .code(1)
            .stdout("<stdin>: 1 good item, 2 errors\n");
    }
    // Where the lines are too long to show, the file is named all the same.
    jsv("check -f csv --record-limit 1")
        .write_stdin(format!("a\n\"{}", "x".repeat(1_200_000)))
        .assert()
        .code(1)
        .stderr(predicate::str::contains("x <stdin>: record longer than 1048576 bytes"));
    // A list ends at an item that is too long.
    for (format, code) in [("jsv", "jsv::value_limit"), ("json", "jsv::value_limit")] {
        jsv(&format!("check -f {format} --record-limit 1"))
            .write_stdin(format!("[[3],\n{long},[2]]"))
            .assert()
            .code(1)
            .stdout("<stdin>: 1 good item, 1 error\n")
            .stderr(
                predicate::str::contains(code)
                    .and(predicate::str::contains("value longer than 1048576 bytes")),
            );
    }
}

/// The lines are too long to show: their place stands in the message, in one form for all formats.
#[test]
fn limits_name_the_place() {
    let long = "1,".repeat(600_000);
    for (format, text, message) in [
        ("jsvl", format!("[1]\n[2]\n[{long}1]\n[3]\n"), "value longer than 1048576 bytes (line 3, column 1)"),
        ("jsonl", format!("[1]\n\n[{long}1]\n[3]\n"), "line longer than 1048576 bytes (line 3, column 1)"),
        ("jsonl", format!("\u{feff}[{long}1]"), "line longer than 1048576 bytes (line 1, column 1)"),
        ("query", format!("a=1\na={long}\n"), "line longer than 1048576 bytes (line 2, column 1)"),
        (
            "csv",
            format!("a\n1\n\"{long}\"\n"),
            "record longer than 1048576 bytes (record 2, line 3, column 1)",
        ),
        ("json", format!("[[3], \"é\",\n [{long}1]]"), "value longer than 1048576 bytes (line 2, column 2)"),
        ("json", format!("[\"é\", [{long}1]]"), "value longer than 1048576 bytes (line 1, column 7)"),
        ("json", format!("[7,8 ,9\n,\"{long}\"]"), "value longer than 1048576 bytes (line 2, column 2)"),
        ("json", format!("\u{feff}\n [ [{long}1]]"), "value longer than 1048576 bytes (line 2, column 4)"),
        (
            "json",
            format!("[1,\n{}]", " ".repeat(1_200_000)),
            "value longer than 1048576 bytes (line 1, column 4)",
        ),
        // Behind what is remembered of the line.
        ("json", format!("[{long}[{long}1]]"), "value longer than 1048576 bytes (line 1, column 1200002)"),
    ] {
        let head: String = text.chars().take(20).collect();
        let assert = jsv(&format!("check -f {format} --record-limit 1")).write_stdin(text).assert().code(1);
        let shown = String::from_utf8(assert.get_output().stderr.clone()).unwrap();
        assert!(shown.contains(&format!("x <stdin>: {message}\n")), "{format} {head:?}: {shown}");
    }
}

/// They name the options of the command, not those of the library.
#[test]
fn help_names_options_of_the_command() {
    let long = format!("[\"{}\"]\n", "x".repeat(1_200_000));
    for (arguments, input, help) in [
        ("-f csv", "a,b\n1\n", "`--flexible` takes records"),
        ("-f csv --depth-limit 1", "a\n[[1]]\n", "`--depth-limit` sets"),
        ("-f jsv --depth-limit 1", "[[1]]", "`--depth-limit` sets"),
        ("-f csv --record-limit 1", &long, "`--record-limit` sets"),
        ("-f jsvl --record-limit 1", &long, "`--record-limit` sets"),
        ("-f json --record-limit 1", &long, "`--record-limit` sets"),
        ("-f jsonl --record-limit 1", &long, "`--record-limit` sets"),
    ] {
        let assert = jsv(&format!("check {arguments}")).write_stdin(input).assert().code(1);
        let shown = String::from_utf8(assert.get_output().stderr.clone()).unwrap();
        assert!(shown.contains(help), "{arguments}: {shown}");
    }
}

#[test]
fn cells_that_are_too_deep() {
    // One is quoted, with doubled quotes before the bracket, and one is not; the others are shallow or text.
    let text = "Id,Lines\n1,[1]\n2,\"[\"\"a\"\",{Product:Tea}]\"\n3,[{Product:Tea}]\n4,\"[x\"\n";
    let deep = "x Lines: more than 1 levels of maps and lists";
    jsv("check -f csv --depth-limit 1")
        .write_stdin(text)
        .assert()
        .code(1)
        .stdout("<stdin>: 2 good items, 2 errors\n")
        .stderr(
            predicate::str::contains(format!("{deep} (record 2)\n   ,-[<stdin>:3:11]"))
                .and(predicate::str::contains(format!("{deep} (record 3)\n   ,-[<stdin>:4:4]")))
                .and(predicate::str::contains("`--depth-limit` sets").count(2)),
        );
    jsv("check -f csv --depth-limit 2").write_stdin(text).assert().success();
    jsv("convert -f csv -t jsonl --depth-limit 1 --keep-going")
        .write_stdin(text)
        .assert()
        .code(1)
        .stdout(concat!("{\"Id\":\"1\",\"Lines\":[\"1\"]}\n", "{\"Id\":\"4\",\"Lines\":\"[x\"}\n",));
    // Beyond what the limit can be set to, too.
    let brackets = format!("a\n\"{}{}\"\n", "[".repeat(300), "]".repeat(300));
    jsv("check -f csv --depth-limit 256").write_stdin(brackets.as_str()).assert().code(1);
    jsv("check -f csv --no-headers")
        .write_stdin(brackets.as_str())
        .assert()
        .code(1)
        .stderr(predicate::str::contains("x more than 128 levels of maps and lists (record 2)"));
    // Cells that stay as they are have no levels.
    jsv("convert -f csv -t csv").write_stdin(brackets.as_str()).assert().success();
}

#[test]
fn json_behind_white_space_is_damaged_where_it_stands() {
    jsv("check -f json")
        .write_stdin("\n\n {\"b\":1,\"a\":\"\\ud83d\"}")
        .assert()
        .code(1)
        .stderr(predicate::str::contains("<stdin>:3:13]"));
}

#[test]
fn several_files_and_silence() {
    let (directory, _) = file("a.jsv", "[1,2]");
    fs::write(directory.path().join("b.json"), "{}").unwrap();
    fs::write(directory.path().join("c.csv"), "").unwrap();
    let check = |arguments: &str| {
        let mut command = jsv(arguments);
        command.current_dir(directory.path());
        command
    };
    check("check a.jsv b.json c.csv").assert().success().stderr("").stdout(
        "a.jsv: 2 good items, no errors\nb.json: 1 good item, no errors\nc.csv: 0 good items, no errors\n",
    );
    check("check --quiet a.jsv b.json c.csv").assert().success().stderr("").stdout("");
    fs::write(directory.path().join("b.json"), "{").unwrap();
    check("check --quiet a.jsv b.json c.csv").assert().code(1).stdout("b.json: 0 good items, 1 error\n");
}

#[test]
fn one_line_with_carriage_returns_is_noted() {
    let note = "note: <stdin> has a header only, with carriage returns in it: if they are to end its records, \
                `tr '\\r' '\\n'` makes line feeds of them\n";
    for (arguments, input, expected) in [
        ("check -f csv", "Id,Name\r1,Ann\r2,Bob\r", note),
        ("check -f csv", "Id,Name\r1,Ann\r2,Bob", note),
        ("check -f tsv", "Id\tName\r1\tAnn", note),
        ("check -f csv --quiet", "Id,Name\r1,Ann\r2,Bob\r", ""),
        ("check -f csv", "Id,Name", ""),
        ("check -f csv", "Id,Name\r\n", ""),
        ("check -f csv", "Id,\"Na\rme\"\n1,Ann\n", ""),
    ] {
        jsv(arguments).write_stdin(input).assert().success().stderr(expected);
    }
}

#[test]
fn colours_are_for_terminals() {
    let shown = |arguments: &str| {
        let assert = jsv(arguments).write_stdin("[1").assert().code(1);
        String::from_utf8(assert.get_output().stderr.clone()).unwrap()
    };
    assert!(!shown("check -f jsv").contains('\u{1b}'));
    assert!(!shown("check -f jsv --color never").contains('\u{1b}'));
    assert!(shown("check -f jsv --color always").contains("\u{1b}["));
}

/// `script` runs a command on a terminal of its own.
#[test]
#[cfg(target_os = "linux")]
fn what_a_terminal_sees() {
    let (directory, _) = file("a.jsv", "[1");
    let long = "x".repeat(99) + "\n";
    fs::write(directory.path().join("long.csv"), long.repeat(200_000)).unwrap();
    let shown = |arguments: &str, variable: &str| {
        let mut script = std::process::Command::new("script");
        script.current_dir(directory.path()).env("TERM", "xterm").env_remove("NO_COLOR");
        if let Some((name, value)) = variable.split_once('=') {
            script.env(name, value);
        }
        let command = format!("{} {arguments}", env!("CARGO_BIN_EXE_jsv"));
        let output = script.args(["-q", "-c", &command, "/dev/null"]).output().ok()?;
        Some(String::from_utf8_lossy(&output.stdout).into_owned())
    };
    // There may be no `script`.
    let Some(colored) = shown("check a.jsv", "") else { return };
    assert!(colored.contains("\u{1b}[31m") && colored.contains("╭─["), "{colored:?}");
    for plain in [shown("check a.jsv", "NO_COLOR=1"), shown("check a.jsv --color never", "")] {
        let plain = plain.unwrap();
        assert!(!plain.contains('\u{1b}') && plain.contains("╭─["), "{plain:?}");
    }
    assert!(shown("check a.jsv", "TERM=dumb").unwrap().contains(",-["));
    let progress = shown("check long.csv", "").unwrap();
    assert!(progress.contains("long.csv [") && progress.contains(" % "), "{progress:?}");
    assert!(progress.contains("long.csv: 199999 good items, no errors"), "{progress:?}");
    // To a file there is none, and nothing else.
    let quiet = shown("check long.csv 2>&1 | cat", "").unwrap();
    assert_eq!(quiet.trim_end(), "long.csv: 199999 good items, no errors");
}
