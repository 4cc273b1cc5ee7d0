"""Meetings to come."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Count

from xuzhi.kernel.actor import Actor
from xuzhi.panels.locking import check_office
from xuzhi.panels.models import Sitting
from xuzhi.panels.queries.shapes import SittingView
from xuzhi.panels.queries.views import sitting_view


def sittings_ahead(programme: str, *, at: datetime) -> tuple[SittingView, ...]:
    """The programme's meetings that have not begun, the next first; one query."""
    rows = Sitting.objects.filter(programme=programme, starts_at__gt=at, cancelled_at=None).annotate(of=Count("panels"))
    views = (sitting_view(row, at, row.of) for row in rows.order_by("starts_at", "id"))
    return tuple(view for view in views if view is not None)


def sitting_of(sitting_id: UUID, *, actor: Actor, at: datetime) -> SittingView | None:
    """One meeting. Raises OfficeOnly."""
    check_office(actor)
    return sitting_view(Sitting.objects.filter(id=sitting_id).first(), at)
