//! No byte of a record is visited more than four times, whatever the text and the depth limit, and what attempts
//! remember never changes what the cells are. (With a separator that is no comma it is six, in theory: cells start
//! within JSV's bare texts then. What follows a damaged cell's first line is read once more.)

use alloc::format;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use proptest::prelude::*;

use super::*;

const COMMAS: Dialect = Dialect { delimiter: b',', quote: b'"' };
const SEMICOLONS: Dialect = Dialect { delimiter: b';', quote: b'"' };
const APOSTROPHES: Dialect = Dialect { delimiter: b',', quote: b'\'' };
const TABS: Dialect = Dialect { delimiter: b'\t', quote: b'"' };

/// What a text is read as, and how often each of its bytes is looked at.
struct Scanned {
    records: Vec<Vec<Cell>>,
    errors: usize,
    visits: Vec<u32>,
    memory: usize,
}

impl Scanned {
    fn most(&self) -> u32 {
        self.visits.iter().copied().max().unwrap_or(0)
    }
}

/// Reads all records as `Rows` does, going on after errors.
fn scan(text: &str, dialect: Dialect, depth_limit: usize) -> Scanned {
    let mut scanner = Scanner::new(dialect, depth_limit);
    let mut records = Vec::new();
    let mut errors = 0;
    let mut at = 0;
    loop {
        at += empty_lines(&text.as_bytes()[at..]);
        if at == text.len() {
            break;
        }
        scanner.start(at);
        match scanner.scan(&text[at..], at, true) {
            Ok(Scan::Record(length)) => {
                records.push(scanner.cells().to_vec());
                at += length;
            }
            Ok(Scan::Incomplete) => unreachable!("the text is whole"),
            Err(_) => {
                errors += 1;
                let cell = at + scanner.failed_cell();
                at = text[cell..].find('\n').map_or(text.len(), |index| cell + index + 1);
            }
        }
    }
    // Each visit starts or stops at a place; the running sum counts those that hold it.
    let mut changes = vec![0i32; text.len() + 1];
    for visit in scanner.visits() {
        changes[visit.start] += 1;
        changes[visit.end] -= 1;
    }
    let mut running = 0;
    let visits = changes[..text.len()].iter().map(|change| {
        running += change;
        running.unsigned_abs()
    });
    Scanned { records, errors, visits: visits.collect(), memory: scanner.attempts.memory() }
}

/// The cells of one record, each read by an attempt that knows of no other; none where a quoted cell is damaged.
fn without_memory(text: &str, dialect: Dialect) -> Option<Vec<Cell>> {
    let mut cells = Vec::new();
    let mut start = 0;
    loop {
        let input = &text[start..];
        let read = match input.as_bytes().first() {
            Some(&quote) if quote == dialect.quote => {
                let (rest, cell) = quoted(dialect, 0, false)(input).ok()?;
                let form = if cell.escaped { Form::Escaped } else { Form::Quoted };
                (rest, Cell::new(start + 1, start + 1 + cell.raw.len(), form))
            }
            Some(&open @ (b'{' | b'[')) if open != dialect.delimiter => {
                match nested(dialect, start, true, &mut Attempts::default())(input) {
                    Ok((rest, cell)) => (rest, Cell::new(start, start + cell.raw.len(), Form::Plain)),
                    Err(_) => plain_cell(input, start, dialect),
                }
            }
            _ => plain_cell(input, start, dialect),
        };
        cells.push(read.1);
        if read.0.as_bytes().first() != Some(&dialect.delimiter) {
            return Some(cells);
        }
        start = text.len() - read.0.len() + 1;
    }
}

fn plain_cell(input: &str, start: usize, dialect: Dialect) -> (&str, Cell) {
    let (rest, text) = plain(dialect, 0)(input).unwrap();
    (rest, Cell::new(start, start + text.len(), Form::Plain))
}

/// Enough for what grows with the text to show.
const LENGTH: usize = 1 << 18;

fn repeated(head: &str, pattern: &str, tail: &str) -> String {
    format!("{head}{}{tail}", pattern.repeat(LENGTH / pattern.len()))
}

