//! Policies, in the format that `cors-conformance corpus policies` prints.
use serde::Deserialize;
use std::{fmt::Debug, str::FromStr};

/// What a server is meant to share. Anything that it does not name is not allowed.
#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Policy {
    pub id: String,
    pub allow_origins: Vec<String>,
    pub allow_credentials: bool,
    /// Beyond GET, HEAD and POST.
    pub allow_methods: Vec<String>,
    pub allow_headers: Vec<String>,
    pub expose_headers: Vec<String>,
    /// In seconds.
    pub max_age: Option<u64>,
}

impl Policy {
    /// Where the policy applies: to this path, and to those below it.
    pub fn path(&self) -> String {
        format!("/{}", self.id)
    }

    /// Whether everyone may read, without credentials.
    pub fn is_public(&self) -> bool {
        is_wildcard(&self.allow_origins)
    }

    pub fn allows_any_method(&self) -> bool {
        is_wildcard(&self.allow_methods)
    }

    pub fn allows_any_header(&self) -> bool {
        is_wildcard(&self.allow_headers)
    }

    /// Whether an allowed origin stands for all subdomains of a host, or for all its ports.
    pub fn has_patterns(&self) -> bool {
        self.allow_origins
            .iter()
            .any(|origin| origin.len() > 1 && origin.contains('*'))
    }

    /// All allowed methods, for libraries that have to be told the safelisted ones too.
    pub fn methods(&self) -> Vec<&str> {
        let more = self.allow_methods.iter().map(String::as_str);
        ["GET", "HEAD", "POST"].into_iter().chain(more).collect()
    }

    /// Whether an origin is allowed, for libraries that have no patterns.
    pub fn allows(&self, origin: &[u8]) -> bool {
        let Ok(origin) = str::from_utf8(origin) else {
            return false;
        };
        self.allow_origins
            .iter()
            .any(|pattern| matches(pattern, origin))
    }
}

/// Items of a policy, in the type that a library takes.
pub fn parsed<T: FromStr<Err: Debug>>(items: impl IntoIterator<Item: AsRef<str>>) -> Vec<T> {
    let items = items.into_iter();
    items
        .map(|item| item.as_ref().parse().expect("the item is valid"))
        .collect()
}

fn is_wildcard(list: &[String]) -> bool {
    list.iter().any(|item| item == "*")
}

/// `*.` stands for one or more labels, and `:*` for any port, including the default port.
fn matches(pattern: &str, origin: &str) -> bool {
    if let Some(host) = pattern.strip_suffix(":*") {
        return origin
            .strip_prefix(host)
            .is_some_and(|port| port.is_empty() || is_port(port));
    }
    if let Some((scheme, domain)) = pattern.split_once("*.") {
        return origin
            .strip_prefix(scheme)
            .and_then(|host| host.strip_suffix(domain))
            .and_then(|labels| labels.strip_suffix('.'))
            .is_some_and(|labels| labels.split('.').all(is_label));
    }
    pattern == origin
}

fn is_port(text: &str) -> bool {
    text.strip_prefix(':')
        .is_some_and(|port| !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit()))
}

fn is_label(text: &str) -> bool {
    let is_allowed = |byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_' | b'-');
    !text.is_empty() && text.bytes().all(is_allowed)
}
