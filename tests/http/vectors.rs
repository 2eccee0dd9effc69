//! `http-server.jsonl` and `http-client.jsonl`, line by line.

use std::collections::BTreeMap;
use std::fmt::Debug;

use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use chrono::NaiveDate;
use jsv::csv::WriterBuilder;
use jsv::http::{ClientError, ResponseExt};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::messages::{
    Address, Echo, EchoResponse, Level, Line, ListRows, Row, UpdateAccount, UpdateAccountResponse,
};
use crate::model::table::{Table, parse};
use crate::service::app;
use crate::{Answer, answer};

#[derive(Deserialize)]
struct Asked {
    method: String,
    path: String,
    headers: BTreeMap<String, String>,
    body: Option<String>,
}

impl Asked {
    fn request(&self) -> Request {
        let mut request = axum::http::Request::builder().method(self.method.as_str()).uri(&self.path);
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        request.body(Body::from(self.body.clone().unwrap_or_default())).unwrap()
    }
}

#[derive(Deserialize)]
struct Answered {
    status: u16,
    response_headers: BTreeMap<String, String>,
    response: String,
}

impl Answered {
    fn answer(&self) -> Answer {
        let headers: HeaderMap = self
            .response_headers
            .iter()
            .map(|(name, value)| (HeaderName::try_from(name).unwrap(), HeaderValue::from_str(value).unwrap()))
            .collect();
        let body = self.response.clone().into();
        Answer { status: StatusCode::from_u16(self.status).unwrap(), headers, body }
    }
}

fn run<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(future)
}

/// The text that the host's answer has again after our client has read it and our writers have written it.
async fn there_and_back(path: &str, host: &Answer) -> Result<String, String> {
    let written = if path.to_lowercase().contains("rows") {
        rewritten::<Row>(host, true).await
    } else if path.to_lowercase().contains("echo") {
        rewritten::<EchoResponse>(host, false).await
    } else {
        rewritten::<UpdateAccountResponse>(host, false).await
    };
    written.map_err(|error| error.to_string())
}

async fn rewritten<T: Serialize + DeserializeOwned>(
    host: &Answer,
    many: bool,
) -> Result<String, ClientError> {
    let response = host.for_client();
    if host.header("Content-Type") == Some("text/csv") {
        let rows: Vec<T> = response.csv().await?;
        return Ok(WriterBuilder::new().capitalize_header(true).header_of::<T>()?.to_string(&rows)?);
    }
    Ok(if many {
        jsv::to_string(&response.jsv::<Vec<T>>().await?)?
    } else {
        jsv::to_string(&response.jsv::<T>().await?)?
    })
}

/// The service answers as the host did: status, type, disposition, `Vary` and, where the type is the same, each byte of
/// the body. What differs is in `EXEMPT`. Every answer of the host in JSV or CSV that succeeded is read by our client into
/// structs that hold all of it.
#[test]
fn server() {
    let mut read = 0;
    Table::run("http-server.jsonl", 93, |table, line| {
        let asked: Asked = parse(line);
        let answered: Answered = parse(line);
        let host = answered.answer();
        let ours = run(answer(app(), asked.request()));
        let input = format!("{} {} {:?}", asked.method, asked.path, asked.headers);

        table.check("status", &input, &Ok(host.status.to_string()), &Ok(ours.status.to_string()));
        for (check, name) in
            [("type", "Content-Type"), ("disposition", "Content-Disposition"), ("vary", "Vary")]
        {
            let header = |answer: &Answer| Ok(answer.header(name).unwrap_or_default().to_owned());
            table.check(check, &input, &header(&host), &header(&ours));
        }
        if host.header("Content-Type") == ours.header("Content-Type") && host.status == ours.status {
            table.check("body", &input, &Ok(host.text().to_owned()), &Ok(ours.text().to_owned()));
        }
        if host.status == StatusCode::OK
            && matches!(host.header("Content-Type"), Some("application/jsv" | "text/csv"))
        {
            read += 1;
            let again = run(there_and_back(&asked.path, &host));
            table.check("client", &input, &Ok(host.text().to_owned()), &again);
        }
    });
    assert_eq!(read, 58, "answers that our client reads");
}

