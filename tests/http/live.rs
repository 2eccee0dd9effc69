//! The example server on a port of its own: the example client, raw requests, and a thousand at once.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::ServiceExt;
use axum::extract::Request;
use jsv::http::{ClientError, Format, RequestExt, ResponseExt};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Barrier, Semaphore};
use tokio::task::JoinSet;
use tokio::time::timeout;

use crate::messages::{Row, UpdateAccountResponse};
use crate::service::app;
use crate::visit::visit;

const REQUESTS: usize = 1_000;

/// All of it must be done by then.
const TIME: Duration = Duration::from_secs(120);

#[test]
fn a_server_and_its_clients() {
    // Two ends of a thousand connections, in one process.
    let files = rlimit::increase_nofile_limit(4 * REQUESTS as u64).unwrap();
    assert!(files > 2 * REQUESTS as u64 + 50, "{files} open files are too few for this test");
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let service = ServiceExt::<Request>::into_make_service(app());
        let server = tokio::spawn(async move { axum::serve(listener, service).await });
        timeout(TIME, async {
            the_example_client(address).await;
            the_wrong_answers(address).await;
            raw_requests(address).await;
            a_body_in_pieces(address).await;
            a_thousand_at_once(address).await;
        })
        .await
        .expect("the server answers in time");
        server.abort();
    });
}

async fn the_example_client(address: SocketAddr) {
    let lines = visit(&reqwest::Client::new(), &format!("http://{address}")).await.unwrap();
    assert_eq!(
        lines,
        [
            "jsv: success true, license Some(\"L-7\")",
            "csv: success true, license Some(\"L-8\")",
            "query: the same again true",
            "rows: 3, amounts [0.25, 0.5, 0.75]",
            "error: 400 Bad Request, License is not valid: \"bad\", try again (Parameter 'License')",
        ]
    );
}

/// The client does not take one thing for another.
async fn the_wrong_answers(address: SocketAddr) {
    let client = reqwest::Client::new();
    let get = async |path: &str, format: Format| {
        client.get(format!("http://{address}{path}")).accept(format).send().await.unwrap()
    };
    let error = get("/metadata", Format::Jsv).await.jsv::<Vec<Row>>().await.unwrap_err();
    assert_eq!(error.to_string(), "expected an answer of application/jsv, found text/html; charset=utf-8");
    let error = get("/rows?count=2", Format::Jsv).await.csv::<Row>().await.unwrap_err();
    assert!(matches!(error, ClientError::ContentType { expected: "text/csv", .. }), "{error}");
    let error = get("/rows?count=2", Format::Csv).await.csv::<(u8, u8)>().await.unwrap_err();
    assert!(matches!(error, ClientError::Text(_)), "{error}");
    let error = get("/nope", Format::Csv).await.succeeded().await.unwrap_err();
    assert_eq!(error.to_string(), "404 Not Found");
    let error = get("/rows?count=x", Format::Json).await.succeeded().await.unwrap_err();
    assert!(matches!(error, ClientError::Service { status, .. } if status == 400), "{error}");
    let error = client.get("no url").jsv_query(&Row::default()).unwrap_err();
    assert!(matches!(error, ClientError::Http(_)), "{error}");
    let request = client.get("http://a/b?c=d").accept(Format::Csv).jsv(&[1]).unwrap().build().unwrap();
    assert_eq!(request.headers().get_all("accept").iter().collect::<Vec<_>>(), ["application/jsv"]);
}

/// Sends bytes as they stand, and reads until the server closes.
async fn raw(address: SocketAddr, request: &[u8]) -> String {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(request).await.unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    String::from_utf8(answer).unwrap()
}

/// The text of a chunked body.
fn unchunked(mut body: &str) -> String {
    let mut text = String::new();
    loop {
        let (length, rest) = body.split_once("\r\n").unwrap();
        let length = usize::from_str_radix(length, 16).unwrap();
        if length == 0 {
            assert_eq!(rest, "\r\n");
            return text;
        }
        text.push_str(&rest[..length]);
        body = rest[length..].strip_prefix("\r\n").unwrap();
    }
}

fn post(path: &str, headers: &str, body: &str) -> String {
    let length = body.len();
    format!(
        "POST {path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n{headers}Content-Length: {length}\r\n\r\n{body}"
    )
}

