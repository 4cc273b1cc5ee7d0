"""What every page about the rules shows, who may enter, and how a proposal is made from a form."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from xuzhi.casework.operations.propose_change import propose_change
from xuzhi.casework.queries.changes import waiting_by_programme
from xuzhi.casework.queries.editions import edition
from xuzhi.casework.refusals import ParameterUnknown, ProgrammeUnknown
from xuzhi.casework.rule_refusals import AnnouncementUnknown, ChangeUnknown, RoundUnknown, WhatIfUnknown
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.refusal import Refusal
from xuzhi.kernel.texts import say
from xuzhi.web.office.access import as_staff
from xuzhi.web.office.rules.fields import day_of
from xuzhi.web.refused import Errors, errors_of

TABS = ("parameters", "rounds", "contact", "announcements", "whatif", "changes")
UNKNOWN = (ProgrammeUnknown, ParameterUnknown, ChangeUnknown, RoundUnknown, AnnouncementUnknown, WhatIfUnknown)
FIELD_OF = {
    "casework.parameter_invalid": "value",
    "casework.changes_nothing": "value",
    "casework.day_missing": "from_on",
    "casework.late_reason_missing": "late_reason",
    "casework.change_reason_missing": "reason",
    "casework.change_waiting": "",
    "casework.round_invalid": "opens_on",
    "casework.rounds_overlap": "opens_on",
    "casework.contact_incomplete": "name",
    "casework.announcement_incomplete": "title",
    "casework.announcement_ends_before": "until_on",
    "casework.source_missing": "source",
    "casework.calendar_entry_invalid": "day",
    "kernel.county_unknown": "county",
    "kernel.year_not_loaded": "day",
}


def as_rule_maker(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Officers and organisers. What there is not is 404."""

    @as_staff
    @wraps(view)
    def wrapped(request: HttpRequest, actor: Actor, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, actor, *args, **kwargs)
        except UNKNOWN as unknown:
            raise Http404(str(unknown)) from unknown

    return wrapped


def frame(actor: Actor, programme_id: str, tab: str, errors: Errors | None = None) -> dict[str, Any]:
    """Head and tabs of a programme's rules. Two queries. Raises ProgrammeUnknown."""
    today = timezone.localdate()
    waiting = waiting_by_programme()
    return {
        "section": "office",
        "part": "rules",
        "actor": actor,
        "rules": edition(programme_id, today, spoken=True),
        "tabs": [
            {
                "label": say(f"web/office/rules.tab_{name}"),
                "url": reverse(f"office:rules:{name}", kwargs={"programme_id": programme_id}),
                "current": name == tab,
                "count": waiting.get(programme_id) if name == "changes" else None,
            }
            for name in TABS
        ],
        "errors": errors or Errors(),
        "today": today,
    }


def propose(
    request: HttpRequest,
    actor: Actor,
    programme_id: str,
    what: str,
    name: str,
    value: Any,
    *,
    dated: bool = True,
    names: dict[str, str] | None = None,
) -> tuple[UUID | None, Errors]:
    """The proposal that the form makes, or what stands in its way. Reads from_on where `dated`, reason, late_reason."""
    written = request.POST.get("from_on", "").strip()
    from_on = day_of(written) if dated else None
    if dated and written and from_on is None:
        return None, Errors((("from_on", say("web/office/rules.day_unreadable", text=written)),))
    try:
        change_id = propose_change(
            programme_id,
            what,
            name,
            value,
            from_on=from_on,
            names=names,
            reason=request.POST.get("reason", ""),
            late_reason=request.POST.get("late_reason", ""),
            actor=actor,
            at=timezone.now(),
        )
    except UNKNOWN:
        raise
    except Refusal as refusal:
        return None, errors_of(refusal, FIELD_OF.get(refusal.code, "value"))
    return change_id, Errors()
