"""Public notices: those that stand, come and stood; a new one, a correction, and taking one down."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from xuzhi.casework.queries.changes import changes_waiting
from xuzhi.casework.queries.editions import edition
from xuzhi.casework.rule_refusals import AnnouncementUnknown
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.texts import say
from xuzhi.rulebook.overlay import Announcement
from xuzhi.web.office.rules.fields import change_fields, day_of, field, shown_day
from xuzhi.web.office.rules.frame import as_rule_maker, frame, propose
from xuzhi.web.refused import Errors

SORTS = ("announcement", "ended_announcement")


@require_safe
@as_rule_maker
def announcements(request: HttpRequest, actor: Actor, programme_id: str) -> HttpResponse:
    context = frame(actor, programme_id, "announcements")
    rules, today = context["rules"], context["today"]
    every = sorted(rules.overlay.announcements, key=lambda each: each.from_on, reverse=True)
    context |= {
        "standing": [each for each in every if each.stands_on(today)],
        "coming": [each for each in every if not each.ended and each.from_on > today],
        "over": [each for each in every if not each.stands_on(today) and not (not each.ended and each.from_on > today)],
        "waiting": [each for each in changes_waiting(programme_id) if each.row.what in SORTS],
    }
    return render(request, "office/rules/announcements.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@as_rule_maker
def new_announcement(request: HttpRequest, actor: Actor, programme_id: str) -> HttpResponse:
    return _form(request, actor, programme_id, None)


@require_http_methods(["GET", "HEAD", "POST"])
@as_rule_maker
def change_announcement(request: HttpRequest, actor: Actor, programme_id: str, id: str) -> HttpResponse:
    return _form(request, actor, programme_id, _standing(programme_id, id))


@require_POST
@as_rule_maker
def end_announcement(request: HttpRequest, actor: Actor, programme_id: str, id: str) -> HttpResponse:
    found = _standing(programme_id, id)
    change_id, errors = propose(request, actor, programme_id, "ended_announcement", id, None, dated=False)
    if change_id is None:
        return _show(request, actor, programme_id, found, errors, ending=True)
    messages.success(request, say("web/office/rules.proposed"))
    return redirect("office:rules:change", change_id=change_id)


def _standing(programme_id: str, id: str) -> Announcement:
    every = edition(programme_id, timezone.localdate()).overlay.announcements
    found = next((each for each in every if each.id == id and not each.ended), None)
    if found is None:
        raise AnnouncementUnknown()
    return found


def _form(request: HttpRequest, actor: Actor, programme_id: str, found: Announcement | None) -> HttpResponse:
    if request.method != "POST":
        return _show(request, actor, programme_id, found)
    form, errors = request.POST, Errors()
    days: dict[str, Any] = {}
    for name in ("from_on", "until_on"):
        written = form.get(name, "").strip()
        days[name] = day_of(written)
        if written and days[name] is None:
            errors += Errors(((name, say("web/office/rules.day_unreadable", text=written)),))
    change_id = None
    if not errors:
        value = {"title": form.get("title", ""), "text": form.get("text", ""), **days}
        id = found.id if found else str(uuid4())
        change_id, errors = propose(request, actor, programme_id, "announcement", id, value, dated=False)
    if change_id is None:
        return _show(request, actor, programme_id, found, errors)
    messages.success(request, say("web/office/rules.proposed"))
    return redirect("office:rules:change", change_id=change_id)


def _show(
    request: HttpRequest,
    actor: Actor,
    programme_id: str,
    found: Announcement | None,
    errors: Errors | None = None,
    *,
    ending: bool = False,
) -> HttpResponse:
    errors = errors or Errors()
    said = dict(errors.summary)
    form = request.POST if request.method == "POST" and not ending else None
    given = {
        "title": found.title if found else "",
        "text": found.text if found else "",
        "from_on": shown_day(found.from_on if found else timezone.localdate()),
        "until_on": shown_day(found.until_on) if found else "",
    }
    if form is not None:
        given = {name: form.get(name, "") for name in given}
    context = frame(actor, programme_id, "announcements", errors) | {
        "announcement": found,
        "fields": [
            field(
                "title", "text", given["title"], said, label=say("web/office/rules.field_announcement_title"), hint=""
            ),
            field("text", "long_text", given["text"], said),
            field(
                "from_on",
                "date",
                given["from_on"],
                said,
                label=say("web/office/rules.field_announcement_from"),
                hint="",
            ),
            field("until_on", "date", given["until_on"], said, required=False),
        ],
        "ending": ending,
        "end_reason": request.POST.get("reason", "") if ending else "",
        **change_fields(form, said, dated=False),
        "from_on": None,
    }
    return render(request, "office/rules/announcement.html", context, status=422 if errors else 200)
