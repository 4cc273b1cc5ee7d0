"""One section of the form: answer, save as one types, add and remove rows, choose between two people's answers."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from xuzhi.casework.operations.confirm_answers import confirm_answers
from xuzhi.casework.operations.save_answers import SaveResult, Theirs, save_answers
from xuzhi.casework.queries.shapes import SectionView, TaskList
from xuzhi.casework.queries.task_list import task_list
from xuzhi.engine.answers import AnswerInvalid, read_answer, show_answer
from xuzhi.grants.operations.note_presence import note_presence
from xuzhi.grants.queries.listed import Listed, listed
from xuzhi.grants.queries.who_is_where import who_is_where
from xuzhi.kernel.refusal import Refusal
from xuzhi.kernel.texts import current_language, say
from xuzhi.rulebook.model import Question
from xuzhi.web.applicant.access import Applicant, of_own_case
from xuzhi.web.applicant.boards import boards_of
from xuzhi.web.applicant.fields import Asked, Conflict, accepted, asked_of, to_attach_of
from xuzhi.web.applicant.posted import Posted, answer_id, read_posted
from xuzhi.web.applicant.sections import neighbours, section_named
from xuzhi.web.applicant.sending import files_of, take_in, take_off
from xuzhi.web.inspected import Looked
from xuzhi.web.refused import Errors, errors_by_field, errors_of


@dataclass(frozen=True)
class Outcome:
    """What came of saving a form: nothing typed is lost, whatever it was."""

    posted: Posted
    result: SaveResult | None = None
    refused: Refusal | None = None
    conflicts: dict[str, Conflict] = field(default_factory=dict)
    unsent: Errors = field(default_factory=Errors)

    @property
    def clean(self) -> bool:
        read = not (self.result and self.result.invalid)
        return self.refused is None and not self.conflicts and not self.unsent and read


@require_http_methods(["GET", "HEAD", "POST"])
@of_own_case
def section(request: HttpRequest, me: Applicant, case_id: UUID, section: str) -> HttpResponse:
    now = timezone.now()
    tasks = task_list(case_id, actor=me.actor, at=now)
    view = section_named(tasks, section)
    if is_plan(tasks):
        note_presence(case_id, view.name, saved=request.method == "POST", actor=me.actor, at=now)
    if request.method != "POST":
        return _show(request, me, tasks, view)
    outcome = _save(request, me, tasks, view)
    stays = outcome.posted.stays and not outcome.conflicts and outcome.refused is None and not outcome.unsent
    if stays:
        return redirect(_rows_address(case_id, section, outcome.posted))
    if outcome.posted.stays or not outcome.clean:
        fresh = task_list(case_id, actor=me.actor, at=now)
        return _show(request, me, fresh, section_named(fresh, section), outcome)
    if request.POST.get("go") == "confirm" and confirm_answers(case_id, section, actor=me.actor, at=now):
        messages.success(request, say("web/applicant.carried_confirmed", section=view.label))
    return redirect(_after(request, me, case_id, tasks, view))


@require_POST
@of_own_case
def autosave(request: HttpRequest, me: Applicant, case_id: UUID, section: str) -> HttpResponse:
    """Save what the form holds now (htmx); answers with what stands beside each field, and questions come or gone."""
    now = timezone.now()
    before = task_list(case_id, actor=me.actor, at=now)
    if is_plan(before):
        note_presence(case_id, section, saved=True, actor=me.actor, at=now)
    outcome = _save(request, me, before, section_named(before, section))
    after = task_list(case_id, actor=me.actor, at=now)
    view = section_named(after, section)
    drawn = _asked(after, view, outcome)
    earlier = section_named(before, section)
    was_asked = {each.question.name: each.asked for each in earlier.questions}
    looked = Looked(after.sections)
    return render(
        request,
        "applicant/autosaved.html",
        {
            "case": after.case,
            "page": view,
            "documents": [to_attach_of(each, after.case, looked) for each in view.documents if each.asked],
            "documents_moved": [each.asked for each in view.documents] != [each.asked for each in earlier.documents],
            "questions": drawn,
            "saved": frozenset(outcome.result.saved) if outcome.result else frozenset(),
            "came_or_went": [each for each in drawn if each.view.asked != was_asked.get(each.name)],
            "errors": errors_of(outcome.refused) if outcome.refused else Errors(),
            "boards": boards_of(after, view, actor=me.actor, at=now),
            "present": present_of(after, me, now) if is_plan(after) else [],
            "at": now,
        },
    )


def _save(request: HttpRequest, me: Applicant, tasks: TaskList, view: SectionView) -> Outcome:
    taken = take_in(request, me, tasks, view)
    unsent = taken.errors + _taken_off(request, me, tasks.case.id, view)
    posted = read_posted(request.POST, [each.question for each in view.questions if each.editable], taken.files)
    answers = {name: raw for name, raw in posted.answers.items() if not _left_as_filled(view, name, raw)}
    try:
        result = save_answers(tasks.case.id, answers, seen=posted.seen, actor=me.actor, at=timezone.now())
    except Refusal as refusal:
        return Outcome(posted, refused=refusal, unsent=unsent)
    conflicts = {name: _conflict(view, name, theirs) for name, theirs in result.conflicts.items()}
    return Outcome(posted, result, conflicts=conflicts, unsent=unsent)


def _taken_off(request: HttpRequest, me: Applicant, case_id: UUID, view: SectionView) -> Errors:
    """The file of a document on this page that its button takes off, while all that was typed is kept."""
    of = request.POST.get("detach", "").rpartition(":")[0]
    found = next((each for each in view.documents if each.editable and each.document.name == of), None)
    return take_off(request, me, found, case_id) if found else Errors()


def _left_as_filled(view: SectionView, name: str, raw: Any) -> bool:
    """A register's answer that nobody disputed: the empty field beside it says nothing."""
    question = next(each for each in view.questions if each.question.name == name)
    return question.source in ("register", "platform") and not raw


