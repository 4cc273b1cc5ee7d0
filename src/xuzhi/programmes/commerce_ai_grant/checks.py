"""What an expression cannot say of a proposal. Pure: facts, settings and the day in; true, false or unknown out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any


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
