"""What stands at the head and the foot of a solution's column: its certificates, the way out, and the way to order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from xuzhi.marketplace.costing import MONTHS
from xuzhi.marketplace.queries import Comparison
from xuzhi.marketplace.queries.comparison import Column
from xuzhi.marketplace.queries.usage import unit_of
from xuzhi.marketplace.usage.lines import Measure
from xuzhi.web.public.tray import compare_address
from xuzhi.web.public.words import words

USED = "use-"
"""Before the code of what is counted, in the address of a comparison: so many of it a month."""


class Headed:
    """A column with the address of the comparison without it, and which of its certificates are valid today."""

    def __init__(self, column: Column, found: Comparison, today: date, who: Orderer) -> None:
        self.solution = column
        others = tuple(each.slug for each in found.columns if each is not column)
        used = {USED + code: f"{value:f}" for code, value in found.usage.items()}
        self.without = compare_address(others, seats=found.seats, months=found.months, **used)
        self.badges = [(badge, badge.valid_on(today)) for badge in column.badges]
        self.says = who.says(column)
        self.order_url = order_address(column, found) if who.may(column) else ""


class Used:
    """The field for how much of something is used a month."""

    def __init__(self, measure: Measure, typed: str, wrong: Mapping[str, str]) -> None:
        self.name, self.typed, self.error = USED + measure.code, typed, wrong.get(measure.code, "")
        self.label, self.unit = measure.name, unit_of(measure)


@dataclass(frozen=True)
class Orderer:
    """Who looks at the comparison: `firms` by business number; `works_here` for staff that act for no firm."""

    signed_in: bool
    firms: frozenset[str]
    works_here: bool

    @classmethod
    def of(cls, request: HttpRequest) -> Orderer:
        if not request.user.is_authenticated:
            return cls(False, frozenset(), False)
        standing = request.standing
        firms = frozenset(each.ubn for each in standing.firms)
        return cls(True, firms, bool(standing.roles) and not firms)

    def may(self, column: Column) -> bool:
        """Whether the way to the order is shown; who has to sign in or to register a firm is led there on it."""
        return _sold(column) and not self.works_here and not self._own(column)

    def says(self, column: Column) -> str:
        """What has to be done before, or why there is no way to order."""
        if not _sold(column):
            return words("compare_not_sold")
        if not self.signed_in:
            return words("compare_sign_in")
        if self.works_here:
            return words("compare_works_here")
        if self._own(column):
            return words("compare_own")
        return "" if self.firms else words("compare_no_firm")

    def _own(self, column: Column) -> bool:
        return self.firms == {column.firm_ubn}


def order_address(column: Column, found: Comparison) -> str:
    """The order's form with the plan that was reckoned with, for so many people and as long as it is paid for."""
    chosen: dict[str, str | int] = {"seats": found.seats, "months": found.months}
    if column.cost is not None and column.cost.terms.billing in MONTHS:
        chosen |= {"plan": column.cost.terms.name, "months": column.cost.paid_months}
    return f"{reverse('buyer:order', args=[column.slug])}?{urlencode(chosen)}"


def _sold(column: Column) -> bool:
    """Whether any plan is paid by the month or a longer period."""
    return any(cost.terms.billing in MONTHS and cost.terms.price_twd is not None for cost in column.costs)
