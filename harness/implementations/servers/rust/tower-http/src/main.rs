//! The CorsLayer of tower-http around handlers of axum, as their documentation shows.
mod respond;

use application::{MANIFEST_PATH, Policy, Testee, address, parsed};
use axum::{Router, routing::get};
use respond::respond;
use std::time::Duration;
use tower_http::cors::{AllowHeaders, AllowMethods, AllowOrigin, Any, CorsLayer};

const TESTEE: Testee = Testee {
    name: "tower-http",
    skipped: &[],
};

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let mut router = Router::new().route(MANIFEST_PATH, get(TESTEE.manifest()));
    for policy in TESTEE.policies() {
        let path = policy.path();
        let handlers = Router::new().fallback(respond).layer(cors(policy));
        router = router.nest_service(&path, handlers);
    }
    let listener = tokio::net::TcpListener::bind(address()).await.unwrap();
    axum::serve(listener, router).await.unwrap();
}

fn cors(policy: Policy) -> CorsLayer {
    let credentials = policy.allow_credentials;
    let mut layer = CorsLayer::new()
        .allow_credentials(credentials)
        .allow_methods(match (policy.allows_any_method(), credentials) {
            (true, true) => AllowMethods::mirror_request(),
            (true, false) => Any.into(),
            _ => AllowMethods::list(parsed(policy.methods())),
        })
        .allow_headers(match (policy.allows_any_header(), credentials) {
            (true, true) => AllowHeaders::mirror_request(),
            (true, false) => Any.into(),
            _ => AllowHeaders::list(parsed(&policy.allow_headers)),
        })
        .expose_headers(parsed(&policy.expose_headers));
    if let Some(seconds) = policy.max_age {
        layer = layer.max_age(Duration::from_secs(seconds));
    }
    layer.allow_origin(if policy.is_public() {
        AllowOrigin::any()
    } else if policy.has_patterns() {
        AllowOrigin::predicate(move |origin, _| policy.allows(origin.as_bytes()))
    } else {
        AllowOrigin::list(parsed(&policy.allow_origins))
    })
}
