"""What the question of eligibility is answered with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from xuzhi.casework.queries.shapes import BarView, LookUpView
from xuzhi.rulebook.model import Round


@dataclass(frozen=True)
class EligibilityRow:
    check: str
    label: str
    clause: tuple[str, ...]
    outcome: str
    reason: str
    remedy: str
    values: Mapping[str, Any]
    missing: tuple[str, ...]
    source: str
    as_of: date | None
    needs_confirmation: bool = False

    @property
    def sign(self) -> str:
        """The outcome, or "unconfirmed" where it is met and an officer will have to answer for it."""
        return "unconfirmed" if self.outcome == "met" and self.needs_confirmation else self.outcome


@dataclass(frozen=True)
class EligibilityAnswer:
    """Whether a firm could apply, clause by clause. Nothing is stored by asking.

    `company` holds the register's facts ({} when not found). `refused` is the sentence for a number that cannot be one.
    """

    programme: str
    kind: str
    kind_title: str
    ubn: str
    on: date
    found: bool
    name: str
    company: Mapping[str, Any]
    outcome: str
    rows: tuple[EligibilityRow, ...]
    bars: tuple[BarView, ...]
    look_ups: tuple[LookUpView, ...]
    edition_on: date
    edition_sha256: str
    can_start: bool
    why_not: str
    rounds_open: tuple[Round, ...] = ()
    next_round: Round | None = None
