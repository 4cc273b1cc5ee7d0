"""Public pages may be kept by anyone but are asked about every time: what is removed is gone at once."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers, set_response_etag


def revalidated(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give the page an ETag and `no-cache`; answer 304 when the reader's copy is still right.

    Shared caches may keep what an anonymous reader got; a page that names a signed-in person is theirs alone.
    """

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if response.streaming:
            return response
        personal = bool(request.COOKIES)
        del response["Cache-Control"]  # such as how long a picture may be kept unasked: here nothing may be
        patch_cache_control(response, no_cache=True, **({"private": True} if personal else {"public": True}))
        patch_vary_headers(response, ("Cookie", "Accept-Language"))
        if response.status_code != 200 or request.method not in ("GET", "HEAD"):
            return response
        set_response_etag(response)
        conditional = get_conditional_response(request, etag=response["ETag"], response=response)
        return conditional or response

    return wrapped
