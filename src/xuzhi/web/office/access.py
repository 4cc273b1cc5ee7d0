"""Who of the office is at the keyboard. Others get 403; a case that is not there, 404."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from xuzhi.casework.refusals import CaseUnknown
from xuzhi.web.account.entry import staff_required

type View = Callable[..., HttpResponse]

READERS = ("officer", "organiser")


def as_staff(view: View) -> View:
    """Calls `view(request, actor, …)` for officers and organisers; the rules decide what each of them may do."""

    @staff_required(*READERS)
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, request.standing.as_staff("officer", "organiser"), *args, **kwargs)
        except CaseUnknown as unknown:
            raise Http404(str(unknown)) from unknown

    return wrapped
