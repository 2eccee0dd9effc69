//! Why a request was not taken. Floor 5.

use alloc::string::{String, ToString};

use axum::extract::multipart::{MultipartError, MultipartRejection};
use axum::extract::rejection::BytesRejection;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use crate::error::{Error, ErrorKind};
use crate::http::ResponseStatus;

/// Why a request was not taken.
///
/// As a response it is plain text: what was expected, what was found, and the place in the body.
///
/// ```
/// use axum::response::IntoResponse;
/// use jsv::http::{Jsv, Rejection};
///
/// async fn create(body: Result<Jsv<Vec<u32>>, Rejection>) -> axum::response::Response {
///     match body {
///         Ok(Jsv(numbers)) => Jsv(numbers.len()).into_response(),
///         Err(Rejection::Text(error)) => format!("line {}, please", error.line()).into_response(),
///         Err(other) => other.into_response(),
///     }
/// }
/// ```
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Rejection {
    /// The content type is another one, or there is none: 415.
    #[error("expected a body of {expected}, found {}", .found.as_deref().unwrap_or("one without a content type"))]
    #[non_exhaustive]
    ContentType {
        /// The types that are taken.
        expected: &'static str,
        /// The type that the request names.
        found: Option<String>,
    },
    /// JSON, JSV or CSV whose content type names another charset than UTF-8 or US-ASCII; it would be read wrongly: 415.
    #[error("expected a body in UTF-8, found one in the charset {found}")]
    #[non_exhaustive]
    Charset {
        /// The charset that the request names.
        found: String,
    },
    /// JSV, CSV, a query string or a form that is damaged or does not mean what its type asks for, 400; a CSV dialect that
    /// is not possible, 500.
    #[error("{0}")]
    Text(Error),
    /// JSON that is damaged or does not mean what its type asks for: 400.
    #[error("{0}")]
    Json(serde_json::Error),
    /// The body did not arrive, 400, or is larger than axum's limit, 413.
    #[error("{0}")]
    Body(BytesRejection),
    /// A `multipart/form-data` body without a boundary: 400.
    #[error("{0}")]
    Boundary(MultipartRejection),
    /// A `multipart/form-data` body that is damaged, 400, or larger than axum's limit, 413.
    #[error("{}", .0.body_text())]
    Multipart(MultipartError),
}

impl Rejection {
    /// The status of the response.
    ///
    /// ```
    /// use axum::http::StatusCode;
    /// use jsv::http::Rejection;
    ///
    /// let error = jsv::from_str::<u8>("300").unwrap_err();
    /// assert_eq!(Rejection::Text(error).status(), StatusCode::BAD_REQUEST);
    /// ```
    pub fn status(&self) -> StatusCode {
        match self {
            Rejection::ContentType { .. } | Rejection::Charset { .. } => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Rejection::Text(error) if matches!(error.kind(), ErrorKind::InvalidDialect(_)) => {
                StatusCode::INTERNAL_SERVER_ERROR
            }
            Rejection::Text(_) | Rejection::Json(_) => StatusCode::BAD_REQUEST,
            Rejection::Body(rejection) => rejection.status(),
            Rejection::Boundary(rejection) => rejection.status(),
            Rejection::Multipart(error) => error.status(),
        }
    }
}

impl From<Error> for Rejection {
    fn from(error: Error) -> Self {
        Rejection::Text(error)
    }
}

impl From<&Rejection> for ResponseStatus {
    fn from(rejection: &Rejection) -> Self {
        match rejection {
            Rejection::Text(error) => error.into(),
            Rejection::Json(error) => ResponseStatus::new("SerializationException", error.to_string()),
            other => {
                let code = other.status().canonical_reason().unwrap_or("Error").replace(' ', "");
                ResponseStatus::new(code, other.to_string())
            }
        }
    }
}

impl IntoResponse for Rejection {
    fn into_response(self) -> Response {
        (self.status(), self.to_string()).into_response()
    }
}
