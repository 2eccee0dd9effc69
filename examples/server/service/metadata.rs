//! The pages that show the operations: their routes, their types, and samples of both bodies in each format, made from
//! the types.

use std::fmt::Write as _;

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use jsv::csv::WriterBuilder;
use jsv::http::{Format, JsvQuery};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::messages::{Echo, EchoResponse, ListRows, Row, UpdateAccount, UpdateAccountResponse};
use super::sample::{Shape, Types, sample};

const STYLE: &str = include_str!("style.css");

/// What a page shows.
pub(crate) struct Operation {
    name: &'static str,
    summary: &'static str,
    routes: &'static [(&'static str, &'static str)],
    request: String,
    response: String,
    types: Types,
}

/// The operations, with their samples in a format.
fn operations(format: Format) -> Result<Vec<Operation>, Box<dyn std::error::Error>> {
    Ok(vec![
        operation::<Echo, EchoResponse>(
            format,
            ("Echo", "Answers with the values it was sent."),
            &[("GET, POST", "/echo")],
        )?,
        operation::<ListRows, Vec<Row>>(
            format,
            ("ListRows", "Answers with so many rows, and sends each as it is made."),
            &[("GET", "/rows")],
        )?,
        operation::<UpdateAccount, UpdateAccountResponse>(
            format,
            ("UpdateAccount", "Takes accounts, and says what it would have updated."),
            &[
                ("POST", "/UpdateAccountByProductAddons/{License}"),
                ("POST", "/UpdateAccount"),
                ("POST", "/UpdateDisplayName"),
            ],
        )?,
    ])
}

fn operation<Q, A>(
    format: Format,
    (name, summary): (&'static str, &'static str),
    routes: &'static [(&'static str, &'static str)],
) -> Result<Operation, Box<dyn std::error::Error>>
where
    Q: Serialize + DeserializeOwned,
    A: Serialize + DeserializeOwned,
{
    let (request, mut types) = sample::<Q>()?;
    let (response, others) = sample::<A>()?;
    for (name, shape) in others {
        if !types.iter().any(|(known, _)| *known == name) {
            types.push((name, shape));
        }
    }
    let (request, response) = (text(format, &request, false)?, text(format, &response, true)?);
    Ok(Operation { name, summary, routes, request, response, types })
}

/// A body: a client writes the header of a CSV file as the types have it, a host with capital letters.
fn text<T: Serialize>(
    format: Format,
    value: &T,
    of_host: bool,
) -> Result<String, Box<dyn std::error::Error>> {
    Ok(match format {
        Format::Json => serde_json::to_string_pretty(value)?,
        Format::Jsv => jsv::to_string(value)?,
        Format::Csv => WriterBuilder::new().capitalize_header(of_host).to_string(value)?,
        other => return Err(format!("there are no samples in {other}").into()),
    })
}

