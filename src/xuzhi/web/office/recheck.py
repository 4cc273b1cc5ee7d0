"""Ask the registers anew and apply the rules again."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from xuzhi.casework.operations.recheck_case import recheck_case
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.refusal import Refusal
from xuzhi.kernel.texts import say
from xuzhi.web.office.access import as_officer
from xuzhi.web.refused import sentence_of


@require_POST
@as_officer
def recheck(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    try:
        recheck_case(case_id, actor=actor, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, sentence_of(refusal))
    else:
        messages.success(request, say("web/office.rechecked"))
    return redirect("office:case", case_id=case_id)
