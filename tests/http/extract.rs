//! `Jsv`, `Csv`, `JsvQuery` and `JsvForm`: what they take, and what they say to what they do not.

use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};
use axum::{Extension, Router};
use jsv::http::{Csv, Jsv, JsvForm, JsvQuery, Rejection};
use serde::{Deserialize, Serialize};

use crate::answer;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Order {
    id: u32,
    note: Option<String>,
    tags: Vec<String>,
}

fn app() -> Router {
    Router::new()
        .route("/jsv", post(async |Jsv(order): Jsv<Order>| Jsv(order)))
        .route("/csv", post(async |Csv(orders): Csv<Order>| Csv(orders)))
        .route("/form", get(form).post(form))
        .route("/query", get(async |JsvQuery(order): JsvQuery<Order>| Jsv(order)))
        .route("/optional", post(async |body: Option<Jsv<Order>>| Jsv(body.is_some())))
        .route("/optional-csv", post(async |body: Option<Csv<Order>>| Jsv(body.map(|rows| rows.len()))))
        .route(
            "/deref",
            post(async |mut order: Jsv<Order>| {
                order.id += 1;
                Jsv::from(order.id)
            }),
        )
        .route(
            "/matched",
            post(async |body: Result<Jsv<Order>, Rejection>| match body {
                Ok(_) => "taken".to_owned(),
                Err(Rejection::Text(error)) => format!("{:?} at {:?}", error.path(), error.offset()),
                Err(Rejection::ContentType { found, .. }) => format!("not {found:?}"),
                Err(Rejection::Body(body)) => format!("body: {}", body.status()),
                Err(other) => other.to_string(),
            }),
        )
        .layer(DefaultBodyLimit::max(200))
}

async fn form(JsvForm(order): JsvForm<Order>) -> JsvForm<Order> {
    JsvForm(order)
}

const JSV: &str = "{Id:7,Note:\"a,b\",Tags:[x,\"y,z\"]}";
const CSV: &str = "Id,Note,Tags\r\n7,\"a,b\",\"[x,\"\"y,z\"\"]\"\r\n";
const FORM: &str = "Id=7&Note=a,b&Tags=x,%22y,z%22";

