//! `Negotiated`, `Batch`, `Reply`: which format answers, under which name, and errors in it.

use std::collections::BTreeMap;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request};
use axum::http::StatusCode;
use axum::routing::{get, post};
use jsv::http::{
    Batch, Format, Negotiated, NegotiatedRejection, Rejection, Reply, ResponseStatus, without_suffix,
};
use serde::{Deserialize, Serialize};
use tower::util::MapRequest;

use crate::answer;

#[derive(Debug, Default, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct FindOrders {
    order_id: u32,
    #[serde(default)]
    tags: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Optional {
    id: Option<u32>,
}

fn app() -> MapRequest<Router, fn(Request) -> Request> {
    let find = async |request: Negotiated<FindOrders>| request;
    let inner = Router::new().route("/find", get(find).post(find));
    let router = Router::new()
        .route("/find", get(find).post(find))
        .route("/{format}/reply/FindOrders", get(find).post(find))
        .route("/batch", post(async |batch: Batch<FindOrders>| batch.map(|find| find.order_id)))
        .route("/numbers", get(async |reply: Reply| reply.with([1, 2])))
        .route("/named", get(async |reply: Reply| reply.named("a\"b/../c;d\r\n.e").with([1, 2])))
        .route(
            "/none",
            get(async |reply: Reply| reply.with(Vec::<FindOrders>::new()).header_of::<FindOrders>().unwrap()),
        )
        .route(
            "/mapped",
            get(async |reply: Reply| {
                let answer = reply.with(()).status(StatusCode::CREATED).header_of::<FindOrders>().unwrap();
                answer.map(|()| Vec::<FindOrders>::new())
            }),
        )
        .route("/optional", post(async |batch: Batch<Optional>| batch.map(|request| request.id)))
        .route("/created", get(async |reply: Reply| reply.with(1).status(StatusCode::CREATED)))
        .route(
            "/failed",
            get(async |reply: Reply| {
                let status = ResponseStatus::new("Gone", "all, of it").field("Old", "orderId", "too old");
                reply.error(status).status(StatusCode::GONE)
            }),
        )
        .route("/unwritable", get(async |reply: Reply| reply.with(BTreeMap::from([([1], 2)]))))
        .route(
            "/matched",
            post(async |request: Result<Negotiated<FindOrders>, NegotiatedRejection>| {
                match request.map_err(|rejection| rejection.cause) {
                    Ok(_) => "taken".to_owned(),
                    Err(Rejection::Json(error)) => format!("column {}", error.column()),
                    Err(Rejection::Text(error)) => format!("column {}", error.column()),
                    Err(other) => other.to_string(),
                }
            }),
        )
        .nest("/v1", inner)
        .layer(DefaultBodyLimit::max(200));
    MapRequest::new(router, without_suffix)
}

/// A suffix, then the route, then `?format=`, then `Accept`.
#[tokio::test]
async fn which_format_answers() {
    let attachment = |name: &str| format!("attachment;filename=\"{name}.csv\"");
    for (path, accept, format, name) in [
        ("/find?orderId=7", "", Format::Json, ""),
        ("/find?orderId=7", "text/csv", Format::Csv, "FindOrders"),
        ("/find?orderId=7", "text/csv;q=0.1, application/jsv;q=0.2", Format::Jsv, ""),
        ("/find?orderId=7&format=csv", "application/jsv", Format::Csv, "FindOrders"),
        ("/find?orderId=7&FORMAT=Jsv", "text/csv", Format::Jsv, ""),
        ("/find?orderId=7&format=xml", "text/csv", Format::Csv, "FindOrders"),
        ("/find?orderId=7&format", "text/csv", Format::Csv, "FindOrders"),
        ("/find.jsv?orderId=7&format=csv", "text/csv", Format::Jsv, ""),
        ("/find.CSV?orderId=7", "application/json", Format::Csv, "FindOrders"),
        ("/v1/find.csv?orderId=7", "", Format::Csv, "FindOrders"),
        ("/v1/find?orderId=7&format=csv", "", Format::Csv, "FindOrders"),
        ("/jsv/reply/FindOrders?orderId=7&format=csv", "text/csv", Format::Jsv, ""),
        ("/csv/reply/FindOrders?orderId=7", "application/jsv", Format::Csv, "FindOrders"),
        ("/json/reply/FindOrders.csv?orderId=7", "", Format::Csv, "FindOrders"),
        ("/xml/reply/FindOrders?orderId=7", "text/csv", Format::Csv, "FindOrders"),
        ("/numbers.csv", "", Format::Csv, "numbers"),
        ("/numbers", "text/csv", Format::Csv, "numbers"),
        ("/named.csv", "", Format::Csv, "ab..cd.e"),
    ] {
        let mut request = axum::http::Request::get(path);
        if !accept.is_empty() {
            request = request.header("Accept", accept);
        }
        let ours = answer(app(), request.body(axum::body::Body::empty()).unwrap()).await;
        assert_eq!(ours.status, StatusCode::OK, "{path} {}", ours.text());
        assert_eq!(ours.header("Content-Type"), Some(format.content_type()), "{path} {accept}");
        let disposition = (!name.is_empty()).then(|| attachment(name));
        assert_eq!(ours.header("Content-Disposition"), disposition.as_deref(), "{path}");
        assert_eq!(ours.header("Vary"), Some("Accept"));
    }
}

