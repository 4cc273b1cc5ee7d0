"""Lists of hundreds: taken in from a file, changed row by row, as a file to fill in."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from xuzhi.casework.queries.shapes import QuestionView, TaskList
from xuzhi.casework.queries.task_list import task_list
from xuzhi.engine.answers import AnswerInvalid
from xuzhi.grants.lists.matching import columns_of
from xuzhi.grants.lists.refusals import Doubled, RowsWrong
from xuzhi.grants.lists.tables import MOST_BYTES
from xuzhi.grants.operations.change_row import change_row
from xuzhi.grants.operations.import_rows import import_rows
from xuzhi.kernel.refusal import Refusal
from xuzhi.kernel.texts import say
from xuzhi.web.applicant.access import Applicant, of_own_case
from xuzhi.web.applicant.documents import NoFileChosen
from xuzhi.web.applicant.fields import typed_again
from xuzhi.web.applicant.posted import answer_id, answer_name
from xuzhi.web.applicant.sections import section_named
from xuzhi.web.exporting.answer import FORMATS, sheet_answer
from xuzhi.web.exporting.sheet import Sheet
from xuzhi.web.refused import Errors, errors_of
from xuzhi.web.templatetags.form_fields import field_of

NEW = "new"


@require_POST
@of_own_case
def bring(request: HttpRequest, me: Applicant, case_id: UUID, section: str, question: str) -> HttpResponse:
    """Take the file in; where anything is wrong, all of it on one page, and the list as it was."""
    file, now = request.FILES.get("file"), timezone.now()
    tasks = task_list(case_id, actor=me.actor, at=now)
    view = _list_of(tasks, section, question)
    try:
        if file is None:
            raise NoFileChosen()
        matched = import_rows(
            case_id,
            section,
            question,
            file.read(MOST_BYTES + 1),
            file.name or "",
            replace=request.POST.get("how") == "replace",
            seen=_whole(request.POST.get("seen", "")),
            actor=me.actor,
            at=now,
        )
    except Refusal as refusal:
        return _show(request, me, tasks, section, view, refusal, name=_name(file))
    messages.success(request, say("web/applicant.list_taken", count=matched.read, kept=len(matched.records)))
    if matched.doubled:
        messages.warning(request, _doubles(matched.doubled))
    return redirect(_back(case_id, section, question))


@require_safe
@of_own_case
def template(request: HttpRequest, me: Applicant, case_id: UUID, section: str, question: str) -> HttpResponseBase:
    """The list as a file: its heads, and the rows that it has."""
    format = request.GET.get("format", "csv")
    view = _list_of(task_list(case_id, actor=me.actor, at=timezone.now()), section, question)
    if format not in FORMATS:
        raise Http404
    fields = columns_of(view.question)
    rows = [] if view.problem else view.value or []
    lines = [tuple(_cell(field, row.get(field.name)) for field in fields) for row in rows]
    return sheet_answer(Sheet(view.question.label, [each.label for each in fields], lines), format, view.question.label)


@require_http_methods(["GET", "HEAD", "POST"])
@of_own_case
def row(request: HttpRequest, me: Applicant, case_id: UUID, section: str, question: str, place: str) -> HttpResponse:
    """One row with a field each; without script as with it."""
    tasks = task_list(case_id, actor=me.actor, at=timezone.now())
    view = _list_of(tasks, section, question)
    rows = [] if view.problem else view.value or []
    at = None if place == NEW else _whole(place)
    if not view.editable or (at is not None and at >= len(rows)):
        raise Http404
    typed = [{}] if at is None else typed_again(view.question, [rows[at]])
    if request.method != "POST":
        return _show_row(request, me, tasks, section, view, at, typed[0])
    given = {cell.name: request.POST.get(answer_name(question, 0, cell.name), "") for cell in view.question.fields}
    kept = None if "remove" in request.POST else given
    seen = _whole(request.POST.get("seen", ""))
    try:
        change_row(case_id, section, question, at, kept, seen=seen, actor=me.actor, at=timezone.now())
    except AnswerInvalid as invalid:
        return _show_row(request, me, tasks, section, view, at, given, invalid)
    except Refusal as refusal:
        messages.error(request, refusal.says)
    return redirect(_back(case_id, section, question))


def _show_row(
    request: HttpRequest,
    me: Applicant,
    tasks: TaskList,
    section: str,
    view: QuestionView,
    place: int | None,
    typed: dict[str, Any],
    invalid: AnswerInvalid | None = None,
) -> HttpResponse:
    name = view.question.name
    parts = {key.partition(".")[2]: each for key, each in (invalid.parts if invalid else {}).items()}
    fields = [
        field_of(
            cell,
            value=typed.get(cell.name),
            error=parts[cell.name].says if cell.name in parts else "",
            name=answer_name(name, 0, cell.name),
            programme=tasks.case.programme,
        )
        for cell in columns_of(view.question)
    ]
    found = sum((errors_of(each, answer_id(name, 0, cell)) for cell, each in parts.items()), Errors())
    context = {
        "section": "cases",
        "me": me,
        "case": tasks.case,
        "page": section_named(tasks, section),
        "view": view,
        "place": place,
        "number": None if place is None else place + 1,
        "fields": fields,
        "errors": found,
        "back": _back(tasks.case.id, section, name),
    }
    return render(request, "applicant/list_row.html", context, status=422 if invalid else 200)


def _show(
    request: HttpRequest,
    me: Applicant,
    tasks: TaskList,
    section: str,
    view: QuestionView,
    refusal: Refusal,
    *,
    name: str,
) -> HttpResponse:
    told = refusal if isinstance(refusal, RowsWrong) else None
    context = {
        "section": "cases",
        "me": me,
        "case": tasks.case,
        "page": section_named(tasks, section),
        "view": view,
        "errors": errors_of(refusal, "list-file"),
        "wrong": told.wrong if told else (),
        "doubles": _doubles(told.doubled) if told and told.doubled else "",
        "name": name,
        "replace": request.POST.get("how") == "replace",
        "back": _back(tasks.case.id, section, view.question.name),
    }
    return render(request, "applicant/list_wrong.html", context, status=422)


def _doubles(doubled: Sequence[Doubled]) -> str:
    """Which rows count only once, in words."""
    rows = say("kernel.list_separator").join(str(each.row) for each in doubled[:20])
    return say("web/applicant.list_doubles", count=len(doubled), rows=rows)


def _list_of(tasks: TaskList, section: str, question: str) -> QuestionView:
    """Raises Http404."""
    for each in section_named(tasks, section).questions:
        if each.question.name == question and each.question.by_file and each.asked:
            return each
    raise Http404


def _back(case_id: UUID, section: str, question: str) -> str:
    page = reverse("applicant:section", kwargs={"case_id": case_id, "section": section})
    return f"{page}#{answer_id(question)}"


def _cell(field: Any, value: Any) -> Any:
    if value is None:
        return None
    chosen = field.choice(value) if field.type == "choice" else None
    return chosen.label if chosen else str(value)


def _name(file: Any) -> str:
    return file.name or "" if file is not None else ""


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() else 0
