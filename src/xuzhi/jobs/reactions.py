"""What the jobs do when something happens: they only call for work, inside the transaction of the act.

The call exists exactly if the act does; both are committed, or neither.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, cast

from xuzhi.casework.events import ClockMoved, ClockStarted, DocumentAttached, LookUpsRequested
from xuzhi.casework.rule_events import WhatIfAsked
from xuzhi.documents.events import InspectionAsked
from xuzhi.ledger.events import Event, StoredEvent
from xuzhi.ledger.projectors import Handler, RunHandler
from xuzhi.marketplace.connections.events import MessageAddressed, MessageAskedAgain, WebhookDisabled
from xuzhi.notices.events import NoticeIssued

if TYPE_CHECKING:
    from procrastinate.types import JSONDict

# A longer clock is found by the sweep of its minute; nobody waits for it with a watch in hand.
SOON = timedelta(days=14)


def send_soon(stored: StoredEvent) -> None:
    """A letter is to be sent."""
    from xuzhi.jobs.tasks import deliver

    deliver.defer(notice_id=str(cast(NoticeIssued, stored.event).notice_id))


def sweep_when_due(stored: StoredEvent) -> None:
    """A clock is to be looked at in the instant in which it runs out."""
    from xuzhi.jobs.tasks import sweep

    due_at = datetime.fromisoformat(cast(ClockStarted | ClockMoved, stored.event).due_at)
    if due_at - stored.occurred_at <= SOON:
        sweep.configure(schedule_at=due_at).defer()


def inspect_again(stored: StoredEvent) -> None:
    """A file is to be looked into once more."""
    from xuzhi.jobs import tasks

    event = cast(InspectionAsked, stored.event)
    tasks.inspect_again.defer(sha256=event.sha256, pictures=event.pictures)


def inspect_soon(run: Sequence[StoredEvent]) -> None:
    """Files that were put under documents are to be looked into."""
    from xuzhi.jobs.tasks import inspect

    attached = [cast(DocumentAttached, stored.event) for stored in run]
    files: list[JSONDict] = [
        {"sha256": each.sha256, "case_id": each.case_id, "document": each.document} for each in attached
    ]
    inspect.batch_defer(*files)


def try_soon(stored: StoredEvent) -> None:
    """What other values would have done is to be worked out, where the cases are many."""
    from xuzhi.jobs.tasks import answer_what_if

    event = cast(WhatIfAsked, stored.event)
    if not event.at_once:
        answer_what_if.defer(run_id=event.run_id)


def tell_webhook(stored: StoredEvent) -> None:
    """A message is to be told to a webhook."""
    from xuzhi.jobs.webhook_tasks import call_webhook

    event = cast(MessageAddressed | MessageAskedAgain, stored.event)
    call_webhook(event.message_id, event.webhook_id)


def tell_disabled_webhook(stored: StoredEvent) -> None:
    """The firm is to be told that one of its webhooks was disabled."""
    from xuzhi.jobs.webhook_tasks import tell_of_disabled

    tell_of_disabled.defer(webhook_id=str(cast(WebhookDisabled, stored.event).webhook_id))


def look_up_soon(stored: StoredEvent) -> None:
    """The registers are to be asked about many numbers."""
    from xuzhi.jobs.tasks import answer_bulk

    answer_bulk.defer(look_up_id=cast(LookUpsRequested, stored.event).look_up_id)


REACTORS: dict[type[Event], list[Handler]] = {
    WhatIfAsked: [try_soon],
    NoticeIssued: [send_soon],
    InspectionAsked: [inspect_again],
    ClockStarted: [sweep_when_due],
    ClockMoved: [sweep_when_due],
    LookUpsRequested: [look_up_soon],
    MessageAddressed: [tell_webhook],
    MessageAskedAgain: [tell_webhook],
    WebhookDisabled: [tell_disabled_webhook],
}

TOGETHER: dict[type[Event], list[RunHandler]] = {DocumentAttached: [inspect_soon]}
