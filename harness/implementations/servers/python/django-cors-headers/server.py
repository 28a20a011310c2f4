"""django-cors-headers in a Django application, as its documentation shows."""

from contextlib import nullcontext

from application import MANIFEST_PATH, PORT, answer, manifest, policies
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import Http404, HttpResponse, JsonResponse
from django.test.utils import override_settings
from django.urls import re_path
from waitress import serve

SKIPPED = {"credentialed-wildcards": "it cannot echo what a preflight asks for"}


def application(request):
    status, headers, body = answer(
        request.path, request.META["QUERY_STRING"], request.headers.get("If-None-Match")
    )
    if status == 404:
        raise Http404
    if status == 500:
        raise RuntimeError("the application failed")
    return HttpResponse(body, status=status, headers=dict(headers))


def show_manifest(_):
    return JsonResponse(manifest("django-cors-headers", "django-cors-headers", SKIPPED))


urlpatterns = [re_path(f"^{MANIFEST_PATH[1:]}$", show_manifest), re_path("", application)]


settings.configure(
    ALLOWED_HOSTS=["*"],
    INSTALLED_APPS=["corsheaders"],
    LOGGING_CONFIG=None,
    MIDDLEWARE=["corsheaders.middleware.CorsMiddleware", "django.middleware.common.CommonMiddleware"],
    ROOT_URLCONF=__name__,
)
django_application = get_wsgi_application()
settings_by_path = {
    policy.id: override_settings(
        CORS_ALLOW_ALL_ORIGINS=policy.is_public,
        CORS_ALLOWED_ORIGINS=policy.origins,
        CORS_ALLOWED_ORIGIN_REGEXES=policy.origin_patterns,
        CORS_ALLOW_CREDENTIALS=policy.allowCredentials,
        CORS_ALLOW_METHODS=policy.methods,
        CORS_ALLOW_HEADERS=policy.allowHeaders,
        CORS_EXPOSE_HEADERS=policy.exposeHeaders,
        CORS_PREFLIGHT_MAX_AGE=86400 if policy.maxAge is None else policy.maxAge,
    )
    for policy in policies(SKIPPED)
}


def one_policy_after_the_other(environ, start_response):
    """Django has one set of settings for all paths, so they change from request to request."""
    with settings_by_path.get(environ["PATH_INFO"].split("/")[1], nullcontext()):
        return django_application(environ, start_response)


serve(one_policy_after_the_other, host="127.0.0.1", port=PORT, threads=1)