async fn raw_requests(address: SocketAddr) {
    let sample = include_str!("../sample/update-account-request.csv");
    let large = format!("{{Text:{}}}", "x".repeat(3 << 20));
    let csv = "Content-Type: text/csv\r\n";
    let jsv = "Content-Type: text/jsv\r\n";
    for (request, status, header, body) in [
        (
            post("/csv/reply/UpdateAccount", csv, sample),
            "200 OK",
            "content-disposition: attachment;filename=\"UpdateAccount.csv\"",
            "ResponseStatus,Success,License,ContentId,FeatureName\r\n,True,String,1,String\r\n",
        ),
        (
            post("/UpdateAccountByProductAddons/LIC-7?format=jsv", csv, sample),
            "200 OK",
            "content-type: application/jsv",
            "{success:True,license:LIC-7,contentId:1,featureName:String}",
        ),
        (
            post("/jsv/reply/Echo[]", jsv, "[{Text:a}]"),
            "200 OK",
            "content-type: application/jsv",
            "[{text:a,flag:False,level:Low}]",
        ),
        (
            post("/csv/reply/UpdateAccount", csv, &sample.replacen("Balance:0", "Balance:x", 1)),
            "400 Bad Request",
            "content-type: text/csv",
            "ResponseStatus\r\n\"{errorCode:SerializationException,message:\"\"Accounts[0].Balance: expected a number, found \"\"\"\"x\"\"\"\" (record 1, line 2, column 89)\"\",errors:[{errorCode:SerializationException,fieldName:\"\"Accounts[0].Balance\"\",message:\"\"expected a number, found \"\"\"\"x\"\"\"\"\"\"}]}\"\r\n",
        ),
        (post("/jsv/oneway/Echo", jsv, "{Text:a}"), "204 No Content", "connection: close", ""),
        (
            post("/jsv/reply/Echo", "Content-Type: application/cbor\r\n", "x"),
            "415 Unsupported Media Type",
            "content-type: application/jsv",
            "{responseStatus:{errorCode:UnsupportedMediaType,message:\"expected a body of JSON, JSV, CSV or a form, found application/cbor\",errors:[]}}",
        ),
        (
            "GET /echo.jsv?Where={City:%22c:d%22}&Tags=x,%22y,z%22 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".to_owned(),
            "200 OK",
            "vary: Accept",
            "{tags:[x,\"y,z\"],where:{city:\"c:d\"},flag:False,level:Low}",
        ),
    ] {
        let answer = raw(address, request.as_bytes()).await;
        let (head, found) = answer.split_once("\r\n\r\n").unwrap();
        assert!(head.starts_with(&format!("HTTP/1.1 {status}\r\n")), "{head}");
        assert!(head.split("\r\n").any(|line| line == header), "{header} in {head}");
        assert_eq!(found, body);
    }
    // More than axum's limit of 2 MiB: the answer may come before all is sent.
    let mut stream = TcpStream::connect(address).await.unwrap();
    let _ = stream.write_all(post("/jsv/reply/Echo", jsv, &large).as_bytes()).await;
    let mut start = [0; 12];
    stream.read_exact(&mut start).await.unwrap();
    assert_eq!(&start, b"HTTP/1.1 413");

    // A stream has no length: it comes in chunks, to the last one.
    let answer =
        raw(address, b"GET /rows.csv?count=5000 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n").await;
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    assert!(head.contains("transfer-encoding: chunked") && !head.contains("content-length"), "{head}");
    let rows: Vec<Row> = jsv::csv::from_str(&unchunked(body)).unwrap();
    assert_eq!((rows.len(), rows[4999].id), (5000, 5000));
}

/// A body that arrives byte by byte is the same body.
async fn a_body_in_pieces(address: SocketAddr) {
    let request = post("/jsv/reply/Echo", "Content-Type: text/jsv\r\n", "{Text:\"é,\"\"\",Ids:[1,2]}");
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.set_nodelay(true).unwrap();
    for byte in request.as_bytes() {
        stream.write_all(&[*byte]).await.unwrap();
        tokio::task::yield_now().await;
    }
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    assert!(answer.ends_with("{text:\"é,\"\"\",ids:[1,2],flag:False,level:Low}"), "{answer}");
}

/// Connections that are being made at the same time: more than a listener keeps waiting would be turned away.
const CONNECTING: usize = 64;

/// One end of a connection that stays open.
struct Connection(TcpStream);

impl Connection {
    async fn send(&mut self, bytes: &str) {
        self.0.write_all(bytes.as_bytes()).await.unwrap();
    }

    /// Reads an answer to its last byte.
    async fn answer(&mut self) -> UpdateAccountResponse {
        let mut answer = Vec::new();
        let mut chunk = [0; 1024];
        loop {
            let count = self.0.read(&mut chunk).await.unwrap();
            assert_ne!(count, 0, "the server closed: {}", String::from_utf8_lossy(&answer));
            answer.extend_from_slice(&chunk[..count]);
            let text = std::str::from_utf8(&answer).unwrap();
            let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
            assert!(head.starts_with("HTTP/1.1 200 OK\r\n"), "{head}");
            let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")).unwrap();
            if body.len() == length.parse::<usize>().unwrap() {
                return jsv::from_str(body).unwrap();
            }
        }
    }
}

/// A thousand connections have been answered once and are open, each with half of its next request, before any of these
/// is whole.
async fn a_thousand_at_once(address: SocketAddr) {
    let connecting = Arc::new(Semaphore::new(CONNECTING));
    let barrier = Arc::new(Barrier::new(REQUESTS));
    let mut tasks = JoinSet::new();
    for id in 0..REQUESTS {
        let (connecting, barrier) = (Arc::clone(&connecting), Arc::clone(&barrier));
        tasks.spawn(async move {
            let request = |license: &str| {
                let body = format!("{{License:{license}}}");
                let request = post("/jsv/reply/UpdateAccount", "Content-Type: text/jsv\r\n", &body);
                request.replace("Connection: close\r\n", "")
            };
            let turn = connecting.acquire().await.unwrap();
            let mut connection = Connection(TcpStream::connect(address).await.unwrap());
            connection.send(&request("first")).await;
            assert_eq!(connection.answer().await.license.as_deref(), Some("first"));
            drop(turn);

            let license = format!("L-{id}");
            let request = request(&license);
            let (start, end) = request.split_at(request.len() / 2);
            connection.send(start).await;
            barrier.wait().await;
            connection.send(end).await;
            assert_eq!(connection.answer().await.license, Some(license));
        });
    }
    let mut answered = 0;
    while let Some(task) = tasks.join_next().await {
        task.unwrap();
        answered += 1;
    }
    assert_eq!(answered, REQUESTS);
}
