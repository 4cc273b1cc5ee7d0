"""A notice is sent: letter made, e-mail sent, delivery recorded; once, whoever tries and however often."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction

from xuzhi.kernel.actor import Actor
from xuzhi.kernel.texts import use_language
from xuzhi.ledger.operations import record
from xuzhi.ledger.reading import row_of, rows_from
from xuzhi.notices.content import letter_data
from xuzhi.notices.events import NoticeDelivered, NoticeFailed, notice_stream
from xuzhi.notices.letters import render_letter, store_letter
from xuzhi.notices.mailing import send_mail
from xuzhi.notices.models import Notice, NoticeSecret
from xuzhi.notices.operations.issue_notice import LETTER_LANGUAGE
from xuzhi.notices.refusals import NoticeUnknown
from xuzhi.notices.secrets import unseal
from xuzhi.rulebook import find_programmes

logger = logging.getLogger(__name__)

# A mail server that is down for a night is tried about fifteen times, and a new one within a minute.
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=1)

_HELD = "notices_notice WHERE id = %s FOR UPDATE SKIP LOCKED"

Deadline = Callable[["UUID", datetime], "tuple[datetime, str] | None"]


@dataclass(frozen=True)
class Delivery:
    """What came of it. `outcome` is delivered, already (before), busy (another worker has it) or failed."""

    notice_id: UUID
    outcome: str
    problem: str = ""
    next_try_at: datetime | None = None


def deliver_notice(notice_id: UUID, at: datetime, *, deadline: Deadline | None = None) -> Delivery:
    """Make the letter, send the e-mail and record it, holding the notice's row: two workers deliver once.

    `deadline(notice_id, at)` may give the deadline as counted from this very delivery, and how it was counted, for
    time limits that run from the day of notice; else the deadline given at the issue stands. A failure is recorded
    with the instant of the next try and is not raised. Should the machine die between the mail server's answer and
    the record, the same message (same Message-ID) goes out again. Raises NoticeUnknown.
    """
    with transaction.atomic(), use_language(LETTER_LANGUAGE):
        held = rows_from(Notice, _HELD, [notice_id])
        if not held:
            if not Notice.objects.filter(id=notice_id).exists():
                raise NoticeUnknown()
            return Delivery(notice_id, "busy")
        notice = held[0]
        if notice.state == Notice.State.DELIVERED:
            return Delivery(notice_id, "already")
        try:
            delivered, secret = _send(notice, at, deadline)
        except Exception as error:  # whatever stops a letter is recorded and tried again; the log has the rest
            logger.exception("notice %s could not be delivered", notice.number)
            return _record_failure(notice, error, at)
        record(notice_stream(notice_id), [delivered], actor=Actor.system("notices"), at=at)
        if secret:
            NoticeSecret.objects.filter(notice_id=notice_id).delete()
    return Delivery(notice_id, "delivered")


def _send(notice: Notice, at: datetime, deadline: Deadline | None) -> tuple[NoticeDelivered, bool]:
    """Gives the event of what went out, and whether there was a secret in it."""
    # A savepoint of its own: what fails in the database here must not keep the failure from being recorded.
    with transaction.atomic():
        counted = deadline(notice.id, at) if deadline is not None else None
        due_at, how = counted if counted is not None else (notice.deadline_at, None)
        data = letter_data(notice.number, notice.content, due_at)
        if how is not None:
            data["deadline_how"] = how
        pdf = render_letter(template_of(notice), data, at=notice.issued_at) if "letter" in notice.channels else None
        sha256 = store_letter(pdf) if pdf is not None else ""
        sealed = row_of(NoticeSecret, notice_id=notice.id)
        secret = {} if sealed is None else unseal(sealed.sealed)
    recipients = notice.recipients if "email" in notice.channels else []
    if recipients:
        send_mail(notice.id, data, secret, recipients, pdf)
    delivered = NoticeDelivered(
        notice_id=notice.id,
        case_id=notice.case_id,
        rule=notice.rule,
        attempt=notice.attempts + 1,
        emailed_to=tuple(recipients),
        letter_sha256=sha256,
        letter_size=0 if pdf is None else len(pdf),
        deadline_at=due_at,
    )
    return delivered, sealed is not None


def template_of(notice: Notice) -> Path:
    """The notice's template in its programme's folder. Raises KeyError when the programme is gone."""
    folders = _folders(tuple(str(path) for path in getattr(settings, "XUZHI_PROGRAMMES", ())))
    return folders[notice.programme] / "notices" / notice.template


@lru_cache(maxsize=8)
def _folders(extra: tuple[str, ...]) -> dict[str, Path]:
    """Read once: a programme's folder does not move while we run."""
    return find_programmes(extra)


def _record_failure(notice: Notice, error: Exception, at: datetime) -> Delivery:
    attempt = notice.attempts + 1
    next_try_at = at + min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(attempt - 1, 10))
    problem = f"{type(error).__name__}: {error}"[:500]
    event = NoticeFailed(notice_id=notice.id, attempt=attempt, problem=problem, next_try_at=next_try_at)
    record(notice_stream(notice.id), [event], actor=Actor.system("notices"), at=at)
    return Delivery(notice.id, "failed", problem, next_try_at)
