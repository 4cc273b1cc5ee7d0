"""The sitting that a firm was invited to, as the firm's own page shows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from xuzhi.casework.holding import check_may_see
from xuzhi.casework.models import Case
from xuzhi.casework.refusals import CaseUnknown
from xuzhi.kernel.actor import Actor
from xuzhi.notices.queries import notice
from xuzhi.panels.inviting import FIRM
from xuzhi.panels.models import Invitation, Panel, Sitting
from xuzhi.panels.queries.shapes import FirmSitting


def firm_sitting(case_id: UUID, *, actor: Actor, at: datetime, stages: Sequence[str] = ()) -> FirmSitting | None:
    """The sitting of the last letter that went to the firm, None before one did; three queries. `stages` is where the
    rules have the panel sit; where nobody says, it sits where it was formed.

    It says what that letter said, and nothing of who sits on the panel (L9.1). Raises CaseUnknown, NotYours.
    """
    case = Case.objects.filter(id=case_id).first()
    if case is None:
        raise CaseUnknown()
    check_may_see(actor, case)
    letters = Invitation.objects.filter(panel__case_id=case_id, to=FIRM).select_related("panel__sitting")
    told = list(letters.order_by("position"))
    return _view(case, told, notice(told[-1].notice_id).content, stages, at) if told else None


def _view(
    case: Case, letters: Sequence[Invitation], letter: Mapping[str, Any], stages: Sequence[str], at: datetime
) -> FirmSitting:
    told = letters[-1]
    panel, entry = told.panel, letter["calendar"]
    starts_at, ends_at = datetime.fromisoformat(entry["starts_at"]), datetime.fromisoformat(entry["ends_at"])
    sitting = panel.sitting if _holds(told, panel.sitting) else None
    here = case.stage in (stages or (panel.stage,))
    return FirmSitting(
        state="cancelled" if told.cancels else _state(here, panel, sitting, (starts_at, ends_at), at),
        starts_at=starts_at,
        ends_at=ends_at,
        minutes=(ends_at - starts_at) // timedelta(minutes=1),
        place=sitting.place if sitting else "",
        link=sitting.link if sitting else "",
        position=panel.position if sitting else 0,
        note=sitting.note if sitting else "",
        moved=sum(each.panel_id == panel.id for each in letters) > 1,
        reason=letter.get("reason", ""),
        script=tuple((each["title"], each["expected"]) for each in letter.get("script", ())),
        notice_id=told.notice_id,
        sent_at=told.sent_at,
    )


def _holds(told: Invitation, sitting: Sitting | None) -> bool:
    """Whether the letter says what holds now."""
    return sitting is not None and (told.sitting_id, told.sequence) == (sitting.id, sitting.sequence)


def _state(here: bool, panel: Panel, sitting: Sitting | None, lasts: tuple[datetime, datetime], at: datetime) -> str:
    starts_at, ends_at = lasts
    if not here:
        return "off" if at < starts_at and panel.opened_at is None else "past"
    if ends_at <= at:
        return "over"
    return "ahead" if sitting is not None else "rearranged"
