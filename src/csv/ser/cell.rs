//! One cell: a text as it stands, anything else as its JSV text, in quotes where SPEC §8 asks for them. Floor 4.
//!
//! All cells are appended to one buffer. A map or list always opens with `{` or `[`, so its cell is always quoted: it
//! goes through a sink that doubles quotes on the way, and is never looked at again.

use alloc::string::String;
use core::fmt::{self, Display, Write as _};

use serde::Serialize;

use super::needles::Needles;
use super::settings::Settings;
use crate::csv::dialect::{Dialect, Terminator};
use crate::error::{Error, Result};
use crate::newtype;
use crate::ser::{Compound, Serializer, Verbatim};
use crate::text::scalar::{self, Literal, LiteralBuffer};
use crate::text::staging::Buffer;
use crate::text::{quote, scan, utf8};

/// The text written so far, and the rules for the next cell.
#[allow(clippy::struct_excessive_bools)] // Two settings, and what follows from them.
pub(super) struct Cells {
    /// JSV of nested cells goes to the buffer that this serializer owns.
    jsv: Serializer<Doubling>,
    dialect: Dialect,
    needles: Needles,
    /// No character of a number or boolean is one of them.
    plain_literals: bool,
    /// Nothing but the few needles is looked for in texts.
    plain_texts: bool,
    distinguish_empty: bool,
    escape_formulas: bool,
    /// A nested cell is open: its closing quote is to come.
    nested: bool,
    /// Texts that turn out to need quotes when they are written already.
    scratch: String,
}

/// Where JSV is written inside a quoted cell: every quote character is doubled.
pub(crate) struct Doubling {
    text: Buffer,
    quote: u8,
}

impl fmt::Write for Doubling {
    #[inline]
    fn write_str(&mut self, piece: &str) -> fmt::Result {
        if scan::find1(piece.as_bytes(), self.quote) == piece.len() {
            self.text.push(piece.as_bytes());
            return Ok(());
        }
        quote::write_doubled(piece, self.quote, &mut self.text)
    }
}