def _conflict(view: SectionView, name: str, theirs: Theirs) -> Conflict:
    question = next(each.question for each in view.questions if each.question.name == name)
    shown = _readable(question, theirs.raw if theirs.value is None else theirs.value)
    return Conflict(shown, _readable(question, theirs.mine), theirs.given_by, theirs.given_at, theirs.version)


def _readable(question: Question, raw: Any) -> str:
    """An answer as people write it; text that cannot be read stands as it was typed."""
    try:
        return show_answer(question, read_answer(question, raw), current_language())
    except AnswerInvalid:
        return raw if isinstance(raw, str) else ""


def _asked(
    tasks: TaskList, view: SectionView, outcome: Outcome | None, rows: dict[str, int] | None = None
) -> list[Asked]:
    drawn, files = [], files_of(tasks)
    accepts = {each.document.name: accepted(each.document) for part in tasks.sections for each in part.documents}
    for each in view.questions:
        name = each.question.name
        kept = bool(outcome and (outcome.refused or name in outcome.conflicts) and name in outcome.posted.answers)
        drawn.append(
            asked_of(
                each,
                tasks.case,
                typed=outcome.posted.answers[name] if outcome and kept else None,
                problem=outcome.result.invalid.get(name) if outcome and outcome.result else None,
                conflict=outcome.conflicts.get(name) if outcome else None,
                rows=(rows or {}).get(name),
                version=outcome.posted.seen.get(name) if outcome and kept else None,
                files=files,
                accepts=accepts,
            )
        )
    return drawn


def _show(
    request: HttpRequest, me: Applicant, tasks: TaskList, view: SectionView, outcome: Outcome | None = None
) -> HttpResponse:
    rows = _more_rows(request, view) if outcome is None else {}
    questions = _asked(tasks, view, outcome, rows)
    before, after = neighbours(tasks, view)
    looked = Looked(tasks.sections)
    context = {
        "section": "cases",
        "me": me,
        "tasks": tasks,
        "case": tasks.case,
        "page": view,
        "questions": questions,
        "present": present_of(tasks, me, timezone.now()) if is_plan(tasks) else [],
        "lists": _lists(request, me, tasks, view),
        "boards": boards_of(tasks, view, actor=me.actor, at=timezone.now()),
        "documents": [to_attach_of(each, tasks.case, looked) for each in view.documents if each.asked],
        "errors": _errors(questions, outcome),
        "conflicts": [each for each in questions if each.conflict],
        "to_confirm": view.to_confirm,
        "carried": [each for each in view.to_confirm if each.from_case],
        "filled": [each for each in view.to_confirm if not each.from_case],
        "from_cases": sorted({each.from_case for each in view.to_confirm if each.from_case}),
        "before": before,
        "after": after,
        "editable": tasks.editable and any(each.editable for each in (*view.questions, *view.documents)),
    }
    return render(request, "applicant/section.html", context, status=422 if outcome and not outcome.clean else 200)


