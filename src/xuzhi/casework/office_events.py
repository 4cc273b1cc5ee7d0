"""What the office does apart from the steps of cases: looking, taking lists out, asking registers in bulk.

Streams: `case-<uuid>` for looks, `exports`, `look-ups`, `views-<person>`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from xuzhi.ledger.events import Event

type Json = Any


@dataclass(frozen=True)
class CaseViewed(Event):
    """Somebody of the office, or a reviewer, looked at the case (L9.1). what: page, file, letter, sheet."""

    case_id: str
    what: str = "page"


@dataclass(frozen=True)
class RecordsExported(Event):
    """A list was taken out of the system (L9.1): by which filters, how many rows, and which cases stood in it."""

    what: str
    format: str  # "csv" | "xlsx" | "ods" | "json"
    filters: dict[str, Json]
    rows: int
    cases: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class LookUpsRequested(Event):
    """The registers were to be asked about many business numbers, and what for. `numbers` are as they were given."""

    look_up_id: str
    numbers: list[str]
    on: str
    purpose: str


@dataclass(frozen=True)
class ViewSaved(Event):
    """Somebody keeps a list of cases by its filters; the same name replaces."""

    name: str
    query: str


@dataclass(frozen=True)
class ViewForgotten(Event):
    name: str
