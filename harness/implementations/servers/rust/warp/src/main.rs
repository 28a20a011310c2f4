//! The cors filter of warp around another filter, as its documentation shows.
mod respond;

use application::{Policy, Testee, address};
use respond::respond;
use std::{net::ToSocketAddrs, time::Duration};
use warp::{Filter, Reply};

const TESTEE: Testee = Testee {
    name: "warp",
    skipped: &[
        ("open-wildcards", "allow_methods has no wildcard"),
        ("credentialed-wildcards", "allow_methods has no wildcard"),
        ("subdomains", "allow_origins has no patterns"),
        ("any-port", "allow_origins has no patterns"),
        ("null-origin", "allow_origins does not take null"),
    ],
};

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let manifest = warp::path!(".well-known" / "cors-conformance").map(|| TESTEE.manifest());
    let mut routes = manifest.map(Reply::into_response).boxed();
    for policy in TESTEE.policies() {
        let guarded = respond().with(cors(&policy)).map(Reply::into_response);
        let route = warp::path(policy.id).and(guarded);
        routes = route.or(routes).unify().boxed();
    }
    let address = address().to_socket_addrs().unwrap().next().unwrap();
    warp::serve(routes).run(address).await;
}

fn cors(policy: &Policy) -> warp::cors::Builder {
    let mut cors = warp::cors()
        .allow_credentials(policy.allow_credentials)
        .allow_methods(policy.methods())
        .allow_headers(policy.allow_headers.iter().map(String::as_str))
        .expose_headers(policy.expose_headers.iter().map(String::as_str));
    if let Some(seconds) = policy.max_age {
        cors = cors.max_age(Duration::from_secs(seconds));
    }
    match policy.is_public() {
        true => cors.allow_any_origin(),
        false => cors.allow_origins(policy.allow_origins.iter().map(String::as_str)),
    }
}
