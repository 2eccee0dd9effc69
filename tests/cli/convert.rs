//! `jsv convert`: what becomes of each kind of value, and of files.

use std::fs;

use predicates::prelude::*;

use crate::{file, filter, jsv};

#[test]
fn formats_and_values() {
    // Arguments, input, output.
    let rows = "Id,Name,Tags\r\n007,\"Smith, John\",\"[a,\"\"b,c\"\"]\"\r\n8,,[]\r\n";
    let table: &[(&str, &str, &str)] = &[
        (
            "-f csv -t jsonl",
            rows,
            "{\"Id\":\"007\",\"Name\":\"Smith, John\",\"Tags\":[\"a\",\"b,c\"]}\n{\"Id\":\"8\",\"Name\":null,\"Tags\":[]}\n",
        ),
        (
            "-f csv -t jsonl --infer",
            rows,
            "{\"Id\":\"007\",\"Name\":\"Smith, John\",\"Tags\":[\"a\",\"b,c\"]}\n{\"Id\":8,\"Name\":null,\"Tags\":[]}\n",
        ),
        (
            "-f csv -t json",
            rows,
            "[\n{\"Id\":\"007\",\"Name\":\"Smith, John\",\"Tags\":[\"a\",\"b,c\"]},\n{\"Id\":\"8\",\"Name\":null,\"Tags\":[]}\n]\n",
        ),
        ("-f csv -t jsv", rows, "[{Id:007,Name:\"Smith, John\",Tags:[a,\"b,c\"]},{Id:8,Name:,Tags:[]}]"),
        ("-f csv -t jsvl", rows, "{Id:007,Name:\"Smith, John\",Tags:[a,\"b,c\"]}\n{Id:8,Name:,Tags:[]}\n"),
        (
            "-f csv -t query",
            "Id,Name,Tags\n7,\"a b\",\"[a,\"\"b,c\"\"]\"\n8,,[]\n",
            "Id=7&Name=a+b&Tags=a,%22b,c%22\nId=8&Name&Tags=[]\n",
        ),
        ("-f csv -t csv", rows, "Id,Name,Tags\r\n007,\"Smith, John\",\"[a,\"\"b,c\"\"]\"\r\n8,,\"[]\"\r\n"),
        // Cells stay as they are, whatever stands in them.
        (
            "-f csv -t tsv",
            "a,b\n\"{\"\"a\"\":\"\"b\"\",\"\"n\"\":1}\",\"[ \"\"q\"\" ]\"\n",
            "a\tb\r\n\"{\"\"a\"\":\"\"b\"\",\"\"n\"\":1}\"\t\"[ \"\"q\"\" ]\"\r\n",
        ),
        ("-f csv -t csv -i", "a,b\n\"[1, True]\",false\n", "a,b\r\n\"[1, True]\",false\r\n"),
        // Dialects.
        ("-f tsv -t csv --terminator lf", "a\tb\n1,2\t3\n", "a,b\n\"1,2\",3\n"),
        ("-f csv -d ; --quote ' -t tsv", "a;b\n'1;2';3\n", "a\tb\r\n1;2\t3\r\n"),
        ("-f csv -t csv --out-delimiter ; --out-no-headers", "a,b\n1;2,3\n", "\"1;2\";3\r\n"),
        ("-f csv --no-headers -t jsv", "a,b\n1,2\n", "[[a,b],[1,2]]"),
        ("-f csv --flexible -t jsv", "a,b\n1\n2,3,4\n", "[{a:1},{a:2,b:3}]"),
        ("-f csv -t csv", "a,A,a,\n1,2,,4\n", "a,A,a,\r\n1,2,,4\r\n"),
        ("-f csv --flexible -t csv", "a,b\n1\n2,3,4\n", "a,b\r\n1,\r\n2,3\r\n"),
        ("-f csv --no-headers --flexible -t csv --out-flexible", "a,b\n1\n2,3,4\n", "a,b\r\n1\r\n2,3,4\r\n"),
        ("-f jsv -t csv --out-flexible", "[[1,2],[3]]", "1,2\r\n3\r\n"),
        ("-f csv -t csv --columns b,a", "a,b\n1,2\n", "b,a\r\n2,1\r\n"),
        // Columns that are not named are left out.
        ("-f csv -t csv --columns c", "a,b,c\n1,2,\"[x]\"\n", "c\r\n\"[x]\"\r\n"),
        ("-f csv --flexible -t csv --columns c,a", "a,b,c\n1\n1,2,3,4\n", "c,a\r\n,1\r\n3,1\r\n"),
        ("-f csv -t csv --columns a --out-no-headers", "a,b\n1,2\n", "1\r\n"),
        ("-f csv -t csv --columns b", "a,b,a\n1,2,3\n", "b\r\n2\r\n"),
        ("-f csv --no-headers -t csv --columns x,y", "1,2\n", "x,y\r\n1,2\r\n"),
        ("-f jsv -t csv --columns b", "[{a:1},{b:2,c:3}]", "b\r\n\"\"\r\n2\r\n"),
        ("-f csv --distinguish-empty -t json", "a,b\n\"\",\n", "[\n{\"a\":\"\",\"b\":null}\n]\n"),
        ("-f csv --distinguish-empty -t csv --out-distinguish-empty", "a,b\n\"\",\n", "a,b\r\n\"\",\r\n"),
        // One document and many.
        (
            "-f jsv -t json -i",
            "{Id:7,Ok:True,No:false,Note:,Text:\"\",Price:1.50}",
            concat!(r#"{"Id":7,"Ok":true,"No":false,"Note":null,"Text":"","Price":1.50}"#, "\n"),
        ),
        ("-f jsv -t json", "[]", "[]\n"),
        ("-f jsv -t json", "a text", "\"a text\"\n"),
        ("-f json -t jsv", "{\"a\":[1,null,{\"b\":\"x,y\"}],\"c\":true}", "{a:[1,,{b:\"x,y\"}],c:True}"),
        ("-f jsonl -t json", "{\"a\":1}\n\n[2]\r\n\"x\"", "[\n{\"a\":1},\n[2],\n\"x\"\n]\n"),
        ("-f json -t jsonl", "\u{feff}[1, {\"a\" : \"\\u00e9\\n\"}]", "1\n{\"a\":\"é\\n\"}\n"),
        ("-f jsv -t csv", "{Id:1,Address:{Town:Oslo}}", "Id,Address\r\n1,\"{Town:Oslo}\"\r\n"),
        ("-f json -t json --pretty", "{\"a\":[1]}", "{\n  \"a\": [\n    1\n  ]\n}\n"),
        ("-f json -t json --pretty", "[{\"a\":\"\\n\"},2]", "[\n  {\n    \"a\": \"\\n\"\n  },\n  2\n]\n"),
        ("-f json -t json --pretty", "[]", "[]\n"),
        // Laid out JSV: white space around its texts means nothing; in compact JSV it is theirs.
        ("-f jsv -t jsonl", "[\n\t{\n\t\tId: 7\n\t}\n]", "{\"Id\":\"7\"}\n"),
        ("-f jsv -t jsonl", "[{Id: 7}]", "{\"Id\":\" 7\"}\n"),
        // Query strings.
        (
            "-f query -t json",
            "?q=fish+%26+chips&Where={City:Paris}&n",
            concat!(r#"{"q":"fish & chips","Where":{"City":"Paris"},"n":null}"#, "\n"),
        ),
        ("-f query -t jsv", "a=1\na=2\n", "[{a:1},{a:2}]"),
    ];
    for (arguments, input, output) in table {
        assert_eq!(filter(&format!("convert {arguments}"), input), *output, "{arguments}: {input}");
    }
}

#[test]
fn no_digit_is_lost() {
    let numbers =
        "[0,-0,1.50,12345678901234567890123456789012345678901234567890,0.1000000000000000055511151231257827]";
    let lines = numbers.trim_matches(['[', ']']).replace(',', "\n") + "\n";
    assert_eq!(filter("convert -f json -t jsonl", numbers), lines);
    assert_eq!(filter("convert -f json -t jsv", numbers), numbers);
    assert_eq!(filter("convert -f jsv -t jsonl --infer", numbers), lines);
    // An exponent of JSON is kept; as JSV's text it is one only in JSV's own form.
    assert_eq!(filter("convert -f json -t jsonl", "[1e5,1E+400]"), "1e5\n1E+400\n");
    assert_eq!(filter("convert -f jsv -t jsonl --infer", "[1e5,1E+16]"), "\"1e5\"\n1E+16\n");
}

#[test]
fn empty_input() {
    for (from, to, output) in [
        ("csv", "json", "[]\n"),
        ("csv", "jsv", "[]"),
        ("csv", "csv", ""),
        ("jsonl", "csv", ""),
        ("jsonl", "json", "[]\n"),
        ("jsvl", "jsonl", ""),
        ("query", "jsonl", ""),
        // An empty text of JSV is nothing (SPEC §4).
        ("jsv", "json", "null\n"),
    ] {
        assert_eq!(filter(&format!("convert -f {from} -t {to}"), ""), output, "{from} to {to}");
    }
    assert_eq!(filter("convert -f csv -t csv", "a,b\n"), "a,b\r\n");
    jsv("convert -f json -t jsv").write_stdin("").assert().code(1).stderr(predicate::str::contains("EOF"));
}

#[test]
fn extensions_name_the_formats() {
    let (directory, input) = file("in.CSV", "a,b\n1,2\n");
    for (name, text) in [
        ("out.json", "[\n{\"a\":\"1\",\"b\":\"2\"}\n]\n"),
        ("out.ndjson", "{\"a\":\"1\",\"b\":\"2\"}\n"),
        ("out.jsv", "[{a:1,b:2}]"),
        ("out.jsvl", "{a:1,b:2}\n"),
        ("out.tsv", "a\tb\r\n1\t2\r\n"),
        ("out.qs", "a=1&b=2\n"),
    ] {
        let output = directory.path().join(name);
        jsv("convert").arg(&input).arg(&output).assert().success().stdout("").stderr("");
        assert_eq!(fs::read_to_string(output).unwrap(), text, "{name}");
    }
    // Onto itself.
    jsv("convert --out-delimiter ;").arg(&input).arg(&input).assert().success();
    assert_eq!(fs::read_to_string(input).unwrap(), "a;b\r\n1;2\r\n");
}

#[test]
fn columns_of_items_with_different_keys() {
    let items = "{\"a\":1}\n{\"b\":[2,3],\"a\":4}\n";
    let (_directory, path) = file("items.jsonl", items);
    // A file is read twice.
    jsv("convert -t csv").arg(&path).assert().success().stdout("a,b\r\n1,\r\n4,\"[2,3]\"\r\n");
    jsv("convert -t csv --columns b,a").arg(&path).assert().success().stdout("b,a\r\n,1\r\n\"[2,3]\",4\r\n");
    // A pipe is not.
    jsv("convert -f jsonl -t csv").write_stdin(items).assert().code(1).stdout("a\r\n1\r\n").stderr(
        predicate::str::contains("item 2: b: unknown field").and(predicate::str::contains("--columns")),
    );
}

#[test]
fn columns_that_the_input_does_not_have() {
    let (directory, path) = file("a.csv", "a,b,b\n1,2,3\n");
    for (columns, message) in [
        ("a,A", "error: `--columns`: the input has no column `A`\n"),
        ("b", "error: `--columns`: the input has more than one column `b`\n"),
        ("a,a", "error: `--columns`: `a` is named twice\n"),
    ] {
        let mut command = jsv(&format!("convert --columns {columns}"));
        command.arg(&path).arg(directory.path().join("out.csv"));
        command.assert().code(2).stdout("").stderr(message);
    }
    assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 1, "nothing is written");
    // Of items nobody knows before the end.
    jsv("convert -f jsonl -t csv --columns id,a")
        .write_stdin("{\"Id\":1}\n{\"Id\":2,\"a\":3}\n")
        .assert()
        .success()
        .stdout("id,a\r\n,\r\n,3\r\n")
        .stderr("note: no item has `id`: its column is empty\n");
}

#[test]
fn lists_of_different_lengths_ask_for_an_option() {
    jsv("convert -f jsv -t csv").write_stdin("[[1,2],[3]]").assert().code(1).stdout("1,2\r\n").stderr(
        predicate::str::contains("item 2: expected 2 cells, as in the first record, found 1")
            .and(predicate::str::contains("--out-flexible")),
    );
}

#[test]
fn two_columns_of_one_name_are_said() {
    jsv("convert -f csv -t jsonl")
        .write_stdin("a,b,a\n1,2,3\n")
        .assert()
        .success()
        .stdout("{\"a\":\"1\",\"b\":\"2\",\"a\":\"3\"}\n")
        .stderr("note: two columns are called `a`: most readers keep one of them\n");
}

/// What a terminal would obey, in names of fields, columns and files.
#[test]
fn control_characters_reach_no_terminal() {
    let (_directory, path) = file("\u{1b}[31m.csv", "a\n1,2\n");
    for (arguments, path, input, expected) in [
        ("convert - -f jsvl -t csv", None, "{a:1}\n{\"\u{1b}[31mb\":1}\n", "\u{fffd}[31mb"),
        ("convert -f csv -t jsonl", None, "\u{9b}b,a,\u{9b}b\n1,2,3\n", "`\u{fffd}b`"),
        ("check -f query", None, "b=1\n\u{1b}=%\n", "jsv::query"),
        ("check", Some(&path), "", "\u{fffd}[31m.csv:2:1]"),
        ("convert -f csv -t jsv", Some(&path.with_file_name("\u{1b}")), "", "cannot open"),
    ] {
        let assert = jsv(arguments).args(path).write_stdin(input).assert();
        let shown = String::from_utf8(assert.get_output().stderr.clone()).unwrap();
        assert!(shown.contains(expected), "{shown:?}");
        assert!(shown.chars().all(|shown| shown == '\n' || !shown.is_control()), "{shown:?}");
    }
}

#[test]
fn damage_ends_a_conversion_and_an_older_file_stays() {
    let (directory, input) = file("in.csv", "a,b\n1,2\n3\n4,5\n");
    jsv("convert -t jsv").arg(&input).assert().code(1).stdout("[{a:1,b:2}").stderr(
        predicate::str::contains("in.csv:3:1")
            .and(predicate::str::contains("3 | 3\n"))
            .and(predicate::str::contains("note: the output ends early, after 1 item\n")),
    );

    let output = directory.path().join("out.json");
    let convert = || {
        let mut command = jsv("convert");
        command.arg(&input).arg(&output);
        command
    };
    convert().assert().code(1).stderr(predicate::str::contains("out.json is not written\n"));
    assert!(!output.exists());
    fs::write(&output, "older").unwrap();
    convert().assert().code(1).stderr(predicate::str::contains("out.json is left as it was\n"));
    assert_eq!(fs::read_to_string(&output).unwrap(), "older");
    assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 2, "no part is left");

    convert()
        .arg("--keep-going")
        .assert()
        .code(1)
        .stderr(predicate::str::contains("note: 1 damaged item left out\n"));
    let kept = "[\n{\"a\":\"1\",\"b\":\"2\"},\n{\"a\":\"4\",\"b\":\"5\"}\n]\n";
    assert_eq!(fs::read_to_string(&output).unwrap(), kept);
}

#[test]
fn a_wrong_command_line_is_status_2() {
    let (directory, path) = file("in.data", "a,b\n1,2\n");
    for (arguments, message) in [
        ("convert", "the format of the standard output is not known"),
        ("convert -t json", "the format of the standard input is not known"),
        ("convert -t json nowhere.csv", "cannot open nowhere.csv"),
        ("convert -f csv -t json - nowhere/out.json", "cannot write nowhere/out.json"),
        ("convert -f csv -t xml", "possible values"),
        ("convert -f csv -t csv -d ;; ", "one ASCII character"),
        ("convert -f csv -t json --quote ,", "must differ"),
        ("convert -f csv -t csv --out-quote ,", "must differ"),
        ("stat -f csv .", "it is a directory"),
        ("fmt -f csv -", "only JSV"),
        ("frobnicate", "unrecognized subcommand"),
        ("man frobnicate", "no subcommand"),
    ] {
        jsv(arguments)
            .current_dir(directory.path())
            .assert()
            .code(2)
            .stdout("")
            .stderr(predicate::str::contains(message));
    }
    jsv("convert -t json")
        .arg(&path)
        .assert()
        .code(2)
        .stderr(predicate::str::contains("in.data is not known by its name"));
}
