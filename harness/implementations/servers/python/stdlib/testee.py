"""A testee in Python, with nothing but its standard library: the contract in harness/testee/README.md.

Run it with `PORT=3000 python3 testee.py`, or without PORT; it prints its URL once it listens.
"""

import json
import os
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

EIGHT_ORIGINS = (
    "https://app.example https://admin.app.example https://app.example:8443 http://localhost:3000"
    " https://xn--bcher-kva.example https://192.0.2.7 https://[2001:db8::7]"
    " https://partner.co.example"
).split()
CUSTOM_HEADERS = {"ETag": '"1"', "X-Request-Id": "42", "X-Total-Count": "7", "X-Private": "yes"}
LISTS = {"methods": "PUT, DELETE", "headers": "Content-Type, X-Token"}

# By policy id, as in `cors-conformance corpus policies`: origins, and what they are allowed.
POLICIES = {
    "closed": {"origins": []},
    "any-origin": {"origins": ["*"]},
    "open-lists": {"origins": ["*"], **LISTS},
    "one-origin": {"origins": EIGHT_ORIGINS[:1], "methods": "PUT", "headers": "X-Token"},
    "allow-list-of-8": {"origins": EIGHT_ORIGINS, **LISTS},
    "credentialed-allow-list": {
        "origins": ["https://app.example", "https://admin.example", "http://localhost:3000"],
        "credentials": True,
        "methods": "PUT, PATCH",
        "headers": "Content-Type, X-Token",
        "expose": "X-Request-Id",
    },
    "null-origin": {"origins": ["null"]},
    "max-age": {"origins": EIGHT_ORIGINS[:1], "methods": "PUT", "max_age": "600"},
}

MANIFEST = {
    "name": "python3 http.server",
    "version": ".".join(map(str, sys.version_info[:3])),
    "policies": {policy: f"/{policy}" for policy in POLICIES},
    "skipped": dict.fromkeys(["subdomains", "any-port"], "it compares whole origins"),
}


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # Head and body in one packet, or each answer waits for an acknowledgement.

    def answer(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        url = urlsplit(self.path)
        if url.path == "/.well-known/cors-conformance":
            return self.send(200, [("Content-Type", "application/json")], json.dumps(MANIFEST))
        _, policy, name, argument, *_ = url.path.split("/") + ["", "", ""]
        if policy not in POLICIES:
            return self.send(404, [], "no such policy\n")
        is_preflight = self.command == "OPTIONS" and "Access-Control-Request-Method" in self.headers
        cors = cors_headers(POLICIES[policy], self.headers.get("Origin"), is_preflight)
        if is_preflight and "Origin" in self.headers:
            return self.send(204, cors, None)
        status, headers = self.application(name, argument, parse_qs(url.query))
        return self.send(status, cors + [("X-Reached", "app")] + headers, f"{status}\n")

    def application(self, name, argument, query):
        """The paths of the contract: a status, and headers."""
        if name == "status" and argument.isdigit():
            return int(argument), []
        if name == "redirect":
            return 302, [("Location", query["to"][0])]
        if name == "etag":
            return 304 if self.headers.get("If-None-Match") == '"1"' else 200, [("ETag", '"1"')]
        headers = {
            "": [],
            "vary": [("Vary", "Accept-Language")],
            "headers": [*CUSTOM_HEADERS.items()],
            "cookie": [("Set-Cookie", "testee=1; Path=/")],
        }
        return (200, headers[name]) if name in headers else (404, [])

    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = answer

    def send(self, status, headers, body):
        content = (body or "").encode()
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        if status not in (204, 304):
            self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD" and status not in (204, 304):
            self.wfile.write(content)

    def log_message(self, *_):
        """No line for each request."""


def cors_headers(policy, origin, is_preflight):
    """The CORS of a response: the part that is under test."""
    origins = policy["origins"]
    is_public = "*" in origins
    headers = [] if is_public or not origins else [("Vary", "Origin")]
    if not is_public and origin not in origins:
        return headers
    headers.append(("Access-Control-Allow-Origin", "*" if is_public else origin))
    names = {"Access-Control-Allow-Credentials": "true" if policy.get("credentials") else None}
    if is_preflight:
        names["Access-Control-Allow-Methods"] = policy.get("methods")
        names["Access-Control-Allow-Headers"] = policy.get("headers")
        names["Access-Control-Max-Age"] = policy.get("max_age")
    else:
        names["Access-Control-Expose-Headers"] = policy.get("expose")
    return headers + [(name, value) for name, value in names.items() if value is not None]


if __name__ == "__main__":
    port = int(os.environ.get("PORT", "0"))
    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    print(f"http://127.0.0.1:{server.server_port}", flush=True)
    server.serve_forever()