#[tokio::test]
async fn bodies() {
    let long = format!("{{Id:7,Note:{}}}", "x".repeat(300));
    let jsv = "application/jsv";
    let form = "application/x-www-form-urlencoded";
    for (path, content_type, body, status, answers, text) in [
        ("/jsv", jsv, JSV, 200, jsv, JSV),
        ("/jsv", "text/jsv; charset=utf-8", JSV, 200, jsv, JSV),
        ("/jsv", "APPLICATION/JSV", "{ID:7,tags:[]}", 200, jsv, "{Id:7,Tags:[]}"),
        ("/csv", "text/csv", CSV, 200, "text/csv", CSV),
        ("/csv", "Text/Csv ;header=present", CSV, 200, "text/csv", CSV),
        ("/csv", "text/csv", "Id,Tags\r\n", 200, "text/csv", ""),
        ("/form", form, FORM, 200, form, FORM),
        (
            "/form",
            "application/x-www-form-urlencoded; charset=UTF-8",
            "id=7&tags=%5Bx%5D",
            200,
            form,
            "Id=7&Tags=x",
        ),
        ("/optional", "", "", 200, jsv, "False"),
        ("/optional", jsv, JSV, 200, jsv, "True"),
        ("/optional-csv", "", "", 200, jsv, ""),
        ("/optional-csv", "text/csv", CSV, 200, jsv, "1"),
        ("/deref", jsv, JSV, 200, jsv, "8"),
        // Another type, or none.
        (
            "/jsv",
            "application/json",
            "{}",
            415,
            "",
            "expected a body of application/jsv, found application/json",
        ),
        ("/jsv", "", JSV, 415, "", "expected a body of application/jsv, found one without a content type"),
        ("/jsv", "text/csv", CSV, 415, "", "expected a body of application/jsv, found text/csv"),
        ("/csv", "application/jsv", JSV, 415, "", "expected a body of text/csv, found application/jsv"),
        ("/csv", "text/csvs", CSV, 415, "", "expected a body of text/csv, found text/csvs"),
        (
            "/form",
            "text/jsv",
            JSV,
            415,
            "",
            "expected a body of application/x-www-form-urlencoded or multipart/form-data, found text/jsv",
        ),
        ("/optional", "text/plain", JSV, 415, "", "expected a body of application/jsv, found text/plain"),
        // Damaged text, with its place.
        (
            "/jsv",
            jsv,
            "{Id:7,\nTags:[x",
            400,
            "",
            "Tags: expected `,` or `]`, found the end of the text (line 2, column 8)",
        ),
        ("/jsv", jsv, "{Id:x,Tags:[]}", 400, "", "Id: expected an integer, found \"x\" (line 1, column 5)"),
        ("/jsv", jsv, "", 400, "", "expected a map, found nothing (line 1, column 1)"),
        (
            "/csv",
            "text/csv",
            "Id,Note,Tags\r\n7,a,[]\r\n8,\"b,[]\r\n",
            400,
            "",
            "Note: unterminated quote (record 2, line 3, column 3)",
        ),
        (
            "/csv",
            "text/csv",
            "Id,Tags\r\n7\r\n",
            400,
            "",
            "expected a record of 2 cells, found 1 (record 1, line 2, column 1)",
        ),
        (
            "/form",
            form,
            "Id=7&Tags=%zz",
            400,
            "",
            "expected `%` and two hexadecimal digits, found \"%zz\" (line 1, column 11)",
        ),
        ("/form", form, "Id=7&Tags=x&id=8", 400, "", "duplicate field `Id` (line 1, column 13)"),
        // axum's own limit.
        ("/jsv", jsv, &long, 413, "", "Failed to buffer the request body: length limit exceeded"),
        ("/csv", "text/csv", &long, 413, "", "Failed to buffer the request body: length limit exceeded"),
        ("/form", form, &long, 413, "", "Failed to buffer the request body: length limit exceeded"),
        // Rejections can be matched.
        ("/matched", jsv, JSV, 200, "text/plain; charset=utf-8", "taken"),
        ("/matched", jsv, "{Id:7,Tags:[[a}]}", 200, "text/plain; charset=utf-8", "\"Tags\" at Some(16)"),
        ("/matched", "text/html", JSV, 200, "text/plain; charset=utf-8", "not Some(\"text/html\")"),
        ("/matched", jsv, &long, 200, "text/plain; charset=utf-8", "body: 413 Payload Too Large"),
    ] {
        let ours = answer(app(), crate::post(path, content_type, body.to_owned())).await;
        let answers = if answers.is_empty() { "text/plain; charset=utf-8" } else { answers };
        assert_eq!(
            (ours.status.as_u16(), ours.header("Content-Type"), ours.text()),
            (status, Some(answers), text),
            "{path} {content_type}: {body}"
        );
    }
}

#[tokio::test]
async fn bytes_that_are_not_utf8() {
    for (path, content_type, body, text) in [
        ("/jsv", "text/jsv", &b"{Id:7,Note:\xE9}"[..], "invalid UTF-8 (line 1, column 12)"),
        ("/csv", "text/csv", b"Id,Note\r\n7,\xE9\r\n", "invalid UTF-8 (line 2, column 3)"),
        ("/form", "application/x-www-form-urlencoded", b"Note=\xE9", "invalid UTF-8 (line 1, column 6)"),
        ("/form", "application/x-www-form-urlencoded", b"Note=%e9", "invalid UTF-8 (line 1, column 6)"),
    ] {
        let ours = answer(app(), crate::post(path, content_type, body.to_vec())).await;
        assert_eq!((ours.status.as_u16(), ours.text()), (400, text), "{path}");
    }
}

#[tokio::test]
async fn query_strings() {
    for (query, status, text) in [
        (FORM, 200, JSV),
        ("Id=7&Tags=[x,%22y,z%22]&note=a,b&jsconfig=edv&format=xml", 200, JSV),
        ("id=7&tags", 400, "tags: expected a list, found nothing"),
        ("Id=x&Tags=", 400, "Id: expected an integer, found \"x\" (line 1, column 4)"),
        ("", 400, "missing field `Id` (line 1, column 1)"),
    ] {
        // A `GET` form is a query string.
        let form = answer(app(), crate::get(&format!("/form?{query}"))).await;
        let ours = answer(app(), crate::get(&format!("/query?{query}"))).await;
        assert_eq!((form.status, ours.status.as_u16()), (ours.status, status), "{query}");
        if !(text.starts_with("tags")) {
            assert_eq!(ours.text(), text, "{query}");
        }
    }
    assert_eq!(answer(app(), crate::get("/query")).await.status.as_u16(), 400);
}

