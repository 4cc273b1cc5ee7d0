"""A change, an export or a complaint about a subscription, as its two parties see it; and the steps they take."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from xuzhi.casework.operations.attach_document import attach_document
from xuzhi.casework.queries.case_page import case_page
from xuzhi.casework.queries.shapes import CasePage, StepView
from xuzhi.documents.operations.seal_file import seal_file
from xuzhi.kernel.refusal import Refusal
from xuzhi.kernel.texts import say
from xuzhi.marketplace.operations.act_on_deal import act_on_deal
from xuzhi.marketplace.operations.complain_about_export import FAILED, LATE
from xuzhi.marketplace.queries import subscription
from xuzhi.web.account.entry import firm_required
from xuzhi.web.deals.sides import BUYER, Deal, deal_of, sides_of
from xuzhi.web.deals.subscription import timeline_of
from xuzhi.web.files import file_answer
from xuzhi.web.refused import Errors, errors_of
from xuzhi.web.shown import sections_shown


@require_safe
@firm_required
def deal_case(request: HttpRequest, case_id: UUID, side: str = BUYER) -> HttpResponse:
    deal, page = _page(request, case_id, side)
    if page.case.id == deal.found.id:
        return redirect(deal.url)
    if page.case.submitted_at is None:
        return redirect("applicant:case", case_id=case_id)
    context = {
        **_frame(deal, page),
        "sections": sections_shown(page.sections),
        "files": _files(deal, page),
        "steps": [{"step": each, "url": deal.step_url(case_id, each.name)} for each in page.steps],
        "clocks": [each for each in page.clocks if each.state == "running"],
        "timeline": timeline_of(page),
        "complain_url": deal.side.url("complain", case_id) if _at_fault(deal, page) else "",
    }
    return render(request, "deals/case.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@firm_required
def deal_step(request: HttpRequest, case_id: UUID, step: str, side: str = BUYER) -> HttpResponse:
    """What the step sets off, the reason where it needs one, and the button; pressing twice does it once."""
    deal, page = _page(request, case_id, side)
    offered = next((each for each in page.steps if each.name == step), None)
    back = deal.url if page.case.id == deal.found.id else deal.case_url(case_id)
    if request.method != "POST":
        return _show_step(request, deal, page, offered, back) if offered else redirect(back)
    reason, key = request.POST.get("reason", ""), request.POST.get("key", "")[:80]
    try:
        _attach_sent(request, deal, page)
        act_on_deal(case_id, step, reason=reason, actor=deal.actor, at=timezone.now(), key=key)
    except Refusal as refusal:
        if offered is None:
            messages.error(request, refusal.says)
            return redirect(back)
        return _show_step(request, deal, page, offered, back, errors_of(refusal, "reason"), 409)
    messages.success(request, say("web/deals.done", step=offered.label if offered else step))
    return redirect(back)


@require_safe
@firm_required
def deal_file(request: HttpRequest, case_id: UUID, attachment: UUID, side: str = BUYER) -> HttpResponse:
    _, page = _page(request, case_id, side)
    for section in page.sections:
        for document in section.documents:
            for each in (*document.attached, *document.earlier):
                if each.id == attachment:
                    return file_answer(each)
    raise Http404


def _page(request: HttpRequest, case_id: UUID, side: str) -> tuple[Deal, CasePage]:
    """The case with the subscription that it is, or is about; not found for anybody but its two parties."""
    now = timezone.now()
    for each in sides_of(request, side):
        try:
            page = case_page(case_id, actor=each.actor, at=now)
        except Refusal:
            continue
        order = page.case.id if subscription(page.case.id) else page.case.about
        return deal_of(request, side, order), page
    raise Http404


def _frame(deal: Deal, page: CasePage) -> dict[str, object]:
    mine = "applicant" if deal.side.buys else "respondent"
    return {
        "section": deal.side.section,
        "side": deal.side,
        "deal": deal,
        "found": deal.found,
        "page": page,
        "case": page.case,
        "my_turn": page.case.turn == mine,
    }


def _show_step(
    request: HttpRequest,
    deal: Deal,
    page: CasePage,
    offered: StepView,
    back: str,
    errors: Errors | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        **_frame(deal, page),
        "step": offered,
        "back": back,
        "key": request.POST.get("key") or str(uuid4()),
        "reason": request.POST.get("reason", ""),
        "own_documents": _own_documents(deal, page),
        "errors": errors or Errors(),
    }
    return render(request, "deals/step.html", context, status=status)


def _own_documents(deal: Deal, page: CasePage) -> list[dict[str, str]]:
    """What this side may send along: the respondent's documents while it is the respondent's turn."""
    if deal.side.buys or page.case.turn != "respondent":
        return []
    return [
        {"name": each.document.name, "label": each.document.label, "hint": each.document.hint}
        for section in page.sections
        for each in section.documents
        if each.document.by == "respondent"
    ]


def _attach_sent(request: HttpRequest, deal: Deal, page: CasePage) -> None:
    """Seal what was sent with the step and put it under its documents."""
    now = timezone.now()
    for document in _own_documents(deal, page):
        for sent in request.FILES.getlist(document["name"]):
            sealed = seal_file(sent, sent.name or document["name"], actor=deal.actor, at=now)
            attach_document(page.case.id, document["name"], sealed.sha256, actor=deal.actor, at=now, name=sealed.name)


def _files(deal: Deal, page: CasePage) -> list[dict[str, object]]:
    return [
        {
            "label": each.document.label,
            "file": file,
            "url": deal.side.url("deal_file", page.case.id, file.id),
        }
        for section in page.sections
        for each in section.documents
        for file in each.attached
    ]


def _at_fault(deal: Deal, page: CasePage) -> bool:
    """An export that is late or failed can become a complaint."""
    export = page.case.stage == LATE or page.case.outcome == FAILED
    return deal.side.buys and export
