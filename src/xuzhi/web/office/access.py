"""Who of the office is at the keyboard. Others get 403; a case that is not there, 404."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from xuzhi.casework.refusals import CaseUnknown
from xuzhi.web.account.entry import staff_required

type View = Callable[..., HttpResponse]

READERS = ("officer", "organiser")
ACTORS = ("officer",)


def as_staff(view: View) -> View:
    """Calls `view(request, actor, …)` for officers and organisers; for pages that are only read."""
    return _for_roles(READERS, view)


def as_officer(view: View) -> View:
    """Calls `view(request, actor, …)` for officers only: the organiser reads everything and does nothing (L1)."""
    return _for_roles(ACTORS, view)


def _for_roles(roles: tuple[str, ...], view: View) -> View:
    @staff_required(*roles)
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, request.standing.as_staff(*roles), *args, **kwargs)
        except CaseUnknown as unknown:
            raise Http404(str(unknown)) from unknown

    return wrapped
