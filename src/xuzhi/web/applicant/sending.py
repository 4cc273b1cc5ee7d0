"""Files that come along with a section's form: sealed, put under their document, given to the answer they are for."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from xuzhi.casework.operations.attach_document import attach_document
from xuzhi.casework.operations.detach_document import detach_document
from xuzhi.casework.queries.shapes import Attached, CaseRow, DocumentView, SectionView, TaskList
from xuzhi.casework.refusals import FileAlreadyAttached
from xuzhi.documents.operations.seal_file import seal_file
from xuzhi.kernel.refusal import Refusal
from xuzhi.kernel.texts import say
from xuzhi.rulebook.model import Document, Question
from xuzhi.web.applicant.access import Applicant
from xuzhi.web.applicant.posted import MOST_ROWS, answer_id, answer_name, document_name, send_name
from xuzhi.web.refused import Errors, errors_of
from xuzhi.web.shown import ShownFile, attached_files


@dataclass(frozen=True)
class Taken:
    """SHA-256 of what was taken in, by the name of its answer, and why the rest was not."""

    files: Mapping[str, list[str]] = field(default_factory=dict)
    errors: Errors = field(default_factory=Errors)


def take_in(request: HttpRequest, me: Applicant, tasks: TaskList, view: SectionView) -> Taken:
    """Every file of the form, each on its own: one that is refused takes neither the others nor any answer with it."""
    files: dict[str, list[str]] = {}
    errors = Errors()
    rules = {each.document.name: each.document for section in tasks.sections for each in section.documents}
    for name, anchor, question in _places(request, view):
        if (rule := rules.get(question.document)) is None:
            continue
        for file in request.FILES.getlist(send_name(name)):
            try:
                files.setdefault(name, []).append(_attached(tasks.case, rule, file, me))
            except Refusal as refusal:
                errors += errors_of(refusal, anchor)
    for each in view.documents:
        for file in request.FILES.getlist(document_name(each.document.name)) if each.editable else ():
            try:
                _attached(tasks.case, each.document, file, me)
            except Refusal as refusal:
                errors += errors_of(refusal, f"file-{each.document.name}")
    return Taken(files, errors)


def take_off(request: HttpRequest, me: Applicant, view: DocumentView, case_id: UUID) -> Errors:
    """Take the file off that the button `detach` names, as `<document>:<sha256>`; one that is gone already is meant."""
    sha256 = request.POST["detach"].rpartition(":")[2]
    attached = next((each for each in view.attached if each.sha256 == sha256), None)
    if attached is None:
        return Errors()
    try:
        detach_document(case_id, attached.id, actor=me.actor, at=timezone.now())
    except Refusal as refusal:
        return errors_of(refusal, f"document-{view.document.name}")
    messages.success(request, say("web/applicant.file_taken_off", name=attached.name))
    return Errors()


def _places(request: HttpRequest, view: SectionView) -> Iterator[tuple[str, str, Question]]:
    """The file answers of the page that something was sent for: name, id, and the question or field."""
    for each in view.questions:
        question = each.question
        if not each.editable or not request.FILES:
            continue
        if question.type == "file":
            yield answer_name(question.name), answer_id(question.name), question
        for cell in (cell for cell in question.fields if cell.type == "file"):
            for row in range(MOST_ROWS):
                name = answer_name(question.name, row, cell.name)
                if send_name(name) in request.FILES:
                    yield name, answer_id(question.name, row, cell.name), cell


def _attached(case: CaseRow, rule: Document, file: UploadedFile, me: Applicant) -> str:
    """Seal and attach; a file that stands there already is simply meant."""
    now = timezone.now()
    sealed = seal_file(file, file.name or "", actor=me.actor, at=now, kinds=rule.kinds or None, max_mb=rule.max_mb)
    with suppress(FileAlreadyAttached):
        attach_document(case.id, rule.name, sealed.sha256, actor=me.actor, at=now, name=sealed.name)
    return sealed.sha256


def files_of(tasks: TaskList) -> dict[str, list[ShownFile]]:
    """What file answers may choose among, by document."""
    known = attached_files(tasks.sections, lambda each, drawn: _address(each, tasks.case, drawn))
    return {
        each.document.name: [known[attached.sha256] for attached in each.attached]
        for section in tasks.sections
        for each in section.documents
    }


def _address(attached: Attached, case: CaseRow, drawn: bool) -> str:
    place = {"case_id": case.id, "attachment": attached.id}
    return reverse("applicant:picture" if drawn else "applicant:file", kwargs=place)
