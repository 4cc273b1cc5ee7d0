"""The rules in force: the programmes' files with what the office laid over them, and the office calendar.

What is built is kept in memory by its content, so that asking costs one small query and nothing else.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

import orjson
from django.conf import settings
from django.db import connection

from xuzhi.casework.models import CalendarDay, Case
from xuzhi.casework.refusals import KindUnknown, ProgrammeUnknown
from xuzhi.kernel.calendar import SEEDED_YEARS, CalendarEntry, WorkingCalendar
from xuzhi.kernel.texts import current_language
from xuzhi.ledger.reading import rows_of
from xuzhi.rulebook import Edition, Overlay, Programme, find_programmes, load_programme
from xuzhi.rulebook.model import CaseKind, Contact, Round
from xuzhi.rulebook.overlay import Announcement

# What was laid over each programme: by what it is known, and, unless that is known here, all of it. The rows as text:
# they are a key of what is kept in memory, and are read only when an edition is made.
_LAID = """
    SELECT last.programme, last.known, CASE WHEN last.known = ANY(%s) THEN NULL ELSE (
               SELECT json_agg(json_build_array(
                          sequence, json_build_array(what, name, from_on, value, names)::text) ORDER BY sequence)::text
               FROM casework_overlay AS laid WHERE laid.programme = last.programme) END
    FROM (
        SELECT DISTINCT ON (programme) programme,
               hash || count(*) OVER (PARTITION BY programme) AS known
        FROM casework_overlay WHERE %s::text IS NULL OR programme = %s ORDER BY programme, sequence DESC
    ) AS last
"""

Laid = tuple[tuple[int, str], ...]
_laid_here: dict[str, Laid] = {}
_MOST_KEPT, _HASH_LENGTH = 32, 64


def programmes() -> list[Programme]:
    """Every programme of this house, by id."""
    return [_load(path) for _, path in sorted(_folders().items())]


def programme(programme_id: str) -> Programme:
    """Raises ProgrammeUnknown."""
    path = _folders().get(programme_id)
    if path is None:
        raise ProgrammeUnknown(programme=programme_id)
    return _load(path)


def edition(programme_id: str, on: date, *, through: int | None = None, spoken: bool = False) -> Edition:
    """The rulebook as of a day. `through` leaves out what the office laid over it after that place of its stream;
    `spoken` puts labels into the reader's language. One query. Raises ProgrammeUnknown."""
    return Overlays(programme_id).edition(programme_id, on, through=through, spoken=spoken)


def kind_of(rules: Edition, name: str) -> CaseKind:
    """The kind of case in the edition. Raises KindUnknown."""
    try:
        return rules.case(name)
    except KeyError:
        raise KindUnknown(kind=name) from None


class Overlays:
    """What the office laid over the files, read once for as many editions as a page needs."""

    def __init__(self, programme_id: str | None = None) -> None:
        self._rows: dict[str, Laid] = {}
        here = dict(_laid_here)
        with connection.cursor() as cursor:
            cursor.execute(_LAID, [list(here), programme_id, programme_id])
            for name, known, laid in cursor.fetchall():
                self._rows[name] = here[known] if laid is None else _keep(known, laid)

    def through(self, programme_id: str) -> int:
        """The last place in the programme's stream."""
        rows = self._rows.get(programme_id)
        return rows[-1][0] if rows else 0

    def edition(self, programme_id: str, on: date, *, through: int | None = None, spoken: bool = False) -> Edition:
        rows = self._rows.get(programme_id, ())
        laid = ",".join(row for sequence, row in rows if through is None or sequence <= through)
        return _edition(programme_id, _folders_key(), on, laid, current_language() if spoken else "")

    def edition_of(self, case: Case, today: date, *, spoken: bool = False) -> Edition:
        """The edition that a case is judged by: the one it was submitted under, today's while it is a draft."""
        if case.edition_on is None:
            return self.edition(case.programme, today, spoken=spoken)
        return self.edition(case.programme, case.edition_on, through=case.overlay_through, spoken=spoken)


def _keep(known: str, laid: str) -> Laid:
    rows = tuple((sequence, text) for sequence, text in orjson.loads(laid))
    if len(known) > _HASH_LENGTH:  # rows of before there were hashes are known by none
        if len(_laid_here) >= _MOST_KEPT:
            _laid_here.clear()
        _laid_here[known] = rows
    return rows