def is_plan(tasks: TaskList) -> bool:
    """Whether several people write this one together: a plan, of which the platform writes a document."""
    documents = [each for section in tasks.sections for each in section.documents]
    return tasks.editable and any(each.document.written_from for each in documents)


def present_of(tasks: TaskList, me: Applicant, at: datetime) -> list[dict[str, object]]:
    """The others who are at work in the case, each with the page that they are at."""
    labels = {each.name: each.label for each in tasks.sections}
    found = who_is_where(tasks.case.id, actor=me.actor, at=at)
    return [{"who": each, "label": labels[each.section]} for each in found if each.section in labels]


def _lists(request: HttpRequest, me: Applicant, tasks: TaskList, view: SectionView) -> list[Listed]:
    if not any(each.question.by_file and each.asked for each in view.questions):
        return []
    wanted = request.GET.get("rows", "")
    page = int(wanted) if wanted.isascii() and wanted.isdigit() else 1
    lacking = request.GET.get("lacking") == "1"
    return listed(tasks.case.id, view.name, actor=me.actor, at=timezone.now(), page=page, only_lacking=lacking)


def _errors(questions: list[Asked], outcome: Outcome | None) -> Errors:
    if outcome is None:
        return sum((errors_of(each.problem, each.field.id) for each in questions if each.problem), Errors())
    found = outcome.unsent + (errors_of(outcome.refused) if outcome.refused else Errors())
    if outcome.result:
        invalid = {
            each.field.id: each.problem for each in questions if each.problem and each.name in outcome.result.invalid
        }
        found += errors_by_field(invalid)
    return found


def _more_rows(request: HttpRequest, view: SectionView) -> dict[str, int]:
    """Rows to draw beyond those that are stored: `?more=<question>` adds an empty one."""
    wanted = request.GET.get("more", "")
    counts = {}
    for each in view.questions:
        if each.question.type == "records" and each.question.name == wanted:
            stored = each.raw if each.problem else each.value
            counts[wanted] = len(stored or ()) + 1
    return counts


def _rows_address(case_id: UUID, section: str, posted: Posted) -> str:
    page = reverse("applicant:section", kwargs={"case_id": case_id, "section": section})
    if posted.added:
        return f"{page}?more={posted.added}#{answer_id(posted.added)}"
    if posted.sent:
        return f"{page}#{posted.sent}"
    if posted.detached:
        return f"{page}#document-{posted.detached}"
    name = posted.removed[0] if posted.removed else next(iter(posted.theirs | posted.mine))
    return f"{page}#{answer_id(name)}"


def _came(before: SectionView, now: SectionView) -> list[str]:
    """What the answers have brought up on the page: where its new questions and documents are."""
    asked = {each.question.name for each in before.questions if each.asked}
    wanted = {each.document.name for each in before.documents if each.asked}
    questions = (each.question.name for each in now.questions if each.asked)
    documents = (each.document.name for each in now.documents if each.asked)
    return [
        *(answer_id(each) for each in questions if each not in asked),
        *(f"document-{each}" for each in documents if each not in wanted),
    ]


def _after(request: HttpRequest, me: Applicant, case_id: UUID, before: TaskList, view: SectionView) -> str:
    """Where one goes after saving: on, back to the list, or here again where the answers raised new questions."""
    here = reverse("applicant:section", kwargs={"case_id": case_id, "section": view.name})
    if request.POST.get("go") == "list" or before.case.submitted_at is not None:
        return reverse("applicant:case", kwargs={"case_id": case_id})
    fresh = task_list(case_id, actor=me.actor, at=timezone.now())
    came = _came(view, section_named(fresh, view.name))
    if came:
        return f"{here}?came={len(came)}#{came[0]}"
    _, after = neighbours(fresh, section_named(fresh, view.name))
    if after is None:
        return reverse("applicant:case", kwargs={"case_id": case_id})
    return reverse("applicant:section", kwargs={"case_id": case_id, "section": after.name})
