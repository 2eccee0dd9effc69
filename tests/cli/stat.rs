//! `jsv stat`: the first look at a file.

use std::time::Duration;

use predicates::prelude::*;

use crate::{file, filter, jsv};

#[test]
fn a_table_of_columns() {
    let text = "\
Id,Customer,Placed,Total,Lines,Note
1001,\"Smith, John\",2024-05-01,19.90,\"[{Product:Tea,Quantity:2},{Product:Cup,Quantity:1}]\",
1002,Ann Jones,2024-05-02,7.50,[],call first
1003,Kim Lee,2024-05-02,n/a,\"[{Product:\"\"Pot, blue\"\",Quantity:1}]\",
123456789012345678901234,,2024-05-03,120.00,[{Product:Tea}],
";
    let expected = "\
<stdin>: 4 items, 9 columns
column            type                     filled  null  values
───────────────────────────────────────────────────────────────────────────────────
Id                integer                       4        1001 … 123456789012345678901234
Customer          text                          3     1  Smith, John, …
Placed            date                          4        2024-05-01 … 2024-05-03
Total             decimal 75 %, text 25 %       4        7.50 … 120.00; n/a
Lines             list                          4        0 … 2 items
Lines[]           map                           4
Lines[].Product   text                          4        Tea, … (up to 9 characters)
Lines[].Quantity  integer                       3     1  1 … 2
Note              text                          1     3  call first
";
    let shown = filter("stat --from csv", text);
    let without_rule =
        |text: &str| text.lines().filter(|line| !line.starts_with('─')).collect::<Vec<_>>().join("\n");
    assert_eq!(without_rule(&shown), without_rule(expected));
    let head = filter("stat --from csv --head 1", text);
    assert!(head.starts_with("<stdin>: the first 1 item, 9 columns\n"), "{head}");
}

#[test]
fn shapes() {
    for (arguments, input, lines) in [
        ("-f csv", "a,b\n", vec!["<stdin>: 0 items, 2 columns", "a       –          0"]),
        ("-f csv", "", vec!["<stdin>: 0 items, 0 columns"]),
        (
            "-f jsv",
            "{a:True,b:,c:}",
            vec!["<stdin>: one document, 3 columns", "a       boolean       1        True"],
        ),
        (
            "-f jsv",
            "[1,x,[2],]",
            vec!["(item)  integer 33 %, text 33 %, list 33 %       3     1  1; x; 1 item"],
        ),
        ("-f json", "[{\"a\":1},{\"a\":\"1.5\"},{}]", vec!["a       decimal       2     1  1 … 1.5"]),
        (
            "-f jsonl",
            "{\"g\":\"0d6c3f0ab5e84d0d9ed6a1e3a9d1c0ff\"}\n",
            vec!["g       GUID       1        0d6c3f0ab5e84d0d9ed6a1e3a9d1c0ff"],
        ),
        (
            "-f jsonl",
            "\"https://example.org/a/long/path/that/is/cut/in/the/table/1\"\n\"https://example.org/a/long/path/that/is/cut/in/the/table/2\"\n",
            vec![
                "(item)  text       2        https://example.org/a/long/path/that/is/cut/in/t, … (up to 58 characters)",
            ],
        ),
        ("-f jsonl", "\"same\"\n\"same\"\n", vec!["(item)  text       2        always same"]),
        ("-f jsonl", "\"\\u001b[31m\"\n", vec!["(item)  text       1        \u{fffd}[31m"]),
    ] {
        let shown = filter(&format!("stat {arguments}"), input);
        for line in lines {
            assert!(shown.lines().any(|shown| shown == line), "{line}\nis not in\n{shown}");
        }
    }
}

#[test]
fn damage_and_what_is_beyond_the_limit_are_counted() {
    let (_directory, path) = file("a.csv", "a,b\n1,2\n3\n4,5\n");
    jsv("stat")
        .arg(&path)
        .assert()
        .code(1)
        .stdout(predicate::str::contains("a.csv: 2 items, 2 columns\n"))
        .stderr("note: 1 damaged item not counted; `jsv check` shows where\n");
    jsv("stat --columns 1")
        .arg(&path)
        .assert()
        .code(1)
        .stdout(predicate::str::contains("2 items, 1 column\n"))
        .stderr(predicate::str::contains("2 values of further columns not counted"));
}

#[test]
fn several_files() {
    let (directory, _) = file("a.csv", "a,b\n1,2\n3\n4,5\n");
    std::fs::write(directory.path().join("b.jsv"), "[{c:1}]").unwrap();
    jsv("stat --head 3 a.csv b.jsv")
        .current_dir(directory.path())
        .assert()
        .code(1)
        .stdout(
            predicate::str::starts_with("a.csv: 2 items, 2 columns\n")
                .and(predicate::str::contains("\n\nb.jsv: 1 item, 1 column\n")),
        )
        .stderr("note: a.csv: 1 damaged item not counted; `jsv check` shows where\n");
    jsv("stat b.jsv b.jsv").current_dir(directory.path()).assert().success().stderr("");
}

/// A place is found from the one before: each costs what lies between them.
#[test]
fn damage_in_every_line_costs_little_more_than_its_lines() {
    for (format, line) in [("jsonl", "x\n"), ("query", "a=%\n")] {
        jsv(&format!("stat -f {format}"))
            .write_stdin(line.repeat(200_000))
            .timeout(Duration::from_secs(60))
            .assert()
            .code(1)
            .stderr("note: 200000 damaged items not counted; `jsv check` shows where\n");
    }
}
