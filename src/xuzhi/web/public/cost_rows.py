"""The lines of a comparison that are about money: the parts of the price, the sums with and without tax, and why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from xuzhi.kernel.money import format_twd
from xuzhi.marketplace.costing import PARTS, SUBSCRIPTION, USAGE, Amount, Cost
from xuzhi.marketplace.marks import Mark
from xuzhi.marketplace.queries.comparison import Column, Comparison
from xuzhi.marketplace.queries.usage import number, unit_of
from xuzhi.marketplace.tiers import measures_charged, tiers_said
from xuzhi.web.public.words import words

PLAN = "plan"


@dataclass(frozen=True)
class CostCell:
    """`tag` is told with a sign: what is the lowest of all. `terms` are those by which it was reckoned."""

    says: str
    note: str = ""
    tag: str = ""
    mark: Mark | None = None
    terms: str = ""


@dataclass(frozen=True)
class CostRow:
    name: str
    label: str
    cells: tuple[CostCell, ...]
    sum: bool = False

    @property
    def differs(self) -> bool | None:
        """None for what plans are called: that says nothing."""
        return None if self.name == PLAN else len({cell.says for cell in self.cells}) > 1


def cost_rows(found: Comparison) -> tuple[CostRow, ...]:
    """The rows in the order of the page; parts that nobody charges are left out."""
    charged = {part.name for column in found.columns if column.cost for part in column.cost.parts}
    rows = [_row(PLAN, found, _plan)]
    rows += [_row(name, found, _usage(found) if name == USAGE else _part(name)) for name in PARTS if name in charged]
    rows += [_row("with_tax", found, _with_tax(found), sum=True), _row("without_tax", found, _without_tax)]
    rows += [_row("a_month", found, _a_month), _row("term", found, _term), _row("trial", found, _trial)]
    return tuple(row for row in rows if any(cell.says for cell in row.cells))


def _row(name: str, found: Comparison, cell: Callable[[Column], CostCell], *, sum: bool = False) -> CostRow:
    return CostRow(name, words(f"compare_row_{name}"), tuple(cell(column) for column in found.columns), sum)


def _plan(column: Column) -> CostCell:
    if column.cheapest is None:
        return CostCell(words("compare_no_sum"), _why(column), mark=column.price_mark)
    best, other = column.cheapest, column.cheapest.next
    note = words("compare_only_plan")
    if other is not None and best.saves:
        because = words(f"compare_row_{best.because}")
        note = words("compare_cheapest", other=other.terms.name, saves=format_twd(best.saves), because=because)
    elif other is not None:
        note = words("compare_same", other=other.terms.name)
    elif len(column.costs) > 1:
        note = words("compare_only_one_fits") + _why(column)
    return CostCell(best.cost.terms.name, note, mark=column.price_mark)


def _why(column: Column) -> str:
    """Why plans have no sum, plan by plan."""
    if column.costs and all(cost.known for cost in column.costs):
        return words("compare_tax_unknown")
    return "".join(
        words(f"compare_why_{cost.why}", plan=cost.terms.name, seats=cost.seats, most=cost.terms.most_seats or 0,
              included=cost.terms.seats or 0)
        for cost in column.costs
        if cost.why
    )  # fmt: skip


def _part(name: str) -> Callable[[Column], CostCell]:
    def cell(column: Column) -> CostCell:
        if column.cost is None:
            return CostCell("")
        part = next((each for each in column.cost.parts if each.name == name), None)
        if part is None:
            return CostCell(words("compare_nothing"))
        times = words("compare_times", each=_money(part.each), times=part.times) if part.times > 1 else ""
        if name == SUBSCRIPTION and column.cost.paid_months > column.cost.months:
            times += words("compare_paid_months", months=column.cost.paid_months)
        return CostCell(_money(part.total), times)

    return cell


def _usage(found: Comparison) -> Callable[[Column], CostCell]:
    """What usage costs, with how much is used and what the tiers are."""
    priced = _part(USAGE)

    def cell(column: Column) -> CostCell:
        shown = priced(column)
        if column.cost is None or not column.cost.terms.tiers:
            return shown
        used = words("compare_used_joint").join(_used(column.cost, found))
        each = next(part.each for part in column.cost.parts if part.name == USAGE)
        note = words("compare_used", used=used, each=_money(each))
        return CostCell(shown.says, note, terms="".join(tiers_said(column.cost.terms.tiers)))

    return cell


def _used(cost: Cost, found: Comparison) -> list[str]:
    return [
        words("compare_used_of", measure=each.name, n=number(found.usage[each.code]), unit=unit_of(each))
        for each in measures_charged(cost.terms.tiers)
    ]


def _with_tax(found: Comparison) -> Callable[[Column], CostCell]:
    def cell(column: Column) -> CostCell:
        if column.cost is None:
            return CostCell("")
        least = found.least is not None and found.columns[found.least] is column
        tag = words("compare_least", saves=format_twd(found.least_saves)) if least else ""
        total = column.cost.total
        if total.with_tax is None:
            return CostCell(format_twd(total.printed), words("compare_tax_open"), tag)
        return CostCell(format_twd(total.with_tax), tag=tag)

    return cell


def _without_tax(column: Column) -> CostCell:
    total = column.cost.total if column.cost else None
    if total is None or total.without_tax is None:
        return CostCell("")
    tax = words("compare_tax", tax=format_twd(total.tax)) if total.tax is not None else ""
    return CostCell(format_twd(total.without_tax), tax)


def _a_month(column: Column) -> CostCell:
    return CostCell(format_twd(-(-_dollars(column.cost.total) // column.cost.months)) if column.cost else "")


def _term(column: Column) -> CostCell:
    if not column.cost:
        return CostCell("")
    months = column.cost.terms.term_months
    return CostCell(words("compare_one_month") if months == 1 else words("compare_months", n=months))


def _trial(column: Column) -> CostCell:
    if column.cost is None:
        return CostCell("")
    days = column.cost.terms.trial_days
    return CostCell(words("compare_days", n=days) if days else words("compare_nothing"))


def _money(amount: Amount) -> str:
    return format_twd(_dollars(amount))


def _dollars(amount: Amount) -> int:
    return amount.printed if amount.with_tax is None else amount.with_tax
