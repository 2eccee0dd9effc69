//! Requests from strangers: whatever comes, the service answers, in a format that reads, and the fault is never its own.

use axum::body::Body;
use axum::http::{HeaderValue, Request, StatusCode};
use jsv::http::{ErrorResponse, Format};
use proptest::prelude::*;

use crate::answer;
use crate::service::app;

/// Paths that take a body, and one that does not exist.
const PATHS: [&str; 8] = [
    "/echo",
    "/echo.csv",
    "/jsv/reply/Echo",
    "/csv/reply/UpdateAccount",
    "/json/reply/ListRows",
    "/jsv/reply/Echo[]",
    "/jsv/oneway/Echo",
    "/xml/reply/Nope",
];

const TYPES: [&str; 8] = [
    "application/json",
    "application/jsv",
    "text/csv; charset=utf-8",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=b",
    "multipart/form-data",
    "text/plain",
    ";",
];

/// Bytes, and texts that are almost what the service reads.
fn body() -> impl Strategy<Value = Vec<u8>> {
    let almost = "(Text|Ids|Tags|Count|[a-c{}\\[\\]:,\"=&%+\r\n -]|--b\r\n|é){0,20}";
    prop_oneof![proptest::collection::vec(any::<u8>(), 0..60), almost.prop_map(String::into_bytes)]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_request_is_answered(
        path in proptest::sample::select(&PATHS[..]),
        query in "[a-zA-Z0-9=&%+,.{}:-]{0,20}|format=(csv|jsv|json|x)",
        content_type in proptest::sample::select(&TYPES[..]),
        accept in "[a-z*/;=,q0-9. ]{0,30}|(text/csv|application/jsv|\\*/\\*)(;q=[0-9.]{1,4})?",
        body in body(),
    ) {
        let request = Request::post(format!("{path}?{query}"))
            .header("Content-Type", content_type)
            .header("Accept", HeaderValue::from_str(&accept).unwrap())
            .body(Body::from(body))
            .unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let ours = runtime.block_on(answer(app(), request));
        prop_assert!(!ours.status.is_server_error(), "{}: {}", ours.status, ours.text());
        if ours.status.is_client_error() {
            let error: ErrorResponse = match Format::from_content_type(ours.header("Content-Type").unwrap()) {
                Some(Format::Json) => serde_json::from_slice(&ours.body).unwrap(),
                Some(Format::Jsv) => jsv::from_slice(&ours.body).unwrap(),
                Some(Format::Csv) => jsv::csv::from_slice(&ours.body).unwrap().remove(0),
                _ => panic!("an error in none of the formats"),
            };
            prop_assert!(!error.response_status.message.is_empty());
        } else {
            prop_assert!(matches!(ours.status, StatusCode::OK | StatusCode::NO_CONTENT), "{}", ours.status);
        }
    }
}
