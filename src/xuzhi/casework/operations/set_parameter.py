"""The office sets a dated value."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from xuzhi.casework import events
from xuzhi.casework.holding import check_office
from xuzhi.casework.operations.announce_round import programme_stream
from xuzhi.casework.queries.editions import programme as programme_named
from xuzhi.casework.refusals import ParameterInvalid, ParameterUnknown, ReasonMissing
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.json_value import as_json_value
from xuzhi.kernel.texts import say
from xuzhi.ledger.operations import record
from xuzhi.rulebook.model import Parameter


def set_parameter(
    programme: str, name: str, value: Any, *, from_on: date, reason: str, actor: Actor, at: datetime
) -> None:
    """Lay a value over the programme's files, in force from a day on; what was before is kept.

    `value` is of the parameter's type: whole number for money and counts, number or its text for decimals, date,
    aware instant, bool, text, list. Cases that were submitted before keep what they were submitted under. Raises
    ProgrammeUnknown, OfficeOnly, ParameterUnknown, ParameterInvalid, ReasonMissing.
    """
    check_office(actor)
    rules = programme_named(programme)
    parameter = next((each for each in rules.parameters if each.name == name), None)
    if parameter is None:
        raise ParameterUnknown(name=name)
    if not reason.strip():
        raise ReasonMissing(step=parameter.label)
    if not _fits(parameter.type.name, value):
        raise ParameterInvalid(
            label=parameter.label, value=str(value), expected=_expected(parameter), clause=parameter.clause or None
        )
    with transaction.atomic():
        was_set = events.ParameterSet(
            programme=programme,
            name=name,
            from_on=from_on.isoformat(),
            value=as_json_value(value),
            reason=reason.strip(),
        )
        record(programme_stream(programme), [was_set], actor=actor, at=at)


def _fits(kind: str, value: Any) -> bool:
    match kind:
        case "number":
            return isinstance(value, int | Decimal) and not isinstance(value, bool)
        case "text":
            return isinstance(value, str) and bool(value.strip())
        case "truth":
            return isinstance(value, bool)
        case "date":
            return isinstance(value, date) and not isinstance(value, datetime)
        case "instant":
            return isinstance(value, datetime) and value.tzinfo is not None
        case "list":
            return isinstance(value, list | tuple)
    return value is not None


def _expected(parameter: Parameter) -> str:
    names = {"number": "number", "text": "text", "truth": "yes_no", "date": "date", "instant": "date", "list": "list"}
    return say(f"casework.expected_{names.get(parameter.type.name, 'other')}")
