"""The evidence of a finding at the very place: what was answered, what the register said, the page of the file."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from xuzhi.casework.operations.record_viewing import record_viewing
from xuzhi.casework.queries.case_page import case_page
from xuzhi.casework.queries.file_findings import file_findings
from xuzhi.casework.queries.shapes import (
    Attached,
    CasePage,
    DocumentView,
    Evidence,
    FindingView,
    LookUpView,
    QuestionView,
)
from xuzhi.documents import queries as files
from xuzhi.documents.refusals import PageUnknown, PageUnreadable
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.texts import say
from xuzhi.notices import queries as notices
from xuzhi.notices.refusals import LetterDamaged, LetterNotReady, NoticeUnknown
from xuzhi.registers.catalogue import registers
from xuzhi.web.file_told import Told, told_of
from xuzhi.web.files import file_answer, page_answer, place_answer
from xuzhi.web.inspected import Looked
from xuzhi.web.office.access import as_staff
from xuzhi.web.office.looked import LookedFile, looked_file
from xuzhi.web.shown import Shown, ShownFile, attached_files, show_question


@dataclass(frozen=True)
class OpenFile:
    """A file beside the finding: one page of it, drawn by the server, or nothing to draw (`pages` 0)."""

    attached: Attached
    label: str
    page: int
    pages: int
    image_url: str
    before_url: str
    after_url: str
    file_url: str
    looked: LookedFile | None = None
    told: tuple[Told, ...] = ()


@dataclass(frozen=True)
class RegisterRow:
    """A row as the authority published it: its cells that hold something, and where it stands."""

    source: str
    line: int
    taken_on: str
    sha256: str
    problem: str
    cells: tuple[tuple[str, str], ...]
    matched_by: str = ""
    list_title: str = ""


@dataclass(frozen=True)
class Answered:
    """What a register answered."""

    register: str
    label: str
    how: str
    problems: tuple[str, ...]
    looked_up_on: date
    rows: tuple[RegisterRow, ...]
    whom: str = ""
    subject: str = ""

    @property
    def about(self) -> str:
        """Whom it is about, by name and number."""
        return "　".join(dict.fromkeys(filter(None, (self.whom, self.subject))))


@dataclass(frozen=True)
class Opened:
    """One finding with all its evidence."""

    finding: FindingView
    values: tuple[Shown, ...]
    plain: tuple[Evidence, ...]
    look_ups: tuple[Answered, ...]
    files: tuple[tuple[str, Attached, str], ...]
    file: OpenFile | None


def opened_evidence(request: HttpRequest, page: CasePage, check: str) -> Opened | None:
    """The finding that the address names, else the first that is not met, else the first. None without findings."""
    order = {"not_met": 0, "undetermined": 1, "unconfirmed": 2, "met": 3}
    finding = next((each for each in page.findings if each.check == check), None)
    if finding is None:
        finding = min(page.findings, key=lambda each: order[each.sign], default=None)
    if finding is None:
        return None
    attached = [(each.label, file) for each in finding.evidence for file in each.attachments]
    questions = _questions(page, finding)
    told = {each.question.name for each in questions}
    here = reverse("office:evidence", kwargs={"case_id": page.case.id, "check": finding.check})
    return Opened(
        finding,
        tuple(show_question(each, case_files(page)) for each in questions),
        tuple(each for each in finding.evidence if each.kind == "platform" and each.name not in told),
        tuple(_answered(each) for each in page.look_ups if each.register in _registers(page, finding)),
        tuple((label, file, address_of(here, file, 1)) for label, file in attached),
        open_file(request, page, here, attached),
    )


def evidence_of_case(page: CasePage) -> dict[str, object]:
    """What a case without checks rests on: what the platform put into it, and the rows that registers gave."""
    filled = [each for section in page.sections for each in section.questions if each.question.filled_by and each.value]
    return {
        "values": tuple(show_question(each, case_files(page)) for each in filled),
        "look_ups": tuple(_answered(each) for each in page.look_ups if each.evidence),
    }


def list_title(register: str, list_name: str) -> str:
    """The list's title; empty for one that is not known any more."""
    entry = registers().get(register)
    return entry.title_of(list_name) if entry and list_name in (*entry.lists, entry.whole) else ""


def case_files(page: CasePage) -> dict[str, ShownFile]:
    """The case's files by SHA-256, for the answers that mean them."""

    def address(attached: Attached, drawn: bool) -> str:
        place = {"case_id": page.case.id, "attachment": attached.id}
        return reverse("office:page", kwargs={**place, "page": 1}) if drawn else reverse("office:file", kwargs=place)

    return attached_files(page.sections, address)


def _questions(page: CasePage, finding: FindingView) -> list[QuestionView]:
    """What was answered; of what the platform filled in, lists, which are read row by row."""
    kinds = {each.name: each.kind for each in finding.evidence}
    return [
        each
        for section in page.sections
        for each in section.questions
        if kinds.get(each.question.name) in ("question", "register")
        or (kinds.get(each.question.name) == "platform" and each.question.type == "records")
    ]


def _registers(page: CasePage, finding: FindingView) -> set[str]:
    """The registers that the finding rests on; the company's own entry only where nothing else is asked about."""
    named = {each.question.register for each in _questions(page, finding) if each.question.register}
    return named - {"company"} or named


def _answered(look_up: LookUpView) -> Answered:
    rows = tuple(_row(look_up.register, each) for each in look_up.evidence)
    return Answered(
        look_up.register,
        look_up.label,
        look_up.how,
        look_up.problems,
        look_up.looked_up_on,
        rows,
        look_up.whom,
        look_up.subject,
    )