fn multipart(parts: &[(&str, &str)]) -> String {
    let part = |(disposition, content): &(&str, &str)| {
        format!("--b\r\nContent-Disposition: form-data; {disposition}\r\n\r\n{content}\r\n")
    };
    parts.iter().map(part).collect::<String>() + "--b--\r\n"
}

#[tokio::test]
async fn multipart_forms() {
    let app = || {
        Router::new()
            .route("/", post(async |JsvForm(order): JsvForm<Order>| Jsv(order)))
            .layer(DefaultBodyLimit::max(1000))
    };
    let content_type = "multipart/form-data; boundary=b";
    let whole = [("name=\"Id\"", "7"), ("name=Note", "a,b"), ("name=\"Tags\"", "x,\"y,z\"")];
    let long = "x".repeat(2000);
    for (parts, status, text) in [
        (&whole[..], 200, JSV),
        (
            &[("name=id", "7"), ("name=tags", "[]"), ("name=Note; filename=\"a.txt\"", "a file")],
            200,
            "{Id:7,Tags:[]}",
        ),
        (
            &[("name=Id", "7"), ("name=Note", "50% & +é\r\n=?"), ("name=Tags", "")],
            200,
            "{Id:7,Note:\"50% & +é\r\n=?\",Tags:[]}",
        ),
        (
            &[("name=Id", "x"), ("name=Tags", "")],
            400,
            "Id: expected an integer, found \"x\" (line 1, column 4)",
        ),
        (&[("name=Id", "7"), ("name=Note", &long)], 413, ""),
    ] {
        let ours = answer(app(), crate::post("/", content_type, multipart(parts))).await;
        assert_eq!(ours.status.as_u16(), status, "{parts:?}: {}", ours.text());
        if status != 413 {
            assert_eq!(ours.text(), text, "{parts:?}");
        }
    }
    for (content_type, body, status) in [
        ("multipart/form-data", multipart(&whole), 400),
        (content_type, "--b\r\nContent-Disposition: form-data; name=Id\r\n\r\n7".to_owned(), 400),
        (content_type, String::new(), 400),
    ] {
        let ours = answer(app(), crate::post("/", content_type, body.clone())).await;
        assert_eq!(ours.status.as_u16(), status, "{content_type} {body}: {}", ours.text());
        assert!(!ours.text().is_empty());
    }
}

/// Settings come from the request's extensions.
#[tokio::test]
async fn settings() {
    let mut semicolons = jsv::csv::ReaderBuilder::new();
    semicolons.delimiter(b';');
    let app = || {
        app()
            .layer(Extension(jsv::Options::new().depth_limit(1)))
            .layer(Extension(semicolons.clone()))
            .layer(Extension(jsv::query::Options::new().empty_is_none(true)))
    };
    for (path, content_type, body, status, text) in [
        ("/jsv", "text/jsv", JSV, 400, "Tags: more than 1 levels of maps and lists (line 1, column 23)"),
        ("/csv", "text/csv", "Id;Note;Tags\n7;a,b;\"[x,\"\"y,z\"\"]\"\n", 200, CSV),
        ("/form", "application/x-www-form-urlencoded", "Id=7&Note=&Tags=x", 200, "Id=7&Tags=x"),
    ] {
        let ours = answer(app(), crate::post(path, content_type, body)).await;
        assert_eq!((ours.status.as_u16(), ours.text()), (status, text), "{path}");
    }
}

/// Settings that cannot be are the server's fault, whatever was sent.
#[tokio::test]
async fn impossible_settings() {
    let mut quotes = jsv::csv::ReaderBuilder::new();
    quotes.delimiter(b'"');
    let ours = answer(app().layer(Extension(quotes)), crate::post("/csv", "text/csv", "Id\n7\n")).await;
    assert_eq!((ours.status.as_u16(), ours.text()), (500, "the delimiter and the quote must differ"));
}

/// A value that has no text is the server's fault.
#[tokio::test]
async fn answers_without_a_text() {
    let lists = || std::collections::BTreeMap::from([([1], 2)]);
    let app = Router::new()
        .route("/jsv", get(async move || Jsv(lists())))
        .route("/csv", get(async move || Csv(vec![lists()])))
        .route("/form", get(async || JsvForm(7)));
    for path in ["/jsv", "/csv", "/form"] {
        let ours = answer(app.clone(), crate::get(path)).await;
        assert_eq!(ours.status.as_u16(), 500, "{path}");
        assert!(!ours.text().is_empty(), "{path}");
    }
}
