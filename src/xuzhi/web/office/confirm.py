"""An officer answers for a finding, with a note that says why."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from xuzhi.casework.operations.confirm_finding import confirm_finding
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.refusal import Refusal
from xuzhi.kernel.texts import say
from xuzhi.web.office.access import as_officer
from xuzhi.web.office.case import read_case, show_findings
from xuzhi.web.refused import errors_of
from xuzhi.web.templatetags.xuzhi import slug_id


@require_POST
@as_officer
def confirm(request: HttpRequest, actor: Actor, case_id: UUID, check: str) -> HttpResponse:
    outcome, note = request.POST.get("outcome", ""), request.POST.get("note", "")
    try:
        confirm_finding(case_id, check, outcome, note=note, actor=actor, at=timezone.now())
    except Refusal as refusal:
        page = read_case(case_id, actor)
        typed = {"check": check, "outcome": outcome, "note": note}
        errors = errors_of(refusal, f"confirm-{slug_id(check)}")
        return show_findings(request, page, actor, check, errors=errors, typed=typed, status=422)
    messages.success(request, say("web/office.confirmed"))
    where = reverse("office:evidence", kwargs={"case_id": case_id, "check": check})
    return redirect(f"{where}#check-{slug_id(check)}")
