"""Starting, moving and stopping a case's clocks."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from xuzhi.casework import events
from xuzhi.casework.holding import Held
from xuzhi.casework.models import ClockRow
from xuzhi.casework.queries.editions import calendar
from xuzhi.engine.clocks import Deadline, deadline
from xuzhi.engine.facts import Facts
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.calendar import WorkingCalendar
from xuzhi.kernel.roc import taipei_day
from xuzhi.kernel.texts import say
from xuzhi.ledger.events import Event
from xuzhi.ledger.operations import record
from xuzhi.ledger.reading import rows_of
from xuzhi.rulebook.model import CaseKind, ClockRule, NoticeRule, Step

FROM_NOTICE = "notice delivered"
MOST_DAYS_KEPT = 60


@dataclass(frozen=True)
class Starting:
    """A clock that a step starts. `due` is None while it waits for a notice that is not in an inbox."""

    rule: ClockRule
    due: Deadline | None


def clocks_to_start(
    held: Held, step: Step, notice: NoticeRule | None, facts: Facts, days: WorkingCalendar | None = None
) -> list[Starting]:
    """The clocks that the step starts, and those that end before one of them.

    A clock that runs from the delivery of its notice starts at once where the notice goes to the inbox: there it is
    delivered when it is issued. Otherwise it waits until a delivery is recorded.
    """
    return _starting(held, step.clock, notice, facts, days)


def clocks_from_opening(held: Held) -> list[Starting]:
    """The clocks that run from the day on which the case was opened; none of them needs an answer."""
    return _starting(held, held.kind.from_opening, None, Facts({}), None)


def _starting(
    held: Held, wanted: Iterable[str], notice: NoticeRule | None, facts: Facts, days: WorkingCalendar | None
) -> list[Starting]:
    names = set(wanted)
    rules = [rule for rule in held.kind.clocks if rule.name in names or rule.before in names]
    if not rules:
        return []
    days = days or calendar()
    starting = []
    for rule in rules:
        base = held.kind.clock(rule.before) if rule.before else rule
        waits = base.runs_from == FROM_NOTICE and notice is not None and "inbox" not in notice.channel
        each_day = days_named(held.kind, rule, facts)
        if each_day is None:
            starting.append(Starting(rule, None if waits else due_of(held, rule.name, held.at, days, facts)))
        else:
            starting += [
                Starting(rule, due_of(held, rule.name, held.at, days, Facts({rule.ends_on: day}))) for day in each_day
            ]
    return starting


def days_named(kind: CaseKind, rule: ClockRule, facts: Facts) -> list[date] | None:
    """The days that the records name on which a clock ends, each once: there is one clock a day. None where it ends
    otherwise."""
    records, _, field = rule.ends_on.rpartition(".")
    if not any(each.name == records and each.type == "records" for each in kind.questions):
        return None
    named = {row.get(field) for row in facts.get(records) or ()}
    return sorted(day for day in named if day is not None)


def due_of(held: Held, clock: str, started_at: datetime, days: WorkingCalendar, facts: Facts | None) -> Deadline:
    """When the clock ends, by the edition of the case and the county of its firm."""
    return deadline(held.edition, held.kind.name, clock, started_at, days, held.case.county or None, facts=facts)


def start_clocks(held: Held, starting: Iterable[Starting], *, notice_id: str, actor: Actor) -> None:
    """Record the clocks as started or awaited."""
    happened: list[Event] = []
    for each in starting:
        clock_id = str(uuid.uuid4())
        if each.due is None:
            happened.append(
                events.ClockAwaited(
                    case_id=str(held.case.id), clock_id=clock_id, clock=each.rule.name, notice_id=notice_id
                )
            )
        else:
            happened.append(started_event(held, clock_id, each.rule.name, held.at, each.due, notice_id))
    if happened:
        record(held.stream, happened, actor=actor, at=held.at)


def started_event(
    held: Held, clock_id: str, clock: str, started_at: datetime, due: Deadline, notice_id: str
) -> events.ClockStarted:
    return events.ClockStarted(
        case_id=str(held.case.id),
        clock_id=clock_id,
        clock=clock,
        started_at=started_at.isoformat(),
        due_at=due.due_at.isoformat(),
        due_on=due.due_on.isoformat(),
        count=count_json(due, held.kind.clock(clock)),
        notice_id=notice_id,
    )


def count_json(due: Deadline, rule: ClockRule) -> dict[str, Any]:
    """How it was counted, JSON-safe. The days of a long clock are not listed one by one. `before` names the clock that
    one which only reminds goes off ahead of."""
    count = due.count
    days = [day.isoformat() for day in count.days] if len(count.days) <= MOST_DAYS_KEPT else []
    skipped = [[day.isoformat(), why] for day, why in count.skipped]
    counted = {"total": len(count.days), "days": days, "skipped": skipped}
    return counted | {"before": rule.before} if rule.reminds else counted


def stop_clocks(held: Held, step: Step, *, actor: Actor) -> None:
    """Stop what the step names, what it starts anew, and, when the stage is left, all that do not keep running."""
    rows = rows_of(ClockRow, order=["id"], case_id=held.case.id, state=("pending", "running"))
    rules = {rule.name: rule for rule in held.kind.clocks}
    names = {*step.stops, *step.clock}
    if step.to != held.case.stage:
        names |= {row.clock for row in rows if row.clock in rules and not rules[row.clock].keep_running}
    names |= {rule.name for rule in rules.values() if rule.before in names}
    stopped: list[Event] = [
        events.ClockStopped(case_id=str(held.case.id), clock_id=str(row.id), clock=row.clock, by_step=step.name)
        for row in rows
        if row.clock in names
    ]
    if stopped:
        record(held.stream, stopped, actor=actor, at=held.at)


def moved_event(held: Held, row: ClockRow, due: Deadline, reason: str) -> events.ClockMoved | None:
    """The event of another end for a running clock; None when it stays where it is."""
    if row.due_at is None or due.due_at == row.due_at:
        return None
    return events.ClockMoved(
        case_id=str(held.case.id),
        clock_id=str(row.id),
        clock=row.clock,
        due_at=due.due_at.isoformat(),
        due_on=due.due_on.isoformat(),
        count=count_json(due, held.kind.clock(row.clock)),
        was_due_at=row.due_at.isoformat(),
        reason=reason,
    )


def how_counted(started_at: datetime, due: Deadline, unit: str) -> str:
    """One sentence for the letter: from which day, how many."""
    key = "casework.letter_deadline_how" if unit == "working day" else "casework.letter_deadline_days"
    values: Mapping[str, Any] = {"start_on": taipei_day(started_at), "days": len(due.count.days)}
    return say(key, **values)
