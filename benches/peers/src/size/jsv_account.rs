//! Reads and writes a struct of 53 fields (`benches/size.sh`).

use jsv_peers::accounts::Account;

fn main() {
    let text = std::env::args().nth(1).unwrap_or_default();
    let value: Result<Account<String, String>, _> = jsv::from_str(&text);
    println!("{}", value.and_then(|value| jsv::to_string(&value)).unwrap_or_default());
}
