"""What a reader has put aside to compare: up to four solutions, in a cookie of their own; nobody else keeps them."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from xuzhi.marketplace.queries import Listed, listed
from xuzhi.marketplace.queries.comparison import MOST
from xuzhi.web.public.words import words

COOKIE = "compare"
KEPT_SECONDS = 30 * 24 * 3600
LONGEST_SLUG = 60


@dataclass(frozen=True)
class Tray:
    """`solutions` are listed now; `full` when no more go in."""

    solutions: tuple[Listed, ...]

    @property
    def slugs(self) -> tuple[str, ...]:
        return tuple(each.slug for each in self.solutions)

    @property
    def full(self) -> bool:
        return len(self.solutions) >= MOST

    @property
    def address(self) -> str:
        """The comparison as an address that can be kept and shared."""
        return compare_address(self.slugs)


def compare_address(slugs: tuple[str, ...], **more: int | str) -> str:
    asked = urlencode([*(("s", slug) for slug in slugs), *more.items()])
    return f"{reverse('public:compare')}?{asked}" if asked else reverse("public:compare")


def tray_of(request: HttpRequest) -> Tray:
    """What stands in the reader's tray and is listed now. One query, none for an empty tray."""
    slugs = _kept(request)
    return Tray(listed(slugs) if slugs else ())


# Exempt on purpose: the buttons stand on pages that shared caches keep, which can hold no one's token, and all that
# somebody else's page could do with it is put a solution into a tray.
@csrf_exempt
@require_POST
def collect(request: HttpRequest) -> HttpResponse:
    """Put a solution in (`add`), take one out (`remove`) or all of them (`clear`), and go back to the page that asked.

    Asked by a script, the answer is the new tray alone."""
    tray = tray_of(request)
    wanted = [] if "clear" in request.POST else [s for s in tray.slugs if s != request.POST.get("remove")]
    added = request.POST.get("add", "")[:LONGEST_SLUG]
    refused = bool(added) and added not in wanted and len(wanted) >= MOST
    if added and not refused:
        wanted.append(added)
    tray = Tray(listed(wanted))
    if request.headers.get("x-requested-with") == "fetch":
        says = words("compare_full", most=MOST) if refused else ""
        response = render(request, "public/compare_tray.html", {"tray": tray, "tray_says": says})
    else:
        if refused:
            messages.warning(request, words("compare_full", most=MOST))
        response = redirect(_back(request))
    response.set_cookie(COOKIE, ".".join(tray.slugs), max_age=KEPT_SECONDS, httponly=True, samesite="Lax")
    response["Cache-Control"] = "no-store"
    return response


def _kept(request: HttpRequest) -> list[str]:
    slugs = request.COOKIES.get(COOKIE, "").split(".")
    return [slug for slug in dict.fromkeys(slugs) if slug.replace("-", "").isalnum() and len(slug) <= LONGEST_SLUG][
        :MOST
    ]


def _back(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "")
    own = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) and wanted.startswith("/")
    return wanted if own else reverse("public:catalogue")
