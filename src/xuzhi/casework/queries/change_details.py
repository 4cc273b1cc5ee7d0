"""What a proposal is about, sort by sort: what holds now, what would hold, and what that would do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from xuzhi.casework.changes.contact import contact_json
from xuzhi.casework.changes.days import entry_of
from xuzhi.casework.changes.value import named
from xuzhi.casework.models import Case, ChangeRow
from xuzhi.casework.queries.clock_moves import ClockMoves, clock_moves
from xuzhi.casework.queries.editions import Overlays, announcement_of, round_of, typed_value
from xuzhi.casework.queries.what_if_runs import WhatIfRun, runs_of_change
from xuzhi.engine.showing import join, show_listed
from xuzhi.engine.uses import Use, uses_of
from xuzhi.kernel.calendar import CalendarEntry
from xuzhi.kernel.refusal import Refusal
from xuzhi.rulebook import Edition, Round
from xuzhi.rulebook.model import Parameter
from xuzhi.rulebook.overlay import Announcement


@dataclass(frozen=True)
class Called:
    """One code of a list with what it is called before and after; empty where it is not in the list."""

    code: str
    before: str
    after: str


@dataclass(frozen=True)
class OfValue:
    """`before` is empty where nothing was set. `called` has the codes of a list that are called or listed otherwise."""

    parameter: Parameter
    before: str
    after: str
    called: tuple[Called, ...]
    uses: tuple[Use, ...]
    runs: tuple[WhatIfRun, ...]


@dataclass(frozen=True)
class OfRound:
    """`submitted` cases stand in the round already; `drafts` of its kinds could be handed in."""

    round: Round
    before: Round | None
    kinds: tuple[str, ...]
    submitted: int
    drafts: int


@dataclass(frozen=True)
class OfContact:
    contact: Mapping[str, str]
    before: Mapping[str, str]


@dataclass(frozen=True)
class OfAnnouncement:
    announcement: Announcement
    before: Announcement | None


@dataclass(frozen=True)
class OfDays:
    """`moves` is nothing once the days are entered; `problem` says why it cannot be told."""

    entries: tuple[CalendarEntry, ...]
    moves: ClockMoves | None
    problem: str


type Detail = OfValue | OfRound | OfContact | OfAnnouncement | OfDays


def detail_of(row: ChangeRow, overlays: Overlays | None, *, at: datetime) -> Detail:
    """Four queries at most. `overlays` are the programme's; the calendar has none."""
    if overlays is None:
        return _days(row, at)
    # What was decided is held against the rules as they were when it was proposed.
    through = None if row.state == "open" else row.sequence
    rules = overlays.edition(row.programme, row.from_on, through=through, spoken=True)
    match row.what:
        case "parameter":
            return _value(row, rules)
        case "contact":
            return OfContact(row.value, contact_json(rules.contact))
        case "announcement" | "ended_announcement":
            standing = (each for each in rules.overlay.announcements if each.id == row.name and not each.ended)
            return OfAnnouncement(announcement_of(row.value), next(standing, None))
    return _round(row, rules)


def _value(row: ChangeRow, rules: Edition) -> OfValue:
    parameter = rules.parameters[row.name]
    value = typed_value(rules.programme, row.name, row.value)
    value = tuple(value) if isinstance(value, list) else value
    before, names = rules.values.get(row.name), named(rules, row.name)
    wanted = {**names, **row.names}
    after = show_listed(rules, parameter, value)
    if isinstance(value, tuple) and wanted:
        after = join(wanted.get(code, str(code)) for code in value)
    return OfValue(
        parameter,
        "" if before is None else show_listed(rules, parameter, before),
        after,
        _called(before or (), value, names, wanted) if isinstance(value, tuple) and wanted else (),
        tuple(uses_of(rules, row.name)),
        runs_of_change(row.id),
    )


def _called(
    before: tuple[str, ...], after: tuple[str, ...], names: Mapping[str, str], wanted: Mapping[str, str]
) -> tuple[Called, ...]:
    codes = dict.fromkeys((*before, *after))
    told = (
        Called(
            code,
            names.get(code, code) if code in before else "",
            wanted.get(code, code) if code in after else "",
        )
        for code in codes
    )
    return tuple(each for each in told if each.before != each.after)


def _round(row: ChangeRow, rules: Edition) -> OfRound:
    found = round_of(row.value)
    cases = Case.objects.filter(programme=row.programme)
    return OfRound(
        found,
        next((each for each in rules.rounds if each.name == row.name), None),
        tuple(rules.cases[kind].title for kind in found.cases if kind in rules.cases),
        cases.filter(round=row.name).exclude(submitted_at=None).count(),
        cases.filter(submitted_at=None, kind__in=found.cases).count(),
    )


def _days(row: ChangeRow, at: datetime) -> OfDays:
    entries = tuple(entry_of(each) for each in row.value)
    if row.state != "open":
        return OfDays(entries, None, "")
    try:
        return OfDays(entries, clock_moves(entries, at=at), "")
    except Refusal as refusal:
        return OfDays(entries, None, refusal.says)
