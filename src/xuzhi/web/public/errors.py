"""Pages for what went wrong. They ask nothing of the database, so they also work when it is what went wrong."""

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string


def _page(request: HttpRequest, name: str, status: int, says: str = "") -> HttpResponse:
    # Rendered without a request: no context processor runs and no session or person is looked up.
    context = {"path": request.path, "says": says}
    # What is not there now may be there in a second, and the other way about.
    headers = {"Cache-Control": "no-cache"}
    return HttpResponse(render_to_string(f"errors/{name}.html", context), status=status, headers=headers)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, "400", 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """`PermissionDenied("…")` may say why, in a sentence for people."""
    return _page(request, "403", 403, str(exception) if exception and exception.args else "")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, "404", 404)


def server_error(request: HttpRequest) -> HttpResponse:
    return _page(request, "500", 500)
