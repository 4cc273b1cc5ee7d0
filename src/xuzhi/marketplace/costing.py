"""What a plan costs over a time, for a number of seats: whole dollars, with and without tax, part by part. Pure.

A period that has begun is paid for, the shortest term is paid for even by who stays for less, and tax is rounded half
up for each charge by itself, as on an invoice; so the parts add up to the total, on both sides of the tax. What usage
costs is a charge a month; where a plan charges for it and nobody says how much is used, there is no sum.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

from xuzhi.marketplace.tiers import Tier, charge, measures_charged

MONTHS = {"monthly": 1, "quarterly": 3, "half_yearly": 6, "yearly": 12}
ONE_OFF = "one_off"
SUBSCRIPTION, EXTRA_SEATS, ONBOARDING, EXIT = "subscription", "extra_seats", "onboarding", "exit"
USAGE = "usage"
PARTS = (ONBOARDING, SUBSCRIPTION, EXTRA_SEATS, USAGE, EXIT)
# Why there is no sum.
NO_PRICE, BY_USAGE, TOO_MANY_SEATS, NO_SEAT_PRICE = "no_price", "by_usage", "too_many_seats", "no_seat_price"
USAGE_OPEN = "usage_open"


@dataclass(frozen=True)
class Amount:
    """Whole dollars as the plan prints them, with tax and without; None where the plan or the law leaves that open."""

    printed: int
    with_tax: int | None
    without_tax: int | None

    def times(self, count: int) -> Amount:
        return Amount(
            self.printed * count,
            None if self.with_tax is None else self.with_tax * count,
            None if self.without_tax is None else self.without_tax * count,
        )

    @property
    def tax(self) -> int | None:
        return None if self.with_tax is None or self.without_tax is None else self.with_tax - self.without_tax


@dataclass(frozen=True)
class Part:
    """One sort of charge: so much, so many times."""

    name: str
    each: Amount
    times: int

    @property
    def total(self) -> Amount:
        return self.each.times(self.times)


@dataclass(frozen=True)
class Terms:
    """A plan's price as terms that can be counted with. Seats that it does not bound are None."""

    name: str
    billing: str
    price_twd: int | None
    tax_included: bool | None = None
    term_months: int = 1
    per_seat: bool = False
    seats: int | None = None
    most_seats: int | None = None
    extra_seat_twd: int | None = None
    setup_twd: int | None = None
    exit_twd: int | None = None
    trial_days: int = 0
    tiers: tuple[Tier, ...] = ()


