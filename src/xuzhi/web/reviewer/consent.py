"""A member is asked whether what was approved may be changed, and answers alone."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from xuzhi.kernel.actor import Actor
from xuzhi.kernel.refusal import Refusal
from xuzhi.kernel.texts import say
from xuzhi.panels.consents.operations.answer_consent import answer_consent
from xuzhi.panels.consents.queries import consent_asked
from xuzhi.panels.consents.refusals import ReasonForNoMissing
from xuzhi.web.refused import Errors, errors_of
from xuzhi.web.reviewer.access import as_reviewer

CHOICES = {"yes": True, "no": False}


@require_http_methods(["GET", "HEAD", "POST"])
@as_reviewer
def consent(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    asked = consent_asked(case_id, actor=actor, at=timezone.now())
    if asked is None:
        raise Http404
    answer, reason = request.POST.get("agrees", ""), request.POST.get("reason", "")
    errors, status = Errors(), 200
    if request.method == "POST":
        try:
            answer_consent(case_id, CHOICES.get(answer), reason, actor=actor, at=timezone.now())
        except Refusal as refusal:
            field = "reason" if isinstance(refusal, ReasonForNoMissing) else "agrees-yes"
            errors, status = errors_of(refusal, field), 422
        else:
            messages.success(request, say("web/reviewer.consent_sealed"))
            return redirect("reviewer:consent", case_id=case_id)
    context = {"section": "review", "asked": asked, "answer": answer, "reason": reason, "errors": errors}
    return render(request, "reviewer/consent.html", context, status=status)
