"""Flask-CORS around a Flask application, as its documentation shows."""

import re

from application import MANIFEST_PATH, PORT, answer, manifest, policies
from flask import Flask, Response, abort, jsonify, request
from flask_cors import CORS
from waitress import serve
from werkzeug.middleware.dispatcher import DispatcherMiddleware

# Flask answers OPTIONS by itself.
METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]
SKIPPED = {
    "open-wildcards": "methods has no wildcard",
    "credentialed-wildcards": "methods has no wildcard",
}


def application(path):
    request.get_data()
    status, headers, body = answer(
        request.script_root + request.path, request.query_string.decode(), request.headers.get("If-None-Match")
    )
    if status == 404:
        abort(404)
    if status == 500:
        raise RuntimeError("the application failed")
    return Response(body, status, headers)


def mark_as_reached(response):
    response.headers["X-Reached"] = "app"
    return response


def app_for(policy):
    app = Flask(policy.id)
    app.after_request(mark_as_reached)  # Also what Flask answers to OPTIONS.
    patterns = [re.compile(pattern) for pattern in policy.origin_patterns]
    CORS(
        app,
        origins="*" if policy.is_public else [*policy.origins, *patterns],
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


@root.get(MANIFEST_PATH)
def show_manifest():
    return jsonify(manifest("Flask-CORS", "flask-cors", SKIPPED))


apps = {f"/{policy.id}": app_for(policy) for policy in policies(SKIPPED)}
serve(DispatcherMiddleware(root, apps), host="127.0.0.1", port=PORT)
