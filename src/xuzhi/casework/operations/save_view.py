"""Somebody of the office keeps a list of cases, to come back to it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from xuzhi.casework import events
from xuzhi.casework.holding import check_office
from xuzhi.casework.models import SavedView
from xuzhi.casework.office_refusals import TooManyViews, ViewUnnamed
from xuzhi.kernel.actor import Actor
from xuzhi.ledger.operations import lock_stream, record

LONGEST_NAME, LONGEST_QUERY = 60, 600
MOST_VIEWS = 20


def views_stream(actor: Actor) -> str:
    return f"views-{actor.id}"


def save_view(name: str, query: str, *, actor: Actor, at: datetime) -> None:
    """Keep the filters `query` (the part of an address after "?") under a name of one's own; the same name replaces.

    Raises OfficeOnly, ViewUnnamed, TooManyViews.
    """
    check_office(actor)
    name = " ".join(name.split())[:LONGEST_NAME]
    if not name:
        raise ViewUnnamed()
    with transaction.atomic():
        lock_stream(views_stream(actor))
        others = SavedView.objects.filter(owner_id=actor.id).exclude(name=name).count()
        if others >= MOST_VIEWS:
            raise TooManyViews(most=MOST_VIEWS)
        saved = events.ViewSaved(name=name, query=query[:LONGEST_QUERY])
        record(views_stream(actor), [saved], actor=actor, at=at)
