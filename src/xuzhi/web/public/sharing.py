"""What people and machines see who share an address: title, words, the address itself, and the picture beside it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlencode

from django.core.cache import cache
from django.urls import reverse

from xuzhi.kernel.money import format_twd
from xuzhi.kernel.texts import use_language
from xuzhi.marketplace.queries import Found, SolutionPage, SupplierPage
from xuzhi.notices.letters import render_picture
from xuzhi.web.public.structured import absolute
from xuzhi.web.public.words import words

TEMPLATE = Path(__file__).parent / "share.typ"
KEPT_SECONDS = 7 * 24 * 3600
# Bump when the drawing changes and the data does not.
VERSION = 2


LONGEST_SAID = 150


@dataclass(frozen=True)
class Shared:
    """Addresses are whole ones, at the site's own name, whoever asks by whatever other; without an `image`, ""."""

    title: str
    says: str
    address: str
    image: str = ""


def shared_solution(page: SolutionPage) -> Shared:
    address = absolute(reverse("public:solution", args=[page.slug]))
    image = absolute(reverse("public:share_image", args=[page.slug]))
    return Shared(words("share_title", name=page.name, of=page.supplier.name), page.summary, address, image)


def shared_supplier(page: SupplierPage) -> Shared:
    address = absolute(reverse("public:supplier", args=[page.ubn]))
    says = page.introduction[:LONGEST_SAID] or words("share_supplier_says", name=page.name)
    image = absolute(reverse("public:supplier_image", args=[page.ubn]))
    return Shared(words("share_title", name=page.name, of=words("share_supplier")), says, address, image)


def shared_catalogue(found: Found) -> Shared:
    """The search as one would write it down: only what narrows it, in one order; a page past the end is the last."""
    chosen = [(facet.name, choice.code) for facet in found.facets for choice in facet.chosen]
    asked = [("q", found.text)] if found.text else []
    usual = "relevance" if found.text else "newest"
    sort = [("sort", found.sort)] if found.sort != usual else []
    page = [("page", str(found.number))] if found.number > 1 else []
    query = urlencode([*asked, *chosen, *sort, *page])
    address = absolute(reverse("public:catalogue")) + (f"?{query}" if query else "")
    title = words("share_catalogue")
    if found.text:
        title = words("share_title", name=found.text, of=title)
    says = words("share_found", n=found.total) if asked or chosen else words("share_catalogue_says")
    return Shared(title, says, address, absolute(reverse("public:catalogue_image")))


def catalogue_picture() -> bytes:
    """The picture of the whole catalogue, PNG, 1200 by 630 pixels."""
    with use_language("zh-Hant"):
        return _drawn(
            {
                "site": words("share_site"),
                "kind": "",
                "name": words("share_catalogue"),
                "summary": words("share_catalogue_says"),
                "firm": words("share_open"),
                "price": "",
                "verified": "",
            }
        )


def supplier_picture(page: SupplierPage) -> bytes:
    """The picture of a supplier, PNG, 1200 by 630 pixels."""
    with use_language("zh-Hant"):
        return _drawn(
            {
                "site": words("share_site"),
                "kind": words("share_supplier"),
                "name": page.name[:60],
                "summary": page.introduction[:60],
                "firm": page.county,
                "price": words("share_solutions", n=len(page.solutions)),
                "verified": "",
            }
        )


def share_picture(page: SolutionPage) -> bytes:
    """PNG, 1200 by 630 pixels. What was drawn once is kept by the hash of what it says."""
    with use_language("zh-Hant"):
        data = {
            "site": words("share_site"),
            "kind": words("share_ai" if page.is_ai else "share_cloud"),
            "name": page.name[:60],
            "summary": page.summary[:60],
            "firm": page.supplier.name[:40],
            "price": _price(page),
            "verified": words("share_verified", n=len(page.verified)) if page.verified else "",
        }
    return _drawn(data)


def _drawn(data: Mapping[str, str]) -> bytes:
    key = f"share-{VERSION}-{sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()}"
    made = cache.get(key)
    if made is None:
        made = render_picture(TEMPLATE, data)
        cache.set(key, made, KEPT_SECONDS)
    return bytes(made)


def _price(page: SolutionPage) -> str:
    lowest = page.lowest_twd
    if lowest is None:
        return words("share_by_usage") if page.costs_by_usage else ""
    return words("share_free") if lowest == 0 else words("share_price", price=format_twd(lowest))
