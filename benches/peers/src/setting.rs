//! What every timed program does before it measures: it names the machine and the versions, and keeps the heap.

use std::{env, fs};

/// The processor, the system, the compiler and the crates measured.
pub fn named() -> String {
    let cpu = fs::read_to_string("/proc/cpuinfo")
        .ok()
        .and_then(|info| {
            let model = info.lines().find_map(|line| line.strip_prefix("model name"))?;
            Some(model.trim_start_matches([' ', '\t', ':']).to_owned())
        })
        .unwrap_or_else(|| env::consts::ARCH.to_owned());
    format!("{cpu}, {}; {}; {}", env::consts::OS, env!("MEASURED_COMPILER"), env!("MEASURED_CRATES"))
}

/// Memory that is freed and given back to the system costs page faults when it is asked for again: nobody's codec, and more
/// on one line than on another. The GNU allocator keeps as much as the largest piece that it has seen freed.
pub fn keep_the_heap() {
    drop(std::hint::black_box(Vec::<u8>::with_capacity(30 << 20)));
}
