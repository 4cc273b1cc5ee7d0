"""Pages that say who we are and how to reach us."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from xuzhi.casework.queries.editions import Overlays, programmes
from xuzhi.web.public.caching import revalidated


@require_safe
@revalidated
def contact(request: HttpRequest) -> HttpResponse:
    overlays, today = Overlays(), timezone.localdate()
    editions = [overlays.edition(each.id, today, spoken=True) for each in programmes()]
    return render(request, "public/contact.html", {"editions": editions})


@require_safe
@revalidated
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "public/about.html")


@require_safe
@revalidated
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "public/accessibility.html")
