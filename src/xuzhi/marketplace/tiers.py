"""What usage costs: tiers, each for what lies between its start and the next one's, in whole dollars a month. Pure.

The tiers are graduated, so nothing that is used costs another price because more is used. Each tier is rounded by
itself, as the plan says; so what is paid up to a border and what is paid beyond it add up to what is paid for both.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

from xuzhi.kernel.money import format_twd
from xuzhi.kernel.texts import say
from xuzhi.marketplace.usage.lines import Measure, measure_named, measures_in

TIERS = "solution.usage_tiers"
"""The fact of a listing that says what usage costs, plan by plan."""
PRO_RATA, STARTED, WHOLE = "pro_rata", "started", "whole"
REMAINDERS = (PRO_RATA, STARTED, WHOLE)


@dataclass(frozen=True)
class Tier:
    """From `above` a month on, `price_twd` for each `per`. `remainder` says what of less than `per` is paid for: its
    share, all of it as one more, or nothing. `counts` is the unit of what is measured."""

    measure: str
    name: str
    counts: str
    above: Decimal
    per: Decimal
    price_twd: int
    remainder: str = PRO_RATA

    def price_of(self, quantity: Decimal) -> int:
        """What so many cost in this tier; whole dollars."""
        parts = Fraction(quantity) / Fraction(self.per)
        if self.remainder == PRO_RATA:
            return int((self.price_twd * parts + Fraction(1, 2)) // 1)
        whole = int(parts // 1)
        return self.price_twd * (whole + (self.remainder == STARTED and parts > whole))


@dataclass(frozen=True)
class Share:
    """What of the usage falls into one tier, and what it costs there. `until` is where the next tier starts."""

    tier: Tier
    until: Decimal | None
    quantity: Decimal
    price_twd: int


def tiers_of(facts: Mapping[str, Any], plan: str) -> tuple[Tier, ...]:
    """The tiers of one plan among the public facts of a version, by measure and start."""
    rows = facts.get(TIERS)
    measures = measures_in(facts)
    own = [row for row in rows if isinstance(row, dict) and row.get("plan") == plan] if isinstance(rows, list) else []
    return _ordered(tier for row in own if (tier := _tier(row, _named(measures, str(row.get("measure") or "")))))


def tiers_in(contract: Mapping[str, Any]) -> tuple[Tier, ...]:
    """Those that a contract keeps."""
    rows = contract.get("tiers")
    kept = [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    return _ordered(
        tier
        for row in kept
        if (tier := _tier(row, Measure(str(row["measure"]), str(row["name"]), str(row.get("counts") or ""), "")))
    )


def as_kept(tiers: Iterable[Tier], tax_included: bool | None) -> list[dict[str, Any]]:
    """As a contract keeps them, JSON-safe: all that is needed to reckon with them later."""
    return [
        {
            "measure": each.measure,
            "name": each.name,
            "counts": each.counts,
            "above": f"{each.above:f}",
            "per": f"{each.per:f}",
            "price_twd": each.price_twd,
            "remainder": each.remainder,
            "tax_included": tax_included,
        }
        for each in tiers
    ]


def measures_charged(tiers: Iterable[Tier]) -> tuple[Measure, ...]:
    """What is charged for, once each."""
    return tuple({each.measure: Measure(each.measure, each.name, each.counts, "") for each in tiers}.values())


def shares_of(tiers: Sequence[Tier], measure: str, used: Decimal) -> tuple[Share, ...]:
    """What a month's usage of one measure costs, tier by tier; those that it does not reach are left out."""
    own = [each for each in tiers if each.measure == measure]
    shares = []
    for place, tier in enumerate(own):
        until = own[place + 1].above if place + 1 < len(own) else None
        quantity = (used if until is None else min(used, until)) - tier.above
        if quantity > 0:
            shares.append(Share(tier, until, quantity, tier.price_of(quantity)))
    return tuple(shares)


def charge(tiers: Sequence[Tier], measure: str, used: Decimal) -> int:
    """What a month's usage of one measure costs, as the plan prints its prices."""
    return sum(share.price_twd for share in shares_of(tiers, measure, used))


def tiers_said(tiers: Sequence[Tier]) -> tuple[str, ...]:
    """The tiers in words, a sentence for each measure."""
    return tuple(_said([each for each in tiers if each.measure == one.code], one) for one in measures_charged(tiers))


def least_said(tiers: Iterable[Tier]) -> str:
    """The lowest price that is asked for a unit, in words; empty where nothing costs anything."""
    priced = [each for each in tiers if each.price_twd]
    least = min(priced, key=lambda each: Fraction(each.price_twd) / Fraction(each.per), default=None)
    if least is None:
        return ""
    unit, price = _unit(least.counts), format_twd(least.price_twd)
    said = (
        say("marketplace.tier_each", unit=unit, price=price)
        if least.per == 1
        else say("marketplace.tier_per", n=_number(least.per), unit=unit, price=price)
    )
    return say("marketplace.tier_from", name=least.name, price=said)


def _said(own: Sequence[Tier], measure: Measure) -> str:
    unit = _unit(measure.counts)
    parts = []
    if own[0].above > 0:
        parts.append(say("marketplace.tier_free", n=_number(own[0].above), unit=unit))
    for place, tier in enumerate(own):
        until = own[place + 1].above if place + 1 < len(own) else None
        parts.append(_span(tier, until, unit) + _price(tier, unit))
    joined = say("marketplace.tier_joint").join(parts)
    return say("marketplace.tier_said", name=measure.name, tiers=joined)


def _span(tier: Tier, until: Decimal | None, unit: str) -> str:
    low, high = _number(tier.above), _number(until) if until is not None else ""
    if until is None:
        return say("marketplace.tier_beyond", low=low, unit=unit) if tier.above else ""
    return say("marketplace.tier_between" if tier.above else "marketplace.tier_first", low=low, high=high, unit=unit)


def _price(tier: Tier, unit: str) -> str:
    price = format_twd(tier.price_twd)
    if tier.per == 1:
        return say("marketplace.tier_each", unit=unit, price=price)
    said = say("marketplace.tier_per", n=_number(tier.per), unit=unit, price=price)
    return said + say(f"marketplace.tier_{tier.remainder}", n=_number(tier.per), unit=unit)


def _unit(counts: str) -> str:
    return say(f"marketplace/usage.unit_{counts}") if counts else ""


def _number(value: Decimal) -> str:
    return f"{value:,f}"


def _named(measures: Mapping[str, Measure], text: str) -> Measure:
    """What the tier names, by code or name; as it is written where nothing of the kind is counted."""
    return measure_named(measures.values(), text) or Measure(text, text, "", "")


def _tier(row: Mapping[str, Any], measure: Measure) -> Tier | None:
    """The tier of a row that is complete; None else."""
    above, per, price = (_figure(row.get(name)) for name in ("above", "per", "price_twd"))
    remainder = row.get("remainder")
    if above is None or per is None or per <= 0 or price is None or remainder not in REMAINDERS or not measure.code:
        return None
    return Tier(measure.code, measure.name, measure.counts, above, per, int(price), str(remainder))


def _ordered(tiers: Iterable[Tier]) -> tuple[Tier, ...]:
    found = list(tiers)
    places = {code: place for place, code in enumerate(dict.fromkeys(each.measure for each in found))}
    return tuple(sorted(found, key=lambda each: (places[each.measure], each.above)))


def _figure(value: Any) -> Decimal | None:
    if value is None or isinstance(value, bool):
        return None
    try:
        figure = Decimal(str(value))
    except InvalidOperation:
        return None
    return figure if figure.is_finite() and figure >= 0 else None
