"""The evidence of a finding at the very place: what was answered, what the register said, the page of the file."""

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from xuzhi.casework.queries.case_page import case_page
from xuzhi.casework.queries.shapes import Attached, CasePage, Evidence, FindingView, LookUpView, QuestionView
from xuzhi.documents import queries as files
from xuzhi.documents.refusals import PageUnknown, PageUnreadable
from xuzhi.kernel.actor import Actor
from xuzhi.notices import queries as notices
from xuzhi.notices.refusals import LetterDamaged, LetterNotReady, NoticeUnknown
from xuzhi.web.files import file_answer, page_answer
from xuzhi.web.office.access import as_staff
from xuzhi.web.shown import Shown, show_question


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


@dataclass(frozen=True)
class Opened:
    """One finding with all its evidence."""

    finding: FindingView
    values: tuple[Shown, ...]
    plain: tuple[Evidence, ...]
    look_ups: tuple[LookUpView, ...]
    files: tuple[tuple[str, Attached, str], ...]
    file: OpenFile | None


def opened_evidence(request: HttpRequest, page: CasePage, check: str) -> Opened | None:
    """The finding that the address names, else the first that is not met, else the first. None without findings."""
    order = {"not_met": 0, "undetermined": 1, "met": 2}
    finding = next((each for each in page.findings if each.check == check), None)
    if finding is None:
        finding = min(page.findings, key=lambda each: order[each.stands], default=None)
    if finding is None:
        return None
    attached = [(each.label, file) for each in finding.evidence for file in each.attachments]
    return Opened(
        finding,
        tuple(show_question(each) for each in _questions(page, finding)),
        tuple(each for each in finding.evidence if each.kind == "platform"),
        tuple(each for each in page.look_ups if each.register in _registers(page, finding)),
        tuple((label, file, _address(page, finding, file, 1)) for label, file in attached),
        _open_file(request, page, finding, attached),
    )


def _questions(page: CasePage, finding: FindingView) -> list[QuestionView]:
    named = {each.name for each in finding.evidence if each.kind in ("question", "register")}
    return [each for section in page.sections for each in section.questions if each.question.name in named]


def _registers(page: CasePage, finding: FindingView) -> set[str]:
    """The registers that the finding's evidence names, and those that answered its questions."""
    return {each.name for each in finding.evidence} | {each.question.register for each in _questions(page, finding)}


def _open_file(
    request: HttpRequest, page: CasePage, finding: FindingView, attached: list[tuple[str, Attached]]
) -> OpenFile | None:
    wanted = request.GET.get("file", "")
    label, file = next(((label, each) for label, each in attached if str(each.id) == wanted), (None, None))
    if file is None and attached:
        label, file = attached[0]
    if file is None:
        return None
    info = files.files_info([file.sha256]).get(file.sha256)
    pages = (info.pages if info else None) or 0
    number = request.GET.get("page", "1")
    shown = min(max(1, int(number)), pages) if number.isascii() and number.isdigit() and pages else 1
    place = {"case_id": page.case.id, "attachment": file.id}
    return OpenFile(
        file,
        label or "",
        shown,
        pages,
        reverse("office:page", kwargs={**place, "page": shown}) if pages else "",
        _address(page, finding, file, shown - 1) if shown > 1 else "",
        _address(page, finding, file, shown + 1) if shown < pages else "",
        reverse("office:file", kwargs=place),
    )


def _address(page: CasePage, finding: FindingView, file: Attached, number: int) -> str:
    here = reverse("office:evidence", kwargs={"case_id": page.case.id, "check": finding.check})
    return f"{here}?file={file.id}&page={number}#evidence"


@require_safe
@as_staff
def file(request: HttpRequest, actor: Actor, case_id: UUID, attachment: UUID) -> HttpResponse:
    """The file itself, to keep; never shown by the browser on this origin."""
    return file_answer(_attachment(case_id, attachment, actor))


@require_safe
@as_staff
def page(request: HttpRequest, actor: Actor, case_id: UUID, attachment: UUID, page: int) -> HttpResponse:
    """One page of a file as a picture."""
    try:
        return page_answer(_attachment(case_id, attachment, actor).sha256, page)
    except (PageUnknown, PageUnreadable) as refusal:
        raise Http404(str(refusal)) from refusal


@require_safe
@as_staff
def letter(request: HttpRequest, actor: Actor, case_id: UUID, notice_id: UUID) -> HttpResponse:
    """A letter of the case as it was sent."""
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


def _attachment(case_id: UUID, wanted: UUID, actor: Actor) -> Attached:
    """Raises Http404, CaseUnknown."""
    for section in case_page(case_id, actor=actor, at=timezone.now()).sections:
        for document in section.documents:
            for each in (*document.attached, *document.earlier):
                if each.id == wanted:
                    return each
    raise Http404
