//! The application as a filter of warp.
use application::answer;
use warp::filters::{BoxedFilter, path::FullPath};
use warp::http::{HeaderMap, Response};
use warp::{Filter, Rejection, reject};

pub fn respond() -> BoxedFilter<(Response<String>,)> {
    let query = warp::query::raw().or(warp::any().map(String::new)).unify();
    warp::path::full()
        .and(query)
        .and(warp::header::headers_cloned())
        .and(warp::body::bytes())
        .and_then(
            async |path: FullPath, query: String, headers: HeaderMap, _body| {
                let target = format!("{}?{query}", path.as_str());
                let answer = answer(&target, headers.get("If-None-Match"));
                match answer.status().as_u16() {
                    404 => Err(reject::not_found()),
                    500 => Err(reject::custom(Failure)),
                    _ => Ok::<_, Rejection>(answer),
                }
            },
        )
        .boxed()
}

#[derive(Debug)]
struct Failure;

impl reject::Reject for Failure {}
