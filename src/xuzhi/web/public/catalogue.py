"""The catalogue: search, facets, and the tray of what is to be compared."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from xuzhi.marketplace.facets import FACETS
from xuzhi.marketplace.queries import Wanted, search
from xuzhi.web.public.caching import revalidated
from xuzhi.web.public.sharing import catalogue_picture, shared_catalogue
from xuzhi.web.public.tray import tray_of

LONGEST_QUERY = 100
MOST_CODES = 20


@require_safe
@revalidated
def catalogue(request: HttpRequest) -> HttpResponse:
    typed = request.GET.get("q", "").replace("\x00", "").strip()
    wanted = Wanted(
        text=typed[:LONGEST_QUERY],
        chosen={facet: tuple(request.GET.getlist(facet)[:MOST_CODES]) for facet in FACETS},
        sort=request.GET.get("sort", ""),
        page=_whole(request.GET.get("page")),
        on=timezone.localdate(),
    )
    found = search(wanted)
    context = {
        "section": "catalogue",
        "found": found,
        "longest": LONGEST_QUERY if len(typed) > LONGEST_QUERY else 0,
        "tray": tray_of(request),
        "shared": shared_catalogue(found),
        "chosen": [(facet, choice) for facet in found.facets for choice in facet.chosen],
    }
    return render(request, "public/catalogue.html", context)


@require_safe
@revalidated
def catalogue_image(request: HttpRequest) -> HttpResponse:
    """What stands beside a link to the catalogue where people share it."""
    return HttpResponse(catalogue_picture(), content_type="image/png")


def _whole(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 7 else 1
