"""Up to four solutions side by side, as an address that can be kept, shared and printed."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from xuzhi.casework.queries.figure_tables import FigureTable
from xuzhi.marketplace.queries import Comparison, comparison
from xuzhi.marketplace.queries.comparison import MOST, Column
from xuzhi.web.charts.drawing import figures_drawn
from xuzhi.web.public.caching import revalidated
from xuzhi.web.public.compare_columns import USED, Headed, Orderer, Used
from xuzhi.web.public.cost_rows import cost_rows
from xuzhi.web.public.tray import Tray, tray_of
from xuzhi.web.public.words import words

SEATS, MONTHS = (1, 10_000), (1, 60)
USUAL_SEATS, USUAL_MONTHS = 10, 12
MOST_USED = (0, 1_000_000_000)
LONGEST_SLUG = 60
LONGEST_CODE = 60


@require_safe
@revalidated
def compare(request: HttpRequest) -> HttpResponse:
    slugs = [each[:LONGEST_SLUG].replace("\x00", "") for each in request.GET.getlist("s")[: 2 * MOST]]
    tray = tray_of(request)
    if not slugs and tray.slugs:
        return redirect(tray.address)
    seats, wrong_seats = _number(request.GET.get("seats"), SEATS, USUAL_SEATS, "compare_seats_invalid")
    months, wrong_months = _number(request.GET.get("months"), MONTHS, USUAL_MONTHS, "compare_months_invalid")
    usage, wrong_usage = _usage(request.GET)
    today = timezone.localdate()
    found = comparison(slugs, seats=seats, months=months, on=today, usage=usage)
    who = Orderer.of(request)
    context = {
        "section": "catalogue",
        "found": found,
        "tray": Tray(()) if found.columns else tray,
        "cost_rows": cost_rows(found),
        "figure": next(iter(figures_drawn((cost_over_months(found),))), None) if _drawable(found) else None,
        "columns": [Headed(column, found, today, who) for column in found.columns],
        "certificates": any(column.badges for column in found.columns),
        "only": request.GET.get("show") == "differences",
        "typed": {"seats": request.GET.get("seats", seats), "months": request.GET.get("months", months)},
        "used": [Used(each, request.GET.get(USED + each.code, ""), wrong_usage) for each in found.charged],
        "errors": {name: says for name, says in (("seats", wrong_seats), ("months", wrong_months)) if says},
        "most": MOST,
        "today": today,
    }
    return render(request, "public/compare.html", context)


def _usage(asked: QueryDict) -> tuple[dict[str, Decimal], dict[str, str]]:
    """How much is used a month, by code, and what is wrong with what was typed. What was left empty is not known."""
    usage, wrong = {}, {}
    for name in [each for each in asked if each.startswith(USED)][: 4 * MOST]:
        code, typed = name.removeprefix(USED), asked.get(name)
        if typed in (None, "") or not 0 < len(code) <= LONGEST_CODE:
            continue
        value, says = _number(typed, MOST_USED, 0, "compare_usage_invalid")
        if says:
            wrong[code] = says
        else:
            usage[code] = Decimal(value)
    return usage, wrong


def cost_over_months(found: Comparison) -> FigureTable:
    """What has been paid by the end of each month, a solution a line."""
    priced = [column for column in found.columns if column.cost]
    step = 1 if found.months <= 12 else 3 if found.months <= 36 else 6
    months = sorted({1, found.months, *range(step, found.months + 1, step)})
    names = _names(priced)
    return FigureTable(
        name="cost",
        title=words("compare_cost_title", seats=found.seats, months=found.months),
        row_head=words("compare_cost_month"),
        heads=tuple(names),
        rows=tuple(
            (words("compare_month", n=month), tuple(_shown(column, month) for column in priced)) for month in months
        ),
        by="lines",
        parts=len(priced),
        unit=words("compare_unit"),
    )


def _drawable(found: Comparison) -> bool:
    return found.months > 1 and any(column.cost for column in found.columns)


def _shown(column: Column, month: int) -> int | None:
    if column.cost is None:
        return None
    paid = column.cost.paid_by(month)
    return paid.printed if paid.with_tax is None else paid.with_tax


def _names(columns: Sequence[Column]) -> list[str]:
    """The names, with the firm where two solutions are called the same."""
    names = [column.name for column in columns]
    return [f"{c.name}（{c.firm_name}）" if names.count(c.name) > 1 else c.name for c in columns]


def _number(typed: Any, bounds: tuple[int, int], usual: int, says: str) -> tuple[int, str]:
    """The number that was typed, or the usual one with a sentence on what may be typed."""
    if typed in (None, ""):
        return usual, ""
    low, high = bounds
    text = str(typed).strip()
    if text.isascii() and text.isdigit() and len(text) <= len(str(high)) and low <= int(text) <= high:
        return int(text), ""
    return usual, words(says, typed=text[:20], low=low, high=f"{high:,}", usual=usual)
