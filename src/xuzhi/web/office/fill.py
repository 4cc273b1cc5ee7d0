"""The office's own questions of a case, while it is its turn: amounts, terms, what it found."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from xuzhi.casework.operations.fill_in import SaveResult, fill_in
from xuzhi.casework.queries.shapes import CasePage, QuestionView
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.refusal import Refusal
from xuzhi.kernel.texts import say
from xuzhi.web.applicant.fields import Asked, Conflict, asked_of
from xuzhi.web.applicant.posted import Posted, answer_id, read_posted
from xuzhi.web.office.access import as_officer
from xuzhi.web.office.case import frame, read_case
from xuzhi.web.refused import Errors, errors_by_field, errors_of


def open_questions(page: CasePage) -> list[QuestionView]:
    """The questions that the office may answer now."""
    return [each for section in page.sections for each in section.questions if each.question.by and each.editable]


@require_http_methods(["GET", "HEAD", "POST"])
@as_officer
def fill(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    page = read_case(case_id, actor)
    asked = open_questions(page)
    if not asked:
        return redirect("office:case", case_id=case_id)
    if request.method != "POST":
        return _show(request, page, actor, _drawn(page, rows=_more(request, asked)))
    posted = read_posted(request.POST, [each.question for each in asked])
    try:
        result = fill_in(case_id, posted.answers, seen=posted.seen, actor=actor, at=timezone.now())
    except Refusal as refusal:
        return _show(request, page, actor, _drawn(page, posted, all_typed=True), errors_of(refusal))
    if result.invalid or result.conflicts:
        drawn = _drawn(read_case(case_id, actor), posted, result)
        invalid = {each.field.id: each.problem for each in drawn if each.problem and each.name in result.invalid}
        return _show(request, page, actor, drawn, errors_by_field(invalid))
    if posted.stays:
        return redirect(_again(case_id, posted))
    messages.success(request, say("web/office.filled_in"))
    return redirect("office:case", case_id=case_id)


def _drawn(
    page: CasePage,
    posted: Posted | None = None,
    result: SaveResult | None = None,
    *,
    all_typed: bool = False,
    rows: Mapping[str, int] | None = None,
) -> list[Asked]:
    drawn = []
    for view in open_questions(page):
        name = view.question.name
        met = result.conflicts.get(name) if result else None
        typed = posted is not None and name in posted.answers and (all_typed or met is not None)
        drawn.append(
            asked_of(
                view,
                page.case,
                typed=posted.answers[name] if posted and typed else None,
                problem=result.invalid.get(name) if result else None,
                conflict=Conflict(_text(met.value), _text(met.mine), met.given_by, met.given_at, met.version)
                if met
                else None,
                rows=(rows or {}).get(name),
                version=posted.seen.get(name) if posted and typed else None,
            )
        )
    return drawn


def _parts(page: CasePage, drawn: list[Asked]) -> list[tuple[str, list[Asked]]]:
    """The questions under the headings of the form, in its order."""
    kept = [(section.label, [each for each in drawn if each.view.section == section.name]) for section in page.sections]
    return [(label, questions) for label, questions in kept if questions]


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _more(request: HttpRequest, asked: list[QuestionView]) -> dict[str, int]:
    wanted = request.GET.get("more", "")
    grows = (each for each in asked if each.question.type == "records" and each.question.name == wanted)
    return {each.question.name: len((each.raw if each.problem else each.value) or ()) + 1 for each in grows}


def _again(case_id: UUID, posted: Posted) -> str:
    here = reverse("office:fill", kwargs={"case_id": case_id})
    if posted.added:
        return f"{here}?more={posted.added}#{answer_id(posted.added)}"
    name = posted.removed[0] if posted.removed else next(iter(posted.theirs | posted.mine), "")
    return f"{here}#{answer_id(name)}"


def _show(
    request: HttpRequest, page: CasePage, actor: Actor, drawn: list[Asked], errors: Errors | None = None
) -> HttpResponse:
    context = frame(request, page, actor, "fill", errors) | {"parts": _parts(page, drawn)}
    return render(request, "office/fill.html", context, status=422 if errors else 200)
