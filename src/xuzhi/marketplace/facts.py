"""What the catalogue reads out of a listing's public facts. Pure; a fact that is missing is simply not shown.

The names are those that issue and rulebooks fix for a solution. Nothing here knows a programme.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from xuzhi.marketplace.costing import MONTHS
from xuzhi.marketplace.tiers import TIERS as TIERS
from xuzhi.marketplace.tiers import least_said, tiers_of

NAME = "solution.name"
SUMMARY = "solution.summary"
DESCRIPTION = "solution.description"
PLANS = "solution.plans"
FUNCTIONS = "solution.functions"
IS_AI = "solution.is_ai"

# Lower ends of the price bands, in dollars a month.
PRICE_BANDS = (0, 1_000, 3_000, 6_000, 10_000)
# Promised availability a month, in percent: a solution stands under each that it keeps.
AVAILABILITY = "solution.sla.availability"
AVAILABILITY_BANDS = ("99.99", "99.9", "99.5", "99")
EXPORT = "solution.export"
SAMPLE_ROWS, SAMPLE_FIELDS = "export_sample.rows", "export_sample.fields"
SAMPLE_FILES = f"{EXPORT}.sample"
CREDENTIALS = "credentials"
SLA = {
    "availability": AVAILABILITY,
    "response_seconds": "solution.sla.response_seconds",
    "recovery_point_hours": "solution.sla.recovery_point_hours",
    "recovery_time_hours": "solution.sla.recovery_time_hours",
    "support_weekly_hours": "solution.sla.support_weekly_hours",
    "credit_percent": "solution.sla.credit_percent",
}
TEXT_FACTS = ("solution.ai.data", "solution.ai.human_role", "solution.export.contents")


def monthly_price(plan: Mapping[str, Any]) -> int | None:
    """What a plan costs a month in whole dollars, rounded up; None where it is not paid by the month."""
    months, price = MONTHS.get(str(plan.get("billing"))), plan.get("price_twd")
    if months is None or not isinstance(price, int):
        return None
    return -(-price // months)


def lowest_price(facts: Mapping[str, Any]) -> int | None:
    """The lowest price a month among the plans, or None. What costs by usage alone has none, and is not free."""
    priced = [plan for plan in plans_of(facts) if not _by_usage_alone(plan, facts)]
    return min((price for plan in priced if (price := monthly_price(plan)) is not None), default=None)


def usage_price(facts: Mapping[str, Any]) -> str:
    """From which price for a unit, in words, where a plan costs by usage alone; empty where none does."""
    alone = [plan for plan in plans_of(facts) if _by_usage_alone(plan, facts)]
    return least_said(tier for plan in alone for tier in tiers_of(facts, str(plan.get("name") or "")))


def _by_usage_alone(plan: Mapping[str, Any], facts: Mapping[str, Any]) -> bool:
    tiers = tiers_of(facts, str(plan.get("name") or ""))
    return plan.get("price_twd") == 0 and any(tier.price_twd for tier in tiers)


def plans_of(facts: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return _records(facts.get(PLANS))


def has_trial(facts: Mapping[str, Any]) -> bool:
    return any(_positive(plan.get("trial_days")) for plan in plans_of(facts))


def price_band(price: int | None) -> str:
    """The lower end of the band as text, or "" without a price."""
    return "" if price is None else str(max(low for low in PRICE_BANDS if low <= price))


def sla_of(facts: Mapping[str, Any]) -> dict[str, Decimal | None]:
    """The figures of the service level by name, to put beside those of another solution; None where not promised."""
    return {name: number_of(facts.get(fact)) for name, fact in SLA.items()}


def availability_bands(facts: Mapping[str, Any]) -> list[str]:
    """Every band that the promised availability reaches."""
    promised = number_of(facts.get(AVAILABILITY))
    return [] if promised is None else [band for band in AVAILABILITY_BANDS if promised >= Decimal(band)]


def public_facts(facts: Mapping[str, Any], public: Iterable[str], withheld: Iterable[str] = ()) -> dict[str, Any]:
    """Only what may stand on a public page, and has a value; of records without what `withheld` names
    (`solution.track_record.0.amount_twd`)."""
    shown = {name: facts[name] for name in public if facts.get(name) not in (None, "", [])}
    kept_back = set(withheld)
    return {name: _without(name, value, kept_back) for name, value in shown.items()}


def _without(name: str, value: Any, withheld: set[str]) -> Any:
    if not isinstance(value, list) or not any(path.startswith(f"{name}.") for path in withheld):
        return value
    return [
        {cell: held for cell, held in row.items() if f"{name}.{place}.{cell}" not in withheld}
        if isinstance(row, dict)
        else row
        for place, row in enumerate(value)
    ]


def _records(value: Any) -> list[Mapping[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _positive(value: Any) -> bool:
    try:
        return float(value or 0) > 0
    except (TypeError, ValueError):
        return False


def number_of(value: Any) -> Decimal | None:
    """A figure out of JSON; None where there is none."""
    try:
        return None if value is None or isinstance(value, bool) else Decimal(str(value))
    except InvalidOperation:
        return None
