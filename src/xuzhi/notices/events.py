"""What can happen to a notice. Its stream is `notice-<uuid>`.

`content` is what the letter says, JSON-safe, complete: letter and e-mail are made from the event and the template
alone. What may not be kept (a code in clear) is never part of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from xuzhi.ledger.events import Event


def notice_stream(notice_id: UUID) -> str:
    """The stream of one notice."""
    return f"notice-{notice_id}"


@dataclass(frozen=True)
class NoticeIssued(Event):
    notice_id: UUID
    number: str
    word: str  # the letters before the number, which has a series of its own a ROC year
    year: int
    serial: int
    programme: str
    rule: str
    template: str
    clause: str
    title: str
    subject: str
    firm_ubn: str
    firm_name: str
    case_id: UUID | None
    case_number: str
    recipients: tuple[str, ...]
    channels: tuple[str, ...]
    content: Mapping[str, Any]
    deadline_at: datetime | None
    edition_on: date
    edition_sha256: str


@dataclass(frozen=True)
class NoticeDelivered(Event):
    """The letter was made and sent. `deadline_at` is the deadline that it prints, counted from this delivery."""

    notice_id: UUID
    case_id: UUID | None
    rule: str
    attempt: int
    emailed_to: tuple[str, ...]
    letter_sha256: str
    letter_size: int
    deadline_at: datetime | None


@dataclass(frozen=True)
class NoticeFailed(Event):
    notice_id: UUID
    attempt: int
    problem: str
    next_try_at: datetime


@dataclass(frozen=True)
class NoticeRead(Event):
    notice_id: UUID
