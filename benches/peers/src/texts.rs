//! Workloads of one shape each: long text, text full of escapes, a deep value, a wide map, and inputs built to hurt.

use std::{collections::BTreeMap, fmt::Write, sync::OnceLock};

use crate::xorshift::Xorshift;

/// A list of strings and the texts it is read from.
#[derive(Debug)]
pub struct Strings {
    pub objects: Vec<String>,
    pub jsv: String,
    pub json: String,
}

impl Strings {
    fn of(objects: Vec<String>) -> Self {
        let jsv = jsv::to_string(&objects).expect("strings write as JSV");
        let json = serde_json::to_string(&objects).expect("strings write as JSON");
        Self { objects, jsv, json }
    }
}

/// ASCII strings of 1 to 64 KB, bare in JSV.
pub fn long_plain() -> &'static Strings {
    static TEXT: OnceLock<Strings> = OnceLock::new();
    TEXT.get_or_init(|| Strings::of(long(' ')))
}

/// ASCII strings of 1 to 64 KB, quoted in JSV and without an escape.
pub fn long_quoted() -> &'static Strings {
    static TEXT: OnceLock<Strings> = OnceLock::new();
    TEXT.get_or_init(|| Strings::of(long(',')))
}

fn long(between: char) -> Vec<String> {
    const WORDS: [&str; 8] = ["carrier", "of", "the", "account", "was", "changed", "at", "request"];
    let mut random = Xorshift::new(64);
    (0..70)
        .map(|index| {
            let length = 1024 << (index % 7);
            let mut text = String::with_capacity(length + 8);
            while text.len() < length {
                text.push_str(random.pick(&WORDS));
                text.push(between);
            }
            text.truncate(length);
            text
        })
        .collect()
}

/// 1,000 strings of 1 KB with a quote every 8 bytes.
pub fn escape_dense() -> &'static Strings {
    static TEXT: OnceLock<Strings> = OnceLock::new();
    TEXT.get_or_init(|| {
        let mut random = Xorshift::new(8);
        let text =
            |random: &mut Xorshift| (0..128).fold(String::new(), |text, _| text + &random.digits(7) + "\"");
        Strings::of((0..1_000).map(|_| text(&mut random)).collect())
    })
}

/// Lists and maps in turn, `levels` deep, `copies` times: the texts in JSV and in JSON.
pub fn deep(levels: usize, copies: usize) -> (String, String) {
    let (mut jsv, mut json) = ("x".to_owned(), "\"x\"".to_owned());
    // The list of the copies is a level too.
    for level in 0..levels - 1 {
        if level % 2 == 0 {
            jsv = format!("{{K:{jsv}}}");
            json = format!("{{\"K\":{json}}}");
        } else {
            jsv = format!("[{jsv}]");
            json = format!("[{json}]");
        }
    }
    (format!("[{}]", vec![jsv; copies].join(",")), format!("[{}]", vec![json; copies].join(",")))
}

/// One map of `members` short strings.
pub fn wide(members: usize) -> BTreeMap<String, String> {
    let mut random = Xorshift::new(100);
    (0..members).map(|index| (format!("key{index:05}"), random.digits(6))).collect()
}

/// Inputs that make a careless reader quadratic, each about `bytes` long: what it is, and its text. The first group is
/// CSV, the second JSV.
pub fn adversarial_csv(bytes: usize) -> Vec<(&'static str, String)> {
    let one_line = |unit: &str| format!("A,B\n{}\n", unit.repeat(bytes / unit.len()));
    let many_lines = |line: &str| format!("A\n{}", line.repeat(bytes / line.len()));
    vec![
        ("`[,` repeated", one_line("[,")),
        ("`[{` repeated", one_line("[{")),
        ("`{a:[` cells", one_line("{a:[,")),
        ("one `\"\"` run", format!("A\n\"{}\"\n", "\"\"".repeat(bytes / 2))),
        ("`[\"` cells", one_line("[\",")),
        ("lines of `[`", many_lines("[\n")),
        ("lines of `[[[[x`", many_lines("[[[[x\n")),
        ("lone CRs", format!("A\n{}", "x\r".repeat(bytes / 2))),
    ]
}

/// See [`adversarial_csv`].
pub fn adversarial_jsv(bytes: usize) -> Vec<(&'static str, String)> {
    let mut keys = String::from("{");
    let mut index = 0;
    while keys.len() < bytes {
        let _ = write!(keys, "{}k{index}:", if index == 0 { "" } else { "," });
        index += 1;
    }
    keys.push('}');
    vec![
        ("empty items", format!("[{}]", ",".repeat(bytes))),
        ("empty members", keys),
        ("empty lists", format!("[{}]", vec!["[]"; bytes / 3].join(","))),
        ("`\"\"` pairs in one text", format!("[\"{}\"]", "\"\"".repeat(bytes / 2))),
        ("`\"` in bare text", format!("[{}]", "x\"".repeat(bytes / 2))),
        ("spaces after values", format!("[\"a\"{}]", " ".repeat(bytes))),
        ("depth 128, repeated", deep(128, bytes / 400).0),
    ]
}
