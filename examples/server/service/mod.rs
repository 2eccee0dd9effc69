//! The service of the sample page: three operations on the routes that a ServiceStack host has.

pub(crate) mod messages;
pub(crate) mod metadata;
pub(crate) mod sample;

use axum::extract::{Path, Request};
use axum::handler::Handler;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{MethodRouter, get, post};
use axum::{Router, extract};
use jsv::http::{Batch, ErrorResponse, Negotiated, Reply, ResponseStatus, without_suffix};
use messages::{Echo, EchoResponse, Level, ListRows, Row, UpdateAccount, UpdateAccountResponse};
use tower::util::MapRequest;

/// The router, behind what takes `.json`, `.jsv` and `.csv` off the paths.
pub(crate) type App = MapRequest<Router, fn(Request) -> Request>;

/// Rows that a batch may ask for.
const MANY_ROWS: u64 = 10_000;

/// The whole service.
pub(crate) fn app() -> App {
    let router = Router::new()
        .route("/", get(|| async { Redirect::to("/metadata") }))
        .route("/metadata", get(metadata::index))
        .route("/{format}/metadata", get(metadata::page))
        .route("/echo", both(echo))
        .route("/rows", get(rows))
        .route("/UpdateAccount", post(update_account))
        .route("/UpdateAccountByProductAddons/{License}", post(update_account_by_license))
        .route("/UpdateDisplayName", post(update_account))
        .route("/{format}/reply/{operation}", both(unknown_operation))
        .route("/{format}/oneway/{operation}", both(unknown_operation));
    let router = operation(router, "Echo", both(echo), &post(echoes), both(oneway::<Echo>));
    let router = operation(router, "ListRows", both(rows), &post(row_lists), both(oneway::<ListRows>));
    let router = operation(
        router,
        "UpdateAccount",
        both(update_account),
        &post(update_accounts),
        both(oneway::<UpdateAccount>),
    );
    MapRequest::new(router, without_suffix)
}

/// A handler of `GET` and `POST`.
fn both<H: Handler<T, ()>, T: 'static>(handler: H) -> MethodRouter {
    get(handler.clone()).post(handler)
}

/// The routes that every operation has: `/jsv/reply/X` and `/api/X`, `X[]` for many requests at once, `/jsv/oneway/X` for
/// those who want no answer.
fn operation(
    router: Router,
    name: &str,
    one: MethodRouter,
    batch: &MethodRouter,
    oneway: MethodRouter,
) -> Router {
    let mut router = router
        .route(&format!("/{{format}}/reply/{name}"), one.clone())
        .route(&format!("/api/{name}"), one)
        .route(&format!("/{{format}}/oneway/{name}"), oneway);
    for brackets in ["[]", "%5B%5D"] {
        router = router
            .route(&format!("/{{format}}/reply/{name}{brackets}"), batch.clone())
            .route(&format!("/api/{name}{brackets}"), batch.clone());
    }
    router
}

async fn unknown_operation(reply: Reply) -> Negotiated<ErrorResponse> {
    let status =
        ResponseStatus::new("NotImplementedException", "The operation does not exist for this service");
    reply.error(status).status(StatusCode::METHOD_NOT_ALLOWED)
}

async fn echo(request: Negotiated<Echo>) -> Negotiated<EchoResponse> {
    request.map(EchoResponse::from)
}

async fn echoes(requests: Batch<Echo>) -> Negotiated<Vec<EchoResponse>> {
    requests.map(EchoResponse::from)
}

/// Reads the request, and has nothing to say.
async fn oneway<T>(_: Negotiated<T>) -> StatusCode
where
    Negotiated<T>: extract::FromRequest<()>,
{
    StatusCode::NO_CONTENT
}

async fn rows(request: Negotiated<ListRows>) -> Response {
    let Negotiated { value: ListRows { count }, reply, .. } = request;
    let failed = reply.clone();
    match reply.rows((1..=count).map(row)).header_of::<Row>() {
        Ok(rows) => rows.into_response(),
        Err(error) => failed.error(ResponseStatus::from(&error)).into_response(),
    }
}

/// Lists of rows are made before they are sent, so there must not be too many.
async fn row_lists(
    requests: Batch<ListRows>,
) -> Result<Negotiated<Vec<Vec<Row>>>, Negotiated<ErrorResponse>> {
    let rows: u64 = requests.requests.iter().map(|request| u64::from(request.count)).sum();
    if rows > MANY_ROWS {
        let message = format!("{rows} rows are more than {MANY_ROWS}: ask for one list at a time");
        return Err(requests.reply.error(ResponseStatus::new("ArgumentException", message)));
    }
    Ok(requests.map(|ListRows { count }| (1..=count).map(row).collect()))
}

fn row(id: u32) -> Row {
    Row {
        id,
        name: Some(format!("row {id}")),
        note: id.is_multiple_of(2).then(|| "a,b".to_owned()),
        amount: f64::from(id) * 0.25,
        active: !id.is_multiple_of(2),
        rank: None,
        level: Level::High,
    }
}

async fn update_account(request: Negotiated<UpdateAccount>) -> Negotiated<UpdateAccountResponse> {
    let answer = update(&request.value);
    let status = if answer.success { StatusCode::OK } else { StatusCode::BAD_REQUEST };
    request.map(|_| answer).status(status)
}

async fn update_account_by_license(
    Path(license): Path<String>,
    mut request: Negotiated<UpdateAccount>,
) -> Negotiated<UpdateAccountResponse> {
    request.value.license = Some(license);
    update_account(request).await
}

async fn update_accounts(requests: Batch<UpdateAccount>) -> Negotiated<Vec<UpdateAccountResponse>> {
    requests.map(|request| update(&request))
}

/// Says what it would have updated: the accounts live elsewhere.
fn update(request: &UpdateAccount) -> UpdateAccountResponse {
    const CODE: &str = "ArgumentException";
    if request.license.as_deref() == Some("bad") {
        let message = "License is not valid: \"bad\", try again";
        let status = ResponseStatus::new(CODE, format!("{message} (Parameter 'License')"));
        return UpdateAccountResponse {
            response_status: Some(status.field(CODE, "License", message)),
            ..UpdateAccountResponse::default()
        };
    }
    let accounts = request.accounts.as_ref().map_or(0, Vec::len);
    UpdateAccountResponse {
        response_status: None,
        success: true,
        license: request.license.clone(),
        content_id: i32::try_from(accounts).unwrap_or(i32::MAX),
        feature_name: request.feature_name.clone(),
    }
}
