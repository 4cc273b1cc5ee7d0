"""What casework does of itself when something happens in another room."""

from __future__ import annotations

from typing import cast

from xuzhi.casework.operations.apply_inspection import apply_inspection
from xuzhi.casework.operations.start_awaited_clocks import start_awaited_clocks
from xuzhi.documents.events import DocumentInspected, FilesCompared
from xuzhi.ledger.events import Event, StoredEvent
from xuzhi.ledger.projectors import Handler
from xuzhi.notices.events import NoticeDelivered


def notice_delivered(stored: StoredEvent) -> None:
    """Clocks that waited for the letter run from its delivery."""
    event = cast(NoticeDelivered, stored.event)
    start_awaited_clocks(event.notice_id, at=stored.occurred_at)


def document_inspected(stored: StoredEvent) -> None:
    """What a file says can change what the rules find."""
    apply_inspection(cast(DocumentInspected, stored.event).sha256, at=stored.occurred_at)


def files_compared(stored: StoredEvent) -> None:
    """So can what two files say differently."""
    apply_inspection(cast(FilesCompared, stored.event).second, at=stored.occurred_at)


REACTORS: dict[type[Event], list[Handler]] = {
    NoticeDelivered: [notice_delivered],
    DocumentInspected: [document_inspected],
    FilesCompared: [files_compared],
}
