"""An agenda that was asked for: as a table, or why there is none; and accepting it."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from xuzhi.grants.agendas.operations.accept_agenda import accept_agenda
from xuzhi.grants.agendas.queries import AgendaView, agenda_view
from xuzhi.grants.agendas.refusals import AgendaUnknown
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.refusal import Refusal
from xuzhi.kernel.texts import say
from xuzhi.web.office.access import as_officer, as_staff
from xuzhi.web.refused import sentence_of


@require_safe
@as_staff
def agenda(request: HttpRequest, actor: Actor, agenda_id: UUID) -> HttpResponse:
    found = _found(agenda_id, actor)
    only = "agenda" if request.headers.get("HX-Target") == "agenda" else ""
    template = "office/agendas/result.html" if only else "office/agendas/agenda.html"
    context = {"section": "office", "part": "reviewers", "agenda": found, "acts": actor.role == "officer"}
    return render(request, template, context)


@require_POST
@as_officer
def accept(request: HttpRequest, actor: Actor, agenda_id: UUID) -> HttpResponse:
    _found(agenda_id, actor)
    try:
        accept_agenda(agenda_id, actor=actor, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, sentence_of(refusal))
    else:
        if _found(agenda_id, actor).state == "carried_out":
            messages.success(request, say("web/office/agendas.carried_out"))
    return redirect("office:agendas:agenda", agenda_id=agenda_id)


def _found(agenda_id: UUID, actor: Actor) -> AgendaView:
    try:
        return agenda_view(agenda_id, actor=actor)
    except AgendaUnknown as unknown:
        raise Http404(str(unknown)) from unknown
