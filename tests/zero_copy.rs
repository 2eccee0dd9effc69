//! What borrows, and that nothing is allocated on the way: pointers into the input, and an allocator that counts.
#![allow(clippy::unwrap_used, reason = "a test that fails panics")]
#![allow(
    unsafe_code,
    reason = "an allocator of one's own is unsafe to write; the library has no unsafe code"
)]

use std::alloc::{GlobalAlloc, Layout, System};
use std::borrow::Cow;
use std::cell::Cell;
use std::collections::{BTreeMap, HashMap};
use std::fmt::{self, Debug};
use std::marker::PhantomData;

use jsv::{RawValue, Text, Value, csv};
use serde::de::{DeserializeOwned, Error as _, IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

thread_local! {
    /// Each test runs on a thread of its own.
    static ALLOCATIONS: Cell<usize> = const { Cell::new(0) };
    static BYTES: Cell<usize> = const { Cell::new(0) };
}

struct Counting;

// SAFETY: all is left to the system's allocator.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        ALLOCATIONS.with(|count| count.set(count.get() + 1));
        BYTES.with(|bytes| bytes.set(bytes.get().wrapping_add(layout.size())));
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        BYTES.with(|bytes| bytes.set(bytes.get().wrapping_sub(layout.size())));
        unsafe { System.dealloc(pointer, layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        ALLOCATIONS.with(|count| count.set(count.get() + 1));
        BYTES.with(|bytes| bytes.set(bytes.get().wrapping_add(size).wrapping_sub(layout.size())));
        unsafe { System.realloc(pointer, layout, size) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// How often `run` allocates or grows what it has.
fn allocations<T>(run: impl FnOnce() -> T) -> (T, usize) {
    let before = ALLOCATIONS.get();
    let output = run();
    (output, ALLOCATIONS.get() - before)
}

/// How many bytes the output of `run` holds.
fn bytes_held<T>(run: impl FnOnce() -> T) -> (T, usize) {
    let before = BYTES.get();
    let output = run();
    (output, BYTES.get().wrapping_sub(before))
}

#[track_caller]
fn assert_within(part: &str, whole: &str) {
    let whole = whole.as_bytes().as_ptr_range();
    let part_range = part.as_bytes().as_ptr_range();
    assert!(whole.start <= part_range.start && part_range.end <= whole.end, "{part:?} was copied");
}

#[derive(Debug, PartialEq, Clone, Copy, Default, Serialize, Deserialize)]
enum Plan {
    #[default]
    Prepaid,
    Monthly,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Account<'a> {
    id: u64,
    name: &'a str,
    note: Option<&'a str>,
    balance: f64,
    active: bool,
    plan: Plan,
    initial: char,
    #[serde(borrow)]
    city: Text<'a>,
    #[serde(borrow)]
    body: RawValue<'a>,
}

static ACCOUNT: &str = "{id:7,name:\"Smith, John\",note:x y,balance:-1.5,active:True,plan:Monthly,initial:é,\
                       city:\"Zürich [1]\",body:{a:[b,\"c,d\"]}}";

#[test]
fn the_counter_counts() {
    let (text, count) = allocations(|| String::from("x"));
    assert_eq!((text.len(), count), (1, 1));
    let (owned, count) = allocations(|| jsv::from_str::<Vec<String>>("[a,b]").unwrap());
    assert!(count >= 3, "{owned:?}: {count}");
}

#[test]
fn a_struct_without_collections_costs_no_allocation() {
    let (account, count) = allocations(|| jsv::from_str::<Account>(ACCOUNT).unwrap());
    assert_eq!(count, 0);
    assert_eq!((account.name, account.note, account.plan), ("Smith, John", Some("x y"), Plan::Monthly));
    for part in [account.name, account.note.unwrap(), &account.city, account.body.get()] {
        assert_within(part, ACCOUNT);
    }
    let (account, count) = allocations(|| jsv::from_slice::<Account>(ACCOUNT.as_bytes()).unwrap());
    assert_eq!((account.id, count), (7, 0));
    // Keys in another order, in another case, quoted and unknown.
    let text = "{NAME:a,\"id\":1,Unknown:{a:[\"b\"]},active:f,balance:2,plan:PREPAID,initial:\" \",body:x,city:\"\"}";
    let (account, count) = allocations(|| jsv::from_str::<Account>(text).unwrap());
    assert_eq!((account.name, account.plan, count), ("a", Plan::Prepaid, 0));
}

#[test]
fn a_value_that_is_a_text_costs_no_allocation() {
    type Texts = [Value<'static>; 4];
    let (texts, count) = allocations(|| jsv::from_str::<Texts>("[a,\"b,c\",,\"\"]").unwrap());
    assert_eq!(texts, [Value::from("a"), Value::from("b,c"), Value::Null, Value::from("")]);
    assert_eq!(count, 0);
    let (cell, count) = allocations(|| jsv::from_str::<Value<'_>>("a").unwrap());
    assert_eq!((cell.as_str(), count), (Some("a"), 0));
}

#[test]
fn only_an_escaped_quote_is_copied() {
    #[derive(Debug, Deserialize)]
    struct Names<'a> {
        #[serde(borrow)]
        plain: Text<'a>,
        #[serde(borrow)]
        escaped: Text<'a>,
        #[serde(borrow)]
        cow: Cow<'a, str>,
    }
    let text = "{plain:\"a,b\",escaped:\"say \"\"hi\"\"\",cow:\"[x]\"}";
    let (names, count) = allocations(|| jsv::from_str::<Names>(text).unwrap());
    assert_within(&names.plain, text);
    assert_within(&names.cow, text);
    assert!(matches!(names.cow, Cow::Borrowed(_)));
    assert_eq!(&*names.escaped, "say \"hi\"");
    // Its own buffer, and the room to unescape in.
    assert!((1..=2).contains(&count), "{count}");
}

#[derive(Debug, PartialEq, Deserialize)]
struct Address<'a> {
    street: &'a str,
    #[serde(borrow)]
    city: Option<&'a str>,
    number: u32,
}

#[derive(Debug, PartialEq, Deserialize)]
struct Row<'a> {
    id: u32,
    name: &'a str,
    #[serde(borrow)]
    address: Address<'a>,
}

fn address(street: &'static str, city: Option<&'static str>, number: u32) -> Address<'static> {
    Address { street, city, number }
}

/// Rows with nested cells of every form.
static ROWS: &str = "id,name,address\r\n\
    0,\"first\",{street:a,number:1}\r\n\
    1,plain,{street:High Road,city:York,number:1}\r\n\
    2,\"quoted, name\",\"{street:High Road,city:York,number:2}\"\r\n\
    3,doubled,\"{street:\"\"High Road, 1\"\",city:\"\"[York]\"\",number:3}\"\r\n\
    4,keys,\"{\"\"number\"\":4,STREET:\"\"日本, é\"\",\"\"other\"\":[\"\"a\"\"\"\"b\"\"]}\"\r\n\
    5,bare,{street:\"High Road, 5\",number:5}\r\n";

#[test]
fn rows_after_the_first_cost_no_allocation_and_their_cells_borrow() {
    let mut rows = csv::rows::<Row>(ROWS);
    rows.next().unwrap().unwrap();
    for expected in [
        Row { id: 1, name: "plain", address: address("High Road", Some("York"), 1) },
        Row { id: 2, name: "quoted, name", address: address("High Road", Some("York"), 2) },
        Row { id: 3, name: "doubled", address: address("High Road, 1", Some("[York]"), 3) },
        Row { id: 4, name: "keys", address: address("日本, é", None, 4) },
        Row { id: 5, name: "bare", address: address("High Road, 5", None, 5) },
    ] {
        let (row, count) = allocations(|| rows.next().unwrap().unwrap());
        assert_eq!(row, expected);
        assert_eq!(count, 0, "{row:?}");
        for part in [row.name, row.address.street].into_iter().chain(row.address.city) {
            assert_within(part, ROWS);
        }
    }
    assert!(rows.next().is_none());
}

/// The names as they stand in the text: bare, quoted, trimmed, empty.
#[test]
fn rows_that_are_maps_borrow_their_keys() {
    let text = "\u{feff}Id,\"a, b\", Näme ,\" x \",\n1,2,3,4,5\n6,7,8,9,0\n";
    let names = ["Id", "a, b", "Näme", "x", ""];
    let maps: [Vec<BTreeMap<&str, &str>>; 2] =
        [csv::from_str(text).unwrap(), csv::from_slice(text.as_bytes()).unwrap()];
    for rows in maps {
        assert_eq!(rows[0], names.into_iter().zip(["1", "2", "3", "4", "5"]).collect());
        assert_eq!(rows[1], names.into_iter().zip(["6", "7", "8", "9", "0"]).collect());
        rows.iter().flatten().for_each(|(name, _)| assert_within(name, text));
    }
    let mut rows = csv::ReaderBuilder::new().rows::<HashMap<&str, u8>>(text);
    assert_eq!(rows.headers().unwrap().unwrap(), names);
    assert_eq!(rows.next().unwrap().unwrap()["Näme"], 3);
    for row in csv::from_str::<Value>(text).unwrap() {
        row.as_map().unwrap().keys().for_each(|name| assert_within(name, text));
    }
}

#[test]
fn only_a_name_with_doubled_quotes_is_copied() {
    let text = "plain,\"quoted\",\"say \"\"hi\"\"\"\n1,2,3\n";
    let rows: Vec<BTreeMap<Cow<str>, u8>> = csv::from_str(text).unwrap();
    assert_eq!(rows[0].keys().collect::<Vec<_>>(), ["plain", "quoted", "say \"hi\""]);
    let row: Vec<BTreeMap<Text, u8>> = csv::from_str(text).unwrap();
    let lent: Vec<_> =
        row[0].keys().filter(|name| text.as_bytes().as_ptr_range().contains(&name.as_ptr())).collect();
    assert_eq!(lent, ["plain", "quoted"]);
    let error = csv::from_str::<BTreeMap<&str, u8>>(text).unwrap_err();
    assert_eq!((error.record(), error.line(), error.column()), (Some(0), 1, 17), "{error}");
}

/// A name is in memory once, however many rows have it.
#[test]
fn rows_of_a_long_name_hold_no_copies_of_it() {
    let (length, rows) = (10_000, 1_000);
    let text = "a".repeat(length) + "\n" + &"1\n".repeat(rows);
    let (values, held) = bytes_held(|| csv::from_str::<Value>(&text).unwrap());
    assert_eq!((values.len(), values[rows - 1]["a".repeat(length)].as_str()), (rows, Some("1")));
    assert!(held < rows * 200, "{held} bytes");
}

/// What a key does not keep is not copied, where the name cannot be lent either.
#[test]
fn keys_of_a_reader_are_copied_to_be_kept_only() {
    #[derive(Debug, PartialEq, Eq, Hash, Deserialize)]
    enum Column {
        First,
    }
    fn rows_after_the_first<T: DeserializeOwned + Debug + PartialEq>(header: &str, row: &T) -> usize {
        let file = format!("{header}\n1\n1\n1\n");
        let mut reader = csv::Reader::from_reader(file.as_bytes());
        assert_eq!(&reader.read_row::<T>().unwrap().unwrap(), row);
        let (read, count) = allocations(|| reader.read_row::<T>().unwrap().unwrap());
        assert_eq!(&read, row);
        count
    }
    assert_eq!(rows_after_the_first("first", &Pair(Column::First, 1)), 0);
    assert_eq!(rows_after_the_first("7", &Pair(7, 1)), 0);
    assert_eq!(rows_after_the_first("x", &Pair('x', 1)), 0);
    assert_eq!(rows_after_the_first("True", &Pair(Some(true), 1)), 0);
    assert_eq!(rows_after_the_first("name", &Pair(IgnoredAny, 1)), 0);
    assert_eq!(rows_after_the_first("name", &Pair(String::from("name"), 1)), 1);
}

/// A map of one key.
#[derive(Debug, PartialEq)]
struct Pair<K>(K, u8);

impl<'de, K: Deserialize<'de>> Deserialize<'de> for Pair<K> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Entry<K>(PhantomData<K>);

        impl<'de, K: Deserialize<'de>> Visitor<'de> for Entry<K> {
            type Value = Pair<K>;

            fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
                formatter.write_str("a map of one key")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Pair<K>, A::Error> {
                let (key, value) = map.next_entry()?.ok_or_else(|| A::Error::invalid_length(0, &self))?;
                Ok(Pair(key, value))
            }
        }

        deserializer.deserialize_map(Entry(PhantomData))
    }
}

