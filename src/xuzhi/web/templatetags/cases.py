"""What a case is called on a page: `{% load cases %}`."""

from typing import Any

from django import template

register = template.Library()
_GOOD = (
    "approved", "listed", "agreed", "paid", "payable", "accepted", "recognised", "noted", "closed", "improved",
    "mended", "finished", "qualified", "not_grave", "unfounded", "recovered",
)  # fmt: skip


@register.filter
def case_name(case: Any) -> str:
    """The subject of a CaseRow, such as the solution's name; the kind of case where the subject is only the firm."""
    return str(case.subject if _has_own_subject(case) else case.kind_title)


@register.filter
def case_title(case: Any) -> str:
    """Kind and subject together, for a heading: 方案上架 · 智慧排程雲."""
    return f"{case.kind_title}\u00a0· {case.subject}" if _has_own_subject(case) else str(case.kind_title)


@register.filter
def ends_well(step: Any) -> bool:
    """Whether a step decides what the firm has asked for, or that all is in order: nothing to be warned of."""
    return step.decision in _GOOD


def _has_own_subject(case: Any) -> bool:
    return bool(case.subject) and case.subject != case.firm_name
