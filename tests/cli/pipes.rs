//! Long input in little memory, and pipes that break.

use std::io::{Read, Write};
use std::process::{Child, Command, Stdio};
use std::thread;

/// Bytes of long input: enough to be seen in the peak of a command that held it, and soon read without optimization.
const LONG: usize = 20_000_000;
const HUGE: usize = 200_000_000;
/// KiB that the command may have in memory at its peak.
const PEAK: usize = 12 << 10;

fn spawn(arguments: &str) -> Child {
    Command::new(env!("CARGO_BIN_EXE_jsv"))
        .args(arguments.split_whitespace())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

/// The start of a text, what repeats, and its end.
type Text = [&'static str; 3];

const CSV: Text =
    ["id,name,active,price,tags\r\n", "7,\"Smith, John\",True,1.25,\"[new,\"\"a,b\"\"]\"\r\n", ""];
const JSON: Text =
    ["[1", ",{\"id\":7,\"name\":\"Smith, \\\"John\\\"\",\"price\":1.250,\"tags\":[\"new\",null]}\n", "]"];
const JSV: Text = ["[1", ",{id:7,name:\"Smith, \"\"John\"\"\",price:1.250,tags:[new,]}", "]"];
const LINES: Text =
    ["", "{\"id\":7,\"name\":\"Smith, \\\"John\\\"\",\"price\":1.250,\"tags\":[\"new\",null]}\n", ""];

/// Bytes written for so many bytes of a text, and the peak of resident memory in KiB, where the system tells it.
fn convert(arguments: &str, text: Text, length: usize) -> (usize, Option<usize>) {
    let mut child = spawn(arguments);
    let mut stdin = child.stdin.take().unwrap();
    let mut stdout = child.stdout.take().unwrap();
    let output = thread::spawn(move || {
        let (mut buffer, mut total) = (vec![0; 1 << 16], 0);
        loop {
            match stdout.read(&mut buffer).unwrap() {
                0 => return total,
                length => total += length,
            }
        }
    });
    let [start, body, end] = text;
    let block = body.repeat(1000);
    stdin.write_all(start.as_bytes()).unwrap();
    for _ in 0..length / block.len() {
        stdin.write_all(block.as_bytes()).unwrap();
    }
    let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let peak = peak.and_then(|peak| peak.trim().trim_end_matches(" kB").parse().ok());
    stdin.write_all(end.as_bytes()).unwrap();
    drop(stdin);
    let total = output.join().unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(
        output.status.success() && output.stderr.is_empty(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    (total, peak)
}

#[track_caller]
fn stays_small(arguments: &str, text: Text, length: usize) {
    let (total, peak) = convert(arguments, text, length);
    assert!(total > length / 2, "{arguments}: {total} bytes");
    assert!(peak.is_none_or(|peak| peak < PEAK), "{arguments}: {peak:?} KiB");
}

#[test]
fn a_long_csv_file_to_json_lines() {
    stays_small("convert -f csv -t jsonl", CSV, LONG);
}

#[test]
fn a_long_json_array_to_jsv() {
    stays_small("convert -f json -t jsv", JSON, LONG / 2);
}

#[test]
fn a_long_jsv_list_to_csv() {
    let text = ["[{id:7,name:,price:,tags:}", JSV[1], JSV[2]];
    stays_small("convert -f jsv -t csv", text, LONG / 2);
}

/// `cargo test --release --all-features --test cli -- --ignored`
#[test]
#[ignore = "takes minutes without optimization"]
fn two_hundred_megabytes_of_each() {
    stays_small("convert -f csv -t jsonl", CSV, HUGE);
    stays_small("convert -f csv -t json --infer", CSV, HUGE);
    stays_small("convert -f json -t jsv", JSON, HUGE);
    stays_small("convert -f jsv -t jsonl", JSV, HUGE);
    stays_small("convert -f jsonl -t csv", LINES, HUGE);
    stays_small("convert -f csv -t query", CSV, HUGE);
    for (arguments, text) in [("check -f csv", CSV), ("stat -f json", JSON), ("check -f jsv", JSV)] {
        let (_, peak) = convert(arguments, text, HUGE);
        assert!(peak.is_none_or(|peak| peak < PEAK), "{arguments}: {peak:?} KiB");
    }
}

#[test]
fn a_broken_pipe_ends_quietly() {
    for arguments in [
        "convert -f csv -t jsonl",
        "convert -f csv -t json",
        "convert -f csv -t jsv",
        "convert -f csv -t jsvl",
        "convert -f csv -t csv",
        "convert -f csv -t query",
        "convert -f csv -t json --keep-going",
    ] {
        let mut child = spawn(arguments);
        let mut stdin = child.stdin.take().unwrap();
        let mut stdout = child.stdout.take().unwrap();
        stdin.write_all(CSV[0].as_bytes()).unwrap();
        let reader = thread::spawn(move || stdout.read_exact(&mut [0; 10]));
        // Until nobody reads any more.
        let block = CSV[1].repeat(1000);
        let mut blocks = 0;
        while stdin.write_all(block.as_bytes()).is_ok() {
            blocks += 1;
            assert!(blocks < 10_000, "{arguments} goes on");
        }
        drop(stdin);
        reader.join().unwrap().unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{arguments}");
        assert!(output.status.success(), "{arguments}: {}", output.status);
    }
}

#[test]
fn pages_and_tables_into_a_broken_pipe() {
    for arguments in ["completions bash", "man convert", "stat -f jsv", "check -f jsv", "fmt"] {
        let mut child = spawn(arguments);
        drop(child.stdout.take());
        let mut stdin = child.stdin.take().unwrap();
        // The command may be gone already.
        let _ = stdin.write_all(b"[1,2]");
        drop(stdin);
        let output = child.wait_with_output().unwrap();
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{arguments}");
        assert!(output.status.success(), "{arguments}: {}", output.status);
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_said() {
    for arguments in ["convert -f jsv -t json", "fmt -"] {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let mut child = Command::new(env!("CARGO_BIN_EXE_jsv"))
            .args(arguments.split(' '))
            .stdin(Stdio::piped())
            .stdout(full)
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(b"hello").unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{arguments}");
        let message = String::from_utf8_lossy(&output.stderr);
        assert!(message.contains("cannot write <stdout>: No space left"), "{arguments}: {message}");
    }
}
