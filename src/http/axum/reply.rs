//! `Reply`: what format to answer a request in. Floor 5.

use alloc::string::String;
use core::convert::Infallible;

use axum::extract::{FromRequestParts, OriginalUri};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use futures_core::Stream;
use serde::Serialize;

use super::negotiated::Negotiated;
use super::rows::{RowStream, Rows};
use super::suffix::Suffix;
use crate::http::accept::negotiate;
use crate::http::{ErrorResponse, Format, ResponseStatus};

/// What format to answer a request in, as a ServiceStack host decides it:
///
/// 1. by the suffix of the path, where [`without_suffix`](super::without_suffix) has taken it off;
/// 2. by a route such as `/jsv/reply/X` or `/csv/oneway/X`;
/// 3. by `?format=`: `json`, `jsv` or `csv`, in any case; anything else says nothing;
/// 4. by `Accept`, quality values included (a ServiceStack host takes the first type that it knows);
/// 5. else in JSON.
///
/// Of the parameters in `Accept` only the quality counts: an answer in CSV has a header even where `header=absent` is asked
/// for, and its content type is plain `text/csv`.
///
/// ```
/// use axum::{Router, routing::get};
/// use jsv::http::{ErrorResponse, Negotiated, Reply, ResponseStatus};
///
/// async fn answer(reply: Reply) -> Result<Negotiated<Vec<u32>>, Negotiated<ErrorResponse>> {
///     let today: Option<Vec<u32>> = None;
///     match today {
///         Some(numbers) => Ok(reply.with(numbers)),
///         None => Err(reply.error(ResponseStatus::new("NotFound", "no numbers today"))),
///     }
/// }
///
/// let app: Router = Router::new().route("/numbers", get(answer));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub struct Reply {
    format: Format,
    operation: Option<String>,
}

impl Reply {
    /// An answer in this format, whatever the request asks for.
    ///
    /// ```
    /// let reply = jsv::http::Reply::new(jsv::http::Format::Csv);
    /// assert_eq!(reply.format(), jsv::http::Format::Csv);
    /// ```
    pub fn new(format: Format) -> Self {
        Reply { format, operation: None }
    }

    /// Decides for a request.
    ///
    /// ```
    /// use axum::http::Request;
    /// use jsv::http::{Format, Reply};
    ///
    /// let (parts, ()) = Request::get("/orders?format=csv").header("Accept", "application/jsv").body(())?.into_parts();
    /// assert_eq!(Reply::to(&parts).format(), Format::Csv);
    /// # Ok::<(), axum::http::Error>(())
    /// ```
    pub fn to(parts: &Parts) -> Self {
        let suffix = parts.extensions.get::<Suffix>().map(|Suffix(format)| *format);
        // A nested router sees the rest of the path.
        let original = parts.extensions.get::<OriginalUri>().map(|OriginalUri(uri)| uri);
        let mut segments = original.unwrap_or(&parts.uri).path().rsplit('/');
        let last = segments.next().unwrap_or_default();
        let format = suffix
            .or_else(|| match (segments.next(), segments.next()) {
                (Some("reply" | "oneway"), Some(name)) => Format::from_name(name),
                _ => None,
            })
            .or_else(|| parts.uri.query().and_then(asked_for))
            .unwrap_or_else(|| {
                let accept = parts.headers.get_all(header::ACCEPT).iter();
                negotiate(accept.filter_map(|value| value.to_str().ok()))
            });
        let operation =
            if suffix.is_some() { last.rsplit_once('.').map_or(last, |(stem, _)| stem) } else { last };
        Reply::new(format).named(operation)
    }

    /// The format.
    pub fn format(&self) -> Format {
        self.format
    }

    /// Names the operation: the file that a CSV answer is saved as. It is the last segment of the path, or, in a
    /// [`Negotiated`] request, the name of its type.
    ///
    /// ```
    /// use axum::response::IntoResponse;
    ///
    /// let reply = jsv::http::Reply::new(jsv::http::Format::Csv).named("Orders");
    /// let response = reply.with([[1, 2]]).into_response();
    /// assert_eq!(response.headers()["Content-Disposition"], "attachment;filename=\"Orders.csv\"");
    /// ```
    pub fn named(mut self, operation: impl Into<String>) -> Self {
        self.operation = Some(operation.into());
        self
    }

    /// Answers with a value.
    pub fn with<T>(self, value: T) -> Negotiated<T> {
        Negotiated::new(self, value)
    }

    /// Answers with an error, 400 unless [`Negotiated::status`] says otherwise.
    pub fn error(self, status: ResponseStatus) -> Negotiated<ErrorResponse> {
        self.with(ErrorResponse::from(status)).status(StatusCode::BAD_REQUEST)
    }

    /// Answers with rows as they come from a stream, in any format.
    pub fn stream<S, T, E>(self, rows: S) -> Rows<S>
    where
        S: Stream<Item = Result<T, E>> + Send + 'static,
        T: Serialize,
    {
        Rows::new(self, rows)
    }

    /// Answers with rows as they come from an iterator, in any format.
    pub fn rows<I>(self, rows: I) -> Rows<RowStream<I::IntoIter>>
    where
        I: IntoIterator,
        I::IntoIter: Send + Unpin + 'static,
        I::Item: Serialize,
    {
        Rows::new(self, RowStream(rows.into_iter()))
    }

    /// The headers of an answer: a file's name for CSV, unless it is an error.
    pub(super) fn headers(&self, status: StatusCode) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(self.format.content_type()));
        headers.insert(header::VARY, HeaderValue::from_static("Accept"));
        if self.format == Format::Csv && status.is_success() {
            let disposition = alloc::format!("attachment;filename=\"{}.csv\"", self.file_stem());
            if let Ok(disposition) = HeaderValue::try_from(disposition) {
                headers.insert(header::CONTENT_DISPOSITION, disposition);
            }
        }
        headers
    }

    /// The operation's name without what no file's name, or no header, should have.
    fn file_stem(&self) -> String {
        let operation = self.operation.as_deref().unwrap_or_default();
        let kept = |character: &char| character.is_ascii_alphanumeric() || "-_.".contains(*character);
        let stem: String = operation.chars().filter(kept).collect();
        if stem.trim_matches('.').is_empty() { "data".into() } else { stem }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Reply {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Reply::to(parts))
    }
}

/// The format that a query string asks for.
fn asked_for(query: &str) -> Option<Format> {
    query.split('&').find_map(|field| {
        let (name, value) = field.split_once('=')?;
        if name.eq_ignore_ascii_case("format") { Format::from_name(value) } else { None }
    })
}
