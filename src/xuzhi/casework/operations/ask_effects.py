"""What a proposed value would do is asked of every kind of case that it touches."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from xuzhi.casework.holding import check_office
from xuzhi.casework.models import ChangeRow
from xuzhi.casework.operations.ask_whatif import ask_whatif
from xuzhi.casework.queries.editions import edition
from xuzhi.casework.queries.what_if import Asked
from xuzhi.casework.rule_refusals import ChangeUnknown
from xuzhi.engine.uses import uses_of
from xuzhi.kernel.actor import Actor

_TOLD = ("check", "clock", "counting")


def ask_effects(change_id: UUID | str, *, actor: Actor, at: datetime) -> int:
    """Ask about open and past cases, for the page on which the second person decides; gives how many kinds were asked.

    Only a value has such effects. Raises OfficeOnly, ChangeUnknown.
    """
    check_office(actor)
    row = ChangeRow.objects.filter(id=change_id).first()
    if row is None:
        raise ChangeUnknown()
    if row.what != "parameter":
        return 0
    rules = edition(row.programme, row.from_on)
    kinds = dict.fromkeys(use.kind for use in uses_of(rules, row.name) if use.sort in _TOLD)
    for kind in kinds:
        asked = Asked(row.programme, kind, {row.name: _given(row)}, row.from_on)
        ask_whatif(asked, actor=actor, at=at, change_id=str(row.id))
    return len(kinds)


def _given(row: ChangeRow) -> object:
    return row.value if isinstance(row.value, bool | list) else str(row.value)
