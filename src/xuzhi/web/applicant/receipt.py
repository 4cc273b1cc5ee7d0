"""The receipt of a submission: what was handed in, when, and the proof that it stands in the ledger."""

import json
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from xuzhi.casework.queries.case_page import case_page
from xuzhi.casework.queries.case_row import case_row
from xuzhi.casework.queries.receipt import receipt as receipt_of
from xuzhi.casework.refusals import NothingSubmitted
from xuzhi.web.applicant.access import Applicant, of_own_case


@require_safe
@of_own_case
def receipt(request: HttpRequest, me: Applicant, case_id: UUID) -> HttpResponse:
    page = case_page(case_id, actor=me.actor, at=timezone.now())
    if not page.submissions:
        return redirect("applicant:case", case_id=case_id)
    context = {
        "section": "cases",
        "me": me,
        "page": page,
        "case": page.case,
        "sent": page.submissions[-1],
        "earlier": page.submissions[:-1],
        "clocks": [each for each in page.clocks if each.state == "running"],
    }
    return render(request, "applicant/receipt.html", context)


@require_safe
@of_own_case
def receipt_file(request: HttpRequest, me: Applicant, case_id: UUID) -> HttpResponse:
    """The receipt as JSON, as `xuzhi verify --receipt` reads it."""
    try:
        row = case_row(case_id, actor=me.actor, at=timezone.now())
        proof = receipt_of(case_id, actor=me.actor)
    except NothingSubmitted:
        return redirect("applicant:case", case_id=case_id)
    body = json.dumps(proof, ensure_ascii=False, indent=2, default=str)
    answer = HttpResponse(body, content_type="application/json; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="receipt-{row.number}.json"'
    return answer
