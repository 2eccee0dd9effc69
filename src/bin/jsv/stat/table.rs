//! The columns as a table. Floor 5.

use std::io::{self, IsTerminal};

use comfy_table::{CellAlignment, ContentArrangement, Table, presets};

use super::column::{Bound, Column, Columns, Kind};
use crate::report::clean;

pub(super) fn of(columns: &Columns) -> String {
    let rows = columns.rows();
    if rows.is_empty() {
        return String::new();
    }
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic);
    // A pipe has no width: a line for each column, however long.
    table.set_width(if io::stdout().is_terminal() { width() } else { u16::MAX });
    table.set_header(["column", "type", "filled", "null", "values"]);
    for (column, null) in rows {
        table.add_row([
            shown(column),
            types(column),
            column.filled().to_string(),
            if null == 0 { String::new() } else { null.to_string() },
            values(column),
        ]);
    }
    for index in [2, 3] {
        if let Some(column) = table.column_mut(index) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    let lines: Vec<String> = table.lines().map(|line| line.trim_end().to_owned()).collect();
    let width = lines.iter().map(|line| line.chars().count()).max().unwrap_or_default();
    let rule = "─".repeat(width.saturating_sub(1));
    let mut text = String::new();
    for (index, line) in lines.iter().enumerate() {
        if index == 1 {
            text.push_str(&rule);
            text.push('\n');
        }
        // The table has a margin.
        text.push_str(line.strip_prefix(' ').unwrap_or(line));
        text.push('\n');
    }
    text
}

fn width() -> u16 {
    terminal_size::terminal_size().map_or(100, |(width, _)| width.0)
}

fn shown(column: &Column) -> String {
    if column.path.is_empty() { "(item)".into() } else { clean(&column.path) }
}

/// One type, or several with their shares.
fn types(column: &Column) -> String {
    let kinds = column.kinds();
    let total = column.filled();
    match &kinds[..] {
        [] => "–".into(),
        [(_, name, _)] => (*name).into(),
        // Whole numbers are decimals too.
        [(Kind::Integer | Kind::Decimal, ..), (Kind::Integer | Kind::Decimal, ..)] => "decimal".into(),
        kinds => {
            let shares = kinds.iter().map(|(_, name, count)| format!("{name} {}", share(*count, total)));
            shares.collect::<Vec<_>>().join(", ")
        }
    }
}

/// A share in whole percent; never all or nothing where it is not.
fn share(count: u64, total: u64) -> String {
    match (count * 100 + total / 2) / total.max(1) {
        0 => "<1 %".into(),
        share => format!("{} %", share.min(99)),
    }
}

/// What the values are: a range of numbers, lengths of lists, examples. Of several types, each.
fn values(column: &Column) -> String {
    let mut kinds = column.kinds();
    if kinds.iter().any(|&(kind, ..)| kind == Kind::Decimal) {
        // They share a range.
        kinds.retain(|&(kind, ..)| kind != Kind::Integer);
    }
    let values =
        kinds.iter().map(|&(kind, _, count)| values_of(column, kind, count)).filter(|text| !text.is_empty());
    clean(&values.collect::<Vec<_>>().join("; "))
}

fn values_of(column: &Column, kind: Kind, count: u64) -> String {
    let texts = |range: &'_ (Bound, Bound)| (range.0.text.clone(), range.1.text.clone());
    let range = match kind {
        Kind::Integer | Kind::Decimal => column.numbers.as_ref().map(texts),
        Kind::List => column.lengths.as_ref().map(texts),
        Kind::Date => column.dates.clone(),
        _ => None,
    };
    if let Some((low, high)) = range {
        let range = if low == high { low } else { format!("{low} … {high}") };
        return match kind {
            Kind::List if range == "1" => "1 item".into(),
            Kind::List => format!("{range} items"),
            _ => range,
        };
    }
    let example = column.example(kind);
    match kind {
        Kind::Map => String::new(),
        _ if count == 1 => example.into(),
        _ if column.constant => format!("always {example}"),
        Kind::Text if column.longest > example.chars().count() => {
            format!("{example}, … (up to {} characters)", column.longest)
        }
        _ => format!("{example}, …"),
    }
}
