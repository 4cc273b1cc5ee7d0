"""One case of one's own: where it stands, whose turn, until when, what to do."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from xuzhi.casework.queries.case_page import case_page
from xuzhi.casework.queries.shapes import CasePage, CaseRow, ClockView, DefectView, DocumentView, SectionView, StepView
from xuzhi.grants.queries.written_documents import written_documents
from xuzhi.kernel.texts import say
from xuzhi.web.applicant.access import Applicant, of_own_case
from xuzhi.web.applicant.codes import code_of
from xuzhi.web.applicant.decided import decided_of
from xuzhi.web.applicant.meeting import meeting_of
from xuzhi.web.applicant.posted import answer_id
from xuzhi.web.contract_money import has_package, holds_money

KINDS = {"done": "met", "in_progress": "undetermined", "problem": "not_met", "not_started": "neutral"}


@require_safe
@of_own_case
def case(request: HttpRequest, me: Applicant, case_id: UUID) -> HttpResponse:
    now = timezone.now()
    page = case_page(case_id, actor=me.actor, at=now)
    elsewhere = place_of_asked(page, me.actor.firm) or place_of_deal(page.case, me.actor.firm)
    if elsewhere:
        return redirect(elsewhere)
    draft = page.case.submitted_at is None and page.case.turn == "applicant"
    context = {
        "section": "cases",
        "me": me,
        "page": page,
        "case": page.case,
        "draft": draft,
        "tasks": tasks_of(page) if draft else open_now(page),
        "clocks": [each for each in page.clocks if each.state in ("running", "pending")],
        "to_correct": [correction_of(page, each) for each in page.defects if each.state == "open"],
        "answered": [each for each in page.defects if each.state == "answered"],
        "standing": [each for each in page.findings if each.sign == "met"],
        "in_question": any(each.stands == "not_met" for each in page.findings),
        "steps": steps_of(page),
        "holds_money": holds_money(page),
        "has_package": has_package(page),
        "written": written_documents(case_id, actor=me.actor, at=now) if writes(page) else None,
        "decided": decided_of(page),
        **meeting_of(page, me, now),
        "code": code_of(page.case, now),
        "sent": page.submissions[-1] if page.submissions else None,
        "now": now,
        "timeline": [
            {"title": each.title, "at": each.at, "by": each.actor_name, "says": each.detail} for each in page.timeline
        ],
    }
    return render(request, "applicant/case.html", context)


def writes(page: CasePage) -> bool:
    """Whether the firm may change a document now that the platform writes or prints for it."""
    documents = [each for section in page.sections for each in section.documents]
    return any(each.editable and each.asked and each.document.written_from for each in documents)


def place_of_asked(page: CasePage, firm: str | None) -> str:
    """Where a case is shown to the firm that is asked for its part; "" for everybody else."""
    asked = page.part is not None and page.case.respondent_ubn == firm
    return reverse("applicant:asked", args=[page.case.id]) if asked else ""


def place_of_deal(case: CaseRow, firm: str | None) -> str:
    """Where a case between a buyer and a supplier is shown to either; "" for other cases, and for a buyer's draft."""
    if case.respondent_ubn and case.respondent_ubn == firm:
        return reverse("applicant:deal_case", args=[case.id])
    if case.opened_by == "buyer" and case.submitted_at is not None:
        return reverse("buyer:deal_case", args=[case.id])
    return ""


def tasks_of(page: CasePage) -> list[dict[str, object]]:
    """The sections as components/task_list.html lists them."""
    return [_task(page, each) for each in page.sections if each.state != "not_asked"]


def open_now(page: CasePage) -> list[dict[str, object]]:
    """What is asked at this very stage, once it was handed in: sections, and documents that a clock waits for."""
    if page.case.turn != "applicant":
        return []
    sections = [
        _task(page, each)
        for each in page.sections
        if any(one.editable and one.asked and one.question.stages for one in each.questions)
        or any(one.editable and one.asked and one.document.stages for one in each.documents)
    ]
    waited_for = [one for each in page.sections for one in each.documents if one.editable and one.document.during]
    return sections + [_paper(page, each) for each in waited_for if not page.panel]


def _paper(page: CasePage, view: DocumentView) -> dict[str, object]:
    """A document to hand in, by itself."""
    state = "done" if view.attached else "not_started"
    document = view.document
    return {
        "label": f"{document.number} {document.label}".strip(),
        "url": reverse("applicant:document", kwargs={"case_id": page.case.id, "document": document.name}),
        "kind": KINDS[state],
        "status": say(f"web/applicant.state_{state}"),
        "hint": "",
    }


def _task(page: CasePage, section: SectionView) -> dict[str, object]:
    return {
        "label": section.label,
        "url": reverse("applicant:section", kwargs={"case_id": page.case.id, "section": section.name}),
        "kind": KINDS.get(section.state, "neutral"),
        "status": say(f"web/applicant.state_{section.state}"),
        "hint": say("web/applicant.section_left", left=section.to_answer) if section.to_answer else "",
    }


def steps_of(page: CasePage) -> list[StepView]:
    """What the applicant may do here besides handing in, which has pages of its own."""
    return [each for each in page.steps if each.by == "applicant" and each.name != "submit"]


def correction_of(page: CasePage, defect: DefectView) -> dict[str, object]:
    """One thing to correct, with links to what it opens."""
    links = [_question_link(page, name) for name in defect.opens_questions]
    links += [_document_link(page, name) for name in defect.opens_documents]
    return {"defect": defect, "links": [link for link in links if link], "news": news_of(page, defect)}


def news_of(page: CasePage, defect: DefectView) -> list[dict[str, str]]:
    """What has been answered or attached since the last submission among the things that a defect opens."""
    since = page.submissions[-1].submitted_at if page.submissions else None
    news = []
    for section in page.sections:
        for question in section.questions:
            new = since is not None and question.given_at is not None and question.given_at > since
            if new and question.question.name in defect.opens_questions:
                news.append({"label": question.question.label, "now": question.shown})
        for document in section.documents:
            files = [each.name for each in document.attached if each.submission is None]
            if files and document.document.name in defect.opens_documents:
                label = f"{document.document.number} {document.document.label}".strip()
                news.append({"label": label, "now": say("kernel.list_separator").join(files)})
    return news


def _question_link(page: CasePage, name: str) -> dict[str, str] | None:
    for section in page.sections:
        for each in section.questions:
            if each.question.name == name:
                where = reverse("applicant:section", kwargs={"case_id": page.case.id, "section": section.name})
                return {"url": f"{where}#{answer_id(name)}", "label": each.question.label, "kind": "question"}
    return None


def _document_link(page: CasePage, name: str) -> dict[str, str] | None:
    for section in page.sections:
        for each in section.documents:
            if each.document.name == name:
                where = reverse("applicant:document", kwargs={"case_id": page.case.id, "document": name})
                label = f"{each.document.number} {each.document.label}".strip()
                return {"url": where, "label": label, "kind": "document"}
    return None


def running_clock(page: CasePage) -> ClockView | None:
    """The clock that ends first among those that run."""
    running = [each for each in page.clocks if each.state == "running" and each.due_at]
    return min(running, key=lambda each: each.due_at or timezone.now(), default=None)
