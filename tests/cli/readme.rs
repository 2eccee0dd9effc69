//! The README's commands print what the README says.

#![cfg(unix)]

use std::fs;
use std::process::Command;

#[test]
fn the_readmes_commands_print_what_it_says() {
    let readme = include_str!("../../README.md");
    let directory = tempfile::tempdir().unwrap();
    let bin = std::path::Path::new(env!("CARGO_BIN_EXE_jsv")).parent().unwrap();
    let path = format!("{}:{}", bin.display(), std::env::var("PATH").unwrap_or_default());
    let mut commands = 0;
    for block in readme.split("```console\n").skip(1) {
        let block = block.split("```").next().unwrap();
        for step in block.strip_prefix("$ ").unwrap().split("\n$ ") {
            let (command, output) = step.split_once('\n').unwrap_or((step, ""));
            let output = output.trim_end_matches('\n');
            if let Some(name) = command.strip_prefix("cat ") {
                fs::write(directory.path().join(name), format!("{output}\n")).unwrap();
                continue;
            }
            let shell = Command::new("sh")
                .args(["-c", &format!("{command} 2>&1")])
                .current_dir(directory.path())
                .env("PATH", &path)
                .output()
                .unwrap();
            assert_eq!(String::from_utf8(shell.stdout).unwrap().trim_end_matches('\n'), output, "{command}");
            commands += 1;
        }
    }
    assert!(commands >= 4, "{commands} commands");
}
