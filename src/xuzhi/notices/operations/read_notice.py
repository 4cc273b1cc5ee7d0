"""Somebody opens a notice in the inbox."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from xuzhi.kernel.actor import Actor
from xuzhi.ledger.operations import record
from xuzhi.notices.events import NoticeRead, notice_stream
from xuzhi.notices.models import Notice
from xuzhi.notices.refusals import NoticeUnknown


def read_notice(notice_id: UUID, *, actor: Actor, at: datetime) -> bool:
    """Record the first reading by the firm; gives whether this was it. Others' looks, and later ones, record nothing.

    Raises NoticeUnknown.
    """
    with transaction.atomic():
        notice = Notice.objects.select_for_update().filter(id=notice_id).first()
        if notice is None:
            raise NoticeUnknown()
        if notice.read_at is not None or actor.firm != notice.firm_ubn:
            return False
        record(notice_stream(notice_id), [NoticeRead(notice_id=notice_id)], actor=actor, at=at)
    return True