/// What the .NET clients were told to send.
fn sent() -> Echo {
    Echo {
        text: Some("a,b \"c\" é".into()),
        ids: Some(vec![1, 2]),
        tags: Some(vec!["x".into(), "y,z".into(), "q\"r".into()]),
        r#where: Some(Address { street: Some("s t".into()), city: Some("c:d".into()) }),
        meta: Some(BTreeMap::from([("k".into(), "v&w".into()), ("m n".into(), "{o}".into())])),
        flag: true,
        level: Level::High,
        when: NaiveDate::from_ymd_opt(2024, 5, 1).and_then(|day| day.and_hms_opt(10, 20, 30)),
        lines: Some(vec![Line { sku: Some("q".into()), quantity: 2, price: 1.5 }]),
    }
}

/// Reads an answer in the format that the client had asked for.
async fn answered<T: DeserializeOwned>(asked: &Asked, answer: &Answer) -> Result<T, String> {
    let response = answer.for_client();
    match asked.headers["Accept"].as_str() {
        "application/jsv" => response.jsv().await.map_err(|error| error.to_string()),
        "application/json" => serde_json::from_slice(&answer.body).map_err(|error| error.to_string()),
        "text/csv" => match response.csv().await {
            Ok(mut rows) if rows.len() == 1 => Ok(rows.remove(0)),
            Ok(rows) => Err(format!("{} rows", rows.len())),
            Err(error) => Err(error.to_string()),
        },
        other => panic!("no client asks for {other}"),
    }
}

fn shown<T: Debug, E: ToString>(result: Result<T, E>) -> Result<String, String> {
    result.map(|value| format!("{value:?}")).map_err(|error| error.to_string())
}

/// Each request of a real client is understood to the last value, and answered in the type that it asked for.
#[test]
fn client() {
    let rows: Vec<Row> = [(1, None, 0.25, true), (2, Some("a,b"), 0.5, false)]
        .map(|(id, note, amount, active)| Row {
            id,
            name: Some(format!("row {id}")),
            note: note.map(str::to_owned),
            amount,
            active,
            rank: None,
            level: Level::High,
        })
        .into();
    let updated = UpdateAccountResponse {
        success: true,
        license: Some("L".into()),
        content_id: 1,
        feature_name: Some("f".into()),
        ..UpdateAccountResponse::default()
    };
    Table::run("http-client.jsonl", 10, |table, line| {
        let asked: Asked = parse(line);
        let ours = run(answer(app(), asked.request()));
        let input = format!("{} {} {:?}", asked.method, asked.path, asked.headers);
        table.check("status", &input, &Ok(StatusCode::OK.to_string()), &Ok(ours.status.to_string()));
        let (expected, found) = if asked.path.starts_with("/rows") {
            let found = match asked.headers["Accept"].as_str() {
                "text/csv" => run(ours.for_client().csv::<Row>()).map_err(|error| error.to_string()),
                _ => run(answered::<Vec<Row>>(&asked, &ours)),
            };
            (format!("{rows:?}"), shown(found))
        } else if asked.path.to_lowercase().contains("echo") {
            let found = run(answered::<EchoResponse>(&asked, &ours));
            (format!("{:?}", EchoResponse::from(sent())), shown(found))
        } else {
            (format!("{updated:?}"), shown(run(answered::<UpdateAccountResponse>(&asked, &ours))))
        };
        table.check("answer", &input, &Ok(expected), &found);

        // Our client writes what theirs reads as; the bodies that it sends are theirs, but for the case of names.
        let body = asked.body.unwrap_or_default();
        let own = match asked.headers.get("Content-Type").map(String::as_str) {
            Some("application/jsv") if body.starts_with("{Text:") => jsv::to_string(&sent()),
            Some("text/csv") if body.starts_with("Text,") => {
                WriterBuilder::new().capitalize_header(true).to_string(&sent())
            }
            _ => return,
        };
        let own = own.map(|own| own.to_lowercase()).map_err(|error| error.to_string());
        // §11 writes a local time with its offset; the client's was in UTC.
        let theirs = body.to_lowercase().replace("10:20:30z", "10:20:30+00:00");
        table.check("bytes", &input, &Ok(theirs), &own);
    });
}

/// The sample of the metadata page is the one that the project started from.
#[test]
fn samples_are_those_of_the_sample_page() {
    let (request, _) = crate::service::sample::sample::<UpdateAccount>().unwrap();
    let page = include_str!("../sample/update-account-request.csv");
    assert_eq!(jsv::csv::to_string(&request).unwrap(), page);
    assert_eq!(jsv::csv::from_str::<UpdateAccount>(page).unwrap(), [request]);
}

