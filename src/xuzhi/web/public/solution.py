"""The page of one solution, its pictures and its sample export; all of it is gone when the solution is."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from xuzhi.documents import queries as documents
from xuzhi.documents.refusals import FileUnknown, PageUnknown, PageUnreadable
from xuzhi.marketplace.queries import complaints_upheld, listed, ratings_of, shows_picture, shows_sample, solution_page
from xuzhi.web.files import named_answer, page_answer
from xuzhi.web.public.caching import revalidated
from xuzhi.web.public.sharing import share_picture, shared_solution
from xuzhi.web.public.structured import described
from xuzhi.web.public.tray import tray_of

NARROW, WIDE = 600, 1200


@require_safe
@revalidated
def solution(request: HttpRequest, slug: str) -> HttpResponse:
    page = solution_page(slug)
    if page is None:
        raise Http404(slug)
    today = timezone.localdate()
    context = {
        "section": "catalogue",
        "page": page,
        "badges": [badge for badge in page.supplier.badges if badge.valid_on(today)],
        "tray": tray_of(request),
    }
    if page.removed_at is not None:
        return render(request, "public/solution_removed.html", context, status=410)
    if page.suspended_at is not None:
        return render(request, "public/solution_suspended.html", context, status=404)
    samples = documents.files_info(page.samples)
    context |= {
        "samples": [samples[sha256] for sha256 in page.samples if sha256 in samples],
        "upheld": complaints_upheld(page.id),
        "ratings": ratings_of(page.id, on=today),
        "described": described(page),
        "shared": shared_solution(page),
    }
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


@require_safe
@revalidated
def sample(request: HttpRequest, slug: str, sha256: str) -> HttpResponseBase:
    """The sample export that a supplier lets everybody download, as a file to keep."""
    if not shows_sample(slug, sha256):
        raise Http404(sha256)
    try:
        return named_answer(sha256)
    except FileUnknown as refusal:
        raise Http404(sha256) from refusal


@require_safe
@revalidated
def share_image(request: HttpRequest, slug: str) -> HttpResponse:
    """What stands beside a link to the solution where people share it."""
    found = next(iter(listed([slug])), None)
    page = solution_page(slug) if found else None
    if page is None:
        raise Http404(slug)
    return HttpResponse(share_picture(page), content_type="image/png")
