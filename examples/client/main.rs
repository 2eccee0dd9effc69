//! Talks to the example `server`: sends JSV and CSV, reads both, and shows what an error says.
//!
//! ```text
//! cargo run --example server --features axum,chrono
//! cargo run --example client --features reqwest,chrono
//! ```

#[path = "../server/service/messages/mod.rs"]
mod messages;
mod visit;

use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    let base = std::env::args().nth(1).unwrap_or_else(|| "http://127.0.0.1:8080".to_owned());
    match visit::visit(&reqwest::Client::new(), &base).await {
        Ok(lines) => {
            for line in lines {
                println!("{line}");
            }
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{base}: {error}");
            ExitCode::FAILURE
        }
    }
}
