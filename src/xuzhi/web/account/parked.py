"""Forms that outlive a session: what was sent too late is kept on the server, its key in a signed cookie."""

from typing import Any
from urllib.parse import urlsplit

from allauth.core.internal.httpkit import get_client_ip
from django.conf import settings
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from xuzhi.parties.operations import drop_parked_form, park_form
from xuzhi.parties.operations.park_form import PARKED_HOURS
from xuzhi.parties.queries import ParkedFields, parked_form
from xuzhi.parties.refusals import ParkedFormGone

COOKIE = "xuzhi_parked"
SALT = "xuzhi.web.account.parked"
MARK = "_parked"  # a field that says: these fields come out of the parked form
NEVER_KEPT = ("csrfmiddlewaretoken", MARK)


def sent_fields(request: HttpRequest) -> list[tuple[str, str]]:
    """What was typed, in the order sent; never a password, nor the token that Django checks."""
    return [
        (name, str(value))
        for name, values in request.POST.lists()
        for value in values
        if name not in NEVER_KEPT and "password" not in name.lower()
    ]


def sent_files(request: HttpRequest) -> list[str]:
    """The names of the files that were sent along."""
    return [file.name or "" for _, files in request.FILES.lists() for file in files]


def park(request: HttpRequest) -> str:
    """Keep what was sent; gives the key. Raises ParkedFormTooLarge, ParkedFormTooMany."""
    before = _key(request)
    key = park_form(
        request.get_full_path(),
        sent_fields(request),
        file_names=sent_files(request),
        owner_id=_owner_of_expired_session(request),
        address=get_client_ip(request) or "unknown",
        at=timezone.now(),
    )
    if before:
        drop_parked_form(before)
    return key


def remember(response: HttpResponse, key: str) -> HttpResponse:
    """Put the key into the browser's cookie."""
    response.set_signed_cookie(
        COOKIE,
        key,
        salt=SALT,
        max_age=PARKED_HOURS * 3600,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response


def find(request: HttpRequest) -> ParkedFields:
    """What was kept for this browser and this person. Raises ParkedFormGone."""
    key = _key(request)
    if key is None:
        raise ParkedFormGone()
    return parked_form(key, request.user, timezone.now())


def is_waiting(request: HttpRequest) -> bool:
    """Whether something was kept for this browser and this person."""
    try:
        find(request)
    except ParkedFormGone:
        return False
    return True


def forget(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Delete what was kept, here and in the browser."""
    key = _key(request)
    if key is not None:
        drop_parked_form(key)
    response.delete_cookie(COOKIE, samesite="Lax")
    return response


def same_origin(request: HttpRequest) -> bool:
    """Whether the browser says that the form came from a page of ours."""
    said = request.headers.get("Origin") or request.headers.get("Referer") or ""
    parts = urlsplit(said)
    return parts.scheme == request.scheme and parts.netloc == request.get_host()


def _key(request: HttpRequest) -> str | None:
    found: Any = request.get_signed_cookie(COOKIE, default=None, salt=SALT, max_age=PARKED_HOURS * 3600)
    return found


def _owner_of_expired_session(request: HttpRequest) -> Any:
    """Whose session it was, as long as the expired row has not been swept away."""
    name = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
    row = Session.objects.filter(session_key=name).first() if name else None
    return row.get_decoded().get("_auth_user_id") if row is not None else None
