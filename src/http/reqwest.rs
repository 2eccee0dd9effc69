//! Methods for reqwest's requests and responses: bodies of JSV and CSV, query strings with JSV in them. Floor 5.

use alloc::borrow::ToOwned;
use alloc::boxed::Box;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::future::Future;

use reqwest::header::{ACCEPT, CONTENT_TYPE, HeaderMap, HeaderValue};
use reqwest::{RequestBuilder, Response, StatusCode};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::format::Format;
use super::media_type;
use super::status::{ErrorResponse, ResponseStatus};
use crate::csv::{self, ReaderBuilder};
use crate::error::Error;
use crate::query;

/// Bytes of a service's error that are kept.
const KEPT: usize = 16 << 10;

/// Bytes of an error's body that are read for what the service says.
const READ: usize = 1 << 20;

/// Why a response was not read, or a request not made.
///
/// ```
/// use jsv::http::ClientError;
///
/// fn advice(error: &ClientError) -> String {
///     match error {
///         ClientError::Text(error) => format!("line {} of the answer is damaged", error.line()),
///         ClientError::Service { status, .. } if status.is_client_error() => "ask something else".to_owned(),
///         other => other.to_string(),
///     }
/// }
/// ```
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ClientError {
    /// The request could not be made, or the answer did not arrive.
    #[error(transparent)]
    Http(#[from] reqwest::Error),
    /// The answer has another content type, such as the page of a proxy.
    #[error("expected an answer of {expected}, found {}", .found.as_deref().unwrap_or("one without a content type"))]
    #[non_exhaustive]
    ContentType {
        /// The type asked for.
        expected: &'static str,
        /// The type that the answer names.
        found: Option<String>,
    },
    /// The answer names another charset than UTF-8 or US-ASCII; it would be read wrongly.
    #[error("expected an answer in UTF-8, found one in the charset {found}")]
    #[non_exhaustive]
    Charset {
        /// The charset that the answer names.
        found: String,
    },
    /// A value that has no text, or a text that is damaged or does not mean what its type asks for.
    #[error(transparent)]
    Text(#[from] Error),
    /// The service answered with an error.
    #[error("{status}{}", message(.response_status))]
    #[non_exhaustive]
    Service {
        /// The status of the answer.
        status: StatusCode,
        /// What the service says; empty where it says nothing in JSV, CSV or, with the feature `json`, JSON, or more than
        /// 1 MiB.
        response_status: Box<ResponseStatus>,
        /// The type that the answer names.
        content_type: Option<String>,
        /// The answer's text as it came: its first 16 KiB, or up to 3 bytes less so that no character is cut in two. What is
        /// not UTF-8 is replaced by U+FFFD.
        body: String,
    },
}

/// What a service's error adds to its status.
fn message(status: &ResponseStatus) -> String {
    if status.message.is_empty() { String::new() } else { format!(": {}", status.message) }
}

/// Methods for [`RequestBuilder`]: bodies of JSV and CSV, query strings, and the format of the answer.
///
/// The trait is sealed: it is implemented for [`RequestBuilder`] only.
///
/// ```no_run
/// use jsv::http::{ClientError, RequestExt, ResponseExt};
///
/// #[derive(serde::Serialize)]
/// struct Order {
///     quantity: u32,
/// }
///
/// #[derive(serde::Deserialize)]
/// struct Total {
///     total: f64,
/// }
///
/// async fn order(client: &reqwest::Client) -> Result<f64, ClientError> {
///     let request = client.post("http://localhost:8080/order").jsv(&Order { quantity: 2 })?;
///     let answer: Total = request.send().await?.succeeded().await?.jsv().await?;
///     Ok(answer.total)
/// }
/// ```
pub trait RequestExt: Sized + sealed::Sealed {
    /// Sends a value as `application/jsv`, and asks for an answer in it.
    ///
    /// # Errors
    /// [`ClientError::Text`] with those of [`to_string`](crate::to_string).
    fn jsv<T: Serialize + ?Sized>(self, body: &T) -> Result<Self, ClientError>;

    /// Sends rows as `text/csv`, and asks for an answer in it. A struct is one row.
    ///
    /// # Errors
    /// [`ClientError::Text`] with those of [`csv::to_string`].
    fn csv<T: Serialize + ?Sized>(self, rows: &T) -> Result<Self, ClientError>;

    /// Sends a value as the query string (SPEC §10), in place of the one that the URL may have: a struct, a map, or a list of
    /// pairs.
    ///
    /// ```
    /// use jsv::http::RequestExt;
    ///
    /// let request = reqwest::Client::new().get("http://localhost/rows").jsv_query(&[("count", 1)])?.build()?;
    /// assert_eq!(request.url().query(), Some("count=1"));
    /// # Ok::<(), jsv::http::ClientError>(())
    /// ```
    ///
    /// # Errors
    /// [`ClientError::Text`] with those of [`query::to_string`]; [`ClientError::Http`] of a request that could not be made.
    fn jsv_query<T: Serialize + ?Sized>(self, query: &T) -> Result<Self, ClientError>;

    /// Asks for an answer in this format.
    #[must_use]
    fn accept(self, format: Format) -> Self;
}

mod sealed {
    pub trait Sealed {}

    impl Sealed for reqwest::RequestBuilder {}
    impl Sealed for reqwest::Response {}
}

impl RequestExt for RequestBuilder {
    fn jsv<T: Serialize + ?Sized>(self, body: &T) -> Result<Self, ClientError> {
        Ok(with_body(self, Format::Jsv, crate::to_string(body)?))
    }

    fn csv<T: Serialize + ?Sized>(self, rows: &T) -> Result<Self, ClientError> {
        Ok(with_body(self, Format::Csv, csv::to_string(rows)?))
    }

    fn jsv_query<T: Serialize + ?Sized>(self, query: &T) -> Result<Self, ClientError> {
        let query = query::to_string(query)?;
        let (client, request) = self.build_split();
        let mut request = request?;
        request.url_mut().set_query(Some(&query));
        Ok(RequestBuilder::from_parts(client, request))
    }

    fn accept(self, format: Format) -> Self {
        self.headers(HeaderMap::from_iter([(ACCEPT, media_type(format))]))
    }
}

fn with_body(request: RequestBuilder, format: Format, text: String) -> RequestBuilder {
    request.headers(HeaderMap::from_iter([(CONTENT_TYPE, media_type(format))])).accept(format).body(text)
}

fn media_type(format: Format) -> HeaderValue {
    HeaderValue::from_static(match format {
        Format::Json => "application/json",
        Format::Jsv | Format::Csv => format.content_type(),
    })
}

/// Methods for [`Response`]: bodies of JSV and CSV, and a service's errors.
///
/// The trait is sealed: it is implemented for [`Response`] only.
///
/// ```no_run
/// use jsv::http::{ClientError, Format, RequestExt, ResponseExt};
///
/// #[derive(serde::Deserialize)]
/// struct Row {
///     id: u32,
/// }
///
/// async fn rows(client: &reqwest::Client) -> Result<Vec<Row>, ClientError> {
///     let request = client.get("http://localhost:8080/rows?count=3").accept(Format::Csv);
///     request.send().await?.succeeded().await?.csv().await
/// }
/// ```
pub trait ResponseExt: Sized + sealed::Sealed {
    /// Reads the body as JSV, whatever the status.
    ///
    /// # Errors
    /// Another content type than `application/jsv` or `text/jsv`, another charset than UTF-8, damaged text, or an
    /// answer that did not arrive.
    fn jsv<T: DeserializeOwned>(self) -> impl Future<Output = Result<T, ClientError>> + Send;

    /// Reads the body as rows of CSV, whatever the status. With `header=absent` in the content type (RFC 4180 §3) the first
    /// record is a row: structs are filled by position, and maps and types with `flatten`, which need names, are refused.
    ///
    /// # Errors
    /// Another content type than `text/csv`, another charset than UTF-8, damaged text, or an answer that did not arrive.
    fn csv<T: DeserializeOwned>(self) -> impl Future<Output = Result<Vec<T>, ClientError>> + Send;

    /// Gives the response back if its status says that the request succeeded; else reads the service's error from a body
    /// of JSV, CSV or, with the feature `json`, JSON, of up to 1 MiB. The error keeps the content type and the start of any
    /// body.
    ///
    /// # Errors
    /// [`ClientError::Service`].
    fn succeeded(self) -> impl Future<Output = Result<Self, ClientError>> + Send;
}

impl ResponseExt for Response {
    async fn jsv<T: DeserializeOwned>(self) -> Result<T, ClientError> {
        expect(&self, Format::Jsv, "application/jsv")?;
        Ok(crate::from_slice(&self.bytes().await?)?)
    }

    async fn csv<T: DeserializeOwned>(self) -> Result<Vec<T>, ClientError> {
        expect(&self, Format::Csv, "text/csv")?;
        let reader = csv_reader(content_type(&self).unwrap_or_default());
        Ok(reader.from_slice(&self.bytes().await?)?)
    }

    async fn succeeded(self) -> Result<Self, ClientError> {
        let status = self.status();
        if status.is_success() {
            return Ok(self);
        }
        let content_type = content_type(&self).map(ToOwned::to_owned);
        let named = content_type.as_deref().unwrap_or_default();
        let format = Format::from_content_type(named).filter(|_| media_type::other_charset(named).is_none());
        let body = error_body(self, format.is_some()).await;
        let answer = format.and_then(|format| error_response(format, named, &body));
        let response_status = Box::new(answer.unwrap_or_default().response_status);
        Err(ClientError::Service { status, response_status, content_type, body: start_of(&body) })
    }
}

/// The reader of a CSV answer.
fn csv_reader(content_type: &str) -> ReaderBuilder {
    let mut reader = ReaderBuilder::new();
    media_type::with_header_parameter(content_type, &mut reader);
    reader
}

/// The start of a body: as much as is read for a service's error, or little more than is kept.
async fn error_body(mut response: Response, is_read: bool) -> Vec<u8> {
    let mut body = Vec::new();
    // The last character may have four bytes, not all of them here.
    let limit = if is_read { READ } else { KEPT + 4 };
    while body.len() < limit {
        let Ok(Some(chunk)) = response.chunk().await else { break };
        body.extend_from_slice(&chunk);
    }
    body
}

fn error_response(format: Format, content_type: &str, bytes: &[u8]) -> Option<ErrorResponse> {
    match format {
        Format::Json => from_json(bytes),
        Format::Jsv => crate::from_slice(bytes).ok(),
        Format::Csv => csv_reader(content_type).from_slice(bytes).ok()?.pop(),
    }
}

#[cfg(feature = "json")]
fn from_json(bytes: &[u8]) -> Option<ErrorResponse> {
    let text = core::str::from_utf8(bytes).ok()?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let json = crate::json::Json::parse(text, crate::grammar::DEPTH_LIMIT).ok()??;
    serde::Deserialize::deserialize(json).ok()
}

#[cfg(not(feature = "json"))]
fn from_json(_: &[u8]) -> Option<ErrorResponse> {
    None
}

/// The text of a body, cut between two characters.
fn start_of(bytes: &[u8]) -> String {
    let mut text = String::from_utf8_lossy(bytes).into_owned();
    let end = (0..=KEPT.min(text.len())).rev().find(|&end| text.is_char_boundary(end));
    text.truncate(end.unwrap_or_default());
    text
}

fn content_type(response: &Response) -> Option<&str> {
    response.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok())
}

fn expect(response: &Response, format: Format, expected: &'static str) -> Result<(), ClientError> {
    let found = content_type(response);
    if found.and_then(Format::from_content_type) != Some(format) {
        return Err(ClientError::ContentType { expected, found: found.map(ToOwned::to_owned) });
    }
    match found.and_then(media_type::other_charset) {
        None => Ok(()),
        Some(charset) => Err(ClientError::Charset { found: charset.into_owned() }),
    }
}
