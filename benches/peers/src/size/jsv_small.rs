//! Reads and writes a struct of two fields: what the account adds is the difference (`benches/size.sh`).

use jsv_peers::accounts::Addon;

fn main() {
    let text = std::env::args().nth(1).unwrap_or_default();
    let value: Result<Addon<String>, _> = jsv::from_str(&text);
    println!("{}", value.and_then(|value| jsv::to_string(&value)).unwrap_or_default());
}
