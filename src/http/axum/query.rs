//! `JsvQuery<T>`: the query string. Floor 5.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use serde::de::DeserializeOwned;

use super::body;
use super::newtype::newtype;
use super::rejection::Rejection;
use crate::query::Options;

/// The query string, whose values are JSV (SPEC §10).
///
/// [`query::Options`](Options) in the request's extensions are used for reading.
///
/// ```
/// use axum::{Router, routing::get};
/// use jsv::http::{Jsv, JsvQuery};
///
/// #[derive(serde::Deserialize)]
/// struct Search {
///     tags: Vec<String>,
///     page: Option<u32>,
/// }
///
/// // `/search?tags=a,%22b,c%22&page=2`
/// async fn search(JsvQuery(search): JsvQuery<Search>) -> Jsv<Vec<String>> {
///     Jsv(search.tags)
/// }
///
/// let app: Router = Router::new().route("/search", get(search));
/// ```
///
/// # Errors
/// A [`Rejection`]: [`Text`](Rejection::Text), whose place is that in the query string.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[must_use]
pub struct JsvQuery<T>(pub T);

newtype!(JsvQuery<T>(T));

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for JsvQuery<T> {
    type Rejection = Rejection;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Rejection> {
        let options: Options = body::settings(&parts.extensions);
        Ok(JsvQuery(options.from_str(parts.uri.query().unwrap_or_default())?))
    }
}
