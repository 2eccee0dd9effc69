//! Some lines of a text around a place in it, for `miette` to show, however long the text and its lines are. Floor 1.

use alloc::boxed::Box;
use alloc::string::String;

use ::miette::{MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};

use super::Position;

/// Characters kept of a line before its place, and behind it.
const REACH: usize = 72;
/// Bytes of the lines before and after: a longer one is left out.
const NEIGHBOUR: usize = 160;

/// Some lines of a text around a place in it: a `SourceCode` of less than 1 KiB, whatever the text.
///
/// Spans count from the start of the whole text. Control characters, which a terminal would obey, are replaced, and so
/// are bytes that are not UTF-8.
///
/// ```
/// use jsv::{Excerpt, Position};
/// use miette::SourceCode;
///
/// let text = "one\ntwo\nthree\n";
/// let place = Position::new(5, 2, 2);
/// let excerpt = Excerpt::new("numbers.txt", text.as_bytes(), 0, place).unwrap();
/// let contents = excerpt.read_span(&(5, 1).into(), 0, 0)?;
/// assert_eq!((contents.data(), contents.line(), contents.column()), (&b"w"[..], 1, 1));
/// # Ok::<(), miette::MietteError>(())
/// ```
#[derive(Debug, Clone)]
pub struct Excerpt {
    name: String,
    text: String,
    start: Position,
}

impl Excerpt {
    /// The lines around `place`, where `window` is the part of the text from the offset `origin` on; `None` where the
    /// place is not in it.
    pub fn new(name: impl Into<String>, window: &[u8], origin: usize, place: Position) -> Option<Excerpt> {
        let at = place.offset.checked_sub(origin).filter(|&at| at <= window.len())?;
        let (before, after) = window.split_at(at);

        // No further than what is shown: a line may be as long as the text.
        let far = before.len().saturating_sub(4 * REACH + 1);
        let line_feed = memchr::memrchr(b'\n', &before[far..]);
        let line_start = line_feed.map_or(far, |index| far + index + 1);
        let whole_start = line_feed.is_some() || far + origin == 0;
        let kept = back(&before[line_start..], REACH);
        let mut start = at - kept;
        let mut first = Position { offset: origin + start, line: place.line, column: 1 };
        if start == line_start && whole_start {
            let above = &before[..line_start];
            let previous = above.strip_suffix(b"\n").and_then(|above| {
                let far = above.len().saturating_sub(NEIGHBOUR);
                let line_feed = memchr::memrchr(b'\n', &above[far..]);
                line_feed.map(|index| far + index + 1).or((far + origin == 0).then_some(0))
            });
            if let Some(previous) = previous.filter(|previous| line_start - previous <= NEIGHBOUR) {
                start = previous;
                first.offset = origin + start;
                first.line = place.line.saturating_sub(1);
            }
        } else {
            first.column = place.column.saturating_sub(characters(&before[start..])).max(1);
        }

        let line = &after[..after.len().min(4 * REACH + 1)];
        let line_end = memchr::memchr(b'\n', line).map_or(line.len(), |index| index + 1);
        let mut end = forth(&line[..line_end], REACH);
        if end == line_end {
            let below = &after[line_end..];
            let below = &below[..below.len().min(NEIGHBOUR + 1)];
            let next = memchr::memchr(b'\n', below).map_or(below.len(), |index| index + 1);
            end += if next <= NEIGHBOUR { next } else { 0 };
        }

        let mut text = visible(&window[start..at + end]);
        // A caret needs something to stand under.
        if end == 0 {
            text.push(' ');
        }
        Some(Excerpt { name: name.into(), text, start: first })
    }

    /// `length`, cut to what is left of the excerpt's line from `offset` on.
    pub(super) fn clip(&self, offset: usize, length: usize) -> usize {
        let text = offset.checked_sub(self.start.offset).and_then(|at| self.text.get(at..));
        text.map_or(0, |text| length.min(text.find(['\r', '\n']).unwrap_or(text.len())))
    }
}

impl SourceCode for Excerpt {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        lines_before: usize,
        lines_after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let from = span.offset().checked_sub(self.start.offset).ok_or(MietteError::OutOfBounds)?;
        let inner = self.text.as_bytes().get(from..).and_then(|text| text.get(..span.len()));
        let inner = inner.ok_or(MietteError::OutOfBounds)?;
        let (text, span, start) = if lines_before == 0 && lines_after == 0 {
            (inner, *span, self.start.advanced(&self.text.as_bytes()[..from]))
        } else {
            (self.text.as_bytes(), (self.start.offset, self.text.len()).into(), self.start)
        };
        let lines = memchr::memchr_iter(b'\n', text).count() + 1;
        let (line, column) = (start.line.saturating_sub(1), start.column.saturating_sub(1));
        Ok(Box::new(MietteSpanContents::new_named(self.name.clone(), text, span, line, column, lines)))
    }
}

pub(super) fn starts_character(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

fn characters(text: &[u8]) -> usize {
    text.iter().filter(|&&byte| starts_character(byte)).count()
}

/// The bytes of the last so many characters.
fn back(text: &[u8], characters: usize) -> usize {
    let starts = text.iter().rev().enumerate().filter(|&(_, &byte)| starts_character(byte));
    starts.map(|(index, _)| index + 1).nth(characters - 1).unwrap_or(text.len())
}

/// The bytes of the first so many characters.
fn forth(text: &[u8], characters: usize) -> usize {
    let mut starts = text.iter().enumerate().filter(|&(_, &byte)| starts_character(byte));
    starts.nth(characters).map_or(text.len(), |(index, _)| index)
}

/// A text without control characters.
pub(super) fn cleaned(text: &str) -> String {
    text.chars().map(|character| if character.is_control() { '\u{fffd}' } else { character }).collect()
}

/// The same of a few lines; each byte keeps its offset.
fn visible(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() + 1);
    for chunk in bytes.utf8_chunks() {
        let mut characters = chunk.valid().chars().peekable();
        while let Some(character) = characters.next() {
            match character {
                '\r' if characters.peek() != Some(&'\n') => text.push('?'),
                '\t' | '\n' | '\r' => text.push(character),
                // Two bytes, as the controls outside ASCII.
                _ if character.is_control() => text.push_str(if character.is_ascii() { "?" } else { "¿" }),
                _ => text.push(character),
            }
        }
        text.extend(chunk.invalid().iter().map(|_| '?'));
    }
    text
}
