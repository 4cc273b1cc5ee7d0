"""The sealed sheets are opened, all at once."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from xuzhi.engine.scoring import PanelResult
from xuzhi.kernel.actor import Actor
from xuzhi.ledger.operations import record
from xuzhi.panels import events
from xuzhi.panels.concluding import conclude
from xuzhi.panels.locking import Held, check_officer, hold
from xuzhi.panels.models import ScoreSheet, Seat
from xuzhi.panels.refusals import OpenedAlready, ScoresOutstanding, SheetBroken, TooFewMembers
from xuzhi.panels.sheets import sealed_hash


def open_scores(panel_id: UUID, *, actor: Actor, at: datetime) -> PanelResult:
    """Open the sheets when every member has handed in and there are enough of them; the result is told to the case.

    Raises PanelUnknown, OfficeOnly, Recused, OpenedAlready, TooFewMembers, ScoresOutstanding, SheetBroken,
    SettingsIncomplete.
    """
    with transaction.atomic():
        held = hold(panel_id, at)
        check_officer(actor, held.panel)
        if held.panel.opened_at is not None:
            raise OpenedAlready()
        seats = [seat for seat in held.seats() if seat.sits]
        least = held.scoring().least_members
        if len(seats) < least:
            raise TooFewMembers(count=len(seats), least=least, clause=held.rule.clause or None)
        waiting = [seat.name for seat in seats if seat.handed_in_at is None]
        if waiting:
            raise ScoresOutstanding(waiting)
        sheets = [_sheet(held, seat) for seat in seats]
        record(held.stream, [events.ScoresOpened(str(held.panel.id), sheets)], actor=actor, at=at)
        # From here on they stand in the ledger.
        ScoreSheet.objects.filter(panel_id=held.panel.id).delete()
        return conclude(held, actor=actor)


def _sheet(held: Held, seat: Seat) -> dict[str, object]:
    """The sheet as it was sealed. Raises SheetBroken when it is another."""
    row = ScoreSheet.objects.filter(panel_id=held.panel.id, reviewer_id=seat.reviewer_id).first()
    if row is None or row.sheet is None:
        raise SheetBroken(name=seat.name)
    if sealed_hash(held.panel.id, seat.reviewer_id, row.salt, row.sheet) != seat.sealed_sha256:
        raise SheetBroken(name=seat.name)
    return {"reviewer_id": str(seat.reviewer_id), "name": seat.name, "salt": row.salt, "sheet": row.sheet}