impl Cells {
    pub(super) fn new(settings: &Settings) -> Self {
        let Settings { dialect, terminator, distinguish_empty, escape_formulas, .. } = *settings;
        let last = if let Terminator::Any(byte) = terminator { byte } else { b'\n' };
        let in_number = |byte: u8| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte);
        let needles = Needles::new(dialect, terminator);
        Cells {
            jsv: Serializer::new(Doubling { text: Buffer::default(), quote: dialect.quote }),
            dialect,
            plain_texts: needles.are_few() && !escape_formulas,
            needles,
            plain_literals: ![dialect.quote, dialect.delimiter, last].into_iter().any(in_number),
            distinguish_empty,
            escape_formulas,
            nested: false,
            scratch: String::new(),
        }
    }

    #[inline]
    pub(super) fn text(&self) -> &[u8] {
        self.jsv.out.text.as_bytes()
    }

    #[inline]
    pub(super) fn text_mut(&mut self) -> &mut Buffer {
        &mut self.jsv.out.text
    }

    #[inline]
    pub(super) fn length(&self) -> usize {
        self.jsv.out.text.len()
    }

    #[inline]
    pub(super) fn delimiter(&mut self) {
        let delimiter = self.dialect.delimiter;
        self.text_mut().push_byte(delimiter);
    }

    /// Writes the delimiter where it is due.
    #[inline]
    fn begin(&mut self, due: bool) {
        if due {
            self.delimiter();
        }
    }

    #[inline]
    fn quote(&mut self) {
        let quote = self.dialect.quote;
        self.text_mut().push_byte(quote);
    }

    /// `""`: a cell that is there, and empty.
    pub(super) fn quoted_nothing(&mut self) {
        self.quote();
        self.quote();
    }

    /// Takes back all that was written since the text had `length` bytes.
    pub(super) fn rollback(&mut self, length: usize) {
        self.text_mut().truncate(length);
        self.nested = false;
    }

    /// Writes a cell, behind a delimiter where that is due.
    #[inline]
    pub(super) fn write<T: Serialize + ?Sized>(&mut self, due: bool, value: &T) -> Result<()> {
        value.serialize(CellSerializer { cells: self, due })?;
        self.close();
        Ok(())
    }

    /// The closing quote of a nested cell.
    #[inline]
    pub(super) fn close(&mut self) {
        if self.nested {
            self.close_nested();
        }
    }

    /// A call, so that the cells that are texts save no registers for it.
    #[inline(never)]
    fn close_nested(&mut self) {
        self.nested = false;
        self.quote();
    }

    /// The opening quote of a nested cell; its JSV goes to the serializer that is returned.
    fn nest(&mut self) -> &mut Serializer<Doubling> {
        self.quote();
        self.nested = true;
        &mut self.jsv
    }

    /// A text as it stands, in quotes if it needs them, behind a delimiter where that is due.
    #[inline]
    pub(super) fn write_text(&mut self, due: bool, text: &str) {
        if !(self.plain_texts && self.needles.write_plain(due, text, &mut self.jsv.out.text)) {
            self.write_any(due, text);
        }
    }

    #[inline(never)]
    fn write_any(&mut self, due: bool, text: &str) {
        self.begin(due);
        if self.escape_formulas && opens_formula(text.as_bytes()) {
            self.write_escaped(text);
        } else {
            self.write_verbatim(text);
        }
    }

    #[cold]
    fn write_escaped(&mut self, text: &str) {
        let mut cell = core::mem::take(&mut self.scratch);
        cell.clear();
        cell.push('\'');
        cell.push_str(text);
        self.write_verbatim(&cell);
        self.scratch = cell;
    }

    fn write_verbatim(&mut self, text: &str) {
        if text.is_empty() {
            if self.distinguish_empty {
                self.quoted_nothing();
            }
        } else if self.needles.ask_for_quotes(text.as_bytes()) {
            self.write_quoted(text);
        } else {
            self.text_mut().push(text.as_bytes());
        }
    }

    fn write_quoted(&mut self, text: &str) {
        self.quote();
        let quote = self.dialect.quote;
        // A buffer takes everything.
        let _ = quote::write_doubled(text, quote, self.text_mut());
        self.quote();
    }

    /// The first record of a file starts at `start`: a byte order mark that its first cell starts with would be taken for
    /// the file's own (SPEC §1), unless the cell is quoted.
    #[cold]
    pub(super) fn keep_byte_order_mark(&mut self, start: usize) -> Result<()> {
        let record = &self.text()[start..];
        if record.starts_with("\u{feff}".as_bytes()) {
            let end = start + scan::find1(record, self.dialect.delimiter);
            let rest = self.text()[end..].to_vec();
            self.text_mut().truncate(end);
            self.settle_quoted(start)?;
            self.text_mut().push(&rest);
        }
        Ok(())
    }

    #[inline]
    fn write_literal(&mut self, due: bool, literal: impl Literal) {
        if self.plain_literals {
            let delimiter = self.dialect.delimiter;
            self.text_mut().push_literal(due, delimiter, literal);
        } else {
            self.begin(due);
            self.write_verbatim(LiteralBuffer::new().format(literal));
        }
    }

    /// What has been written since `start` is a whole cell: puts it in quotes if it needs them.
    fn settle(&mut self, start: usize) -> Result<()> {
        let text = &self.text()[start..];
        if !text.is_empty() && self.needles.ask_for_quotes(text) { self.settle_quoted(start) } else { Ok(()) }
    }

    fn settle_quoted(&mut self, start: usize) -> Result<()> {
        let mut cell = core::mem::take(&mut self.scratch);
        cell.clear();
        cell.push_str(utf8::check(&self.text()[start..])?);
        self.text_mut().truncate(start);
        self.write_quoted(&cell);
        self.scratch = cell;
        Ok(())
    }

    fn write_display(&mut self, value: impl Display, is_text: bool) -> Result<()> {
        let start = self.length();
        write!(self.text_mut(), "{value}")?;
        if is_text && self.escape_formulas && opens_formula(&self.text()[start..]) {
            self.text_mut().insert(start, b'\'');
        }
        self.settle(start)
    }
}

/// Whether a spreadsheet takes the cell for a formula.
#[inline]
fn opens_formula(text: &[u8]) -> bool {
    matches!(text.first(), Some(b'=' | b'+' | b'-' | b'@'))
}

/// Writes one value as one cell.
pub(super) struct CellSerializer<'c> {
    pub(super) cells: &'c mut Cells,
    /// A delimiter comes before it.
    pub(super) due: bool,
}

