"""A member declares whether there is a tie to a party."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from xuzhi.kernel.actor import Actor
from xuzhi.ledger.operations import record
from xuzhi.panels import events
from xuzhi.panels.locking import hold, seat_of
from xuzhi.panels.refusals import ConflictUnsaid, PledgeMissing
from xuzhi.panels.withdrawing import DECLARED, withdraw


def declare_conflicts(
    panel_id: UUID, *, conflict: bool, parties: Sequence[int] = (), note: str = "", actor: Actor, at: datetime
) -> bool:
    """Declare that there is none, or (at any time, also after the scores were opened) which; gives whether the member
    still sits. `parties` are places in the panel's list of parties.

    A conflict withdraws the member: their scores are void, they see nothing of the review any more, and a result that
    stood is made anew (L9.1). Raises PanelUnknown, MembersOnly, Recused, PledgeMissing, ConflictUnsaid.
    """
    with transaction.atomic():
        held = hold(panel_id, at)
        seat = seat_of(held.panel, actor)
        if seat.pledged_at is None:
            raise PledgeMissing()
        panel = str(held.panel.id)
        if not conflict:
            if seat.cleared_at is None:
                record(held.stream, [events.ConflictDenied(panel, actor.id)], actor=actor, at=at)
            return True
        known = held.panel.parties
        named = [known[place] for place in parties if 0 <= place < len(known)]
        if not named or not note.strip():
            raise ConflictUnsaid(clause=held.rule.clause or None)
        declared = events.ConflictDeclared(
            panel, actor.id, [{"name": each["name"], "ubn": each["ubn"]} for each in named], note.strip()
        )
        withdraw(held, seat, DECLARED, note, actor=actor, before=(declared,))
    return False