#[test]
fn metadata_pages() {
    let page = |path: &str| {
        let answer = run(answer(app(), crate::get(path)));
        (answer.status, answer.text().to_owned())
    };
    let (status, index) = page("/metadata");
    assert_eq!(status, StatusCode::OK);
    for format in ["json", "jsv", "csv"] {
        for name in ["Echo", "ListRows", "UpdateAccount"] {
            let path = format!("/{format}/metadata?op={name}");
            assert!(index.contains(&format!("href=\"{path}\"")), "{path}");
            let (status, page) = page(&path);
            assert_eq!(status, StatusCode::OK, "{path}");
            assert!(page.contains(&format!("POST /{format}/reply/{name} HTTP/1.1")), "{path}");
        }
    }
    // The lines that the service reads are the lines that the page shows.
    let (_, page) = page("/csv/metadata?op=UpdateAccount");
    let sample = include_str!("../sample/update-account-request.csv");
    assert!(page.contains(&format!("Content-Length: {}\n\n{sample}</code>", sample.len())));
    for path in ["/xml/metadata?op=Echo", "/csv/metadata?op=Nope"] {
        assert_eq!(run(answer(app(), crate::get(path))).status, StatusCode::NOT_FOUND, "{path}");
    }
}

/// What `?jsconfig=` asks for is ignored, and an operation's other routes answer like its first.
#[test]
fn other_routes() {
    let count = ListRows { count: 2 };
    for (path, content_type, body, status, expected) in [
        (
            "/jsv/reply/Echo[]",
            "text/jsv",
            "[{Text:a},{Flag:T}]",
            200,
            "[{text:a,flag:False,level:Low},{flag:True,level:Low}]",
        ),
        ("/api/Echo%5B%5D.jsv", "text/jsv", "[]", 200, "[]"),
        (
            "/api/Echo[]?format=csv",
            "text/csv",
            "Text,Ids\r\na,1\r\nb,\"1,2\"\r\n",
            200,
            "Text,Ids,Tags,Where,Meta,Flag,Level,When,Lines,ResponseStatus\r\na,\"[1]\",,,,False,Low,,,\r\nb,\"[1,2]\",,,,False,Low,,,\r\n",
        ),
        ("/json/reply/ListRows[]", "application/json", "[{\"count\":0}]", 200, "[[]]"),
        (
            "/jsv/reply/ListRows[]",
            "text/jsv",
            "[{Count:4000000000},{Count:1}]",
            400,
            "{responseStatus:{errorCode:ArgumentException,message:\"4000000001 rows are more than 10000: ask for one list at a time\",errors:[]}}",
        ),
        ("/jsv/oneway/Echo", "text/jsv", "{Text:a}", 204, ""),
        (
            "/jsv/oneway/Echo",
            "text/jsv",
            "{Ids:[x]}",
            400,
            "{responseStatus:{errorCode:SerializationException,message:\"ids[0]: expected an integer, found \"\"x\"\" (line 1, column 7)\",errors:[{errorCode:SerializationException,fieldName:\"ids[0]\",message:\"expected an integer, found \"\"x\"\"\"}]}}",
        ),
        (
            "/jsv/oneway/Nope",
            "text/jsv",
            "{Text:a}",
            405,
            "{responseStatus:{errorCode:NotImplementedException,message:The operation does not exist for this service,errors:[]}}",
        ),
        ("/UpdateDisplayName.jsv", "text/jsv", "{license:L}", 200, "{success:True,license:L,contentId:0}"),
        (
            "/UpdateAccountByProductAddons/L%2F8.jsv",
            "text/jsv",
            "{license:L}",
            200,
            "{success:True,license:L/8,contentId:0}",
        ),
        (
            "/UpdateAccount.json?jsconfig=EmitCamelCaseNames:false",
            "text/jsv",
            "{License:L}",
            200,
            "{\"success\":true,\"license\":\"L\",\"contentId\":0}",
        ),
    ] {
        let ours = run(answer(app(), crate::post(path, content_type, body)));
        assert_eq!((ours.status.as_u16(), ours.text()), (status, expected), "{path}");
    }
    let path = format!("/api/ListRows.jsv?{}", jsv::query::to_string(&count).unwrap());
    let rows: Vec<Row> = jsv::from_str(run(answer(app(), crate::get(&path))).text()).unwrap();
    assert_eq!(rows.len(), 2);
}
