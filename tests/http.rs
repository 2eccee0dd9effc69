//! JSV and CSV over HTTP: the extractors and responders, and the example service against what a real host answered and
//! real clients sent.

#![cfg(all(feature = "axum", feature = "chrono", feature = "reqwest"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at what it cannot run")]

#[path = "http/client.rs"]
mod client;
#[path = "http/extract.rs"]
mod extract;
#[path = "http/hostile.rs"]
mod hostile;
#[path = "http/json.rs"]
mod json;
#[path = "http/live.rs"]
mod live;
mod model;
#[path = "http/negotiated.rs"]
mod negotiated;
#[path = "http/parameters.rs"]
mod parameters;
#[path = "http/rows.rs"]
mod rows;
#[path = "../examples/server/service/mod.rs"]
mod service;
#[path = "http/vectors.rs"]
mod vectors;
#[path = "../examples/client/visit.rs"]
mod visit;

use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use service::messages;
use tower::Service;

/// An answer, whole.
struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
}

impl Answer {
    fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }

    fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    /// The answer as the client sees it.
    fn for_client(&self) -> reqwest::Response {
        let mut response = axum::http::Response::new(self.body.to_vec());
        *response.status_mut() = self.status;
        *response.headers_mut() = self.headers.clone();
        response.into()
    }
}

/// What an application answers, without a network.
async fn answer<A>(mut app: A, request: Request) -> Answer
where
    A: Service<Request, Response = Response, Error = std::convert::Infallible>,
{
    let Ok(response) = app.call(request).await;
    let (parts, body) = response.into_parts();
    let body = axum::body::to_bytes(body, usize::MAX).await.unwrap();
    Answer { status: parts.status, headers: parts.headers, body }
}

/// A request with a content type, unless that is empty.
fn post(path: &str, content_type: &str, body: impl Into<Body>) -> Request {
    let mut request = axum::http::Request::post(path);
    if !content_type.is_empty() {
        request = request.header("Content-Type", content_type);
    }
    request.body(body.into()).unwrap()
}

fn get(path: &str) -> Request {
    axum::http::Request::get(path).body(Body::empty()).unwrap()
}
