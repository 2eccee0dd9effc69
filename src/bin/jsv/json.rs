//! JSON as data, number by number with its digits, an array's items one at a time. Floor 5.
//!
//! `serde_json` finds the items and checks them; a walk over the checked text keeps what its `Value` would round.

use std::borrow::Cow;
use std::fmt;
use std::io::Read;

use serde::Deserializer as _;
use serde::de::{SeqAccess, Visitor};
use serde_json::value::RawValue;

use crate::datum::Datum;
use crate::report::Stop;

/// What a text of JSON lacks to be data.
#[derive(Debug)]
pub(crate) struct Fault {
    pub(crate) message: String,
    /// Bytes from the start of the item.
    pub(crate) at: usize,
}

/// Reads the items of one array; each is handed on as soon as it is there.
pub(crate) fn items(reader: impl Read, each: &mut dyn FnMut(&RawValue) -> Result<(), Stop>) -> Outcome {
    let mut deserializer = serde_json::Deserializer::from_reader(reader);
    let mut stop = None;
    let read =
        deserializer.deserialize_seq(Items { each, stop: &mut stop }).and_then(|()| deserializer.end());
    match (stop, read) {
        (Some(stop), _) => Outcome::Stopped(stop),
        (None, Err(error)) => Outcome::Damaged(error),
        (None, Ok(())) => Outcome::Read,
    }
}

/// How the reading of an array ended.
pub(crate) enum Outcome {
    Read,
    Damaged(serde_json::Error),
    /// What is done with the items failed.
    Stopped(Stop),
}

struct Items<'e, 's> {
    each: &'e mut dyn FnMut(&RawValue) -> Result<(), Stop>,
    stop: &'s mut Option<Stop>,
}

impl<'de> Visitor<'de> for Items<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<(), A::Error> {
        while let Some(item) = access.next_element::<Box<RawValue>>()? {
            if let Err(stop) = (self.each)(&item) {
                *self.stop = Some(stop);
                return Err(serde::de::Error::custom("stopped"));
            }
        }
        Ok(())
    }
}

/// The data of one checked value, which stands `depth` levels deep in its text.
pub(crate) fn datum(text: &RawValue, depth: usize, depth_limit: usize) -> Result<Datum<'_>, Fault> {
    let mut walk = Walk { text: text.get(), at: 0, depth_limit };
    walk.value(depth)
}

struct Walk<'a> {
    text: &'a str,
    at: usize,
    depth_limit: usize,
}

impl<'a> Walk<'a> {
    fn peek(&mut self) -> Option<u8> {
        let bytes = self.text.as_bytes();
        while bytes.get(self.at).is_some_and(|byte| b" \t\r\n".contains(byte)) {
            self.at += 1;
        }
        bytes.get(self.at).copied()
    }

    fn fault<T>(&self, message: impl Into<String>) -> Result<T, Fault> {
        Err(Fault { message: message.into(), at: self.at })
    }

    fn value(&mut self, depth: usize) -> Result<Datum<'a>, Fault> {
        match self.peek() {
            Some(b'{') => {
                let mut members = Vec::new();
                self.entries(b'}', depth, |walk| {
                    walk.peek();
                    let key = walk.string()?;
                    // The colon.
                    walk.peek();
                    walk.at += 1;
                    members.push((key, walk.value(depth + 1)?));
                    Ok(())
                })?;
                Ok(Datum::Map(members))
            }
            Some(b'[') => {
                let mut items = Vec::new();
                self.entries(b']', depth, |walk| {
                    items.push(walk.value(depth + 1)?);
                    Ok(())
                })?;
                Ok(Datum::List(items))
            }
            Some(b'"') => self.string().map(Datum::Text),
            _ => Ok(match self.word() {
                "true" => Datum::Bool(true),
                "false" => Datum::Bool(false),
                "null" => Datum::Null,
                number => Datum::Number(number.into()),
            }),
        }
    }

    fn entries(
        &mut self,
        close: u8,
        depth: usize,
        mut entry: impl FnMut(&mut Self) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        if depth == self.depth_limit {
            return self.fault(format!("more than {depth} levels of objects and arrays"));
        }
        self.at += 1;
        while let Some(byte) = self.peek() {
            if byte == close {
                self.at += 1;
                return Ok(());
            }
            if byte == b',' {
                self.at += 1;
            }
            entry(self)?;
        }
        self.fault("an object or array without its end")
    }

    fn word(&mut self) -> &'a str {
        let rest = &self.text[self.at..];
        let word = &rest[..rest.find([',', ']', '}', ' ', '\t', '\r', '\n']).unwrap_or(rest.len())];
        self.at += word.len();
        word
    }

    fn string(&mut self) -> Result<Cow<'a, str>, Fault> {
        let rest = &self.text[self.at..];
        let bytes = rest.as_bytes();
        let mut end = 1;
        let mut escaped = false;
        loop {
            match bytes.get(end) {
                Some(b'"') => break,
                Some(b'\\') => {
                    escaped = true;
                    end += 2;
                }
                Some(_) => end += 1,
                None => return self.fault("a string without its end"),
            }
        }
        let text = if escaped {
            match serde_json::from_str::<String>(&rest[..=end]) {
                Ok(text) => Cow::Owned(text),
                // Half of a surrogate pair: valid JSON, but no text.
                Err(error) => {
                    let message = error.to_string();
                    return self.fault(message.split(" at line ").next().unwrap_or_default());
                }
            }
        } else {
            Cow::Borrowed(&rest[1..end])
        };
        self.at += end + 1;
        Ok(text)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::value::RawValue;

    use super::datum;
    use crate::datum::AsJson;

    #[test]
    fn a_walk_keeps_what_json_says() {
        for text in [
            "null",
            "[]",
            "{}",
            "[true,false,null,-0,1.50,1e5,12345678901234567890123456789.10]",
            r#"{"a":[1,{"b":"c"}],"":"","é\n\"":"\\"}"#,
            r#"["\ud83d\ude00"]"#,
        ] {
            let spaced = text.replace(',', " ,\n ").replace('[', "[ ").replace('}', "\t}");
            let spaced: Box<RawValue> = serde_json::from_str(&spaced).expect("JSON");
            let written = serde_json::to_string(&AsJson(&datum(&spaced, 0, 8).expect("data"))).expect("JSON");
            assert_eq!(written, text.replace(r"\ud83d\ude00", "😀"));
        }
        let half: Box<RawValue> = serde_json::from_str(r#"[1,"\ud83d"]"#).expect("JSON");
        assert_eq!(datum(&half, 0, 8).expect_err("half a character").at, 3);
        let deep: Box<RawValue> = serde_json::from_str("[[[]]]").expect("JSON");
        assert!(datum(&deep, 0, 2).is_err() && datum(&deep, 0, 3).is_ok() && datum(&deep, 1, 3).is_err());
    }
}
