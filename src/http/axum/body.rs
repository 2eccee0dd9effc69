//! The body of a request: its content type, its bytes within axum's limit, and how it is read. Floor 5.

use alloc::borrow::ToOwned;
use alloc::string::String;

use axum::body::Bytes;
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::{Extensions, HeaderMap, header};
use axum::response::{IntoResponse, Response};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::rejection::Rejection;
use crate::csv::ReaderBuilder;
use crate::error::{Error, Result};
use crate::http::Format;
use crate::http::media_type::{self, essence};

pub(super) const FORM: &str = "application/x-www-form-urlencoded";
pub(super) const MULTIPART: &str = "multipart/form-data";

/// What a body is, by its content type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Media {
    Text(Format),
    Form,
    Multipart,
}

impl Media {
    pub(super) fn of(headers: &HeaderMap) -> Option<Self> {
        let content_type = content_type(headers)?;
        let is = |name: &str| essence(content_type).eq_ignore_ascii_case(name);
        if is(FORM) {
            Some(Media::Form)
        } else if is(MULTIPART) {
            Some(Media::Multipart)
        } else {
            Format::from_content_type(content_type).map(Media::Text)
        }
    }
}

fn content_type(headers: &HeaderMap) -> Option<&str> {
    headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok())
}

/// Whether the request says what its body is: an optional extractor is `None` without.
pub(super) fn has_content_type(headers: &HeaderMap) -> bool {
    headers.contains_key(header::CONTENT_TYPE)
}

#[cold]
pub(super) fn other_type(headers: &HeaderMap, expected: &'static str) -> Rejection {
    Rejection::ContentType { expected, found: content_type(headers).map(ToOwned::to_owned) }
}

/// Refuses a text that says to be in another charset than UTF-8.
pub(super) fn check_charset(headers: &HeaderMap) -> Result<(), Rejection> {
    match content_type(headers).and_then(media_type::other_charset) {
        None => Ok(()),
        Some(found) => Err(Rejection::Charset { found: found.into_owned() }),
    }
}

/// The whole body, within axum's limit.
pub(super) async fn bytes<S: Send + Sync>(request: Request, state: &S) -> Result<Bytes, Rejection> {
    Bytes::from_request(request, state).await.map_err(Rejection::Body)
}

/// The text fields of a `multipart/form-data` body as a query string, which SPEC §10 has the rules for. Parts with a file
/// name are files, not fields.
pub(super) async fn multipart<S: Send + Sync>(request: Request, state: &S) -> Result<String, Rejection> {
    let mut parts = Multipart::from_request(request, state).await.map_err(Rejection::Boundary)?;
    let mut query = String::new();
    while let Some(part) = parts.next_field().await.map_err(Rejection::Multipart)? {
        if part.file_name().is_some() {
            continue;
        }
        let Some(name) = part.name().map(ToOwned::to_owned) else { continue };
        let value = part.bytes().await.map_err(Rejection::Multipart)?;
        let value = crate::text::utf8::check(&value).map_err(|error| error.under_key(&name))?;
        if !query.is_empty() {
            query.push('&');
        }
        query.extend(utf8_percent_encode(&name, NON_ALPHANUMERIC));
        query.push('=');
        query.extend(utf8_percent_encode(value, NON_ALPHANUMERIC));
    }
    Ok(query)
}

/// Settings that the application has put into the request's extensions.
pub(super) fn settings<T: Clone + Default + Send + Sync + 'static>(extensions: &Extensions) -> T {
    extensions.get::<T>().cloned().unwrap_or_default()
}

/// The settings for a CSV body, whose content type may say whether it has a header.
pub(super) fn csv_settings(headers: &HeaderMap, extensions: &Extensions) -> ReaderBuilder {
    let mut reader = settings(extensions);
    media_type::with_header_parameter(content_type(headers).unwrap_or_default(), &mut reader);
    reader
}

/// A response of one text, or 500 if the value could not be written.
pub(super) fn answer(content_type: &'static str, text: Result<String>) -> Response {
    match text {
        Ok(text) => ([(header::CONTENT_TYPE, content_type)], text).into_response(),
        Err(error) => unwritten(&error),
    }
}

/// A value that has no text is the server's fault.
#[cold]
fn unwritten(error: &Error) -> Response {
    use alloc::string::ToString as _;
    (axum::http::StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response()
}
