//! The sample page alive: a service whose operations take and answer JSON, JSV and CSV on ServiceStack's routes.
//!
//! ```text
//! cargo run --example server --features axum,chrono
//! curl -H 'Content-Type: text/csv' --data-binary @tests/sample/update-account-request.csv \
//!     http://127.0.0.1:8080/csv/reply/UpdateAccount
//! curl 'http://127.0.0.1:8080/rows.csv?count=3'
//! ```
//!
//! `http://127.0.0.1:8080/` shows the operations in a browser.

mod service;

use std::process::ExitCode;

use axum::ServiceExt;
use axum::extract::Request;

#[tokio::main]
async fn main() -> ExitCode {
    let address = std::env::args().nth(1).unwrap_or_else(|| "127.0.0.1:8080".to_owned());
    match serve(&address).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{address}: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn serve(address: &str) -> std::io::Result<()> {
    let listener = tokio::net::TcpListener::bind(address).await?;
    println!("http://{}/", listener.local_addr()?);
    axum::serve(listener, ServiceExt::<Request>::into_make_service(service::app())).await
}
