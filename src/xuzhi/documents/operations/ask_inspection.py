"""Have a sealed file looked into again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from xuzhi.documents.events import InspectionAsked, file_stream
from xuzhi.documents.queries import file_info, inspections_of
from xuzhi.kernel.actor import Actor
from xuzhi.ledger.operations import record


def ask_inspection(sha256: str, *, actor: Actor, at: datetime, pictures: bool = False) -> bool:
    """Ask for it; the inspection itself is a job. Gives whether it was asked: what waits already is not asked twice.

    `pictures`: scanned pages are to be read, too. Raises FileUnknown.
    """
    file_info(sha256)
    with transaction.atomic():
        if sha256 not in inspections_of([sha256]):
            return False
        record(file_stream(sha256), [InspectionAsked(sha256, pictures)], actor=actor, at=at)
    return True
