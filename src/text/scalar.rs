#![allow(dead_code, missing_docs)]
use alloc::vec::Vec;
use core::fmt;
pub(crate) trait Integer: Copy {
    const NAME: &'static str;
}
macro_rules! i {($($t:ident)*)=>{$(impl Integer for $t{const NAME:&'static str=stringify!($t);})*}}
i!(i8 i16 i32 i64 i128 u8 u16 u32 u64 u128);
pub(crate) enum IntegerError {
    NotAnInteger,
    OutOfRange,
}
pub(crate) fn parse_integer<T: Integer>(_: &str) -> Result<T, IntegerError> {
    todo!()
}
pub(crate) fn integer_prefix(_: &[u8]) -> Option<(i64, usize)> {
    todo!()
}
pub(crate) fn parse_f64(_: &str) -> Option<f64> {
    todo!()
}
pub(crate) fn parse_f32(_: &str) -> Option<f32> {
    todo!()
}
pub(crate) fn parse_bool(_: &str) -> Option<bool> {
    todo!()
}
pub(crate) fn parse_char(_: &str) -> Option<char> {
    todo!()
}
pub(crate) struct FloatBuffer;
impl FloatBuffer {
    pub(crate) fn new() -> Self {
        FloatBuffer
    }
    pub(crate) fn format_f64(&mut self, _: f64) -> &str {
        todo!()
    }
    pub(crate) fn format_f32(&mut self, _: f32) -> &str {
        todo!()
    }
}
pub(crate) enum Number {
    I64(i64),
    U64(u64),
    I128(i128),
    U128(u128),
    F64(f64),
}
pub(crate) fn canonical_number(_: &str) -> Option<Number> {
    todo!()
}
pub(crate) fn encode_base64(_: &[u8], _: &mut impl fmt::Write) -> fmt::Result {
    todo!()
}
pub(crate) fn decode_base64(_: &str) -> Option<Vec<u8>> {
    todo!()
}
