//! The lines of an input, each of a length that is limited. Floor 5.

use std::io::{self, BufRead, BufReader, Read};

use crate::tap::Tap;

/// Lines that have no quotes to hide a line feed in.
pub(super) struct Lines {
    input: BufReader<Tap>,
    pub(super) limit: usize,
    /// Bytes before the next line.
    pub(super) offset: usize,
}

impl Lines {
    pub(super) fn new(input: Tap, limit: usize) -> Self {
        Lines { input: BufReader::with_capacity(1 << 16, input), limit, offset: 0 }
    }

    pub(super) fn next(&mut self) -> io::Result<Option<Vec<u8>>> {
        let mut line = Vec::new();
        let length = (&mut self.input).take(self.limit as u64 + 2).read_until(b'\n', &mut line)?;
        self.offset += length;
        Ok((length > 0).then_some(line))
    }

    pub(super) fn skip_line(&mut self) -> io::Result<()> {
        loop {
            let buffer = self.input.fill_buf()?;
            let line_feed = buffer.iter().position(|&byte| byte == b'\n');
            let length = line_feed.map_or(buffer.len(), |index| index + 1);
            if length == 0 {
                return Ok(());
            }
            self.input.consume(length);
            self.offset += length;
            if line_feed.is_some() {
                return Ok(());
            }
        }
    }
}
