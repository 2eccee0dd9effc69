//! `cargo run --release --example hostile` prints what happens to hostile inputs, how soon, and in how much memory: the
//! table of the README. Each case runs in a process of its own.

#[path = "../tests/hostile/cases.rs"]
mod cases;

use std::process::Command;
use std::time::Instant;

use cases::CASES;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    if let Some(index) = std::env::args().nth(1) {
        let case = CASES.get(index.parse::<usize>()?).ok_or("no such case")?;
        let started = Instant::now();
        let outcome = (case.run)(case.count);
        let time = started.elapsed();
        println!("| {} | {outcome} | {:.1} ms | {} |", case.name, time.as_secs_f64() * 1e3, peak_memory());
        return Ok(());
    }
    println!("| input | what happens | time | peak memory, the input's included |\n|---|---|---|---|");
    for index in 0..CASES.len() {
        let output = Command::new(std::env::current_exe()?).arg(index.to_string()).output()?;
        if !output.status.success() {
            return Err(format!("case {index}: {}", String::from_utf8_lossy(&output.stderr)).into());
        }
        print!("{}", String::from_utf8_lossy(&output.stdout));
    }
    Ok(())
}

/// The most that this process has held, where the system tells.
fn peak_memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.trim().strip_suffix(" kB")?.parse::<f64>().ok());
    kilobytes.map_or("not known".into(), |kilobytes| format!("{:.1} MiB", kilobytes / 1024.0))
}
