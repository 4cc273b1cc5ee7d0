"""The usage of a solution is looked at for what may be wrong with it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction

from xuzhi.casework.queries.editions import calendar, edition
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.calendar import YearNotLoaded
from xuzhi.kernel.roc import taipei_day
from xuzhi.ledger.operations import lock_stream, record
from xuzhi.marketplace.events import UsageFlagged, usage_flag_stream
from xuzhi.marketplace.models import Listing, UsageFlag
from xuzhi.marketplace.queries.subscriptions import subscriptions_to
from xuzhi.marketplace.queries.usage import series_of
from xuzhi.marketplace.usage.flagging import Flag, Limits, flags_in


def look_at_usage(listing_id: UUID | str, *, actor: Actor, at: datetime) -> int:
    """Look for what is missing, flat, copied, jumping or impossible by the office's thresholds of today, and keep it
    when it is another than before; gives how much there is. A solution that is not there has nothing."""
    on = taipei_day(at)
    with transaction.atomic():
        lock_stream(usage_flag_stream(listing_id))
        listing = Listing.objects.filter(id=listing_id).first()
        if listing is None:
            return 0
        run = [each for each in subscriptions_to(listing.id) if each.has_run]
        limits = Limits.of(edition(listing.programme, on).values)
        found = flags_in(series_of(run, on=on), limits, on=on, is_rest=_is_rest())
        before = list(UsageFlag.objects.filter(listing_id=listing.id).order_by("nth"))
        numbers = {str(each.id): each.number for each in run}
        seen = {_identity(row): row.found_on for row in before}
        flags = [_flag(flag, numbers, seen, on) for flag in found]
        if flags != [_as_before(row) for row in before]:
            event = UsageFlagged(str(listing.id), on.isoformat(), flags)
            record(usage_flag_stream(listing.id), [event], actor=actor, at=at)
    return len(found)


def _flag(flag: Flag, numbers: dict[str, str], seen: dict[Any, date], on: date) -> dict[str, Any]:
    values = {name: _text(value) for name, value in flag.values.items()}
    if "other" in values:
        values["other_number"] = numbers.get(values["other"], "")
    first = seen.get((flag.kind, flag.subscription, flag.measure, flag.from_on.isoformat(), values.get("other")), on)
    return {
        "kind": flag.kind,
        "subscription_id": flag.subscription,
        "number": numbers[flag.subscription],
        "measure": flag.measure,
        "from_on": flag.from_on.isoformat(),
        "until_on": flag.until_on.isoformat(),
        "values": values,
        "found_on": first.isoformat(),
    }


def _as_before(row: UsageFlag) -> dict[str, Any]:
    return {
        "kind": row.kind,
        "subscription_id": str(row.subscription_id),
        "number": row.number,
        "measure": row.measure,
        "from_on": row.from_on.isoformat(),
        "until_on": row.until_on.isoformat(),
        "values": row.values,
        "found_on": row.found_on.isoformat(),
    }


def _identity(row: UsageFlag) -> tuple[Any, ...]:
    return row.kind, str(row.subscription_id), row.measure, row.from_on.isoformat(), row.values.get("other")


def _text(value: Any) -> Any:
    return f"{value.normalize():f}" if isinstance(value, Decimal) else value


def _is_rest() -> Callable[[date], bool]:
    """Whether offices rest that day; in a year without a calendar, weekends do."""
    days = calendar()

    def is_rest(day: date) -> bool:
        try:
            return not days.is_working_day(day)
        except YearNotLoaded:
            return day.weekday() >= 5

    return is_rest
