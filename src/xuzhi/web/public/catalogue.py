"""The catalogue and the page of one solution."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from xuzhi.marketplace.facts import FACETS
from xuzhi.marketplace.queries import Wanted, search, solution_page
from xuzhi.web.public.caching import revalidated

LONGEST_QUERY = 100
MOST_CODES = 20


@require_safe
@revalidated
def catalogue(request: HttpRequest) -> HttpResponse:
    wanted = Wanted(
        text=request.GET.get("q", "").replace("\x00", "")[:LONGEST_QUERY],
        chosen={facet: tuple(request.GET.getlist(facet)[:MOST_CODES]) for facet in FACETS},
        sort=request.GET.get("sort", ""),
        page=_whole(request.GET.get("page")),
    )
    found = search(wanted)
    context = {
        "section": "catalogue",
        "found": found,
        "chosen": [(facet, choice) for facet in found.facets for choice in facet.chosen],
    }
    return render(request, "public/catalogue.html", context)


@require_safe
@revalidated
def solution(request: HttpRequest, slug: str) -> HttpResponse:
    page = solution_page(slug)
    if page is None:
        raise Http404(slug)
    context = {"section": "catalogue", "page": page}
    if page.removed_at is not None:
        return render(request, "public/solution_removed.html", context, status=410)
    if page.suspended_at is not None:
        return render(request, "public/solution_suspended.html", context, status=404)
    return render(request, "public/solution.html", context)


def _whole(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 7 else 1
