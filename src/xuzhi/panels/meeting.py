"""When and where a sitting is, as it is typed and checked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from xuzhi.kernel.refusal import Refusal
from xuzhi.kernel.roc import format_instant
from xuzhi.panels import events
from xuzhi.panels.refusals import FieldInvalid, SittingInvalid

SHORTEST, LONGEST = 5, 720


@dataclass(frozen=True)
class Meeting:
    """`starts_at` is aware; a place or a link must be there. `note`: what those who come should bring or prepare."""

    starts_at: datetime | None
    minutes: int | None
    place: str = ""
    link: str = ""
    note: str = ""

    @property
    def ends_at(self) -> datetime | None:
        return None if self.starts_at is None else self.starts_at + timedelta(minutes=self.minutes or 0)


def check_meeting(meeting: Meeting, at: datetime) -> None:
    """Raises SittingInvalid with all that is wrong."""
    wrong: dict[str, Refusal] = {}
    if meeting.starts_at is None:
        wrong["starts_at"] = FieldInvalid(code="panels.sitting_when_missing")
    elif meeting.starts_at <= at:
        wrong["starts_at"] = FieldInvalid(code="panels.sitting_in_the_past", starts=format_instant(meeting.starts_at))
    if meeting.minutes is None or not SHORTEST <= meeting.minutes <= LONGEST:
        wrong["minutes"] = FieldInvalid(code="panels.sitting_length", least=SHORTEST, most=LONGEST)
    if not meeting.place.strip() and not meeting.link.strip():
        wrong["place"] = FieldInvalid(code="panels.sitting_where_missing")
    if meeting.link.strip() and not _is_address(meeting.link.strip()):
        wrong["link"] = FieldInvalid(code="panels.sitting_link", value=meeting.link.strip()[:80])
    if wrong:
        raise SittingInvalid(wrong)


def _is_address(link: str) -> bool:
    try:
        parts = urlsplit(link)
    except ValueError:
        return False
    return parts.scheme == "https" and bool(parts.hostname)


def arranged_event(
    sitting_id: object, programme: str, sequence: int, meeting: Meeting, reason: str = ""
) -> events.SittingArranged:
    """The event of a meeting that was checked."""
    starts_at, minutes = meeting.starts_at, meeting.minutes
    if starts_at is None or minutes is None:
        raise ValueError("a meeting is checked before it is arranged")
    return events.SittingArranged(
        sitting_id=str(sitting_id),
        programme=programme,
        sequence=sequence,
        starts_at=starts_at.isoformat(),
        minutes=minutes,
        place=meeting.place.strip(),
        link=meeting.link.strip(),
        note=meeting.note.strip(),
        reason=reason.strip(),
    )
