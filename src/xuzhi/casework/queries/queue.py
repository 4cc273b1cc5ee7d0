"""The office's queue: by clock, filtered, twenty rows a page. Four queries whatever its length."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import BooleanField, Count, F, QuerySet, Value
from django.db.models import Case as When
from django.db.models import When as WhenIs
from django.db.models.expressions import RawSQL

from xuzhi.casework.models import Case, CaseSearch
from xuzhi.casework.queries.editions import Overlays, calendar
from xuzhi.casework.queries.rows import Rows, stage_label, turn_label
from xuzhi.casework.queries.shapes import CaseRow, QueueFilters, QueuePage
from xuzhi.kernel.refusal import Refusal
from xuzhi.kernel.roc import TAIPEI, taipei_day
from xuzhi.kernel.terms import query_of
from xuzhi.kernel.texts import say

PER_PAGE = 20
FACETS = ("turn", "due", "officer", "programme", "kind", "stage", "round")
DUE = ("overdue", "today", "week")
CHUNK = 500


def queue(
    filters: QueueFilters,
    *,
    at: datetime,
    page: int = 1,
    per_page: int = PER_PAGE,
    overlays: Overlays | None = None,
) -> QueuePage:
    """Submitted cases, what ends first at the top. A page past the end is the last one. Whoever asks more of the page
    gives what the office laid over the rules, so that it is read once.

    Facets count what each choice would give with all the others as they are chosen: {name: ((value, label, count), …)}.
    """
    rows = Rows(at, overlays, calendar())
    groups = _groups(filters, at)
    total = sum(group.count for group in groups if group.fits(filters))
    pages = max(1, -(-total // per_page))
    page = min(max(1, page), pages)
    ordered = _ordered(filters, at)
    shown = rows.rows(ordered[(page - 1) * per_page : page * per_page])
    return QueuePage(shown, total, page, pages, _facets(groups, filters, rows))


def queue_ids(filters: QueueFilters, *, at: datetime) -> list[UUID]:
    """Which cases fit, in the order of the queue. One query."""
    return list(_ordered(filters, at).values_list("id", flat=True))


def queue_rows(ids: Sequence[UUID], *, at: datetime) -> Iterator[CaseRow]:
    """The cases with these ids as rows, in this order, a few hundred at a time: for files of any length."""
    rows = Rows(at, days=calendar())
    for first in range(0, len(ids), CHUNK):
        some = ids[first : first + CHUNK]
        cases = Case.objects.in_bulk(some)
        yield from (rows.row(cases[each]) for each in some if each in cases)


def _ordered(filters: QueueFilters, at: datetime) -> QuerySet[Case]:
    wanted = {name: getattr(filters, name) for name in ("programme", "kind", "stage", "turn", "round")}
    cases = _base(filters).filter(**{name: value for name, value in wanted.items() if value})
    if filters.officer:
        cases = cases.filter(officer_id="" if filters.officer == "none" else filters.officer)
    if filters.due in DUE:
        cases = cases.filter(next_due_at__lte=due_by(at)[filters.due])
    return cases.order_by(F("next_due_at").asc(nulls_last=True), F("submitted_at").asc(), "number")


def _base(filters: QueueFilters) -> QuerySet[Case]:
    """The cases among which the facets choose."""
    cases = Case.objects.exclude(submitted_at=None)
    if filters.standing:
        cases = cases.filter(standing_outcome=filters.standing)
    elif not filters.anywhere:
        cases = cases.filter(ended_at__isnull=not filters.ended)
    if filters.working:
        cases = cases.exclude(turn="none")
    return cases.filter(id__in=found_by(filters.text)) if filters.text.strip() else cases


def found_by(text: str) -> QuerySet[CaseSearch, UUID]:
    """Ids of the cases in which every word of the text stands; none where there is nothing to look for."""
    asked = query_of(text)
    if not asked:
        return CaseSearch.objects.none().values_list("case_id", flat=True)
    fits = RawSQL("vector @@ %s::tsquery", (asked,), output_field=BooleanField())
    return CaseSearch.objects.filter(fits).values_list("case_id", flat=True)


def due_by(at: datetime) -> dict[str, datetime]:
    """Until when each choice of `due` reaches: overdue ones are of today, and those of today of the week."""
    tomorrow = datetime.combine(taipei_day(at) + timedelta(days=1), datetime.min.time(), TAIPEI)
    return {"overdue": at, "today": tomorrow, "week": tomorrow + timedelta(days=6)}


@dataclass(frozen=True)
class _Group:
    """So many cases that are alike in every facet. `due` holds the choices that they fall under."""

    values: Mapping[str, str]
    due: tuple[str, ...]
    officer_name: str
    count: int

    def fits(self, filters: QueueFilters, but: str = "") -> bool:
        """Whether these cases are chosen, whatever is chosen of the facet `but`."""
        if but != "due" and filters.due in DUE and filters.due not in self.due:
            return False
        chosen = {name: getattr(filters, name) for name in self.values if name != but}
        return all(not wanted or wanted == self.values[name] for name, wanted in chosen.items())


def _groups(filters: QueueFilters, at: datetime) -> list[_Group]:
    """Every combination of facets with its count, in one query."""
    bounds = due_by(at)
    bucket = When(*(WhenIs(next_due_at__lte=bounds[name], then=Value(name)) for name in DUE), default=Value(""))
    columns = ("programme", "kind", "stage", "turn", "round")
    found = (
        _base(filters).order_by().annotate(bucket=bucket).values_list(*columns, "officer_id", "officer_name", "bucket")
    )
    return [
        _Group(
            {**dict(zip(columns, values, strict=True)), "officer": officer_id or "none"},
            DUE[DUE.index(due) :] if due else (),
            officer_name,
            count,
        )
        for *values, officer_id, officer_name, due, count in found.annotate(count=Count("id"))
    ]


def _facets(
    groups: Sequence[_Group], filters: QueueFilters, rows: Rows
) -> Mapping[str, tuple[tuple[str, str, int], ...]]:
    """Counts per facet; the officer's facet has "none" for cases without one."""
    counts: dict[str, dict[str, tuple[str, int]]] = {name: {} for name in FACETS}
    for group in groups:
        words = _words(rows, group)
        for name in FACETS:
            if not group.fits(filters, but=name):
                continue
            for value, label in words[name]:
                counts[name][value] = (label, counts[name].get(value, (label, 0))[1] + group.count)
    ordered = {name: tuple((value, label, n) for value, (label, n) in _sorted(of)) for name, of in counts.items()}
    return ordered | {"due": tuple((n, *counts["due"][n]) for n in DUE if n in counts["due"])}


def _sorted(found: Mapping[str, tuple[str, int]]) -> list[tuple[str, tuple[str, int]]]:
    return sorted(found.items(), key=lambda each: each[1])


def _words(rows: Rows, group: _Group) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """{facet: ((value, label), …)} of one group; what says nothing of a facet is under none of its choices."""
    of = group.values
    title, rules = rows.words(of["programme"], of["kind"])
    labels = {
        "programme": title,
        "kind": rules.title if rules else of["kind"],
        "stage": stage_label(rules, of["stage"]),
        "turn": turn_label(of["turn"]),
        "officer": group.officer_name or say("casework.officer_none"),
        "round": _round_title(rows, of["programme"], of["round"]) if of["round"] else "",
    }
    found = {name: ((of[name], label),) if of[name] else () for name, label in labels.items()}
    return found | {"due": tuple((name, say(f"casework.due_{name}")) for name in group.due)}


def _round_title(rows: Rows, programme: str, name: str) -> str:
    try:
        rounds = rows.overlays.edition(programme, taipei_day(rows.at), spoken=True).rounds
    except Refusal:
        return name
    return next((each.title for each in rounds if each.name == name), name)
