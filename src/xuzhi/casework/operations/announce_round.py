"""The office announces a round, or changes one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from xuzhi.casework import events
from xuzhi.casework.holding import check_office
from xuzhi.casework.queries.editions import programme as programme_named
from xuzhi.casework.queries.editions import round_of
from xuzhi.casework.refusals import RoundInvalid
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.texts import say
from xuzhi.ledger.operations import record
from xuzhi.rulebook import Programme


def programme_stream(programme: str) -> str:
    return f"programme-{programme}"


def announce_round(programme: str, round: Mapping[str, Any], *, actor: Actor, at: datetime, reason: str = "") -> None:
    """Lay a round over the programme's files. `round` has name, title, opens_at, closes_at (aware instants or ISO text
    with offset), cases, and may have categories, tentative, clause; a name that is there already is replaced.

    Cases that were submitted before keep what they were submitted under. Raises ProgrammeUnknown, OfficeOnly,
    RoundInvalid.
    """
    check_office(actor)
    rules = programme_named(programme)
    value = _json(round)
    _check(rules, value)
    with transaction.atomic():
        announced = events.RoundAnnounced(programme=programme, round=value, reason=reason.strip())
        record(programme_stream(programme), [announced], actor=actor, at=at)


def _json(given: Mapping[str, Any]) -> dict[str, Any]:
    return {
        key: value.isoformat() if isinstance(value, datetime) else list(value) if isinstance(value, tuple) else value
        for key, value in given.items()
    }


def _check(rules: Programme, value: Mapping[str, Any]) -> None:
    if not str(value.get("name") or "").strip():
        raise RoundInvalid(why=say("casework.round_without_name"))
    try:
        read = round_of(dict(value))
    except (KeyError, TypeError, ValueError):
        raise RoundInvalid(why=say("casework.round_without_offset")) from None
    if read.opens_at.tzinfo is None or read.closes_at.tzinfo is None:
        raise RoundInvalid(why=say("casework.round_without_offset"))
    if read.closes_at <= read.opens_at:
        raise RoundInvalid(why=say("casework.round_ends_before"))
    kinds = {case.name for case in rules.cases}
    for kind in read.cases:
        if kind not in kinds:
            raise RoundInvalid(why=say("casework.round_kind_unknown", kind=kind))
