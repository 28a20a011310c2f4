//! What is behind the CORS of every testee in Rust. A testee is a server that is set up for the standard
//! policies of this suite, each under a path of its own.
mod answer;
mod policy;

pub use answer::answer;
pub use policy::{Policy, parsed};
use serde_json::json;
use std::{collections::BTreeMap, env, fs};

/// Where the suite looks for the manifest.
pub const MANIFEST_PATH: &str = "/.well-known/cors-conformance";

/// What is under test.
#[derive(Clone, Copy)]
pub struct Testee {
    /// The crate under test. Its version is the one in Cargo.lock.
    pub name: &'static str,
    /// Why a policy is left out, by its id.
    pub skipped: &'static [(&'static str, &'static str)],
}

impl Testee {
    /// The policies in the file that POLICIES names, except those that are skipped.
    pub fn policies(&self) -> Vec<Policy> {
        let file = env::var("POLICIES").expect("POLICIES names a file");
        let text = fs::read_to_string(file).expect("the file can be read");
        let all: Vec<Policy> = serde_json::from_str(&text).expect("the file holds policies");
        let is_skipped = |policy: &Policy| self.skipped.iter().any(|(id, _)| *id == policy.id);
        all.into_iter()
            .filter(|policy| !is_skipped(policy))
            .collect()
    }

    /// The policies and their paths, in JSON.
    pub fn manifest(&self) -> String {
        let paths: BTreeMap<_, _> = self
            .policies()
            .into_iter()
            .map(|policy| (policy.id.clone(), policy.path()))
            .collect();
        let skipped: BTreeMap<_, _> = self.skipped.iter().copied().collect();
        let version = locked_version(self.name);
        json!({ "name": self.name, "version": version, "policies": paths, "skipped": skipped })
            .to_string()
    }
}

/// Where to listen: an address on 127.0.0.1.
pub fn address() -> (&'static str, u16) {
    let port = env::var("PORT").expect("PORT names a port");
    ("127.0.0.1", port.parse().expect("PORT is a number"))
}

/// The version of a crate that this program was built with.
fn locked_version(name: &str) -> &'static str {
    let start = format!("[[package]]\nname = \"{name}\"\nversion = \"");
    let (_, rest) = include_str!("../../Cargo.lock")
        .split_once(&start)
        .expect("it is locked");
    rest.split('"').next().expect("a quotation mark follows")
}
