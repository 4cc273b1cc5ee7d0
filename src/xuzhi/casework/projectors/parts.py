"""Another firm is asked into a case, and signs the part that it sees."""

from __future__ import annotations

from typing import cast

from xuzhi.casework import part_events
from xuzhi.casework.models import Signature
from xuzhi.casework.projectors.rows import change_case, tell
from xuzhi.ledger.events import StoredEvent
from xuzhi.ledger.tables import put


def respondent_named(stored: StoredEvent) -> None:
    event = cast(part_events.RespondentNamed, stored.event)
    change_case(event.case_id, stored, respondent_ubn=event.ubn, respondent_name=event.name)
    tell(event.case_id, stored, ubn=event.ubn, name=event.name)


def part_signed(stored: StoredEvent) -> None:
    event = cast(part_events.PartSigned, stored.event)
    row = Signature(
        position=stored.position,
        case_id=event.case_id,
        step=event.step,
        says=event.says,
        parts=event.parts,
        asked=event.asked,
        sha256=event.sha256,
        ubn=event.ubn,
        name=event.name,
        signed_by=stored.actor.name,
        signed_at=stored.occurred_at,
    )
    put([row])
    change_case(event.case_id, stored)
    tell(event.case_id, stored, name=event.name, sha256=event.sha256)
