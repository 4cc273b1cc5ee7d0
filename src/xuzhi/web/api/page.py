"""The page for people: what the API has, and how to begin."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from xuzhi.casework.queries.editions import programmes
from xuzhi.marketplace.connections.signing import SCOPES
from xuzhi.marketplace.connections.topics import TOPICS
from xuzhi.marketplace.queries.open_data import licence_of, programmes_listed
from xuzhi.web.account.words import words
from xuzhi.web.public.caching import revalidated


@require_safe
@revalidated
def page(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    found = programmes_listed() or tuple(each.id for each in programmes())[:1]
    licences = list(dict.fromkeys(licence_of(each, today) for each in found))
    context = {
        "site_url": settings.SITE_URL.rstrip("/"),
        "scopes": [(each, words(f"scope_{each.replace(':', '_')}")) for each in SCOPES],
        "topics": [(each, words(f"topic_{each.replace('.', '_')}")) for each in TOPICS],
        "licences": [each for each in licences if each],
        "licence_missing": "" in licences,
        "calls": settings.XUZHI_CALLS_A_MINUTE,
        "calls_without_key": settings.XUZHI_CALLS_A_MINUTE_WITHOUT_KEY,
    }
    return render(request, "public/api.html", context)
