//! What the parameters of a content type say: whether a CSV body has a header, and in which charset a body is.

use std::collections::BTreeMap;

use axum::routing::post;
use axum::{Extension, Router};
use jsv::csv::ReaderBuilder;
use jsv::http::{Batch, Csv, Jsv, JsvForm, Negotiated};
use serde::{Deserialize, Serialize};

use crate::answer;

#[derive(Debug, Serialize, Deserialize)]
struct Item {
    id: Option<u32>,
    name: Option<String>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Flat {
    #[serde(flatten)]
    item: Item,
}

type Texts = BTreeMap<String, String>;

fn app() -> Router {
    Router::new()
        .route("/pairs", post(async |Csv(rows): Csv<(u32, String)>| Jsv(rows)))
        .route("/items", post(async |Csv(rows): Csv<Item>| Jsv(rows)))
        .route("/optional", post(async |rows: Option<Csv<Item>>| Jsv(rows.unwrap().0)))
        .route("/maps", post(async |Csv(rows): Csv<Texts>| Jsv(rows)))
        .route("/flat", post(async |Csv(rows): Csv<Flat>| Jsv(rows)))
        .route("/batch", post(async |batch: Batch<Item>| batch.map(|item| item)))
        .route("/negotiated", post(async |request: Negotiated<Item>| request))
        .route("/jsv", post(async |Jsv(item): Jsv<Item>| Jsv(item)))
        .route("/form", post(async |JsvForm(item): JsvForm<Item>| Jsv(item)))
}

#[tokio::test]
async fn csv_without_a_header() {
    let both = "[{id:1,name:a},{id:2,name:b}]";
    for (path, content_type, body, status, text) in [
        ("/pairs", "text/csv; header=absent", "1,a\n2,b", 200, "[[1,a],[2,b]]"),
        ("/pairs", "TEXT/CSV;charset=utf-8;Header=\"Absent\"", "1,a\n2,b", 200, "[[1,a],[2,b]]"),
        ("/pairs", "text/csv ; HEADER = absent ;", "1,a\n2,b", 200, "[[1,a],[2,b]]"),
        ("/pairs", "text/csv; x=\"; header=present\"; header=absent", "1,a\n2,b", 200, "[[1,a],[2,b]]"),
        ("/pairs", "text/csv; x=\"; header=absent\"", "1,a\n2,b", 200, "[[2,b]]"),
        ("/pairs", "text/csv; header=present", "1,a\n2,b", 200, "[[2,b]]"),
        ("/pairs", "text/csv; header=none", "1,a\n2,b", 200, "[[2,b]]"),
        ("/pairs", "text/csv; header", "1,a\n2,b", 200, "[[2,b]]"),
        ("/pairs", "text/csv; header=absent", "", 200, "[]"),
        ("/pairs", "text/csv; header=absent", "1,a\n2", 400, ""),
        // Structs are filled by position, and nothing is left over.
        ("/items", "text/csv; header=absent", "1,a\n2,b", 200, both),
        ("/items", "text/csv; header=absent", "1,a,x\n2,b,y", 400, ""),
        ("/items", "text/csv; header=absent", "a,1\nb,2", 400, ""),
        ("/optional", "text/csv; header=absent", "1,a\n2,b", 200, both),
        ("/batch?format=jsv", "text/csv; header=absent", "1,a\n2,b", 200, both),
        ("/negotiated?format=jsv", "text/csv; header=absent", "1,a", 200, "{id:1,name:a}"),
        ("/negotiated?format=jsv", "text/csv; header=absent", "id,name\n1,a", 400, ""),
        // What needs names is refused.
        ("/maps", "text/csv; header=absent", "1,a\n2,b", 400, ""),
        ("/flat", "text/csv; header=absent", "1,a\n2,b", 400, ""),
    ] {
        let ours = answer(app(), crate::post(path, content_type, body)).await;
        assert_eq!(ours.status.as_u16(), status, "{path} {content_type} {body}: {}", ours.text());
        if status == 200 {
            assert_eq!(ours.text(), text, "{path} {content_type} {body}");
        }
    }
    let ours = answer(app(), crate::post("/maps", "text/csv; header=absent", "1,a")).await;
    assert_eq!(
        ours.text(),
        "expected a header, to read rows as maps, found a file without one (record 1, line 1, column 1)"
    );
}

/// The sender knows better than the application's settings, which hold for the rest.
#[tokio::test]
async fn settings_and_headers() {
    let mut settings = ReaderBuilder::new();
    settings.delimiter(b';').has_headers(false);
    let app = app().layer(Extension(settings));
    for (content_type, text) in [
        ("text/csv", "[[1,a],[2,b]]"),
        ("text/csv; header=absent", "[[1,a],[2,b]]"),
        ("text/csv; header=present", "[[2,b]]"),
    ] {
        let ours = answer(app.clone(), crate::post("/pairs", content_type, "1;a\n2;b")).await;
        assert_eq!(ours.text(), text, "{content_type}");
    }
}

#[tokio::test]
async fn charsets() {
    let jsv = "{id:1,name:\u{e9}}";
    for (path, media_type, body) in [
        ("/jsv", "application/jsv", jsv),
        ("/jsv", "text/jsv", jsv),
        ("/items", "text/csv", "id,name\n1,\u{e9}"),
        ("/optional", "text/csv", "id,name\n1,\u{e9}"),
        ("/batch?format=jsv", "text/csv", "id,name\n1,\u{e9}"),
        ("/batch?format=jsv", "application/json", "[{\"id\":1,\"name\":\"\u{e9}\"}]"),
        ("/negotiated?format=jsv", "application/json", "{\"id\":1,\"name\":\"\u{e9}\"}"),
        ("/negotiated?format=jsv", "application/vnd.items+json", "{\"id\":1,\"name\":\"\u{e9}\"}"),
        ("/negotiated?format=jsv", "text/jsv", jsv),
        ("/negotiated?format=jsv", "text/csv", "id,name\n1,\u{e9}"),
    ] {
        for parameters in [
            "",
            ";",
            "; charset",
            "; charset=",
            ";charset=utf-8",
            "; Charset = \"UTF-8\" ; x=y",
            "\t;\tcharset=utf8",
            "; charset=\"u\\tf-8\"",
            "; charset=US-ASCII",
            "; x=\"a;charset=latin1\"",
            "; xcharset=latin1",
        ] {
            let ours = answer(app(), crate::post(path, &format!("{media_type}{parameters}"), body)).await;
            assert_eq!(ours.status.as_u16(), 200, "{path} {media_type}{parameters}: {}", ours.text());
            assert!(ours.text().contains('\u{e9}'), "{}", ours.text());
        }
        for (parameters, found) in [
            ("; charset=iso-8859-1", "iso-8859-1"),
            (";x=y;CHARSET=\"ISO-8859-1\"", "ISO-8859-1"),
            ("; x=\"\\\";\" z ; charset = utf-16 ", "utf-16"),
            ("; charset=windows-1252; charset=utf-8", "windows-1252"),
            ("; charset=\"latin1", "latin1"),
        ] {
            let ours = answer(app(), crate::post(path, &format!("{media_type}{parameters}"), body)).await;
            assert_eq!(ours.status.as_u16(), 415, "{path} {media_type}{parameters}: {}", ours.text());
            let message = format!("expected a body in UTF-8, found one in the charset {found}");
            assert!(ours.text().contains(&message), "{}", ours.text());
        }
    }
}

/// "Percent-encoded" bytes are UTF-8 whatever a form's content type says, and no body is in no charset.
#[tokio::test]
async fn bodies_without_a_charset() {
    let form = "application/x-www-form-urlencoded; charset=iso-8859-1";
    for path in ["/form", "/negotiated?format=jsv"] {
        let ours = answer(app(), crate::post(path, form, "id=1&name=%c3%a9")).await;
        assert_eq!(ours.text(), "{id:1,name:\u{e9}}");
    }
    let path = "/negotiated?format=jsv&id=1&name=a";
    let ours = answer(app(), crate::post(path, "application/json; charset=iso-8859-1", "")).await;
    assert_eq!(ours.text(), "{id:1,name:a}");
}
