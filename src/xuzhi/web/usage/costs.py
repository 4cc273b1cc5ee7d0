"""What recorded usage would cost, month by month, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from xuzhi.kernel.money import format_twd
from xuzhi.kernel.roc import year_for_reader
from xuzhi.kernel.texts import say
from xuzhi.marketplace.costing import Amount
from xuzhi.marketplace.queries.usage import number, unit_of
from xuzhi.marketplace.queries.usage_costs import Charged, MonthCost


@dataclass(frozen=True)
class CostLine:
    """A month as a row: what was used and what it comes to, a line for each measure; the sum on both sides of the
    tax."""

    month: str
    note: str
    used: tuple[tuple[str, str], ...]
    with_tax: str
    without_tax: str


def cost_lines(costs: Sequence[MonthCost]) -> tuple[CostLine, ...]:
    return tuple(_line(each) for each in costs)


def _line(cost: MonthCost) -> CostLine:
    notes = [
        say(f"web/usage.cost_{name}") for name, told in (("open", not cost.complete), ("changed", cost.changed)) if told
    ]
    amount = cost.amount
    return CostLine(
        say("web/usage.cost_month", year=year_for_reader(cost.month.year), month=cost.month.month),
        "".join(notes),
        tuple((_used(each), _reckoned(each)) for each in cost.charged),
        _with_tax(amount),
        format_twd(amount.without_tax) if amount.without_tax is not None else "",
    )


def _used(each: Charged) -> str:
    return say("web/usage.cost_used", name=each.measure.name, n=number(each.used), unit=unit_of(each.measure))


def _reckoned(each: Charged) -> str:
    """How the amount comes about, tier by tier; that nothing is charged, where no tier is reached."""
    said = [
        say(
            "web/usage.cost_share", n=number(share.quantity), unit=unit_of(each.measure), per=number(share.tier.per),
            price=format_twd(share.tier.price_twd), amount=format_twd(share.price_twd),
        )
        for share in each.shares
    ]  # fmt: skip
    return say("web/usage.cost_joint").join(said) or say("web/usage.cost_none")


def _with_tax(amount: Amount) -> str:
    return format_twd(amount.printed if amount.with_tax is None else amount.with_tax)
