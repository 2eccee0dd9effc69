//! Interleaved timing: the sides of a comparison take turns, so that whatever else the machine does hits them all.

use std::{
    hint::black_box,
    time::{Duration, Instant},
};

/// What the thread has had of the processor: the time in which another program ran instead does not count.
#[cfg(unix)]
pub fn now() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec.unsigned_abs(), u32::try_from(time.tv_nsec).unwrap_or(0))
}

#[cfg(not(unix))]
pub fn now() -> Duration {
    static START: std::sync::LazyLock<Instant> = std::sync::LazyLock::new(Instant::now);
    START.elapsed()
}

/// One contestant: runs its work once and says how long it took, without what came after (dropping the result).
pub struct Side {
    pub name: &'static str,
    pub run: Box<dyn FnMut() -> Duration>,
}

impl Side {
    /// Times `work`; its result is dropped when the clock has stopped.
    pub fn new<T>(name: &'static str, mut work: impl FnMut() -> T + 'static) -> Self {
        let run = move || {
            let start = now();
            let result = black_box(work());
            let taken = now().saturating_sub(start);
            drop(result);
            taken
        };
        Self { name, run: Box::new(run) }
    }

    /// Times only the dropping of what `work` makes.
    pub fn dropping<T>(name: &'static str, mut work: impl FnMut() -> T + 'static) -> Self {
        let run = move || {
            let result = black_box(work());
            let start = now();
            drop(result);
            now().saturating_sub(start)
        };
        Self { name, run: Box::new(run) }
    }
}

/// How much to measure: rounds in which every side takes its turn, and how long a turn at least lasts.
#[derive(Debug, Clone, Copy)]
pub struct Effort {
    pub rounds: usize,
    pub turn: Duration,
}

impl Default for Effort {
    fn default() -> Self {
        Self { rounds: 31, turn: Duration::from_millis(20) }
    }
}

/// Nanoseconds per run, one figure for each round.
#[derive(Debug)]
pub struct Timing(Vec<f64>);

impl Timing {
    pub fn median(&self) -> f64 {
        quantile(self.0.clone(), 0.5)
    }

    /// `self`'s time over `ours` in the single rounds: the median and the quartiles. A round's turns are neighbours, while the
    /// machine may be half as fast in another round.
    pub fn over(&self, ours: &Timing) -> Ratio {
        let rounds: Vec<f64> = self.0.iter().zip(&ours.0).map(|(peer, our)| peer / our).collect();
        Ratio {
            low: quantile(rounds.clone(), 0.25),
            median: quantile(rounds.clone(), 0.5),
            high: quantile(rounds, 0.75),
        }
    }
}

#[derive(Debug, Clone, Copy)]
pub struct Ratio {
    pub low: f64,
    pub median: f64,
    pub high: f64,
}

/// Lets the sides take turns; the one that begins changes with each round.
pub fn interleaved(sides: &mut [Side], effort: Effort) -> Vec<Timing> {
    let mut timings: Vec<Vec<f64>> = vec![Vec::with_capacity(effort.rounds); sides.len()];
    for side in &mut *sides {
        // The first run pays for page faults and cold caches.
        (side.run)();
    }
    for round in 0..effort.rounds {
        for turn in 0..sides.len() {
            let index = (round + turn) % sides.len();
            timings[index].push(turn_of(&mut sides[index], effort.turn));
        }
    }
    timings.into_iter().map(Timing).collect()
}

/// Also bounded by the clock on the wall, for a side whose timed part is a small part of what it does.
fn turn_of(side: &mut Side, least: Duration) -> f64 {
    let start = Instant::now();
    let (mut taken, mut runs) = (Duration::ZERO, 0_u32);
    while taken < least && (runs == 0 || start.elapsed() < least * 3) {
        taken += (side.run)();
        runs += 1;
    }
    taken.as_secs_f64() * 1e9 / f64::from(runs)
}

fn quantile(mut values: Vec<f64>, at: f64) -> f64 {
    values.sort_by(f64::total_cmp);
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss)]
    let index = ((values.len().saturating_sub(1)) as f64 * at).round() as usize;
    values.get(index).copied().unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ratio_is_the_peers_time_over_ours() {
        let ours = Timing(vec![2.0, 1.0, 4.0]);
        let peer = Timing(vec![6.0, 5.0, 4.0]);
        let ratio = peer.over(&ours);
        assert!((ratio.median - 3.0).abs() < 1e-9, "{ratio:?}");
        assert!((ratio.high - 5.0).abs() < 1e-9, "{ratio:?}");
    }
}
