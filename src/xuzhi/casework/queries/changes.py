"""Proposals to change the rules: those that wait, those that were decided, and one with all that it would do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count

from xuzhi.casework.changes import SORTS
from xuzhi.casework.models import ChangeRow
from xuzhi.casework.proposals import change_of
from xuzhi.casework.queries.change_details import Detail, detail_of
from xuzhi.casework.queries.editions import Overlays, programmes, typed_value
from xuzhi.casework.rule_refusals import ChangeUnknown
from xuzhi.engine.showing import show_setting
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.roc import taipei_day
from xuzhi.rulebook import Programme

PER_PAGE = 20


@dataclass(frozen=True)
class ChangeLine:
    """One proposal in a list: the row as it stands, what it changes in words, the value that it sets (of a parameter
    that is no list), and the programme's short title."""

    row: ChangeRow
    label: str
    value: str
    programme_title: str


@dataclass(frozen=True)
class ChangePage:
    """One proposal. `seen` is what approving it takes; `mine`: whoever looks proposed it; `late`: it begins before
    the day on which it was proposed, or before today while it waits."""

    line: ChangeLine
    detail: Detail
    seen: int
    mine: bool
    late: bool


@dataclass(frozen=True)
class ChangesPage:
    rows: tuple[ChangeLine, ...]
    total: int
    page: int
    pages: int


def changes_waiting(programme: str | None = None) -> tuple[ChangeLine, ...]:
    """Every proposal that nobody has decided on, the oldest first: of a programme with those of the calendar, or all.

    One query.
    """
    rows = ChangeRow.objects.filter(state="open").order_by("position")
    return _lines(rows if programme is None else rows.filter(programme__in=(programme, "")))


def changes_decided(programme: str, *, page: int = 1) -> ChangesPage:
    """What was decided, the newest first: of a programme, or of the calendar for "". Two queries."""
    rows = ChangeRow.objects.filter(programme=programme).exclude(state="open").order_by("-position")
    total = rows.count()
    pages = max(1, -(-total // PER_PAGE))
    page = min(max(1, page), pages)
    return ChangesPage(_lines(rows[(page - 1) * PER_PAGE : page * PER_PAGE]), total, page, pages)


def change_page(change_id: UUID | str, *, actor: Actor, at: datetime) -> ChangePage:
    """One proposal with what holds now beside it, and what it would do. Six queries at most. Raises ChangeUnknown."""
    row = ChangeRow.objects.filter(id=change_id).first()
    if row is None:
        raise ChangeUnknown()
    overlays = Overlays(row.programme) if row.programme else None
    today = taipei_day(at)
    return ChangePage(
        _lines([row])[0],
        detail_of(row, overlays, at=at),
        overlays.through(row.programme) if overlays else 0,
        row.proposed_by_id == actor.id,
        bool(row.late_reason) or (row.state == "open" and row.from_on < today),
    )


def waiting_by_programme() -> dict[str, int]:
    """How many proposals wait, by programme; "" is the calendar. One query."""
    counted = ChangeRow.objects.filter(state="open").values_list("programme").annotate(count=Count("id"))
    return dict(counted)


def _lines(rows: Iterable[ChangeRow]) -> tuple[ChangeLine, ...]:
    written = {each.id: each for each in programmes()}
    return tuple(_line(row, written) for row in rows)


def _line(row: ChangeRow, written: Mapping[str, Programme]) -> ChangeLine:
    rules = written.get(row.programme)
    title = (rules.short_title or rules.title) if rules else ""
    value = ""
    if rules and row.what == "parameter" and not isinstance(row.value, list):
        value = show_setting(rules.parameter(row.name), typed_value(rules, row.name, row.value))
    return ChangeLine(row, SORTS[row.what].label(change_of(row)), value, title)
