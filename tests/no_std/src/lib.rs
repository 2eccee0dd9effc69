//! Reads and writes JSV and CSV without `std`. If any crate on the way linked it, the panic handler below would stand
//! twice, and the compiler would refuse it.
#![no_std]

extern crate alloc;

use alloc::string::String;
use alloc::vec::Vec;
use core::alloc::{GlobalAlloc, Layout};
use core::panic::PanicInfo;

use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
struct Row<'a> {
    id: u32,
    name: &'a str,
    tags: Vec<&'a str>,
}

/// The length of what is written of what was read; 0 where that fails.
#[unsafe(no_mangle)]
pub extern "C" fn jsv_without_std() -> usize {
    round_trip("{id:1,name:\"a,b\",tags:[c,d]}", "id,name,tags\n1,a,\"[\"\"b,c\"\"]\"\n").map_or(0, |text| text.len())
}

fn round_trip(document: &str, file: &str) -> jsv::Result<String> {
    let row: Row = jsv::from_str(document)?;
    let rows: Vec<Row> = jsv::csv::from_str(file)?;
    let mut text = jsv::to_string(&row)?;
    text.push_str(&jsv::to_string(&rows)?);
    text.push_str(&jsv::csv::to_string(&rows)?);
    Ok(text)
}

/// Nothing here runs: it has to link.
struct Nowhere;

unsafe impl GlobalAlloc for Nowhere {
    unsafe fn alloc(&self, _: Layout) -> *mut u8 {
        core::ptr::null_mut()
    }

    unsafe fn dealloc(&self, _: *mut u8, _: Layout) {}
}

#[global_allocator]
static ALLOCATOR: Nowhere = Nowhere;

#[panic_handler]
fn panic(_: &PanicInfo) -> ! {
    loop {}
}
