//! What borrows, and that nothing is allocated on the way: pointers into the input, and an allocator that counts.
#![allow(clippy::unwrap_used, reason = "a test that fails panics")]
#![allow(
    unsafe_code,
    reason = "an allocator of one's own is unsafe to write; the library has no unsafe code"
)]

use std::alloc::{GlobalAlloc, Layout, System};
use std::borrow::Cow;
use std::cell::Cell;
use std::fmt::Debug;

use jsv::{RawValue, Text, Value, csv};
use serde::{Deserialize, Serialize};

thread_local! {
    /// Each test runs on a thread of its own.
    static ALLOCATIONS: Cell<usize> = const { Cell::new(0) };
}

struct Counting;

// SAFETY: all is left to the system's allocator.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        ALLOCATIONS.with(|count| count.set(count.get() + 1));
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        unsafe { System.dealloc(pointer, layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        ALLOCATIONS.with(|count| count.set(count.get() + 1));
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

#[test]
fn records_after_the_first_cost_no_allocation() {
    let mut records = csv::records(ROWS);
    let mut record = csv::Record::new();
    // The header, and the first row: its nested cell makes room for brackets.
    assert!(records.read_into(&mut record).unwrap());
    assert!(records.read_into(&mut record).unwrap());
    for _ in 0..5 {
        let (read, count) = allocations(|| records.read_into(&mut record).unwrap());
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
