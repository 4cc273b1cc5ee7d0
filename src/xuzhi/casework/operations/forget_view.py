"""A list that was kept is kept no longer."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from xuzhi.casework import events
from xuzhi.casework.holding import check_office
from xuzhi.casework.models import SavedView
from xuzhi.casework.operations.save_view import views_stream
from xuzhi.kernel.actor import Actor
from xuzhi.ledger.operations import lock_stream, record


def forget_view(name: str, *, actor: Actor, at: datetime) -> None:
    """Forget one's own list of that name; one that is not there changes nothing. Raises OfficeOnly."""
    check_office(actor)
    with transaction.atomic():
        lock_stream(views_stream(actor))
        if SavedView.objects.filter(owner_id=actor.id, name=name).exists():
            record(views_stream(actor), [events.ViewForgotten(name=name)], actor=actor, at=at)