#[tokio::test]
async fn paths_without_a_suffix() {
    for (path, expected) in [
        ("/a.csv", "/a"),
        ("/a.b.JSV?x=y.csv", "/a.b?x=y.csv"),
        ("/a.csv/b", "/a.csv/b"),
        ("/a.xml", "/a.xml"),
        ("/.csv", "/.csv"),
        ("/a/.json", "/a/.json"),
        ("/a.csv.", "/a.csv."),
        ("/a?b=c.csv", "/a?b=c.csv"),
        ("/a%2Ecsv", "/a%2Ecsv"),
        ("http://host/a.csv?q", "http://host/a?q"),
        ("/", "/"),
        ("*", "*"),
    ] {
        assert_eq!(without_suffix(crate::get(path)).uri(), expected, "{path}");
    }
}

/// Every format in, every format out.
#[tokio::test]
async fn bodies() {
    let form = "application/x-www-form-urlencoded";
    let multipart = "multipart/form-data; boundary=b";
    let parts = "--b\r\nContent-Disposition: form-data; name=OrderId\r\n\r\n7\r\n--b\r\nContent-Disposition: form-data; name=Tags\r\n\r\na,b\r\n--b--\r\n";
    for (content_type, body) in [
        ("application/json", "{\"orderId\":7,\"tags\":[\"a\",\"b\"]}"),
        ("application/vnd.orders+json; charset=utf-8", "{\"tags\":[\"a\",\"b\"],\"orderId\":7}"),
        // Other clients write other cases.
        ("application/json", "{\"OrderId\":7,\"Tags\":[\"a\",\"b\"],\"More\":{\"a\":[null]}}"),
        ("application/jsv", "{OrderId:7,Tags:[a,b]}"),
        ("text/jsv", "{orderid:7,tags:[a,b]}"),
        ("text/csv", "OrderId,Tags\r\n7,\"[a,b]\"\r\n"),
        (form, "OrderId=7&Tags=a,b"),
        (multipart, parts),
    ] {
        for (suffix, expected) in [
            ("json", "{\"orderId\":7,\"tags\":[\"a\",\"b\"]}"),
            ("jsv", "{orderId:7,tags:[a,b]}"),
            ("csv", "OrderId,Tags\r\n7,\"[a,b]\"\r\n"),
        ] {
            let ours = answer(app(), crate::post(&format!("/find.{suffix}"), content_type, body)).await;
            assert_eq!((ours.status.as_u16(), ours.text()), (200, expected), "{content_type}: {body}");
        }
    }
}

/// Nobody's request is guessed, and errors come in the format asked for.
#[tokio::test]
#[allow(clippy::too_many_lines, reason = "a table")]
async fn refusals() {
    let long = format!("{{OrderId:7,Tags:[{}]}}", "x".repeat(300));
    for (path, content_type, body, status, code, message) in [
        (
            "/find",
            "text/jsv",
            "{OrderId:7,\n Tags:[a}",
            400,
            "SerializationException",
            "tags: expected `,` or `]`, found the end of the text (line 2, column 10)",
        ),
        (
            "/find",
            "text/jsv",
            "{}",
            400,
            "SerializationException",
            "missing field `orderId` (line 1, column 1)",
        ),
        (
            "/find",
            "text/csv",
            "OrderId\r\n7\r\n8\r\n",
            400,
            "SerializationException",
            "expected one record, found 2",
        ),
        ("/find", "text/csv", "OrderId\r\n", 400, "SerializationException", "expected one record, found 0"),
        (
            "/find",
            "text/csv",
            "OrderId\r\n\"7\r\n",
            400,
            "SerializationException",
            "OrderId: unterminated quote (record 1, line 2, column 1)",
        ),
        (
            "/find",
            "application/x-www-form-urlencoded",
            "orderId=x",
            400,
            "SerializationException",
            "orderId: expected an integer, found \"x\" (line 1, column 9)",
        ),
        (
            "/find",
            "application/json",
            "{\"orderId\":7",
            400,
            "SerializationException",
            "EOF while parsing an object at line 1 column 12",
        ),
        (
            "/find",
            "application/cbor",
            "x",
            415,
            "UnsupportedMediaType",
            "expected a body of JSON, JSV, CSV or a form, found application/cbor",
        ),
        (
            "/find",
            "",
            "{OrderId:7}",
            415,
            "UnsupportedMediaType",
            "expected a body of JSON, JSV, CSV or a form, found one without a content type",
        ),
        (
            "/find",
            "text/jsv",
            &long,
            413,
            "PayloadTooLarge",
            "Failed to buffer the request body: length limit exceeded",
        ),
        (
            "/find?orderId=x",
            "",
            "",
            400,
            "SerializationException",
            "orderId: expected an integer, found \"x\" (line 1, column 9)",
        ),
        (
            "/batch",
            "text/jsv",
            "[{OrderId:7},{OrderId:x}]",
            400,
            "SerializationException",
            "[1].orderId: expected an integer, found \"x\" (line 1, column 23)",
        ),
    ] {
        for &format in Format::ALL {
            let (start, query) = path.split_once('?').unwrap_or((path, ""));
            let path = format!("{start}.{}?{query}", format.name());
            let ours = answer(app(), crate::post(&path, content_type, body.to_owned())).await;
            assert_eq!(ours.status.as_u16(), status, "{path}: {}", ours.text());
            assert_eq!(ours.header("Content-Type"), Some(format.content_type()));
            assert_eq!(ours.header("Content-Disposition"), None, "an error is no file");
            let answer: jsv::http::ErrorResponse = match format {
                Format::Json => serde_json::from_str(ours.text()).unwrap(),
                Format::Jsv => jsv::from_str(ours.text()).unwrap(),
                Format::Csv => jsv::csv::from_str(ours.text()).unwrap().remove(0),
                other => panic!("no reader of {other}"),
            };
            let found = answer.response_status;
            assert_eq!((found.error_code.as_str(), found.message.as_str()), (code, message), "{path} {body}");
        }
    }
}

