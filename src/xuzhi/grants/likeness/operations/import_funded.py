"""A list of plans that were funded elsewhere comes in."""

from __future__ import annotations

import uuid
from dataclasses import asdict
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.db import transaction

from xuzhi.grants.likeness import events
from xuzhi.grants.likeness.operations.sign_plans import sign_plans
from xuzhi.grants.likeness.reading import read_funded
from xuzhi.grants.likeness.refusals import TitleMissing
from xuzhi.kernel.actor import Actor
from xuzhi.ledger.operations import record
from xuzhi.panels.locking import check_officer


def import_funded(title: str, content: bytes, *, actor: Actor, at: datetime) -> tuple[UUID, list[int]]:
    """Take the list over (G10.1); gives its id, and the lines that were left out because title or text is missing.

    Raises OfficeOnly, TitleMissing, ShapeDiffers, FundedFileInvalid.
    """
    check_officer(actor)
    if not title.strip():
        raise TitleMissing()
    rows, bad = read_funded(content)
    list_id = uuid.uuid4()
    imported = events.FundedListImported(str(list_id), title.strip()[:200], sha256(content).hexdigest(), len(rows))
    listed = [events.FundedPlanListed(str(list_id), str(uuid.uuid4()), **asdict(row)) for row in rows]
    with transaction.atomic():
        record(events.funded_stream(list_id), [imported, *listed], actor=actor, at=at)
        sign_plans()
    return list_id, bad
