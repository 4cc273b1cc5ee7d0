"""Shapes of what belongs together: the case that a case is about, those about it, and what was agreed to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from xuzhi.casework.queries.difference_shapes import DifferenceView
from xuzhi.casework.queries.part_shapes import SignedView


@dataclass(frozen=True)
class RelatedCase:
    """Another case in one line."""

    id: UUID
    number: str
    kind: str
    kind_title: str
    subject: str
    stage_label: str
    outcome_label: str
    opened_at: datetime
    ended: bool
    signed: SignedView | None = None  # where another firm is asked to sign a part: what it has signed


@dataclass(frozen=True)
class OpenableAbout:
    """A kind of case that the reader may open about this one. `under_way` is the open one that it would give."""

    kind: str
    title: str
    hint: str
    clause: tuple[str, ...]
    under_way: UUID | None


@dataclass(frozen=True)
class VersionView:
    """What was agreed to, as the nth version; `number` is the case in which it was."""

    version: int
    case_id: UUID
    number: str
    agreed_at: datetime
    differences: tuple[DifferenceView, ...]


@dataclass(frozen=True)
class Related:
    """What belongs to a case. `differences` is what it would change, or, once decided, was to change."""

    about: RelatedCase | None
    differences: tuple[DifferenceView, ...]
    cases: tuple[RelatedCase, ...]
    openable: tuple[OpenableAbout, ...]
    versions: tuple[VersionView, ...]
