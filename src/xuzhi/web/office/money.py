"""The money of a contract, and the package to sign, for the office."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from xuzhi.kernel.actor import Actor
from xuzhi.web.contract_money import holds_money, money_context, package_answer
from xuzhi.web.office.access import as_staff
from xuzhi.web.office.case import frame, read_case


@require_safe
@as_staff
def money(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    page = read_case(case_id, actor)
    if not holds_money(page):
        raise Http404
    context = frame(request, page, actor, "money") | money_context(case_id) | {"case_route": "office:case"}
    return render(request, "office/money.html", context)


@require_safe
@as_staff
def package(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    return package_answer(case_id, read_case(case_id, actor, "file").case.number)
