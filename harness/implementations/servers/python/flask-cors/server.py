"""Flask-CORS around a Flask application, as its documentation shows."""

import re

from application import MANIFEST_PATH, PORT, answer, manifest, policies
from flask import Flask, Response, abort, request
from flask_cors import CORS
from waitress import serve
from werkzeug.middleware.dispatcher import DispatcherMiddleware

METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]  # Flask itself answers OPTIONS.
SKIPPED = dict.fromkeys(["open-wildcards", "credentialed-wildcards"], "methods has no wildcard")


def application(path):
    request.get_data()
    status, headers, body = answer(
        request.script_root + request.path,
        request.query_string.decode(),
        request.headers.get("If-None-Match"),
    )
    if status == 404:
        abort(404)
    if status == 500:
        raise RuntimeError("the application failed")
    return Response(body, status, headers)


def mark_as_reached(response):
    response.headers["X-Reached"] = "app"  # Also on what Flask answers to OPTIONS.
    return response


def app_for(policy):
    app = Flask(policy.id)
    app.after_request(mark_as_reached)
    CORS(
        app,
        origins="*" if policy.is_public else [*policy.origins, *map(re.compile, policy.origin_patterns)],
        methods=policy.methods,
        allow_headers=policy.allowHeaders,
        expose_headers=policy.exposeHeaders,
        supports_credentials=policy.allowCredentials,
        max_age=policy.maxAge,
    )
    app.add_url_rule("/", defaults={"path": ""}, view_func=application, methods=METHODS)
    app.add_url_rule("/<path:path>", view_func=application, methods=METHODS)
    return app


root = Flask("manifest")
root.add_url_rule(MANIFEST_PATH, view_func=lambda: manifest("Flask-CORS", "flask-cors", SKIPPED))
apps = {f"/{policy.id}": app_for(policy) for policy in policies(SKIPPED)}
serve(DispatcherMiddleware(root, apps), host="127.0.0.1", port=PORT)
