"""An agenda that was asked for: as a table, or why there is none; and accepting it."""

from collections.abc import Mapping
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from xuzhi.grants.agendas.operations.accept_agenda import accept_agenda
from xuzhi.grants.agendas.operations.invite_agenda import invite_agenda
from xuzhi.grants.agendas.queries import AgendaView, agenda_view
from xuzhi.grants.agendas.refusals import AgendaUnknown
from xuzhi.grants.agendas.rest import Rest
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.refusal import Refusal
from xuzhi.kernel.texts import say
from xuzhi.panels.meeting import Wanted, wanted_of
from xuzhi.panels.refusals import SittingInvalid
from xuzhi.web.office.access import as_officer, as_staff
from xuzhi.web.office.panels.sitting import FIELD_OF, PHASE, instant, whole
from xuzhi.web.refused import errors_by_field, sentence_of


@require_safe
@as_staff
def agenda(request: HttpRequest, actor: Actor, agenda_id: UUID) -> HttpResponse:
    return _show(request, actor, _found(agenda_id, actor), {})


@require_POST
@as_officer
def accept(request: HttpRequest, actor: Actor, agenda_id: UUID) -> HttpResponse:
    found, typed = _found(agenda_id, actor), {name: value.strip() for name, value in request.POST.items()}
    try:
        accept_agenda(agenda_id, _rest(typed), actor=actor, at=timezone.now())
    except SittingInvalid as refusal:
        return _show(request, actor, found, typed, {FIELD_OF.get(name, name): p for name, p in refusal.parts.items()})
    except Refusal as refusal:
        messages.error(request, sentence_of(refusal))
    else:
        if _found(agenda_id, actor).state == "carried_out":
            messages.success(request, say("web/office/agendas.carried_out"))
    return redirect("office:agendas:agenda", agenda_id=agenda_id)


@require_POST
@as_officer
def invite(request: HttpRequest, actor: Actor, agenda_id: UUID) -> HttpResponse:
    _found(agenda_id, actor)
    count, problems = invite_agenda(agenda_id, actor=actor, at=timezone.now())
    for number, refusal in problems.items():
        messages.error(request, say("web/office/agendas.not_invited", number=number, says=sentence_of(refusal)))
    if count:
        messages.success(request, say("web/office/agendas.invited", count=count))
    return redirect("office:agendas:agenda", agenda_id=agenda_id)


def _rest(typed: Mapping[str, str]) -> Rest:
    phases = {name.removeprefix(PHASE): whole(value) for name, value in typed.items() if name.startswith(PHASE)}
    return Rest(instant(typed.get("material_day", ""), typed.get("material_time", "")), phases)


def _show(
    request: HttpRequest,
    actor: Actor,
    found: AgendaView,
    typed: Mapping[str, str],
    wrong: Mapping[str, Refusal] | None = None,
) -> HttpResponse:
    """The agenda; while it waits to be accepted with the fields of what its sittings are told."""
    only = request.headers.get("HX-Target") == "agenda"
    template = "office/agendas/result.html" if only else "office/agendas/agenda.html"
    said = {name: sentence_of(part) for name, part in (wrong or {}).items()}
    proposed = found.state == "proposed" and actor.role == "officer"
    wanted = wanted_of(found.programme, timezone.now(), spoken=True) if proposed else Wanted()
    context = {
        "section": "office",
        "part": "reviewers",
        "agenda": found,
        "acts": actor.role == "officer",
        "typed": typed,
        "wrong": said,
        "wanted": wanted,
        "phases": [(p, typed.get(PHASE + p.code, ""), said.get(PHASE + p.code, "")) for p in wanted.phases],
        "errors": errors_by_field(wrong or {}),
    }
    return render(request, template, context, status=422 if wrong else 200)


def _found(agenda_id: UUID, actor: Actor) -> AgendaView:
    try:
        return agenda_view(agenda_id, actor=actor)
    except AgendaUnknown as unknown:
        raise Http404(str(unknown)) from unknown
