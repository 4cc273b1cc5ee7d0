"""A member hands the sheet in: from then on it is sealed."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from xuzhi.kernel.actor import Actor
from xuzhi.kernel.roc import format_instant
from xuzhi.ledger.events import Event
from xuzhi.ledger.operations import record
from xuzhi.panels import events
from xuzhi.panels.locking import Held, hold
from xuzhi.panels.models import ScoreSheet
from xuzhi.panels.operations.save_scores import check_may_score, keep
from xuzhi.panels.refusals import SittingMissing, SittingNotBegun
from xuzhi.panels.sheets import marked, sealed_hash

SALT_BYTES = 16


def hand_in_scores(panel_id: UUID, typed: Mapping[str, str], *, actor: Actor, at: datetime) -> None:
    """Seal the sheet: points and a reason for every criterion. Only its hash is recorded until all have handed in;
    nobody reads it before, and the member cannot change it any more. The first sheet fixes the figures that the panel
    scores by. Raises PanelUnknown, MembersOnly, Recused, PledgeMissing, DeclarationMissing, OpenedAlready,
    SheetSealed, SettingsIncomplete, SittingMissing, SittingNotBegun, SheetInvalid (all that is wrong, by field).
    """
    with transaction.atomic():
        held = hold(panel_id, at)
        check_may_score(held, actor)
        settings = held.scoring()
        if held.panel.sitting is None:
            raise SittingMissing()
        if at < held.panel.sitting.starts_at:
            raise SittingNotBegun(starts=format_instant(held.panel.sitting.starts_at))
        sheet = marked(keep(held, actor, typed), held.criteria, settings).as_json()
        salt = secrets.token_hex(SALT_BYTES)
        ScoreSheet.objects.filter(panel_id=held.panel.id, reviewer_id=actor.id).update(sheet=sheet, salt=salt)
        sealed = events.ScoresHandedIn(str(held.panel.id), actor.id, sealed_hash(held.panel.id, actor.id, salt, sheet))
        record(held.stream, [*_settled(held), sealed], actor=actor, at=at)


def _settled(held: Held) -> list[Event]:
    """The figures, with the first sheet."""
    if held.panel.settings is not None:
        return []
    rules = held.scoring_rules
    return [events.ScoringSettled(str(held.panel.id), held.scoring().as_json(), rules.on.isoformat(), rules.sha256)]
