//! JSV in one minute: read a struct, read a tree, change it, write both, and see an error.
//!
//! ```text
//! cargo run --example jsv
//! ```

use jsv::Value;
use serde::{Deserialize, Serialize};

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Order<'a> {
    id: u64,
    customer: &'a str,
    paid: bool,
    note: Option<&'a str>,
    lines: Vec<Line<'a>>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Line<'a> {
    product: &'a str,
    quantity: u32,
    price: f64,
}

fn main() -> jsv::Result<()> {
    let text = r#"{Id:7,Customer:"Smith, John",Paid:True,Lines:[{Product:Tea,Quantity:2,Price:4.5},{Product:Cup,Quantity:1,Price:12}]}"#;
    println!("text     {text}");

    let order: Order<'_> = jsv::from_str(text)?;
    let total: f64 = order.lines.iter().map(|line| f64::from(line.quantity) * line.price).sum();
    println!("struct   order {} of {}, {} lines, total {total}", order.id, order.customer, order.lines.len());
    println!("written  {}", if jsv::to_string(&order)? == text { "the same bytes" } else { "other bytes" });

    let mut tree: Value<'_> = jsv::from_str(text)?;
    println!("tree     second product: {}", tree["Lines"][1]["Product"]);
    if let Some(order) = tree.as_map_mut() {
        order.insert("Note", "wrap as a \"gift\"");
    }
    println!("changed  {tree}");

    if let Err(error) = jsv::from_str::<Order<'_>>(&text.replace("Quantity:1", "Quantity:one")) {
        println!("error    {error}");
    }
    Ok(())
}
