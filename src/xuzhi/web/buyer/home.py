"""Where a firm that looks for a solution begins: by its problem, by its industry, by what is new (L1)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from xuzhi.marketplace.queries import figures, newest
from xuzhi.marketplace.queries.industries import listings_by_industry
from xuzhi.web.applicant.access import Applicant, as_person

NEWEST = 6
INDUSTRIES = 12


@require_safe
@as_person
def home(request: HttpRequest, me: Applicant) -> HttpResponse:
    context = {
        "section": "buy",
        "me": me,
        "figures": figures(),
        "newest": newest(NEWEST),
        "industries": listings_by_industry()[:INDUSTRIES],
    }
    return render(request, "buyer/home.html", context)
