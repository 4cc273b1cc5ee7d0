"""What can happen to a programme's rules and to the office's calendar.

Streams: `programme-<id>`, `calendar`, `whatif-<uuid>`. A change is proposed by one person and approved by another; what
it brings about (a value, a round, days …) is recorded with the approval, by `change_id`. What was set up by the
machine has none.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from xuzhi.ledger.events import Event

type Json = Any


@dataclass(frozen=True)
class ChangeProposed(Event):
    """Somebody of the office asks for a change. `programme` is empty for the calendar.

    `what` is parameter, round, cancelled_round, days, contact, announcement or ended_announcement; `value` is what it
    brings about, as the event of the approval will hold it. `late_reason` says why it begins in the past.
    """

    change_id: str
    programme: str
    what: str
    name: str
    from_on: str
    value: Json
    reason: str
    late_reason: str = ""
    names: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class ChangeApproved(Event):
    """A second person took the change into force."""

    change_id: str
    note: str = ""


@dataclass(frozen=True)
class ChangeRejected(Event):
    """A second person declined the change."""

    change_id: str
    reason: str


@dataclass(frozen=True)
class ChangeWithdrawn(Event):
    """Whoever proposed the change took it back."""

    change_id: str
    reason: str = ""


@dataclass(frozen=True)
class RoundAnnounced(Event):
    """The office opened or changed a round. `round` holds the keys of `[[round]]`; the same name replaces."""

    programme: str
    round: dict[str, Json]
    reason: str = ""
    change_id: str = ""


@dataclass(frozen=True)
class RoundCancelled(Event):
    """A round takes no applications any more. `round` is the round as it was, with `cancelled`."""

    programme: str
    round: dict[str, Json]
    reason: str = ""
    change_id: str = ""


@dataclass(frozen=True)
class ParameterSet(Event):
    """The office set a dated value. Dates and instants in `value` are ISO text; `names` are what codes of a list are
    called."""

    programme: str
    name: str
    from_on: str
    value: Json
    reason: str
    names: dict[str, str] = field(default_factory=dict)
    change_id: str = ""


@dataclass(frozen=True)
class ContactSet(Event):
    """Whom to ask about the programme, from a day on (L9.4)."""

    programme: str
    from_on: str
    contact: dict[str, str]
    reason: str
    change_id: str = ""


@dataclass(frozen=True)
class AnnouncementPublished(Event):
    """A public notice: {id, title, text, from_on, until_on}; the same id replaces."""

    programme: str
    announcement: dict[str, Json]
    reason: str
    change_id: str = ""


@dataclass(frozen=True)
class AnnouncementEnded(Event):
    """A public notice was taken down before its time. `announcement` is the notice as it was."""

    programme: str
    announcement: dict[str, Json]
    reason: str
    change_id: str = ""


@dataclass(frozen=True)
class CalendarEntryAdded(Event):
    """A holiday, make-up working day or closure was entered. `half` is null, "am" or "pm"."""

    day: str
    kind: str  # "holiday" | "workday" | "closure"
    county: str | None
    half: str | None
    announced_at: str | None
    source: str
    why: str = ""
    change_id: str = ""


@dataclass(frozen=True)
class WhatIfAsked(Event):
    """Somebody asked what other values would have done. `at_once`: few enough cases to be answered there and then.

    `values` are by parameter, as in ParameterSet; `which` is open, past or all; the period is of submissions.
    """

    run_id: str
    programme: str
    kind: str
    values: dict[str, Json]
    on: str
    which: str
    from_on: str | None
    until_on: str | None
    cases: int
    at_once: bool
    change_id: str = ""


@dataclass(frozen=True)
class WhatIfAnswered(Event):
    """What came out: {cases, checks, clocks, unread}, or `problem`, the sentence that says why nothing could."""

    run_id: str
    answer: Json
    problem: str = ""
