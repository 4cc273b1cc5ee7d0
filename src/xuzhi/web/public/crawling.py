"""What search engines ask for: which pages there are, and which are nobody's business."""

from datetime import date
from xml.sax.saxutils import escape

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from xuzhi.casework.queries.editions import programmes
from xuzhi.kernel.roc import taipei_day
from xuzhi.marketplace.queries import addresses, figures
from xuzhi.web.public.caching import revalidated
from xuzhi.web.public.structured import absolute

PART = 20_000
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
PAGES = ("home", "rules", "eligibility_start", "catalogue", "contact", "about", "accessibility")
# Rooms behind a sign-in, and what only changes something.
CLOSED = ("/account/", "/apply/", "/buy/", "/office/", "/review/", "/compare/")


@require_safe
@revalidated
def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", *(f"Disallow: {each}" for each in CLOSED), ""]
    lines.append(f"Sitemap: {absolute(reverse('public:sitemap'))}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
@revalidated
def sitemap(request: HttpRequest) -> HttpResponse:
    """The index: one part for the pages that always stand, and one for each so many solutions."""
    parts = 1 + -(-figures()["solutions"] // PART)
    places = [absolute(reverse("public:sitemap_part", args=[part])) for part in range(parts)]
    inside = "".join(f"<sitemap><loc>{escape(place)}</loc></sitemap>" for place in places)
    return _xml(f'<sitemapindex xmlns="{NAMESPACE}">{inside}</sitemapindex>')


@require_safe
@revalidated
def sitemap_part(request: HttpRequest, part: int) -> HttpResponse:
    entries = [(each, None) for each in _standing()] if part == 0 else _solutions(part)
    if not entries:
        raise Http404(str(part))
    return _xml(f'<urlset xmlns="{NAMESPACE}">{"".join(_entry(*each) for each in entries)}</urlset>')


def _standing() -> list[str]:
    return [
        *(reverse(f"public:{name}") for name in PAGES),
        *(reverse("public:programme", args=[each.id]) for each in programmes()),
    ]


def _solutions(part: int) -> list[tuple[str, date | None]]:
    found = addresses(first=(part - 1) * PART, count=PART)
    solutions = [(reverse("public:solution", args=[each.slug]), taipei_day(each.changed_at)) for each in found]
    suppliers = dict.fromkeys(each.firm_ubn for each in found)
    return [*solutions, *((reverse("public:supplier", args=[ubn]), None) for ubn in suppliers)]


def _entry(path: str, changed_on: date | None) -> str:
    changed = f"<lastmod>{changed_on.isoformat()}</lastmod>" if changed_on else ""
    return f"<url><loc>{escape(absolute(path))}</loc>{changed}</url>"


def _xml(inside: str) -> HttpResponse:
    return HttpResponse(f'<?xml version="1.0" encoding="UTF-8"?>{inside}', content_type="application/xml")
