"""Who has handed in; the opening; what came out; the minutes."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from xuzhi.kernel.actor import Actor
from xuzhi.kernel.refusal import Refusal
from xuzhi.kernel.texts import say
from xuzhi.panels.operations.make_minutes import make_minutes
from xuzhi.panels.operations.open_scores import open_scores
from xuzhi.panels.queries.minutes_draft import minutes_draft
from xuzhi.panels.queries.minutes_pdf import minutes_pdf
from xuzhi.panels.refusals import PanelUnknown, Recused
from xuzhi.web.office.panels.frame import acting, formed, reading, show
from xuzhi.web.refused import sentence_of


@require_safe
@reading
def scores(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """Before the opening: who is done, and nothing else."""
    panel_id, found = formed(case_id, actor)
    says = found.outcome is not None and (found.is_heard or found.settles)
    protocol = minutes_draft(panel_id, actor=actor, at=timezone.now()) if says else {}
    return show(request, actor, case_id, "scores.html", panel=found, protocol=protocol)


@require_POST
@acting
def open_all(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    return _done(request, actor, case_id, open_scores, "opened")


@require_POST
@acting
def minutes(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    return _done(request, actor, case_id, make_minutes, "minutes_made")


def _done(request: HttpRequest, actor: Actor, case_id: UUID, act: Callable[..., object], told: str) -> HttpResponse:
    """Carry the act out and tell how it went; who may not know of the panel is told nothing of it."""
    panel_id, _ = formed(case_id, actor)
    try:
        act(panel_id, actor=actor, at=timezone.now())
    except (PanelUnknown, Recused):
        raise
    except Refusal as refusal:
        messages.error(request, sentence_of(refusal))
    else:
        messages.success(request, say(f"web/office/panels.{told}"))
    return redirect("office:panels:scores", case_id=case_id)


@require_safe
@reading
def minutes_file(request: HttpRequest, actor: Actor, case_id: UUID, nth: int) -> HttpResponse:
    panel_id, _ = formed(case_id, actor)
    try:
        file = minutes_pdf(panel_id, nth, actor=actor, at=timezone.now())
    except PanelUnknown as refusal:
        raise Http404(str(refusal)) from refusal
    answer = HttpResponse(file.pdf, content_type="application/pdf")
    answer["Content-Disposition"] = content_disposition_header(True, file.name)
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer
