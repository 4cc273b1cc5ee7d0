"""A deadline as a calendar file (RFC 5545), for the applicant's own calendar."""

from datetime import datetime, timedelta

from icalendar import Alarm, Calendar, Event

MARKED_BEFORE = timedelta(minutes=30)
REMINDED_BEFORE = (timedelta(days=1), timedelta(hours=3))


def deadline_file(*, uid: str, title: str, description: str, url: str, due_at: datetime, made_at: datetime) -> bytes:
    """One event that ends at `due_at` (aware; exclusive), with reminders a day and three hours before.

    The half hour before the deadline is marked, so that a deadline at midnight stands on its own last day
    and not on the morning after.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//xuzhi//deadline//ZH-TW")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", made_at)
    event.add("dtstart", due_at - MARKED_BEFORE)
    event.add("dtend", due_at)
    event.add("summary", title)
    event.add("description", description)
    event.add("url", url)
    for before in REMINDED_BEFORE:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", title)
        alarm.add("trigger", -before)
        event.add_component(alarm)
    calendar.add_component(event)
    return calendar.to_ical()
