"""The firm's review meeting: what is handed in for it, who stands in for whoever leads, and the room itself."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from xuzhi.casework.queries.case_page import case_page
from xuzhi.casework.queries.shapes import CasePage, ClockView, DocumentView
from xuzhi.kernel.refusal import Refusal
from xuzhi.kernel.texts import say
from xuzhi.panels.operations.take_leave import take_leave
from xuzhi.panels.operations.withdraw_leave import withdraw_leave
from xuzhi.panels.queries.firm_hearing import FirmHearing, firm_hearing, leave_form
from xuzhi.panels.queries.firm_sitting import firm_sitting
from xuzhi.panels.refusals import LeaveClosed, LeaveInvalid, NoLeaveHere
from xuzhi.web.applicant.access import Applicant, of_own_case
from xuzhi.web.refused import Errors, errors_by_field, errors_of, sentence_of

LONGEST = 2000


def meeting_of(page: CasePage, me: Applicant, at: datetime) -> dict[str, Any]:
    """The meeting as the case's page shows it: the invitation, the course of it, and what is handed in for it."""
    rule, case_id = page.panel, page.case.id
    sitting = firm_sitting(case_id, actor=me.actor, at=at, stages=rule.stages) if rule else None
    heard = sitting is not None and rule is not None and (rule.people is not None or rule.course is not None)
    return {
        "sitting": sitting,
        "hearing": firm_hearing(case_id, actor=me.actor, at=at) if heard else None,
        "hand_in": hand_in_of(page),
    }


def hand_in_of(page: CasePage) -> dict[str, Any] | None:
    """The documents that are handed in while a clock runs, with that clock; None before it ever ran."""
    named = [each for section in page.sections for each in section.documents if each.document.during]
    clocks = {each.name: each for each in page.clocks if each.due_at is not None}
    clock: ClockView | None = next(
        (clocks[each.document.during] for each in named if each.document.during in clocks), None
    )
    if clock is None:
        return None
    documents: list[DocumentView] = [each for each in named if each.document.during == clock.name and each.asked]
    return {
        "clock": clock,
        "documents": documents,
        "open": any(each.editable for each in documents),
        "left": sum(each.required and not each.enough for each in documents),
    }


@require_safe
@of_own_case
def room(request: HttpRequest, me: Applicant, case_id: UUID) -> HttpResponse:
    """The meeting as it goes: who of the firm is there, what is on and how long, what to do now."""
    now = timezone.now()
    page, hearing = _own(case_id, me, now)
    context = {"section": "cases", "me": me, "case": page.case, "hearing": hearing, "server_now": now}
    context["panel"] = page.panel
    return render(request, "applicant/room.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@of_own_case
def leave(request: HttpRequest, me: Applicant, case_id: UUID) -> HttpResponse:
    """Who stands in, named out of the plan's people before the meeting starts."""
    now = timezone.now()
    if request.method != "POST":
        page, hearing = _own(case_id, me, now)
        typed = {"proxy": hearing.leave.proxy, "reason": hearing.leave.reason} if hearing.leave else {}
        return _show(request, me, page, hearing, typed)
    typed = {name: request.POST.get(name, "")[:LONGEST] for name in ("proxy", "reason")}
    try:
        take_leave(case_id, typed["proxy"], typed["reason"], actor=me.actor, at=now)
    except (LeaveInvalid, LeaveClosed, NoLeaveHere) as refusal:
        page, hearing = _own(case_id, me, now)
        return _show(request, me, page, hearing, typed, refusal)
    messages.success(request, say("web/applicant.leave_taken", name=typed["proxy"].strip()))
    return redirect("applicant:leave", case_id=case_id)


@require_POST
@of_own_case
def withdraw(request: HttpRequest, me: Applicant, case_id: UUID) -> HttpResponse:
    """Whoever leads comes after all."""
    try:
        withdraw_leave(case_id, actor=me.actor, at=timezone.now())
    except (LeaveClosed, NoLeaveHere) as refusal:
        messages.error(request, sentence_of(refusal))
    else:
        messages.success(request, say("web/applicant.leave_withdrawn"))
    return redirect("applicant:leave", case_id=case_id)


@require_safe
@of_own_case
def leave_paper(request: HttpRequest, me: Applicant, case_id: UUID) -> HttpResponse:
    """The paper, filled in, to be signed."""
    try:
        file = leave_form(case_id, actor=me.actor, at=timezone.now())
    except NoLeaveHere as refusal:
        raise Http404(str(refusal)) from refusal
    answer = HttpResponse(file.pdf, content_type="application/pdf")
    answer["Content-Disposition"] = content_disposition_header(True, file.name)
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


def _own(case_id: UUID, me: Applicant, at: datetime) -> tuple[CasePage, FirmHearing]:
    """Raises Http404 where there is no meeting that the firm was invited to."""
    page = case_page(case_id, actor=me.actor, at=at)
    hearing = firm_hearing(case_id, actor=me.actor, at=at) if page.panel else None
    if hearing is None:
        raise Http404
    return page, hearing


def _show(
    request: HttpRequest,
    me: Applicant,
    page: CasePage,
    hearing: FirmHearing,
    typed: dict[str, str],
    refusal: Refusal | None = None,
) -> HttpResponse:
    parts = getattr(refusal, "parts", None)
    errors = Errors()
    if refusal is not None:
        errors = errors_by_field(parts) if parts else errors_of(refusal)
    wrong = {name: sentence_of(part) for name, part in (parts or {}).items()}
    context = {
        "section": "cases",
        "me": me,
        "case": page.case,
        "hearing": hearing,
        "typed": typed,
        "errors": errors,
        "wrong": wrong,
        "known": any(each.name == typed.get("proxy", "").strip() for each in hearing.people),
    }
    status = 200 if refusal is None else 422 if parts else 409
    return render(request, "applicant/leave.html", context, status=status)
