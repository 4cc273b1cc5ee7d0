"""The meeting: who came, what is on, what was said; each step of a demonstration with what was seen of it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from xuzhi.kernel.actor import Actor
from xuzhi.kernel.refusal import Refusal
from xuzhi.panels.operations.begin_step import begin_step
from xuzhi.panels.operations.note_step import FLOWS, Note, note_step
from xuzhi.panels.queries.hearing import hearing_of
from xuzhi.panels.queries.shapes import OfficePanel
from xuzhi.panels.refusals import PanelUnknown, Recused, ScriptNoteInvalid
from xuzhi.web.office.panels.frame import acting, formed, reading, show
from xuzhi.web.refused import Errors, errors_by_field, sentence_of


@require_safe
@reading
def console(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    _, found = formed(case_id, actor)
    return show_console(request, actor, case_id, found)


@require_http_methods(["POST"])
@acting
def step(request: HttpRequest, actor: Actor, case_id: UUID, step_id: UUID) -> HttpResponse:
    """Begin a step, or keep what was seen of it."""
    panel_id, found = formed(case_id, actor)
    typed = {name: request.POST.get(name, "") for name in ("seen", "response", "flow")}
    try:
        if "begin" in request.POST:
            begin_step(panel_id, step_id, actor=actor, at=timezone.now())
        else:
            note_step(panel_id, step_id, Note(**typed), actor=actor, at=timezone.now())
    except (PanelUnknown, Recused):
        raise
    except ScriptNoteInvalid as refusal:
        errors = errors_by_field({f"{name}-{step_id}": part for name, part in refusal.parts.items()})
        wrong = {name: part.says for name, part in refusal.parts.items()}
        return show_console(request, actor, case_id, found, errors, typed_for=step_id, typed=typed, wrong=wrong)
    except Refusal as refusal:
        messages.error(request, sentence_of(refusal))
    return redirect(f"{reverse('office:panels:console', kwargs={'case_id': case_id})}#step-{step_id}")


def show_console(
    request: HttpRequest, actor: Actor, case_id: UUID, found: OfficePanel, errors: Errors | None = None, **more: Any
) -> HttpResponse:
    """The step that is on is the first that was begun and not noted, else the first not begun."""
    waiting = [each for each in found.script if each.seen_at is None]
    now = next((each for each in waiting if each.begun_at), waiting[0] if waiting else None)
    hearing = hearing_of(found.id, actor=actor, at=timezone.now()) if found.id and found.is_heard else None
    more = {"typed": {}, "wrong": {}, **more, "hearing": hearing, "server_now": timezone.now()}
    context = {"panel": found, "now": now, "done": len(found.script) - len(waiting), "flows": FLOWS, **more}
    return show(request, actor, case_id, "console.html", errors=errors, status=422 if errors else 200, **context)
