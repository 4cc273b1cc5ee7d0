"""A round that is announced, changed or cancelled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from xuzhi.casework import rule_events as events
from xuzhi.casework.changes.shape import Change, Sort
from xuzhi.casework.queries.editions import edition, round_of
from xuzhi.casework.refusals import RoundInvalid
from xuzhi.casework.rule_refusals import ChangesNothing, RoundsOverlap, RoundUnknown
from xuzhi.kernel.roc import taipei_day
from xuzhi.kernel.texts import say
from xuzhi.ledger.events import Event
from xuzhi.rulebook import Edition
from xuzhi.rulebook.model import Round

KEYS = ("name", "title", "opens_at", "closes_at", "cases", "categories", "tentative", "cancelled", "clause")


def round_json(given: Mapping[str, Any]) -> dict[str, Any]:
    """The keys of a round, JSON-safe."""
    return {
        key: value.isoformat() if isinstance(value, datetime) else list(value) if isinstance(value, tuple) else value
        for key, value in given.items()
        if key in KEYS and value not in (None, "", (), [])
    }


def as_round_json(found: Round) -> dict[str, Any]:
    """A round of the files or of the office as an event holds it."""
    return round_json({key: getattr(found, key) for key in KEYS if key != "clause"} | {"clause": found.clauses})


def check_round(rules: Edition, value: Mapping[str, Any]) -> Round:
    """Whether the round makes sense beside the others. Raises RoundInvalid, RoundsOverlap."""
    if not str(value.get("name") or "").strip():
        raise RoundInvalid(why=say("casework.round_without_name"))
    try:
        read = round_of(dict(value))
    except (KeyError, TypeError, ValueError):
        raise RoundInvalid(why=say("casework.round_without_times")) from None
    if read.opens_at.tzinfo is None or read.closes_at.tzinfo is None:
        raise RoundInvalid(why=say("casework.round_without_offset"))
    if read.closes_at <= read.opens_at:
        raise RoundInvalid(why=say("casework.round_ends_before"))
    if not read.cases:
        raise RoundInvalid(why=say("casework.round_without_kinds"))
    for kind in read.cases:
        if kind not in rules.cases:
            raise RoundInvalid(why=say("casework.round_kind_unknown", kind=kind))
    for other in rules.rounds:
        if other.name != read.name and not other.cancelled and not read.cancelled and _meet(read, other):
            raise RoundsOverlap(
                title=read.title, other=other.title, opens=other.opens_at, closes=other.closes_at, clause=other.clause
            )
    return read


def _meet(one: Round, other: Round) -> bool:
    """Whether both would take the same case at one time."""
    kinds = not other.cases or bool(set(one.cases) & set(other.cases))
    categories = not one.categories or not other.categories or bool(set(one.categories) & set(other.categories))
    return kinds and categories and one.opens_at <= other.closes_at and other.opens_at <= one.closes_at


def _checked(change: Change, today: date) -> Change:
    rules = edition(change.programme, today)
    value = round_json({**change.value, "name": change.name, "cancelled": False})
    value.pop("cancelled", None)
    read = check_round(rules, value)
    before = next((each for each in rules.rounds if each.name == change.name), None)
    if before is not None and as_round_json(before) == as_round_json(read):
        raise ChangesNothing(label=read.title, value=say("casework.as_it_is"))
    return replace(change, value=as_round_json(read), from_on=_touched_on(read, before))


def _touched_on(new: Round, old: Round | None) -> date:
    """The first day on which somebody is treated otherwise than announced before."""
    if old is None or old.cancelled:
        return taipei_day(new.opens_at)
    instants = [
        min(one, other) for one, other in ((new.opens_at, old.opens_at), (new.closes_at, old.closes_at)) if one != other
    ]
    return taipei_day(min(instants, default=max(new.opens_at, old.opens_at, new.closes_at)))


def _cancelled(change: Change, today: date) -> Change:
    found = next((each for each in edition(change.programme, today).rounds if each.name == change.name), None)
    if found is None or found.cancelled:
        raise RoundUnknown(name=change.name)
    begins = (
        max(taipei_day(found.opens_at), today) if taipei_day(found.closes_at) >= today else taipei_day(found.closes_at)
    )
    return replace(change, value={**as_round_json(found), "cancelled": True}, from_on=begins)


def _label(change: Change) -> str:
    return str((change.value or {}).get("title") or change.name)


def _announced(change: Change) -> Sequence[Event]:
    return [
        events.RoundAnnounced(programme=change.programme, round=change.value, reason=change.reason, change_id=change.id)
    ]


def _cancels(change: Change) -> Sequence[Event]:
    return [
        events.RoundCancelled(programme=change.programme, round=change.value, reason=change.reason, change_id=change.id)
    ]


NEW_ROUND = Sort("round", _checked, _label, _announced)
CANCELLED_ROUND = Sort("cancelled_round", _cancelled, _label, _cancels)
