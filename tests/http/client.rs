//! The client's half without a network: what it reads of an answer, and what it keeps of an error.

use std::time::{Duration, SystemTime};

use axum::body::Bytes;
use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::IntoResponse;
use jsv::http::{ClientError, ErrorResponse, RequestExt, ResponseExt, ResponseStatus, Rows};
use tokio::net::TcpListener;

use crate::Answer;

fn answer(status: u16, content_type: &str, body: impl Into<Bytes>) -> reqwest::Response {
    let mut headers = HeaderMap::new();
    if !content_type.is_empty() {
        headers.insert(header::CONTENT_TYPE, content_type.parse().unwrap());
    }
    let status = StatusCode::from_u16(status).unwrap();
    Answer { status, headers, body: body.into() }.for_client()
}

#[tokio::test]
async fn csv_without_a_header() {
    type Rows = Vec<(u32, String)>;
    for (content_type, expected) in [
        ("text/csv", &[(2, "b")][..]),
        ("text/csv; header=present", &[(2, "b")]),
        ("text/csv; header=x", &[(2, "b")]),
        ("text/csv; header=absent", &[(1, "a"), (2, "b")]),
        ("Text/CSV ; charset=utf-8; HEADER=\"Absent\"", &[(1, "a"), (2, "b")]),
    ] {
        let rows: Rows = answer(200, content_type, "1,a\r\n2,b\r\n").csv().await.unwrap();
        let expected: Rows = expected.iter().map(|(id, name)| (*id, (*name).to_owned())).collect();
        assert_eq!(rows, expected, "{content_type}");
    }
}

#[tokio::test]
async fn charsets() {
    for parameters in ["", "; charset=UTF-8", ";charset=\"utf8\"", "; charset=us-ascii", "; charset"] {
        let text: String = answer(200, &format!("text/jsv{parameters}"), "\u{e9}").jsv().await.unwrap();
        assert_eq!(text, "\u{e9}", "{parameters}");
        let rows: Vec<String> =
            answer(200, &format!("text/csv{parameters}"), "a\n\u{e9}\n").csv().await.unwrap();
        assert_eq!(rows, ["\u{e9}"], "{parameters}");
    }
    for (parameters, found) in [("; charset=iso-8859-1", "iso-8859-1"), (";Charset=\"UTF-16\";x=y", "UTF-16")]
    {
        let message = format!("expected an answer in UTF-8, found one in the charset {found}");
        let jsv = answer(200, &format!("text/jsv{parameters}"), "\u{e9}").jsv::<String>().await.unwrap_err();
        assert_eq!(jsv.to_string(), message);
        let csv = answer(200, &format!("text/csv{parameters}"), "a\n\u{e9}").csv::<String>().await;
        assert_eq!(csv.unwrap_err().to_string(), message);
    }
}

/// What the service says is kept, in whatever words.
#[tokio::test]
async fn errors_keep_what_the_service_says() {
    let json = r#"{"responseStatus":{"errorCode":"NotFound","message":"no \"such\" order"}}"#;
    let html = "<html>down for maintenance</html>";
    let csv = "ResponseStatus\r\n\"{ErrorCode:NotFound,Message:no such order}\"\r\n";
    let bare = "\"{ErrorCode:NotFound,Message:no such order}\"\r\n";
    let jsv = "{ResponseStatus:{ErrorCode:NotFound,Message:no such order}}";
    let json_message =
        if cfg!(feature = "json") { "404 Not Found: no \"such\" order" } else { "404 Not Found" };
    for (status, content_type, body, message) in [
        (404, "application/json; charset=utf-8", json, json_message),
        (404, "application/problem+json", json, json_message),
        (404, "application/json", &json.replace("responseStatus", "ResponseStatus"), json_message),
        (404, "application/json", &json.replace("}}", ",\"errors\":null}}"), json_message),
        (
            404,
            "application/json",
            "{\"responseStatus\":{\"message\":null,\"meta\":null,\"stackTrace\":null}}",
            "404 Not Found",
        ),
        (404, "application/json", "{\"ResponseStatus\":", "404 Not Found"),
        (404, "application/json; charset=iso-8859-1", json, "404 Not Found"),
        (503, "text/html", html, "503 Service Unavailable"),
        (502, "text/plain; charset=utf-8", "no \u{e9}", "502 Bad Gateway"),
        (502, "", "no", "502 Bad Gateway"),
        (404, "application/jsv", jsv, "404 Not Found: no such order"),
        (404, "application/jsv", "{", "404 Not Found"),
        (404, "application/jsv; charset=utf-16", jsv, "404 Not Found"),
        (404, "text/csv", csv, "404 Not Found: no such order"),
        (404, "text/csv; header=absent", bare, "404 Not Found: no such order"),
        (404, "text/csv", "", "404 Not Found"),
    ] {
        let error = answer(status, content_type, body.to_owned()).succeeded().await.unwrap_err();
        assert_eq!(error.to_string(), message, "{content_type} {body}");
        let ClientError::Service { status: found, response_status, content_type: named, body: kept, .. } =
            error
        else {
            panic!("not the service's error");
        };
        assert_eq!(found.as_u16(), status);
        assert_eq!(named.unwrap_or_default(), content_type);
        assert_eq!(kept, body);
        if message.ends_with("order") {
            assert_eq!(response_status.error_code, "NotFound");
        }
    }
}

