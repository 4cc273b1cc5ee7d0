"""An owner tells of a bottleneck in their own words, and is shown what speaks of the same."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from xuzhi.marketplace.queries.bottleneck import LONGEST, listen
from xuzhi.web.public.caching import revalidated

SHOWN = 10


# Exempt on purpose: nothing is kept or changed, and the page that asks stands in shared caches, which can hold no one's
# token. What is told is sent as a form, not in the address: addresses stay in logs and histories.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def bottleneck(request: HttpRequest) -> HttpResponse:
    return _answered(request) if request.method == "POST" else _asked(request)


@revalidated
def _asked(request: HttpRequest) -> HttpResponse:
    return render(request, "public/bottleneck.html", {"section": "catalogue", "longest": LONGEST})


def _answered(request: HttpRequest) -> HttpResponse:
    told = request.POST.get("told", "").strip()
    heard = listen(told, most=SHOWN, on=timezone.localdate()) if told else None
    context = {"section": "catalogue", "told": told, "heard": heard, "longest": LONGEST}
    answer = render(request, "public/bottleneck.html", context)
    answer["Cache-Control"] = "no-store"
    return answer
