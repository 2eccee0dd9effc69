//! `Jsv<T>`: a body of JSV, in or out. Floor 5.

use axum::extract::{FromRequest, OptionalFromRequest, Request};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::body::{self, Media};
use super::newtype::newtype;
use super::rejection::Rejection;
use crate::Options;
use crate::http::Format;

/// A body of JSV, as `axum::Json` is one of JSON.
///
/// As an extractor it takes the content types `application/jsv` and `text/jsv`; the text must be UTF-8, and a `charset` that
/// is another one is refused. As a response it is `application/jsv`. `Option<Jsv<T>>` is `None` where the request names no
/// content type.
///
/// ```
/// use axum::{Router, routing::post};
/// use jsv::http::Jsv;
///
/// #[derive(serde::Deserialize)]
/// struct Order {
///     quantity: u32,
///     price: f64,
/// }
///
/// async fn total(Jsv(order): Jsv<Order>) -> Jsv<f64> {
///     Jsv(f64::from(order.quantity) * order.price)
/// }
///
/// let app: Router = Router::new().route("/total", post(total));
/// ```
///
/// [`Options`] in the request's extensions are used for reading:
///
/// ```
/// # use axum::Router;
/// let app: Router = Router::new().layer(axum::Extension(jsv::Options::new().depth_limit(16)));
/// ```
///
/// # Errors
/// A [`Rejection`]: [`ContentType`](Rejection::ContentType), [`Charset`](Rejection::Charset), [`Text`](Rejection::Text) or
/// [`Body`](Rejection::Body).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[must_use]
pub struct Jsv<T>(pub T);

newtype!(Jsv<T>(T));

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Jsv<T> {
    type Rejection = Rejection;

    async fn from_request(request: Request, state: &S) -> Result<Self, Rejection> {
        if Media::of(request.headers()) != Some(Media::Text(Format::Jsv)) {
            return Err(body::other_type(request.headers(), "application/jsv"));
        }
        body::check_charset(request.headers())?;
        let options: Options = body::settings(request.extensions());
        let bytes = body::bytes(request, state).await?;
        Ok(Jsv(options.from_slice(&bytes)?))
    }
}

impl<T: DeserializeOwned, S: Send + Sync> OptionalFromRequest<S> for Jsv<T> {
    type Rejection = Rejection;

    async fn from_request(request: Request, state: &S) -> Result<Option<Self>, Rejection> {
        if !body::has_content_type(request.headers()) {
            return Ok(None);
        }
        <Self as FromRequest<S>>::from_request(request, state).await.map(Some)
    }
}

impl<T: Serialize> IntoResponse for Jsv<T> {
    fn into_response(self) -> Response {
        body::answer(Format::Jsv.content_type(), crate::to_string(&self.0))
    }
}