#[test]
fn no_pattern_makes_a_byte_be_visited_more_than_four_times() {
    for (head, pattern, tail, dialect) in [
        ("", "[", "", COMMAS),
        ("", "{", "", COMMAS),
        ("", "[,", "", COMMAS),
        ("", "{a:", "", COMMAS),
        ("", "{a:[,", "", COMMAS),
        ("", "{a:b,", "", COMMAS),
        ("", "[[[[a]]]]x,", "", COMMAS),
        ("", "[[[[a]]]]x", "", COMMAS),
        ("", "[a,[b],", "x", COMMAS),
        ("", "[\"[,[,[,", "", COMMAS),
        ("", "[\"[,[,[,\n", "", COMMAS),
        ("", "[\"\n", "", COMMAS),
        ("", "[\"\"\n", "", COMMAS),
        ("", "\"\n", "x", COMMAS),
        ("", "\"\"\"\n", "x", COMMAS),
        ("\"", "\n[,", "\"x", COMMAS),
        ("\"", "\n[\"\",", "\"x", COMMAS),
        // Attempts that start in one another's quoted texts and go on as one.
        ("[", " \",[x\",", "", COMMAS),
        ("[", " \",[x\",", "]y", COMMAS),
        ("[", " \",[[[x\",", "]]]y", COMMAS),
        ("[", " \",{x:x\",", "", COMMAS),
        ("{k:", "\",{x:x\",k:", "", COMMAS),
        ("{k:", "\",[x\",k:", "", COMMAS),
        ("[", " \",[x\",[],", "]y", COMMAS),
        ("[", " \",[x\",{a:b},", "", COMMAS),
        ("[", " \"\n[x\",", "", COMMAS),
        // White space that many attempts come to.
        ("[", " \",[x\",", "]                                      y", COMMAS),
        ("[", "\",[x\",", "", APOSTROPHES),
        ("[", "\",'[x\",", "", APOSTROPHES),
        // Cells that start within one another's bare texts.
        ("", "[a;", "", SEMICOLONS),
        ("", "[;", "]y", SEMICOLONS),
        ("", "[[;", "]]y", SEMICOLONS),
        ("", "{a:;", "", SEMICOLONS),
        ("", "{a:;[", "", SEMICOLONS),
        ("[", "\";[x\",", "", SEMICOLONS),
        ("", "[\t", "", TABS),
        ("", "[]\t[", "", TABS),
    ] {
        let text = repeated(head, pattern, tail);
        let scanned = scan(&text, dialect, 128);
        let most = scanned.most();
        assert!(most <= 4, "{head:?} {pattern:?} {tail:?} {dialect:?}: {most} visits");
        let memory = scanned.memory / text.len();
        assert!(memory <= 24, "{head:?} {pattern:?} {tail:?} {dialect:?}: {memory} bytes for a byte");
    }
}

#[test]
fn long_white_space_behind_what_many_attempts_share_is_visited_as_rarely() {
    let half = " \",[[x\",".repeat(LENGTH / 16);
    let text = format!("[[{half}]{},]{}y", " ".repeat(LENGTH / 4), " ".repeat(LENGTH / 4));
    assert!(scan(&text, COMMAS, 128).most() <= 4);
}

#[test]
fn the_depth_limit_is_asked_of_a_cell_that_joins_an_earlier_attempt() {
    // The first line's cell is none, for `y` follows it; it has been read all the same.
    let text = "[\"[, \",[[[]]]]y\n[\"[, \",[[[]]]]";
    assert_eq!((scan(text, COMMAS, 4).errors, scan(text, COMMAS, 3).errors), (0, 1));
    // The last cell was read by the attempt at the first.
    let text = "[[[a]],[[[a]]]";
    assert_eq!((scan(text, COMMAS, 3).errors, scan(text, COMMAS, 2).errors), (0, 1));
    // So was all of the second cell but its first item.
    let text = "[[ \",[x\",[[a]]]";
    let scanned = scan(text, COMMAS, 3);
    assert_eq!((scanned.errors, scanned.records[0].len()), (0, 2));
    assert_eq!(scan(text, COMMAS, 2).errors, 1);
}

