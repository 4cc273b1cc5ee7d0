"""A member looks at what is to be reviewed."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from xuzhi.casework.operations.record_viewing import record_viewing
from xuzhi.kernel.actor import Actor
from xuzhi.panels.locking import cleared_seat, look


def read_material(panel_id: UUID, *, actor: Actor, at: datetime, what: str = "page") -> UUID:
    """Keep that the member looked at the case (L9.1); gives the case's id. what: page, file, scores.

    Raises PanelUnknown, MembersOnly, Recused, PledgeMissing, DeclarationMissing.
    """
    held = look(panel_id, at)
    cleared_seat(held.panel, actor)
    record_viewing(held.panel.case_id, actor=actor, at=at, what=what)
    return UUID(str(held.panel.case_id))
