//! The columns as a table. Floor 5.

use std::io::{self, IsTerminal};

use comfy_table::{CellAlignment, ContentArrangement, Table, presets};

use super::column::{Column, Columns, Kind};

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
    let mut text = String::new();
    for line in table.lines() {
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

fn width() -> u16 {
    terminal_size::terminal_size().map_or(100, |(width, _)| width.0)
}

fn shown(column: &Column) -> String {
    let path = if column.path.is_empty() { "(item)" } else { &column.path };
    let depth = column.depth.saturating_sub(1);
    clean(&format!("{}{path}", "  ".repeat(depth)))
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

fn share(count: u64, total: u64) -> String {
    match (count * 100).checked_div(total) {
        Some(0) => "<1 %".into(),
        Some(share) => format!("{share} %"),
        None => String::new(),
    }
}

/// A range of numbers, lengths of lists, or an example.
fn values(column: &Column) -> String {
    let kinds = column.kinds();
    let Some(&(kind, ..)) = kinds.first() else { return String::new() };
    match (kind, column.range) {
        (Kind::List, Some((low, high))) => {
            let plural = if low == high && high == 1.0 { "" } else { "s" };
            format!("{} item{plural}", range(low, high))
        }
        (Kind::Integer | Kind::Decimal, Some((low, high))) => range(low, high),
        (Kind::Map, _) => String::new(),
        _ if column.constant => format!("always {}", clean(&column.example)),
        (Kind::Text, _) => {
            format!("{}, … (up to {} characters)", clean(&column.example), column.longest)
        }
        _ => format!("{}, …", clean(&column.example)),
    }
}

fn range(low: f64, high: f64) -> String {
    if low == high { low.to_string() } else { format!("{low} … {high}") }
}

/// What a terminal would obey is not for it.
fn clean(text: &str) -> String {
    text.chars().map(|character| if character.is_control() { '\u{fffd}' } else { character }).collect()
}
