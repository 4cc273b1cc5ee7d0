"""What pages and jobs may ask about notices. Every answer is plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q

from xuzhi.ledger.reading import rows_of
from xuzhi.notices.letters import read_letter
from xuzhi.notices.models import Notice
from xuzhi.notices.refusals import LetterDamaged, LetterNotReady, NoticeUnknown


@dataclass(frozen=True)
class NoticeLine:
    """A notice as a row of the inbox. `state` is pending, delivered or failed."""

    id: UUID
    number: str
    title: str
    subject: str
    programme: str
    rule: str
    case_id: UUID | None
    case_number: str
    issued_at: datetime
    delivered_at: datetime | None
    deadline_at: datetime | None
    state: str
    unread: bool
    has_letter: bool


@dataclass(frozen=True)
class NoticePage(NoticeLine):
    """A notice in full."""

    clause: str
    firm_ubn: str
    firm_name: str
    content: Mapping[str, Any]
    recipients: tuple[str, ...]
    emailed_to: tuple[str, ...]
    channels: tuple[str, ...]
    attempts: int
    problem: str
    next_try_at: datetime | None
    read_at: datetime | None
    read_by: str
    letter_sha256: str
    letter_size: int


@dataclass(frozen=True)
class LetterFile:
    """A letter to download."""

    name: str
    pdf: bytes


def inbox(firm: str, *, case_id: UUID | None = None, limit: int = 100, offset: int = 0) -> list[NoticeLine]:
    """A firm's notices, newest first; of one case where `case_id` is given."""
    rows = Notice.objects.filter(firm_ubn=firm)
    if case_id is not None:
        rows = rows.filter(case_id=case_id)
    return [NoticeLine(**_line(row)) for row in rows.order_by("-issued_at", "-number")[offset : offset + limit]]


def unread_count(firm: str) -> int:
    """How many of the firm's notices nobody of it has opened."""
    return Notice.objects.filter(firm_ubn=firm, read_at=None).count()


def inbox_counts(firm: str) -> dict[str, int]:
    """`all` and `unread`, in one query."""
    return Notice.objects.filter(firm_ubn=firm).aggregate(all=Count("id"), unread=Count("id", filter=Q(read_at=None)))


def notices_of_case(case_id: UUID, *, firm: str | None = None) -> list[NoticeLine]:
    """A case's notices, oldest first; those to one firm where it is named."""
    theirs = {} if firm is None else {"firm_ubn": firm}
    rows = rows_of(Notice, order=["issued_at", "number"], case_id=case_id, **theirs)
    return [NoticeLine(**_line(row)) for row in rows]


def notice(notice_id: UUID) -> NoticePage:
    """One notice in full. Raises NoticeUnknown."""
    return _page(_row(notice_id))


def letter_pdf(notice_id: UUID) -> LetterFile:
    """The letter as it was sent. Raises NoticeUnknown, LetterNotReady, LetterDamaged."""
    row = _row(notice_id)
    if not row.letter_sha256:
        raise LetterNotReady(number=row.number)
    pdf = read_letter(row.letter_sha256)
    if pdf is None:
        raise LetterDamaged(number=row.number)
    return LetterFile(f"{row.number}.pdf", pdf)


def notices_due(at: datetime, limit: int = 100) -> list[UUID]:
    """The notices that are to be sent, or tried again, by now; the longest waiting first."""
    rows = Notice.objects.exclude(state=Notice.State.DELIVERED).filter(next_try_at__lte=at)
    return list(rows.order_by("next_try_at", "id").values_list("id", flat=True)[:limit])


def notices_failing(limit: int = 100) -> list[NoticePage]:
    """What could not be sent so far, for the office to see."""
    rows = Notice.objects.filter(state=Notice.State.FAILED).order_by("-attempts", "issued_at")
    return [_page(row) for row in rows[:limit]]


def _row(notice_id: UUID) -> Notice:
    row = Notice.objects.filter(id=notice_id).first()
    if row is None:
        raise NoticeUnknown()
    return row


def _page(row: Notice) -> NoticePage:
    return NoticePage(
        **_line(row),
        clause=row.clause,
        firm_ubn=row.firm_ubn,
        firm_name=row.firm_name,
        content=row.content,
        recipients=tuple(row.recipients),
        emailed_to=tuple(row.emailed_to),
        channels=tuple(row.channels),
        attempts=row.attempts,
        problem=row.problem,
        next_try_at=row.next_try_at,
        read_at=row.read_at,
        read_by=row.read_by,
        letter_sha256=row.letter_sha256,
        letter_size=row.letter_size,
    )


def _line(row: Notice) -> dict[str, Any]:
    return {
        "id": row.id,
        "number": row.number,
        "title": row.title,
        "subject": row.subject,
        "programme": row.programme,
        "rule": row.rule,
        "case_id": row.case_id,
        "case_number": row.case_number,
        "issued_at": row.issued_at,
        "delivered_at": row.delivered_at,
        "deadline_at": row.deadline_at,
        "state": row.state,
        "unread": row.read_at is None,
        "has_letter": bool(row.letter_sha256),
    }
