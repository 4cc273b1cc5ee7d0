"""What was approved of a listing, version by version, and what each changed in the one before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from xuzhi.casework.queries.difference_shapes import DifferenceView
from xuzhi.casework.queries.difference_views import difference_views
from xuzhi.engine.differences import differences
from xuzhi.marketplace.models import ListingVersion
from xuzhi.rulebook.model import CaseKind


@dataclass(frozen=True)
class VersionLine:
    """One version as everybody may read of it: when it was approved, and what of the public page it changed."""

    version: int
    approved_at: datetime
    differences: tuple[DifferenceView, ...]


@dataclass(frozen=True)
class ApprovedVersion:
    """What was approved: the public facts of that version. It never changes; an order is bound to one."""

    listing_id: UUID
    version: int
    name: str
    facts: Mapping[str, Any]
    case_number: str
    approved_at: datetime


def approved_version(listing_id: UUID | str, version: int) -> ApprovedVersion | None:
    """One version of a listing, whether it is still listed or not. One query."""
    row = ListingVersion.objects.filter(listing_id=listing_id, version=version).first()
    if row is None:
        return None
    return ApprovedVersion(row.listing_id, row.version, row.name, row.facts, row.case_number, row.approved_at)


def version_lines(listing_id: UUID | str, kind: CaseKind) -> tuple[VersionLine, ...]:
    """The newest first; the first version has no difference. One query."""
    rows = list(ListingVersion.objects.filter(listing_id=listing_id).order_by("version"))
    lines = []
    for place, row in enumerate(rows):
        before = rows[place - 1].facts if place else row.facts
        lines.append(
            VersionLine(
                row.version, row.approved_at, difference_views(kind, differences(kind, kind, before, row.facts))
            )
        )
    return tuple(reversed(lines))
