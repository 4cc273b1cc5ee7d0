"""What a company record says as of a day, by the names that rules use. What it does not say is left out.

A suspension that is running stands beside the status 核准設立, so both are read: the words, and the days.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from xuzhi.kernel.county import county_of_address
from xuzhi.registers.catalogue import words
from xuzhi.registers.names import fold, normalise_name
from xuzhi.registers.readers.shape import Problem

_AS_THEY_STAND = ("name", "business_items", "paid_in_capital", "founded_on", "address", "representative")
_SUSPENSION = ("suspended_from", "suspended_until")


def company_facts(ubn: str, record: Mapping[str, Any], on: date) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    """The facts under `company`, JSON-safe, and what stands in the record but could not be understood."""
    status, problem = _status(record, on)
    facts = {name: record.get(name) for name in (*_AS_THEY_STAND, *_SUSPENSION)}
    facts |= {
        "ubn": ubn,
        "status": status,
        "kind": _kind(record),
        "county": county_of_address(record.get("address") or ""),
    }
    known = {name: value for name, value in facts.items() if value is not None}
    return known, (problem,) if problem else ()


def _status(record: Mapping[str, Any], on: date) -> tuple[str | None, Problem | None]:
    said = record.get("status_words")
    if not said:
        return None, Problem("registers.status_missing")
    status = {fold(word): code for word, code in words()["company_status"].items()}.get(fold(said))
    if status is None:
        return None, Problem("registers.status_unknown", {"text": said[:40]})
    if status != "active":
        return status, None
    starts, ends = (record.get(name) for name in _SUSPENSION)
    if record.get("suspension_unread") or (ends and not starts):
        return None, Problem("registers.suspension_unread")
    if starts and date.fromisoformat(starts) <= on and (not ends or on <= date.fromisoformat(ends)):
        return "suspended", None
    return "active", None


def _kind(record: Mapping[str, Any]) -> str | None:
    """The kind of registration; None where name, status and the dataset of kinds do not settle it."""
    marks, types = words()["company_kind"], record.get("types")
    name = normalise_name(record.get("name") or "")
    whole = name.core + name.form
    is_branch = whole.endswith(marks["branch"])
    if any(whole.startswith(fold(home)) for home in marks["foreign"]):
        return "foreign_branch" if is_branch else "foreign_company"
    unsure = fold(record.get("status_words") or "") in {fold(word) for word in marks["unsure"]}
    if is_branch:
        return None if unsure else "branch"
    if types is not None:
        return _kind_by_types(types, unsure)
    return "company" if whole.endswith(marks["company"]) and not unsure else None


def _kind_by_types(types: Mapping[str, bool], unsure: bool) -> str | None:
    labels = words()["company_types"]
    if types.get(labels["company"]):
        return "company"
    if types.get(labels["branch"]):
        return None if unsure else "branch"
    if types.get(labels["business"]):
        return "business"
    return "other" if types else None
