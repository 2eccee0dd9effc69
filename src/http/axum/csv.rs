//! `Csv<T>`: a body of CSV rows, in or out. Floor 5.

use alloc::vec::Vec;

use axum::extract::{FromRequest, OptionalFromRequest, Request};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::body::{self, Media};
use super::newtype::newtype;
use super::rejection::Rejection;
use crate::csv::{self, ReaderBuilder};
use crate::http::Format;

/// A body of CSV: a header, and rows of type `T`.
///
/// As an extractor it takes the content type `text/csv`, whatever its parameters; the text must be UTF-8. As a response it is
/// `text/csv`; [`Rows`](super::Rows) streams, and writes a header where there are no rows. `Option<Csv<T>>` is `None` where
/// the request names no content type.
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
/// A [`ReaderBuilder`] in the request's extensions is used for reading:
///
/// ```
/// # use axum::Router;
/// let mut semicolons = jsv::csv::ReaderBuilder::new();
/// semicolons.delimiter(b';');
/// let app: Router = Router::new().layer(axum::Extension(semicolons));
/// ```
///
/// # Errors
/// A [`Rejection`]: [`ContentType`](Rejection::ContentType), [`Text`](Rejection::Text) or [`Body`](Rejection::Body).
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
        let settings: ReaderBuilder = body::settings(request.extensions());
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
