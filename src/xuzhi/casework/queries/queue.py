"""The office's queue: by clock, filtered, twenty rows a page. Six queries whatever its length."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db.models import Count, F, Q, QuerySet

from xuzhi.casework.models import Case
from xuzhi.casework.queries.editions import calendar
from xuzhi.casework.queries.rows import Rows, stage_label, turn_label
from xuzhi.casework.queries.shapes import QueueFilters, QueuePage
from xuzhi.kernel.refusal import Refusal
from xuzhi.kernel.roc import TAIPEI, taipei_day
from xuzhi.kernel.texts import say

PER_PAGE = 20
FACETS = ("programme", "kind", "stage", "turn", "officer", "round")


def queue(filters: QueueFilters, *, at: datetime, page: int = 1, per_page: int = PER_PAGE) -> QueuePage:
    """Submitted cases, what ends first at the top. A page past the end is the last one.

    Facets count what each choice would give within text, due and ended: {name: ((value, label, count), …)}.
    """
    base = _base(filters, at)
    chosen = _chosen(base, filters)
    total = chosen.count()
    pages = max(1, -(-total // per_page))
    page = min(max(1, page), pages)
    ordered = chosen.order_by(F("next_due_at").asc(nulls_last=True), F("submitted_at").asc(), "number")
    rows = Rows(at, days=calendar())
    shown = rows.rows(ordered[(page - 1) * per_page : page * per_page])
    return QueuePage(shown, total, page, pages, _facets(base, rows))


def _base(filters: QueueFilters, at: datetime) -> QuerySet[Case]:
    cases = Case.objects.exclude(submitted_at=None)
    if filters.standing:
        cases = cases.filter(standing_outcome=filters.standing)
    else:
        cases = cases.filter(ended_at__isnull=not filters.ended)
    if filters.working:
        cases = cases.exclude(turn="none")
    text = filters.text.strip()
    if text:
        cases = cases.filter(
            Q(number__icontains=text)
            | Q(firm_name__icontains=text)
            | Q(subject__icontains=text)
            | Q(firm_ubn__startswith=text)
        )
    tomorrow = datetime.combine(taipei_day(at) + timedelta(days=1), datetime.min.time(), TAIPEI)
    match filters.due:
        case "overdue":
            return cases.filter(next_due_at__lte=at)
        case "today":
            return cases.filter(next_due_at__lte=tomorrow)
        case "week":
            return cases.filter(next_due_at__lte=tomorrow + timedelta(days=6))
    return cases


def _chosen(cases: QuerySet[Case], filters: QueueFilters) -> QuerySet[Case]:
    wanted = {name: getattr(filters, name) for name in ("programme", "kind", "stage", "turn", "round")}
    cases = cases.filter(**{name: value for name, value in wanted.items() if value})
    if filters.officer == "none":
        return cases.filter(officer_id="")
    return cases.filter(officer_id=filters.officer) if filters.officer else cases


def _facets(base: QuerySet[Case], rows: Rows) -> Mapping[str, tuple[tuple[str, str, int], ...]]:
    """Counts of one grouped query, summed up per facet; the officer's facet has "none" for cases without one."""
    columns = ("programme", "kind", "stage", "turn", "officer_id", "officer_name", "round")
    groups = base.order_by().values_list(*columns).annotate(count=Count("id"))
    counts: dict[str, dict[str, tuple[str, int]]] = {name: {} for name in FACETS}
    for *group, count in groups:
        for name, value, label in _choices(rows, *group):
            if value:
                counts[name][value] = (label, counts[name].get(value, (label, 0))[1] + count)
    return {
        name: tuple((value, label, count) for value, (label, count) in sorted(found.items(), key=lambda each: each[1]))
        for name, found in counts.items()
    }


def _choices(
    rows: Rows, programme: str, kind: str, stage: str, turn: str, officer_id: str, officer_name: str, round_name: str
) -> tuple[tuple[str, str, str], ...]:
    """Facet, value and label of one group."""
    title, rules = rows.words(programme, kind)
    return (
        ("programme", programme, title),
        ("kind", kind, rules.title if rules else kind),
        ("stage", stage, stage_label(rules, stage)),
        ("turn", turn, turn_label(turn)),
        ("officer", officer_id or "none", officer_name or say("casework.officer_none")),
        ("round", round_name, _round_title(rows, programme, round_name)),
    )


def _round_title(rows: Rows, programme: str, name: str) -> str:
    try:
        rounds = rows.overlays.edition(programme, taipei_day(rows.at), spoken=True).rounds
    except Refusal:
        return name
    return next((each.title for each in rounds if each.name == name), name)
