"""What an expression cannot say of a proposal. Pure: facts, settings and the day in; true, false or unknown out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from unicodedata import normalize


def in_round(facts: Mapping[str, Any], settings: Mapping[str, Any], on: date) -> bool | None:
    """Whether the proposal came in while a round took its category (G5.1); 17:00:00 is in, 17:00:01 is late."""
    submitted_at, category = facts["submitted_at"], facts["plan.category"]
    if submitted_at is None or category is None:
        return None
    second = submitted_at.replace(microsecond=0)
    return any(
        each["opens_at"] <= second <= each["closes_at"] and (not each["categories"] or category in each["categories"])
        for each in settings["rounds"] or ()
    )


def ict_brands(facts: Mapping[str, Any], settings: Mapping[str, Any], on: date) -> bool | None:
    """Whether every brand of the budget is cleared (G10.3): false with one that is on the list of PRC brands, unknown
    with one that is on no list, or while the lists are not set."""
    lines = facts["budget.lines"]
    if lines is None:
        return None
    brands = {_folded(line["brand"]) for line in lines if line.get("brand")}
    if not brands:
        return True
    banned, cleared = settings["prc_ict_brands"], settings["cleared_ict_brands"]
    if banned is not None and brands & {_folded(each) for each in banned}:
        return False
    if banned is None or cleared is None:
        return None
    return True if brands <= {_folded(each) for each in cleared} else None


def _folded(brand: str) -> str:
    """Brands are compared without case, width and spaces."""
    return "".join(normalize("NFKC", brand).casefold().split())
