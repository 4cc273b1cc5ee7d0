"""Usage records against what stands: who they are about, what is counted there, what was told before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Q

from xuzhi.casework.queries.editions import programmes
from xuzhi.kernel.refusal import Refusal
from xuzhi.kernel.roc import format_date, taipei_day
from xuzhi.kernel.texts import say
from xuzhi.marketplace.models import ListingVersion, Subscription
from xuzhi.marketplace.usage.flagging import NAMES
from xuzhi.marketplace.usage.lines import LONGEST_ID, Measure, Span, UsageLine, measure_named, measures_in, read_period
from xuzhi.marketplace.usage.lines import read_value as value_of
from xuzhi.marketplace.usage.refusals import (
    MeasureUnknown,
    NothingMeasured,
    PeriodAhead,
    PeriodOfOtherLength,
    PeriodOutside,
    RecordIdTaken,
    RecordIdTooLong,
    UnseenCharacters,
    UsageBeforeContract,
    UsageForUnknown,
    UsageOfOthers,
)
from xuzhi.marketplace.usage_models import UsageRecord, UsageValue

type Key = tuple[UUID, str, date]


@dataclass(frozen=True)
class Read:
    """A line that can be taken."""

    subscription: Subscription
    measure: Measure
    span: Span
    value: Decimal

    @property
    def key(self) -> Key:
        return self.subscription.id, self.measure.code, self.span.from_on


@dataclass
class Standing:
    """What was told before, brought up to date while lines are taken."""

    values: dict[Key, tuple[Decimal, int]] = field(default_factory=dict)
    told: dict[str, list[tuple[Key, Decimal]]] = field(default_factory=dict)  # by record id


class Reader:
    """Reads lines of one supplier; asks the database twice for all of them."""

    def __init__(self, lines: Sequence[UsageLine], supplier_ubn: str, at: datetime) -> None:
        self.supplier_ubn, self.today = supplier_ubn, taipei_day(at)
        self.subscriptions = _subscriptions(lines)
        own = {each.listing_id for each in self.subscriptions.values() if each.supplier_ubn == supplier_ubn}
        self.measures = measures_of(own)
        self.clause = usage_clause()

    def read(self, line: UsageLine) -> tuple[Read | None, tuple[Refusal, ...]]:
        """The line as it can be taken, or everything that is wrong with it."""
        if line.unseen:
            return None, (self.cited(_unseen(line)),)
        problems: list[Refusal] = []
        row = self._subscription(line, problems)
        measure = self._measure(line, row, problems) if row is not None else None
        span = _try(problems, read_period, line.period)
        value = _try(problems, value_of, line.value)
        if span is not None:
            self._check_span(line, span, row, measure, problems)
        if len(line.record_id) > LONGEST_ID:
            problems.append(RecordIdTooLong(most=LONGEST_ID))
        if problems or row is None or measure is None or span is None or value is None:
            return None, tuple(self.cited(problem) for problem in problems)
        return Read(row, measure, span, value), ()

    def cited(self, problem: Refusal) -> Refusal:
        problem.clause = problem.clause or self.clause
        return problem

    def _subscription(self, line: UsageLine, problems: list[Refusal]) -> Subscription | None:
        row = self.subscriptions.get(_wanted(line))
        if row is None:
            problems.append(UsageForUnknown(subscription=line.subscription))
        elif row.supplier_ubn != self.supplier_ubn:
            problems.append(UsageOfOthers(subscription=line.subscription))
        elif row.begun_at is None:
            problems.append(UsageBeforeContract(subscription=line.subscription))
        else:
            return row
        return None

    def _measure(self, line: UsageLine, row: Subscription, problems: list[Refusal]) -> Measure | None:
        known = self.measures.get(row.listing_id, {})
        if not known:
            problems.append(NothingMeasured(name=row.name))
            return None
        found = measure_named(known.values(), line.measure)
        if found is None:
            names = say("marketplace/usage.comma").join(f"{each.name} ({each.code})" for each in known.values())
            problems.append(MeasureUnknown(measure=line.measure, known=names))
        return found

    def _check_span(
        self, line: UsageLine, span: Span, row: Subscription | None, measure: Measure | None, problems: list[Refusal]
    ) -> None:
        text = str(line.period)
        if measure is not None and span.every != measure.every:
            every = say(f"marketplace/usage.every_{measure.every}")
            problems.append(PeriodOfOtherLength(measure=measure.name, every=every, text=text))
        if span.from_on > self.today:
            problems.append(PeriodAhead(text=text))
        elif row is not None:
            ends = min(row.until_on, taipei_day(row.ended_at)) if row.ended_at else row.until_on
            if span.until_on < row.from_on or span.from_on > ends:
                begins = format_date(row.from_on)
                problems.append(PeriodOutside(text=text, begins=begins, ends=format_date(ends)))


def standing_of(read: Iterable[Read], lines: Iterable[UsageLine], supplier_ubn: str, source: str) -> Standing:
    """What was told before of what the lines speak of. Two queries."""
    keys = {each.key for each in read}
    rows = UsageValue.objects.filter(
        subscription_id__in={key[0] for key in keys}, from_on__in={key[2] for key in keys}
    ).values_list("subscription_id", "measure", "from_on", "value", "revision")
    standing = Standing({(one, what, on): (value, revision) for one, what, on, value, revision in rows})
    ids = {line.record_id for line in lines if line.record_id and not line.unseen}
    told = UsageRecord.objects.filter(supplier_ubn=supplier_ubn, source=source, record_id__in=ids)
    for row in told.order_by("position", "nth"):
        key = (row.subscription_id, row.measure, row.from_on)
        standing.told.setdefault(row.record_id, []).append((key, row.value))
    return standing


def taken_id(line: UsageLine, read: Read, standing: Standing, numbers: Mapping[UUID, str]) -> RecordIdTaken | None:
    """Whether the record's id was used for something else."""
    other = next((key for key, _ in standing.told.get(line.record_id, ()) if key != read.key), None)
    if other is None:
        return None
    subscription, measure, from_on = other
    known = {"subscription": numbers.get(subscription, ""), "measure": measure, "period": format_date(from_on)}
    return RecordIdTaken(record_id=line.record_id, was=say("marketplace/usage.was", **known))