#[test]
fn records_after_the_first_cost_no_allocation() {
    let mut records = csv::ReaderBuilder::new().has_headers(false).records(ROWS);
    let mut record = csv::Record::new();
    // The header, and the first row: its nested cell makes room for brackets.
    assert!(records.read_record(&mut record).unwrap());
    assert!(records.read_record(&mut record).unwrap());
    for _ in 0..5 {
        let (read, count) = allocations(|| records.read_record(&mut record).unwrap());
        assert_eq!((read, count), (true, 0), "{record:?}");
        assert!(matches!(record.get(0), Some(Cow::Borrowed(_))));
    }
}

#[test]
fn lists_and_maps_in_cells_lend_their_strings() {
    #[derive(Debug, Deserialize)]
    struct Lists<'a> {
        #[serde(borrow)]
        tags: Vec<&'a str>,
        #[serde(borrow)]
        tree: Value<'a>,
        #[serde(borrow)]
        raw: RawValue<'a>,
    }
    let text = "tags,tree,raw\n\"[\"\"a,b\"\",c]\",\"{k:[\"\"x\"\",y]}\",\"{a:b}\"\n";
    let lists = csv::from_str::<Lists>(text).unwrap().remove(0);
    assert_eq!(lists.tags, ["a,b", "c"]);
    for part in lists.tags {
        assert_within(part, text);
    }
    let items = lists.tree.get("k").unwrap();
    for (index, expected) in ["x", "y"].into_iter().enumerate() {
        let item = items.get(index).unwrap().as_str().unwrap();
        assert_eq!(item, expected);
        assert_within(item, text);
    }
    assert_within(lists.raw.get(), text);
}

/// Writes `value` again into a buffer that it has filled before.
fn written_again<T: Serialize + Debug>(value: &T) -> (String, usize) {
    let mut buffer = Vec::new();
    jsv::to_writer(&mut buffer, value).unwrap();
    let room = buffer.capacity();
    buffer.clear();
    let ((), count) = allocations(|| jsv::to_writer(&mut buffer, value).unwrap());
    assert_eq!(buffer.capacity(), room);
    (String::from_utf8(buffer).unwrap(), count)
}

#[test]
fn writing_into_a_buffer_with_room_costs_no_allocation() {
    let account: Account = jsv::from_str(ACCOUNT).unwrap();
    let (text, count) = written_again(&account);
    assert_eq!((text.as_str(), count), (ACCOUNT, 0));
    let (text, count) = written_again(&vec![("say \"hi\"", 1u8, None::<f64>), ("b", 2, Some(0.5))]);
    assert_eq!((text.as_str(), count), ("[[\"say \"\"hi\"\"\",1,],[b,2,0.5]]", 0));
}
