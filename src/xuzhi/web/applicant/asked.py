"""A case of another firm in which one's own is asked for its part: that part alone, and its signature."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from xuzhi.casework.operations.take_step import take_step
from xuzhi.casework.queries.case_page import case_page
from xuzhi.casework.queries.shapes import Attached, CasePage, StepView
from xuzhi.kernel.refusal import Refusal
from xuzhi.kernel.texts import say
from xuzhi.web.applicant.access import Applicant, of_own_case
from xuzhi.web.files import file_answer
from xuzhi.web.refused import Errors, errors_of
from xuzhi.web.shown import sections_shown


@require_safe
@of_own_case
def asked(request: HttpRequest, me: Applicant, case_id: UUID) -> HttpResponse:
    page = _page(me, case_id)
    told = [{"title": each.title, "at": each.at, "by": each.actor_name, "says": each.detail} for each in page.timeline]
    return render(request, "applicant/asked.html", _frame(me, page) | {"timeline": told})


@require_http_methods(["GET", "HEAD", "POST"])
@of_own_case
def asked_step(request: HttpRequest, me: Applicant, case_id: UUID, step: str) -> HttpResponse:
    """The part once more, what the step sets off, and the button; what is signed is what was read here."""
    page = _page(me, case_id)
    offered = next((each for each in page.steps if each.name == step and each.by == "respondent"), None)
    if request.method != "POST":
        return _show(request, me, page, offered) if offered else redirect("applicant:asked", case_id=case_id)
    said = {name: request.POST.get(name, "").strip() for name in ("reason", "key", "shown")}
    try:
        take_step(
            case_id, step, actor=me.actor, at=timezone.now(),
            reason=said["reason"], key=said["key"][:80], shown=said["shown"],
        )  # fmt: skip
    except Refusal as refusal:
        if offered is None:
            messages.error(request, refusal.says)
            return redirect("applicant:asked", case_id=case_id)
        return _show(request, me, page, offered, errors_of(refusal, "reason"), 409)
    messages.success(request, say("web/applicant.step_taken", step=offered.label if offered else step))
    return redirect("applicant:asked", case_id=case_id)


@require_safe
@of_own_case
def asked_file(request: HttpRequest, me: Applicant, case_id: UUID, attachment: UUID) -> HttpResponse:
    """A file of the part; no other file of the case is found."""
    for each in _files(_page(me, case_id)):
        if each.id == attachment:
            return file_answer(each)
    raise Http404


def _page(me: Applicant, case_id: UUID) -> CasePage:
    """The case as the firm that is asked sees it. Raises Http404 for anybody else."""
    page = case_page(case_id, actor=me.actor, at=timezone.now())
    if page.part is None or page.case.respondent_ubn != me.actor.firm:
        raise Http404
    return page


def _files(page: CasePage) -> list[Attached]:
    return [each for section in page.sections for document in section.documents for each in document.attached]


def _frame(me: Applicant, page: CasePage) -> dict[str, object]:
    return {
        "section": "cases",
        "me": me,
        "page": page,
        "case": page.case,
        "part": page.part,
        "my_turn": page.case.turn == "respondent",
        "sections": [
            (section, answers, [each for each in section.documents if each.attached])
            for section, answers in sections_shown(page.sections)
        ],
        "steps": [each for each in page.steps if each.by == "respondent"],
    }


def _show(
    request: HttpRequest,
    me: Applicant,
    page: CasePage,
    offered: StepView,
    errors: Errors | None = None,
    status: int = 200,
) -> HttpResponse:
    context = _frame(me, page) | {
        "step": offered,
        "key": request.POST.get("key") or str(uuid4()),
        "reason": request.POST.get("reason", ""),
        "errors": errors or Errors(),
    }
    return render(request, "applicant/asked_step.html", context, status=status)
