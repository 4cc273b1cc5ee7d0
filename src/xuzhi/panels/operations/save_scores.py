"""A member keeps a sheet that is not finished."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from xuzhi.kernel.actor import Actor
from xuzhi.panels.locking import Held, cleared_seat, hold
from xuzhi.panels.models import ScoreSheet
from xuzhi.panels.refusals import OpenedAlready, SheetSealed
from xuzhi.panels.sheets import kept


def save_scores(panel_id: UUID, typed: Mapping[str, str], *, actor: Actor, at: datetime) -> None:
    """Keep what is typed (`points-NAME`, `reason-NAME`, `bonus-NAME`, `bonus_reason-NAME`, `remark`) as it is typed,
    for the member alone. Raises PanelUnknown, MembersOnly, Recused, PledgeMissing, DeclarationMissing, SheetSealed,
    OpenedAlready, SettingsIncomplete.
    """
    with transaction.atomic():
        held = hold(panel_id, at)
        check_may_score(held, actor)
        held.scoring()
        keep(held, actor, typed)


def check_may_score(held: Held, actor: Actor) -> None:
    """Raises MembersOnly, Recused, PledgeMissing, DeclarationMissing, OpenedAlready, SheetSealed."""
    seat = cleared_seat(held.panel, actor)
    if held.panel.opened_at is not None:
        raise OpenedAlready()
    if seat.handed_in_at is not None:
        raise SheetSealed()


def keep(held: Held, actor: Actor, typed: Mapping[str, str]) -> dict[str, str]:
    """Write the draft down; gives the fields that belong to a sheet."""
    fields = kept(typed, held.criteria)
    ScoreSheet.objects.update_or_create(
        panel_id=held.panel.id, reviewer_id=actor.id, defaults={"typed": fields, "saved_at": held.at}
    )
    return fields
