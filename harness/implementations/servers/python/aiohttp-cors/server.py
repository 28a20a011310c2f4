"""aiohttp-cors in an aiohttp application, as its documentation shows."""

import aiohttp_cors
from aiohttp import web
from application import MANIFEST_PATH, METHODS, PORT, answer, manifest, policies

SKIPPED = {
    "subdomains": "it compares whole origins",
    "any-port": "it compares whole origins",
}
# The router itself answers /status/404, as it answers every path that has no resource.
PATHS = ["/", r"/status/{status:(?!404)\d+}", "/{name:redirect|etag|vary|headers|cookie}"]


async def application(request):
    await request.read()
    status, headers, body = answer(
        request.path, request.query_string, request.headers.get("If-None-Match")
    )
    if status == 500:
        raise RuntimeError("the application failed")
    return web.Response(text=body, status=status, headers=headers)


def app_for(policy):
    def listed(names, all_names):
        return "*" if "*" in names else all_names

    options = aiohttp_cors.ResourceOptions(
        allow_credentials=policy.allowCredentials,
        allow_methods=listed(policy.allowMethods, policy.methods),
        allow_headers=listed(policy.allowHeaders, policy.allowHeaders),
        expose_headers=listed(policy.exposeHeaders, policy.exposeHeaders),
        max_age=policy.maxAge,
    )
    app = web.Application()
    cors = aiohttp_cors.setup(app, defaults={origin: options for origin in policy.allowOrigins})
    for path in PATHS:
        resource = cors.add(app.router.add_resource(path))
        for method in METHODS:
            if method != "OPTIONS":  # aiohttp-cors answers it.
                resource.add_route(method, application)
    return app


async def show_manifest(_):
    return web.json_response(manifest("aiohttp-cors", "aiohttp-cors", SKIPPED))


app = web.Application()
app.router.add_get(MANIFEST_PATH, show_manifest)
for policy in policies(SKIPPED):
    app.add_subapp(f"/{policy.id}", app_for(policy))
web.run_app(app, host="127.0.0.1", port=PORT, print=None)
