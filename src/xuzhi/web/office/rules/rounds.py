"""Rounds: those there are, a new one, another time for one, and its cancellation."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from xuzhi.casework.queries.changes import changes_waiting
from xuzhi.casework.queries.editions import edition
from xuzhi.casework.rule_refusals import RoundUnknown
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.roc import TAIPEI
from xuzhi.kernel.texts import say
from xuzhi.rulebook import Edition, Round
from xuzhi.web.office.rules.fields import change_fields, field, instant_of, options, shown_day
from xuzhi.web.office.rules.frame import as_rule_maker, frame, propose
from xuzhi.web.public.rounds import rounds_of
from xuzhi.web.refused import Errors

SORTS = ("round", "cancelled_round")


@require_safe
@as_rule_maker
def rounds(request: HttpRequest, actor: Actor, programme_id: str) -> HttpResponse:
    context = frame(actor, programme_id, "rounds")
    waiting = [each for each in changes_waiting(programme_id) if each.row.what in SORTS]
    context |= {"rounds": rounds_of(context["rules"], timezone.now()), "waiting": waiting}
    return render(request, "office/rules/rounds.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@as_rule_maker
def new_round(request: HttpRequest, actor: Actor, programme_id: str) -> HttpResponse:
    rules = edition(programme_id, timezone.localdate(), spoken=True)
    return _form(request, actor, rules, None)


@require_http_methods(["GET", "HEAD", "POST"])
@as_rule_maker
def change_round(request: HttpRequest, actor: Actor, programme_id: str, name: str) -> HttpResponse:
    rules = edition(programme_id, timezone.localdate(), spoken=True)
    found = next((each for each in rules.rounds if each.name == name), None)
    if found is None:
        raise RoundUnknown(name=name)
    return _form(request, actor, rules, found)


@require_POST
@as_rule_maker
def cancel_round(request: HttpRequest, actor: Actor, programme_id: str, name: str) -> HttpResponse:
    rules = edition(programme_id, timezone.localdate(), spoken=True)
    found = next((each for each in rules.rounds if each.name == name), None)
    if found is None:
        raise RoundUnknown(name=name)
    change_id, errors = propose(request, actor, programme_id, "cancelled_round", name, None, dated=False)
    if change_id is None:
        return _show(request, actor, rules, found, errors, cancelling=True)
    messages.success(request, say("web/office/rules.proposed"))
    return redirect("office:rules:change", change_id=change_id)


def _form(request: HttpRequest, actor: Actor, rules: Edition, found: Round | None) -> HttpResponse:
    if request.method != "POST":
        return _show(request, actor, rules, found)
    value, errors = _typed(request.POST, found)
    change_id = None
    if not errors:
        name = found.name if found else _name_for(rules, value["opens_at"])
        change_id, errors = propose(request, actor, rules.programme_id, "round", name, value, dated=False)
    if change_id is None:
        return _show(request, actor, rules, found, errors)
    messages.success(request, say("web/office/rules.proposed"))
    return redirect("office:rules:change", change_id=change_id)


def _typed(form: QueryDict, found: Round | None) -> tuple[dict[str, Any], Errors]:
    """The round as typed; every field that cannot be read is told at once."""
    errors = Errors()
    title = form.get("title", "").strip()
    if not title:
        errors += Errors((("title", say("web/office/rules.round_no_title")),))
    ends: dict[str, datetime | None] = {}
    for end in ("opens", "closes"):
        ends[end] = instant_of(form.get(f"{end}_on", ""), form.get(f"{end}_time", ""))
        if ends[end] is None:
            errors += Errors(((f"{end}_on", say(f"web/office/rules.round_{end}_unreadable")),))
    if not form.getlist("cases"):
        errors += Errors((("cases", say("web/office/rules.round_no_cases")),))
    value = {
        "title": title,
        "opens_at": ends["opens"],
        "closes_at": ends["closes"],
        "cases": tuple(form.getlist("cases")),
        "categories": tuple(form.getlist("categories")),
        "tentative": "tentative" in form.getlist("tentative"),
        "clause": found.clauses if found else (),
    }
    return value, errors


def _name_for(rules: Edition, opens_at: datetime) -> str:
    """A name that no round has: the year and a number."""
    taken = {each.name for each in rules.rounds}
    return next(name for n in range(1, 1000) if (name := f"round-{opens_at:%Y}-{n}") not in taken)


def _show(
    request: HttpRequest,
    actor: Actor,
    rules: Edition,
    found: Round | None,
    errors: Errors | None = None,
    *,
    cancelling: bool = False,
) -> HttpResponse:
    errors = errors or Errors()
    said = dict(errors.summary)
    form = request.POST if request.method == "POST" and not cancelling else None
    context = frame(actor, rules.programme_id, "rounds", errors) | {
        "round": found,
        "fields": _fields(rules, found, form, said),
        "cancelling": cancelling,
        "cancel_reason": request.POST.get("reason", "") if cancelling else "",
        **change_fields(form, said, dated=False),
    }
    return render(request, "office/rules/round.html", context, status=422 if errors else 200)


def _fields(rules: Edition, found: Round | None, form: QueryDict | None, said: dict[str, str]) -> dict[str, Any]:
    given = {
        "title": found.title if found else "",
        "opens_on": shown_day(found.opens_at.astimezone(TAIPEI).date()) if found else "",
        "opens_time": f"{found.opens_at.astimezone(TAIPEI):%H:%M}" if found else "09:00",
        "closes_on": shown_day(found.closes_at.astimezone(TAIPEI).date()) if found else "",
        "closes_time": f"{found.closes_at.astimezone(TAIPEI):%H:%M}" if found else "17:00",
    }
    if form is not None:
        given = {name: form.get(name, "") for name in given}
    cases = form.getlist("cases") if form is not None else list(found.cases) if found else _usual_kinds(rules)
    chosen = form.getlist("categories") if form is not None else list(found.categories) if found else []
    tentative = "tentative" in form.getlist("tentative") if form is not None else bool(found and found.tentative)
    kinds = [(kind.name, kind.title) for kind in rules.cases.values() if "firm" in kind.opened_by]
    categories = _categories(rules)
    fields = {
        name: field(name, "date" if name.endswith("_on") else "text", value, said) for name, value in given.items()
    }
    fields["cases"] = field("cases", "choices", cases, said, options=options(kinds, cases))
    if categories:
        fields["categories"] = field(
            "categories", "choices", chosen, said, required=False, options=options(categories, chosen)
        )
    mark = [("tentative", say("web/office/rules.round_is_tentative"))]
    fields["tentative"] = field(
        "tentative", "choices", (), said, required=False, options=options(mark, ["tentative"] if tentative else [])
    )
    return fields


def _usual_kinds(rules: Edition) -> list[str]:
    """What the programme's rounds take; where there is none yet, nothing is chosen beforehand."""
    latest = max(rules.rounds, key=lambda each: each.opens_at, default=None)
    return list(latest.cases) if latest else []


def _categories(rules: Edition) -> list[tuple[str, str]]:
    """Categories that any round has named, by the labels of the question that offers them."""
    codes = dict.fromkeys(code for each in rules.rounds for code in each.categories)
    asked = [
        each for kind in rules.cases.values() for question in kind.questions for each in (question, *question.fields)
    ]
    labels = {choice.code: choice.label for each in asked for choice in each.of if choice.code in codes}
    return [(code, labels.get(code, code)) for code in codes]