fn dialects() -> impl Strategy<Value = Dialect> {
    let brackets = Dialect { delimiter: b'[', quote: b'"' };
    prop_oneof![4 => Just(COMMAS), 1 => Just(SEMICOLONS), 1 => Just(APOSTROPHES), 1 => Just(TABS), 1 => Just(brackets)]
}

fn texts() -> impl Strategy<Value = String> {
    let byte = prop::sample::select(vec!["[", "]", "{", "}", ":", ",", "\"", "a", "\n", "\r", " "]);
    let token = prop::sample::select(vec![
        "[", "]", "{", "}", ":", ",", "\"", "a", "\n", "\r\n", " ", ";", "'", "\t", "{a:", ",[", ",{a:",
        " \"", "\",", "\"\"", "[a", "a\"", ",a:", "\":", "[ \"", "]]", "}]", ";[", ";{a:",
    ]);
    prop_oneof![
        prop::collection::vec(byte, 0..60).prop_map(|bytes| bytes.concat()),
        prop::collection::vec(token.clone(), 0..60).prop_map(|tokens| tokens.concat()),
        // The same few tokens over and over: what makes readers quadratic.
        (
            prop::collection::vec(token.clone(), 0..6),
            prop::collection::vec(token.clone(), 1..10),
            1..12usize,
            prop::collection::vec(token, 0..6)
        )
            .prop_map(|(head, pattern, times, tail)| [
                head.concat(),
                pattern.concat().repeat(times),
                tail.concat()
            ]
            .concat()),
    ]
}

/// Records of sound cells, quoted ones of all lengths about a block's among them.
fn sound_texts() -> impl Strategy<Value = String> {
    let inner =
        prop::sample::select(vec!["a", "\"\"", ",", "\r", "\n", "\r\n", "é", "[", "{", "long text ", "' "]);
    let quoted = prop::collection::vec(inner, 0..20).prop_map(|parts| format!("\"{}\"", parts.concat()));
    let plain = prop::sample::select(vec![
        "",
        "a",
        "\r",
        "1.25",
        "a\"b",
        " \"",
        "[a]",
        "[a",
        "{a:b}",
        "é",
        "some text ",
    ]);
    let cell = prop_oneof![quoted, plain.prop_map(String::from)];
    let end = prop::sample::select(vec![",", ",", ",", "\n", "\r\n"]);
    let cells = prop::collection::vec((cell, end).prop_map(|(cell, end)| cell + end), 0..40);
    cells.prop_map(|cells| cells.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_byte_is_visited_more_than_four_times(text in texts(), dialect in dialects(), depth_limit in 1..4usize) {
        for depth_limit in [depth_limit, usize::MAX] {
            let scanned = scan(&text, dialect, depth_limit);
            // Where the separator is no comma, cells start within bare texts too: one of a list, one of a map.
            let most = if dialect.delimiter == b',' { 4 } else { 6 };
            // A damaged cell is read, and then what follows its first line again.
            let most = most + u32::from(scanned.errors > 0);
            prop_assert!(scanned.most() <= most, "{:?} {:?}", text, scanned.visits);
        }
    }

    #[test]
    fn what_is_remembered_changes_no_cell(text in prop_oneof![texts(), sound_texts()], dialect in dialects()) {
        let scanned = scan(&text, dialect, usize::MAX);
        if scanned.errors == 0 {
            let mut at = 0;
            for cells in &scanned.records {
                at += empty_lines(&text.as_bytes()[at..]);
                let alone = without_memory(&text[at..], dialect);
                prop_assert_eq!(alone.as_ref(), Some(cells), "{:?} at {}", text, at);
                let end = cells.last().map_or(0, |cell| cell.end() + usize::from(cell.form() != Form::Plain));
                at += end;
                at += line_end(&text[at..]).map_or(0, |rest| text.len() - at - rest.len());
            }
            prop_assert_eq!(at + empty_lines(&text.as_bytes()[at..]), text.len());
        }
    }
}
