//! salvo-cors on a service of Salvo, as its documentation shows.
mod respond;

use application::{MANIFEST_PATH, Policy, Testee, address, parsed};
use salvo::cors::{AllowHeaders, AllowMethods, AllowOrigin, Any, Cors, CorsHandler};
use salvo::http::HeaderValue;
use salvo::prelude::*;

const TESTEE: Testee = Testee {
    name: "salvo-cors",
    skipped: &[],
};

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let router = Router::new()
        .push(Router::with_path(MANIFEST_PATH).get(respond::manifest))
        .push(Router::with_path("{**path}").goal(respond::respond));
    let mut service = Service::new(router);
    for policy in TESTEE.policies() {
        let path = policy.path() + "/";
        let is_below = move |request: &Request, _: &Depot| request.uri().path().starts_with(&path);
        service = service.hoop_when(cors(policy), is_below);
    }
    let acceptor = TcpListener::new(address()).bind().await;
    Server::new(acceptor).serve(service).await;
}

fn cors(policy: Policy) -> CorsHandler {
    let credentials = policy.allow_credentials;
    let mut cors = Cors::new()
        .allow_credentials(credentials)
        .allow_methods(match (policy.allows_any_method(), credentials) {
            (true, true) => AllowMethods::mirror_request(),
            (true, false) => Any.into(),
            _ => AllowMethods::list(parsed(policy.methods())),
        })
        .allow_headers(match (policy.allows_any_header(), credentials) {
            (true, true) => AllowHeaders::mirror_request(),
            (true, false) => Any.into(),
            _ => AllowHeaders::from(&policy.allow_headers),
        })
        .expose_headers(&policy.expose_headers);
    if let Some(seconds) = policy.max_age {
        cors = cors.max_age(seconds);
    }
    cors.allow_origin(if policy.is_public() {
        AllowOrigin::any()
    } else if policy.has_patterns() {
        let is_allowed = move |origin: &&HeaderValue| policy.allows(origin.as_bytes());
        AllowOrigin::dynamic(move |origin, _, _| origin.filter(&is_allowed).cloned())
    } else {
        AllowOrigin::from(&policy.allow_origins)
    })
    .into_handler()
}
