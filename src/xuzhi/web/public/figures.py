"""A programme's figures for anyone, without small counts, and the same as files."""

import json
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from xuzhi.casework.queries.editions import programmes
from xuzhi.casework.queries.figure_tables import FigureTable, counted
from xuzhi.casework.queries.figures import Counted
from xuzhi.casework.queries.public_figures import PublicFigures, public_figures
from xuzhi.casework.refusals import ProgrammeUnknown
from xuzhi.kernel.texts import say
from xuzhi.marketplace.queries.industries import listings_by_industry
from xuzhi.web.charts.drawing import figures_drawn
from xuzhi.web.exporting.answer import sheet_answer
from xuzhi.web.exporting.sheet import Cell, Sheet
from xuzhi.web.public.caching import revalidated

FORMATS = ("csv", "json")


@require_safe
@revalidated
def figures_page(request: HttpRequest, programme_id: str) -> HttpResponse:
    found, tables = _found(programme_id)
    here = reverse("public:figures_file", kwargs={"programme_id": programme_id})
    context = {
        "section": "programmes",
        "found": found,
        "drawn": figures_drawn(tables),
        "files": [(format, f"{here}?format={format}") for format in FORMATS],
        "hidden": say("web/public.figure_left_out"),
    }
    return render(request, "public/figures.html", context)


@require_safe
def figures_file(request: HttpRequest, programme_id: str) -> HttpResponseBase:
    """All the tables in one file: CSV with one line a number, or JSON. What was left out is empty, or null."""
    found, tables = _found(programme_id)
    format = request.GET.get("format", "csv")
    name = f"{programme_id}-{found.through_on.isoformat()}"
    if format == "csv":
        heads = [say(f"web/public.figure_{each}") for each in ("table", "row", "column", "number", "unit")]
        return sheet_answer(Sheet(found.title, heads, _lines(tables)), "csv", name)
    if format != "json":
        raise Http404
    answer = HttpResponse(json.dumps(_as_json(found, tables), ensure_ascii=False), content_type="application/json")
    answer["Content-Disposition"] = f'attachment; filename="{name}.json"'
    return answer


def _found(programme_id: str) -> tuple[PublicFigures, tuple[FigureTable, ...]]:
    """The figures, and with them how much is listed for each industry, which the catalogue shows one by one."""
    if programme_id not in {each.id for each in programmes()}:
        raise Http404(programme_id)
    try:
        found = public_figures(programme_id, at=timezone.now())
    except ProgrammeUnknown as unknown:
        raise Http404(programme_id) from unknown
    listed = counted(
        "industries", [Counted("", code, label, n) for code, label, n in listings_by_industry(programme_id)]
    )
    return found, (*found.tables, *((listed,) if listed.rows else ()))


def _lines(tables: tuple[FigureTable, ...]) -> list[tuple[Cell, ...]]:
    return [
        (table.title, label, head, cell, table.unit)
        for table in tables
        for label, cells in table.rows
        for head, cell in zip(table.heads, cells, strict=True)
    ]


def _as_json(found: PublicFigures, tables: tuple[FigureTable, ...]) -> dict[str, Any]:
    return {
        "programme": found.programme,
        "title": found.title,
        "through": _day(found.through_on),
        "smallest_count_shown": found.smallest,
        "tables": [
            {
                "name": table.name,
                "title": table.title,
                "unit": table.unit,
                "columns": list(table.heads),
                "rows": [{"label": label, "values": [_number(cell) for cell in cells]} for label, cells in table.rows],
            }
            for table in tables
        ],
    }


def _day(day: date) -> str:
    return day.isoformat()


def _number(cell: Any) -> int | float | None:
    return cell if cell is None or isinstance(cell, int) else float(cell)
