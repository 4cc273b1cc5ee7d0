"""What to ask a supplier before subscribing: out of what a listing does not say, and of its terms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from xuzhi.kernel.texts import say
from xuzhi.marketplace import facts as read
from xuzhi.marketplace.facets import records
from xuzhi.marketplace.tiers import tiers_of

MOST_QUESTIONS = 4
MOST_MISSED = 3
ON_SITE, PHONE = "on_site", "phone"


def to_ask(facts: Mapping[str, Any], missed: Sequence[str] = ()) -> tuple[str, ...]:
    """At most MOST_QUESTIONS, what matters most first; `missed` are words of the owner that it does not have."""
    return tuple(
        say(f"marketplace.ask_{name}", **values) for name, values in [*_questions(facts, missed)][:MOST_QUESTIONS]
    )


def _questions(facts: Mapping[str, Any], missed: Sequence[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    if missed:
        yield "missed", {"words": say("marketplace.ask_between").join(missed[:MOST_MISSED])}
    plans = read.plans_of(facts)
    trials = [int(float(plan["trial_days"])) for plan in plans if _more_than_none(plan.get("trial_days"))]
    yield ("trial", {"days": max(trials)}) if trials else ("no_trial", {})
    if facts.get(read.IS_AI):
        yield "ai_wrong", {}
    if not any(read.monthly_price(plan) is not None for plan in plans):
        yield "price", {}
    if any(tiers_of(facts, str(plan.get("name") or "")) for plan in plans):
        yield "usage", {}
    yield from _of_terms(facts, plans)
    channels = {each.get("channel") for each in records(facts.get("solution.support"))}
    if not channels & {PHONE, ON_SITE}:
        yield "urgent", {}
    if not facts.get(read.AVAILABILITY):
        yield "availability", {}
    yield "old_data", {}


def _of_terms(facts: Mapping[str, Any], plans: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, dict[str, Any]]]:
    fees = [int(plan["setup_twd"]) for plan in plans if _more_than_none(plan.get("setup_twd"))]
    if fees:
        yield "setup", {"fee": f"{min(fees):,}"}
    elif plans and all(plan.get("setup_twd") in (None, "") for plan in plans):
        yield "setup_unknown", {}
    terms = [float(plan["term_months"]) for plan in plans if _more_than_none(plan.get("term_months"))]
    if terms and min(terms) > 1:
        yield "term", {"months": f"{min(terms):g}"}
    if not facts.get("solution.refunds"):
        yield "leaving", {}


def _more_than_none(value: Any) -> bool:
    try:
        return float(value or 0) > 0
    except (TypeError, ValueError):
        return False
