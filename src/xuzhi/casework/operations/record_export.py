"""Somebody takes a list out of the system."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from xuzhi.casework import events
from xuzhi.casework.holding import check_office
from xuzhi.casework.refusals import ExportTooLarge
from xuzhi.kernel.actor import Actor
from xuzhi.ledger.operations import record

STREAM = "exports"
MOST_ROWS = 50_000


def record_export(
    what: str,
    format: str,
    *,
    rows: int,
    actor: Actor,
    at: datetime,
    filters: Mapping[str, Any] | None = None,
    cases: Sequence[UUID] = (),
) -> None:
    """Keep who took what out, by which filters, and which cases stood in it (L9.1); before the file is sent.

    Raises OfficeOnly, ExportTooLarge.
    """
    check_office(actor)
    if rows > MOST_ROWS:
        raise ExportTooLarge(rows=f"{rows:,}", most=f"{MOST_ROWS:,}")
    exported = events.RecordsExported(
        what=what,
        format=format,
        filters={name: value for name, value in (filters or {}).items() if value},
        rows=rows,
        cases=[str(each) for each in cases],
    )
    with transaction.atomic():
        record(STREAM, [exported], actor=actor, at=at)
