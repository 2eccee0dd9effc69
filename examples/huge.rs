//! Reads a CSV file and a JSV list of a gigabyte each without holding them, and prints the speed and the peak memory.
//!
//! ```sh
//! cargo run --release --example huge              # 1024 MiB of each
//! cargo run --release --example huge -- 100
//! ```
//!
//! Nothing is written to a disk: a reader makes the text, 64 KiB of it again and again. The speeds in memory are those
//! of a text of the same shape that is there already, its rows dropped as they come.

use std::io::{self, Read};
use std::time::{Duration, Instant};

use jsv::StreamDeserializer;
use jsv::csv::Reader;
use serde::Deserialize;

const MIB: usize = 1 << 20;
/// The text in memory.
const SMALL: usize = 4 * MIB;
/// Goes over the text in memory.
const ROUNDS: u32 = 16;

#[derive(Deserialize)]
struct Row {
    id: u64,
    name: String,
    active: bool,
    price: f64,
    tags: Vec<String>,
}

impl Row {
    /// Something of each field, so that none is read in vain.
    fn weight(&self) -> u64 {
        let text = self.name.len() + self.tags.iter().map(String::len).sum::<usize>();
        self.id ^ u64::from(self.active) ^ self.price.to_bits() ^ text as u64
    }
}

const HEADER: &str = "id,name,active,price,tags\r\n";

fn csv_row(id: usize) -> String {
    format!("{id},\"Smith, John {id}\",True,{}.25,\"[new,vip,\"\"a,b\"\"]\"\r\n", id % 1000)
}

fn jsv_item(id: usize) -> String {
    format!(
        "{{id:{id},name:\"Smith, John {id}\",active:True,price:{}.25,tags:[new,vip,\"a,b\"]}},",
        id % 1000
    )
}

/// So many bytes of records, and a few more to end with a whole one.
fn body(record: fn(usize) -> String, length: usize) -> String {
    let mut text = String::with_capacity(length + 128);
    for id in 1.. {
        if text.len() >= length {
            break;
        }
        text += &record(id);
    }
    text
}

/// A start, a body again and again, an end.
struct Generator {
    start: &'static str,
    body: String,
    end: &'static str,
    repeats: usize,
    at: usize,
}

impl Read for Generator {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let part = if self.start.is_empty() {
                if self.repeats > 0 { self.body.as_bytes() } else { self.end.as_bytes() }
            } else {
                self.start.as_bytes()
            };
            let count = (&part[self.at..]).read(buffer)?;
            self.at += count;
            if count > 0 || (self.start.is_empty() && self.repeats == 0) {
                return Ok(count);
            }
            self.at = 0;
            if self.start.is_empty() {
                self.repeats -= 1;
            } else {
                self.start = "";
            }
        }
    }
}

/// The time this thread has worked, where Linux tells it: others on the machine do not count.
fn worked(start: Instant) -> Duration {
    let schedule = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let worked = schedule.and_then(|text| text.split(' ').next()?.parse().ok());
    worked.map_or_else(|| start.elapsed(), Duration::from_nanos)
}

/// Bytes a second, in millions.
#[allow(clippy::cast_precision_loss, reason = "three digits are shown")]
fn speed(bytes: usize, time: Duration) -> f64 {
    bytes as f64 / time.as_secs_f64() / 1e6
}

fn drain(rows: impl Iterator<Item = jsv::Result<Row>>) -> jsv::Result<(usize, u64)> {
    let (mut count, mut weight) = (0, 0u64);
    for row in rows {
        weight = weight.wrapping_add(row?.weight());
        count += 1;
    }
    Ok((count, weight))
}

/// The most memory that this process has held, as Linux tells it.
fn peak() -> Option<usize> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix(" kB")?.parse().ok()
}

struct Measured {
    name: &'static str,
    streamed: f64,
}

fn stream(
    name: &'static str,
    bytes: usize,
    rows: impl Iterator<Item = jsv::Result<Row>>,
) -> jsv::Result<Measured> {
    let start = Instant::now();
    let before = worked(start);
    let (count, weight) = drain(rows)?;
    let streamed = speed(bytes, worked(start).saturating_sub(before));
    println!("{name}: {} MiB, {count} rows (check {weight:x}) at {streamed:.0} MB/s", bytes / MIB);
    Ok(Measured { name, streamed })
}

fn in_memory(
    measured: &Measured,
    text: &str,
    read: impl Fn(&str) -> jsv::Result<(usize, u64)>,
) -> jsv::Result<()> {
    std::hint::black_box(read(text)?);
    let start = Instant::now();
    let before = worked(start);
    for _ in 0..ROUNDS {
        std::hint::black_box(read(text)?);
    }
    let speed = speed(text.len(), worked(start).saturating_sub(before) / ROUNDS);
    let share = 100.0 * measured.streamed / speed;
    println!("{} in memory: {speed:.0} MB/s; streamed at {share:.0} % of that", measured.name);
    Ok(())
}

fn main() -> jsv::Result<()> {
    let mebibytes: usize = match std::env::args().nth(1) {
        Some(text) => jsv::from_str(&text)?,
        None => 1024,
    };
    let generator = |start: &'static str, record: fn(usize) -> String, end: &'static str| {
        let body = body(record, 64 << 10);
        let repeats = (mebibytes * MIB).div_ceil(body.len());
        let bytes = start.len() + repeats * body.len() + end.len();
        (bytes, Generator { start, body, end, repeats, at: 0 })
    };

    let (bytes, file) = generator(HEADER, csv_row, "");
    let csv = stream("CSV", bytes, Reader::from_reader(file).into_deserialize())?;
    let (bytes, file) = generator("[", jsv_item, "{id:0,name:,active:False,price:0,tags:[]}]");
    let list = stream("JSV", bytes, StreamDeserializer::items(file))?;
    // Before anything is held in memory on purpose.
    if let Some(peak) = peak() {
        println!("peak resident memory: {}.{} MiB", peak / 1024, peak % 1024 * 10 / 1024);
    }

    let text = HEADER.to_owned() + &body(csv_row, SMALL);
    in_memory(&csv, &text, |text| drain(jsv::csv::rows(text)))?;
    let text = "[".to_owned() + body(jsv_item, SMALL).trim_end_matches(',') + "]";
    in_memory(&list, &text, |text| drain(jsv::stream::items(text)))
}
