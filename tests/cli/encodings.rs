//! Text that is not UTF-8: its encoding is named, in every format, and what makes it UTF-8.

use std::fs;

use predicates::prelude::*;

use crate::{file, jsv};

const FORMATS: [&str; 7] = ["jsv", "jsvl", "csv", "tsv", "json", "jsonl", "query"];

fn wide(text: &str, unit: impl Fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(unit).collect()
}

#[test]
fn first_bytes_name_the_encoding() {
    let text = "[1,Zoë]\r\n";
    let utf32 = |unit: fn(u32) -> [u8; 4]| -> Vec<u8> {
        format!("\u{feff}{text}").chars().flat_map(|character| unit(character.into())).collect()
    };
    for (input, encoding) in [
        (wide(&format!("\u{feff}{text}"), u16::to_le_bytes), "UTF-16"),
        (wide(&format!("\u{feff}{text}"), u16::to_be_bytes), "UTF-16"),
        (utf32(u32::to_le_bytes), "UTF-32"),
        (utf32(u32::to_be_bytes), "UTF-32"),
        (wide(text, u16::to_le_bytes), "UTF-16LE"),
        (wide(text, u16::to_be_bytes), "UTF-16BE"),
        (b"\xff\xfe".to_vec(), "UTF-16"),
        (b"1\0\n\0".to_vec(), "UTF-16LE"),
    ] {
        for format in FORMATS {
            jsv(&format!("check -f {format}"))
                .write_stdin(input.as_slice())
                .assert()
                .code(1)
                .stdout("<stdin>: 0 good items, 1 error\n")
                .stderr(
                    predicate::str::contains(format!(
                        "x the text is {encoding}, not UTF-8\n   ,-[<stdin>:1:1]"
                    ))
                    .and(predicate::str::contains(format!(
                        "help: `iconv -f {encoding} -t UTF-8` makes it so\n"
                    ))),
                );
        }
    }
}

#[test]
fn every_subcommand_refuses_it() {
    let (directory, path) = file("a.jsv", "");
    let text = wide("\u{feff}[{a:1}]", u16::to_le_bytes);
    fs::write(&path, &text).unwrap();
    let run = |arguments: &str| {
        let mut command = jsv(arguments);
        command.current_dir(directory.path());
        command.assert().code(1)
    };
    let named = || predicate::str::contains("the text is UTF-16, not UTF-8");
    run("convert a.jsv a.json").stderr(named().and(predicate::str::contains("a.json is not written")));
    run("convert a.jsv a.csv").stderr(named());
    run("fmt --write a.jsv").stdout("").stderr(named());
    run("stat a.jsv").stderr("note: 1 damaged item not counted; `jsv check` shows where\n");
    assert!(!directory.path().join("a.json").exists() && !directory.path().join("a.csv").exists());
    assert_eq!(fs::read(&path).unwrap(), text);
}

#[test]
fn short_texts_and_texts_with_nul_are_read() {
    for (format, input) in [
        ("jsvl", &b"1\n"[..]),
        ("jsvl", b""),
        ("jsvl", b"1"),
        ("csv", b"a\n\0\n"),
        ("csv", b"a\0\0\0"),
        ("csv", b"a\0b,c\n1,2\n"),
        ("csv", "þÿ\n1\n".as_bytes()),
    ] {
        jsv(&format!("check -f {format}")).write_stdin(input).assert().success();
    }
}

#[test]
fn other_bytes_have_help_in_every_format() {
    for (format, input) in [
        ("jsv", &b"[Caf\xe9]"[..]),
        ("jsvl", b"Caf\xe9\n"),
        ("csv", b"a\nCaf\xe9\n"),
        ("json", b"[\"Caf\xe9\"]"),
        ("json", b"\"Caf\xe9\""),
        ("jsonl", b"\"Caf\xe9\"\n"),
        ("query", b"a=Caf\xe9\n"),
    ] {
        jsv(&format!("check -f {format}"))
            .write_stdin(input)
            .assert()
            .code(1)
            .stderr(predicate::str::contains("iconv -f WINDOWS-1252 -t UTF-8"));
    }
}
