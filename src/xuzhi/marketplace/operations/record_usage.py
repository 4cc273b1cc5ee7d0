"""A supplier tells how much its subscriptions were used."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from xuzhi.kernel.actor import Actor
from xuzhi.kernel.refusal import Refusal
from xuzhi.ledger.operations import lock_stream, record
from xuzhi.marketplace.events import UsageRecorded, usage_stream
from xuzhi.marketplace.taking import Read, Reader, Standing, standing_of, taken_id
from xuzhi.marketplace.usage.lines import UsageLine
from xuzhi.marketplace.usage.refusals import NoLines, TooManyLines

MOST_LINES = 10_000
KEPT, CORRECTED, SAME, REFUSED = "kept", "corrected", "same", "refused"


@dataclass(frozen=True)
class LineOutcome:
    """What came of a line: kept (it is new), corrected (it takes the place of an earlier value), same (what it says
    stands already) or refused, with everything that is wrong with it."""

    line: int
    state: str
    refusals: tuple[Refusal, ...] = ()
    subscription_id: UUID | None = None


@dataclass(frozen=True)
class UsageOutcome:
    """What came of each line, in the order in which they were sent."""

    lines: tuple[LineOutcome, ...]

    def of_state(self, state: str) -> tuple[LineOutcome, ...]:
        return tuple(each for each in self.lines if each.state == state)

    @property
    def refused(self) -> tuple[LineOutcome, ...]:
        return self.of_state(REFUSED)


def record_usage(lines: Sequence[UsageLine], *, source: str, actor: Actor, at: datetime) -> UsageOutcome:
    """Keep the good lines of the actor's firm in one transaction, and say of each what came of it.

    `source` is the way by which they came (`file`, `api`); a record's id is the supplier's own within it, and the same
    id with the same value is the same record, however late it comes again. Without an id, a value that stands already
    is the same. Another value for the same subscription, measure and period is a new fact, and counts from now on.
    Lines without a number are counted from 1. Raises NoLines, TooManyLines; what is wrong with a line stands with it.
    """
    if not lines:
        raise NoLines()
    if len(lines) > MOST_LINES:
        raise TooManyLines(count=len(lines), most=MOST_LINES)
    supplier = actor.firm or ""
    with transaction.atomic():
        lock_stream(usage_stream(supplier))
        reader = Reader(lines, supplier, at)
        read = [reader.read(line) for line in lines]
        good = [each for each, _ in read if each is not None]
        standing = standing_of(good, lines, supplier, source)
        numbers = {row.id: row.number for row in reader.subscriptions.values()}
        kept: dict[UUID, tuple[Read, list[dict[str, Any]]]] = {}
        outcomes = []
        for place, (line, (found, wrong)) in enumerate(zip(lines, read, strict=True), 1):
            number = line.line or place
            taken = taken_id(line, found, standing, numbers) if found and line.record_id else None
            if found is None or taken is not None:
                outcomes.append(LineOutcome(number, REFUSED, (reader.cited(taken),) if taken else wrong))
                continue
            state = _take(line, found, standing, kept)
            outcomes.append(LineOutcome(number, state, (), found.subscription.id))
        events = [_event(first, records, source) for first, records in kept.values()]
        if events:
            record(usage_stream(supplier), events, actor=actor, at=at)
    return UsageOutcome(tuple(outcomes))


def _take(line: UsageLine, read: Read, standing: Standing, kept: dict[UUID, tuple[Read, list[dict[str, Any]]]]) -> str:
    """Put the line down, unless it was told before. A new id is kept even where its value stands already: when it
    comes again after a correction, it is an old record and no new one."""
    before = standing.values.get(read.key)
    stands = before is not None and before[0] == read.value
    if (read.key, read.value) in standing.told.get(line.record_id, ()) or (stands and not line.record_id):
        return SAME
    revision = before[1] + 1 if before else 1
    standing.values[read.key] = (read.value, revision)
    if line.record_id:
        standing.told.setdefault(line.record_id, []).append((read.key, read.value))
    _, records = kept.setdefault(read.subscription.id, (read, []))
    records.append(
        {
            "measure": read.measure.code,
            "from_on": read.span.from_on.isoformat(),
            "until_on": read.span.until_on.isoformat(),
            "value": f"{read.value:f}",
            "record_id": line.record_id,
            "revision": revision,
        }
    )
    if stands:
        return SAME
    return CORRECTED if before else KEPT


def _event(first: Read, records: list[dict[str, Any]], source: str) -> UsageRecorded:
    row = first.subscription
    return UsageRecorded(str(row.id), str(row.listing_id), row.supplier_ubn, source, records)
