"""When and where a panel sits, and the letters about it."""

from datetime import datetime, time
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from xuzhi.kernel.actor import Actor
from xuzhi.kernel.refusal import Refusal
from xuzhi.kernel.roc import TAIPEI, parse_day
from xuzhi.kernel.texts import say
from xuzhi.panels.meeting import Meeting, wanted_of
from xuzhi.panels.operations.arrange_sitting import arrange_sitting
from xuzhi.panels.operations.cancel_sitting import cancel_sitting
from xuzhi.panels.operations.place_on_agenda import place_on_agenda
from xuzhi.panels.operations.reschedule_sitting import reschedule_sitting
from xuzhi.panels.operations.send_invitations import send_invitations
from xuzhi.panels.queries.shapes import OfficePanel
from xuzhi.panels.refusals import PanelUnknown, Recused, SittingInvalid
from xuzhi.web.office.panels.frame import acting, formed, show
from xuzhi.web.refused import Errors, errors_by_field, errors_of, sentence_of

FIELDS = (
    "day", "time", "minutes", "place", "link", "note", "reason", "existing", "position", "material_day",
    "material_time",
)  # fmt: skip
FIELD_OF = {"starts_at": "day", "material_until": "material_day"}
PHASE = "phase-"


@require_http_methods(["GET", "HEAD", "POST"])
@acting
def sitting(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """Arrange a meeting, take one that is arranged already, or move the one that the panel has."""
    panel_id, found = formed(case_id, actor)
    if request.method != "POST":
        return _show(request, actor, case_id, found, _stored(found))
    phases = [f"{PHASE}{each.code}" for each in wanted_of(found.programme, timezone.now()).phases]
    typed = {name: request.POST.get(name, "").strip() for name in (*FIELDS, *phases)}
    now = timezone.now()
    try:
        if "move" in request.POST and found.sitting is not None:
            told = reschedule_sitting(found.sitting.id, _meeting(typed), typed["reason"], actor=actor, at=now)
            messages.success(request, say("web/office/panels.moved", count=told))
        else:
            chosen = next((each for each in found.ahead if str(each.id) == typed["existing"]), None)
            sitting_id = chosen.id if chosen else arrange_sitting(found.programme, _meeting(typed), actor=actor, at=now)
            place_on_agenda(panel_id, sitting_id, whole(typed["position"]), actor=actor, at=now)
            messages.success(request, say("web/office/panels.arranged"))
    except (PanelUnknown, Recused):
        raise
    except SittingInvalid as refusal:
        errors = errors_by_field({FIELD_OF.get(name, name): part for name, part in refusal.parts.items()})
        wrong = {FIELD_OF.get(name, name): part.says for name, part in refusal.parts.items()}
        return _show(request, actor, case_id, found, typed, errors, wrong)
    except Refusal as refusal:
        return _show(request, actor, case_id, found, typed, errors_of(refusal, "reason"))
    return redirect("office:panels:panel", case_id=case_id)


@require_POST
@acting
def cancel(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """Call the meeting off, with the reason; everybody who was invited is told."""
    _, found = formed(case_id, actor)
    if found.sitting is None:
        return redirect("office:panels:panel", case_id=case_id)
    reason = request.POST.get("off_reason", "")
    try:
        count = cancel_sitting(found.sitting.id, reason, actor=actor, at=timezone.now())
    except (PanelUnknown, Recused):
        raise
    except Refusal as refusal:
        wrong = {"off_reason": sentence_of(refusal)}
        return _show(request, actor, case_id, found, _stored(found), errors_of(refusal, "off_reason"), wrong)
    messages.success(request, say("web/office/panels.cancelled", count=count))
    return redirect("office:panels:panel", case_id=case_id)


@require_POST
@acting
def invite(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    panel_id, _ = formed(case_id, actor)
    try:
        count = send_invitations(panel_id, actor=actor, at=timezone.now())
    except (PanelUnknown, Recused):
        raise
    except Refusal as refusal:
        messages.error(request, sentence_of(refusal))
    else:
        messages.success(request, say("web/office/panels.invited", count=count))
    return redirect("office:panels:panel", case_id=case_id)


def _show(
    request: HttpRequest,
    actor: Actor,
    case_id: UUID,
    found: OfficePanel,
    typed: dict[str, str],
    errors: Errors | None = None,
    wrong: dict[str, str] | None = None,
) -> HttpResponse:
    wanted = wanted_of(found.programme, timezone.now(), spoken=True)
    wrong = wrong or {}
    phases = [
        (each, typed.get(f"{PHASE}{each.code}", ""), wrong.get(f"{PHASE}{each.code}", "")) for each in wanted.phases
    ]
    more: dict[str, Any] = {"panel": found, "typed": typed, "wrong": wrong, "wanted": wanted, "phases": phases}
    return show(request, actor, case_id, "sitting.html", errors=errors, status=422 if errors else 200, **more)


def _stored(found: OfficePanel) -> dict[str, str]:
    """The fields as they stand, to be changed."""
    stands = found.sitting
    if stands is None:
        return dict.fromkeys(FIELDS, "") | {"minutes": "40"}
    starts = stands.starts_at.astimezone(TAIPEI)
    until = stands.material_until.astimezone(TAIPEI) if stands.material_until else None
    return dict.fromkeys(FIELDS, "") | {
        "day": starts.date().isoformat(),
        "time": f"{starts:%H:%M}",
        "minutes": str(stands.minutes),
        "place": stands.place,
        "link": stands.link,
        "note": stands.note,
        "position": str(found.position or ""),
        "material_day": until.date().isoformat() if until else "",
        "material_time": f"{until:%H:%M}" if until else "",
        **{f"{PHASE}{code}": str(minutes) for code, minutes in stands.phases},
    }


def _meeting(typed: dict[str, str]) -> Meeting:
    return Meeting(
        instant(typed["day"], typed["time"]),
        whole(typed["minutes"]),
        typed["place"],
        typed["link"],
        typed["note"],
        instant(typed["material_day"], typed["material_time"]),
        {name.removeprefix(PHASE): whole(value) for name, value in typed.items() if name.startswith(PHASE)},
    )


def instant(day: str, clock: str) -> datetime | None:
    """Taipei time; None where either cannot be read."""
    try:
        return datetime.combine(parse_day(day), time.fromisoformat(clock.zfill(5)), TAIPEI)
    except ValueError:
        return None


def whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else None
