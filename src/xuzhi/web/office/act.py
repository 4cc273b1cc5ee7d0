"""A step of the office: what it needs, what it will set off, and the button that does it."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from xuzhi.casework.operations.take_step import take_step
from xuzhi.casework.queries.consequences import consequences
from xuzhi.casework.queries.shapes import CasePage, StepView
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.refusal import Refusal
from xuzhi.kernel.texts import say
from xuzhi.marketplace.queries import affected
from xuzhi.web.office.access import as_officer
from xuzhi.web.office.case import frame, read_case
from xuzhi.web.office.defects import Draft, draft_of, wrongs_of
from xuzhi.web.refused import Errors, errors_of, sentence_of

FIELD_OF = {
    "casework.reason_missing": "reason",
    "casework.ruling_missing": "ruling",
    "casework.grounds_missing": "grounds",
    "casework.defects_missing": "defects",
    "casework.defect_note_missing": "defects",
}


@require_http_methods(["GET", "HEAD", "POST"])
@as_officer
def act(request: HttpRequest, actor: Actor, case_id: UUID, step: str) -> HttpResponse:
    page = read_case(case_id, actor)
    offered = next((each for each in page.steps if each.name == step), None)
    if request.method != "POST":
        return _show(request, actor, page, offered) if offered else redirect("office:case", case_id=case_id)
    draft = draft_of(page, offered, request.POST)
    if offered and "add" in request.POST:
        return _show(request, actor, page, offered, draft=draft)
    try:
        take_step(
            case_id,
            step,
            actor=actor,
            at=timezone.now(),
            reason=request.POST.get("reason", ""),
            ruling=request.POST.get("ruling", ""),
            grounds=tuple(request.POST.getlist("ground")),
            defects=wrongs_of(draft),
            key=request.POST.get("key", "")[:80],
        )
    except Refusal as refusal:
        if offered is None:
            messages.error(request, sentence_of(refusal))
            return redirect("office:case", case_id=case_id)
        errors = errors_of(refusal, FIELD_OF.get(refusal.code, ""))
        return _show(request, actor, page, offered, draft=draft, errors=errors, status=422)
    messages.success(request, say("web/office.step_taken", step=offered.label if offered else step))
    return redirect("office:case", case_id=case_id)


def _show(
    request: HttpRequest,
    actor: Actor,
    page: CasePage,
    step: StepView,
    *,
    draft: Draft | None = None,
    errors: Errors | None = None,
    status: int = 200,
) -> HttpResponse:
    context = frame(request, page, actor, "", errors) | {
        "step": step,
        "will": _will(page, step, actor),
        "key": request.POST.get("key") or str(uuid4()),
        "reason": request.POST.get("reason", ""),
        "ruling": request.POST.get("ruling", ""),
        "chosen": request.POST.getlist("ground"),
        "draft": (draft or draft_of(page, step, None)) if "defects" in step.needs else None,
    }
    return render(request, "office/act.html", context, status=status)


def _will(page: CasePage, step: StepView, actor: Actor) -> dict[str, object]:
    """Everything that the step would cause, here and elsewhere."""
    caused = consequences(page.case.id, step.name, actor=actor, at=timezone.now())
    return {
        "here": caused.lines,
        "moved": caused.moved,
        "opened": caused.opened,
        "listings": affected(caused.vanishing),
    }
