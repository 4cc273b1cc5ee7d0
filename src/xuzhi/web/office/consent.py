"""The members of the panel are asked about a change of what they approved: how far they have come, and opening it."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from xuzhi.casework.queries.shapes import CasePage
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.refusal import Refusal
from xuzhi.kernel.texts import say
from xuzhi.panels.consents.operations.open_consents import open_consents
from xuzhi.panels.consents.queries import consents_in
from xuzhi.web.office.access import as_staff
from xuzhi.web.office.case import frame, read_case
from xuzhi.web.refused import Errors, errors_of


@require_http_methods(["GET", "HEAD", "POST"])
@as_staff
def consent(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    page = read_case(case_id, actor)
    asked = consents_in(case_id, actor=actor, at=timezone.now())
    if asked is None:
        raise Http404
    errors, status = Errors(), 200
    if request.method == "POST":
        try:
            agreed = open_consents(case_id, actor=actor, at=timezone.now())
        except Refusal as refusal:
            errors, status = errors_of(refusal), 409
        else:
            messages.success(request, say("web/office.consents_opened", agreed=agreed, count=len(asked.members)))
            return redirect("office:consent", case_id=case_id)
    context = frame(request, page, actor, "consent", errors) | {"asked": asked, "needed": needed_in(page)}
    return render(request, "office/consent.html", context, status=status)


def needed_in(page: CasePage) -> str:
    """How many members it takes, as the office has filled it in; empty where it has not."""
    wanted = page.consent.needed if page.consent else ""
    asked = (each for part in page.sections for each in part.questions)
    return next((each.shown for each in asked if each.question.name == wanted), "")
