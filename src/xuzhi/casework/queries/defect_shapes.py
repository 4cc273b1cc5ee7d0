"""Shapes of corrections: what was to be corrected, what was done about it, round by round."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from xuzhi.casework.queries.difference_shapes import DifferenceView


@dataclass(frozen=True)
class Change:
    """One difference between two submissions. kind: question, document."""

    kind: str
    name: str
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class SaidBefore:
    """What an earlier letter said about the same item, what the applicant did, and what the officer made of it."""

    nth: int
    note: str
    reply: str
    changed: tuple[Change, ...]
    verdict: str


@dataclass(frozen=True)
class DefectView:
    """One thing to correct. kind: check, question, document, ground; state: open, answered, accepted, wrong, closed."""

    id: UUID
    nth: int
    kind: str
    name: str
    label: str
    clause: str
    note: str
    state: str
    reply: str
    changed: tuple[Change, ...]
    opens_questions: tuple[str, ...]
    opens_documents: tuple[str, ...]
    answered_at: datetime | None
    verdict: str = ""
    settled_by: str = ""
    settled_at: datetime | None = None
    earlier: tuple[SaidBefore, ...] = ()


@dataclass(frozen=True)
class RoundView:
    """One letter with its items, and what was handed in on it: all that differs from what was handed in before.

    `current` is the last letter; its items can be settled while it is the office's turn.
    """

    nth: int
    requested_at: datetime | None
    items: tuple[DefectView, ...]
    answered_at: datetime | None
    differences: tuple[DifferenceView, ...]
    current: bool

    @property
    def unsettled(self) -> int:
        return sum(each.state == "answered" for each in self.items)
