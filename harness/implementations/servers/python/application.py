"""What is behind the CORS of every testee in Python: a server set up for the suite's standard policies.

POLICIES names the file with the policies, PORT the port on 127.0.0.1.
"""

import json
import os
import re
from dataclasses import dataclass
from importlib.metadata import version
from urllib.parse import parse_qs

MANIFEST_PATH = "/.well-known/cors-conformance"
PORT = int(os.environ.get("PORT", "8080"))
METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]


@dataclass(frozen=True)
class Policy:
    """What a server is meant to share; what is left out is not allowed."""

    id: str
    title: str = ""
    allowOrigins: tuple = ()
    allowCredentials: bool = False
    allowMethods: tuple = ()  # Beyond GET, HEAD and POST.
    allowHeaders: tuple = ()
    exposeHeaders: tuple = ()
    maxAge: int | None = None

    @property
    def is_public(self):
        return "*" in self.allowOrigins

    @property
    def origins(self):
        """The origins that stand for themselves alone."""
        return [origin for origin in self.allowOrigins if "*" not in origin]

    @property
    def origin_patterns(self):
        """Regular expressions for the others: "*." is one or more labels, ":*" any port."""
        return [_pattern(origin) for origin in self.allowOrigins if re.search(r"\*\.|:\*$", origin)]

    @property
    def methods(self):
        return ["GET", "HEAD", "POST", *self.allowMethods]


def _pattern(origin):
    source = re.escape(origin).replace(r"\*\.", r"(?:[a-z0-9_-]+\.)+", 1)
    return "^" + re.sub(r":\\\*$", "(?::[0-9]+)?", source) + "$"


def policies(skipped):
    """The standard policies, but those that are skipped."""
    with open(os.environ["POLICIES"], encoding="utf-8") as file:
        return [Policy(**policy) for policy in json.load(file) if policy["id"] not in skipped]


def manifest(name, package, skipped):
    """Says which policies there are; `package` is the one under test, as it is installed."""
    paths = {policy.id: f"/{policy.id}" for policy in policies(skipped)}
    return {"name": name, "version": version(package), "policies": paths, "skipped": skipped}


def answer(path, query, if_none_match=None):
    """Answers a request to a path below that of a policy, all methods alike.

    Returns a status, a list of headers and a body. Each answer is marked, so that the suite knows
    whether the application was reached.
    """
    _, _, name, argument, *_ = [*path.split("/"), "", "", ""]
    marks = [("X-Reached", "app"), ("Content-Type", "text/plain")]
    if name == "status" and re.fullmatch(r"[2-5]\d\d", argument):
        return int(argument), marks, f"status {argument}\n"
    if name == "redirect":
        return 302, [*marks, ("Location", parse_qs(query)["to"][0])], "elsewhere\n"
    if name == "etag" and if_none_match == '"1"':
        return 304, [*marks, ("ETag", '"1"')], ""
    headers = {
        "": [],
        "etag": [("ETag", '"1"')],
        "vary": [("Vary", "Accept-Language")],
        "headers": [
            ("ETag", '"1"'),
            ("X-Request-Id", "42"),
            ("X-Total-Count", "7"),
            ("X-Private", "yes"),
        ],
        "cookie": [("Set-Cookie", "testee=1; Path=/")],
    }
    if name not in headers:
        return 404, marks, "not here\n"
    return 200, [*marks, *headers[name]], f"{name or 'ok'}\n"
