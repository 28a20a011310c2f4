//! The application: a few paths, each answered in a known way.
use http::{Response, StatusCode};

/// Answers a request to a path below that of a policy. All methods get the same answer.
///
/// `target` is the path and query, with the path of the policy in front. If the status is 404 or 500,
/// send what the server itself sends for an unknown path, or for a handler that fails.
pub fn answer(target: &str, if_none_match: Option<impl AsRef<[u8]>>) -> Response<String> {
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let mut segments = path.split('/').skip(2);
    let name = segments.next().unwrap_or_default();
    let argument = segments.next().unwrap_or_default();
    match name {
        "" => text(200, "ok\n", &[]),
        "status" => {
            let status = argument.parse().ok().filter(|n| (200..600).contains(n));
            text(status.unwrap_or(404), &format!("status {argument}\n"), &[])
        }
        "redirect" => {
            let to = form_urlencoded::parse(query.as_bytes()).find(|(key, _)| key == "to");
            let location = to.map_or("/".into(), |(_, path)| path);
            text(302, "elsewhere\n", &[("Location", &location)])
        }
        "etag" if if_none_match.is_some_and(|tag| tag.as_ref() == ETAG.1.as_bytes()) => {
            text(304, "", &[ETAG])
        }
        "etag" => text(200, "tagged\n", &[ETAG]),
        "vary" => text(200, "varies\n", &[("Vary", "Accept-Language")]),
        "headers" => {
            let custom = [
                ("X-Request-Id", "42"),
                ("X-Total-Count", "7"),
                ("X-Private", "yes"),
            ];
            text(200, "headers\n", &[&[ETAG], &custom[..]].concat())
        }
        "cookie" => text(200, "cookie\n", &[("Set-Cookie", "testee=1; Path=/")]),
        _ => text(404, "not here\n", &[]),
    }
}

const ETAG: (&str, &str) = ("ETag", "\"1\"");

/// Each answer is marked, so that the suite knows whether the application was reached.
fn text(status: u16, body: &str, headers: &[(&str, &str)]) -> Response<String> {
    let marked = Response::builder()
        .status(StatusCode::from_u16(status).expect("200 to 599"))
        .header("X-Reached", "app")
        .header("Content-Type", "text/plain");
    headers
        .iter()
        .fold(marked, |response, (name, value)| {
            response.header(*name, *value)
        })
        .body(body.to_string())
        .expect("the headers are valid")
}
