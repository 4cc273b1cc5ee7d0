"""A meeting as a calendar file (RFC 5545), for the calendars of those who are invited."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from icalendar import Alarm, Calendar, Event

NAME = "invitation.ics"
REMINDED_BEFORE = (timedelta(days=1), timedelta(hours=1))


def calendar_file(entry: Mapping[str, Any]) -> bytes:
    """The file of an entry: {uid, sequence, title, starts_at, ends_at, made_at (ISO text with offset), place, says,
    url, cancelled}. The same uid with a higher sequence takes the place of what a calendar holds already; one that is
    cancelled takes it away.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//xuzhi//sitting//ZH-TW")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if entry.get("cancelled") else "PUBLISH")
    event = Event()
    event.add("uid", f"{entry['uid']}@xuzhi")
    event.add("sequence", int(entry["sequence"]))
    event.add("dtstamp", _utc(entry["made_at"]))
    event.add("dtstart", _utc(entry["starts_at"]))
    event.add("dtend", _utc(entry["ends_at"]))
    event.add("summary", entry["title"])
    for name, key in (("location", "place"), ("description", "says"), ("url", "url")):
        if entry.get(key):
            event.add(name, entry[key])
    if entry.get("cancelled"):
        event.add("status", "CANCELLED")
    for before in () if entry.get("cancelled") else REMINDED_BEFORE:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", entry["title"])
        alarm.add("trigger", -before)
        event.add_component(alarm)
    calendar.add_component(event)
    file: bytes = calendar.to_ical()
    return file


def _utc(text: str) -> datetime:
    """Instants in UTC: every calendar shows them by its owner's clock, and no time zone has to be described."""
    return datetime.fromisoformat(text).astimezone(UTC)
