"""What the minutes say, to be read on the page before and after they are made as a document."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from xuzhi.kernel.actor import Actor
from xuzhi.panels.locking import check_office, look
from xuzhi.panels.protocol import protocol_of


def minutes_draft(panel_id: UUID, *, actor: Actor, at: datetime) -> Mapping[str, Any]:
    """As papers are given it; empty before the opening. Raises PanelUnknown, OfficeOnly, Recused."""
    held = look(panel_id, at, spoken=True)
    check_office(actor, held.panel)
    return protocol_of(held, actor) if held.panel.opened_at is not None else {}
