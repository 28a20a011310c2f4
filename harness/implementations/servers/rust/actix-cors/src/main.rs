//! actix-cors around scopes of Actix Web, as its documentation shows.
mod respond;

use actix_cors::Cors;
use actix_web::{App, HttpResponse, HttpServer, web};
use application::{MANIFEST_PATH, Policy, Testee, address};
use respond::respond;

const TESTEE: Testee = Testee {
    name: "actix-cors",
    skipped: &[],
};

#[actix_web::main]
async fn main() -> std::io::Result<()> {
    HttpServer::new(|| {
        let manifest = async || HttpResponse::Ok().body(TESTEE.manifest());
        let mut app = App::new().route(MANIFEST_PATH, web::get().to(manifest));
        for policy in TESTEE.policies() {
            let scope = web::scope(&policy.path()).wrap(cors(policy));
            app = app.service(scope.default_service(web::to(respond)));
        }
        app
    })
    .workers(1)
    .bind(address())?
    .run()
    .await
}

fn cors(policy: Policy) -> Cors {
    let mut cors = Cors::default()
        .allowed_methods(policy.methods())
        .expose_headers(policy.expose_headers.iter().map(String::as_str))
        .max_age(policy.max_age.map(|seconds| seconds as usize));
    cors = match policy.allows_any_header() {
        true => cors.allow_any_header(),
        false => cors.allowed_headers(policy.allow_headers.iter().map(String::as_str)),
    };
    if policy.allows_any_method() {
        cors = cors.allow_any_method();
    }
    if policy.allow_credentials {
        cors = cors.supports_credentials();
    }
    if policy.is_public() {
        return cors.allow_any_origin().send_wildcard();
    }
    if policy.has_patterns() {
        return cors.allowed_origin_fn(move |origin, _| policy.allows(origin.as_bytes()));
    }
    let origins = policy.allow_origins.iter();
    origins.fold(cors, |cors, origin| cors.allowed_origin(origin))
}