def calendar() -> WorkingCalendar:
    """Taiwan's office calendar with the entries of this office laid over it. One query."""
    rows = rows_of(CalendarDay, order=["position"])
    return _calendar(
        tuple((r.day, r.kind, r.county, r.half, r.announced_at, r.source, r.why) for r in rows), current_language()
    )


@lru_cache(maxsize=8)
def _calendar(rows: tuple[tuple[Any, ...], ...], language: str) -> WorkingCalendar:
    return WorkingCalendar.taiwan(SEEDED_YEARS, [CalendarEntry(*row) for row in rows])


def _folders() -> dict[str, Path]:
    return _found(_folders_key())


def _folders_key() -> tuple[str, ...]:
    return tuple(str(path) for path in getattr(settings, "XUZHI_PROGRAMMES", ()))


@lru_cache(maxsize=8)
def _found(extra: tuple[str, ...]) -> dict[str, Path]:
    return dict(find_programmes([Path(path) for path in extra]))


@lru_cache(maxsize=64)
def _load(path: Path) -> Programme:
    return load_programme(path)


@lru_cache(maxsize=256)
def _edition(programme_id: str, extra: tuple[str, ...], on: date, laid: str, language: str) -> Edition:
    if language:
        return _edition(programme_id, extra, on, laid, "").translated(language)
    rules = programme(programme_id)
    return rules.edition(on, overlay_of(rules, json.loads(f"[{laid}]")))


def overlay_of(rules: Programme, rows: Iterable[Sequence[Any]]) -> Overlay:
    """The overlay that rows of (what, name, from_on, value, names) make; a later row of one name and day replaces."""
    parameters: dict[str, dict[date, Any]] = {}
    names: dict[str, dict[date, Mapping[str, str]]] = {}
    rounds: dict[str, Round] = {}
    announcements: dict[str, Announcement] = {}
    contacts: dict[date, Contact] = {}
    for what, name, from_on, value, called in rows:
        if what == "round":
            rounds[name] = round_of(value)
        elif what == "announcement":
            announcements[name] = announcement_of(value)
        elif what == "contact":
            contacts[date.fromisoformat(from_on)] = Contact(clauses=rules.contact.clauses, **value)
        else:
            parameters.setdefault(name, {})[date.fromisoformat(from_on)] = typed_value(rules, name, value)
            names.setdefault(name, {})[date.fromisoformat(from_on)] = called
    return Overlay(
        parameters=parameters,
        rounds=tuple(rounds.values()),
        announcements=tuple(announcements.values()),
        names=names,
        contacts=contacts,
    )


def contact_of(programme_id: str, on: date, overlays: Overlays | None = None) -> Contact:
    """Whom to ask about the programme on a day, whatever edition a case has. One query, where the overlays were not
    read before. Raises ProgrammeUnknown."""
    return (overlays or Overlays(programme_id)).edition(programme_id, on).contact


def announcement_of(value: Mapping[str, Any]) -> Announcement:
    """The public notice that an event's `announcement` describes. Raises KeyError, ValueError."""
    return Announcement(
        id=value["id"],
        title=value["title"],
        text=value.get("text", ""),
        from_on=date.fromisoformat(value["from_on"]),
        until_on=date.fromisoformat(value["until_on"]) if value.get("until_on") else None,
        ended=bool(value.get("ended", False)),
    )


def round_of(value: dict[str, Any]) -> Round:
    """The round that an event's `round` describes. Raises KeyError, ValueError."""
    clause = value.get("clause") or ()
    return Round(
        name=value["name"],
        title=value.get("title") or value["name"],
        opens_at=datetime.fromisoformat(value["opens_at"]),
        closes_at=datetime.fromisoformat(value["closes_at"]),
        cases=tuple(value.get("cases") or ()),
        categories=tuple(value.get("categories") or ()),
        tentative=bool(value.get("tentative", False)),
        cancelled=bool(value.get("cancelled", False)),
        clauses=(clause,) if isinstance(clause, str) else tuple(clause),
    )


def typed_value(rules: Programme, name: str, value: Any) -> Any:
    """A parameter's value from JSON: dates and instants out of ISO text, lists as the files write them."""
    kind = rules.parameter(name).type.name
    if kind == "date":
        return date.fromisoformat(value)
    if kind == "instant":
        return datetime.fromisoformat(value)
    if kind == "number" and isinstance(value, str):
        return Decimal(value)
    return value
