"""Who looked at one's own case (L9.1)."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from xuzhi.casework.queries.case_row import case_row
from xuzhi.casework.queries.looks import looks_of
from xuzhi.web.applicant.access import Applicant, of_own_case


@require_safe
@of_own_case
def looks(request: HttpRequest, me: Applicant, case_id: UUID) -> HttpResponse:
    context = {
        "section": "cases",
        "me": me,
        "case": case_row(case_id, actor=me.actor, at=timezone.now()),
        "looks": looks_of(case_id, actor=me.actor),
    }
    return render(request, "applicant/looks.html", context)
