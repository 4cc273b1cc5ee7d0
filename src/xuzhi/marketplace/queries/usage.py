"""How much subscriptions are used, and what of it looks wrong: for the buyer, the supplier and the office."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Max

from xuzhi.casework.queries.editions import edition
from xuzhi.kernel.roc import format_date, taipei_day
from xuzhi.kernel.texts import say
from xuzhi.marketplace.models import Listing, Subscription, UsageFlag, UsageRecord, UsageValue
from xuzhi.marketplace.queries.subscriptions import Subscribed, subscription, subscriptions_to
from xuzhi.marketplace.taking import measures_of, usage_clause
from xuzhi.marketplace.usage.flagging import KINDS, MISSING, Limits, Point, Series
from xuzhi.marketplace.usage.lines import MONTH, Measure, plain

SHOWN_DAYS = 400


@dataclass(frozen=True)
class FlagLine:
    """Something that looks wrong, in words; `found_on` is the day on which it was first seen."""

    kind: str
    label: str
    why: str
    subscription_id: UUID
    number: str
    measure: str
    measure_name: str
    from_on: date
    until_on: date
    found_on: date


@dataclass(frozen=True)
class Use:
    """A measure and its series, of one subscription or of each of a solution, with what looks wrong in them."""

    measure: Measure
    series: tuple[Series, ...]
    flags: tuple[FlagLine, ...]

    @property
    def total(self) -> tuple[Point, ...]:
        """The sum over the subscriptions, period by period."""
        sums: dict[tuple[date, date], Decimal] = {}
        for each in self.series:
            for point in each.points:
                key = (point.from_on, point.until_on)
                sums[key] = sums.get(key, Decimal(0)) + point.value
        return tuple(Point(*key, value) for key, value in sorted(sums.items()))


@dataclass(frozen=True)
class ListingUse:
    """The usage of a solution: what it counts, who subscribes, and what looks wrong."""

    listing_id: UUID
    name: str
    firm_ubn: str
    firm_name: str
    programme: str
    uses: tuple[Use, ...]
    subscriptions: tuple[Subscribed, ...]
    flags: tuple[FlagLine, ...]
    clause: str | None

    @property
    def numbers(self) -> Mapping[str, str]:
        return {str(each.id): each.number for each in self.subscriptions}


@dataclass(frozen=True)
class FlaggedListing:
    """A solution of whose usage something looks wrong, in short."""

    listing_id: UUID
    name: str
    firm_name: str
    count: int
    kinds: tuple[str, ...]
    found_on: date


@dataclass(frozen=True)
class Told:
    """One record as it was told; `counts` when no later one took its place."""

    measure: str
    from_on: date
    until_on: date
    value: Decimal
    record_id: str
    source: str
    told_by: str
    told_at: Any
    counts: bool


def usage_of(subscription_id: UUID | str, *, on: date) -> tuple[Use, ...]:
    """The usage of one subscription, a measure each, without what looks wrong: that is the office's to judge. A
    constant number of queries."""
    found = subscription(subscription_id)
    if found is None or not found.has_run:
        return ()
    series = series_of([found], on=on)
    return tuple(Use(each.measure, (each,), ()) for each in series if each.points)


def listing_use(listing_id: UUID | str, *, on: date, flagged: bool = False) -> ListingUse | None:
    """The usage of a solution, listed or not; with `flagged`, what looked wrong when it was last looked for. A constant
    number of queries."""
    row = Listing.objects.filter(id=listing_id).first()
    if row is None:
        return None
    run = tuple(each for each in subscriptions_to(row.id) if each.has_run)
    series = series_of(run, on=on)
    flags = _lines(UsageFlag.objects.filter(listing_id=row.id), series) if flagged else ()
    measures = {each.measure.code: each.measure for each in series}
    doubted = {(str(flag.subscription_id), flag.measure) for flag in flags}
    uses = tuple(
        Use(
            measure,
            tuple(
                each
                for each in series
                if each.measure.code == code and (each.points or (each.subscription, code) in doubted)
            ),
            tuple(flag for flag in flags if flag.measure == code),
        )
        for code, measure in measures.items()
    )
    return ListingUse(row.id, row.name, row.firm_ubn, row.firm_name, row.programme, uses, run, flags, usage_clause())


def series_of(subscriptions: Iterable[Subscribed], *, on: date) -> list[Series]:
    """A series for each subscription and each measure of its listing, by subscription number. Two queries."""
    run = sorted(subscriptions, key=lambda each: each.number)
    measures = measures_of({each.listing_id for each in run})
    points: dict[tuple[UUID, str], list[Point]] = {}
    rows = UsageValue.objects.filter(
        subscription_id__in=[each.id for each in run], from_on__gte=on - timedelta(days=SHOWN_DAYS)
    )
    for row in rows.order_by("from_on"):
        point = Point(row.from_on, row.until_on, plain(row.value))
        points.setdefault((row.subscription_id, row.measure), []).append(point)
    return [
        Series(
            str(each.id), measure, tuple(points.get((each.id, code), ())),
            max(each.from_on, on - timedelta(days=SHOWN_DAYS)), last_day(each, on),
            tuple((term.from_on, term.seats) for term in each.terms),
        )
        for each in run
        for code, measure in measures.get(each.listing_id, {}).items()
    ]  # fmt: skip


def last_day(each: Subscribed, on: date) -> date:
    """The last day on which it was in use, today at the latest."""
    ended = taipei_day(each.ended_at) if each.ended_at else each.until_on
    return min(each.until_on, ended, on)


def records_of(subscription_id: UUID | str) -> tuple[Told, ...]:
    """Everything that was ever told of a subscription, the latest first. One query."""
    rows = list(UsageRecord.objects.filter(subscription_id=subscription_id).order_by("-position", "-nth"))
    latest: dict[tuple[str, date], int] = {}
    for row in rows:
        key = (row.measure, row.from_on)
        latest[key] = max(latest.get(key, 0), row.revision)
    return tuple(
        Told(row.measure, row.from_on, row.until_on, plain(row.value), row.record_id, row.source, row.told_by,
             row.told_at, row.revision == latest[row.measure, row.from_on])
        for row in rows
    )  # fmt: skip


def flagged_listings() -> tuple[FlaggedListing, ...]:
    """The solutions of whose usage something looks wrong, most of it first. Two queries."""
    found: dict[UUID, list[UsageFlag]] = {}
    for row in UsageFlag.objects.order_by("listing_id", "nth"):
        found.setdefault(row.listing_id, []).append(row)
    names = {row.id: row for row in Listing.objects.filter(id__in=found).only("id", "name", "firm_name")}
    lines = [
        FlaggedListing(
            listing_id, names[listing_id].name, names[listing_id].firm_name, len(flags),
            tuple(kind_label(kind) for kind in KINDS if any(flag.kind == kind for flag in flags)),
            max(flag.found_on for flag in flags),
        )
        for listing_id, flags in found.items() if listing_id in names
    ]  # fmt: skip
    return tuple(sorted(lines, key=lambda line: (-line.count, line.name)))


def used_listings() -> tuple[tuple[UUID, str, str], ...]:
    """Every solution with usage on record: id, name, supplier. One query."""
    used = UsageValue.objects.values_list("listing_id", flat=True).distinct()
    return tuple(Listing.objects.filter(id__in=used).order_by("name", "id").values_list("id", "name", "firm_name"))


def listings_in_use() -> tuple[UUID, ...]:
    """Every solution that somebody subscribes to or once did. One query."""
    begun = Subscription.objects.exclude(begun_at=None).order_by("listing_id")
    return tuple(begun.values_list("listing_id", flat=True).distinct())


def last_reported(supplier_ubn: str) -> dict[UUID, datetime]:
    """When records of each solution of a supplier last came in. One query."""
    own = Subscription.objects.filter(supplier_ubn=supplier_ubn).values("listing_id")
    rows = UsageValue.objects.filter(listing_id__in=own).values_list("listing_id")
    return dict(rows.annotate(last=Max("reported_at")).values_list("listing_id", "last"))


def offered_measures(firm_ubn: str) -> tuple[tuple[UUID, str, tuple[Measure, ...]], ...]:
    """What is counted in each solution of a supplier that is or was listed: id, name, measures. Two queries."""
    named = dict(Listing.objects.filter(firm_ubn=firm_ubn).order_by("name", "id").values_list("id", "name"))
    measures = measures_of(named)
    return tuple((each, name, tuple(measures.get(each, {}).values())) for each, name in named.items())


def unset_limits(programme: str, *, on: date) -> tuple[str, ...]:
    """The labels of the thresholds that the office has not set."""
    rules = edition(programme, on)
    known = {each.name: each.label for each in rules.programme.parameters}
    return tuple(known[name] for name in Limits.of(rules.values).unset if name in known)


def kind_label(kind: str) -> str:
    return say(f"marketplace/usage.kind_{kind}")


def unit_of(measure: Measure) -> str:
    return say(f"marketplace/usage.unit_{measure.counts}") if measure.counts else ""


def why(kind: str, measure: Measure, from_on: date, until_on: date, values: Mapping[str, Any]) -> str:
    """Why something is pointed out, in a sentence."""
    name = f"why_{kind}" + ("_month" if kind == MISSING and measure.every == MONTH else "")
    said = {"begins": format_date(from_on), "ends": format_date(until_on), "unit": unit_of(measure)}
    shown = {key: number(value) if key in ("value", "median", "most") else value for key, value in values.items()}
    return say(f"marketplace/usage.{name}", **said, **shown)


def number(value: Any) -> str:
    return f"{plain(Decimal(str(value))):,f}"


def _lines(rows: Any, series: Iterable[Series]) -> tuple[FlagLine, ...]:
    measures = {each.measure.code: each.measure for each in series}
    lines = []
    for row in rows.order_by("nth"):
        measure = measures.get(row.measure) or Measure(row.measure, row.measure, "", "")
        lines.append(
            FlagLine(
                row.kind,
                kind_label(row.kind),
                why(row.kind, measure, row.from_on, row.until_on, row.values),
                row.subscription_id,
                row.number,
                row.measure,
                measure.name,
                row.from_on,
                row.until_on,
                row.found_on,
            )
        )
    return tuple(lines)
