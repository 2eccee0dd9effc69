//! A slow reader of CSV records, written straight from SPEC §6, and one of nested cells, from SPEC §2.

/// The records of a file; `None` for each structural error.
pub fn records(text: &str, delimiter: u8, quote: u8) -> Vec<Option<Vec<String>>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let file = File { text, bytes: text.as_bytes(), delimiter, quote };
    let mut records = Vec::new();
    let mut at = 0;
    loop {
        // "empty lines are skipped"
        while let Some(length) = file.eol(at) {
            at += length;
        }
        if at == text.len() {
            return records;
        }
        match file.record(at) {
            Ok((record, next)) => {
                records.push(Some(record));
                at = next;
            }
            // "reading resumes at the first line feed after the start of the cell that failed"
            Err(cell) => {
                records.push(None);
                at = text[cell..].find('\n').map_or(text.len(), |index| cell + index + 1);
            }
        }
    }
}

struct File<'a> {
    text: &'a str,
    bytes: &'a [u8],
    delimiter: u8,
    quote: u8,
}

impl File<'_> {
    /// "eol = LF / CRLF; a lone CR is data"
    fn eol(&self, at: usize) -> Option<usize> {
        match self.bytes[at..] {
            [b'\n', ..] => Some(1),
            [b'\r', b'\n', ..] => Some(2),
            _ => None,
        }
    }

    /// "followed by a separator or the record's end"
    fn ends(&self, at: usize) -> bool {
        at == self.bytes.len() || self.bytes[at] == self.delimiter || self.eol(at).is_some()
    }

    /// The cells, and where the next record starts; or where the cell starts that failed.
    fn record(&self, mut at: usize) -> Result<(Vec<String>, usize), usize> {
        let mut cells = Vec::new();
        loop {
            let (cell, end) = self.cell(at)?;
            cells.push(cell);
            if self.bytes.get(end) != Some(&self.delimiter) {
                let next = if end == self.bytes.len() { end } else { end + self.eol(end).unwrap() };
                return Ok((cells, next));
            }
            at = end + 1;
        }
    }

    fn cell(&self, start: usize) -> Result<(String, usize), usize> {
        match self.bytes.get(start) {
            Some(&byte) if byte == self.quote => self.quoted(start).ok_or(start),
            Some(open @ (b'{' | b'[')) if *open != self.delimiter => {
                match nested(self.bytes, start).filter(|(end, _)| self.ends(*end)) {
                    // "A nested cell deeper than the depth limit is an error."
                    Some((_, depth)) if depth > 128 => Err(start),
                    Some((end, _)) => Ok((self.text[start..end].to_owned(), end)),
                    None => Ok(self.plain(start)),
                }
            }
            _ => Ok(self.plain(start)),
        }
    }

    fn quoted(&self, start: usize) -> Option<(String, usize)> {
        let mut text = Vec::new();
        let mut at = start + 1;
        loop {
            match self.bytes.get(at..)? {
                [first, second, ..] if *first == self.quote && *second == self.quote => {
                    text.push(self.quote);
                    at += 2;
                }
                [first, ..] if *first == self.quote => {
                    let text = String::from_utf8(text).ok()?;
                    return self.ends(at + 1).then_some((text, at + 1));
                }
                [other, ..] => {
                    text.push(*other);
                    at += 1;
                }
                [] => return None,
            }
        }
    }

    /// "up to the separator or eol"
    fn plain(&self, start: usize) -> (String, usize) {
        let end = (start..self.bytes.len()).find(|at| self.ends(*at)).unwrap_or(self.bytes.len());
        (self.text[start..end].to_owned(), end)
    }
}

/// "an unquoted map or list of §2 […]; no line feed outside its quoted texts": its end and depth.
fn nested(bytes: &[u8], start: usize) -> Option<(usize, usize)> {
    let mut open = Vec::new();
    let mut depth = 0;
    let mut at = start;
    loop {
        // A value starts at `at`.
        let opener = space(bytes, at);
        match bytes.get(opener) {
            Some(b'{') => {
                open.push(b'}');
                depth = depth.max(open.len());
                let inside = space(bytes, opener + 1);
                if bytes.get(inside) == Some(&b'}') {
                    at = inside;
                } else {
                    at = key(bytes, opener + 1)?;
                    continue;
                }
            }
            Some(b'[') => {
                open.push(b']');
                depth = depth.max(open.len());
                if bytes.get(opener + 1) == Some(&b']') {
                    at = opener + 1;
                } else {
                    at = opener + 1;
                    continue;
                }
            }
            Some(b'"') => at = space(bytes, quoted(bytes, opener)?),
            _ => {
                let closer = *open.last()?;
                let stop = |byte: &u8| *byte == b',' || *byte == closer || *byte == b'\n';
                at += bytes[at..].iter().position(stop)?;
            }
        }
        // What follows a value: closers, then a comma or the end.
        loop {
            let closer = *open.last()?;
            match bytes.get(at)? {
                b',' => {
                    at = if closer == b'}' { key(bytes, at + 1)? } else { at + 1 };
                    break;
                }
                byte if *byte == closer => {
                    open.pop();
                    if open.is_empty() {
                        return Some((at + 1, depth));
                    }
                    at = space(bytes, at + 1);
                }
                _ => return None,
            }
        }
    }
}

/// White space of a nested cell: no line feed.
fn space(bytes: &[u8], at: usize) -> usize {
    let more = bytes[at..].iter().take_while(|byte| b" \t\r".contains(byte)).count();
    at + more
}

/// The end of the quoted text that starts at `at`.
fn quoted(bytes: &[u8], mut at: usize) -> Option<usize> {
    at += 1;
    loop {
        match bytes.get(at..)? {
            [b'"', b'"', ..] => at += 2,
            [b'"', ..] => return Some(at + 1),
            [_, ..] => at += 1,
            [] => return None,
        }
    }
}

/// "key = quoted / 1*( any but : , { } [ ] DQUOTE )", and its colon: where the value starts.
fn key(bytes: &[u8], at: usize) -> Option<usize> {
    let opener = space(bytes, at);
    let colon = if bytes.get(opener) == Some(&b'"') {
        space(bytes, quoted(bytes, opener)?)
    } else {
        let length = bytes[at..].iter().position(|byte| b":,{}[]\"\n".contains(byte))?;
        if length == 0 {
            return None;
        }
        at + length
    };
    (bytes.get(colon) == Some(&b':')).then_some(colon + 1)
}
