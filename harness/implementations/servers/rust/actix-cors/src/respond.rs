//! The application as a handler of Actix Web.
use actix_web::{HttpRequest, HttpResponse, Result, error, web};
use application::answer;

pub async fn respond(request: HttpRequest, _body: web::Bytes) -> Result<HttpResponse> {
    let if_none_match = request.headers().get("If-None-Match");
    let (parts, body) = answer(&request.uri().to_string(), if_none_match).into_parts();
    let mut response = match parts.status.as_u16() {
        404 => return Err(error::ErrorNotFound(body)),
        500 => return Err(error::ErrorInternalServerError(body)),
        status => HttpResponse::build(status.try_into().unwrap()),
    };
    for (name, value) in &parts.headers {
        response.append_header((name.as_str(), value.as_bytes()));
    }
    Ok(response.body(body))
}
