"""The catalogue and the page of one solution."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from xuzhi.documents.refusals import FileUnknown, PageUnknown, PageUnreadable
from xuzhi.marketplace.facts import FACETS
from xuzhi.marketplace.queries import Wanted, search, shows_picture, solution_page
from xuzhi.web.files import page_answer
from xuzhi.web.public.caching import revalidated

LONGEST_QUERY = 100
MOST_CODES = 20
NARROW, WIDE = 600, 1200


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
    today = timezone.localdate()
    badges = [badge for badge in page.supplier.badges if badge.valid_on(today)]
    context = {"section": "catalogue", "page": page, "badges": badges}
    if page.removed_at is not None:
        return render(request, "public/solution_removed.html", context, status=410)
    if page.suspended_at is not None:
        return render(request, "public/solution_suspended.html", context, status=404)
    return render(request, "public/solution.html", context)


@require_safe
@revalidated
def picture(request: HttpRequest, slug: str, sha256: str) -> HttpResponse:
    """A screen of a listed solution, drawn by the server; files as they were sent in are never public."""
    if not shows_picture(slug, sha256):
        raise Http404(sha256)
    try:
        return page_answer(sha256, 1, WIDE if "wide" in request.GET else NARROW)
    except (FileUnknown, PageUnknown, PageUnreadable) as refusal:
        raise Http404(str(refusal)) from refusal


def _whole(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 7 else 1
