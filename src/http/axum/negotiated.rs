//! `Negotiated<T>`: a request in any format, an answer in the one that the client asks for. Floor 5.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use axum::BoxError;
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::body::{self, Media};
use super::json;
use super::operation::operation_of;
use super::rejection::Rejection;
use super::reply::Reply;
use crate::csv::{self, WriterBuilder};
use crate::error::{ErrorKind, Result};
use crate::http::{ErrorResponse, Format, ResponseStatus};
use crate::{Error, Options};

/// A request in whatever format it comes, and an answer in the format that the client asks for, as [`Reply`] finds it.
///
/// As an extractor it reads a body of JSON, JSV, CSV (one record) or a form, by its content type, and the query string
/// where there is no body. `charset` and `header=absent` in the content type mean what they mean for [`Jsv`](super::Jsv) and
/// [`Csv`](super::Csv). Names are matched exactly, else in any case, in JSON too. `format` and `jsconfig` are fields of the
/// query string like others, so a type that has no such fields ignores them. A refused request is answered with a
/// [`ResponseStatus`] in the format asked for.
///
/// In a JSON body bytes are base64 or a list of numbers, and the adapters of [`with`](crate::with) but `scalar` see a number's
/// digits. What serde reads without knowing its type, such as a [`Value`](crate::Value) or a field of a tagged, untagged or
/// flattened type, has numbers with a fraction or of more than 64 bits as an `f64` holds them, and bytes are a list of numbers
/// there. In a JSON answer bytes are base64, the adapters write strings unless theirs are integers, and a float
/// that is no number is `null`.
///
/// As a response it writes JSON, JSV or CSV. A CSV answer has the header names with a capital first letter, as a
/// ServiceStack host writes them, and is a file by `Content-Disposition`, named after the type of the request.
///
/// ```
/// use axum::{Router, routing::get};
/// use jsv::http::Negotiated;
///
/// #[derive(serde::Deserialize)]
/// struct ListRows {
///     count: u32,
/// }
///
/// #[derive(serde::Serialize, serde::Deserialize)]
/// struct Row {
///     id: u32,
/// }
///
/// // `/rows?count=3&format=csv` answers with the file `ListRows.csv`, `/rows?count=3` in JSON.
/// async fn rows(request: Negotiated<ListRows>) -> Negotiated<Vec<Row>> {
///     request.map(|list| (1..=list.count).map(|id| Row { id }).collect())
/// }
///
/// let app: Router = Router::new().route("/rows", get(rows).post(rows));
/// ```
///
/// # Errors
/// A [`NegotiatedRejection`].
#[derive(Debug, Clone)]
#[must_use]
pub struct Negotiated<T> {
    /// What was asked, or what is answered.
    pub value: T,
    /// How to answer.
    pub reply: Reply,
    status: StatusCode,
    header: Vec<&'static str>,
}

impl<T> Negotiated<T> {
    /// An answer.
    ///
    /// ```
    /// use jsv::http::{Format, Negotiated, Reply};
    ///
    /// let answer = Negotiated::new(Reply::new(Format::Jsv), [1, 2]);
    /// assert_eq!(answer.value, [1, 2]);
    /// ```
    pub fn new(reply: Reply, value: T) -> Self {
        Negotiated { value, reply, status: StatusCode::OK, header: Vec::new() }
    }

    /// Answers the request: another value, and the rest as it is.
    pub fn map<A>(self, answer: impl FnOnce(T) -> A) -> Negotiated<A> {
        let Negotiated { value, reply, status, header } = self;
        Negotiated { value: answer(value), reply, status, header }
    }

    /// Sets the status, 200 by default. Only answers that succeed are files.
    pub fn status(mut self, status: StatusCode) -> Self {
        self.status = status;
        self
    }

    /// Gives a CSV answer the header of a row's type, so that it has one even without rows.
    ///
    /// ```
    /// use jsv::http::{Format, Reply};
    ///
    /// #[derive(serde::Serialize, serde::Deserialize)]
    /// struct Row {
    ///     id: u32,
    /// }
    ///
    /// let none: Vec<Row> = Vec::new();
    /// let answer = Reply::new(Format::Csv).with(none).header_of::<Row>()?;
    /// # Ok::<(), jsv::Error>(())
    /// ```
    ///
    /// # Errors
    /// Those of [`csv::header_of`].
    pub fn header_of<R: DeserializeOwned>(mut self) -> Result<Self> {
        self.header = csv::header_of::<R>()?;
        Ok(self)
    }
}

/// A request that was not taken, and how to say so.
///
/// ```
/// use axum::response::{IntoResponse, Response};
/// use jsv::http::{Negotiated, NegotiatedRejection, Rejection};
///
/// async fn count(request: Result<Negotiated<Vec<u32>>, NegotiatedRejection>) -> Response {
///     match request {
///         Ok(request) => request.map(|numbers| numbers.len()).into_response(),
///         Err(NegotiatedRejection { cause: Rejection::ContentType { .. }, .. }) => "numbers, please".into_response(),
///         Err(other) => other.into_response(),
///     }
/// }
/// ```
#[derive(Debug, thiserror::Error)]
#[error("{cause}")]
#[non_exhaustive]
pub struct NegotiatedRejection {
    /// How to answer.
    pub reply: Reply,
    /// What is wrong.
    pub cause: Rejection,
}