#[tokio::test]
async fn rejections_can_be_matched() {
    for (content_type, body, expected) in [
        ("text/jsv", "{OrderId:7}", "taken"),
        ("text/jsv", "{OrderId:x}", "column 10"),
        ("application/json", "{\"orderId\":\"x\"}", "column 14"),
    ] {
        let ours = answer(app(), crate::post("/matched", content_type, body)).await;
        assert_eq!((ours.status.as_u16(), ours.text()), (200, expected), "{body}");
    }
}

#[tokio::test]
async fn answers() {
    for (path, status, expected) in [
        ("/none.csv", 200, "OrderId,Tags\r\n"),
        ("/none.jsv", 200, "[]"),
        ("/none.json", 200, "[]"),
        ("/created.jsv", 201, "1"),
        ("/mapped.csv", 201, "OrderId,Tags\r\n"),
        (
            "/failed.jsv",
            410,
            "{responseStatus:{errorCode:Gone,message:\"all, of it\",errors:[{errorCode:Old,fieldName:orderId,message:too old}]}}",
        ),
        (
            "/failed.csv",
            410,
            "ResponseStatus\r\n\"{errorCode:Gone,message:\"\"all, of it\"\",errors:[{errorCode:Old,fieldName:orderId,message:too old}]}\"\r\n",
        ),
        (
            "/failed",
            410,
            "{\"responseStatus\":{\"errorCode\":\"Gone\",\"message\":\"all, of it\",\"errors\":[{\"errorCode\":\"Old\",\"fieldName\":\"orderId\",\"message\":\"too old\"}]}}",
        ),
        (
            "/unwritable.jsv",
            500,
            "{responseStatus:{errorCode:SerializationException,message:\"a map key must be a string, character, boolean, number or unit variant\",errors:[]}}",
        ),
        (
            "/unwritable.json",
            500,
            "{\"responseStatus\":{\"errorCode\":\"SerializationException\",\"message\":\"key must be a string\",\"errors\":[]}}",
        ),
    ] {
        let ours = answer(app(), crate::get(path)).await;
        assert_eq!((ours.status.as_u16(), ours.text()), (status, expected), "{path}");
    }
    assert_eq!(
        answer(app(), crate::get("/created.csv")).await.header("Content-Disposition"),
        Some("attachment;filename=\"created.csv\"")
    );
}

/// No requests are none, and not one of defaults.
#[tokio::test]
async fn empty_batches() {
    for (path, content_type, body, status, expected) in [
        ("/optional.jsv", "text/csv", "", 200, "[]"),
        ("/optional.jsv", "text/csv", "Id\r\n", 200, "[]"),
        ("/optional.jsv", "text/csv", "Id\r\n7\r\n", 200, "[7]"),
        ("/optional.jsv", "text/jsv", "", 200, "[]"),
        ("/optional.jsv", "text/jsv", "[]", 200, "[]"),
        ("/optional.jsv?id=7", "text/jsv", "", 200, "[]"),
        ("/optional.jsv?id=7", "", "", 200, "[7]"),
        ("/optional.jsv?id=7", "application/x-www-form-urlencoded", "", 200, "[7]"),
        ("/optional.jsv", "application/json", "", 400, "EOF while parsing a value at line 1 column 0"),
        ("/optional.jsv", "application/json", "\u{feff}[{\"id\":7}]", 200, "[7]"),
    ] {
        let ours = answer(app(), crate::post(path, content_type, body)).await;
        assert_eq!(ours.status.as_u16(), status, "{path} {content_type} {body}");
        assert!(ours.text().contains(expected), "{path} {content_type} {body}: {}", ours.text());
    }
}