impl<'c> CellSerializer<'c> {
    /// Writes the delimiter: something follows, or nothing does.
    #[inline]
    fn open(self) -> &'c mut Cells {
        self.cells.begin(self.due);
        self.cells
    }
}

macro_rules! integers {
    ($($serialize:ident($type:ty),)*) => {$(
        #[inline]
        fn $serialize(self, value: $type) -> Result<()> {
            self.cells.write_literal(self.due, value);
            Ok(())
        }
    )*};
}

/// Whatever opens a bracket: JSV between quotes.
macro_rules! nested {
    ($($serialize:ident($($argument:ident: $type:ty),*) -> $compound:ident,)*) => {$(
        #[inline]
        fn $serialize(self, $($argument: $type),*) -> Result<Self::$compound> {
            self.open().nest().root().$serialize($($argument),*)
        }
    )*};
}

impl<'c> serde::Serializer for CellSerializer<'c> {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Compound<'c, Doubling>;
    type SerializeTuple = Compound<'c, Doubling>;
    type SerializeTupleStruct = Compound<'c, Doubling>;
    type SerializeTupleVariant = Compound<'c, Doubling>;
    type SerializeMap = Compound<'c, Doubling>;
    type SerializeStruct = Compound<'c, Doubling>;
    type SerializeStructVariant = Compound<'c, Doubling>;

    #[inline]
    fn serialize_bool(self, value: bool) -> Result<()> {
        self.cells.write_literal(self.due, value);
        Ok(())
    }

    integers! {
        serialize_i8(i8),
        serialize_i16(i16),
        serialize_i32(i32),
        serialize_i64(i64),
        serialize_i128(i128),
        serialize_u8(u8),
        serialize_u16(u16),
        serialize_u32(u32),
        serialize_u64(u64),
        serialize_u128(u128),
    }

    #[inline]
    fn serialize_f32(self, value: f32) -> Result<()> {
        self.cells.write_literal(self.due, value);
        Ok(())
    }

    #[inline]
    fn serialize_f64(self, value: f64) -> Result<()> {
        self.cells.write_literal(self.due, value);
        Ok(())
    }

    fn serialize_char(self, value: char) -> Result<()> {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }

    #[inline]
    fn serialize_str(self, value: &str) -> Result<()> {
        self.cells.write_text(self.due, value);
        Ok(())
    }

    fn serialize_bytes(self, value: &[u8]) -> Result<()> {
        let cells = self.open();
        let start = cells.length();
        scalar::encode_base64(value, cells.text_mut())?;
        cells.settle(start)
    }

    #[inline]
    fn serialize_none(self) -> Result<()> {
        self.open();
        Ok(())
    }

    #[inline]
    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<()> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<()> {
        self.serialize_none()
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<()> {
        self.serialize_none()
    }

    #[inline]
    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<()> {
        self.serialize_str(variant)
    }

    #[inline]
    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, name: &'static str, value: &T) -> Result<()> {
        if name == newtype::RAW || name == newtype::BARE {
            // Dates, durations and decimals are bare; a raw value may hold anything.
            return self.open().write_display(Verbatim(value), name == newtype::RAW);
        }
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        index: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<()> {
        self.open().nest().root().serialize_newtype_variant(name, index, variant, value)
    }

    nested! {
        serialize_seq(length: Option<usize>) -> SerializeSeq,
        serialize_tuple(length: usize) -> SerializeTuple,
        serialize_tuple_struct(name: &'static str, length: usize) -> SerializeTupleStruct,
        serialize_tuple_variant(
            name: &'static str, index: u32, variant: &'static str, length: usize
        ) -> SerializeTupleVariant,
        serialize_map(length: Option<usize>) -> SerializeMap,
        serialize_struct(name: &'static str, length: usize) -> SerializeStruct,
        serialize_struct_variant(
            name: &'static str, index: u32, variant: &'static str, length: usize
        ) -> SerializeStructVariant,
    }

    fn collect_str<T: Display + ?Sized>(self, value: &T) -> Result<()> {
        let cells = self.open();
        let empty = cells.length();
        cells.write_display(value, true)?;
        if cells.length() == empty {
            cells.write_text(false, "");
        }
        Ok(())
    }
}