def _row(register: str, found: Mapping[str, Any]) -> RegisterRow:
    raw = found.get("raw") or {}
    cells = tuple((str(name), _written(value)) for name, value in raw.items() if value not in (None, "", [], {}))
    return RegisterRow(
        found.get("source", ""),
        found.get("line", 0),
        found.get("taken_on", ""),
        found.get("sha256", ""),
        found.get("problem") or "",
        cells,
        say(f"web/office.matched_by_{found['matched_by']}") if found.get("matched_by") else "",
        list_title(register, found.get("list", "")),
    )


def _written(value: Any) -> str:
    """A published cell in one line; a list of records item by item."""
    if isinstance(value, list):
        return say("kernel.list_separator").join(_written(each) for each in value)
    if isinstance(value, dict):
        return " ".join(_written(each) for each in value.values() if each not in (None, ""))
    return str(value)


def open_file(request: HttpRequest, page: CasePage, here: str, attached: list[tuple[str, Attached]]) -> OpenFile | None:
    """The file that the address names (`?file=…&page=…`), else the first; None without files. `here` is the page
    that shows it."""
    wanted = request.GET.get("file", "")
    chosen = next(((label, each) for label, each in attached if str(each.id) == wanted), None)
    if chosen is None and attached:
        chosen = attached[0]
    if chosen is None:
        return None
    label, file = chosen
    info = files.files_info([file.sha256]).get(file.sha256)
    pages = (info.pages if info else None) or 0
    number = request.GET.get("page", "1")
    shown = min(max(1, int(number)), pages) if number.isascii() and number.isdigit() and pages else 1
    place = {"case_id": page.case.id, "attachment": file.id}
    documents = [each for section in page.sections for each in section.documents]
    document = next((each for each in documents if file in each.attached), None)
    looked = Looked(page.sections)
    return OpenFile(
        file,
        label,
        shown,
        pages,
        reverse("office:page", kwargs={**place, "page": shown}) if pages else "",
        address_of(here, file, shown - 1) if shown > 1 else "",
        address_of(here, file, shown + 1) if shown < pages else "",
        reverse("office:file", kwargs=place),
        looked_file(looked, page.case.id, file, document, shown, lambda number: address_of(here, file, number)),
        _told(request, page, file, document),
    )


def _told(request: HttpRequest, page: CasePage, file: Attached, document: DocumentView | None) -> tuple[Told, ...]:
    """What is said of its fonts and its text, where the rules ask for fonts, or for two files that are the same."""
    repeated = {each.document.same_as for section in page.sections for each in section.documents}
    if document is None or not (document.document.fonts or document.document.same_as or file.document in repeated):
        return ()
    found = file_findings(page.case.id, actor=request.actor, at=timezone.now())
    return told_of(found.get(file.sha256))


def address_of(here: str, file: Attached, number: int) -> str:
    """A page of a file, shown on the page `here`."""
    return f"{here}?file={file.id}&page={number}#evidence"


@require_safe
@as_staff
def file(request: HttpRequest, actor: Actor, case_id: UUID, attachment: UUID) -> HttpResponse:
    """The file itself, to keep; never shown by the browser on this origin."""
    return file_answer(attachment_of(case_id, attachment, actor))


@require_safe
@as_staff
def page(request: HttpRequest, actor: Actor, case_id: UUID, attachment: UUID, page: int) -> HttpResponse:
    """One page of a file as a picture."""
    try:
        return page_answer(attachment_of(case_id, attachment, actor).sha256, page)
    except (PageUnknown, PageUnreadable) as refusal:
        raise Http404(str(refusal)) from refusal


@require_safe
@as_staff
def place(
    request: HttpRequest,
    actor: Actor,
    case_id: UUID,
    attachment: UUID,
    page: int,
    left: int,
    top: int,
    right: int,
    bottom: int,
) -> HttpResponse:
    """A place on a page as a picture: what a reading was read from."""
    if not (left < right <= 1000 and top < bottom <= 1000):
        raise Http404
    try:
        return place_answer(attachment_of(case_id, attachment, actor).sha256, page, (left, top, right, bottom))
    except (PageUnknown, PageUnreadable) as refusal:
        raise Http404(str(refusal)) from refusal


@require_safe
@as_staff
def letter(request: HttpRequest, actor: Actor, case_id: UUID, notice_id: UUID) -> HttpResponse:
    """A letter of the case as it was sent."""
    record_viewing(case_id, actor=actor, at=timezone.now(), what="letter")
    try:
        notice = notices.notice(notice_id)
        if notice.case_id != case_id:
            raise Http404
        pdf = notices.letter_pdf(notice_id)
    except (NoticeUnknown, LetterNotReady, LetterDamaged) as refusal:
        raise Http404(str(refusal)) from refusal
    answer = HttpResponse(pdf.pdf, content_type="application/pdf")
    answer["Content-Disposition"] = content_disposition_header(True, pdf.name)
    return answer


def attachment_of(case_id: UUID, wanted: UUID, actor: Actor) -> Attached:
    """The file, and that the actor looked at the case (L9.1). Raises Http404, CaseUnknown."""
    now = timezone.now()
    record_viewing(case_id, actor=actor, at=now, what="file")
    for section in case_page(case_id, actor=actor, at=now).sections:
        for document in section.documents:
            for each in (*document.attached, *document.earlier):
                if each.id == wanted:
                    return each
    raise Http404
