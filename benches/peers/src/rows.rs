//! The rows: 20,000 flat records of 10 fields, a tenth of them with a quoted field.

use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use crate::{Text, xorshift::Xorshift};

/// How many rows the workload has.
pub const COUNT: usize = 20_000;

/// `S` holds text that is never quoted, `T` any text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Row<S, T> {
    pub id: u32,
    pub name: S,
    pub email: S,
    pub company: S,
    pub city: S,
    pub country: S,
    pub balance: f64,
    pub blocked: bool,
    pub phone: S,
    pub note: T,
}

pub type Owned = Row<String, String>;
pub type Borrowed<'a> = Row<&'a str, Text<'a>>;

/// The rows and the one file that every side reads, with booleans in lower case, as the csv crate needs them.
#[derive(Debug)]
pub struct Rows {
    pub objects: Vec<Owned>,
    pub csv: String,
}

pub fn rows() -> &'static Rows {
    static ROWS: OnceLock<Rows> = OnceLock::new();
    ROWS.get_or_init(|| Rows::generate(COUNT))
}

impl Rows {
    pub fn generate(count: usize) -> Self {
        let mut random = Xorshift::new(10);
        let objects: Vec<_> = (0..count).map(|index| row(&mut random, index)).collect();
        let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
        for row in &objects {
            writer.serialize(row).expect("rows write as CSV");
        }
        let csv =
            writer.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).expect("CSV is UTF-8");
        Self { objects, csv }
    }
}

fn row(random: &mut Xorshift, index: usize) -> Owned {
    const FIRST: [&str; 6] = ["Ada", "Grace", "Alan", "Barbara", "Edsger", "Zoë"];
    const LAST: [&str; 6] = ["Lovelace", "Hopper", "Turing", "Liskov", "Dijkstra", "Lamport"];
    const CITY: [&str; 6] = ["Bristol", "Leeds", "Cardiff", "Dundee", "Norwich", "Exeter"];
    let first = random.pick(&FIRST);
    let last = random.pick(&LAST);
    let note = match index % 10 {
        // One quoted field in ten rows; half of these have an escaped quote too.
        3 if index % 20 == 3 => format!("said \"call {first} back\", then left"),
        3 => format!("{last}, {first}, renewed"),
        _ => format!("renewed by {first}"),
    };
    Row {
        id: u32::try_from(index).unwrap_or(0),
        name: format!("{first} {last}"),
        email: format!("{}.{}@example.com", last.to_lowercase(), random.digits(4)),
        company: format!("{last} Networks Ltd"),
        city: random.pick(&CITY).into(),
        country: "United Kingdom".into(),
        balance: random.amount(5_000),
        blocked: random.below(10) == 0,
        phone: format!("44{}", random.digits(10)),
        note,
    }
}
