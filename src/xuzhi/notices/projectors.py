"""Events of notices to the inbox and to the series of letter numbers."""

from __future__ import annotations

from typing import cast

from xuzhi.ledger.events import StoredEvent
from xuzhi.ledger.projectors import Projector
from xuzhi.ledger.tables import change, put
from xuzhi.notices import events
from xuzhi.notices.models import LetterSeries, Notice


def _issued(stored: StoredEvent) -> None:
    event = cast(events.NoticeIssued, stored.event)
    series = LetterSeries(word=event.word, year=event.year, last=event.serial)
    put([series], unique=("word", "year"), update=("last",))
    notice = Notice(
        id=event.notice_id,
        number=event.number,
        programme=event.programme,
        rule=event.rule,
        template=event.template,
        clause=event.clause,
        title=event.title,
        subject=event.subject,
        firm_ubn=event.firm_ubn,
        firm_name=event.firm_name,
        case_id=event.case_id,
        case_number=event.case_number,
        recipients=list(event.recipients),
        channels=list(event.channels),
        content=dict(event.content),
        deadline_at=event.deadline_at,
        edition_on=event.edition_on,
        edition_sha256=event.edition_sha256,
        issued_at=stored.occurred_at,
        next_try_at=stored.occurred_at,
    )
    put([notice])


def _delivered(stored: StoredEvent) -> None:
    event = cast(events.NoticeDelivered, stored.event)
    now = {
        "id": event.notice_id,
        "state": Notice.State.DELIVERED,
        "attempts": event.attempt,
        "next_try_at": None,
        "problem": "",
        "delivered_at": stored.occurred_at,
        "emailed_to": list(event.emailed_to),
        "letter_sha256": event.letter_sha256,
        "letter_size": event.letter_size,
        "deadline_at": event.deadline_at,
    }
    change(Notice, [now])


def _failed(stored: StoredEvent) -> None:
    event = cast(events.NoticeFailed, stored.event)
    Notice.objects.filter(id=event.notice_id).update(
        state=Notice.State.FAILED,
        attempts=event.attempt,
        next_try_at=event.next_try_at,
        problem=event.problem[:500],
    )


def _read(stored: StoredEvent) -> None:
    event = cast(events.NoticeRead, stored.event)
    Notice.objects.filter(id=event.notice_id, read_at=None).update(
        read_at=stored.occurred_at, read_by=stored.actor.name
    )


PROJECTOR = Projector(
    name="notices",
    models=(LetterSeries, Notice),
    handles={
        events.NoticeIssued: _issued,
        events.NoticeDelivered: _delivered,
        events.NoticeFailed: _failed,
        events.NoticeRead: _read,
    },
)
