#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| jsv_fuzz::stream(data));
