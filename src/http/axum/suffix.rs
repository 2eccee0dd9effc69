//! `/orders.csv` for `/orders` in CSV: a router cannot match it, so it is taken off before routing. Floor 5.

use alloc::string::String;

use axum::extract::OriginalUri;
use axum::http::uri::PathAndQuery;
use axum::http::{Request, Uri};

use crate::http::Format;

/// The format that a suffix asked for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Suffix(pub(super) Format);

/// Takes `.json`, `.jsv` or `.csv` off the request's path, for [`Negotiated`](super::Negotiated) and
/// [`Reply`](super::Reply) to answer in that format.
///
/// It has to run before routing, so it goes around the router and not into it, as a `tower` layer:
///
/// ```
/// use axum::{Router, ServiceExt, extract::Request};
/// use tower::{Layer, util::MapRequestLayer};
///
/// let app = MapRequestLayer::new(jsv::http::without_suffix).layer(Router::<()>::new());
/// let service = ServiceExt::<Request>::into_make_service(app);
/// // axum::serve(listener, service).await
/// ```
///
/// It is taken off every path, so a route that itself ends so, such as `/openapi.json`, is not found, and neither is a file
/// such as `report.csv`: put such routes into a service beside the one with this layer.
///
/// A path without such a suffix stays as it is, and so does one that is nothing else, such as `/.csv`.
///
/// ```
/// use axum::{body::Body, http::Request};
///
/// let request = Request::get("/orders/7.csv?page=2").body(Body::empty())?;
/// assert_eq!(jsv::http::without_suffix(request).uri(), "/orders/7?page=2");
/// # Ok::<(), axum::http::Error>(())
/// ```
pub fn without_suffix<B>(mut request: Request<B>) -> Request<B> {
    if let Some((uri, format)) = split(request.uri()) {
        let original = core::mem::replace(request.uri_mut(), uri);
        request.extensions_mut().insert(Suffix(format));
        request.extensions_mut().insert(OriginalUri(original));
    }
    request
}

fn split(uri: &Uri) -> Option<(Uri, Format)> {
    let (stem, suffix) = uri.path().rsplit_once('.')?;
    let format = Format::from_name(suffix)?;
    if stem.ends_with('/') {
        return None;
    }
    let mut path = String::from(stem);
    if let Some(query) = uri.query() {
        path.push('?');
        path.push_str(query);
    }
    let mut parts = uri.clone().into_parts();
    parts.path_and_query = Some(PathAndQuery::try_from(path).ok()?);
    Some((Uri::from_parts(parts).ok()?, format))
}
