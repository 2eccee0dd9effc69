//! What has been seen of each column, in memory that does not grow with the file. Floor 5.

use std::collections::HashMap;

use crate::datum::{Datum, Scalars};

/// Characters of a text that are kept as an example.
const EXAMPLE: usize = 48;

/// A type that a text looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Kind {
    Integer,
    Decimal,
    Boolean,
    Date,
    Guid,
    Text,
    List,
    Map,
}

impl Kind {
    pub(crate) const ALL: [(Kind, &str); 8] = [
        (Kind::Integer, "integer"),
        (Kind::Decimal, "decimal"),
        (Kind::Boolean, "boolean"),
        (Kind::Date, "date"),
        (Kind::Guid, "GUID"),
        (Kind::Text, "text"),
        (Kind::List, "list"),
        (Kind::Map, "map"),
    ];

    fn of(datum: &Datum<'_>) -> Option<Kind> {
        Some(match datum {
            Datum::Null => return None,
            Datum::Bool(_) => Kind::Boolean,
            Datum::Number(text) if text.contains(['.', 'e', 'E']) => Kind::Decimal,
            Datum::Number(_) => Kind::Integer,
            Datum::Text(text) => match Scalars::Inferred.text(&**text) {
                Datum::Text(text) if is_guid(&text) => Kind::Guid,
                Datum::Text(text) if is_date(&text) => Kind::Date,
                Datum::Text(_) => Kind::Text,
                scalar => return Kind::of(&scalar),
            },
            Datum::List(_) => Kind::List,
            Datum::Map(_) => Kind::Map,
        })
    }
}

/// `2024-05-01`, with or without a time behind it, or `/Date(…)/` (SPEC §11).
fn is_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    let shape = |bytes: &[u8]| {
        bytes.iter().enumerate().all(|(index, byte)| match index {
            4 | 7 => *byte == b'-',
            _ => byte.is_ascii_digit(),
        })
    };
    let date = bytes.len() >= 10 && shape(&bytes[..10]) && matches!(bytes.get(10), None | Some(b'T' | b' '));
    date || (text.starts_with("/Date(") && text.ends_with(")/"))
}

/// 32 hexadecimal digits, a letter among them, or the hyphenated form.
fn is_guid(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_hexdigit).count();
    match text.len() {
        32 => digits == 32 && text.bytes().any(|byte| byte.is_ascii_alphabetic()),
        36 => {
            digits == 32
                && text.bytes().enumerate().all(|(i, byte)| (byte == b'-') == [8, 13, 18, 23].contains(&i))
        }
        _ => false,
    }
}

/// What has been seen of one column.
#[derive(Debug, Default)]
pub(crate) struct Column {
    pub(crate) path: String,
    counts: [u64; Kind::ALL.len()],
    /// Items, or maps, or list items that could have held a value.
    pub(crate) chances: u64,
    /// The smallest and largest number.
    pub(crate) numbers: Option<Range>,
    /// The shortest and longest list.
    pub(crate) lengths: Option<Range>,
    /// The first and last date, of those that sort as texts.
    pub(crate) dates: Option<(String, String)>,
    /// Characters of the longest text.
    pub(crate) longest: usize,
    /// The first of each kind.
    examples: [String; Kind::ALL.len()],
    /// Whether all values seen are the same scalar.
    pub(crate) constant: bool,
}

/// A number with the text that it stood in: its digits may be more than an `f64` has.
#[derive(Debug, Clone)]
pub(crate) struct Bound {
    value: f64,
    pub(crate) text: String,
}

type Range = (Bound, Bound);

/// Makes room for a number.
fn widen(range: &mut Option<Range>, text: &str) {
    let Ok(value) = text.parse::<f64>() else { return };
    let bound = || Bound { value, text: text.to_owned() };
    match range {
        None => *range = Some((bound(), bound())),
        Some((low, _)) if value < low.value => *low = bound(),
        Some((_, high)) if value > high.value => *high = bound(),
        Some(_) => {}
    }
}

