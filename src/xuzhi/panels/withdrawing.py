"""A member leaves a panel: what was handed in is void, and what was concluded is concluded anew."""

from __future__ import annotations

from xuzhi.kernel.actor import Actor
from xuzhi.ledger.events import Event
from xuzhi.ledger.operations import record
from xuzhi.panels import events
from xuzhi.panels.concluding import conclude
from xuzhi.panels.knowing import known_of
from xuzhi.panels.locking import Held
from xuzhi.panels.models import Reviewer, ScoreSheet, Seat
from xuzhi.panels.ties import Party, Tie, find_ties

DECLARED, FOUND, OFFICE = "declared", "found", "office"


def ties_of(held: Held, reviewer: Reviewer) -> list[Tie]:
    """Every tie of the reviewer to a party of the panel's case."""
    parties = [Party.from_json(each) for each in held.panel.parties]
    return find_ties(known_of(reviewer), parties, held.free_mail)


def withdraw(held: Held, seat: Seat, why: str, note: str, *, actor: Actor, before: tuple[Event, ...] = ()) -> None:
    """Withdraw the member, in the caller's transaction, which holds the panel. `before` is recorded first."""
    panel_id, reviewer_id = str(held.panel.id), str(seat.reviewer_id)
    acts: list[Event] = [*before, events.ReviewerWithdrawn(panel_id, reviewer_id, why, note.strip())]
    if seat.handed_in_at is not None:
        acts.append(events.ScoresVoided(panel_id, reviewer_id))
    ScoreSheet.objects.filter(panel_id=held.panel.id, reviewer_id=seat.reviewer_id).delete()
    record(held.stream, acts, actor=actor, at=held.at)
    if held.panel.opened_at is not None:
        conclude(held, actor=actor)