/// All that a service says of an error can be passed on.
#[test]
fn a_status_is_read_and_written_whole() {
    let text = "{responseStatus:{errorCode:A,message:b,stackTrace:at C,errors:[{errorCode:D,fieldName:E,message:f,meta:{Min:1}}],\
                meta:{G:h}}}";
    let answer: ErrorResponse = jsv::from_str(text).unwrap();
    let ResponseStatus { stack_trace, errors, meta, .. } = &answer.response_status;
    assert_eq!(stack_trace.as_deref(), Some("at C"));
    assert_eq!(errors[0].meta["Min"], "1");
    assert_eq!(meta["G"], "h");
    assert_eq!(jsv::to_string(&answer).unwrap(), text);
    let json = serde_json::to_string(&answer).unwrap();
    assert_eq!(serde_json::from_str::<ErrorResponse>(&json).unwrap(), answer);
}

/// A body is kept up to 16 KiB, and no character is cut in two.
#[tokio::test]
async fn long_errors_are_cut() {
    const KEPT: usize = 16 << 10;
    for (body, kept) in [
        ("x".repeat(KEPT), KEPT),
        ("x".repeat(KEPT + 1), KEPT),
        ("\u{e9}".repeat(KEPT), KEPT),
        (format!("x{}", "\u{e9}".repeat(KEPT)), KEPT - 1),
        (format!("x{}", "\u{1f600}".repeat(KEPT)), KEPT - 3),
    ] {
        let error = answer(500, "text/plain", body.clone()).succeeded().await.unwrap_err();
        let ClientError::Service { body: found, .. } = error else { panic!("not the service's error") };
        assert_eq!(found, body[..kept]);
    }
    let error = answer(500, "text/plain", &b"a\xffb"[..]).succeeded().await.unwrap_err();
    assert!(matches!(error, ClientError::Service { body, .. } if body == "a\u{fffd}b"));
    // The message is read from the whole of a body.
    let body = format!("{{ResponseStatus:{{ErrorCode:A,Message:b,X:{}}}}}", "x".repeat(2 * KEPT));
    let error = answer(500, "text/jsv", body).succeeded().await.unwrap_err();
    assert_eq!(error.to_string(), "500 Internal Server Error: b");
}

/// A body without an end is not waited for, whether a message is read from its format or not.
#[tokio::test]
async fn endless_errors_are_cut() {
    const KEPT: usize = 16 << 10;
    let endless = async |Path(format): Path<String>| {
        let body = Rows::csv(0u64..).into_response().into_body();
        (StatusCode::SERVICE_UNAVAILABLE, [(header::CONTENT_TYPE, format!("text/{format}"))], body)
    };
    let app = axum::Router::new().route("/{format}", axum::routing::get(endless));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let server = tokio::spawn(async { axum::serve(listener, app).await });
    for format in ["plain", "csv", "jsv"] {
        let url = format!("http://{address}/{format}");
        let response = reqwest::Client::new().get(url).send().await.unwrap();
        let error = tokio::time::timeout(Duration::from_secs(60), response.succeeded()).await.unwrap();
        let Err(ClientError::Service { status, response_status, body, .. }) = error else {
            panic!("not the service's error: {format}")
        };
        assert_eq!((status.as_u16(), &*response_status.message, body.len()), (503, "", KEPT), "{format}");
    }
    server.abort();
}

#[test]
fn query_strings_from_pairs() {
    let query = |request: Result<reqwest::RequestBuilder, ClientError>| {
        request.unwrap().build().unwrap().url().query().map(ToOwned::to_owned)
    };
    let get = || reqwest::Client::new().get("http://localhost/rows?old=1");
    assert_eq!(query(get().jsv_query(&[("count", 1)])).as_deref(), Some("count=1"));
    assert_eq!(query(get().jsv_query(&[("b", "x y"), ("a", "1")])).as_deref(), Some("b=x+y&a=1"));
    assert_eq!(
        query(get().jsv_query(&(("count", 1), ("tags", ["a", "b"])))).as_deref(),
        Some("count=1&tags=a,b")
    );
    assert!(matches!(get().jsv_query(&[1]).unwrap_err(), ClientError::Text(_)));
}

/// The steps of a request follow one another, whichever of them fails.
#[test]
fn the_steps_of_a_request_have_one_error() {
    let post = || reqwest::Client::new().post("http://localhost/rows");
    let request = post().jsv_query(&[("count", 1)]).and_then(|request| request.jsv(&[1]));
    let request = request.and_then(|request| Ok(request.build()?)).unwrap();
    assert_eq!(request.url().query(), Some("count=1"));
    assert_eq!(request.body().and_then(reqwest::Body::as_bytes), Some(&b"[1]"[..]));
    // A time before 1970 has no text.
    let unwritable = [SystemTime::UNIX_EPOCH - Duration::from_secs(1)];
    for error in [post().jsv(&unwritable).unwrap_err(), post().csv(&unwritable).unwrap_err()] {
        assert!(matches!(error, ClientError::Text(_)), "{error}");
    }
}
