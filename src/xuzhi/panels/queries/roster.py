"""Who stands on the roster."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Count, Q

from xuzhi.kernel.actor import Actor
from xuzhi.panels.locking import check_office
from xuzhi.panels.models import Reviewer
from xuzhi.panels.queries.shapes import ReviewerCard
from xuzhi.panels.queries.views import reviewer_view
from xuzhi.panels.refusals import ReviewerUnknown

_SITS = Count("seats", filter=Q(seats__withdrawn_at=None, seats__panel__opened_at=None))


def roster(*, actor: Actor, retired: bool = False) -> tuple[ReviewerCard, ...]:
    """Everybody on the roster, by name; with `retired` those who left it too. One query. Raises OfficeOnly."""
    check_office(actor)
    rows = Reviewer.objects.annotate(sits_on=_SITS).order_by("name", "id")
    return tuple(reviewer_view(row, row.sits_on) for row in (rows if retired else rows.filter(retired_at=None)))


def reviewer_card(reviewer_id: UUID, *, actor: Actor) -> ReviewerCard:
    """One entry. Raises OfficeOnly, ReviewerUnknown."""
    check_office(actor)
    row = Reviewer.objects.annotate(sits_on=_SITS).filter(id=reviewer_id).first()
    if row is None:
        raise ReviewerUnknown()
    return reviewer_view(row, row.sits_on)
