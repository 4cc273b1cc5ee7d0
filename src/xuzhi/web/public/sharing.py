"""The picture beside a shared link: the solution's name, what it does, who offers it and from what price."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

from django.core.cache import cache

from xuzhi.kernel.money import format_twd
from xuzhi.kernel.texts import use_language
from xuzhi.marketplace.queries import SolutionPage
from xuzhi.notices.letters import render_picture
from xuzhi.web.public.words import words

TEMPLATE = Path(__file__).parent / "share.typ"
KEPT_SECONDS = 7 * 24 * 3600
# Bump when the drawing changes and the data does not.
VERSION = 2


def share_picture(page: SolutionPage) -> bytes:
    """PNG, 1200 by 630 pixels. What was drawn once is kept by the hash of what it says."""
    with use_language("zh-Hant"):
        data = {
            "site": words("share_site"),
            "kind": words("share_ai" if page.is_ai else "share_cloud"),
            "name": page.name[:60],
            "summary": page.summary[:60],
            "firm": page.supplier.name[:40],
            "price": _price(page.lowest_twd),
            "verified": words("share_verified", n=len(page.verified)) if page.verified else "",
        }
    key = f"share-{VERSION}-{sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()}"
    made = cache.get(key)
    if made is None:
        made = render_picture(TEMPLATE, data)
        cache.set(key, made, KEPT_SECONDS)
    return bytes(made)


def _price(lowest: int | None) -> str:
    if lowest is None:
        return ""
    return words("share_free") if lowest == 0 else words("share_price", price=format_twd(lowest))
