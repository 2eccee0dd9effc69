//! `Csv<T>`: a body of CSV rows, in or out. Floor 5.

use alloc::vec::Vec;

use axum::extract::{FromRequest, OptionalFromRequest, Request};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::body::{self, Media};
use super::newtype::newtype;
use super::rejection::Rejection;
use crate::csv;
use crate::http::Format;

/// A body of CSV: a header, and rows of type `T`.
///
/// As an extractor it takes the content type `text/csv`; the text must be UTF-8, and a `charset` that is another one is
/// refused. With `header=absent` (RFC 4180 §3) the first record is a row: structs are filled by position, and maps and
/// types with `flatten`, which need names, are refused.
///
/// As a response it is `text/csv`; [`Rows`](super::Rows) streams, and writes a header where there are no rows.
/// `Option<Csv<T>>` is `None` where the request names no content type.
///
/// ```
/// use axum::{Router, routing::post};
/// use jsv::http::Csv;
///
/// #[derive(serde::Serialize, serde::Deserialize)]
/// struct Line {
///     sku: String,
///     quantity: u32,
/// }
///
/// async fn sorted(Csv(mut lines): Csv<Line>) -> Csv<Line> {
///     lines.sort_by_key(|line| line.quantity);
///     Csv(lines)
/// }
///
/// let app: Router = Router::new().route("/sorted", post(sorted));
/// ```
///
/// A [`ReaderBuilder`](csv::ReaderBuilder) in the request's extensions is used for reading; `header=absent` and
/// `header=present` count for more than its [`has_headers`](csv::ReaderBuilder::has_headers):
///
/// ```
/// # use axum::Router;
/// let mut semicolons = jsv::csv::ReaderBuilder::new();
/// semicolons.delimiter(b';');
/// let app: Router = Router::new().layer(axum::Extension(semicolons));
/// ```
///
/// # Errors
/// A [`Rejection`]: [`ContentType`](Rejection::ContentType), [`Charset`](Rejection::Charset), [`Text`](Rejection::Text) or
/// [`Body`](Rejection::Body).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[must_use]
pub struct Csv<T>(pub Vec<T>);

newtype!(Csv<T>(Vec<T>));

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Csv<T> {
    type Rejection = Rejection;

    async fn from_request(request: Request, state: &S) -> Result<Self, Rejection> {
        if Media::of(request.headers()) != Some(Media::Text(Format::Csv)) {
            return Err(body::other_type(request.headers(), "text/csv"));
        }
        body::check_charset(request.headers())?;
        let settings = body::csv_settings(request.headers(), request.extensions());
        let bytes = body::bytes(request, state).await?;
        Ok(Csv(settings.from_slice(&bytes)?))
    }
}

impl<T: DeserializeOwned, S: Send + Sync> OptionalFromRequest<S> for Csv<T> {
    type Rejection = Rejection;

    async fn from_request(request: Request, state: &S) -> Result<Option<Self>, Rejection> {
        if !body::has_content_type(request.headers()) {
            return Ok(None);
        }
        <Self as FromRequest<S>>::from_request(request, state).await.map(Some)
    }
}

impl<T: Serialize> IntoResponse for Csv<T> {
    fn into_response(self) -> Response {
        body::answer(Format::Csv.content_type(), csv::to_string(&self.0))
    }
}
