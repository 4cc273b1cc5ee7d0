"""The functions that expressions know, with the types they take and give. Their meanings stand in `engine`."""

from __future__ import annotations

from dataclasses import dataclass

from xuzhi.rulebook.expressions.types import DATE, INSTANT, NUMBER, TEXT, TRUTH, Type, list_of

DAY_NUMBER = Type("number", unit="day")
MONTH_NUMBER = Type("number", unit="month")
ANY_LIST = Type("list")


@dataclass(frozen=True)
class Function:
    """`takes` are the argument types in order; `gives` the result; `example` teaches it in an error message."""

    takes: tuple[Type, ...]
    gives: Type
    example: str


FUNCTIONS = {
    "len": Function((ANY_LIST,), NUMBER, "len(plan.sites)"),
    "round": Function((NUMBER,), NUMBER, "round(amount)"),
    "abs": Function((NUMBER,), NUMBER, "abs(amount)"),
    "years_before": Function((DATE, NUMBER), DATE, "years_before(on, 3)"),
    "months_before": Function((DATE, NUMBER), DATE, "months_before(on, 6)"),
    "days_after": Function((DATE, NUMBER), DATE, "days_after(plan.starts_on, 365)"),
    "months_between": Function((DATE, DATE), MONTH_NUMBER, "months_between(plan.starts_on, plan.ends_on)"),
    "days_between": Function((DATE, DATE), DAY_NUMBER, "days_between(plan.starts_on, plan.ends_on)"),
    "year": Function((DATE,), NUMBER, "year(company.founded_on)"),
    "day_of": Function((INSTANT,), DATE, "day_of(submitted_at)"),
    "length": Function((TEXT,), NUMBER, "length(solution.summary)"),
}

# These go over a list, or over a comprehension: any(room.country in excluded for room in machine_rooms)
AGGREGATES = {
    "any": "any(item in allowed for item in company.business_items)",
    "all": "all(room.country not in excluded for room in machine_rooms)",
    "count": 'count(site.kind == "store" for site in plan.sites)',
    "sum": "sum(site.capacity_kw for site in plan.sites)",
    "min": "min(plan.months for plan in solution.plans)",
    "max": "max(site.capacity_kw for site in plan.sites)",
    "distinct": "len(distinct(site.kind for site in plan.sites))",
}

# is_known(x) is never unknown; needs(x) is true, or unknown while x is: the check waits for it.
ASKING = ("is_known", "needs")
KNOWN = (*FUNCTIONS, *AGGREGATES, *ASKING)


def result_of_aggregate(function: str, item: Type) -> Type | None:
    """What an aggregate over items of a type gives; None where it cannot go over such items."""
    if function in ("any", "all"):
        return TRUTH if item.name == "truth" else None
    if function == "count":
        return NUMBER
    if function == "sum":
        return item if item.name == "number" else None
    if function in ("min", "max"):
        return item if item.name in ("number", "date", "instant") else None
    return list_of(item) if item.name not in ("record", "list") else None