impl Column {
    /// The kinds seen and how often, the most frequent first.
    pub(crate) fn kinds(&self) -> Vec<(Kind, &'static str, u64)> {
        let seen = Kind::ALL.iter().zip(self.counts).filter(|&(_, count)| count > 0);
        let mut kinds: Vec<_> = seen.map(|(&(kind, name), count)| (kind, name, count)).collect();
        kinds.sort_by_key(|&(_, _, count)| std::cmp::Reverse(count));
        kinds
    }

    pub(crate) fn filled(&self) -> u64 {
        self.counts.iter().sum()
    }

    fn add(&mut self, datum: &Datum<'_>) {
        let Some(kind) = Kind::of(datum) else { return };
        let first = self.filled() == 0;
        self.counts[kind as usize] += 1;
        let text = match datum {
            Datum::Number(text) | Datum::Text(text) => text,
            Datum::Bool(true) => "True",
            Datum::Bool(false) => "False",
            Datum::List(items) => {
                self.constant = false;
                return widen(&mut self.lengths, &items.len().to_string());
            }
            Datum::Null | Datum::Map(_) => {
                self.constant = false;
                return;
            }
        };
        if matches!(kind, Kind::Integer | Kind::Decimal) {
            widen(&mut self.numbers, text);
        } else if kind == Kind::Date && !text.starts_with('/') {
            let (first, last) = self.dates.get_or_insert_with(|| (text.into(), text.into()));
            if text < first.as_str() {
                text.clone_into(first);
            } else if text > last.as_str() {
                text.clone_into(last);
            }
        } else if kind == Kind::Text {
            self.longest = self.longest.max(text.chars().count());
        }
        let example = &mut self.examples[kind as usize];
        if self.counts[kind as usize] == 1 {
            example.extend(text.chars().take(EXAMPLE));
            self.constant = first;
        } else {
            // A text that was cut may go on in another way.
            self.constant &= text == example;
        }
    }

    pub(crate) fn example(&self, kind: Kind) -> &str {
        &self.examples[kind as usize]
    }
}

/// All columns, in the order in which they came, members behind what holds them.
pub(crate) struct Columns {
    nodes: Vec<Node>,
    limit: usize,
    left_out: u64,
}

#[derive(Default)]
struct Node {
    column: Column,
    members: Vec<usize>,
    known: HashMap<String, usize>,
    item: Option<usize>,
}

const ROOT: usize = 0;

impl Columns {
    pub(crate) fn new(limit: usize) -> Self {
        Columns { nodes: vec![Node::default()], limit, left_out: 0 }
    }

    /// Values of columns that are beyond the limit.
    pub(crate) fn left_out(&self) -> u64 {
        self.left_out
    }

    /// A column that is there even if there are no rows.
    pub(crate) fn declare(&mut self, name: &str) {
        self.member(ROOT, name);
    }

    pub(crate) fn add(&mut self, item: &Datum<'_>) {
        self.visit(ROOT, item);
    }

    fn visit(&mut self, node: usize, datum: &Datum<'_>) {
        self.nodes[node].column.chances += 1;
        self.nodes[node].column.add(datum);
        match datum {
            Datum::Map(members) => {
                for (key, value) in members {
                    match self.member(node, key) {
                        Some(member) => self.visit(member, value),
                        None => self.left_out += 1,
                    }
                }
            }
            Datum::List(items) => {
                for value in items {
                    match self.item(node) {
                        Some(item) => self.visit(item, value),
                        None => self.left_out += 1,
                    }
                }
            }
            _ => {}
        }
    }

    fn member(&mut self, node: usize, key: &str) -> Option<usize> {
        if let Some(&member) = self.nodes[node].known.get(key) {
            return Some(member);
        }
        let parent = &self.nodes[node].column.path;
        let shown = if key.is_empty() { "\"\"" } else { key };
        let path = if parent.is_empty() { shown.to_owned() } else { format!("{parent}.{shown}") };
        let member = self.push(path)?;
        self.nodes[node].members.push(member);
        self.nodes[node].known.insert(key.to_owned(), member);
        Some(member)
    }

