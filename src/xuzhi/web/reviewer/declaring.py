"""Before anything is shown: the undertaking, and the declaration on conflicts; and a conflict that shows later."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from xuzhi.kernel.actor import Actor
from xuzhi.kernel.texts import say
from xuzhi.panels.operations.declare_conflicts import declare_conflicts
from xuzhi.panels.operations.pledge_confidentiality import pledge_confidentiality
from xuzhi.panels.queries.member_panel import member_panel
from xuzhi.panels.refusals import ConflictUnsaid
from xuzhi.web.refused import Errors, errors_of
from xuzhi.web.reviewer.access import as_reviewer


@require_POST
@as_reviewer
def pledge(request: HttpRequest, actor: Actor, panel_id: UUID) -> HttpResponse:
    now = timezone.now()
    if request.POST.get("agree") == "yes":
        pledge_confidentiality(panel_id, actor=actor, at=now)
        return redirect("reviewer:panel", panel_id=panel_id)
    page = member_panel(panel_id, actor=actor, at=now)
    errors = Errors((("agree", say("web/reviewer.agree_missing")),))
    return render(request, "reviewer/pledge.html", {"section": "review", "page": page, "errors": errors}, status=422)


@require_POST
@as_reviewer
def declare(request: HttpRequest, actor: Actor, panel_id: UUID) -> HttpResponse:
    """The declaration before the material: none, or which."""
    answer = request.POST.get("conflict")
    if answer not in ("yes", "no"):
        errors = Errors((("conflict", say("web/reviewer.answer_missing")),))
        return _again(request, actor, panel_id, "reviewer/declare.html", errors)
    return _declare(request, actor, panel_id, conflict=answer == "yes", template="reviewer/declare.html")


@require_http_methods(["GET", "HEAD", "POST"])
@as_reviewer
def conflict(request: HttpRequest, actor: Actor, panel_id: UUID) -> HttpResponse:
    """A conflict that is noticed later, also after the scores were opened."""
    if request.method != "POST":
        return _again(request, actor, panel_id, "reviewer/conflict.html", Errors(), status=200)
    return _declare(request, actor, panel_id, conflict=True, template="reviewer/conflict.html")


def _declare(request: HttpRequest, actor: Actor, panel_id: UUID, *, conflict: bool, template: str) -> HttpResponse:
    named = [int(place) for place in request.POST.getlist("party") if place.isascii() and place.isdigit()]
    note = request.POST.get("note", "")[:4000]
    try:
        sits = declare_conflicts(panel_id, conflict=conflict, parties=named, note=note, actor=actor, at=timezone.now())
    except ConflictUnsaid as refusal:
        field = "note" if named else "parties"
        return _again(request, actor, panel_id, template, errors_of(refusal, field))
    if sits:
        messages.success(request, say("web/reviewer.declared"))
        return redirect("reviewer:panel", panel_id=panel_id)
    messages.success(request, say("web/reviewer.withdrawn"))
    return redirect("reviewer:home")


def _again(
    request: HttpRequest, actor: Actor, panel_id: UUID, template: str, errors: Errors, status: int = 422
) -> HttpResponse:
    page = member_panel(panel_id, actor=actor, at=timezone.now())
    if page.state == "pledge":
        return redirect("reviewer:panel", panel_id=panel_id)
    context = {
        "section": "review",
        "page": page,
        "errors": errors,
        "chosen": request.POST.getlist("party"),
        "answer": request.POST.get("conflict", ""),
        "note": request.POST.get("note", ""),
    }
    return render(request, template, context, status=status)
