"""Starlette's CORSMiddleware, which is FastAPI's too, as both document it."""

import uvicorn
from application import MANIFEST_PATH, METHODS, PORT, answer, manifest, policies
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route

SKIPPED = {"credentialed-wildcards": "it cannot echo any method that a preflight asks for"}


async def application(request):
    await request.body()
    status, headers, body = answer(
        request.url.path, request.url.query, request.headers.get("if-none-match")
    )
    if status == 404:
        raise HTTPException(404)
    if status == 500:
        raise RuntimeError("the application failed")
    response = Response(body, status)
    for name, value in headers:
        response.headers.append(name, value)
    return response


def app_for(policy):
    patterns = policy.origin_patterns
    options = {} if policy.maxAge is None else {"max_age": policy.maxAge}
    cors = Middleware(
        CORSMiddleware,
        allow_origins=policy.allowOrigins if policy.is_public else policy.origins,
        allow_origin_regex="|".join(patterns) if patterns else None,
        allow_credentials=policy.allowCredentials,
        allow_methods=["*"] if "*" in policy.allowMethods else policy.methods,
        allow_headers=policy.allowHeaders,
        expose_headers=policy.exposeHeaders,
        **options,
    )
    return Starlette(routes=[Route("/{path:path}", application, methods=METHODS)], middleware=[cors])


def show_manifest(_):
    return JSONResponse(manifest("Starlette CORSMiddleware", "starlette", SKIPPED))


app = Starlette(
    routes=[
        Route(MANIFEST_PATH, show_manifest),
        *(Mount(f"/{policy.id}", app_for(policy)) for policy in policies(SKIPPED)),
    ]
)
uvicorn.run(app, port=PORT, log_level="critical")