    fn item(&mut self, node: usize) -> Option<usize> {
        if let Some(item) = self.nodes[node].item {
            return Some(item);
        }
        let item = self.push(format!("{}[]", self.nodes[node].column.path))?;
        self.nodes[node].item = Some(item);
        Some(item)
    }

    fn push(&mut self, path: String) -> Option<usize> {
        if self.nodes.len() > self.limit {
            return None;
        }
        self.nodes.push(Node { column: Column { path, ..Column::default() }, ..Node::default() });
        Some(self.nodes.len() - 1)
    }

    /// The columns to show, each with how often it is null or absent; what the items are themselves only where they
    /// are no maps.
    pub(crate) fn rows(&self) -> Vec<(&Column, u64)> {
        let mut rows = Vec::with_capacity(self.nodes.len());
        self.walk(ROOT, &mut rows);
        rows
    }

    fn walk<'c>(&'c self, node: usize, rows: &mut Vec<(&'c Column, u64)>) {
        let Node { column, members, item, .. } = &self.nodes[node];
        if node == ROOT {
            let maps_only = column.kinds().iter().all(|&(kind, ..)| kind == Kind::Map);
            if !maps_only {
                rows.push((column, column.chances - column.filled()));
            }
        }
        let maps = column.counts[Kind::Map as usize];
        for &member in members {
            let inner = &self.nodes[member].column;
            // A key may stand twice in a map.
            rows.push((inner, maps.max(inner.chances) - inner.filled()));
            self.walk(member, rows);
        }
        if let Some(item) = *item {
            let inner = &self.nodes[item].column;
            rows.push((inner, inner.chances - inner.filled()));
            self.walk(item, rows);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Columns, Kind, is_date, is_guid};
    use crate::datum::Scalars;

    #[test]
    fn dates_and_guids() {
        for text in ["2024-05-01", "2024-05-01T10:20:30Z", "2024-05-01 10:20", "/Date(1700000000000-0000)/"] {
            assert!(is_date(text), "{text}");
        }
        for text in ["", "2024-5-1", "2024-05-01x", "20240501", "05/01/2024", "é024-05-01"] {
            assert!(!is_date(text), "{text}");
        }
        assert!(is_guid("0d6c3f0ab5e84d0d9ed6a1e3a9d1c0ff"));
        assert!(is_guid("0D6C3F0A-B5E8-4D0D-9ED6-A1E3A9D1C0FF"));
        assert!(!is_guid("12345678901234567890123456789012"));
        assert!(!is_guid("0D6C3F0AB-5E8-4D0D-9ED6-A1E3A9D1C0FF"));
    }

    #[test]
    fn nulls_are_counted_against_what_could_have_held_them() {
        let mut columns = Columns::new(10);
        for text in ["{a:1,b:[{c:x},{}]}", "{a:,b:[]}", "{b:[{c:}]}"] {
            let value: jsv::Value<'_> = text.parse().expect("JSV");
            columns.add(&Scalars::Texts.value(value));
        }
        let rows: Vec<_> =
            columns.rows().iter().map(|&(column, null)| (column.path.as_str(), null)).collect();
        assert_eq!(rows, [("a", 2), ("b", 0), ("b[]", 0), ("b[].c", 2)]);
    }

    #[test]
    fn columns_beyond_the_limit_are_counted() {
        let mut columns = Columns::new(2);
        let value: jsv::Value<'_> = "{a:1,b:2,c:3,d:[4]}".parse().expect("JSV");
        columns.add(&Scalars::Texts.value(value));
        assert_eq!((columns.rows().len(), columns.left_out()), (2, 2));
        assert_eq!(columns.rows()[0].0.kinds(), [(Kind::Integer, "integer", 1)]);
    }
}
