"""The money of one contract: instalments, budget lines, and every entry."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from xuzhi.grants.money.models import PAID, SPENT, Entry
from xuzhi.grants.money.standing import standing_of


@dataclass(frozen=True)
class InstalmentLine:
    """An instalment as the contract sets it; `paid_on` is None while it is not paid."""

    number: int
    due_on: date | None
    subsidy_twd: int
    condition: str
    paid_twd: int = 0
    paid_on: date | None = None
    claim: UUID | None = None
    claim_number: str = ""


@dataclass(frozen=True)
class BudgetLine:
    """A budget line with what has been spent of it."""

    line: str
    category: str
    work_item: str
    subsidy_twd: int
    own_twd: int
    subsidy_spent_twd: int = 0
    own_spent_twd: int = 0

    @property
    def left_twd(self) -> int:
        return self.subsidy_twd + self.own_twd - self.subsidy_spent_twd - self.own_spent_twd

    @property
    def over(self) -> bool:
        return self.left_twd < 0


@dataclass(frozen=True)
class EntryLine:
    sort: str
    on: date
    number: str
    case_id: UUID
    amount_twd: int
    own_twd: int
    what: str


@dataclass(frozen=True)
class Money:
    """Everything of one contract in whole dollars; entries the newest first."""

    subsidy_twd: int
    paid_twd: int
    recovered_twd: int
    spent_twd: int
    own_spent_twd: int
    left_twd: int
    instalments: tuple[InstalmentLine, ...]
    lines: tuple[BudgetLine, ...]
    entries: tuple[EntryLine, ...]


def money_of(contract_id: UUID) -> Money:
    """Four queries. Who may see it, the case says."""
    now = standing_of(contract_id)
    rows = list(Entry.objects.filter(contract_id=contract_id).order_by("-position", "place"))
    paid = {row.instalment: row for row in rows if row.sort == PAID}
    spent: dict[str, list[int]] = {}
    for row in rows:
        if row.sort == SPENT:
            both = spent.setdefault(row.line, [0, 0])
            both[0] += row.amount_twd
            both[1] += row.own_twd
    instalments = []
    for each in sorted(now.instalments, key=lambda each: int(each["number"])):
        row_paid = paid.get(int(each["number"]))
        due = each.get("due_on")
        instalments.append(
            InstalmentLine(
                int(each["number"]),
                date.fromisoformat(due) if due else None,
                int(each.get("subsidy") or 0),
                str(each.get("condition") or ""),
                row_paid.amount_twd if row_paid else 0,
                row_paid.on if row_paid else None,
                row_paid.case_id if row_paid else None,
                row_paid.number if row_paid else "",
            )
        )
    lines = tuple(
        BudgetLine(
            str(each["line"]),
            str(each.get("category") or ""),
            str(each.get("work_item") or ""),
            int(each.get("subsidy") or 0),
            int(each.get("own") or 0),
            *spent.get(str(each["line"]), [0, 0]),
        )
        for each in now.lines
    )
    entries = tuple(
        EntryLine(
            row.sort, row.on, row.number, row.case_id, row.amount_twd, row.own_twd,
            row.line or (str(row.instalment) if row.instalment is not None else ""),
        )
        for row in rows
    )  # fmt: skip
    return Money(
        now.subsidy, now.paid, now.recovered, now.spent, now.own_spent, now.left, tuple(instalments), lines, entries
    )
