"""An officer takes a case on."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from xuzhi.casework.operations.assign_officer import assign_officer
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.refusal import Refusal
from xuzhi.kernel.texts import say
from xuzhi.web.office.access import as_officer
from xuzhi.web.refused import sentence_of


@require_POST
@as_officer
def assign(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """Assign the case to whoever presses, or to the officer named."""
    try:
        assign_officer(case_id, request.POST.get("officer") or actor.id, actor=actor, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, sentence_of(refusal))
    else:
        messages.success(request, say("web/office.assigned"))
    after = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(after, {request.get_host()}):
        return redirect(after)
    return redirect("office:case", case_id=case_id)
