"""Check one's answers before sending, and read them afterwards: every question with what was answered."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from xuzhi.casework.queries.shapes import DocumentView, QuestionView, SectionView, TaskList
from xuzhi.casework.queries.task_list import task_list
from xuzhi.web.applicant.access import Applicant, of_own_case
from xuzhi.web.applicant.fields import source_of
from xuzhi.web.applicant.posted import answer_id


@require_safe
@of_own_case
def answers(request: HttpRequest, me: Applicant, case_id: UUID) -> HttpResponse:
    tasks = task_list(case_id, actor=me.actor, at=timezone.now())
    context = {
        "section": "cases",
        "me": me,
        "tasks": tasks,
        "case": tasks.case,
        "parts": [{"page": each, "rows": rows_of(tasks, each)} for each in tasks.sections if each.state != "not_asked"],
    }
    return render(request, "applicant/answers.html", context)


def rows_of(tasks: TaskList, section: SectionView) -> list[dict[str, object]]:
    """A section as components/summary_list.html lists it: questions, then documents."""
    page = reverse("applicant:section", kwargs={"case_id": tasks.case.id, "section": section.name})
    rows = [_question_row(each, page) for each in section.questions if each.asked]
    return rows + [_document_row(each, tasks) for each in section.documents if each.asked]


def _question_row(view: QuestionView, page: str) -> dict[str, object]:
    return {
        "label": view.question.label,
        "value": view.shown or view.raw,
        "hint": view.problem or source_of(view),
        "url": f"{page}#{answer_id(view.question.name)}" if view.editable else "",
    }


def _document_row(view: DocumentView, tasks: TaskList) -> dict[str, object]:
    place = {"case_id": tasks.case.id, "document": view.document.name}
    return {
        "label": f"{view.document.number} {view.document.label}".strip(),
        "value": "\n".join(each.name for each in view.attached),
        "url": reverse("applicant:document", kwargs=place) if view.editable else "",
    }
