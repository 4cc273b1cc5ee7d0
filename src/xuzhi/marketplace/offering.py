"""What a buyer could agree on today: the terms of a wish, priced, before anything is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from xuzhi.kernel.roc import taipei_day
from xuzhi.marketplace.dealing import check_priced, chosen_plan, rules_for, tax_percent
from xuzhi.marketplace.queries.subscriptions import Subscribed
from xuzhi.marketplace.queries.versions import ApprovedVersion
from xuzhi.marketplace.terms import Wish, agreed


def contract_for(programme: str, version: ApprovedVersion, wish: Wish, at: datetime) -> dict[str, Any]:
    """The contract by name. Raises PlanGone, PriceOpen."""
    percent = tax_percent(rules_for(programme, taipei_day(at)))
    plan: Mapping[str, Any] = chosen_plan(version, wish.plan)
    check_priced(plan, wish, percent)
    return agreed(version.facts, plan, wish, version=version.version, tax_percent=percent)


def next_contract(found: Subscribed, version: ApprovedVersion, at: datetime) -> dict[str, Any]:
    """The same plan, seats and length again from the day after the last, by today's version; at least what the plan
    asks for now. Raises PlanGone, PriceOpen."""
    last = found.term
    wish = Wish(last.plan, last.seats, last.term_months, found.until_on + timedelta(days=1))
    contract = contract_for(found.programme, version, wish, at)
    paid = max(contract["paid_months"], contract["least_months"])
    return contract if paid == wish.months else contract_for(found.programme, version, replace(wish, months=paid), at)
