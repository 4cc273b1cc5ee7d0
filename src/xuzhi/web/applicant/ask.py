"""A question to the office, from the case; the answer comes to the same place."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from xuzhi.casework.operations.ask_office import ask_office
from xuzhi.casework.queries.case_page import case_page
from xuzhi.kernel.refusal import Refusal
from xuzhi.kernel.texts import say
from xuzhi.web.applicant.access import Applicant, of_own_case
from xuzhi.web.refused import Errors, errors_of


@require_http_methods(["GET", "HEAD", "POST"])
@of_own_case
def ask(request: HttpRequest, me: Applicant, case_id: UUID) -> HttpResponse:
    now = timezone.now()
    errors = Errors()
    if request.method == "POST":
        try:
            ask_office(case_id, request.POST.get("text", "").strip(), actor=me.actor, at=now)
        except Refusal as refusal:
            errors = errors_of(refusal, "text")
        else:
            messages.success(request, say("web/applicant.question_sent"))
            return redirect("applicant:ask", case_id=case_id)
    page = case_page(case_id, actor=me.actor, at=now)
    context = {
        "section": "cases",
        "me": me,
        "case": page.case,
        "asked": page.questions,
        "contact": page.contact,
        "text": request.POST.get("text", ""),
        "errors": errors,
    }
    return render(request, "applicant/ask.html", context, status=422 if errors else 200)
