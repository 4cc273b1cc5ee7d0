"""The office calendar: a closure, a holiday or a make-up day, and a file of many; what clocks would move is shown."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from xuzhi.casework.changes.days import KINDS, entry_json
from xuzhi.casework.queries.changes import changes_decided, changes_waiting
from xuzhi.casework.queries.office_calendar import calendar_page
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.calendar_files import CalendarFile, CalendarFileInvalid, read_closures, read_official_calendar
from xuzhi.kernel.county import county_names
from xuzhi.kernel.texts import say
from xuzhi.web.office.rules.fields import ROOM, change_fields, day_of, field, instant_of, options
from xuzhi.web.office.rules.frame import as_rule_maker, propose
from xuzhi.web.refused import Errors, errors_of

HALVES = ("day", "am", "pm")
FILES = {"official": read_official_calendar, "closures": read_closures}
LARGEST = 2 * 1024 * 1024
MOST_PROBLEMS = 20


@require_safe
@as_rule_maker
def calendar(request: HttpRequest, actor: Actor) -> HttpResponse:
    context = _frame(actor) | {
        "page": calendar_page(at=timezone.now()),
        "waiting": [each for each in changes_waiting("") if not each.row.programme],
        "decided": changes_decided("").rows,
    }
    return render(request, "office/rules/calendar.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@as_rule_maker
def new_day(request: HttpRequest, actor: Actor) -> HttpResponse:
    if request.method != "POST":
        return _show_day(request, actor)
    value, errors = _typed(request)
    change_id = None
    if value is not None:
        change_id, errors = propose(request, actor, "", "days", value["day"].isoformat(), [value], dated=False)
    if change_id is None:
        return _show_day(request, actor, errors)
    messages.success(request, say("web/office/rules.proposed"))
    return redirect("office:rules:change", change_id=change_id)


@require_http_methods(["GET", "HEAD", "POST"])
@as_rule_maker
def import_days(request: HttpRequest, actor: Actor) -> HttpResponse:
    if request.method != "POST":
        return _show_import(request, actor)
    read, errors = _read_file(request)
    if read is None or errors:
        return _show_import(request, actor, errors, read)
    value = [entry_json(each) for each in read.entries]
    name = f"{read.entries[0].day.isoformat()}-{len(value)}"
    change_id, errors = propose(request, actor, "", "days", name, value, dated=False)
    if change_id is None:
        errors = Errors(tuple(("file" if id in ("value", "day") else id, says) for id, says in errors.summary))
        return _show_import(request, actor, errors)
    messages.success(request, say("web/office/rules.proposed"))
    return redirect("office:rules:change", change_id=change_id)


def _frame(actor: Actor, errors: Errors | None = None) -> dict[str, Any]:
    return {
        "section": "office",
        "part": "rules",
        "actor": actor,
        "errors": errors or Errors(),
        "today": timezone.localdate(),
    }


def _typed(request: HttpRequest) -> tuple[dict[str, Any] | None, Errors]:
    """The day as typed; all that cannot be read is told at once."""
    form, errors = request.POST, Errors()
    day = day_of(form.get("day", ""))
    if day is None:
        errors += Errors((("day", say(f"{ROOM}.calendar_no_day")),))
    kind = form.get("kind", "")
    if kind not in KINDS:
        errors += Errors((("kind", say(f"{ROOM}.calendar_no_kind")),))
    announced_at: datetime | None = None
    if form.get("announced_on", "").strip():
        announced_at = instant_of(form["announced_on"], form.get("announced_time", "") or "00:00")
        if announced_at is None:
            errors += Errors((("announced_on", say(f"{ROOM}.calendar_announced_unreadable")),))
    if errors or day is None:
        return None, errors
    closure = kind == "closure"
    half = form.get("half", "day")
    value = {
        "day": day,
        "kind": kind,
        "county": form.get("county", "") or None if closure else None,
        "half": half if closure and half in ("am", "pm") else None,
        "announced_at": announced_at,
        "source": form.get("source", ""),
        "why": form.get("why", ""),
    }
    return value, errors


def _read_file(request: HttpRequest) -> tuple[CalendarFile | None, Errors]:
    """The file that was sent. Every line that cannot be read is told, and nothing is taken in half."""
    sent, source = request.FILES.get("file"), request.POST.get("source", "").strip()
    errors = Errors()
    if not source:
        errors += Errors((("source", say(f"{ROOM}.calendar_no_source")),))
    reads = FILES.get(request.POST.get("format", ""))
    if reads is None:
        errors += Errors((("format", say(f"{ROOM}.calendar_no_format")),))
    if sent is None:
        return None, errors + Errors((("file", say(f"{ROOM}.calendar_no_file")),))
    if sent.size is not None and sent.size > LARGEST:
        return None, errors + Errors((("file", say(f"{ROOM}.calendar_file_large")),))
    if errors or reads is None:
        return None, errors
    try:
        read = reads(sent.read(), source)
    except CalendarFileInvalid as invalid:
        return None, errors_of(invalid, "file")
    told = tuple(
        ("file", say(f"{ROOM}.calendar_line", line=line, why=why)) for line, why in read.problems[:MOST_PROBLEMS]
    )
    if not read.entries and not told:
        told = (("file", say(f"{ROOM}.calendar_empty")),)
    return read, Errors(told)


def _show_day(request: HttpRequest, actor: Actor, errors: Errors | None = None) -> HttpResponse:
    said = dict((errors or Errors()).summary)
    form = request.POST if request.method == "POST" else None
    given = form or {}
    kinds = [(each, say(f"{ROOM}.calendar_{each}")) for each in reversed(KINDS)]
    halves = [(each, say(f"{ROOM}.calendar_half_{each}")) for each in HALVES]
    counties = [("", say(f"{ROOM}.calendar_everywhere")), *((each, each) for each in county_names())]
    kind, half, county = given.get("kind", "closure"), given.get("half", "day"), given.get("county", "")
    context = _frame(actor, errors) | {
        "kind": field("kind", "choice", kind, said, options=options(kinds, [kind])),
        "day": field("day", "date", given.get("day", ""), said),
        "county_options": options(counties, [county]),
        "county_error": said.get("county", ""),
        "half": field("half", "choice", half, said, options=options(halves, [half])),
        "announced_on": field("announced_on", "date", given.get("announced_on", ""), said, required=False),
        "announced_time": field("announced_time", "text", given.get("announced_time", ""), said, required=False),
        "source": field("source", "text", given.get("source", ""), said),
        "why": field("why", "text", given.get("why", ""), said, required=False),
        **change_fields(form, said, dated=False),
    }
    return render(request, "office/rules/day.html", context, status=422 if errors else 200)


def _show_import(
    request: HttpRequest, actor: Actor, errors: Errors | None = None, read: CalendarFile | None = None
) -> HttpResponse:
    said = dict((errors or Errors()).summary)
    form = request.POST if request.method == "POST" else None
    given = form or {}
    chosen = given.get("format", "official")
    formats = [(each, say(f"{ROOM}.calendar_format_{each}")) for each in FILES]
    context = _frame(actor, errors) | {
        "format": field("format", "choice", chosen, said, options=options(formats, [chosen])),
        "file_error": said.get("file", ""),
        "source": field("source", "text", given.get("source", ""), said),
        "unread": len(read.problems) if read else 0,
        **change_fields(form, said, dated=False),
    }
    return render(request, "office/rules/import_days.html", context, status=422 if errors else 200)
