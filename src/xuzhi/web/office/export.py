"""Lists of the office as files. Who takes what out is recorded before anything is sent (L9.1)."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from xuzhi.casework.operations.record_export import record_export
from xuzhi.casework.queries.looks import exports
from xuzhi.casework.queries.queue import queue_ids, queue_rows
from xuzhi.casework.queries.shapes import CaseRow
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.refusal import Refusal
from xuzhi.kernel.roc import taipei_day
from xuzhi.kernel.texts import say
from xuzhi.web.exporting.answer import FORMATS, sheet_answer
from xuzhi.web.exporting.sheet import Cell, Sheet
from xuzhi.web.office.access import as_staff
from xuzhi.web.office.queue import CHOICES, address, read_filters
from xuzhi.web.refused import sentence_of

CASE_HEADS = (
    "number", "programme", "kind", "subject", "firm", "ubn", "county", "stage", "turn", "outcome", "officer",
    "submitted", "due", "ended", "open_defects",
)  # fmt: skip


def format_of(request: HttpRequest) -> str:
    """The format that the address asks for. Raises Http404 for one that is not made here."""
    format = request.GET.get("format", "")
    if format not in FORMATS:
        raise Http404
    return format


def file_name(what: str) -> str:
    """What the file is called: what it is, and its day."""
    day = taipei_day(timezone.now())
    return say("web/office.file_name", what=what, day=f"{day.year - 1911}-{day.month:02}-{day.day:02}")


@require_safe
@as_staff
def cases(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """The queue as the address filters it, all of its pages."""
    format, now = format_of(request), timezone.now()
    filters = read_filters(request.GET, actor)
    ids = queue_ids(filters, at=now)
    used = {name: getattr(filters, name) for name in (*CHOICES, "text")} | {"view": request.GET.get("view", "")}
    try:
        record_export("cases", format, rows=len(ids), actor=actor, at=now, filters=used, cases=ids)
    except Refusal as refusal:
        messages.error(request, sentence_of(refusal))
        return redirect(address(filters))
    title = say("web/office.file_cases")
    heads = [say(f"web/office.column_{name}") for name in CASE_HEADS]
    return sheet_answer(Sheet(title, heads, _lines(queue_rows(ids, at=now))), format, file_name(title))


def _lines(rows: Iterator[CaseRow]) -> Iterator[tuple[Cell, ...]]:
    for row in rows:
        yield (
            row.number, row.programme_title, row.kind_title, row.subject, row.firm_name, row.firm_ubn, row.county,
            row.stage_label, row.turn_label, row.outcome_label, row.officer_name, row.submitted_at, _last_day(row),
            row.ended_at, row.open_defects,
        )  # fmt: skip


def _last_day(row: CaseRow) -> date | None:
    """The last day on which there is time: a time limit ends before its instant."""
    return taipei_day(row.due_at - timedelta(microseconds=1)) if row.due_at else None


@require_safe
@as_staff
def taken_out(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What was exported, by whom, and when."""
    return render(request, "office/exports.html", {"section": "office", "part": "exports", "exports": exports()})
