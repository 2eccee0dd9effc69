//! Extractors and responders for axum. Floor 5.

mod batch;
mod body;
mod csv;
mod form;
mod json;
mod jsv;
mod negotiated;
mod newtype;
mod operation;
mod query;
mod rejection;
mod reply;
mod rows;
mod suffix;

pub use batch::Batch;
pub use csv::Csv;
pub use form::JsvForm;
pub use jsv::Jsv;
pub use negotiated::{Negotiated, NegotiatedRejection};
pub use query::JsvQuery;
pub use rejection::Rejection;
pub use reply::Reply;
pub use rows::{RowStream, Rows};
pub use suffix::without_suffix;
