"""What a subscription is agreed on: plan, seats, amounts with and without tax, and its days. Pure.

The names are those that a rulebook's order asks the platform for (`contract.plan`, …). They are written down once, when
the order is placed, out of the version of the listing that was approved that day, and never read from there again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from xuzhi.kernel.months import add_months
from xuzhi.marketplace.costing import EXIT, EXTRA_SEATS, MONTHS, ONBOARDING, SUBSCRIPTION, Cost, cost_of, terms_of
from xuzhi.marketplace.tiers import as_kept, tiers_of

CONTRACT = "contract."
PAYMENT = "contract.payment"
TIERS = "tiers"
"""The part of a contract that keeps what usage costs."""
TOPIC = "complaint.topic"
REFUNDS = "solution.refunds"
PAYMENTS = ("none", "invoiced", "paid", "refunded", "disputed")


@dataclass(frozen=True)
class Wish:
    """What a buyer asks for: one of the plans, for so many people and months, from a day on, with its trial or not."""

    plan: str
    seats: int
    months: int
    starts_on: date
    trial: bool = False


def plan_named(facts: Mapping[str, Any], name: str) -> Mapping[str, Any] | None:
    """The plan of that name among the public facts of a version."""
    rows = facts.get("solution.plans")
    plans = [each for each in rows if isinstance(each, dict)] if isinstance(rows, list) else []
    return next((each for each in plans if each.get("name") == name), None)


def sold_by_subscription(plan: Mapping[str, Any]) -> bool:
    """Whether it can be ordered here: paid by the month or a longer period."""
    return plan.get("billing") in MONTHS and isinstance(plan.get("price_twd"), int)


def cost_of_wish(plan: Mapping[str, Any], wish: Wish, tax_percent: Decimal | None) -> Cost:
    """Of what is certain: usage is charged for beside it, as it comes."""
    return cost_of(terms_of(plan), seats=wish.seats, months=wish.months, tax_percent=tax_percent)


def agreed(
    facts: Mapping[str, Any], plan: Mapping[str, Any], wish: Wish, *, version: int, tax_percent: Decimal | None
) -> dict[str, Any]:
    """The contract by name without `contract.`, JSON-safe. What is not known is left out; amounts are for all seats."""
    cost, terms = cost_of_wish(plan, wish, tax_percent), terms_of(plan)
    trial_days = terms.trial_days if wish.trial else 0
    period = {name: cost.part(name) for name in (SUBSCRIPTION, EXTRA_SEATS)}
    times = next((part.times for part in cost.parts if part.name == SUBSCRIPTION), 1)
    with_tax = [each.with_tax for each in period.values()]
    without = [each.without_tax for each in period.values()]
    found: dict[str, Any] = {
        "version": version,
        "plan": terms.name,
        "billing": terms.billing,
        "period_months": MONTHS.get(terms.billing),
        "least_months": terms.term_months,
        "paid_months": cost.paid_months or None,
        "seats": wish.seats,
        "trial_days": trial_days,
        "tax_percent": int(tax_percent) if tax_percent is not None and tax_percent == int(tax_percent) else None,
        "net_twd": None if None in without else sum(each or 0 for each in without) // times,
        "gross_twd": None if None in with_tax else sum(each or 0 for each in with_tax) // times,
        "setup_twd": cost.part(ONBOARDING).with_tax,
        "exit_twd": cost.part(EXIT).with_tax,
        "total_net_twd": _without_exit(cost, "without_tax"),
        "total_gross_twd": _without_exit(cost, "with_tax"),
        "cancelling": str(facts.get(REFUNDS) or ""),
        TIERS: as_kept(tiers_of(facts, terms.name), terms.tax_included) or None,
        **days_of(wish.starts_on, wish.months, trial_days),
    }
    if found["net_twd"] is not None and found["gross_twd"] is not None:
        found["tax_twd"] = found["gross_twd"] - found["net_twd"]
    return {name: value for name, value in found.items() if value is not None and value != ""}


def days_of(starts_on: date, months: int, trial_days: int) -> dict[str, Any]:
    """The days of a term: the trial first, then so many whole months, the last day included."""
    paid_from_on = starts_on + timedelta(days=trial_days)
    days: dict[str, Any] = {
        "term_months": months,
        "from_on": starts_on.isoformat(),
        "paid_from_on": paid_from_on.isoformat(),
        "until_on": (add_months(paid_from_on, months) - timedelta(days=1)).isoformat(),
    }
    if trial_days:
        days["trial_until_on"] = (paid_from_on - timedelta(days=1)).isoformat()
    return days


def facts_of(contract: Mapping[str, Any]) -> dict[str, Any]:
    """The contract as a case keeps it."""
    return {CONTRACT + name: value for name, value in contract.items()}


def contract_in(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The contract out of a case's facts."""
    return {
        name.removeprefix(CONTRACT): value
        for name, value in facts.items()
        if name.startswith(CONTRACT) and name != PAYMENT
    }


def _without_exit(cost: Cost, side: str) -> int | None:
    """Of the whole term with its onboarding; leaving costs only who leaves."""
    if not cost.known:
        return None
    sums = [getattr(part.total, side) for part in cost.parts if part.name != EXIT]
    return None if None in sums else sum(sums)
