//! JSV and CSV over HTTP: extractors and responders for axum (feature `axum`), extensions of reqwest's requests and
//! responses (feature `reqwest`). Floor 5.
//!
//! | to | use |
//! |---|---|
#![cfg_attr(
    feature = "axum",
    doc = "| take and answer JSV or CSV, as `axum::Json` does JSON | [`Jsv`], [`Csv`] |
| answer in what the client asks for, as a ServiceStack host does | [`Negotiated`], [`Batch`], [`Reply`] |
| read a query string or a form whose values are JSV | [`JsvQuery`], [`JsvForm`] |
| answer with more rows than memory holds | [`Rows`] |
| let `/orders.csv` mean `/orders` in CSV | [`without_suffix`] |
| know why a request was not taken | [`Rejection`], [`NegotiatedRejection`] |"
)]
#![cfg_attr(
    feature = "reqwest",
    doc = "| send and read JSV or CSV with reqwest | [`RequestExt`], [`ResponseExt`] |
| know why an answer was not read | [`ClientError`] |"
)]
//! | read or write a service's error | [`ResponseStatus`], [`ErrorResponse`] |
//!
#![cfg_attr(feature = "axum", doc = "```")]
#![cfg_attr(not(feature = "axum"), doc = "```ignore")]
//! use axum::{Router, routing::post};
//! use jsv::http::{Jsv, Negotiated};
//!
//! #[derive(serde::Deserialize)]
//! struct Order {
//!     quantity: u32,
//!     price: f64,
//! }
//!
//! #[derive(serde::Serialize)]
//! struct Total {
//!     total: f64,
//! }
//!
//! fn total(order: &Order) -> Total {
//!     Total { total: f64::from(order.quantity) * order.price }
//! }
//!
//! // JSV in, JSV out.
//! async fn strict(Jsv(order): Jsv<Order>) -> Jsv<Total> {
//!     Jsv(total(&order))
//! }
//!
//! // JSON, JSV, CSV or a form in; JSON, JSV or CSV out.
//! async fn lenient(request: Negotiated<Order>) -> Negotiated<Total> {
//!     request.map(|order| total(&order))
//! }
//!
//! let app: Router = Router::new().route("/strict", post(strict)).route("/total", post(lenient));
//! ```

#[cfg(feature = "axum")]
mod accept;
#[cfg(feature = "axum")]
mod axum;
mod format;
mod media_type;
#[cfg(feature = "reqwest")]
mod reqwest;
mod status;

#[cfg(feature = "axum")]
pub use self::axum::{
    Batch, Csv, Jsv, JsvForm, JsvQuery, Negotiated, NegotiatedRejection, Rejection, Reply, RowStream, Rows,
    without_suffix,
};
#[cfg(feature = "reqwest")]
pub use self::reqwest::{ClientError, RequestExt, ResponseExt};
pub use format::Format;
pub use status::{ErrorResponse, FieldError, ResponseStatus};
