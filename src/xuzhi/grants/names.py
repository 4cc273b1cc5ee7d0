"""What every programme that judges budgets and plans calls these: questions, fields and parameters."""

from __future__ import annotations

AMOUNTS = {
    "total": "budget.total", "subsidy": "budget.subsidy", "own": "budget.own", "capital": "company.paid_in_capital",
}  # fmt: skip
SHARE, CEILING = "subsidy_share_limit", "subsidy_ceiling"
LINES, CATEGORY, WORK_ITEM, AMOUNT = "budget.lines", "category", "work_item", "amount_twd"
ITEMS, CODE, NAME, STARTS, ENDS = "plan.work_items", "code", "name", "starts_on", "ends_on"
PERIOD = ("plan.period.starts_on", "plan.period.ends_on")
