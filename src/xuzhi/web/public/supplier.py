"""A supplier: who they are, since when they are qualified, what of theirs is listed."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from xuzhi.marketplace.queries import supplier_page
from xuzhi.web.public.caching import revalidated
from xuzhi.web.public.sharing import shared_supplier, supplier_picture
from xuzhi.web.public.structured import described_supplier
from xuzhi.web.public.tray import tray_of


@require_safe
@revalidated
def supplier(request: HttpRequest, ubn: str) -> HttpResponse:
    page = supplier_page(ubn)
    if page is None:
        raise Http404(ubn)
    today = timezone.localdate()
    context = {
        "section": "catalogue",
        "page": page,
        "badges": [badge for badge in page.badges if badge.valid_on(today)],
        "tray": tray_of(request),
        "shared": shared_supplier(page),
        "described": described_supplier(page),
    }
    return render(request, "public/supplier.html", context)


@require_safe
@revalidated
def supplier_image(request: HttpRequest, ubn: str) -> HttpResponse:
    """What stands beside a link to the supplier where people share it."""
    page = supplier_page(ubn)
    if page is None:
        raise Http404(ubn)
    return HttpResponse(supplier_picture(page), content_type="image/png")