def usage_clause() -> str | None:
    """The clause that asks for usage records: the one under which a programme sets when they look wrong."""
    clauses = (value.clause for each in programmes() for value in each.parameters if value.name in NAMES)
    return next((clause if isinstance(clause, str) else clause[0] for clause in clauses if clause), None)


def measures_of(listing_ids: Iterable[UUID]) -> dict[UUID, dict[str, Measure]]:
    """What each listing counts or once counted; a later version's words come before an earlier one's. One query."""
    found: dict[UUID, dict[str, Measure]] = {}
    rows = ListingVersion.objects.filter(listing_id__in=set(listing_ids)).order_by("listing_id", "version")
    for listing_id, named in rows.values_list("listing_id", "facts"):
        found.setdefault(listing_id, {}).update(measures_in(named))
    return found


def _subscriptions(lines: Sequence[UsageLine]) -> dict[str, Subscription]:
    """By id and by number. One query."""
    wanted = {_wanted(line) for line in lines if not line.unseen}
    ids = [UUID(each) for each in wanted if _is_id(each)]
    rows = Subscription.objects.filter(Q(id__in=ids) | Q(number__in=wanted))
    return {name: row for row in rows for name in (str(row.id), row.number)}


def _wanted(line: UsageLine) -> str:
    text = str(line.subscription).strip()
    return str(UUID(text)) if _is_id(text) else text.upper()


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _unseen(line: UsageLine) -> UnseenCharacters:
    found = (
        say("marketplace/usage.unseen", column=say(f"marketplace/usage.column_{name}"), code=f"{ord(letter):04X}")
        for name, letter in line.unseen
    )
    return UnseenCharacters(found=say("marketplace/usage.comma").join(found))


def _try(problems: list[Refusal], read: Any, raw: Any) -> Any:
    try:
        return read(raw)
    except Refusal as problem:
        problems.append(problem)
        return None
