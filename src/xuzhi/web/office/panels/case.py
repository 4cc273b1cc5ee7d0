"""The panel of a case: who sits, who could, what comes next."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from xuzhi.kernel.actor import Actor
from xuzhi.kernel.refusal import Refusal
from xuzhi.kernel.texts import say
from xuzhi.panels.operations.appoint_reviewer import appoint_reviewer
from xuzhi.panels.operations.form_panel import form_panel
from xuzhi.panels.operations.withdraw_reviewer import withdraw_reviewer
from xuzhi.panels.refusals import PanelUnknown, Recused
from xuzhi.web.office.panels.frame import acting, formed, reading, show
from xuzhi.web.refused import errors_of, sentence_of


@require_safe
@reading
def panel(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    return show(request, actor, case_id, "panel.html")


@require_POST
@acting
def form(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    try:
        form_panel(case_id, actor=actor, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, sentence_of(refusal))
    else:
        messages.success(request, say("web/office/panels.formed"))
    return redirect("office:panels:panel", case_id=case_id)


@require_POST
@acting
def appoint(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """Appoint everybody who was ticked; whoever cannot be is told with the reason."""
    panel_id, found = formed(case_id, actor)
    names = {str(each.reviewer.id): each.reviewer.name for each in found.candidates}
    chosen = [each for each in request.POST.getlist("reviewer") if each in names]
    appointed = []
    for each in chosen:
        try:
            appoint_reviewer(panel_id, UUID(each), actor=actor, at=timezone.now())
        except (PanelUnknown, Recused):
            raise
        except Refusal as refusal:
            messages.error(request, sentence_of(refusal))
        else:
            appointed.append(names[each])
    if appointed:
        listed = say("kernel.list_separator").join(appointed)
        messages.success(request, say("web/office/panels.appointed", names=listed))
    elif not chosen:
        messages.error(request, say("web/office/panels.nobody_chosen"))
    return redirect("office:panels:panel", case_id=case_id)


@require_http_methods(["GET", "HEAD", "POST"])
@acting
def withdraw(request: HttpRequest, actor: Actor, case_id: UUID, reviewer_id: UUID) -> HttpResponse:
    """Take a member off, with the reason; before it is sent the page says what it will cause."""
    panel_id, found = formed(case_id, actor)
    seat = next((each for each in found.seats if each.reviewer_id == reviewer_id and each.can_leave), None)
    if seat is None:
        return redirect("office:panels:panel", case_id=case_id)
    reason, conflict = request.POST.get("reason", ""), request.POST.get("why") == "conflict"
    if request.method != "POST":
        return show(request, actor, case_id, "withdraw.html", panel=found, seat=seat, reason="", conflict=False)
    try:
        withdraw_reviewer(panel_id, reviewer_id, reason, actor=actor, at=timezone.now(), conflict=conflict)
    except (PanelUnknown, Recused):
        raise
    except Refusal as refusal:
        return show(
            request,
            actor,
            case_id,
            "withdraw.html",
            errors=errors_of(refusal, "reason"),
            status=422,
            panel=found,
            seat=seat,
            reason=reason,
            conflict=conflict,
        )
    messages.success(request, say("web/office/panels.withdrawn", name=seat.name))
    return redirect("office:panels:panel", case_id=case_id)
