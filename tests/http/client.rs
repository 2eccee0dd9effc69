//! The client's half without a network: what it reads of an answer.

use axum::body::Bytes;
use axum::http::{HeaderMap, StatusCode, header};
use jsv::http::{ClientError, RequestExt, ResponseExt};

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
