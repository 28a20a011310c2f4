//! The manifest and the application as handlers of Salvo.
use application::answer;
use salvo::prelude::*;

#[handler]
pub async fn manifest() -> String {
    crate::TESTEE.manifest()
}

#[handler]
pub async fn respond(request: &mut Request, response: &mut Response) -> Result<(), StatusError> {
    request.payload().await.ok();
    let target = request.uri().to_string();
    let (parts, body) = answer(&target, request.headers().get("If-None-Match")).into_parts();
    match parts.status {
        StatusCode::NOT_FOUND => return Err(StatusError::not_found()),
        StatusCode::INTERNAL_SERVER_ERROR => return Err(StatusError::internal_server_error()),
        status => response.status_code(status),
    };
    response.set_headers(parts.headers);
    response.body(body);
    Ok(())
}
