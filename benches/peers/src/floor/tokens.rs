//! Records objects as the tokens that their text has, so that they can be read again without a text.

use std::fmt;

use serde::ser::{self, Impossible, Serialize};

/// One token. Keys and enum variants are texts, as in a text; a list or map ends with [`Token::End`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Token<S> {
    Bool(bool),
    Signed(i64),
    Unsigned(u64),
    Float(f64),
    Text(S),
    List,
    Map,
    End,
}

/// What names the fields of structs. Derived code takes both.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Keys {
    /// Their names, as in a text.
    Names,
    /// Their places in the struct: the field needs not to be found.
    Places,
}

impl Keys {
    /// What the floor is called that reads tokens with these keys.
    pub fn floor(self) -> &'static str {
        match self {
            Keys::Names => "the derived code on ready tokens, keys by name",
            Keys::Places => "the derived code on ready tokens, keys found",
        }
    }
}

/// The tokens of a value, whose texts lie one behind the other in a single `String`, which is kept until the program ends.
pub fn tokens_of<T: Serialize + ?Sized>(value: &T, keys: Keys) -> Vec<Token<&'static str>> {
    let mut recorder = Recorder { keys, text: String::new(), tokens: Vec::new() };
    value.serialize(&mut recorder).expect("the objects are plain data");
    let text: &'static str = recorder.text.leak();
    let lend = |token| match token {
        Token::Text((start, end)) => Token::Text(&text[start..end]),
        Token::Bool(value) => Token::Bool(value),
        Token::Signed(value) => Token::Signed(value),
        Token::Unsigned(value) => Token::Unsigned(value),
        Token::Float(value) => Token::Float(value),
        Token::List => Token::List,
        Token::Map => Token::Map,
        Token::End => Token::End,
    };
    recorder.tokens.into_iter().map(lend).collect()
}

/// What the tokens have no word for.
#[derive(Debug)]
pub struct Unrecorded(String);

impl fmt::Display for Unrecorded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Unrecorded {}

impl ser::Error for Unrecorded {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(message.to_string())
    }
}

type Recorded<T = ()> = Result<T, Unrecorded>;

fn unrecorded<T>() -> Recorded<T> {
    Err(Unrecorded("not a part of the workloads".into()))
}

#[derive(Debug)]
struct Recorder {
    keys: Keys,
    text: String,
    tokens: Vec<Token<(usize, usize)>>,
}

impl Recorder {
    fn push_text(&mut self, text: &str) {
        let start = self.text.len();
        self.text.push_str(text);
        self.tokens.push(Token::Text((start, self.text.len())));
    }

    fn open(&mut self, token: Token<(usize, usize)>) -> &mut Self {
        self.tokens.push(token);
        self
    }

    fn close(&mut self) {
        self.tokens.push(Token::End);
    }
}

macro_rules! numbers {
    ($($method:ident $type:ty => $token:ident,)+) => {$(
        fn $method(self, value: $type) -> Recorded {
            self.tokens.push(Token::$token(value.into()));
            Ok(())
        }
    )+};
}

macro_rules! not_recorded {
    ($($method:ident($($argument:ty),*) -> $result:ty;)+) => {$(
        fn $method(self $(, _: $argument)*) -> Recorded<$result> {
            unrecorded()
        }
    )+};
}

impl<'r> ser::Serializer for &'r mut Recorder {
    type Ok = ();
    type Error = Unrecorded;
    type SerializeSeq = &'r mut Recorder;
    type SerializeMap = &'r mut Recorder;
    type SerializeStruct = Members<'r>;
    type SerializeTuple = Impossible<(), Unrecorded>;
    type SerializeTupleStruct = Impossible<(), Unrecorded>;
    type SerializeTupleVariant = Impossible<(), Unrecorded>;
    type SerializeStructVariant = Impossible<(), Unrecorded>;

    numbers! {
        serialize_bool bool => Bool,
        serialize_i8 i8 => Signed,
        serialize_i16 i16 => Signed,
        serialize_i32 i32 => Signed,
        serialize_i64 i64 => Signed,
        serialize_u8 u8 => Unsigned,
        serialize_u16 u16 => Unsigned,
        serialize_u32 u32 => Unsigned,
        serialize_u64 u64 => Unsigned,
        serialize_f32 f32 => Float,
        serialize_f64 f64 => Float,
    }

    fn serialize_str(self, text: &str) -> Recorded {
        self.push_text(text);
        Ok(())
    }

    /// Nothing: a member that is `None` is not in the text.
    fn serialize_none(self) -> Recorded {
        Ok(())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Recorded {
        value.serialize(self)
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Recorded {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Recorded {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Recorded {
        unrecorded()
    }

    fn serialize_seq(self, _: Option<usize>) -> Recorded<&'r mut Recorder> {
        Ok(self.open(Token::List))
    }

    fn serialize_map(self, _: Option<usize>) -> Recorded<&'r mut Recorder> {
        Ok(self.open(Token::Map))
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Recorded<Members<'r>> {
        Ok(Members { recorder: self.open(Token::Map), place: 0 })
    }

    not_recorded! {
        serialize_char(char) -> ();
        serialize_bytes(&[u8]) -> ();
        serialize_unit() -> ();
        serialize_unit_struct(&'static str) -> ();
        serialize_tuple(usize) -> Self::SerializeTuple;
        serialize_tuple_struct(&'static str, usize) -> Self::SerializeTupleStruct;
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> Self::SerializeTupleVariant;
        serialize_struct_variant(&'static str, u32, &'static str, usize) -> Self::SerializeStructVariant;
    }
}

impl ser::SerializeSeq for &mut Recorder {
    type Ok = ();
    type Error = Unrecorded;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, item: &T) -> Recorded {
        item.serialize(&mut **self)
    }

    fn end(self) -> Recorded {
        self.close();
        Ok(())
    }
}

impl ser::SerializeMap for &mut Recorder {
    type Ok = ();
    type Error = Unrecorded;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Recorded {
        key.serialize(&mut **self)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Recorded {
        value.serialize(&mut **self)
    }

    fn end(self) -> Recorded {
        self.close();
        Ok(())
    }
}

struct Members<'r> {
    recorder: &'r mut Recorder,
    place: u64,
}

impl ser::SerializeStruct for Members<'_> {
    type Ok = ();
    type Error = Unrecorded;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Recorded {
        let before = self.recorder.tokens.len();
        match self.recorder.keys {
            Keys::Names => self.recorder.push_text(name),
            Keys::Places => self.recorder.tokens.push(Token::Unsigned(self.place)),
        }
        self.place += 1;
        value.serialize(&mut *self.recorder)?;
        if self.recorder.tokens.len() == before + 1 {
            // The value is `None`.
            self.recorder.tokens.truncate(before);
        }
        Ok(())
    }

    fn end(self) -> Recorded {
        self.recorder.close();
        Ok(())
    }
}
