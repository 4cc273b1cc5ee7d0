"""A programme's dated values as the office reads them: what holds, since when, what comes, what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from xuzhi.casework.changes.value import named
from xuzhi.casework.models import ChangeRow, OverlayRow
from xuzhi.casework.queries.editions import Overlays, programme, typed_value
from xuzhi.casework.refusals import ParameterUnknown
from xuzhi.engine.showing import show_listed
from xuzhi.engine.uses import Use, uses_of
from xuzhi.kernel.clause import Clause
from xuzhi.kernel.roc import taipei_day
from xuzhi.rulebook import Edition
from xuzhi.rulebook.model import Parameter


@dataclass(frozen=True)
class DatedValue:
    """One value with the days on which it holds. `source` is "rules" (as published) or "office"; of the latter who
    proposed it (nobody when it was set up by the machine), who approved it, when and why."""

    from_on: date
    until_on: date | None
    value: Any
    shown: str
    source: str
    state: str  # past, now, coming, replaced (another value was entered for the same day)
    reason: str = ""
    late_reason: str = ""
    proposed_by: str = ""
    approved_by: str = ""
    approved_at: datetime | None = None
    change_id: UUID | None = None
    names: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class ParameterRow:
    """A parameter today. `shown` is empty where nothing is set; `coming` is the next value; `waiting` counts proposals
    that nobody has decided on."""

    parameter: Parameter
    value: Any
    shown: str
    since: date | None
    coming: DatedValue | None
    uses: tuple[Use, ...]
    waiting: int


@dataclass(frozen=True)
class Topic:
    """The parameters of one clause."""

    clause: Clause | None
    rows: tuple[ParameterRow, ...]


@dataclass(frozen=True)
class ParametersPage:
    """`missing` are those that the source leaves to the office, and that it has not set; `topics` have the others."""

    rules: Edition
    missing: tuple[ParameterRow, ...]
    topics: tuple[Topic, ...]


@dataclass(frozen=True)
class ParameterPage:
    """One parameter with its whole history, the newest first. `names` are what the codes of a list are called."""

    rules: Edition
    row: ParameterRow
    history: tuple[DatedValue, ...]
    names: dict[str, str]


def parameters_page(programme_id: str, *, at: datetime) -> ParametersPage:
    """Every parameter in force, by clause. Three queries. Raises ProgrammeUnknown."""
    laid = _Laid(programme_id, at)
    rows = [laid.row(parameter) for parameter in laid.rules.parameters.values()]
    topics: dict[str, list[ParameterRow]] = {}
    for row in rows:
        if row.value is None:
            continue
        topics.setdefault(row.parameter.clause, []).append(row)
    order = {clause: position for position, clause in enumerate(laid.rules.clauses)}
    found = sorted(topics, key=lambda clause: order.get(clause, len(order)))
    return ParametersPage(
        laid.rules,
        tuple(row for row in rows if row.value is None),
        tuple(Topic(laid.rules.clauses.get(clause), tuple(topics[clause])) for clause in found),
    )


def parameter_page(programme_id: str, name: str, *, at: datetime) -> ParameterPage:
    """One parameter. Three queries. Raises ProgrammeUnknown, ParameterUnknown."""
    laid = _Laid(programme_id, at)
    parameter = laid.rules.parameters.get(name)
    if parameter is None:
        raise ParameterUnknown(name=name)
    return ParameterPage(
        laid.rules, laid.row(parameter), tuple(reversed(laid.history(parameter))), named(laid.rules, name)
    )


class _Laid:
    """What was laid over a programme, read once."""

    def __init__(self, programme_id: str, at: datetime) -> None:
        self.today = taipei_day(at)
        self.rules = Overlays(programme_id).edition(programme_id, self.today, spoken=True)
        self._written = programme(programme_id)
        rows = OverlayRow.objects.filter(programme=programme_id, what="parameter").order_by("sequence")
        self._rows: dict[str, list[OverlayRow]] = {}
        for row in rows:
            self._rows.setdefault(row.name, []).append(row)
        proposed = ChangeRow.objects.filter(programme=programme_id, what="parameter")
        self._changes = {each.id: each for each in proposed}

    def row(self, parameter: Parameter) -> ParameterRow:
        history = self.history(parameter)
        now = next((each for each in history if each.state == "now"), None)
        coming = next((each for each in history if each.state == "coming"), None)
        value = self.rules.values.get(parameter.name)
        waiting = sum(1 for each in self._changes.values() if each.name == parameter.name and each.state == "open")
        return ParameterRow(
            parameter,
            value,
            "" if value is None else show_listed(self.rules, parameter, value),
            now.from_on if now else None,
            coming,
            tuple(uses_of(self.rules, parameter.name)),
            waiting,
        )

    def history(self, parameter: Parameter) -> list[DatedValue]:
        """Every value, the earliest first. The office's hold over the file's of the same day; the last entered wins."""
        entered = [self._entered(parameter, row) for row in self._rows.get(parameter.name, ())]
        latest = {each.from_on: position for position, each in enumerate(entered)}
        values = [
            DatedValue(each.from_, each.until, each.value, show_listed(self.rules, parameter, each.value), "rules", "")
            for each in parameter.values
            if each.value is not None
        ]
        replaced = [each for position, each in enumerate(entered) if latest[each.from_on] != position]
        replaced += [each for each in values if each.from_on in latest]
        holding = [each for position, each in enumerate(entered) if latest[each.from_on] == position]
        holding += [each for each in values if each.from_on not in latest]
        holding.sort(key=lambda each: each.from_on)
        told = [self._stated(each, holding[position + 1 :]) for position, each in enumerate(holding)]
        told += [_with_state(each, each.until_on, "replaced") for each in replaced]
        return sorted(told, key=lambda each: (each.from_on, each.state != "replaced"))

    def _stated(self, each: DatedValue, later: Sequence[DatedValue]) -> DatedValue:
        until = later[0].from_on - timedelta(days=1) if later else each.until_on
        if each.until_on is not None and until is not None:
            until = min(each.until_on, until)
        if each.from_on > self.today:
            return _with_state(each, until, "coming")
        return _with_state(each, until, "past" if until is not None and until < self.today else "now")

    def _entered(self, parameter: Parameter, row: OverlayRow) -> DatedValue:
        value = typed_value(self._written, parameter.name, row.value)
        value = tuple(value) if isinstance(value, list) else value
        asked = self._changes.get(row.change_id) if row.change_id else None
        assert row.from_on is not None
        return DatedValue(
            from_on=row.from_on,
            until_on=None,
            value=value,
            shown=show_listed(self.rules, parameter, value),
            source="office",
            state="",
            reason=row.reason,
            late_reason=asked.late_reason if asked else "",
            proposed_by=asked.proposed_by if asked else "",
            approved_by=row.set_by,
            approved_at=row.set_at,
            change_id=row.change_id,
            names=row.names,
        )


def _with_state(each: DatedValue, until: date | None, state: str) -> DatedValue:
    return replace(each, until_on=until, state=state)
