"""Questions about other values that were asked, and their answers with the cases they name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from xuzhi.casework.models import Case, WhatIfProgress, WhatIfRow
from xuzhi.casework.queries.editions import Overlays, typed_value
from xuzhi.casework.rule_refusals import WhatIfUnknown
from xuzhi.engine.showing import show_listed
from xuzhi.rulebook import Edition

MOST_LISTED = 50


@dataclass(frozen=True)
class TriedValue:
    """A parameter with what it is on the day, and what it was tried as."""

    name: str
    label: str
    clause: str
    before: str
    after: str
    given: Any


@dataclass(frozen=True)
class CaseNamed:
    """A case that the answer names. `changes` are (what, before, after): the codes of outcomes, or days of an end."""

    id: UUID
    number: str
    name: str
    firm_name: str
    ended: bool
    changes: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Line:
    """One check or time limit: how many cases had which outcome before and after, and how many changed."""

    name: str
    label: str
    clause: str
    before: Mapping[str, int]
    after: Mapping[str, int]
    changed: int


@dataclass(frozen=True)
class WhatIfRun:
    """A question with its answer. state: waiting, answered, failed. `done` of `cases` have been looked at.

    `checks` and `clocks` have those that change first; `unread` are answers that today's questions cannot read.
    """

    id: UUID
    programme: str
    kind: str
    kind_title: str
    values: tuple[TriedValue, ...]
    on: date
    which: str
    from_on: date | None
    until_on: date | None
    cases: int
    asked_by: str
    asked_at: datetime
    change_id: UUID | None
    state: str
    done: int
    problem: str
    answered_at: datetime | None
    checks: tuple[Line, ...]
    clocks: tuple[Line, ...]
    changed: int
    named: tuple[CaseNamed, ...]
    unread: tuple[tuple[str, str], ...]
    unread_count: int

    @property
    def share_done(self) -> int:
        return 100 * self.done // self.cases if self.cases else 100


def what_if_run(run_id: UUID | str) -> WhatIfRun:
    """One question. Four queries. Raises WhatIfUnknown."""
    row = WhatIfRow.objects.filter(id=run_id).first()
    if row is None:
        raise WhatIfUnknown()
    return _runs([row])[0]


def runs_of_change(change_id: UUID) -> tuple[WhatIfRun, ...]:
    """The latest question of each kind of case that was asked about a proposal. Four queries."""
    rows = WhatIfRow.objects.filter(change_id=change_id).order_by("position")
    latest = {row.kind: row for row in rows}
    return tuple(_runs(list(latest.values())))


def runs_asked(programme: str, *, most: int = 10) -> tuple[WhatIfRow, ...]:
    """What was asked last, the newest first, proposals aside. One query."""
    rows = WhatIfRow.objects.filter(programme=programme, change_id=None).order_by("-position")
    return tuple(rows[:most])


def _runs(rows: list[WhatIfRow]) -> list[WhatIfRun]:
    if not rows:
        return []
    overlays = Overlays(rows[0].programme)
    waiting = [row.id for row in rows if row.answered_at is None]
    progress = WhatIfProgress.objects.filter(run_id__in=waiting) if waiting else ()
    done = {each.run_id: each.done for each in progress}
    numbers = {number for row in rows for number in _numbers(row)}
    cases = {each.number: each for each in Case.objects.filter(number__in=numbers)} if numbers else {}
    return [_run(row, overlays.edition(row.programme, row.on_day, spoken=True), done, cases) for row in rows]


def _numbers(row: WhatIfRow) -> list[str]:
    """The cases to list: those that come out otherwise, then those of which only an end moves; by number."""
    answer = row.answer or {}
    parts = (*answer.get("checks", ()), *answer.get("clocks", ()))
    changes = [change for part in parts for change in part["changed"]]
    otherwise = {change["id"] for change in changes if change["before"] != change["after"]}
    moved = {change["id"] for change in changes} - otherwise
    return [*sorted(otherwise), *sorted(moved)][:MOST_LISTED]


def _run(row: WhatIfRow, rules: Edition, done: Mapping[UUID, int], cases: Mapping[str, Case]) -> WhatIfRun:
    answer = row.answer or {}
    kind = rules.cases.get(row.kind)
    labels = {("check", each.name): each.label for each in kind.checks} if kind else {}
    labels |= {("clock", each.name): each.label for each in kind.clocks} if kind else {}
    return WhatIfRun(
        id=row.id,
        programme=row.programme,
        kind=row.kind,
        kind_title=kind.title if kind else row.kind,
        values=tuple(_tried(rules, name, value) for name, value in row.values.items()),
        on=row.on_day,
        which=row.which,
        from_on=row.from_on,
        until_on=row.until_on,
        cases=answer.get("cases", row.cases),
        asked_by=row.asked_by,
        asked_at=row.asked_at,
        change_id=row.change_id,
        state="waiting" if row.answered_at is None else "failed" if row.problem else "answered",
        done=done.get(row.id, 0),
        problem=row.problem,
        answered_at=row.answered_at,
        checks=_lines(answer.get("checks", ()), "check", labels),
        clocks=_lines(answer.get("clocks", ()), "clock", labels),
        changed=answer.get("changed", 0),
        named=tuple(_named(number, answer, labels, cases) for number in _numbers(row) if number in cases),
        unread=tuple((number, sentence) for number, sentence in answer.get("unread", ())),
        unread_count=answer.get("unread_count", 0),
    )


def _tried(rules: Edition, name: str, value: Any) -> TriedValue:
    parameter = rules.programme.parameter(name)
    spoken = rules.parameters.get(name, parameter)
    typed = typed_value(rules.programme, name, value)
    typed = tuple(typed) if isinstance(typed, list) else typed
    before = rules.values.get(name)
    was = "" if before is None else show_listed(rules, spoken, before)
    return TriedValue(name, spoken.label, spoken.clause, was, show_listed(rules, spoken, typed), value)


def _lines(parts: Iterable[Mapping[str, Any]], sort: str, labels: Mapping[tuple[str, str], str]) -> tuple[Line, ...]:
    told = [
        Line(
            each[sort],
            labels.get((sort, each[sort]), each["label"]),
            each["clause"],
            each["before"],
            each["after"],
            each["changed_count"],
        )
        for each in parts
    ]
    return tuple(sorted(told, key=lambda line: line.changed == 0))


def _named(
    number: str, answer: Mapping[str, Any], labels: Mapping[tuple[str, str], str], cases: Mapping[str, Case]
) -> CaseNamed:
    case = cases[number]
    changes = [
        (labels.get((sort, part[sort]), part["label"]), *_told(change))
        for sort, parts in (("check", answer["checks"]), ("clock", answer["clocks"]))
        for part in parts
        for change in part["changed"]
        if change["id"] == number
    ]
    ended = case.ended_at is not None or case.turn == "none"
    return CaseNamed(case.id, number, case.subject or case.firm_name, case.firm_name, ended, tuple(changes))


def _told(change: Mapping[str, Any]) -> tuple[str, str]:
    """Outcomes where they differ; else the two ends."""
    if change["before"] != change["after"] or "due_before" not in change:
        return change["before"], change["after"]
    return change["due_before"], change["due_after"]