/// `/metadata`: the operations.
pub(crate) async fn index() -> Response {
    let operations = match operations(Format::Json) {
        Ok(operations) => operations,
        Err(error) => return (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response(),
    };
    let mut body = String::from(
        "<h1>Operations</h1>\n<p>Each takes and answers JSON, JSV and CSV. The format of an answer is that of \
         the path’s suffix, of <code>?format=</code>, or of the <code>Accept</code> header.</p>\n<table>\n\
         <thead><tr><th scope=\"col\">Operation</th><th scope=\"col\">What it does</th>\
         <th scope=\"col\">Samples</th></tr></thead>\n<tbody>\n",
    );
    for Operation { name, summary, .. } in &operations {
        let _ = writeln!(
            body,
            "<tr><th scope=\"row\">{name}</th><td>{summary}</td><td>{}</td></tr>",
            links(name, None)
        );
    }
    body.push_str("</tbody>\n</table>\n");
    document("Operations", &body).into_response()
}

#[derive(Deserialize)]
pub(crate) struct Asked {
    op: String,
}

/// `/csv/metadata?op=X`: one operation, with samples in CSV.
pub(crate) async fn page(Path(format): Path<String>, JsvQuery(Asked { op }): JsvQuery<Asked>) -> Response {
    let Some(format) = Format::from_name(&format) else { return StatusCode::NOT_FOUND.into_response() };
    let operations = match operations(format) {
        Ok(operations) => operations,
        Err(error) => return (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response(),
    };
    match operations.iter().find(|operation| operation.name.eq_ignore_ascii_case(&op)) {
        Some(operation) => document(operation.name, &shown(operation, format)).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

fn shown(operation: &Operation, format: Format) -> String {
    let Operation { name, summary, routes, request, response, types } = operation;
    let media = format.content_type().split(';').next().unwrap_or_default();
    let label = format.name().to_uppercase();
    let mut page = format!(
        "<nav><a href=\"/metadata\">Operations</a></nav>\n<h1>{name}</h1>\n<p>{summary}</p>\n<h2>Routes</h2>\n\
         <table>\n<thead><tr><th scope=\"col\">Verbs</th><th scope=\"col\">Path</th></tr></thead>\n<tbody>\n"
    );
    let others = [format!("/{}/reply/{name}", format.name()), format!("/api/{name}")];
    let routes = routes.iter().copied().chain(others.iter().map(|path| ("GET, POST", path.as_str())));
    for (verbs, path) in routes {
        let _ = writeln!(page, "<tr><td>{verbs}</td><td><code>{}</code></td></tr>", escaped(path));
    }
    let _ = write!(
        page,
        "</tbody>\n</table>\n<p>Many requests at once go to <code>/{0}/reply/{name}[]</code>; \
         <code>/{0}/oneway/{name}</code> answers nothing. A path may end in <code>.{0}</code>.</p>\n\
         <h2>{label} samples</h2>\n<p>Show them in {1}.</p>\n\
         <h3>Request</h3>\n<pre><code>POST /{0}/reply/{name} HTTP/1.1\nHost: localhost\nAccept: {media}\n\
         Content-Type: {media}\nContent-Length: {2}\n\n{3}</code></pre>\n\
         <h3>Response</h3>\n<pre><code>HTTP/1.1 200 OK\nContent-Type: {4}\nContent-Length: {5}\n\n{6}</code></pre>\n\
         <h2>Types</h2>\n<p>Names are read in any case; a <code>?</code> marks what may be nothing.</p>\n",
        format.name(),
        links(name, Some(format)),
        request.len(),
        escaped(request),
        format.content_type(),
        response.len(),
        escaped(response),
    );
    for (name, shape) in types {
        let _ = write!(page, "<section>\n<h3>{name}</h3>\n");
        match shape {
            Shape::Struct(fields) => {
                page.push_str(
                    "<table>\n<thead><tr><th scope=\"col\">Name</th><th scope=\"col\">Type</th></tr></thead>\n<tbody>\n",
                );
                for (field, of) in fields {
                    let _ = writeln!(page, "<tr><td>{field}</td><td><code>{}</code></td></tr>", escaped(of));
                }
                page.push_str("</tbody>\n</table>\n");
            }
            Shape::Enum(variants) => {
                let _ = writeln!(page, "<p>One of <code>{}</code>.</p>", variants.join("</code>, <code>"));
            }
        }
        page.push_str("</section>\n");
    }
    page
}

/// Links to the pages of an operation, but for the one that is open.
fn links(name: &str, open: Option<Format>) -> String {
    let link = |format: Format| {
        let label = format.name().to_uppercase();
        if open == Some(format) {
            format!("<strong aria-current=\"page\">{label}</strong>")
        } else {
            format!("<a href=\"/{}/metadata?op={name}\">{label}</a>", format.name())
        }
    };
    Format::ALL.iter().copied().map(link).collect::<Vec<_>>().join(" · ")
}

fn document(title: &str, body: &str) -> Html<String> {
    Html(format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
         <style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n{body}</main>\n</body>\n</html>\n"
    ))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
