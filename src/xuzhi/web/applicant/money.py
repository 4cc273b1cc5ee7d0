"""The money of one's own contract, and the package to sign."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from xuzhi.casework.queries.case_page import case_page
from xuzhi.web.applicant.access import Applicant, of_own_case
from xuzhi.web.contract_money import holds_money, money_context, package_answer


@require_safe
@of_own_case
def money(request: HttpRequest, me: Applicant, case_id: UUID) -> HttpResponse:
    page = case_page(case_id, actor=me.actor, at=timezone.now())
    if not holds_money(page):
        raise Http404
    context = {"section": "cases", "me": me, "page": page, "case": page.case, "case_route": "applicant:case"}
    return render(request, "applicant/money.html", context | money_context(case_id))


@require_safe
@of_own_case
def package(request: HttpRequest, me: Applicant, case_id: UUID) -> HttpResponse:
    page = case_page(case_id, actor=me.actor, at=timezone.now())
    return package_answer(case_id, page.case.number)
