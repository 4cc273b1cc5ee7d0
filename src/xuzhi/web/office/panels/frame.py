"""What every page about a case's panel begins with: the case, its panel, and who may act."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from xuzhi.kernel.actor import Actor
from xuzhi.panels.queries.office_panel import office_panel
from xuzhi.panels.queries.shapes import OfficePanel
from xuzhi.panels.refusals import PanelUnknown, Recused, ReviewerUnknown
from xuzhi.web.office.access import as_officer, as_staff
from xuzhi.web.office.case import frame, read_case
from xuzhi.web.refused import Errors

type View = Callable[..., HttpResponse]


def reading(view: View) -> View:
    """For officers and organisers; who withdrew from the case for a conflict gets a page that says so."""
    return as_staff(_guarded(view))


def acting(view: View) -> View:
    """For officers."""
    return as_officer(_guarded(view))


def _guarded(view: View) -> View:
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except (PanelUnknown, ReviewerUnknown) as unknown:
            raise Http404(str(unknown)) from unknown
        except Recused as refusal:
            return render(request, "office/panels/recused.html", {"section": "office", "refusal": refusal}, status=403)

    return wrapped


def panel_here(case_id: UUID, actor: Actor) -> OfficePanel:
    """The panel of the case, formed or to be formed. Raises Http404 where the rules know none, Recused."""
    panel = office_panel(case_id, actor=actor, at=timezone.now())
    if panel is None:
        raise Http404
    return panel


def formed(case_id: UUID, actor: Actor) -> tuple[UUID, OfficePanel]:
    """A panel that was formed, with its id. Raises Http404, Recused."""
    panel = panel_here(case_id, actor)
    if panel.id is None:
        raise Http404
    return panel.id, panel


def show(
    request: HttpRequest,
    actor: Actor,
    case_id: UUID,
    template: str,
    *,
    errors: Errors | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """A page of the case with its panel; reading it is recorded like any look at the case."""
    panel = more.pop("panel", None) or panel_here(case_id, actor)
    context = frame(request, read_case(case_id, actor), actor, "panel", errors)
    context |= {"panel": panel, "inner": template.removesuffix(".html"), **more}
    return render(request, f"office/panels/{template}", context, status=status)
