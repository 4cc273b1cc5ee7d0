"""The minutes of a panel are made as a document."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from xuzhi.kernel.actor import Actor
from xuzhi.kernel.texts import use_language
from xuzhi.ledger.operations import record
from xuzhi.notices.letters import render_letter, store_letter
from xuzhi.panels import events
from xuzhi.panels.locking import check_officer, hold
from xuzhi.panels.models import Minutes
from xuzhi.panels.protocol import protocol_of
from xuzhi.panels.refusals import NotOpened


def make_minutes(panel_id: UUID, *, actor: Actor, at: datetime) -> str:
    """Set the minutes by the programme's template, keep them by their hash and give it. Made again when the result
    has changed since. Raises PanelUnknown, OfficeOnly, Recused, NotOpened.
    """
    with transaction.atomic(), use_language("zh-Hant"):
        held = hold(panel_id, at)
        check_officer(actor, held.panel)
        if held.panel.opened_at is None:
            raise NotOpened()
        last = Minutes.objects.filter(panel=held.panel).order_by("-nth").first()
        if last is not None and last.nth == held.panel.concluded:
            return last.sha256
        template = held.edition.programme.folder / "papers" / held.rule.minutes
        pdf = render_letter(template, protocol_of(held, actor), at=at)
        sha256 = store_letter(pdf)
        made = events.MinutesMade(str(held.panel.id), held.panel.concluded, sha256, len(pdf))
        record(held.stream, [made], actor=actor, at=at)
    return sha256
