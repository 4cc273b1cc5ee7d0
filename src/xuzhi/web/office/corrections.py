"""Corrections round by round: what the letter said, what was done, and the officer's word on each item."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from xuzhi.casework.operations.settle_defects import Verdict, settle_defects
from xuzhi.casework.queries.shapes import CasePage
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.refusal import Refusal
from xuzhi.kernel.texts import say
from xuzhi.web.office.access import as_officer, as_staff
from xuzhi.web.office.case import frame, read_case
from xuzhi.web.office.rounds import SETTLEABLE, Typed, rounds_shown
from xuzhi.web.refused import Errors, errors_of


@require_safe
@as_staff
def corrections(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """Every letter that asked for corrections, the newest first."""
    return _show(request, read_case(case_id, actor), actor)


@require_POST
@as_officer
def settle(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """`verdict:<id>` is accepted or wrong, `note:<id>` says why; items without a verdict are left as they are."""
    page = read_case(case_id, actor)
    typed = {
        str(each.id): (request.POST.get(f"verdict:{each.id}", ""), request.POST.get(f"note:{each.id}", "").strip())
        for each in page.defects
        if each.state in SETTLEABLE
    }
    verdicts = {
        UUID(name): Verdict(accepted=chosen == "accepted", note=note)
        for name, (chosen, note) in typed.items()
        if chosen in ("accepted", "wrong")
    }
    try:
        count = settle_defects(case_id, verdicts, actor=actor, at=timezone.now())
    except Refusal as refusal:
        return _show(request, page, actor, typed, errors_of(refusal, _field_of(page, typed)), 422)
    if count:
        messages.success(request, say("web/office.settled", count=count))
    back = "office:case" if request.POST.get("back") == "case" else "office:corrections"
    return redirect(back, case_id=case_id)


def _field_of(page: CasePage, typed: Typed) -> str:
    """The first note that is missing."""
    missing = (name for name, (chosen, note) in typed.items() if chosen == "wrong" and not note)
    return next((f"note-{name}" for name in missing), "")


def _show(
    request: HttpRequest,
    page: CasePage,
    actor: Actor,
    typed: Typed | None = None,
    errors: Errors | None = None,
    status: int = 200,
) -> HttpResponse:
    context = frame(request, page, actor, "corrections", errors)
    context |= {"rounds": rounds_shown(page, acts=context["acts"], typed=typed)}
    return render(request, "office/corrections.html", context, status=status)
