"""A member's own list."""

from __future__ import annotations

from datetime import datetime

from xuzhi.casework.queries.editions import Overlays
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.roc import taipei_day
from xuzhi.kernel.texts import say
from xuzhi.panels.models import Seat
from xuzhi.panels.queries.office_panel import state_of
from xuzhi.panels.queries.shapes import SeatLine
from xuzhi.panels.queries.views import sitting_view


def my_seats(*, actor: Actor, at: datetime) -> tuple[SeatLine, ...]:
    """The panels that the person was appointed to, what is to be done first, then by time; two queries.

    Before the declaration a line says nothing of the case but its number; after a conflict nothing but that (L9.1).
    """
    rows = Seat.objects.filter(reviewer_id=actor.id).select_related("panel__sitting")
    overlays = Overlays()
    lines = [_line(row, overlays, at) for row in rows.order_by("-appointed_at")]
    return tuple(sorted(lines, key=lambda line: (not line.to_do, line.sitting is None, _when(line))))


def _when(line: SeatLine) -> float:
    """Meetings to come in their order; those that were, the latest first, after them."""
    if line.sitting is None:
        return 0.0
    stamp = line.sitting.starts_at.timestamp()
    return -stamp if line.sitting.begun and not line.to_do else stamp


def _line(seat: Seat, overlays: Overlays, at: datetime) -> SeatLine:
    panel = seat.panel
    rules = overlays.edition(panel.programme, taipei_day(at), spoken=True)
    kind = rules.cases.get(panel.kind)
    state = "opened" if panel.opened_at is not None and seat.sits else state_of(seat)
    shown = seat.sits and seat.cleared_at is not None
    return SeatLine(
        panel_id=panel.id,
        case_number=panel.case_number,
        programme_title=rules.title,
        title=kind.title if kind else "",
        subject=panel.subject if shown else "",
        firm_name=panel.firm_name if shown else "",
        sitting=sitting_view(panel.sitting, at) if seat.sits else None,
        state=state,
        state_label=say(f"panels.mine_{state}"),
        to_do=state in ("appointed", "pledged", "cleared"),
    )
