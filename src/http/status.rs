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
/// let error = jsv::http::FieldError {
///     error_code: "NotEmpty".into(),
///     field_name: "License".into(),
///     message: "there must be one".into(),
///     ..Default::default()
/// };
/// assert_eq!(jsv::to_string(&error)?, "{errorCode:NotEmpty,fieldName:License,message:there must be one}");
/// # Ok::<(), jsv::Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
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
/// let answer = ErrorResponse { response_status: ResponseStatus::new("NotFound", "no such order") };
/// let text = jsv::csv::WriterBuilder::new().capitalize_header(true).to_string(&answer)?;
/// assert_eq!(text, "ResponseStatus\r\n\"{errorCode:NotFound,message:no such order,errors:[]}\"\r\n");
/// # Ok::<(), jsv::Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct ErrorResponse {
    /// What went wrong.
    pub response_status: ResponseStatus,
}

impl ResponseStatus {
    /// An error that no field is to blame for.
    pub fn new(error_code: impl Into<String>, message: impl Into<String>) -> Self {
        ResponseStatus { error_code: error_code.into(), message: message.into(), ..Self::default() }
    }

    /// Adds what is wrong with a field.
    #[must_use]
    pub fn field(
        mut self,
        error_code: impl Into<String>,
        field_name: impl Into<String>,
        message: impl Into<String>,
    ) -> Self {
        self.errors.push(FieldError {
            error_code: error_code.into(),
            field_name: field_name.into(),
            message: message.into(),
            ..FieldError::default()
        });
        self
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
