"""What is typed for an agenda, read into a question; all that cannot be read is told at once, nothing typed is lost."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.http import QueryDict

from xuzhi.grants.agendas.question import AgendaQuestion, Span, spans_of
from xuzhi.grants.agendas.refusals import FieldWrong
from xuzhi.grants.agendas.waiting import Waiting
from xuzhi.kernel.refusal import Refusal
from xuzhi.kernel.roc import RocDateInvalid, parse_day

DAYS = 5
USUAL_TIMES = "09:00-12:00, 13:30-17:30"
USUAL_MINUTES = "30"

type Wrong = dict[str, Refusal]


def typed_of(posted: QueryDict, waiting: Waiting) -> dict[str, Any]:
    """The fields as they were typed."""
    return {
        "cases": posted.getlist("case"),
        **{name: posted.get(name, "").strip() for name in ("members", "most", "rooms", "away", "note")},
        "minutes": {each.code: posted.get(f"minutes-{each.code}", "").strip() for each in waiting.categories},
        "expertise": {each.code: posted.getlist(f"expertise-{each.code}") for each in waiting.categories},
        "days": [(posted.get(f"day-{n}", "").strip(), posted.get(f"times-{n}", "").strip()) for n in range(DAYS)],
    }


def empty(waiting: Waiting) -> dict[str, Any]:
    """The fields before anything is typed: all cases, the least number of members, the usual hours."""
    least = waiting.least_members
    return {
        "cases": [str(each.id) for each in waiting.cases],
        **dict.fromkeys(("most", "rooms", "away", "note"), ""),
        "members": "" if least is None else str(least),
        "minutes": {each.code: USUAL_MINUTES for each in waiting.categories},
        "expertise": {each.code: [] for each in waiting.categories},
        "days": [("", USUAL_TIMES)] * DAYS,
    }


def question_of(typed: Mapping[str, Any], waiting: Waiting, names: frozenset[str]) -> tuple[AgendaQuestion, Wrong]:
    """The question, and what could not be read, by field. `names` are those of the roster."""
    wrong: Wrong = {}
    chosen = set(typed["cases"])
    cases = [each for each in waiting.cases if str(each.id) in chosen]
    used = {each.category for each in cases}
    codes = {choice.code for choice in (waiting.kind.panel.expertise if waiting.kind.panel else ())}
    known = names | {each.number for each in waiting.cases}
    question = AgendaQuestion(
        programme=waiting.rules.programme_id,
        kind=waiting.kind.name,
        case_ids=tuple(str(each.id) for each in cases),
        members=_whole(typed["members"]) or 0,
        minutes={each: _whole(typed["minutes"].get(each, "")) or 0 for each in sorted(used)},
        expertise={
            each: tuple(code for code in typed["expertise"].get(each, ()) if code in codes) for each in sorted(used)
        },
        spans=tuple(sorted(_spans(typed["days"], wrong))),
        rooms=tuple(line.strip() for line in typed["rooms"].splitlines() if line.strip()),
        away=tuple(_away(typed["away"], known, wrong)),
        most=_whole(typed["most"]) or None,
        note=typed["note"],
    )
    return question, wrong


def _spans(days: list[tuple[str, str]], wrong: Wrong) -> Iterator[Span]:
    for place, (day, times) in enumerate(days):
        if not day:
            continue
        try:
            yield from spans_of(parse_day(day), times)
        except (RocDateInvalid, ValueError):
            wrong[f"times-{place}"] = FieldWrong(code="grants/agendas.days_unreadable", text=f"{day} {times}"[:60])


def _away(text: str, known: frozenset[str], wrong: Wrong) -> Iterator[tuple[str, datetime, datetime]]:
    """Lines of who, day and, where not the whole day is meant, hours."""
    for number, line in enumerate(text.splitlines(), 1):
        parts = line.split(maxsplit=2)
        if not parts:
            continue
        try:
            spans = spans_of(parse_day(parts[1]), parts[2] if len(parts) > 2 else "00:00-23:59")
        except (IndexError, RocDateInvalid, ValueError):
            wrong["away"] = FieldWrong(code="grants/agendas.away_unreadable", line=number, text=line[:60])
            continue
        if parts[0] not in known:
            wrong["away"] = FieldWrong(code="grants/agendas.away_unknown", line=number, who=parts[0][:40])
            continue
        for begins_at, ends_at in spans:
            yield parts[0], begins_at, ends_at


def _whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else None
