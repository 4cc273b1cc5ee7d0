"""One document of a case: what it must show, the files it has, and sending more; without script as a plain form."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from xuzhi.casework.operations.attach_document import attach_document
from xuzhi.casework.queries.file_findings import file_findings
from xuzhi.casework.queries.shapes import Attached, DocumentView, TaskList
from xuzhi.casework.queries.task_list import task_list
from xuzhi.documents.operations.seal_file import seal_file
from xuzhi.documents.refusals import PageUnknown, PageUnreadable
from xuzhi.kernel.refusal import Refusal
from xuzhi.kernel.texts import say
from xuzhi.web.applicant.access import Applicant, of_own_case
from xuzhi.web.applicant.fields import to_attach_of
from xuzhi.web.applicant.sections import section_of_document
from xuzhi.web.applicant.sending import take_off
from xuzhi.web.file_told import told_of
from xuzhi.web.files import file_answer, page_answer
from xuzhi.web.inspected import Looked
from xuzhi.web.refused import Errors, errors_of

SMALL = 600


class NoFileChosen(Refusal):
    """The form came without a file."""

    code = "web/applicant.no_file_chosen"


@require_http_methods(["GET", "HEAD", "POST"])
@of_own_case
def document(request: HttpRequest, me: Applicant, case_id: UUID, document: str) -> HttpResponse:
    tasks = task_list(case_id, actor=me.actor, at=timezone.now())
    view = document_named(tasks, document)
    errors = Errors()
    if request.method == "POST":
        errors = (
            take_off(request, me, view, case_id) if "detach" in request.POST else _attach(request, me, view, case_id)
        )
        if not errors:
            return redirect(_back(request, case_id, document))
        tasks = task_list(case_id, actor=me.actor, at=timezone.now())
        view = document_named(tasks, document)
    context = {
        "section": "cases",
        "me": me,
        "tasks": tasks,
        "case": tasks.case,
        "page": section_of_document(tasks, document),
        "document": to_attach_of(view, tasks.case, Looked(tasks.sections)),
        "told": _told(me, tasks, view),
        "errors": errors,
    }
    return render(request, "applicant/document.html", context, status=422 if errors else 200)


def _told(me: Applicant, tasks: TaskList, view: DocumentView) -> list[dict[str, object]]:
    """What is said of each file's fonts and text, file by file; nothing where the rules ask for neither."""
    same = {each.document.same_as for section in tasks.sections for each in section.documents}
    if not (view.document.fonts or view.document.same_as or view.document.name in same):
        return []
    found = file_findings(tasks.case.id, actor=me.actor, at=timezone.now())
    told = [{"name": each.name, "told": told_of(found.get(each.sha256))} for each in view.attached]
    return [each for each in told if each["told"]]


def document_named(tasks: TaskList, name: str) -> DocumentView:
    """Raises Http404."""
    for section in tasks.sections:
        for each in section.documents:
            if each.document.name == name:
                return each
    raise Http404


def _attach(request: HttpRequest, me: Applicant, view: DocumentView, case_id: UUID) -> Errors:
    """Take in what was sent, file by file: one that is refused does not take the others with it."""
    sent, rule, now = request.FILES.getlist("file"), view.document, timezone.now()
    field = f"file-{rule.name}"
    if not sent:
        return errors_of(NoFileChosen(), field)
    errors = Errors()
    for file in sent:
        try:
            sealed = seal_file(
                file, file.name or "", actor=me.actor, at=now, kinds=rule.kinds or None, max_mb=rule.max_mb
            )
            attach_document(case_id, rule.name, sealed.sha256, actor=me.actor, at=now, name=sealed.name)
        except Refusal as refusal:
            errors += errors_of(refusal, field)
        else:
            messages.success(request, say("web/applicant.file_taken", name=sealed.name))
    return errors


def _back(request: HttpRequest, case_id: UUID, document: str) -> str:
    """Back to the section that the form stood in, else to the document's own page."""
    section = request.POST.get("section", "")
    if section:
        return reverse("applicant:section", kwargs={"case_id": case_id, "section": section}) + f"#document-{document}"
    return reverse("applicant:document", kwargs={"case_id": case_id, "document": document})


@require_safe
@of_own_case
def file(request: HttpRequest, me: Applicant, case_id: UUID, attachment: UUID) -> HttpResponse:
    """One's own file, as an attachment: nothing that was sent in is run on this origin."""
    tasks = task_list(case_id, actor=me.actor, at=timezone.now())
    return file_answer(_attachment(tasks, attachment))


@require_safe
@of_own_case
def picture(request: HttpRequest, me: Applicant, case_id: UUID, attachment: UUID) -> HttpResponse:
    """The first page of one's own file, drawn by the server, to recognise it by."""
    tasks = task_list(case_id, actor=me.actor, at=timezone.now())
    try:
        return page_answer(_attachment(tasks, attachment).sha256, 1, SMALL)
    except (PageUnknown, PageUnreadable) as refusal:
        raise Http404(str(refusal)) from refusal


def _attachment(tasks: TaskList, wanted: UUID) -> Attached:
    for section in tasks.sections:
        for view in section.documents:
            for each in (*view.attached, *view.earlier):
                if each.id == wanted:
                    return each
    raise Http404
