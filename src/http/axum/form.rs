//! `JsvForm<T>`: the fields of a form. Floor 5.

use axum::extract::{FromRequest, Request};
use axum::http::Method;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::body::{self, FORM, Media};
use super::newtype::newtype;
use super::rejection::Rejection;
use crate::query::{self, Options};

/// The fields of a form, whose values are JSV by the rules of query strings (SPEC §10).
///
/// As an extractor it takes the content types `application/x-www-form-urlencoded` and `multipart/form-data`; of a `GET` or
/// `HEAD` request it reads the query string. Parts with a file name are no fields and are skipped. Fields are UTF-8,
/// whatever `charset` a form names. As a response it is `application/x-www-form-urlencoded`.
///
/// [`query::Options`](Options) in the request's extensions are used for reading. A browser sends the fields that nobody filled
/// in, as `page=`; with [`empty_is_none`](Options::empty_is_none) they are `None`:
///
/// ```
/// use axum::{Extension, Router, routing::post};
/// use jsv::http::{Jsv, JsvForm};
///
/// #[derive(serde::Deserialize)]
/// struct Search {
///     tags: Vec<String>,
///     page: Option<u32>,
/// }
///
/// async fn search(JsvForm(search): JsvForm<Search>) -> Jsv<Option<u32>> {
///     Jsv(search.page)
/// }
///
/// let app: Router = Router::new()
///     .route("/search", post(search))
///     .layer(Extension(jsv::query::Options::new().empty_is_none(true)));
/// ```
///
/// # Errors
/// A [`Rejection`]: [`ContentType`](Rejection::ContentType), [`Text`](Rejection::Text), [`Body`](Rejection::Body),
/// [`Boundary`](Rejection::Boundary) or [`Multipart`](Rejection::Multipart). The place of an error in a multipart form is
/// the one in the same fields written as a query string; its path names the field.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[must_use]
pub struct JsvForm<T>(pub T);

newtype!(JsvForm<T>(T));

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for JsvForm<T> {
    type Rejection = Rejection;

    async fn from_request(request: Request, state: &S) -> Result<Self, Rejection> {
        let options: Options = body::settings(request.extensions());
        if [Method::GET, Method::HEAD].contains(request.method()) {
            return Ok(JsvForm(options.from_str(request.uri().query().unwrap_or_default())?));
        }
        match Media::of(request.headers()) {
            Some(Media::Form) => {
                let bytes = body::bytes(request, state).await?;
                Ok(JsvForm(options.from_str(crate::text::utf8::check(&bytes)?)?))
            }
            Some(Media::Multipart) => {
                let fields = body::multipart(request, state).await?;
                Ok(JsvForm(options.from_str(&fields)?))
            }
            _ => Err(body::other_type(
                request.headers(),
                "application/x-www-form-urlencoded or multipart/form-data",
            )),
        }
    }
}

impl<T: Serialize> IntoResponse for JsvForm<T> {
    fn into_response(self) -> Response {
        body::answer(FORM, query::to_string(&self.0))
    }
}
