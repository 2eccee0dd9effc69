//! `Batch<T>`: many requests in one body. Floor 5.

use alloc::vec::Vec;

use axum::extract::{FromRequest, Request};
use serde::de::DeserializeOwned;

use super::body;
use super::json;
use super::negotiated::{Empty, Negotiated, NegotiatedRejection, form, read};
use super::operation::operation_of;
use super::rejection::Rejection;
use super::reply::Reply;
use crate::Options;
use crate::http::Format;

/// Many requests in one body, such as clients send to `/jsv/reply/X[]`: a JSON or JSV list, or the records of a CSV file.
///
/// `charset` and `header=absent` in the content type mean what they mean for [`Jsv`](super::Jsv) and [`Csv`](super::Csv).
/// A form, or a query string without a body, is one request. An empty body that is declared as JSV or CSV is no request.
///
/// ```
/// use axum::{Router, routing::post};
/// use jsv::http::{Batch, Negotiated};
///
/// #[derive(serde::Deserialize)]
/// struct Add {
///     a: u32,
///     b: u32,
/// }
///
/// async fn sums(batch: Batch<Add>) -> Negotiated<Vec<u32>> {
///     batch.map(|add| add.a + add.b)
/// }
///
/// let app: Router = Router::new().route("/jsv/reply/Add[]", post(sums));
/// ```
///
/// # Errors
/// A [`NegotiatedRejection`].
#[derive(Debug, Clone)]
#[must_use]
#[non_exhaustive]
pub struct Batch<T> {
    /// The requests.
    pub requests: Vec<T>,
    /// How to answer.
    pub reply: Reply,
}

impl<T> Batch<T> {
    /// Requests, such as those that a test gives to a service.
    ///
    /// ```
    /// use jsv::http::{Batch, Format, Reply};
    ///
    /// let answer = Batch::new(Reply::new(Format::Jsv), vec![1, 2]).map(|number| number + 1);
    /// assert_eq!(answer.value, [2, 3]);
    /// ```
    pub fn new(reply: Reply, requests: Vec<T>) -> Self {
        Batch { requests, reply }
    }

    /// Answers each request, in their order.
    pub fn map<A>(self, answer: impl FnMut(T) -> A) -> Negotiated<Vec<A>> {
        self.reply.with(self.requests.into_iter().map(answer).collect())
    }
}

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Batch<T> {
    type Rejection = NegotiatedRejection;

    async fn from_request(request: Request, state: &S) -> Result<Self, NegotiatedRejection> {
        let Negotiated { value: requests, reply, .. } =
            read(request, state, operation_of::<T>(), Empty::Text, |format, bytes, parts| match format {
                None => Ok(alloc::vec![form(bytes, &parts.extensions)?]),
                Some(Format::Json) => json::from_slice(bytes).map_err(Rejection::Json),
                Some(Format::Jsv) => Ok(body::settings::<Options>(&parts.extensions).from_slice(bytes)?),
                Some(Format::Csv) => {
                    Ok(body::csv_settings(&parts.headers, &parts.extensions).from_slice(bytes)?)
                }
            })
            .await?;
        Ok(Batch::new(reply, requests))
    }
}
