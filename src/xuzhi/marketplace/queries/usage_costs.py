"""What the recorded usage of a month would come to by the tiers that were agreed on. An estimate: the invoice is the
supplier's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from xuzhi.kernel.months import add_months
from xuzhi.marketplace.costing import Amount, taxed
from xuzhi.marketplace.models import UsageValue
from xuzhi.marketplace.queries.subscriptions import Subscribed, Term
from xuzhi.marketplace.terms import TIERS
from xuzhi.marketplace.tiers import Share, Tier, measures_charged, shares_of, tiers_in
from xuzhi.marketplace.usage.lines import Measure

SHOWN_MONTHS = 12


@dataclass(frozen=True)
class Charged:
    """One measure in a month: how much was recorded, and what it costs tier by tier."""

    measure: Measure
    used: Decimal
    shares: tuple[Share, ...]
    amount: Amount


@dataclass(frozen=True)
class MonthCost:
    """A month from its first day on. `complete` when it is over; `changed` when other tiers held in a part of it, which
    are then reckoned with apart."""

    month: date
    charged: tuple[Charged, ...]
    complete: bool
    changed: bool

    @property
    def amount(self) -> Amount:
        amounts = [each.amount for each in self.charged]
        with_tax, without = [each.with_tax for each in amounts], [each.without_tax for each in amounts]
        return Amount(
            sum(each.printed for each in amounts),
            None if None in with_tax else sum(each or 0 for each in with_tax),
            None if None in without else sum(each or 0 for each in without),
        )


def usage_costs(found: Subscribed, *, on: date) -> tuple[MonthCost, ...]:
    """The months with usage on record for which the contract charges, the latest first; what falls into a free trial is
    left out. One query, none where no term has tiers."""
    if not any(term.contract.get(TIERS) for term in found.terms):
        return ()
    since = add_months(on.replace(day=1), 1 - SHOWN_MONTHS)
    rows = UsageValue.objects.filter(subscription_id=found.id, from_on__gte=since).order_by("from_on")
    months: dict[date, dict[int, dict[str, Decimal]]] = {}
    for row in rows.values_list("measure", "from_on", "until_on", "value"):
        measure, from_on, until_on, value = row
        place = _place(found, from_on)
        if not _free(found.terms[place], until_on):
            used = months.setdefault(from_on.replace(day=1), {}).setdefault(place, {})
            used[measure] = used.get(measure, Decimal(0)) + value
    costs = (_month(found.terms, month, used, on) for month, used in months.items())
    return tuple(sorted((each for each in costs if each.charged), key=lambda each: each.month, reverse=True))


def _month(terms: Sequence[Term], month: date, used: Mapping[int, Mapping[str, Decimal]], on: date) -> MonthCost:
    charged = [each for place, sums in used.items() for each in _charged(terms[place], sums)]
    return MonthCost(month, tuple(charged), add_months(month, 1) <= on, len(used) > 1)


def _charged(term: Term, used: Mapping[str, Decimal]) -> Iterable[Charged]:
    tiers, included, rate = tiers_in(term.contract), _included(term), _rate(term)
    for measure in measures_charged(tiers):
        if measure.code in used:
            shares = shares_of(tiers, measure.code, used[measure.code])
            amount = taxed(sum(each.price_twd for each in shares), included, rate)
            yield Charged(measure, used[measure.code], shares, amount)


def _place(found: Subscribed, day: date) -> int:
    """Which of the terms held on the day; of those with the same tiers, the first: they go on as one."""
    place = found.terms.index(found.on(day))
    while place and _same(found.terms[place - 1], found.terms[place]):
        place -= 1
    return place


def _same(one: Term, other: Term) -> bool:
    held = [(_tiers(each), _included(each), _rate(each)) for each in (one, other)]
    return held[0] == held[1]


def _tiers(term: Term) -> tuple[Tier, ...]:
    return tiers_in(term.contract)


def _included(term: Term) -> bool | None:
    included = next((row.get("tax_included") for row in term.contract.get(TIERS) or ()), None)
    return included if isinstance(included, bool) else None


def _rate(term: Term) -> Decimal | None:
    percent = term.contract.get("tax_percent")
    return None if percent is None else Decimal(str(percent))


def _free(term: Term, until_on: date) -> bool:
    return term.trial_until_on is not None and until_on <= term.trial_until_on
