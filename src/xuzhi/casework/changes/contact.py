"""Whom to ask about a programme (L9.4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date

from xuzhi.casework import rule_events as events
from xuzhi.casework.changes.shape import Change, Sort
from xuzhi.casework.queries.editions import edition
from xuzhi.casework.rule_refusals import ChangesNothing, ContactIncomplete, DayMissing
from xuzhi.kernel.texts import say
from xuzhi.ledger.events import Event
from xuzhi.rulebook.model import Contact

KEYS = ("name", "telephone", "email", "address", "line", "hours")


def contact_json(contact: Contact) -> dict[str, str]:
    """The contact as an event holds it."""
    kept = asdict(contact)
    return {key: str(kept[key]) for key in KEYS if kept[key]}


def _checked(change: Change, today: date) -> Change:
    value = {key: str(change.value.get(key) or "").strip() for key in KEYS}
    value = {key: written for key, written in value.items() if written}
    if not value.get("name") or not (value.get("telephone") or value.get("email")):
        raise ContactIncomplete()
    if change.from_on is None:
        raise DayMissing(label=say("casework.contact"))
    if contact_json(edition(change.programme, change.from_on).contact) == value:
        raise ChangesNothing(label=say("casework.contact"), value=say("casework.as_it_is"))
    return replace(change, value=value)


def _label(change: Change) -> str:
    return say("casework.contact")


def _brings(change: Change) -> Sequence[Event]:
    return [
        events.ContactSet(
            programme=change.programme,
            from_on=change.begins_on.isoformat(),
            contact=change.value,
            reason=change.reason,
            change_id=change.id,
        )
    ]


CONTACT = Sort("contact", _checked, _label, _brings)
