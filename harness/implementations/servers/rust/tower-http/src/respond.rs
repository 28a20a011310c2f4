//! The application as a handler of axum.
use application::answer;
use axum::body::Bytes;
use axum::extract::OriginalUri;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};

pub async fn respond(uri: OriginalUri, headers: HeaderMap, _body: Bytes) -> Response {
    let answer = answer(&uri.to_string(), headers.get("If-None-Match"));
    match answer.status() {
        error @ (StatusCode::NOT_FOUND | StatusCode::INTERNAL_SERVER_ERROR) => {
            error.into_response()
        }
        _ => answer.into_response(),
    }
}
