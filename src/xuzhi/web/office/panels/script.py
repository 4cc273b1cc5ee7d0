"""The demonstration script: made from what the applicant claims, or written by hand."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from xuzhi.kernel.actor import Actor
from xuzhi.kernel.refusal import Refusal
from xuzhi.kernel.texts import say
from xuzhi.panels.operations.draw_script import draw_script
from xuzhi.panels.queries.shapes import OfficePanel
from xuzhi.panels.refusals import PanelUnknown, Recused
from xuzhi.web.office.panels.frame import acting, formed, show
from xuzhi.web.refused import Errors, errors_of

SPARE_ROWS = 2
MOST_ROWS = 60


@require_http_methods(["GET", "HEAD", "POST"])
@acting
def script(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    panel_id, found = formed(case_id, actor)
    if request.method != "POST":
        return _show(request, actor, case_id, found, [(step.title, step.expected) for step in found.script])
    titles, expected = request.POST.getlist("title"), request.POST.getlist("expected")
    rows = list(zip(titles, expected, strict=False))[:MOST_ROWS]
    if "add" in request.POST:
        return _show(request, actor, case_id, found, [*rows, ("", "")])
    try:
        draw_script(panel_id, None if "claimed" in request.POST else rows, actor=actor, at=timezone.now())
    except (PanelUnknown, Recused):
        raise
    except Refusal as refusal:
        return _show(request, actor, case_id, found, rows, errors_of(refusal))
    messages.success(request, say("web/office/panels.script_kept"))
    return redirect("office:panels:panel", case_id=case_id)


def _show(
    request: HttpRequest,
    actor: Actor,
    case_id: UUID,
    found: OfficePanel,
    rows: list[tuple[str, str]],
    errors: Errors | None = None,
) -> HttpResponse:
    shown = [*rows, *[("", "")] * max(0, SPARE_ROWS - sum(1 for title, _ in rows if not title))]
    status = 422 if errors else 200
    return show(request, actor, case_id, "script.html", errors=errors, status=status, panel=found, rows=shown)
