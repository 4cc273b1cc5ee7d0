"""A step that is the applicant's: hand in a correction, confirm, withdraw. First what it sets off, then the button."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from xuzhi.casework.operations.take_step import take_step
from xuzhi.casework.queries.case_page import case_page
from xuzhi.casework.queries.shapes import CasePage, SectionView, StepView
from xuzhi.casework.queries.to_confirm import to_confirm
from xuzhi.kernel.refusal import Refusal
from xuzhi.kernel.texts import say
from xuzhi.web.applicant.access import Applicant, of_own_case
from xuzhi.web.applicant.case import correction_of
from xuzhi.web.refused import Errors, errors_of
from xuzhi.web.shown import Shown, sections_shown


@require_http_methods(["GET", "HEAD", "POST"])
@of_own_case
def step(request: HttpRequest, me: Applicant, case_id: UUID, step: str) -> HttpResponse:
    now = timezone.now()
    page = case_page(case_id, actor=me.actor, at=now)
    offered = next((each for each in page.steps if each.name == step and each.by == "applicant"), None)
    if request.method != "POST":
        if offered is None:
            return redirect("applicant:case", case_id=case_id)
        return _show(request, me, page, offered, key=str(uuid4()))
    key = request.POST.get("key", "")[:80]
    try:
        moved = take_step(
            case_id,
            step,
            actor=me.actor,
            at=now,
            reason=request.POST.get("reason", "").strip(),
            grounds=tuple(request.POST.getlist("ground")),
            replies=_replies(request, page),
            confirmed=tuple(request.POST.getlist("confirmed")),
            key=key,
        )
    except Refusal as refusal:
        if offered is None:
            messages.error(request, f"{refusal.says} {refusal.remedy or ''}".strip())
            return redirect("applicant:case", case_id=case_id)
        return _show(request, me, page, offered, key=key, errors=errors_of(refusal), status=409)
    messages.success(
        request, say("web/applicant.step_taken", step=offered.label if offered else say("web/applicant.sent"))
    )
    return redirect("applicant:case", case_id=moved.case_id if hasattr(moved, "case_id") else case_id)


def _replies(request: HttpRequest, page: CasePage) -> dict[str, str]:
    """What the applicant says to each thing to correct, by the defect's id."""
    typed = {str(each.id): request.POST.get(f"reply:{each.id}", "").strip() for each in page.defects}
    return {defect: reply for defect, reply in typed.items() if reply}


def _to_confirm(page: CasePage, me: Applicant) -> list[tuple[SectionView, list[Shown]]]:
    """Every section that has to be confirmed, with what it says."""
    return sections_shown(to_confirm(page.case.id, actor=me.actor, at=timezone.now()))


def _show(
    request: HttpRequest,
    me: Applicant,
    page: CasePage,
    offered: StepView,
    *,
    key: str,
    errors: Errors | None = None,
    status: int = 200,
) -> HttpResponse:
    open_defects = [each for each in page.defects if each.state == "open"]
    context = {
        "section": "cases",
        "me": me,
        "page": page,
        "case": page.case,
        "step": offered,
        "key": key,
        "errors": errors or Errors(),
        "corrections": [
            {**correction_of(page, each), "reply": request.POST.get(f"reply:{each.id}", each.reply)}
            for each in open_defects
        ],
        "to_confirm": _to_confirm(page, me) if "confirmation" in offered.needs else (),
        "confirmed": request.POST.getlist("confirmed"),
        "changes": page.related.openable if page.related else (),
        "reason": request.POST.get("reason", ""),
        "chosen": request.POST.getlist("ground"),
        "clocks": [each for each in page.clocks if each.state == "running"],
    }
    return render(request, "applicant/step.html", context, status=status)