@dataclass(frozen=True)
class Cost:
    """What one plan costs. `why` says why there is no sum; then there are no parts. `paid_months` are those that are
    paid for: never fewer than the shortest term or than full periods."""

    terms: Terms
    seats: int
    months: int
    paid_months: int = 0
    parts: tuple[Part, ...] = ()
    why: str = ""

    @property
    def known(self) -> bool:
        return not self.why

    @property
    def total(self) -> Amount:
        return _sum(part.total for part in self.parts)

    def part(self, name: str) -> Amount:
        """The part's total; nothing where there is no such charge."""
        return _sum(part.total for part in self.parts if part.name == name)

    def paid_by(self, month: int) -> Amount:
        """What has been paid when so many months are over; all of it in the last one."""
        if month >= self.months:
            return self.total
        period = MONTHS.get(self.terms.billing)
        begun = 1 if period is None else -(-month // period)
        times = {ONBOARDING: 1, USAGE: month}
        return _sum(
            part.each.times(min(times.get(part.name, begun), part.times)) for part in self.parts if part.name != EXIT
        )


@dataclass(frozen=True)
class Cheapest:
    """The plan that costs least, the one after it, how much lies between them, and the part that decides it.

    `next` is None where there is no other sum; then nothing is saved."""

    cost: Cost
    next: Cost | None
    saves: int
    because: str


def terms_of(plan: Mapping[str, Any], tiers: tuple[Tier, ...] = ()) -> Terms:
    """The terms of a plan as it stands among the public facts, with what its usage costs."""
    return Terms(
        name=str(plan.get("name") or ""),
        billing=str(plan.get("billing") or ""),
        price_twd=_whole(plan.get("price_twd")),
        tax_included=plan.get("tax_included") if isinstance(plan.get("tax_included"), bool) else None,
        term_months=max(1, _whole(plan.get("term_months")) or 1),
        per_seat=plan.get("per") == "seat",
        seats=_whole(plan.get("seats")),
        most_seats=_whole(plan.get("most_seats")),
        extra_seat_twd=_whole(plan.get("extra_seat_twd")),
        setup_twd=_whole(plan.get("setup_twd")),
        exit_twd=_whole(plan.get("exit_twd")),
        trial_days=_whole(plan.get("trial_days")) or 0,
        tiers=tiers,
    )


def cost_of(
    terms: Terms,
    *,
    seats: int,
    months: int,
    tax_percent: Decimal | None,
    usage: Mapping[str, Decimal] | None = None,
) -> Cost:
    """What the plan costs `seats` people over `months`. `tax_percent` is the rate of the day; None: not known. `usage`
    is how much is used a month, by the code of what is counted."""
    used = usage or {}
    if why := _open(terms, seats, used):
        return Cost(terms, seats, months, why=why)
    period = MONTHS.get(terms.billing)
    periods = 1 if period is None else -(-max(months, terms.term_months) // period)

    def part(name: str, printed: int | None, times: int) -> Part | None:
        return Part(name, taxed(printed, terms.tax_included, tax_percent), times) if printed else None

    price, extra = terms.price_twd or 0, max(0, seats - (terms.seats or seats))
    if terms.per_seat:
        price, extra = price * max(seats, terms.seats or 0), 0
    parts = (
        part(ONBOARDING, terms.setup_twd, 1),
        Part(SUBSCRIPTION, taxed(price, terms.tax_included, tax_percent), periods),
        part(EXTRA_SEATS, extra * (terms.extra_seat_twd or 0), periods),
        Part(USAGE, _month_of(terms, used, tax_percent), months) if terms.tiers else None,
        part(EXIT, terms.exit_twd, 1),
    )
    paid = months if period is None else periods * period
    return Cost(terms, seats, months, paid, tuple(each for each in parts if each is not None))


def cheapest(costs: Sequence[Cost]) -> Cheapest | None:
    """The least of those that have a sum; the first of equals. None where there is none, or where the sums cannot be
    compared because it is not known of all whether tax is in them."""
    known = [cost for cost in costs if cost.known]
    ranked = sorted(known, key=lambda cost: cost.total.with_tax or 0)
    if any(cost.total.with_tax is None for cost in known):
        if len({cost.terms.tax_included for cost in known}) > 1:
            return None
        ranked = sorted(known, key=lambda cost: cost.total.printed)
    if not ranked:
        return None
    if len(ranked) == 1:
        return Cheapest(ranked[0], None, 0, "")
    best, second = ranked[:2]
    apart = {name: _compared(second.part(name)) - _compared(best.part(name)) for name in PARTS}
    saves = _compared(second.total) - _compared(best.total)
    because = max(apart, key=lambda name: apart[name]) if saves else ""
    return Cheapest(best, second, saves, because)


def taxed(printed: int, included: bool | None, percent: Decimal | None) -> Amount:
    """A price as printed, on both sides of the tax, rounded half up to whole dollars."""
    if included is None:
        return Amount(printed, None, None)
    if percent is None:
        return Amount(printed, printed if included else None, None if included else printed)
    rate = Fraction(percent) / 100
    if included:
        return Amount(printed, printed, _half_up(printed / (1 + rate)))
    return Amount(printed, printed + _half_up(printed * rate), printed)


def _open(terms: Terms, seats: int, used: Mapping[str, Decimal]) -> str:
    """Why the plan has no sum for so many seats and so much usage, or ""."""
    if terms.price_twd is None:
        return NO_PRICE
    if terms.billing not in MONTHS and terms.billing != ONE_OFF:
        return BY_USAGE
    if terms.most_seats is not None and seats > terms.most_seats:
        return TOO_MANY_SEATS
    beyond = terms.seats is not None and seats > terms.seats and not terms.per_seat
    if beyond and terms.extra_seat_twd is None:
        return NO_SEAT_PRICE
    return USAGE_OPEN if any(each.code not in used for each in measures_charged(terms.tiers)) else ""


def _month_of(terms: Terms, used: Mapping[str, Decimal], percent: Decimal | None) -> Amount:
    """A month's usage, a charge for each measure."""
    printed = (charge(terms.tiers, each.code, used[each.code]) for each in measures_charged(terms.tiers))
    return _sum(taxed(each, terms.tax_included, percent) for each in printed)


def _compared(amount: Amount) -> int:
    return amount.printed if amount.with_tax is None else amount.with_tax


def _sum(amounts: Iterable[Amount]) -> Amount:
    """The sum; a side is known where it is known of every amount."""
    found = list(amounts)
    with_tax, without = [each.with_tax for each in found], [each.without_tax for each in found]
    return Amount(
        sum(each.printed for each in found),
        None if None in with_tax else sum(each or 0 for each in with_tax),
        None if None in without else sum(each or 0 for each in without),
    )


def _half_up(value: Fraction) -> int:
    return int((value + Fraction(1, 2)) // 1)


def _whole(value: Any) -> int | None:
    """A whole number out of JSON, rounded up; None where there is none."""
    if value is None or isinstance(value, bool):
        return None
    try:
        return int(Decimal(str(value)).to_integral_value(ROUND_CEILING))
    except (InvalidOperation, ValueError, OverflowError):
        return None