impl NegotiatedRejection {
    /// A request that an extractor of your own does not take.
    ///
    /// ```
    /// use axum::response::IntoResponse;
    /// use jsv::http::{Format, NegotiatedRejection, Reply};
    ///
    /// let error = jsv::from_str::<u8>("300").unwrap_err();
    /// let response = NegotiatedRejection::new(Reply::new(Format::Jsv), error).into_response();
    /// assert_eq!(response.status(), 400);
    /// assert_eq!(response.headers()["Content-Type"], "application/jsv");
    /// ```
    pub fn new(reply: Reply, cause: impl Into<Rejection>) -> Self {
        NegotiatedRejection { reply, cause: cause.into() }
    }
}

impl IntoResponse for NegotiatedRejection {
    fn into_response(self) -> Response {
        let status = self.cause.status();
        self.reply.error(ResponseStatus::from(&self.cause)).status(status).into_response()
    }
}

/// What a body is that has no bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Empty {
    /// None: the query string is read.
    Absent,
    /// A text of its format, if it has one.
    Text,
}

/// Reads a request: `read` is given the format of the body, or `None` for a form or, where there is no body, a query
/// string.
pub(super) async fn read<T, S: Send + Sync>(
    request: Request,
    state: &S,
    operation: Option<String>,
    empty: Empty,
    read: impl FnOnce(Option<Format>, &[u8], &Parts) -> Result<T, Rejection>,
) -> Result<Negotiated<T>, NegotiatedRejection> {
    let (parts, body) = request.into_parts();
    let mut reply = Reply::to(&parts);
    if let Some(operation) = operation {
        reply = reply.named(operation);
    }
    let request = Request::from_parts(parts.clone(), body);
    let found: Result<T, Rejection> = async {
        let media = Media::of(&parts.headers);
        if media == Some(Media::Multipart) {
            let fields = body::multipart(request, state).await?;
            return read(None, fields.as_bytes(), &parts);
        }
        let bytes = body::bytes(request, state).await?;
        let is_text = empty == Empty::Text && matches!(media, Some(Media::Text(_)));
        if bytes.is_empty() && !is_text {
            return read(None, parts.uri.query().unwrap_or_default().as_bytes(), &parts);
        }
        match media {
            Some(Media::Text(format)) => {
                body::check_charset(&parts.headers)?;
                read(Some(format), &bytes, &parts)
            }
            Some(Media::Form | Media::Multipart) => read(None, &bytes, &parts),
            None => Err(body::other_type(&parts.headers, "JSON, JSV, CSV or a form")),
        }
    }
    .await;
    match found {
        Ok(value) => Ok(Negotiated::new(reply, value)),
        Err(cause) => Err(NegotiatedRejection::new(reply, cause)),
    }
}

/// Reads a query string or a form.
pub(super) fn form<T: DeserializeOwned>(
    bytes: &[u8],
    extensions: &axum::http::Extensions,
) -> Result<T, Rejection> {
    let options: crate::query::Options = body::settings(extensions);
    Ok(options.from_str(crate::text::utf8::check(bytes)?)?)
}

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Negotiated<T> {
    type Rejection = NegotiatedRejection;

    async fn from_request(request: Request, state: &S) -> Result<Self, NegotiatedRejection> {
        read(request, state, operation_of::<T>(), Empty::Absent, |format, bytes, parts| match format {
            None => form(bytes, &parts.extensions),
            Some(Format::Json) => json::from_slice(bytes).map_err(Rejection::Json),
            Some(Format::Jsv) => Ok(body::settings::<Options>(&parts.extensions).from_slice(bytes)?),
            Some(Format::Csv) => {
                let reader = body::csv_settings(&parts.headers, &parts.extensions);
                let mut rows: Vec<T> = reader.from_slice(bytes)?;
                match (rows.pop(), rows.len()) {
                    (Some(row), 0) => Ok(row),
                    (_, others) => {
                        let found = if others == 0 { 0 } else { others + 1 };
                        let kind = ErrorKind::InvalidLength { expected: "one record".to_string(), found };
                        Err(Error::from(kind).into())
                    }
                }
            }
        })
        .await
    }
}

impl<T: Serialize> Negotiated<T> {
    fn text(&self) -> Result<Vec<u8>, BoxError> {
        Ok(match self.reply.format() {
            Format::Json => {
                let mut text = Vec::new();
                json::to_writer(&mut text, &self.value)?;
                text
            }
            Format::Jsv => crate::to_string(&self.value)?.into_bytes(),
            Format::Csv => csv_writer(&self.header).to_string(&self.value)?.into_bytes(),
        })
    }
}

/// CSV as a ServiceStack host writes it, with the header of a type where it is known.
pub(super) fn csv_writer(header: &[&'static str]) -> WriterBuilder {
    let mut writer = WriterBuilder::new();
    writer.capitalize_header(true);
    if !header.is_empty() {
        writer.header(header.iter().copied());
    }
    writer
}

impl<T: Serialize> IntoResponse for Negotiated<T> {
    fn into_response(self) -> Response {
        match self.text() {
            Ok(text) => (self.status, self.reply.headers(self.status), text).into_response(),
            // A value that has no text in this format is the server's fault.
            Err(error) => {
                let unwritten = ResponseStatus::new("SerializationException", error.to_string());
                let answer: Negotiated<ErrorResponse> = self.reply.error(unwritten);
                let status = StatusCode::INTERNAL_SERVER_ERROR;
                match answer.text() {
                    Ok(text) => (status, answer.reply.headers(status), text).into_response(),
                    Err(_) => status.into_response(),
                }
            }
        }
    }
}
