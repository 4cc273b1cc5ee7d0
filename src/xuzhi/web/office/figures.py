"""Figures for the office and the organiser: a chart and a table each, and the same as files."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from xuzhi.casework.operations.record_export import record_export
from xuzhi.casework.queries.declared_figures import declared_figures
from xuzhi.casework.queries.declared_tables import Unfilled, declared_tables
from xuzhi.casework.queries.editions import programmes
from xuzhi.casework.queries.figure_tables import FigureTable, counted, tables_of
from xuzhi.casework.queries.figures import Counted, figures, month_begins
from xuzhi.casework.queries.narrowing import narrowed
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.roc import year_for_reader
from xuzhi.kernel.texts import say
from xuzhi.marketplace.queries.industries import listings_by_industry
from xuzhi.web.charts.drawing import figures_drawn
from xuzhi.web.exporting.answer import FORMATS, sheet_answer
from xuzhi.web.exporting.sheet import Sheet
from xuzhi.web.office.access import as_staff
from xuzhi.web.office.export import file_name, format_of

FIRST_YEAR = 2024


@dataclass(frozen=True)
class Asked:
    """What is counted: one programme or all, one year of first submission or all."""

    programme: str
    year: int | None

    @property
    def since(self) -> datetime | None:
        return month_begins(f"{self.year}-01") if self.year else None

    @property
    def until(self) -> datetime | None:
        return month_begins(f"{self.year + 1}-01") if self.year else None

    @property
    def query(self) -> str:
        given = {"programme": self.programme, "year": self.year or ""}
        return urlencode({name: value for name, value in given.items() if value})


@require_safe
@as_staff
def figures_page(request: HttpRequest, actor: Actor) -> HttpResponse:
    asked = asked_of(request)
    now = timezone.now()
    found = figures(at=now, programme=asked.programme, since=asked.since, until=asked.until)
    own, unfilled = _declared(asked, now)
    context = {
        "section": "office",
        "part": "figures",
        "total": found.total,
        "decided": found.days.count if found.days else 0,
        "median": found.days.median if found.days else None,
        "open": found.of_state("open"),
        "drawn": figures_drawn(tuple(narrowed(each) for each in _tables(asked, found, titles()))),
        "own": figures_drawn(tuple(narrowed(each) for each in own)),
        "unfilled": unfilled,
        "choices": choices_of(asked),
        "query": asked.query,
        "formats": FORMATS,
    }
    return render(request, "office/figures.html", context)


@require_safe
@as_staff
def export(request: HttpRequest, actor: Actor, table: str) -> HttpResponseBase:
    """One table as a file."""
    format, asked, now = format_of(request), asked_of(request), timezone.now()
    found = figures(at=now, programme=asked.programme, since=asked.since, until=asked.until)
    tables = (*_tables(asked, found), *_declared(asked, now)[0])
    wanted = next((each for each in tables if each.name == table), None)
    if wanted is None:
        raise Http404
    used = {"table": table, "programme": asked.programme, "year": asked.year}
    record_export("figures", format, rows=len(wanted.rows), actor=actor, at=now, filters=used)
    return sheet_answer(sheet_of(wanted), format, file_name(wanted.title))


def sheet_of(table: FigureTable) -> Sheet:
    """The table as it is written to a file: with its sums as the last row, and below them what is to be known."""
    rows = [(label, *cells) for label, cells in table.rows]
    if table.sums:
        rows.append((say("web/office.sum"), *table.sums))
    if table.footnote:
        rows.append((table.footnote, *[None] * len(table.heads)))
    return Sheet(table.title, (table.row_head, *table.heads), rows)


def asked_of(request: HttpRequest) -> Asked:
    """What the address asks for; what does not exist is as if it were not asked."""
    known = {each.id for each in programmes()}
    programme, year = request.GET.get("programme", ""), request.GET.get("year", "")
    this = timezone.localdate().year
    number = int(year) if year.isascii() and year.isdigit() and len(year) == 4 else 0
    return Asked(programme if programme in known else "", number if FIRST_YEAR <= number <= this else None)


def titles() -> dict[str, str]:
    """What programmes are called where there is little room."""
    return {each.id: each.short_title or each.title for each in programmes()}


def _tables(asked: Asked, found: Any, titles: Mapping[str, str] | None = None) -> tuple[FigureTable, ...]:
    """Those of the cases, and the catalogue's: what is listed now, whatever year is asked for."""
    industries = [Counted("", code, label, n) for code, label, n in listings_by_industry(asked.programme)]
    listed = counted("industries", industries)
    return (*tables_of(found, titles), *((listed,) if listed.rows else ()))


def _declared(asked: Asked, now: datetime) -> tuple[tuple[FigureTable, ...], tuple[Unfilled, ...]]:
    """What the programmes have counted beside."""
    wanted = [asked.programme] if asked.programme else [each.id for each in programmes()]
    return declared_tables(declared_figures(wanted, at=now, since=asked.since, until=asked.until))


def choices_of(asked: Asked) -> list[tuple[str, list[tuple[str, str, bool]]]]:
    """Programmes and years as lines of links: (label, [(label, address, chosen), …])."""
    here = reverse("office:figures")

    def link(label: str, to: Asked) -> tuple[str, str, bool]:
        return label, f"{here}?{to.query}" if to.query else here, to == asked

    known = programmes()
    years = range(timezone.localdate().year, timezone.localdate().year - 3, -1)
    by_year = [link(say("web/office.any"), replace(asked, year=None))]
    by_year += [link(say("web/office.year", year=year_for_reader(year)), replace(asked, year=year)) for year in years]
    lines = [(say("web/office.by_year"), by_year)]
    if len(known) > 1:
        every = [link(say("web/office.any"), replace(asked, programme=""))]
        each = [link(of.short_title or of.title, replace(asked, programme=of.id)) for of in known]
        lines.insert(0, (say("web/office.by_programme"), every + each))
    return lines
