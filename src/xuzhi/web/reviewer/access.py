"""Who reviews at the keyboard. Others get 403; a panel that is not theirs, 404; who withdrew, a page that says so."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from xuzhi.panels.refusals import DeclarationMissing, MembersOnly, PanelUnknown, PledgeMissing, Recused
from xuzhi.web.account.entry import staff_required

type View = Callable[..., HttpResponse]


def as_reviewer(view: View) -> View:
    """Calls `view(request, actor, …)`. What is to be done first leads back to the panel's own page."""

    @staff_required("reviewer")
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, request.standing.as_staff("reviewer"), *args, **kwargs)
        except (PanelUnknown, MembersOnly) as refusal:
            raise Http404(str(refusal)) from refusal
        except Recused as refusal:
            return render(request, "reviewer/recused.html", {"section": "review", "refusal": refusal}, status=403)
        except (PledgeMissing, DeclarationMissing):
            return redirect("reviewer:panel", panel_id=kwargs["panel_id"])

    return wrapped
