"""A public notice on the programme's page, from a day until a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from xuzhi.casework import rule_events as events
from xuzhi.casework.changes.shape import Change, Sort
from xuzhi.casework.queries.editions import edition
from xuzhi.casework.rule_refusals import (
    AnnouncementEndsBefore,
    AnnouncementIncomplete,
    AnnouncementUnknown,
    ChangesNothing,
)
from xuzhi.kernel.texts import say
from xuzhi.ledger.events import Event
from xuzhi.rulebook.overlay import Announcement


def announcement_json(found: Announcement) -> dict[str, str | None]:
    """The notice as an event holds it."""
    until = found.until_on.isoformat() if found.until_on else None
    from_on = found.from_on.isoformat()
    return {"id": found.id, "title": found.title, "text": found.text, "from_on": from_on, "until_on": until}


def standing(programme: str, id: str, today: date) -> Announcement | None:
    """The notice of that id that was not ended."""
    found = edition(programme, today).overlay.announcements
    return next((each for each in found if each.id == id and not each.ended), None)


def _checked(change: Change, today: date) -> Change:
    given = change.value
    title, text = str(given.get("title") or "").strip(), str(given.get("text") or "").strip()
    from_on, until_on = given.get("from_on"), given.get("until_on")
    if not title or not text or not from_on:
        raise AnnouncementIncomplete()
    begins = from_on if isinstance(from_on, date) else date.fromisoformat(from_on)
    ends = date.fromisoformat(until_on) if isinstance(until_on, str) and until_on else until_on or None
    if ends is not None and ends < begins:
        raise AnnouncementEndsBefore(from_on=begins, until_on=ends)
    new = Announcement(id=change.name, title=title, text=text, from_on=begins, until_on=ends)
    before = standing(change.programme, change.name, today)
    if before == new:
        raise ChangesNothing(label=title, value=say("casework.as_it_is"))
    # What stands already begins where it began: correcting it today is nothing that begins in the past.
    touched = today if before is not None and before.from_on == begins else begins
    return replace(change, value=announcement_json(new), from_on=touched)


def _ended(change: Change, today: date) -> Change:
    found = standing(change.programme, change.name, today)
    if found is None:
        raise AnnouncementUnknown()
    return replace(change, value=announcement_json(found), from_on=today)


def _label(change: Change) -> str:
    return str((change.value or {}).get("title") or change.name)


def _published(change: Change) -> Sequence[Event]:
    return [
        events.AnnouncementPublished(
            programme=change.programme, announcement=change.value, reason=change.reason, change_id=change.id
        )
    ]


def _ends(change: Change) -> Sequence[Event]:
    return [
        events.AnnouncementEnded(
            programme=change.programme, announcement=change.value, reason=change.reason, change_id=change.id
        )
    ]


NEW_ANNOUNCEMENT = Sort("announcement", _checked, _label, _published)
ENDED_ANNOUNCEMENT = Sort("ended_announcement", _ended, _label, _ends)
