//! What went wrong, as ServiceStack says it: `{responseStatus:{errorCode:…,message:…,errors:[…]}}`. Floor 5.

use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use crate::error::Error;

/// A service's error: the field `ResponseStatus` of its answers.
///
/// ```
/// use jsv::http::ErrorResponse;
///
/// let text = "{responseStatus:{errorCode:NotFound,message:\"no such order, sorry\",errors:[]}}";
/// let answer: ErrorResponse = jsv::from_str(text)?;
/// assert_eq!(answer.response_status.error_code, "NotFound");
/// assert_eq!(jsv::to_string(&answer)?, text);
/// # Ok::<(), jsv::Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
#[non_exhaustive]
pub struct ResponseStatus {
    /// A name for the kind of error: in ServiceStack that of the exception's type.
    pub error_code: String,
    /// What went wrong, for people.
    pub message: String,
    /// Where it went wrong, where a service in its debug mode says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stack_trace: Option<String>,
    /// What is wrong with each field of the request.
    pub errors: Vec<FieldError>,
    /// What else the service says.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub meta: BTreeMap<String, String>,
}

/// What is wrong with one field of a request.
///
/// ```
/// let text = "{errorCode:NotEmpty,fieldName:License,message:there must be one}";
/// let error: jsv::http::FieldError = jsv::from_str(text)?;
/// assert_eq!((error.field_name.as_str(), error.message.as_str()), ("License", "there must be one"));
/// assert_eq!(jsv::to_string(&error)?, text);
/// # Ok::<(), jsv::Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
#[non_exhaustive]
pub struct FieldError {
    /// A name for the kind of error.
    pub error_code: String,
    /// The field's name, or the path to it.
    pub field_name: String,
    /// What is wrong with it, for people.
    pub message: String,
    /// What else the service says of it, such as the limits of a value.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub meta: BTreeMap<String, String>,
}

/// The answer of an operation that failed and has nothing else to say.
///
/// ```
/// use jsv::http::{ErrorResponse, ResponseStatus};
///
/// let answer = ErrorResponse::from(ResponseStatus::new("NotFound", "no such order"));
/// let text = jsv::csv::WriterBuilder::new().capitalize_header(true).to_string(&answer)?;
/// assert_eq!(text, "ResponseStatus\r\n\"{errorCode:NotFound,message:no such order,errors:[]}\"\r\n");
/// # Ok::<(), jsv::Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
#[non_exhaustive]
pub struct ErrorResponse {
    /// What went wrong.
    pub response_status: ResponseStatus,
}

impl ResponseStatus {
    /// An error that no field is to blame for. The other fields are set as they are in any struct.
    ///
    /// ```
    /// let mut status = jsv::http::ResponseStatus::new("Busy", "try again");
    /// status.meta.insert("after".into(), "30 s".into());
    /// assert_eq!(jsv::to_string(&status)?, "{errorCode:Busy,message:try again,errors:[],meta:{after:30 s}}");
    /// # Ok::<(), jsv::Error>(())
    /// ```
    pub fn new(error_code: impl Into<String>, message: impl Into<String>) -> Self {
        ResponseStatus { error_code: error_code.into(), message: message.into(), ..Self::default() }
    }

    /// Adds what is wrong with a field. A [`FieldError`] that says more is pushed to `errors`.
    ///
    /// ```
    /// use jsv::http::ResponseStatus;
    ///
    /// let status = ResponseStatus::new("Invalid", "two fields").field("NotEmpty", "License", "missing");
    /// let status = status.field("Range", "Count", "too many");
    /// assert_eq!(status.errors[1].field_name, "Count");
    /// ```
    #[must_use]
    pub fn field(
        mut self,
        error_code: impl Into<String>,
        field_name: impl Into<String>,
        message: impl Into<String>,
    ) -> Self {
        self.errors.push(FieldError::new(error_code, field_name, message));
        self
    }
}

impl FieldError {
    /// What is wrong with a field.
    ///
    /// ```
    /// use jsv::http::{FieldError, ResponseStatus};
    ///
    /// let mut error = FieldError::new("Range", "Count", "too many");
    /// error.meta.insert("Max".into(), "100".into());
    /// let mut status = ResponseStatus::new("Invalid", "see the fields");
    /// status.errors.push(error);
    /// assert_eq!(
    ///     jsv::to_string(&status.errors)?,
    ///     "[{errorCode:Range,fieldName:Count,message:too many,meta:{Max:100}}]"
    /// );
    /// # Ok::<(), jsv::Error>(())
    /// ```
    pub fn new(
        error_code: impl Into<String>,
        field_name: impl Into<String>,
        message: impl Into<String>,
    ) -> Self {
        FieldError {
            error_code: error_code.into(),
            field_name: field_name.into(),
            message: message.into(),
            ..Self::default()
        }
    }
}

/// The answer that says nothing else.
///
/// ```
/// use jsv::http::{ErrorResponse, ResponseStatus};
///
/// let answer: ErrorResponse = ResponseStatus::new("NotFound", "no such order").into();
/// assert_eq!(
///     jsv::to_string(&answer)?,
///     "{responseStatus:{errorCode:NotFound,message:no such order,errors:[]}}"
/// );
/// # Ok::<(), jsv::Error>(())
/// ```
impl From<ResponseStatus> for ErrorResponse {
    fn from(response_status: ResponseStatus) -> Self {
        ErrorResponse { response_status }
    }
}

/// Damaged text, as ServiceStack calls it: a `SerializationException`. The path to the value is the name of the field.
impl From<&Error> for ResponseStatus {
    fn from(error: &Error) -> Self {
        const CODE: &str = "SerializationException";
        let status = ResponseStatus::new(CODE, error.to_string());
        let path = error.path();
        if path.is_empty() { status } else { status.field(CODE, path, error.kind().to_string()) }
    }
}
