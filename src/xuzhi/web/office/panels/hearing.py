"""The meeting as it goes: the roll, the phases, what is said; and the screen that everyone in the room sees."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from xuzhi.kernel.actor import Actor
from xuzhi.kernel.refusal import Refusal
from xuzhi.kernel.texts import say
from xuzhi.panels.operations.begin_phase import begin_phase
from xuzhi.panels.operations.close_roll import close_roll
from xuzhi.panels.operations.end_phase import end_phase
from xuzhi.panels.operations.note_attendance import note_attendance
from xuzhi.panels.operations.note_remark import note_remark
from xuzhi.panels.queries.hearing import hearing_of
from xuzhi.panels.refusals import NotInPlan, PanelUnknown, Recused, RemarkMissing
from xuzhi.web.office.panels.console import show_console
from xuzhi.web.office.panels.frame import acting, formed, reading
from xuzhi.web.refused import errors_of, sentence_of


@require_POST
@acting
def roll(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """Note who is there, strike who is not, or close the roll. Whom the plan does not name is refused."""
    panel_id, found = formed(case_id, actor)
    now, name = timezone.now(), request.POST.get("name", "").strip()
    try:
        if "close" in request.POST:
            led = close_roll(panel_id, actor=actor, at=now)
            messages.success(request, say(f"web/office/panels.roll_{'led' if led else 'not_led'}"))
        else:
            note_attendance(panel_id, name, present="strike" not in request.POST, actor=actor, at=now)
    except (PanelUnknown, Recused):
        raise
    except NotInPlan as refusal:
        field = {"errors": errors_of(refusal, "name"), "typed": {"name": name}, "wrong": {"name": sentence_of(refusal)}}
        return show_console(request, actor, case_id, found, **field)
    except Refusal as refusal:
        messages.error(request, sentence_of(refusal))
    return _back(case_id, "roll")


@require_POST
@acting
def phases(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """Begin the next phase, or end what is on."""
    panel_id, _ = formed(case_id, actor)
    code = request.POST.get("begin", "")
    act: Callable[..., object] = begin_phase if code else end_phase
    try:
        act(panel_id, *([code] if code else []), actor=actor, at=timezone.now())
    except (PanelUnknown, Recused):
        raise
    except Refusal as refusal:
        messages.error(request, sentence_of(refusal))
    return _back(case_id, "phases")


@require_POST
@acting
def remarks(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """Keep who said what, at this moment."""
    panel_id, found = formed(case_id, actor)
    speaker, says = request.POST.get("speaker", ""), request.POST.get("says", "")
    try:
        note_remark(panel_id, speaker, says, actor=actor, at=timezone.now())
    except (PanelUnknown, Recused):
        raise
    except RemarkMissing as refusal:
        errors, typed = errors_of(refusal, "says"), {"speaker": speaker}
        return show_console(request, actor, case_id, found, errors, typed=typed, wrong={"says": sentence_of(refusal)})
    except Refusal as refusal:
        messages.error(request, sentence_of(refusal))
    return _back(case_id, "remarks")


@require_safe
@reading
def screen(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """What the projector shows: the case, what is on and how long it still is; nothing that the room should not see."""
    panel_id, _ = formed(case_id, actor)
    now = timezone.now()
    hearing = hearing_of(panel_id, actor=actor, at=now)
    context = {"hearing": hearing, "server_now": now, "case_id": case_id, "section": "office"}
    return render(request, "office/panels/screen.html", context)


def _back(case_id: UUID, part: str) -> HttpResponse:
    return redirect(f"{reverse('office:panels:console', kwargs={'case_id': case_id})}#{part}")
